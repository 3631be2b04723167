//! The happening that a report is about.

use record::analysis::HappeningClass;
use record::reading::Event;
use record::{BlockKind, Report};

/// A happening that is less likely the main one is none.
const LEAST: f32 = 0.1;

/// The index of the event that is likeliest the main one, but for ways of telling; the first of the equally likely. A
/// mention in the body is taken before one in the title where both are likely: it is told there in full.
pub fn choose(report: &Report, events: &[Event]) -> Option<usize> {
    let body = report.blocks.iter().find(|block| block.kind == BlockKind::Body).map_or(0, |block| block.span.start);
    let telling = |event: &Event| !matches!(event.class, HappeningClass::Speech | HappeningClass::Perception);
    let likely = |event: &Event| event.news.unwrap_or(0.0);
    let candidates = events.iter().enumerate().filter(|(_, event)| telling(event) && likely(event) >= LEAST);
    let likeliest = |best: Option<usize>, (at, event): (usize, &Event)| match best {
        Some(best) if likely(&events[best]) >= likely(event) => Some(best),
        _ => Some(at),
    };
    let best = candidates.clone().fold(None, likeliest)?;
    if events[best].trigger.start >= body {
        return Some(best);
    }
    let in_full = |event: &Event| event.trigger.start >= body && likely(event) >= likely(&events[best]) * NEAR;
    candidates.filter(|(_, event)| in_full(event)).fold(None, likeliest).or(Some(best))
}

/// What is so nearly as likely as the likeliest is as good.
const NEAR: f32 = 0.5;
