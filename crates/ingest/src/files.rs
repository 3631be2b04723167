//! From files to reports: opens, unpacks, tells the format, reads, and puts everything in order.

use crate::format::{self, Format};
use crate::limits::Limits;
use crate::{from_html, from_text, jsonl, problem, walk};
use flate2::bufread::MultiGzDecoder;
use rayon::prelude::*;
use record::{Diagnostic, Report};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// What some paths gave.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The reports, sorted by path and place in their file.
    pub reports: Vec<Report>,
    /// The inputs that could not be read, sorted by path.
    pub failures: Vec<Diagnostic>,
    /// What was passed over without being an error, sorted by path.
    pub warnings: Vec<Diagnostic>,
}

/// How many archives may lie inside one another: a gzip file in a gzip file is a mistake or an attack.
const GZIP_DEPTH: usize = 1;

/// Reads files and folders. The result does not depend on the order of `paths`, and a report that is reached
/// twice is read once.
pub fn read_paths(paths: &[PathBuf], limits: &Limits) -> Ingested {
    let walked = walk::walk(paths, limits);
    let read: Vec<Vec<Result<Report, Diagnostic>>> =
        walked.files.par_iter().map(|path| read_file(path, limits)).collect();
    let mut result = Ingested { reports: Vec::new(), failures: walked.failures, warnings: walked.warnings };
    let mut known = BTreeMap::new();
    for one in read.into_iter().flatten() {
        match one {
            Ok(report) => keep(report, &mut known, &mut result),
            Err(failure) => result.failures.push(failure),
        }
    }
    let by_path = |diagnostic: &Diagnostic| diagnostic.path.clone();
    result.failures.sort_by_cached_key(by_path);
    result.warnings.sort_by_cached_key(by_path);
    result
}

/// Adds a report whose name no other has: the same content again is passed over, and two contents under one
/// given name are told apart.
fn keep(mut report: Report, known: &mut BTreeMap<String, usize>, result: &mut Ingested) {
    let id = report.id.0.clone();
    let Some(&first) = known.get(&id) else {
        known.insert(id, result.reports.len());
        result.reports.push(report);
        return;
    };
    let earlier = &result.reports[first];
    if earlier.text == report.text {
        let message = format!("it is the same report as {}, which stands for both", earlier.path);
        result.warnings.push(Diagnostic::warning("input/same-report", message).at(report.path));
        return;
    }
    let free = (2..).map(|n| format!("{id}-{n}")).find(|name| !known.contains_key(name));
    if let Some(name) = free {
        let message = format!("its id {id:?} is also that of {}; it goes by {name:?}", earlier.path);
        report.diagnostics.push(Diagnostic::warning("input/same-id", message).at(report.path.clone()));
        report.id.0.clone_from(&name);
        known.insert(name, result.reports.len());
        result.reports.push(report);
    }
}

fn read_file(path: &Path, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let name = walk::shown(path);
    match File::open(path) {
        Ok(file) => from_reader(&name, BufReader::with_capacity(1 << 16, file), limits),
        Err(error) => vec![Err(problem::unreadable(&name, &error))],
    }
}

/// The reports of one input. Memory is bounded by the limits, whatever the input holds.
pub fn from_reader(path: &str, reader: impl BufRead, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    unpacked(path, Box::new(reader), limits, 0)
}

fn unpacked<'a>(
    path: &str,
    mut reader: Box<dyn BufRead + 'a>,
    limits: &Limits,
    depth: usize,
) -> Vec<Result<Report, Diagnostic>> {
    let mut start = Vec::new();
    if let Err(error) = reader.by_ref().take(format::SNIFFED as u64).read_to_end(&mut start) {
        return vec![Err(failed(path, &error, depth))];
    }
    let packed = start.starts_with(&[0x1f, 0x8b]);
    let whole = Box::new(BufReader::new(std::io::Cursor::new(start.clone()).chain(reader)));
    if packed {
        if depth == GZIP_DEPTH {
            let nested = Diagnostic::error("input/nested-archive", "it is a gzip file inside a gzip file");
            return vec![Err(nested.at(path).hint("unpack it once first"))];
        }
        return unpacked(path, Box::new(BufReader::new(MultiGzDecoder::new(whole))), limits, depth + 1);
    }
    match format::detect(path, &start) {
        Err(problem) => vec![Err(problem)],
        Ok(Format::JsonLines) => jsonl::reports(path, whole, limits, |error| failed(path, error, depth)),
        Ok(Format::Html) => one(path, whole, limits.page_bytes, depth, |bytes| from_html(path, bytes, limits)),
        Ok(Format::Text) => one(path, whole, limits.report_bytes, depth, |bytes| from_text(path, bytes, limits)),
    }
}

fn one(
    path: &str,
    reader: impl BufRead,
    limit: usize,
    depth: usize,
    read: impl FnOnce(&[u8]) -> Result<Report, Diagnostic>,
) -> Vec<Result<Report, Diagnostic>> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells "at the limit" from "over it".
    vec![match reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Err(failed(path, &error, depth)),
        Ok(_) if bytes.len() > limit => Err(problem::too_large(path, limit)),
        Ok(_) => read(&bytes),
    }]
}

fn failed(path: &str, error: &std::io::Error, depth: usize) -> Diagnostic {
    if depth > 0 { problem::truncated(path, error) } else { problem::unreadable(path, error) }
}
