//! `rapporteur ingest`.

use super::{Common, Done, Stopped, done, json_failed};
use crate::arguments::IngestFormat;
use crate::output::{Kind, Out};
use std::path::PathBuf;

pub(super) fn run(paths: &[PathBuf], format: IngestFormat, mut common: Common) -> Result<Done, Stopped> {
    let kind = if format == IngestFormat::Jsonl { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    let mut whole = true;
    let mut stopped: Result<(), Stopped> = Ok(());
    let limits = common.limits.clone();
    engine::ingest_each(paths, &limits, |some| {
        let (reports, all) = common.take(some);
        whole &= all;
        if stopped.is_ok() {
            stopped = reports.iter().try_for_each(|report| {
                let words = match format {
                    IngestFormat::Text => render::ingested::report(report),
                    IngestFormat::Jsonl => render::json::report(report).map_err(json_failed)?,
                };
                out.write(&words)?;
                Ok(out.write("\n")?)
            });
            stopped = std::mem::replace(&mut stopped, Ok(())).and_then(|()| Ok(out.flush()?));
        }
    });
    stopped?;
    common.messages.end();
    out.finish()?;
    Ok(done(whole))
}
