//! `rapporteur stories`.

use super::{Common, Done, Stopped, done, json_failed};
use crate::arguments::StoriesFormat;
use crate::output::{Kind, Out};
use crate::terminal::Bar;
use engine::{Engine, Piled};
use record::Report;
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
    let found = engine::stories(&pile);
    let kind = if format == StoriesFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(&match format {
        StoriesFormat::Text => stories::text(&found),
        StoriesFormat::Json => json::stories(&found).map_err(json_failed)? + "\n",
    })?;
    out.finish()?;
    Ok(done(whole))
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
