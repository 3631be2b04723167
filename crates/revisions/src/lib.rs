//! What changed between two versions of a report, as facts: another headline, another number, a quotation that is gone, a
//! happening that is told no more or less surely, a note that owns up to it. What only the wording changes is counted, not shown.
//!
//! A pure function over two readings; [`compare`] is all there is.

mod facts;
mod headline;
mod notes;
mod words;

use record::{Evidence, Reading, Report};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What changed between two versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revision {
    /// The changes, in the order of the kinds, then of the text.
    pub changes: Vec<Change>,
    /// Whether the later version says that it was corrected or updated; else what changed, changed silently.
    pub announced: bool,
    /// Paragraphs that changed without any of these changes in them.
    pub reworded: usize,
}

/// A change of something that the report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// What it is about: whom a quotation is of, what a number counts, what happened.
    pub about: Option<String>,
    /// What the earlier version says, in its own words and bytes.
    pub before: Option<Evidence>,
    /// What the later version says.
    pub after: Option<Evidence>,
}

/// Kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The later version has a note that says what was corrected.
    Note,
    /// Another headline.
    Headline,
    /// Another headline, which is less sure.
    HeadlineSoftened,
    /// Another headline, which is surer.
    HeadlineHardened,
    /// Another number of the same.
    Number,
    /// Another day of the same happening.
    Date,
    /// A happening that is told less surely: on somebody's word, as possible, as denied.
    Softened,
    /// A happening that is told more surely.
    Hardened,
    /// A happening that is told no more.
    Dropped,
    /// A happening that is told now.
    Added,
    /// A quotation in other words.
    QuotationChanged,
    /// A quotation that is gone.
    QuotationWithdrawn,
    /// A quotation that came.
    QuotationAdded,
}

impl ChangeKind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Note => "a note",
            Self::Headline => "another headline",
            Self::HeadlineSoftened => "the headline softened",
            Self::HeadlineHardened => "the headline hardened",
            Self::Number => "another number",
            Self::Date => "another date",
            Self::Softened => "told less surely",
            Self::Hardened => "told more surely",
            Self::Dropped => "told no more",
            Self::Added => "new",
            Self::QuotationChanged => "a quotation changed",
            Self::QuotationWithdrawn => "a quotation withdrawn",
            Self::QuotationAdded => "a new quotation",
        }
    }
}

/// A version of a report with what was read from it.
pub type Version<'a> = (&'a Report, &'a Reading);

/// What changed from one version to a later one.
pub fn compare(before: Version<'_>, after: Version<'_>) -> Revision {
    let notes = notes::notes(before.0, after.0);
    let announced = !notes.is_empty();
    let mut changes = notes;
    changes.extend(headline::headline(before.0, after.0));
    changes.extend(facts::numbers(before, after));
    changes.extend(facts::happenings(before, after));
    changes.extend(facts::quotations(before, after));
    changes.sort_by_key(|change| {
        let start = |side: &Option<Evidence>| side.as_ref().and_then(|one| one.span.cover()).map(|span| span.start);
        (change.kind, start(&change.after).or_else(|| start(&change.before)))
    });
    let reworded = notes::reworded(before.0, after.0, &changes);
    Revision { changes, announced, reworded }
}

impl fmt::Display for Revision {
    /// A line for what changed in all, and some for each change.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match (self.changes.is_empty(), self.announced) {
            (true, _) => "no facts changed",
            (false, true) => "changed, and says so",
            (false, false) => "changed silently",
        };
        let reworded = match self.reworded {
            0 => String::new(),
            1 => ", 1 paragraph reworded".to_owned(),
            count => format!(", {count} paragraphs reworded"),
        };
        writeln!(f, "{how}{reworded}")?;
        let line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        for Change { kind, about, before, after } in &self.changes {
            let about = about.as_ref().map_or(String::new(), |about| format!(": {}", line(about)));
            writeln!(f, "  {}{about}", kind.words())?;
            for (label, side) in [("before", before), ("after", after)] {
                if let Some(side) = side {
                    writeln!(f, "    {label} {}: {}", bytes(side), line(&side.quote))?;
                }
            }
        }
        Ok(())
    }
}

fn bytes(evidence: &Evidence) -> String {
    let ranges = evidence.span.ranges().iter().map(|span| format!("{}–{}", span.start, span.end));
    format!("[{}]", ranges.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests;
