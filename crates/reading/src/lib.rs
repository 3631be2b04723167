//! What one report says: who is mentioned, when, who said what, and what happened.
//!
//! [`read`] is a function of a report and its analysis; no model is needed to compile or test it.

use record::{Analysis, Reading, Report};

mod acts;
pub mod attributions;
pub mod events;
pub mod gazetteer;
pub mod happenings;
pub mod mentions;
mod parses;
mod quantities;
pub mod times;

/// What the time of each happening is chosen from, with the numbers that the choice rests on: for fitting it.
pub fn dates_weighed(report: &Report, analysis: &Analysis) -> Vec<(record::Span, Vec<happenings::dating::Candidate>)> {
    let analysis = &*parses::mended(analysis);
    let times = times::find(report, analysis);
    let found = events::Found { mentions: &[], entities: &[], times: &times, attributions: &[] };
    happenings::candidates(report, analysis, found)
}

/// The happenings of a report with the numbers that say whether an editor lists them, as [`read`] judges them before: for
/// fitting that judgment.
pub fn listing_weighed(report: &Report, analysis: &Analysis) -> Vec<(record::Span, Vec<f32>)> {
    let analysis = &*parses::mended(analysis);
    let (mentions, entities) = mentions::find(report, analysis);
    let times = times::find(report, analysis);
    let attributions = attributions::find(report, analysis, &mentions, &entities);
    let found = events::Found { mentions: &mentions, entities: &entities, times: &times, attributions: &attributions };
    let coded = events::find(report, analysis, &found);
    let mut events = happenings::unjudged(report, analysis, &found, coded);
    quantities::find(report, analysis, &times, &mut events);
    let numbers = happenings::listing::numbers(report, analysis, &mentions, &events);
    events.iter().map(|event| event.trigger).zip(numbers).collect()
}

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
    let mut events = happenings::unjudged(report, analysis, &found, coded);
    let quantities = quantities::find(report, analysis, &times, &mut events);
    let main = happenings::judge(report, analysis, &found, &mut events);
    let (acts, stances) = acts::find(report, analysis, &found, &events);
    let diagnostics = Vec::new();
    Reading { mentions, entities, times, attributions, events, main, acts, stances, quantities, diagnostics }
}

/// Reads the acts and stances of a report anew into a reading that has all else: one made before acts were read.
pub fn add_acts(report: &Report, analysis: &Analysis, reading: &mut Reading) {
    let analysis = &*parses::mended(analysis);
    let found = events::Found {
        mentions: &reading.mentions,
        entities: &reading.entities,
        times: &reading.times,
        attributions: &reading.attributions,
    };
    let (acts, stances) = acts::find(report, analysis, &found, &reading.events);
    reading.acts = acts;
    reading.stances = stances;
}
