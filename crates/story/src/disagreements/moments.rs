//! When a happening was, by all of its accounts: each is heard with how sure its reading is of the time, a line of
//! reporting once.

use crate::dates::{Interval, Precision};
use crate::merging::Fact;
use record::reading::{Event, EventTime, TimeBasis};
use record::story::Attribute;
use std::collections::BTreeMap;

/// How sure a time is that no model weighed.
const STATED: f32 = 0.9;
const SHARED: f32 = 0.5;
/// What a time counts for one that lies in it, or that it lies in.
const WITHIN: f32 = 0.6;

/// The time that most speaks for; `None` where that is none of the calendar, but the days of the reports.
pub(super) fn voted(told: &[(&Fact, &Event)], line_of: &[usize]) -> Option<Interval> {
    let heard: Vec<(usize, Interval, bool, f32)> = told
        .iter()
        .filter_map(|(fact, event)| {
            let time = event.time.as_ref()?;
            let line = line_of.get(fact.report).copied().unwrap_or(fact.report);
            let days = fact.when.map(|when| (when, true)).or_else(|| Some((bounds(time)?, false)))?;
            let sure = time.likely.unwrap_or(if time.basis == TimeBasis::Stated { STATED } else { SHARED });
            Some((line, days.0, days.1, sure))
        })
        .collect();
    let support = |days: &Interval| -> f32 {
        let mut lines: BTreeMap<usize, f32> = BTreeMap::new();
        for (line, other, _, sure) in &heard {
            let counts = match () {
                () if (days.from, days.to) == (other.from, other.to) => 1.0,
                () if days.meet(other).is_some() => WITHIN,
                () => 0.0,
            };
            let most = lines.entry(*line).or_insert(0.0);
            *most = most.max(sure * counts);
        }
        lines.values().sum()
    };
    let scored = heard.iter().map(|(_, days, known, _)| (support(days), days, *known));
    // Of the equally supported the closer one, then the earlier.
    let best = scored.max_by(|(x, a, p), (y, b, q)| {
        x.total_cmp(y)
            .then(p.cmp(q))
            .then((b.to - b.from).get_days().cmp(&(a.to - a.from).get_days()))
            .then(b.from.cmp(&a.from))
    });
    best.filter(|(_, _, known)| *known).map(|(_, days, _)| *days)
}

fn bounds(time: &EventTime) -> Option<Interval> {
    let day = |value: &Option<String>| value.as_deref()?.parse().ok();
    Some(Interval { from: day(&time.from)?, to: day(&time.to)?, precision: Precision::Day })
}

/// The accounts with the value that was voted for.
pub(super) fn as_voted(attribute: Attribute, days: Interval) -> Attribute {
    let fits = |value: &str| {
        let interval = Interval::parse(value);
        interval.is_some_and(|interval| (interval.from, interval.to) == (days.from, days.to))
    };
    let value = attribute
        .accounts
        .iter()
        .map(|account| &account.value)
        .filter(|value| fits(value))
        .min_by_key(|value| value.len());
    match value.cloned() {
        Some(value) => Attribute { value, ..attribute },
        None => attribute,
    }
}
