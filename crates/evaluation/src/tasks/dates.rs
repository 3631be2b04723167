//! What the times of happenings are chosen from, with the numbers that the choice rests on: for `training/dates.py`.
//!
//! Reads documents, one JSON object a line (`id`, `text`, `published`). Prints a line a candidate: the document, the
//! happening's first byte and the byte after its last, the candidate's, its value, then the numbers. The days of the report are `news`
//! without bytes, and not being told is `untold`.

use super::{Failed, load, report};
use engine::{Engine, Silent};
use reading::happenings::dating::Choice;
use serde::Deserialize;
use std::io::Write;
use std::path::Path;

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    published: Option<String>,
}

/// Prints the candidates of all documents of a file.
///
/// # Errors
/// When it cannot be read or is not of the format.
pub fn print(engine: &Engine, path: &Path) -> Result<(), Failed> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let failed = |error: &dyn std::fmt::Display| Failed(format!("{}: {error}", path.display()));
    for line in load(path)?.lines() {
        let document: Document = serde_json::from_str(line).map_err(|error| failed(&error))?;
        let published = document.published.as_deref().filter(|value| !value.is_empty());
        let reads = engine.read_all(vec![report(&document.id, &document.text, published)], &Silent);
        for read in &reads {
            for (span, candidates) in reading::dates_weighed(&read.report, &read.analysis) {
                for candidate in candidates {
                    let (from, to, value) = match candidate.choice {
                        Choice::Timex(id) => {
                            let timex = &read.reading.times[id.0];
                            (timex.span.start, timex.span.end, timex.value.as_str())
                        }
                        Choice::News => (0, 0, "news"),
                        Choice::Untold => (0, 0, "untold"),
                    };
                    let numbers: Vec<String> = candidate.features.iter().map(|x| format!("{x:.4}")).collect();
                    let (id, numbers) = (&document.id, numbers.join("\t"));
                    writeln!(out, "{id}\t{}\t{}\t{from}\t{to}\t{value}\t{numbers}", span.start, span.end)
                        .map_err(|error| failed(&error))?;
                }
            }
        }
    }
    Ok(())
}
