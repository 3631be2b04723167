//! The library that a command works on, and `rapporteur library`.

use super::{Common, Done, Stopped, json_failed};
use crate::arguments::{LibraryFormat, Upkeep};
use crate::output::{Kind, Out};
use record::Diagnostic;
use serde_json::to_string_pretty;
use store::{Library, Location};

/// Stories that are told anew before others may write again, and before progress is said.
const TOLD: usize = 8;

/// Where the library is that the arguments or the environment name.
pub(super) fn location(common: &Common) -> Location {
    Location::find(common.library.as_deref())
}

/// The library, which must be there.
pub(super) fn open(common: &Common) -> Result<Library, Diagnostic> {
    Library::open_existing(&location(common))
}

/// Tells all stories anew whose reports changed.
pub(super) fn refresh(library: &mut Library) -> Result<(), Diagnostic> {
    while library.refresh(TOLD)? > 0 {}
    Ok(())
}

/// The same where the library can be written to; one that can only be read answers with what it has.
pub(super) fn refresh_if_possible(library: &mut Library) -> Result<(), Diagnostic> {
    match refresh(library) {
        Err(error) if error.code == "library/read-only" => Ok(()),
        other => other,
    }
}

pub(super) fn run(what: &Upkeep, format: LibraryFormat, common: Common) -> Result<Done, Stopped> {
    let mut library = open(&common)?;
    match what {
        Upkeep::Check => check(&mut library, format, &common),
        Upkeep::Compact => {
            library.compact()?;
            Ok(Done::All)
        }
        Upkeep::Backup { file } => {
            library.backup(file)?;
            Ok(Done::All)
        }
    }
}

fn check(library: &mut Library, format: LibraryFormat, common: &Common) -> Result<Done, Stopped> {
    let checked = library.check()?;
    let kind = if format == LibraryFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    if format == LibraryFormat::Json {
        out.write(&(to_string_pretty(&checked).map_err(json_failed)? + "\n"))?;
    } else {
        out.write(&format!(
            "{}: format {}, {} reports in {} versions, {} stories, {} of them to be told anew\n",
            render::clean(library.place()),
            checked.format,
            checked.reports,
            checked.versions,
            checked.stories,
            checked.stale
        ))?;
        for problem in &checked.problems {
            out.write(&format!("  {}\n", render::clean(problem)))?;
        }
        if checked.problems.is_empty() {
            out.write("  nothing is wrong with it\n")?;
        }
    }
    out.finish()?;
    Ok(if checked.problems.is_empty() { Done::All } else { Done::SomeUnread })
}
