//! What happened, is planned, denied, demanded.

use record::reading::{Attribution, Entity, Event, Mention, Timex};
use record::{Analysis, Report};

/// What the other parts of the reading have found before.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Mentions of the report.
    pub mentions: &'a [Mention],
    /// Entities of the report.
    pub entities: &'a [Entity],
    /// Time expressions of the report.
    pub times: &'a [Timex],
    /// Attributions of the report.
    pub attributions: &'a [Attribution],
}

/// Finds every event of a report's title, body and captions.
pub fn find(_report: &Report, _analysis: &Analysis, _found: &Found<'_>) -> Vec<Event> {
    Vec::new()
}
