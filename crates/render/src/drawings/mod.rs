//! Drawings of a story: when it happened, who met whom, who tells what, who copies whom.
//!
//! They hold no style and no script of their own, and no width: places along the way are percentages, so that a drawing
//! fits a telephone and a wall.

mod accounts;
mod arcs;
mod lineage;
mod meetings;
mod timeline;

pub use accounts::accounts;
pub use lineage::lineage;
pub use meetings::meetings;
pub use timeline::timeline;

use record::{EntityId, Evidence, ReportId, Story};
use std::collections::BTreeMap;

/// Where a drawing's links lead.
pub trait Links {
    /// The words of a report.
    fn words(&self, evidence: &Evidence) -> String;
    /// A report.
    fn report(&self, id: &ReportId) -> String;
    /// An entity, by its name.
    fn entity(&self, name: &str) -> String;
}

/// The reports' numbers in the brief, from 1.
fn numbers(story: &Story) -> BTreeMap<&ReportId, usize> {
    story.reports.iter().enumerate().map(|(at, report)| (&report.id, at + 1)).collect()
}

fn name(story: &Story, entity: EntityId) -> &str {
    story.entities.get(entity.0).map_or("", |entity| entity.name.as_str())
}

/// `1 line`, `3 lines`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
