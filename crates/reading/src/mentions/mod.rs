//! Mentions and the entities they stand for.

use record::reading::{Entity, Mention};
use record::{Analysis, Report};

/// Finds every mention of a report's title, body and captions, and groups them into entities.
pub fn find(_report: &Report, _analysis: &Analysis) -> (Vec<Mention>, Vec<Entity>) {
    (Vec::new(), Vec::new())
}
