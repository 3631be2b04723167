//! The commands: each takes its arguments and writes its result to standard output.

mod brief;
mod export;
mod extras;
mod ingest;
mod read;
mod schema;
mod stories;

use crate::arguments::{Arguments, Command};
use crate::messages::Messages;
use engine::{Limits, Outcome};
use record::{Diagnostic, Report};
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
        Self::Usage(Box::new(diagnostic))
    }
}

/// What every command is told.
struct Common {
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
    let Arguments { command, model, output, quiet, all_messages, follow_links, threads: _ } = arguments;
    let limits = Limits { links_out: follow_links, ..Limits::default() };
    let messages = Messages::new(quiet, all_messages);
    let common = Common { model, output, quiet, limits, messages };
    match command {
        Command::Brief { paths, format, title, open } => brief::run(&paths, format, title, open, common),
        Command::Stories { paths, format } => stories::run(&paths, format, common),
        Command::Read { paths, tokens } => read::run(&paths, tokens, common),
        Command::Ingest { paths, format } => ingest::run(&paths, format, common),
        Command::Export { format, paths, list, evidence, manifest } => {
            let beside = export::Beside { evidence, manifest };
            export::run(format.as_deref().filter(|_| !list), &paths, &beside, common)
        }
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
