//! `rapporteur brief`.

use super::{Done, Stopped, json_failed, take_in};
use crate::arguments::BriefFormat;
use crate::terminal::{self, Bar};
use engine::Engine;
use render::{compose, html, json, markdown, text};
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub(super) fn run(paths: &[PathBuf], format: BriefFormat, model: Option<&Path>) -> Result<Done, Stopped> {
    let engine = Engine::open(model)?;
    let (reports, done) = take_in(paths);
    let bar = Bar::new();
    let reads = engine.read_all(reports, &bar);
    bar.end();
    let (reads, story) = engine.brief(reads);
    let mut out = anstream::stdout().lock();
    match format {
        BriefFormat::Json => writeln!(out, "{}", json::story(&story).map_err(json_failed)?)?,
        BriefFormat::Text => write!(out, "{}", text::brief(&compose::brief(&story), terminal::width()))?,
        BriefFormat::Md => write!(out, "{}", markdown::brief(&compose::brief(&story)))?,
        BriefFormat::Html => {
            let reports: Vec<_> = reads.iter().map(|read| &read.report).collect();
            writeln!(out, "{}", html::page(&compose::brief(&story), &reports))?;
        }
    }
    out.flush()?;
    Ok(done)
}
