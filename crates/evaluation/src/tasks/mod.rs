//! The tasks: each reads gold files, runs the program on their texts, and counts.

pub mod attribution;
pub mod chains;
pub mod considered;
pub mod cross_report;
pub mod dates;
pub mod events;
pub mod grouping;
pub mod happenings;
pub mod lineage;
pub mod listing;
pub mod names;
pub mod newspages;
pub mod pairs;
pub mod parsing;
pub mod places;
pub mod positions;
pub mod readers;
pub mod speakers;
pub mod stories;
pub mod times;

use std::path::{Path, PathBuf};

/// What stopped a task.
#[derive(Debug)]
pub struct Failed(pub String);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

/// Reads a gold file.
///
/// # Errors
/// When it cannot be read as UTF-8; the message names it.
pub fn load(path: &Path) -> Result<String, Failed> {
    std::fs::read_to_string(path).map_err(|error| Failed(format!("cannot read {}: {error}", path.display())))
}

/// The files below `path` whose names end in `ending`, sorted; the file itself when it is one.
///
/// # Errors
/// When a folder cannot be listed, or nothing is found.
pub fn files(path: &Path, ending: &str) -> Result<Vec<PathBuf>, Failed> {
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(next) = open.pop() {
        if !next.is_dir() {
            if next == path || next.to_string_lossy().ends_with(ending) {
                found.push(next);
            }
            continue;
        }
        let entries =
            std::fs::read_dir(&next).map_err(|error| Failed(format!("cannot list {}: {error}", next.display())))?;
        open.extend(entries.filter_map(Result::ok).map(|entry| entry.path()));
    }
    found.sort();
    if found.is_empty() { Err(Failed(format!("no *{ending} below {}", path.display()))) } else { Ok(found) }
}

/// A report made of a bare text, its paragraphs (parted by empty lines, or by line ends where there are none) as
/// body.
pub fn report(id: &str, text: &str, published: Option<&str>) -> record::Report {
    let separator = if text.trim().contains("\n\n") { "\n\n" } else { "\n" };
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split(separator) {
        let start = at + (part.len() - part.trim_start().len());
        let end = at + part.trim_end().len();
        if start < end {
            let span = record::Span::new(start, end);
            blocks.push(record::Block { kind: record::BlockKind::Body, span, author: None, time: None });
        }
        at += part.len() + separator.len();
    }
    record::Report {
        id: record::ReportId(id.to_owned()),
        path: id.to_owned(),
        published: published.map(|value| record::report::Published {
            value: value.to_owned(),
            basis: record::Basis::Metadata,
            span: None,
            evidence: Vec::new(),
        }),
        text: text.to_owned(),
        blocks,
        ..record::Report::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_either_kind() {
        let text = " One.\nStill one.\n\n\nTwo. ";
        let spans: Vec<&str> = report("r", text, None).blocks.iter().map(|block| block.span.of(text)).collect();
        assert_eq!(spans, ["One.\nStill one.", "Two."]);
        assert_eq!(report("r", "a\nb\n", None).blocks.len(), 2);
        assert!(report("r", " \n", None).blocks.is_empty());
    }
}
