//! What tells which happenings an editor lists: for `training/listing.py`.
//!
//! Reads documents, one JSON object a line (`id`, `text`, `published`, `title`). Prints a line a happening: the document, its
//! first byte and the byte after its last, then the numbers.

use super::{Failed, load, report};
use engine::{Engine, Silent};
use record::Basis;
use record::evidence::Stated;
use serde::Deserialize;
use std::io::Write;
use std::path::Path;

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    published: Option<String>,
    title: Option<String>,
}

/// Prints the happenings of all documents of a file.
///
/// # Errors
/// When it cannot be read or is not of the format.
pub fn print(engine: &Engine, path: &Path) -> Result<(), Failed> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let failed = |error: &dyn std::fmt::Display| Failed(format!("{}: {error}", path.display()));
    for line in load(path)?.lines() {
        let document: Document = serde_json::from_str(line).map_err(|error| failed(&error))?;
        let published = document.published.as_deref().filter(|value| !value.is_empty());
        let mut report = report(&document.id, &document.text, published);
        report.title = document.title.map(|value| Stated { value, span: None, basis: Basis::Metadata });
        for read in engine.read_all(vec![report], &Silent) {
            for (span, numbers) in reading::listing_weighed(&read.report, &read.analysis) {
                let numbers: Vec<String> = numbers.iter().map(|x| format!("{x:.4}")).collect();
                writeln!(out, "{}\t{}\t{}\t{}", document.id, span.start, span.end, numbers.join("\t"))
                    .map_err(|error| failed(&error))?;
            }
        }
    }
    Ok(())
}
