//! `--reader`: a second reader, in every command that reads.

use crate::terminal;
use clap::Args;
use engine::Engine;
use engine::reader::{Cache, Folder, Memory, Options, Reader};
use record::{Diagnostic, Severity};
use std::path::PathBuf;
use std::time::Duration;

/// Where a key is looked for, if no file is given.
const KEY: &str = "RAPPORTEUR_READER_KEY";

/// Which language model reads, too, and how it may be asked.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "A second reader (a language model of your own; see docs/reader.md)")]
pub struct ReaderArguments {
    /// Have a language model read, too: a server with OpenAI's chat completions, such as http://127.0.0.1:8080/v1
    #[arg(long, value_name = "URL", requires = "reader_model")]
    pub reader: Option<String>,
    /// The model's name, as the server knows it
    #[arg(long, value_name = "NAME", requires = "reader")]
    pub reader_model: Option<String>,
    /// The server's key; otherwise that of the environment's RAPPORTEUR_READER_KEY
    #[arg(long, value_name = "FILE", requires = "reader")]
    pub reader_key_file: Option<PathBuf>,
    /// The reports may leave this machine
    #[arg(long, requires = "reader")]
    pub reader_remote: bool,
    /// Use no more than so many tokens, questions and answers together
    #[arg(long, value_name = "TOKENS", requires = "reader")]
    pub reader_budget: Option<u64>,
    /// Keep the answers here and use those that are here
    #[arg(long, value_name = "DIR", requires = "reader")]
    pub reader_cache: Option<PathBuf>,
    /// Ask so many questions at a time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=64), requires = "reader")]
    pub reader_parallel: u8,
    /// Wait so long for one answer
    #[arg(long, value_name = "SECONDS", default_value_t = 180, value_parser = clap::value_parser!(u64).range(1..=3600), requires = "reader")]
    pub reader_timeout: u64,
}

impl ReaderArguments {
    /// The engine with the second reader that these ask for, if they ask for one.
    ///
    /// # Errors
    /// When the address is none or may not be asked, or when the key cannot be read.
    pub fn open(&self, engine: Engine, quiet: bool) -> Result<Engine, Diagnostic> {
        let Some(url) = &self.reader else { return Ok(engine) };
        let options = Options {
            key: self.key()?,
            remote: self.reader_remote,
            budget: self.reader_budget,
            parallel: usize::from(self.reader_parallel),
            limit: Duration::from_secs(self.reader_timeout),
            ..Options::new(url, self.reader_model.as_deref().unwrap_or_default())
        };
        let cache: Box<dyn Cache> = match &self.reader_cache {
            Some(folder) => Box::new(Folder::new(folder)),
            None => Box::new(Memory::default()),
        };
        let say = move |diagnostic: Diagnostic| {
            if !quiet || diagnostic.severity == Severity::Error {
                terminal::say(&diagnostic);
            }
        };
        Ok(engine.with_reader(Reader::new(options, cache, say)?))
    }

    fn key(&self) -> Result<Option<String>, Diagnostic> {
        let key = match &self.reader_key_file {
            Some(file) => std::fs::read_to_string(file).map(Some).map_err(|error| {
                Diagnostic::error("reader/key", format!("cannot read the key: {error}")).at(file.display().to_string())
            })?,
            None => std::env::var(KEY).ok(),
        };
        let key = key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
        if key.as_ref().is_some_and(|key| key.contains(|c: char| c.is_control() || !c.is_ascii())) {
            return Err(Diagnostic::error("reader/key", "the key has signs in it that no key has"));
        }
        Ok(key)
    }
}

/// Says how much of what the second reader said was kept.
pub fn tell(engine: &Engine, quiet: bool) {
    if let Some(reader) = engine.reader().filter(|_| !quiet) {
        terminal::note(&format!("reader: {}", reader.tally()));
    }
}
