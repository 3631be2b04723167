//! `rapporteur`: reads news reports of one story and says what they say together.

mod arguments;
mod commands;
mod messages;
mod output;
mod reader;
mod terminal;

use clap::Parser;
use std::process::ExitCode;

/// Some inputs could not be read; the rest were.
const SOME_UNREAD: u8 = 1;
/// Wrong usage; also what clap exits with.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    if let Some(threads) = arguments.threads {
        // Only fails when the pool has been built before, which nothing above does.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    match commands::run(arguments) {
        Ok(commands::Done::All) => ExitCode::SUCCESS,
        Ok(commands::Done::SomeUnread) => ExitCode::from(SOME_UNREAD),
        Err(commands::Stopped::Usage(diagnostic)) => {
            terminal::say(&diagnostic);
            ExitCode::from(WRONG_USAGE)
        }
        Err(commands::Stopped::Failed(diagnostic)) => {
            terminal::say(&diagnostic);
            ExitCode::from(SOME_UNREAD)
        }
        // Whoever read our output has had enough: `rapporteur brief … | head`.
        Err(commands::Stopped::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(commands::Stopped::Output(error)) => {
            terminal::say(&record::Diagnostic::error("output/unwritable", format!("cannot write the result: {error}")));
            ExitCode::from(SOME_UNREAD)
        }
    }
}
