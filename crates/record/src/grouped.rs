//! A pile of reports as stories: the shape of `rapporteur stories --format json`.

use crate::ids::ReportId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The reports of a pile that tell of one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupedStory {
    /// Derived from its first report's.
    pub id: String,
    /// The title of the report that has most in common with the others.
    pub title: String,
    /// When the first of its reports with a date was published.
    pub from: Option<String>,
    /// When the last was.
    pub to: Option<String>,
    /// In order of publication, those without a date last.
    pub reports: Vec<GroupedReport>,
    /// How many independent lines of reporting they are.
    pub lines: usize,
    /// Stories that are like it and yet others.
    pub apart_from: Vec<Apart>,
}

/// A report of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupedReport {
    /// Its id.
    pub id: ReportId,
    /// Where it was read from.
    pub path: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When, as ISO 8601.
    pub published: Option<String>,
}

/// A story that is like another and yet not the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Apart {
    /// Its id.
    pub story: String,
    /// What tells the two apart: "another day: 4 March 2031, not 9 March 2031".
    pub why: String,
}
