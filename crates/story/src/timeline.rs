//! What happened and was said when.

use crate::dates::{Interval, Precision};
use record::story::{Statement, StoryEvent, TimelineEntry};
use std::collections::BTreeMap;

/// Entries in order; events and statements without a date have none.
pub(crate) fn timeline(events: &[StoryEvent], statements: &[Statement]) -> Vec<TimelineEntry> {
    // Long stretches before the days in them.
    let mut entries: BTreeMap<(jiff::civil::Date, std::cmp::Reverse<jiff::civil::Date>), TimelineEntry> =
        BTreeMap::new();
    let mut entry = |value: &str, add: &dyn Fn(&mut TimelineEntry)| {
        let Some(interval) = Interval::parse(value) else { return };
        // A time of day belongs to its day.
        let precision = interval.precision.max(Precision::Day);
        let date = if precision == Precision::Day { interval.from.to_string() } else { value.to_owned() };
        let key = (interval.from, std::cmp::Reverse(interval.to));
        let empty = || TimelineEntry {
            date,
            precision: precision.label().to_owned(),
            events: Vec::new(),
            statements: Vec::new(),
        };
        add(entries.entry(key).or_insert_with(empty));
    };
    for event in events {
        if let Some(time) = &event.time {
            entry(&time.value, &|entry| entry.events.push(event.id));
        }
    }
    for (index, statement) in statements.iter().enumerate() {
        if let Some(said_at) = &statement.said_at {
            entry(said_at, &|entry| entry.statements.push(index));
        }
    }
    entries.into_values().collect()
}
