//! Time expressions, resolved.

use record::reading::Timex;
use record::{Analysis, Report};

/// Finds every time expression of a report's title, body and captions.
pub fn find(_report: &Report, _analysis: &Analysis) -> Vec<Timex> {
    Vec::new()
}
