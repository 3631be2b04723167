//! `rapporteur read`.

use super::{Common, Done, Stopped, done, json_failed};
use crate::output::{Kind, Out};
use crate::reader::ReaderArguments;
use crate::terminal::Bar;
use engine::{Engine, Read};
use record::Report;
use std::path::PathBuf;

/// Reports that are read before their lines are written: bounds what is held in memory.
const BATCH: usize = 256;

pub(super) fn run(
    paths: &[PathBuf],
    tokens: bool,
    reader: &ReaderArguments,
    mut common: Common,
) -> Result<Done, Stopped> {
    let engine = reader.open(Engine::open(common.model.as_deref())?, common.quiet)?;
    let mut out = Out::open(common.output.as_deref(), Kind::Json)?;
    let mut waiting: Vec<Report> = Vec::new();
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
            stopped = lines(&engine, now, tokens, &mut out, &mut common).map(|all| whole &= all);
        }
    });
    stopped?;
    whole &= lines(&engine, waiting, tokens, &mut out, &mut common)?;
    common.messages.end();
    crate::reader::tell(&engine, common.quiet);
    out.finish()?;
    Ok(done(whole))
}

/// Reads some reports and writes their lines; whether all could be read.
fn lines(
    engine: &Engine,
    reports: Vec<Report>,
    tokens: bool,
    out: &mut Out,
    common: &mut Common,
) -> Result<bool, Stopped> {
    let bar = Bar::new(common.quiet);
    let mut failures = Vec::new();
    let mut stopped: Result<(), Stopped> = Ok(());
    engine.read_each(reports, &bar, |read| match read {
        Ok(read) if stopped.is_ok() => stopped = line(&read, tokens, out),
        Ok(_) => {}
        Err(failure) => failures.push(failure),
    });
    bar.end();
    stopped?;
    out.flush()?;
    let all = failures.is_empty();
    common.messages.say(failures);
    Ok(all)
}

/// Writes what one report says.
fn line(read: &Read, tokens: bool, out: &mut Out) -> Result<(), Stopped> {
    let line = render::json::reading(&read.report, &read.analysis, &read.reading, tokens);
    out.write(&line.map_err(json_failed)?)?;
    Ok(out.write("\n")?)
}
