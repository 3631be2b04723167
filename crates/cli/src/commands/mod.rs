//! The commands: each takes its arguments and writes its result to standard output.

mod add;
mod ask;
mod brief;
mod correct;
mod entities;
mod export;
mod extras;
mod ingest;
mod library;
mod mcp;
mod read;
mod schema;
mod search;
mod serve;
mod show;
mod sql;
mod stories;
mod watching;

use crate::arguments::{Arguments, Command};
use crate::messages::Messages;
use engine::{Limits, Outcome};
use record::{Diagnostic, Report};
use render::Narrow;
use std::path::PathBuf;

/// How a command ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Done {
    /// Every input was used.
    All,
    /// Some inputs could not be read.
    SomeUnread,
}

/// Why a command could not end.
#[derive(Debug)]
pub enum Stopped {
    /// What was asked for makes no sense.
    Usage(Box<Diagnostic>),
    /// What was asked for could not be done.
    Failed(Box<Diagnostic>),
    /// The result could not be written.
    Output(std::io::Error),
}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Diagnostic> for Stopped {
    fn from(diagnostic: Diagnostic) -> Self {
        /// What goes wrong with a library although it was asked rightly.
        const FAILURES: [&str; 7] = ["locked", "read-only", "full", "damaged", "lost", "failed", "newer"];
        let failed = diagnostic.code.strip_prefix("library/").is_some_and(|kind| FAILURES.contains(&kind));
        let failed = failed || diagnostic.code.starts_with("watch/") || diagnostic.code == "digest/unsent";
        if failed { Self::Failed(Box::new(diagnostic)) } else { Self::Usage(Box::new(diagnostic)) }
    }
}

/// What every command is told.
struct Common {
    library: Option<String>,
    model: Option<PathBuf>,
    output: Option<PathBuf>,
    quiet: bool,
    limits: Limits,
    messages: Messages,
}

/// Runs the command that the arguments name.
///
/// # Errors
/// When the model cannot be loaded or the output cannot be written; an unreadable input is no error but
/// [`Done::SomeUnread`].
pub fn run(arguments: Arguments) -> Result<Done, Stopped> {
    let Arguments { command, model, output, quiet, all_messages, library, follow_links, threads: _ } = arguments;
    let limits = Limits { links_out: follow_links, ..Limits::default() };
    let messages = Messages::new(quiet, all_messages);
    let common = Common { library, model, output, quiet, limits, messages };
    match command {
        Command::Brief { paths, format, title, story, about, since, until, open, reader } => {
            let narrow = Narrow { about, since, until };
            brief::run(&paths, story.as_deref(), &narrow, brief::Look { format, title, open }, &reader, common)
        }
        Command::Stories { paths, settle, undo, format } if paths.is_empty() => {
            stories::of_library(settle, undo, format, &common)
        }
        Command::Stories { paths, format, .. } => stories::run(&paths, format, common),
        Command::Add { paths, format } => add::run(&paths, format, common),
        Command::Ask { question, format, limit } => ask::run(&question, format, limit, common),
        Command::Correct { what, list: _, undo, author, format } => correct::run(what, undo, author, format, common),
        Command::Search { words, format, limit, after } => search::run(&words, format, limit, after.as_deref(), common),
        Command::Entities { name, story, format, limit } => {
            entities::run(name.as_deref(), story.as_deref(), format, limit, common)
        }
        Command::Show { report, versions, version_number, format } => {
            show::run(&report, versions, version_number, format, common)
        }
        Command::Remove { reports } => show::remove(&reports, common),
        Command::Sql { query, format } => sql::run(&query, format, common),
        Command::Serve { listen, token_file, new_token, right, rate } => {
            serve::run(listen, token_file, new_token.as_deref(), right, rate, &common)
        }
        Command::Mcp => mcp::run(&common),
        Command::Library { what, format } => library::run(&what, format, common),
        Command::Read { paths, tokens, reader } => read::run(&paths, tokens, &reader, common),
        Command::Ingest { paths, format } => ingest::run(&paths, format, common),
        Command::Export { format, paths, story, list, evidence, manifest } => {
            let beside = export::Beside { evidence, manifest };
            export::run(format.as_deref().filter(|_| !list), &paths, story.as_deref(), &beside, common)
        }
        Command::Sources(command) => watching::sources(command, common),
        Command::Questions(command) => watching::questions(command, common),
        Command::Watch(arguments) => watching::watch(&arguments, common),
        Command::Digest(arguments) => watching::digest(&arguments, common),
        Command::Completions { shell } => extras::completions(shell),
        Command::Man { command } => extras::man(command.as_deref()),
        Command::Schema { output } => schema::run(output),
    }
}

impl Common {
    /// The reports of some files, after saying what could not be used, and what was assumed of the rest; whether all
    /// could be used.
    fn take(&mut self, outcome: Outcome<Report>) -> (Vec<Report>, bool) {
        let Outcome { items, failures, warnings } = outcome;
        let whole = failures.is_empty();
        let of_reports = items.iter().flat_map(|report| &report.diagnostics).cloned();
        self.messages.say(failures.into_iter().chain(warnings).chain(of_reports).collect());
        (items, whole)
    }
}

/// What a command's end says.
fn done(whole: bool) -> Done {
    if whole { Done::All } else { Done::SomeUnread }
}

/// JSON of our own types cannot fail; should it, the message says so instead of a crash.
fn json_failed(error: impl std::fmt::Display) -> Stopped {
    Stopped::Output(std::io::Error::other(format!("a value could not be written as JSON: {error}")))
}
