//! Answers: rows, each with the words that it rests on.

use crate::question::Question;
use corrections::Rule;
use record::{Evidence, ReportId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Origin;

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// As it was asked.
    pub question: String,
    /// As what it was understood.
    pub understood: Question,
    /// The same in words of the grammar.
    pub read_as: String,
    /// The rows; in order of time where the question sets no other.
    pub rows: Vec<AnswerRow>,
    /// Whether there are more rows than these.
    pub more: bool,
    /// What was assumed, and what was left out and why.
    pub notes: Vec<String>,
    /// Corrections of the desk that touched these rows.
    pub corrections: Vec<Rule>,
    /// Where the reports that the rows rest on come from.
    pub reports: Vec<Origin>,
}

/// A row of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerRow {
    /// What kind of datum it is.
    pub kind: RowKind,
    /// The id of its story.
    pub story: String,
    /// Its id in the story, where it has one: `e5` in `events`, `d0` in `discrepancies`, `p0` in `proposals`, …; `s3` is
    /// the third after the first of `statements`.
    pub id: Option<String>,
    /// When, ISO 8601 to the precision known.
    pub date: Option<String>,
    /// What happened, was said or put on the table, or what reports differ in.
    pub text: String,
    /// Whom the question asks for: who else met, who said it, who first reported it, ….
    pub who: Vec<String>,
    /// To or against whom.
    pub to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// How sure it is (`asserted`, `attributed`, `planned`, …), or where it stands (`offered`, `denied`, `to come`, …).
    pub status: Option<String>,
    /// Where reports count or tell it differently: what each side says.
    pub sides: Vec<Side>,
    /// How many independent lines of reporting tell of it.
    pub lines: usize,
    /// Numbers of the corrections that touched it.
    pub corrected: Vec<i64>,
    /// The reports that it rests on.
    pub reports: Vec<ReportId>,
    /// Their words.
    pub evidence: Vec<Evidence>,
}

/// Kinds of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// Something happened, or is planned to.
    Happening,
    /// Something was said.
    Statement,
    /// Reports differ.
    Difference,
    /// Something was put on the table, or somebody accused.
    Act,
    /// People were counted.
    Count,
    /// Something was reported.
    Report,
}

/// One side of what reports tell differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// What it says.
    pub value: String,
    /// Whose word that is: whom reports name for it, else their outlets.
    pub by: Vec<String>,
    /// How many independent lines of reporting say so.
    pub lines: usize,
    /// The words.
    pub evidence: Vec<Evidence>,
}

impl AnswerRow {
    /// A row without more than its words.
    pub(crate) fn new(kind: RowKind, story: &str, text: &str, evidence: Vec<Evidence>) -> Self {
        Self {
            kind,
            story: story.to_owned(),
            id: None,
            date: None,
            text: text.to_owned(),
            who: Vec::new(),
            to: None,
            place: None,
            status: None,
            sides: Vec::new(),
            lines: 0,
            corrected: Vec::new(),
            reports: Vec::new(),
            evidence,
        }
    }

    /// All words that it rests on, those of its sides with them.
    pub(crate) fn all_evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().chain(self.sides.iter().flat_map(|side| &side.evidence))
    }
}
