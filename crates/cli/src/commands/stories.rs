//! `rapporteur stories`.

use super::library::{open, refresh, refresh_if_possible};
use super::{Common, Done, Stopped, done, json_failed};
use crate::arguments::StoriesFormat;
use crate::output::{Kind, Out};
use crate::terminal::{self, Bar};
use engine::{Engine, Piled};
use record::grouped::GroupedStory;
use record::{Diagnostic, Report};
use render::{json, stories};
use std::path::PathBuf;

/// Reports that are read before the most of them is forgotten: bounds what is held in memory.
const BATCH: usize = 256;

pub(super) fn run(paths: &[PathBuf], format: StoriesFormat, mut common: Common) -> Result<Done, Stopped> {
    let engine = Engine::open(common.model.as_deref())?;
    let mut waiting: Vec<Report> = Vec::new();
    let mut pile: Vec<Piled> = Vec::new();
    let mut whole = true;
    let limits = common.limits.clone();
    engine::ingest_each(paths, &limits, |some| {
        let (reports, all) = common.take(some);
        whole &= all;
        waiting.extend(reports);
        while waiting.len() >= BATCH {
            let rest = waiting.split_off(BATCH);
            whole &= read(&engine, std::mem::replace(&mut waiting, rest), &mut pile, &mut common);
        }
    });
    whole &= read(&engine, waiting, &mut pile, &mut common);
    common.messages.end();
    print(&engine::stories(&pile), format, &common)?;
    Ok(done(whole))
}

/// The stories of the library; with `settle` grouped anew before.
pub(super) fn of_library(settle: bool, undo: bool, format: StoriesFormat, common: &Common) -> Result<Done, Stopped> {
    let mut library = open(common)?;
    if settle {
        let moved = if undo { library.undo_settling()? } else { library.settle()? };
        refresh(&mut library)?;
        if !common.quiet {
            let message = format!("{} reports went to another story", moved.len());
            terminal::say(&Diagnostic::warning("library/settled", message));
        }
    } else {
        refresh_if_possible(&mut library)?;
    }
    print(&library.grouped(None)?, format, common)?;
    Ok(Done::All)
}

fn print(found: &[GroupedStory], format: StoriesFormat, common: &Common) -> Result<(), Stopped> {
    let kind = if format == StoriesFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(&match format {
        StoriesFormat::Text => stories::text(found),
        StoriesFormat::Json => json::stories(found).map_err(json_failed)? + "\n",
    })?;
    Ok(out.finish()?)
}

/// Reads some reports onto the pile; whether all could be read.
fn read(engine: &Engine, reports: Vec<Report>, pile: &mut Vec<Piled>, common: &mut Common) -> bool {
    let bar = Bar::new(common.quiet);
    let mut failures = Vec::new();
    engine.read_each(reports, &bar, |read| match read {
        Ok(read) => pile.push(Piled::from(read)),
        Err(failure) => failures.push(failure),
    });
    bar.end();
    let all = failures.is_empty();
    common.messages.say(failures);
    all
}
