//! `rapporteur ingest`.

use super::{Done, Stopped, json_failed, take_in};
use crate::arguments::IngestFormat;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

pub(super) fn run(paths: &[PathBuf], format: IngestFormat) -> Result<Done, Stopped> {
    let (reports, done) = take_in(paths);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for report in &reports {
        match format {
            IngestFormat::Text => writeln!(out, "{}", render::ingested::report(report))?,
            IngestFormat::Jsonl => writeln!(out, "{}", render::json::report(report).map_err(json_failed)?)?,
        }
    }
    out.flush()?;
    Ok(done)
}
