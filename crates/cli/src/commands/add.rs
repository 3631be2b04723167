//! `rapporteur add`.

use super::library::{location, refresh};
use super::{Common, Done, Stopped, done, json_failed};
use crate::arguments::LibraryFormat;
use crate::output::{Kind, Out};
use crate::terminal::Bar;
use engine::{Engine, Read};
use record::Report;
use serde_json::to_string_pretty;
use std::path::PathBuf;
use store::{Added, Entry, Library};

/// Reports that go into the library together: what is read before is kept when the next ones fail.
const BATCH: usize = 64;

pub(super) fn run(paths: &[PathBuf], format: LibraryFormat, mut common: Common) -> Result<Done, Stopped> {
    let mut library = Library::open(&location(&common))?;
    let engine = Engine::open(common.model.as_deref())?;
    let mut waiting: Vec<Report> = Vec::new();
    let mut added = Added::default();
    let mut whole = true;
    let mut stopped: Result<(), Stopped> = Ok(());
    let limits = common.limits.clone();
    engine::ingest_each(paths, &limits, |some| {
        let (reports, all) = common.take(some);
        whole &= all;
        waiting.extend(reports);
        while waiting.len() >= BATCH && stopped.is_ok() {
            let rest = waiting.split_off(BATCH);
            let now = std::mem::replace(&mut waiting, rest);
            stopped = take_in(&engine, &mut library, now, &mut added, &mut common).map(|all| whole &= all);
        }
    });
    stopped?;
    whole &= take_in(&engine, &mut library, waiting, &mut added, &mut common)?;
    refresh(&mut library)?;
    common.messages.end();
    added.stories.sort();
    added.stories.dedup();
    let kind = if format == LibraryFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(&match format {
        LibraryFormat::Json => to_string_pretty(&added).map_err(json_failed)? + "\n",
        LibraryFormat::Text => told(&added),
    })?;
    out.finish()?;
    Ok(done(whole))
}

/// Reads the reports that the library does not have yet, and takes them in; whether all could be read.
fn take_in(
    engine: &Engine,
    library: &mut Library,
    reports: Vec<Report>,
    added: &mut Added,
    common: &mut Common,
) -> Result<bool, Stopped> {
    let mut fresh = Vec::new();
    for report in reports {
        match library.has(&report)? {
            Some(id) => added.unchanged.push(id),
            None => fresh.push(report),
        }
    }
    if fresh.is_empty() {
        return Ok(true);
    }
    let bar = Bar::new(common.quiet);
    let (reads, failures) = engine.try_read_all(fresh, &bar);
    bar.end();
    let entry = |Read { report, analysis, reading }: Read| Entry { report, analysis, reading };
    let entries: Vec<Entry> = reads.into_iter().map(entry).collect();
    let some = library.add(&entries)?;
    added.added.extend(some.added);
    added.versions.extend(some.versions);
    added.unchanged.extend(some.unchanged);
    added.stories.extend(some.stories);
    let all = failures.is_empty();
    common.messages.say(failures);
    Ok(all)
}

fn told(added: &Added) -> String {
    format!(
        "{} new, {} in a new version, {} unchanged; {} stories touched\n",
        added.added.len(),
        added.versions.len(),
        added.unchanged.len(),
        added.stories.len()
    )
}
