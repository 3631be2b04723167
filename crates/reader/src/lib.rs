//! A second reader: a language model of the user's own, on this machine or elsewhere, held to the words.
//!
//! The model is asked over the chat completions of OpenAI's shape, a small piece of one report at a time, and answers with
//! JSON of a schema. Nothing that it says is believed: a datum is kept only where its words are found in that report, its
//! parties are mentions, its time is a time expression, and nothing in the words contradicts it. So what a report makes the
//! model say can change no more than what is read in that report.
//!
//! Answers are kept by what was asked; a run whose answers are all kept needs no network.

mod address;
mod answer;
mod asking;
mod budget;
mod cache;
mod client;
mod fold;
mod ground;
mod merge;
mod negation;
mod pairs;
mod pieces;
mod prompts;
mod statements;
mod tally;

pub use address::Address;
pub use cache::{Cache, Folder, Key, Memory};
pub use fold::{Folded, fold};
pub use pairs::{Compared, Pair, Seen};
pub use prompts::VERSION;
pub use tally::Tally;

use record::{Analysis, Diagnostic, Reading, Report};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Where the model is, and how it may be asked.
#[derive(Clone)]
pub struct Options {
    /// The address of the chat completions, or what stands before `/chat/completions`.
    pub url: String,
    /// The model's name, as the server knows it.
    pub model: String,
    /// What the server asks for as `Authorization: Bearer`.
    pub key: Option<String>,
    /// Whether reports may leave this machine.
    pub remote: bool,
    /// So many tokens may be used, questions and answers together.
    pub budget: Option<u64>,
    /// So many questions at a time.
    pub parallel: usize,
    /// How long one question may take.
    pub limit: Duration,
    /// How long is waited after the first refusal; twice as long after each further one.
    pub pause: Duration,
}

impl Options {
    /// A model at an address, with what suits a server on this machine.
    pub fn new(url: impl Into<String>, model: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            model: model.into(),
            key: None,
            remote: false,
            budget: None,
            parallel: 4,
            limit: Duration::from_secs(180),
            pause: Duration::from_secs(1),
        }
    }
}

impl fmt::Debug for Options {
    /// All but the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, model, remote, budget, parallel, .. } = self;
        write!(f, "Options({url}, {model}, remote {remote}, budget {budget:?}, parallel {parallel})")
    }
}

/// A reader that asks a model and keeps what stands up to the words.
pub struct Reader {
    options: Options,
    client: client::Client,
    cache: Box<dyn Cache>,
    budget: budget::Budget,
    say: Box<dyn Fn(Diagnostic) + Send + Sync>,
    /// What was made of each report and pair: counted once however often it is put together.
    tallies: Mutex<BTreeMap<String, Tally>>,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader({:?})", self.options)
    }
}

impl Reader {
    /// A reader whose answers are kept in `cache`, and which tells `say` what goes wrong and what leaves the machine.
    ///
    /// # Errors
    /// When the address is none, or is not on this machine and reports may not leave it, or when a key would travel in
    /// the clear.
    pub fn new(
        options: Options,
        cache: Box<dyn Cache>,
        say: impl Fn(Diagnostic) + Send + Sync + 'static,
    ) -> Result<Self, Diagnostic> {
        let address = Address::parse(&options.url)?;
        address.permitted(options.remote, options.key.is_some())?;
        let client = client::Client::new(&options, &address);
        let budget = budget::Budget::new(options.budget);
        Ok(Self { options, client, cache, budget, say: Box::new(say), tallies: Mutex::default() })
    }

    /// Who reads: model and version of the prompts.
    pub fn name(&self) -> String {
        format!("{}; prompts {VERSION}", self.options.model)
    }

    /// Asks for all of the reports that no answer is kept for. What cannot be had is said, and the rest stands.
    pub fn ask(&self, reports: &[&Report]) {
        for report in reports.iter().filter(|report| pieces::is_cut(report)) {
            let message = format!("only its first {} pieces are read by the second reader", pieces::MOST);
            (self.say)(Diagnostic::warning("reader/long", message).at(report.path.clone()));
        }
        let asked: Vec<asking::Asked> = reports
            .iter()
            .enumerate()
            .flat_map(|(at, report)| pieces::pieces(report).into_iter().map(move |piece| (at, piece)))
            .map(|(at, piece)| asking::Asked { prompt: &prompts::REPORT, text: piece.text, of: vec![at] })
            .collect();
        self.fetch(asked);
    }

    /// Adds to a reading what the answers say of its report, as far as the words bear it. Answers that were not asked for
    /// or not had are passed over.
    pub fn merge(&self, report: &Report, analysis: &Analysis, reading: &mut Reading) -> Tally {
        let mut tally = Tally::default();
        let name = self.name();
        let mut kept = merge::Proposed::default();
        for piece in pieces::pieces(report) {
            let Some(words) = self.answer(&prompts::REPORT, &piece.text) else { continue };
            let Some(answer) = answer::report(&words, &mut tally) else { continue };
            let ground = ground::Ground::new(report, analysis, reading, &piece.blocks);
            kept.add(&ground, answer, &name, &mut tally);
        }
        merge::merge(reading, kept, &name);
        self.count(format!("report {}", report.id), tally);
        tally
    }

    /// What has been kept and dropped so far.
    pub fn tally(&self) -> Tally {
        let tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        tallies.values().fold(Tally::default(), |sum, one| sum + *one)
    }

    fn count(&self, what: String, tally: Tally) {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner).insert(what, tally);
    }
}
