//! `rapporteur ask`.

use super::library::{open, refresh_if_possible};
use super::{Common, Done, Stopped, json_failed};
use crate::arguments::LibraryFormat;
use crate::output::{Kind, Out};
use render::clean;
use serde_json::to_string_pretty;

pub(super) fn run(question: &[String], format: LibraryFormat, limit: usize, common: Common) -> Result<Done, Stopped> {
    let today = jiff::Zoned::now().date();
    let question = question.join(" ");
    // A question that is none is refused before the library is looked at.
    asking::parse(&question, today)?;
    let mut library = open(&common)?;
    refresh_if_possible(&mut library)?;
    let answer = asking::ask(&mut library, &question, today, limit)?;
    let kind = if format == LibraryFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(&match format {
        LibraryFormat::Json => to_string_pretty(&answer).map_err(json_failed)? + "\n",
        LibraryFormat::Text => clean(&asking::text(&answer)),
    })?;
    out.finish()?;
    Ok(Done::All)
}
