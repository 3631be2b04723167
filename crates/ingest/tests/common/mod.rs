//! What the tests of several formats need.

#![allow(dead_code, clippy::unwrap_used, reason = "not every test file uses all of it; a test may fail so")]

use flate2::{Compression, write::GzEncoder};
use ingest::{Diagnostic, Report};
use std::io::Write;

pub type Found = Vec<Result<Report, Diagnostic>>;

/// Packed as one member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// The paths of the reports.
pub fn names(found: &Found) -> Vec<&str> {
    found.iter().flatten().map(|report| report.path.as_str()).collect()
}

/// The codes of what was not read.
pub fn codes(found: &Found) -> Vec<&str> {
    found.iter().filter_map(|one| one.as_ref().err()).map(|problem| problem.code.as_str()).collect()
}

/// The texts of the reports, one after the other.
pub fn texts(found: &Found) -> String {
    found.iter().flatten().map(|report| report.text.as_str()).collect()
}
