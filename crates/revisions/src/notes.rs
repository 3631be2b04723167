//! Notes that own up to a change, and paragraphs that only read otherwise.

use crate::words::{likeness, pairs, words};
use crate::{Change, ChangeKind};
use record::{Evidence, Report, Span};

/// How a note begins.
const BEGINNINGS: [&str; 7] =
    ["correction", "corrections", "clarification", "corrected", "editors note", "editor s note", "update"];
/// What a note says.
const SAYINGS: [&str; 10] = [
    "an earlier version of this",
    "a previous version of this",
    "earlier versions of this",
    "this article was amended",
    "this story was amended",
    "has been corrected",
    "was corrected",
    "has been amended",
    "has been updated to",
    "was updated to correct",
];
/// Paragraphs that are as alike as this are one.
const SAME_PARAGRAPH: f32 = 0.5;

/// Notes of the later version that the earlier one does not have.
pub(crate) fn notes(before: &Report, after: &Report) -> Vec<Change> {
    let known: Vec<Vec<String>> = paragraphs(before).iter().map(|span| words(span.of(&before.text))).collect();
    let is_note = |span: &&Span| {
        let words = words(span.of(&after.text));
        let joined = words.join(" ");
        let begins = BEGINNINGS.iter().any(|beginning| {
            joined.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                && span.of(&after.text).contains(':')
        });
        (begins || SAYINGS.iter().any(|saying| joined.contains(saying))) && !known.contains(&words)
    };
    let note =
        |span: &Span| Change { kind: ChangeKind::Note, about: None, before: None, after: Some(after.evidence(*span)) };
    paragraphs(after).iter().filter(is_note).map(note).collect()
}

/// How many paragraphs of the later version read otherwise without a change that is named.
pub(crate) fn reworded(before: &Report, after: &Report, changes: &[Change]) -> usize {
    let of = |report: &Report| -> Vec<(Span, Vec<String>)> {
        paragraphs(report).into_iter().map(|span| (span, words(span.of(&report.text)))).collect()
    };
    let (old, new) = (of(before), of(after));
    // Those that stayed as they are need not be compared with all.
    let old: Vec<_> = old.iter().filter(|(_, words)| !new.iter().any(|(_, other)| other == words)).collect();
    let was: Vec<_> = of(before).into_iter().map(|(_, words)| words).collect();
    let new: Vec<_> = new.iter().filter(|(_, words)| !was.contains(words)).collect();
    let named = |span: Span| {
        let inside = |side: &Option<Evidence>| side.as_ref().is_some_and(|one| one.span.overlaps(span));
        changes.iter().any(|change| inside(&change.after))
    };
    let pairs = pairs(&old, &new, SAME_PARAGRAPH, |a, b| likeness(&a.1, &b.1));
    pairs.into_iter().flatten().filter(|&at| !named(new[at].0)).count()
}

/// The paragraphs of a report: its blocks of reporting, else its lines.
fn paragraphs(report: &Report) -> Vec<Span> {
    if !report.blocks.is_empty() {
        return report.blocks.iter().map(|block| block.span).collect();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for line in report.text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if !trimmed.trim_start().is_empty() {
            found.push(Span::new(at, at + trimmed.len()));
        }
        at += line.len();
    }
    found
}
