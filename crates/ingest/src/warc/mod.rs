//! Crawl archives (WARC), streamed: a report for each page in them, `path#n` being the n-th record.
//!
//! Records are read one after the other; pages are worked on side by side, a bounded batch at a time.

pub mod arc;
mod damage;
mod header;
mod http;
mod records;

use crate::files::Input;
use crate::limits::Limits;
use crate::{from_text, html, problem};
use damage::Damage;
use header::Kind;
use rayon::prelude::*;
use record::{Diagnostic, Report};
use records::{Numbered, Record, Records};
use std::io::BufRead;

/// Pages worked on side by side.
const BATCH: usize = 64;

/// A page or text out of a record, not yet read.
enum Found {
    Page { path: String, bytes: Vec<u8>, charset: Option<String>, url: Option<String>, cut: bool },
    Text { path: String, bytes: Vec<u8>, url: Option<String> },
    Problem(Diagnostic),
}

/// The reports of the archive's pages. What holds no page is counted in one warning.
pub fn reports(input: &Input<'_>, reader: impl BufRead, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let mut records = Records::new(reader, limits);
    let mut reports = Vec::new();
    let mut batch: Vec<Found> = Vec::new();
    let (mut bytes, mut others) = (0_usize, 0_usize);
    while let Some(next) = records.next() {
        let path = format!("{}#{}", input.path, next.number());
        match found(path, next, limits) {
            Some(one) => {
                bytes += one.size();
                batch.push(one);
            }
            None => others += 1,
        }
        if batch.len() >= BATCH || bytes >= limits.batch_bytes {
            reports.par_extend(std::mem::take(&mut batch).into_par_iter().map(|one| one.read(limits)));
            bytes = 0;
        }
    }
    reports.par_extend(batch.into_par_iter().map(|one| one.read(limits)));
    if reports.is_empty() {
        let none = Diagnostic::error("input/no-pages", "there is no page in the archive");
        return vec![Err(none.at(input.path).hint("give an archive that holds responses with text/html"))];
    }
    if others > 0 {
        let message = format!("{others} of {} records hold no page and were passed over", records.count());
        reports.push(Err(Diagnostic::warning("warc/passed-over", message).at(input.path)));
    }
    reports
}

/// What is of use in a record; `None` where it is none of a page.
fn found(path: String, next: Result<Record, Damage>, limits: &Limits) -> Option<Found> {
    let record = match next {
        Ok(record) => record,
        Err(damage) => return Some(Found::Problem(damage.diagnostic(&path, limits))),
    };
    match record.kind {
        Kind::Response => match http::page(record.body, limits) {
            Ok(Some(page)) => {
                let http::Page { bytes, charset } = page;
                Some(Found::Page { path, bytes, charset, url: record.url, cut: record.cut })
            }
            Ok(None) => None,
            Err(problem) => Some(Found::Problem(problem.at(path))),
        },
        Kind::Page => Some(Found::Page { path, bytes: record.body, charset: None, url: record.url, cut: record.cut }),
        Kind::Text => Some(Found::Text { path, bytes: record.body, url: record.url }),
        Kind::Other => None,
    }
}

impl Found {
    fn size(&self) -> usize {
        match self {
            Self::Page { bytes, .. } | Self::Text { bytes, .. } => bytes.len(),
            Self::Problem(_) => 0,
        }
    }

    fn read(self, limits: &Limits) -> Result<Report, Diagnostic> {
        let (mut report, url) = match self {
            Self::Problem(problem) => return Err(problem),
            Self::Text { path, bytes, url } => (from_text(&path, &bytes, limits)?, url),
            Self::Page { path, bytes, charset, url, cut } => {
                problem::refuse_size(&path, bytes.len(), limits.page_bytes)?;
                let mut report = html::from_bytes(&path, &bytes, charset.as_deref(), limits)?;
                if cut {
                    let message = "the crawler cut the page off; it was read as far as it goes";
                    report.diagnostics.push(Diagnostic::warning("warc/cut-page", message).at(path));
                }
                (report, url)
            }
        };
        report.url = report.url.or(url);
        Ok(report)
    }
}
