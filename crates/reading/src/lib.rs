//! What one report says: who is mentioned, when, who said what, and what happened.
//!
//! [`read`] is a function of a report and its analysis; no model is needed to compile or test it.

use record::{Analysis, Reading, Report};

pub mod attributions;
pub mod events;
pub mod gazetteer;
pub mod happenings;
pub mod mentions;
mod parses;
pub mod times;

/// Reads one report.
///
/// Findings come from title, body and caption alone; the rest of the text yields none.
pub fn read(report: &Report, analysis: &Analysis) -> Reading {
    let analysis = &*parses::mended(analysis);
    let (mentions, entities) = mentions::find(report, analysis);
    let times = times::find(report, analysis);
    let mut attributions = attributions::find(report, analysis, &mentions, &entities);
    events::Moments::new(report, analysis, &times).date(&mut attributions);
    let found = events::Found { mentions: &mentions, entities: &entities, times: &times, attributions: &attributions };
    let coded = events::find(report, analysis, &found);
    let (events, main) = happenings::find(report, analysis, &found, coded);
    Reading { mentions, entities, times, attributions, events, main, diagnostics: Vec::new() }
}
