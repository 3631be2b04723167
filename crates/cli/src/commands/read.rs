//! `rapporteur read`.

use super::{Done, Stopped, json_failed, take_in};
use crate::terminal::Bar;
use engine::Engine;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Reports that are read before their lines are written: bounds what is held in memory.
const BATCH: usize = 256;

pub(super) fn run(paths: &[PathBuf], tokens: bool, model: Option<&Path>) -> Result<Done, Stopped> {
    let engine = Engine::open(model)?;
    let (reports, done) = take_in(paths);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut rest = reports.into_iter().peekable();
    while rest.peek().is_some() {
        let bar = Bar::new();
        let reads = engine.read_all(rest.by_ref().take(BATCH).collect(), &bar);
        bar.end();
        for read in reads {
            let line = render::json::reading(&read.report, &read.analysis, &read.reading, tokens);
            writeln!(out, "{}", line.map_err(json_failed)?)?;
        }
    }
    out.flush()?;
    Ok(done)
}
