//! Who said what.

use record::reading::{Attribution, Entity, Mention};
use record::{Analysis, Report};

/// Finds every attribution of a report's title, body and captions.
pub fn find(_report: &Report, _analysis: &Analysis, _mentions: &[Mention], _entities: &[Entity]) -> Vec<Attribution> {
    Vec::new()
}
