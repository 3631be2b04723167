//! Days in order.

use super::View;
use super::events::{MEETING, values};
use crate::dates;
use crate::document::{Inline, Row, Section, SectionKind, Verdict, words};
use record::reading::{Factuality, Polarity};
use record::story::{Agreement, StoryEvent};
use std::collections::BTreeSet;

/// The timeline of the events that the brief shows.
pub(super) fn section(view: &View<'_>) -> Section {
    let shown: BTreeSet<_> = view.shown().map(|event| event.id).collect();
    let mut rows = Vec::new();
    for entry in &view.story.timeline {
        let mut label = dates::short(&entry.date);
        for event in entry.events.iter().filter(|id| shown.contains(id)).filter_map(|id| view.story.events.get(id.0)) {
            rows.push(row(view, event, std::mem::take(&mut label)));
        }
    }
    Section { heading: "Timeline".to_owned(), aside: String::new(), kind: SectionKind::Timeline, rows }
}

fn row(view: &View<'_>, event: &StoryEvent, label: String) -> Row {
    let mut line = vec![words(event.headline.clone())];
    if let Some(status) = status(event).filter(|status| !event.headline.contains(status)) {
        line.push(Inline::Muted(format!("({status})")));
    }
    if let Some(time) = event.time.as_ref().filter(|time| time.agreement == Agreement::Conflict) {
        for (at, (value, evidence)) in values(time, dates::long).into_iter().enumerate() {
            let before = if at == 0 { "—" } else { "or" };
            line.push(words(format!("{before} {value}")));
            line.push(view.cite(evidence));
        }
    } else {
        // One place of each report: the others stand with the event.
        let mut reports = BTreeSet::new();
        let first = event.accounts.iter().filter(|account| reports.insert(&account.evidence.report));
        line.push(view.cite(first.map(|account| &account.evidence)));
    }
    line.push(Inline::Muted(lines(event.independent_sources)));
    let disputed = event.time.as_ref().is_some_and(|time| time.agreement == Agreement::Conflict);
    Row { label, line, verdict: disputed.then_some(Verdict::Disputed), main: event.independent_sources > 1 }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// What is added to an event's headline; nothing for what is said to have happened, or not to have.
fn status(event: &StoryEvent) -> Option<&'static str> {
    if is_off(event) {
        return Some("did not take place");
    }
    match event.factuality {
        Factuality::Asserted => None,
        Factuality::Attributed => Some("on a source's word"),
        Factuality::Planned => Some("planned"),
        Factuality::Conditional => Some("conditional"),
        Factuality::Possible => Some("possible"),
        Factuality::Denied => Some("denied"),
    }
}

/// Whether it is a meeting or visit that did not take place. Of other acts the headline itself says "not".
pub(super) fn is_off(event: &StoryEvent) -> bool {
    event.kind == MEETING && event.polarity == Polarity::Negative
}
