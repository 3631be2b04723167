//! The happening that a report is about.

use record::Report;
use record::analysis::HappeningClass;
use record::reading::Event;

/// The main happening stands in the title or within so much of the body, in bytes from where it begins.
const LEAD: usize = 900;
/// A happening that is less likely the main one is none.
const LEAST: f32 = 0.2;

/// The index of the event, of those in title and first sentences, that the model thinks likeliest the main one; the
/// first of the equally likely. A mention in the body is taken before one in the title where both are likely: it is told
/// there in full.
pub fn choose(report: &Report, events: &[Event]) -> Option<usize> {
    let body = report.blocks.iter().find(|block| block.kind == record::BlockKind::Body).map_or(0, |b| b.span.start);
    let in_lead = |event: &Event| event.trigger.start < body + LEAD;
    let telling = |event: &Event| !matches!(event.class, HappeningClass::Speech | HappeningClass::Perception);
    let likely = |event: &Event| event.news.unwrap_or(0.0);
    let candidates = events.iter().enumerate().filter(|(_, event)| in_lead(event));
    let best = candidates.clone().map(|(_, event)| likely(event)).fold(0.0, f32::max);
    let near = |main: f32| main >= LEAST && main >= best * NEAR;
    let first = |body_only: bool| {
        candidates
            .clone()
            .find(|(_, event)| near(likely(event)) && telling(event) && (!body_only || event.trigger.start >= body))
            .map(|(index, _)| index)
    };
    first(true).or_else(|| first(false))
}

/// What is nearly as likely as the likeliest is as good.
const NEAR: f32 = 0.8;
