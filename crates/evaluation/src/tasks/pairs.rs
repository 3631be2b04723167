//! Pairs of accounts whose happenings people told apart, or of numbers whose meaning they did, with the numbers that the
//! program compares them by.
//!
//! Reads what `training/identity.py` and `training/quantities.py` prepare: a story a line, its reports with their marked happenings. Prints a line a
//! pair: the story, 1 for one happening and 0 for two, then the numbers.

use super::{Failed, load, report};
use engine::{Engine, Silent};
use record::{BlockKind, Span};
use serde::Deserialize;
use std::io::Write;
use std::path::Path;

#[derive(Deserialize)]
struct Story {
    story: String,
    documents: Vec<Document>,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    /// With the title as its first block, if it has one.
    text: String,
    titled: bool,
    published: Option<String>,
    /// First byte, byte after the last, and which happening it is; none where it is only known to be none of those that are
    /// named.
    mentions: Vec<(usize, usize, Option<String>)>,
}

/// What tells the pairs of a story: of accounts, or of numbers.
pub type Compared = fn(&[story::Telling<'_>]) -> Vec<story::ComparedPair>;

/// Prints the pairs of all stories of a file.
///
/// # Errors
/// When it cannot be read or is not of the format.
pub fn print(engine: &Engine, path: &Path, compared: Compared) -> Result<(), Failed> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let failed = |error: &dyn std::fmt::Display| Failed(format!("{}: {error}", path.display()));
    for line in load(path)?.lines() {
        let story: Story = serde_json::from_str(line).map_err(|error| failed(&error))?;
        let reports = story.documents.iter().map(|document| {
            let mut report = report(&document.id, &document.text, document.published.as_deref());
            if let Some(first) = report.blocks.first_mut().filter(|_| document.titled) {
                first.kind = BlockKind::Title;
            }
            report
        });
        let reads = engine.read_all(reports.collect(), &Silent);
        let tellings: Vec<story::Telling<'_>> = reads
            .iter()
            .map(|read| story::Telling { report: &read.report, analysis: &read.analysis, reading: &read.reading })
            .collect();
        let chain = |(document, trigger): (usize, Span)| {
            let mentions = &story.documents[document].mentions;
            mentions.iter().find(|(start, end, _)| Span::new(*start, *end).overlaps(trigger)).map(|(.., chain)| chain)
        };
        for pair in compared(&tellings) {
            let [Some(a), Some(b)] = pair.accounts.map(chain) else { continue };
            if a.is_none() && b.is_none() {
                continue;
            }
            let numbers: Vec<String> = pair.features.iter().map(|x| format!("{x:.4}")).collect();
            writeln!(out, "{}\t{}\t{}", story.story, u8::from(a == b), numbers.join("\t")).map_err(|e| failed(&e))?;
        }
    }
    Ok(())
}
