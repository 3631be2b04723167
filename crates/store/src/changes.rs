//! What was added or changed, in order: for feeds, and for whoever wants to know what is new.

use crate::database::{Database, Value};
use crate::{Library, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One thing that was added or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// Its number: later ones are larger.
    pub number: i64,
    /// When, ISO 8601 in UTC.
    pub at: String,
    /// What kind.
    pub kind: ChangeKind,
    /// The report, where it is about one.
    pub report: Option<String>,
    /// The story, where it is about one.
    pub story: Option<String>,
    /// What else there is to say: for a move, the story that the report was in before.
    pub detail: Option<String>,
}

/// Kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A report came in.
    ReportAdded,
    /// A report came in again with another text.
    VersionAdded,
    /// A report was taken out.
    ReportRemoved,
    /// A report went to another story.
    ReportMoved,
    /// A story began.
    StoryBegun,
    /// A story was told anew.
    StoryTold,
    /// A story was left without reports.
    StoryEnded,
    /// All stories were grouped anew.
    Settled,
    /// A grouping was undone.
    SettlingUndone,
    /// A kind that a newer program wrote.
    #[serde(other)]
    Other,
}

impl ChangeKind {
    const NAMES: [(Self, &'static str); 9] = [
        (Self::ReportAdded, "report-added"),
        (Self::VersionAdded, "version-added"),
        (Self::ReportRemoved, "report-removed"),
        (Self::ReportMoved, "report-moved"),
        (Self::StoryBegun, "story-begun"),
        (Self::StoryTold, "story-told"),
        (Self::StoryEnded, "story-ended"),
        (Self::Settled, "settled"),
        (Self::SettlingUndone, "settling-undone"),
    ];

    /// `report-added`, ….
    pub fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, name)| name)
    }

    fn named(label: &str) -> Self {
        Self::NAMES.iter().find(|(_, name)| *name == label).map_or(Self::Other, |(kind, _)| *kind)
    }
}

/// A change that is written down.
pub(crate) struct Noted<'a> {
    pub kind: ChangeKind,
    pub report: Option<&'a str>,
    pub story: Option<&'a str>,
    pub detail: Option<String>,
}

pub(crate) fn note(database: &mut dyn Database, now: &str, changes: &[Noted<'_>]) -> Result<()> {
    let row = |change: &Noted<'_>| {
        vec![
            now.into(),
            change.kind.label().into(),
            change.report.into(),
            change.story.into(),
            change.detail.as_ref().into(),
        ]
    };
    let rows: Vec<Vec<Value>> = changes.iter().map(row).collect();
    database.insert("changes", &["at", "kind", "report", "story", "detail"], &rows)
}

impl Library {
    /// Up to `most` changes after the one numbered `after` (0 for all), the oldest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn changes(&mut self, after: i64, most: usize) -> Result<Vec<Change>> {
        let sql = "SELECT no, at, kind, report, story, detail FROM changes WHERE no > $1 ORDER BY no LIMIT $2";
        let rows = self.rows(sql, &[after.into(), most.into()])?;
        let change = |mut row: crate::database::Row| Change {
            number: row.int(0),
            at: row.text(1),
            kind: ChangeKind::named(&row.text(2)),
            report: row.maybe_text(3),
            story: row.maybe_text(4),
            detail: row.maybe_text(5),
        };
        Ok(rows.into_iter().map(change).collect())
    }

    /// The number of the last change; 0 of an empty library. It can stand for the state of the whole library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn last_change(&mut self) -> Result<i64> {
        Ok(crate::database::one(self.database.as_mut(), "SELECT max(no) FROM changes", &[])?.int(0))
    }
}
