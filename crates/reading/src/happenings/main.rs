//! The happening that a report is about.

use record::analysis::HappeningClass;
use record::reading::Event;

/// A happening that is less likely the main one is none.
const LEAST: f32 = 0.05;

/// The index of the event that is likeliest the main one, but for ways of telling; the first of the equally likely.
pub fn choose(events: &[Event]) -> Option<usize> {
    let telling = |event: &Event| !matches!(event.class, HappeningClass::Speech | HappeningClass::Perception);
    let likely = |event: &Event| event.news.unwrap_or(0.0);
    let candidates = events.iter().enumerate().filter(|(_, event)| telling(event) && likely(event) >= LEAST);
    let best = candidates.reduce(|best, next| if likely(next.1) > likely(best.1) { next } else { best });
    best.map(|(index, _)| index)
}
