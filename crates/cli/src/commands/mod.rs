//! The commands: each takes its arguments and writes its result to standard output.

mod brief;
mod ingest;
mod read;
mod schema;

use crate::arguments::{Arguments, Command};
use crate::terminal;
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

/// Runs the command that the arguments name.
///
/// # Errors
/// When the model cannot be loaded or the output cannot be written; an unreadable input is no error but
/// [`Done::SomeUnread`].
pub fn run(arguments: Arguments) -> Result<Done, Stopped> {
    let model = arguments.model;
    match arguments.command {
        Command::Brief { paths, format } => brief::run(&paths, format, model.as_deref()),
        Command::Read { paths, tokens } => read::run(&paths, tokens, model.as_deref()),
        Command::Ingest { paths, format } => ingest::run(&paths, format),
        Command::Schema { output } => schema::run(output),
    }
}

/// Takes the reports in and says what could not be used, and what was assumed of the rest.
fn take_in(paths: &[PathBuf]) -> (Vec<Report>, Done) {
    let Outcome { items, failures, warnings } = engine::ingest(paths, &Limits::default());
    let of_reports = items.iter().flat_map(|report| &report.diagnostics);
    for diagnostic in failures.iter().chain(&warnings).chain(of_reports) {
        terminal::say(diagnostic);
    }
    let done = if failures.is_empty() { Done::All } else { Done::SomeUnread };
    (items, done)
}

/// JSON of our own types cannot fail; should it, the message says so instead of a crash.
fn json_failed(error: impl std::fmt::Display) -> Stopped {
    Stopped::Output(std::io::Error::other(format!("a value could not be written as JSON: {error}")))
}
