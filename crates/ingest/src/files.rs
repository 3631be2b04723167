//! From files to reports: opens, unpacks, tells the format, reads, and puts everything in order.

use crate::format::{self, Format};
use crate::limits::Limits;
use crate::packed::gzip::Members;
use crate::packed::{Meter, zip, zstd};
use crate::{feed, from_html, from_text, guard, id, json, mail, mailbox, pdf, problem, walk, warc};
use rayon::prelude::*;
use record::diagnostic::Severity;
use record::{Diagnostic, Report, ReportId};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
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

/// Files that are read side by side before what they gave is handed on.
const BATCH: usize = 64;
/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Reads files and folders; `-` is standard input. The result does not depend on the order of `paths`, and a report that
/// is reached twice is read once.
pub fn read_paths(paths: &[PathBuf], limits: &Limits) -> Ingested {
    let mut result = Ingested::default();
    read_each(paths, limits, |some| {
        result.reports.extend(some.reports);
        result.failures.extend(some.failures);
        result.warnings.extend(some.warnings);
    });
    let by_path = |diagnostic: &Diagnostic| diagnostic.path.clone();
    result.failures.sort_by_cached_key(by_path);
    result.warnings.sort_by_cached_key(by_path);
    result
}

/// Reads files and folders as [`read_paths`] does, and hands on what it has some files at a time, in the same order, so
/// that not all of them have to be held.
pub fn read_each(paths: &[PathBuf], limits: &Limits, mut each: impl FnMut(Ingested)) {
    let (standard, named): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path.as_os_str() == STANDARD_INPUT);
    let walked = walk::walk(&named, limits);
    each(Ingested { reports: Vec::new(), failures: walked.failures, warnings: walked.warnings });
    let mut known = BTreeMap::new();
    let mut hand_on = |read: Vec<Result<Report, Diagnostic>>| each(sorted_out(read, &mut known));
    if !standard.is_empty() {
        hand_on(read_standard_input(limits));
    }
    for files in walked.files.chunks(BATCH) {
        let read: Vec<Vec<Result<Report, Diagnostic>>> = files.par_iter().map(|path| read_file(path, limits)).collect();
        hand_on(read.into_iter().flatten().collect());
    }
}

/// What some inputs gave, with the same report only once and no two of one name, as [`read_paths`] has it.
pub fn gather(read: Vec<Result<Report, Diagnostic>>) -> Ingested {
    sorted_out(read, &mut BTreeMap::new())
}

fn sorted_out(read: Vec<Result<Report, Diagnostic>>, known: &mut BTreeMap<String, Known>) -> Ingested {
    let mut some = Ingested::default();
    for one in read {
        match one {
            Ok(report) => keep(report, known, &mut some),
            Err(warning) if warning.severity == Severity::Warning => some.warnings.push(warning),
            Err(failure) => some.failures.push(failure),
        }
    }
    some
}

/// The reports of standard input, in whatever format they come.
fn read_standard_input(limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let mut input = io::stdin().lock();
    let start = match sniff(&mut input) {
        Ok(start) => start,
        Err(error) => return vec![Err(problem::unreadable(STANDARD_INPUT, &error))],
    };
    let mut whole = io::Cursor::new(start.clone()).chain(input);
    if !format::is_zip(&start) {
        let input = Input { path: STANDARD_INPUT, name: STANDARD_INPUT, depth: 0, packed: false, in_gzip: false };
        let read = || unpacked(&input, Box::new(BufReader::new(whole)), limits);
        return guard::quietly(read).unwrap_or_else(|_| vec![Err(problem::broke(STANDARD_INPUT))]);
    }
    // The directory of a zip archive stands at its end.
    let mut bytes = Vec::new();
    match whole.by_ref().take(limits.report_bytes as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => vec![Err(problem::unreadable(STANDARD_INPUT, &error))],
        Ok(_) if bytes.len() > limits.report_bytes => {
            vec![Err(problem::too_large(STANDARD_INPUT, limits.report_bytes))]
        }
        Ok(_) => from_seekable(STANDARD_INPUT, io::Cursor::new(bytes), limits),
    }
}

/// Adds a report whose name no other has: the same content again is passed over, and two contents under one
/// given name are told apart.
fn keep(mut report: Report, known: &mut BTreeMap<String, Known>, result: &mut Ingested) {
    let id = report.id.0.clone();
    let content = id::of(&report.text, &[]);
    let Some(named) = known.get(&id) else {
        known.insert(id, Known { path: report.path.clone(), content, next: 2 });
        result.reports.push(report);
        return;
    };
    if named.content == content {
        let message = format!("it is the same report as {}, which stands for both", named.path);
        result.warnings.push(Diagnostic::warning("input/same-report", message).at(report.path));
        return;
    }
    let mut next = named.next;
    while known.contains_key(&format!("{id}-{next}")) {
        next += 1;
    }
    let name = format!("{id}-{next}");
    let message = format!("its id {id:?} is also that of {}; it goes by {name:?}", named.path);
    report.diagnostics.push(Diagnostic::warning("input/same-id", message).at(report.path.clone()));
    report.id.0.clone_from(&name);
    known.insert(name, Known { path: report.path.clone(), content, next: 2 });
    // Counted on, so that very many reports of one name do not look through all names before them.
    if let Some(named) = known.get_mut(&id) {
        named.next = next + 1;
    }
    result.reports.push(report);
}

/// A name that is taken.
struct Known {
    /// Where the report is that has it.
    path: String,
    /// What is in it.
    content: ReportId,
    /// The number with which the next report of this name is told apart.
    next: usize,
}

fn read_file(path: &Path, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let name = walk::shown(path);
    match File::open(path) {
        Ok(file) => {
            let read = || from_seekable(&name, BufReader::with_capacity(1 << 16, file), limits);
            // The last resort: one input that breaks the program must not take the others with it.
            guard::quietly(read).unwrap_or_else(|_| vec![Err(problem::broke(&name))])
        }
        Err(error) => vec![Err(problem::unreadable(&name, &error))],
    }
}

/// The reports of one file. Memory is bounded by the limits, whatever it holds.
pub fn from_seekable(path: &str, mut reader: impl BufRead + Seek, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let start = match sniff(&mut reader).and_then(|start| reader.rewind().map(|()| start)) {
        Ok(start) => start,
        Err(error) => return vec![Err(problem::unreadable(path, &error))],
    };
    if format::is_zip(&start) {
        return zip::reports(path, reader, limits);
    }
    unpacked(&Input { path, name: path, depth: 0, packed: false, in_gzip: false }, Box::new(reader), limits)
}

/// Something to be read, and where it was met.
pub struct Input<'a> {
    /// The path in messages and reports.
    pub path: &'a str,
    /// The name that may tell the format.
    pub name: &'a str,
    /// Archives around it.
    pub depth: usize,
    /// Whether it comes out of an archive, so that a failure to read on is damage.
    pub packed: bool,
    /// Whether it comes right out of a gzip stream: a second one in it is a mistake.
    pub in_gzip: bool,
}

impl Input<'_> {
    /// What a failure to read on means.
    pub fn failed(&self, error: &io::Error) -> Diagnostic {
        if self.packed { problem::packed(self.path, error) } else { problem::unreadable(self.path, error) }
    }
}

/// The reports of a stream, which may be packed once more.
pub fn unpacked<'a>(
    input: &Input<'_>,
    mut reader: Box<dyn BufRead + 'a>,
    limits: &Limits,
) -> Vec<Result<Report, Diagnostic>> {
    let mut start = Vec::new();
    // Where an archive is damaged early, its later records may still be whole: the failure is met again in its place.
    let failure = reader.by_ref().take(format::SNIFFED as u64).read_to_end(&mut start).err();
    if let Some(error) = failure.as_ref().filter(|_| start.is_empty()) {
        return vec![Err(input.failed(error))];
    }
    let is_gzip = start.starts_with(&[0x1f, 0x8b]);
    let is_zstd = start.starts_with(&zstd::MAGIC);
    let whole = io::Cursor::new(start.clone()).chain(Failing(failure)).chain(reader);
    let whole: Box<dyn BufRead + 'a> = Box::new(BufReader::new(whole));
    if is_gzip || is_zstd || format::is_zip(&start) {
        if !(is_gzip || is_zstd) || input.in_gzip || input.depth >= limits.archive_depth {
            let nested = Diagnostic::error("input/nested-archive", "it is an archive inside an archive");
            return vec![Err(nested.at(input.path).hint("unpack it once first"))];
        }
        let meter = Meter::new(0, limits);
        let name = input.name.strip_suffix(".gz").or_else(|| input.name.strip_suffix(".zst")).unwrap_or(input.name);
        let inner = Input { name, depth: input.depth + 1, packed: true, in_gzip: true, ..*input };
        let packed = meter.packed(whole);
        let content: Box<dyn Read> = if is_zstd {
            Box::new(meter.unpacked(zstd::Frames::new(packed)))
        } else {
            Box::new(meter.unpacked(Members::new(packed)))
        };
        return unpacked(&inner, Box::new(BufReader::new(content)), limits);
    }
    match format::detect(input.name, &start) {
        Err(problem) => vec![Err(problem.at(input.path))],
        Ok(Format::Warc) => warc::reports(input, whole, limits),
        Ok(Format::Arc) => warc::arc::reports(input, whole, limits),
        Ok(Format::Pdf) => one(input, whole, limits.page_bytes, |bytes| pdf::report(input.path, bytes, limits)),
        Ok(Format::JsonLines) => json::lines::reports(input, whole, limits),
        Ok(Format::Json) => json::values::reports(input, whole, limits),
        Ok(Format::Feed) => several(input, whole, limits, |bytes| feed::reports(input.path, bytes, limits)),
        Ok(Format::Mail) => several(input, whole, limits, |bytes| mail::reports(input.path, bytes, limits)),
        Ok(Format::Mailbox) => mailbox::reports(input, whole, limits),
        Ok(Format::Html) => one(input, whole, limits.page_bytes, |bytes| from_html(input.path, bytes, limits)),
        Ok(Format::Text) => one(input, whole, limits.report_bytes, |bytes| from_text(input.path, bytes, limits)),
    }
}

/// A failure to read, met once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The first bytes of a stream, as many as tell its format.
fn sniff(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    reader.by_ref().take(format::SNIFFED as u64).read_to_end(&mut start)?;
    Ok(start)
}

fn one(
    input: &Input<'_>,
    reader: impl BufRead,
    limit: usize,
    read: impl FnOnce(&[u8]) -> Result<Report, Diagnostic>,
) -> Vec<Result<Report, Diagnostic>> {
    vec![whole(input, reader, limit).and_then(|bytes| read(&bytes))]
}

fn several(
    input: &Input<'_>,
    reader: impl BufRead,
    limits: &Limits,
    read: impl FnOnce(&[u8]) -> Vec<Result<Report, Diagnostic>>,
) -> Vec<Result<Report, Diagnostic>> {
    match whole(input, reader, limits.report_bytes) {
        Ok(bytes) => read(&bytes),
        Err(problem) => vec![Err(problem)],
    }
}

/// All bytes of a stream, if they are not too many.
fn whole(input: &Input<'_>, reader: impl BufRead, limit: usize) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells "at the limit" from "over it".
    match reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Err(input.failed(&error)),
        Ok(_) if bytes.len() > limit => Err(problem::too_large(input.path, limit)),
        Ok(_) => Ok(bytes),
    }
}
