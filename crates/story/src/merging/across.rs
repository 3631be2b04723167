//! Which events of different reports are one.
//!
//! The accounts that say most go first; each next one joins the event that it fits best, or begins one. Only
//! events that share a key (a month with the type, a pair of sides, a participant with the trigger) are
//! compared, and only so many of each.

use super::cluster::{Cluster, Fit};
use crate::dates::Precision;
use crate::linking::Linked;
use std::collections::{BTreeMap, BTreeSet};

/// The most events compared under one key.
const MOST_ALIKE: usize = 48;

/// News of a day is told within so many days when no date is given.
const NEWS_DAYS: i32 = 2;

/// Sentences are copied, and figures told again, within so many days.
const TOLD_AGAIN_DAYS: i32 = 10;

/// Joins the clusters of single reports.
pub(crate) fn merge(mut clusters: Vec<Cluster>, linked: &Linked) -> Vec<Cluster> {
    clusters.sort_by_key(|cluster| {
        let precision = cluster.when.map_or(Precision::Longer, |when| when.precision.max(Precision::Day));
        (cluster.when.is_none(), precision, std::cmp::Reverse(cluster.sides.len()), cluster.apart, cluster.facts[0])
    });
    let mut events: Vec<Cluster> = Vec::new();
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for cluster in clusters {
        let keys = keys(&cluster);
        let candidates: BTreeSet<usize> = keys.iter().filter_map(|key| index.get(key)).flatten().copied().collect();
        let scored = candidates.iter().filter_map(|&i| {
            let fit = events[i].fit(&cluster, linked)?;
            score(&events[i], &cluster, fit).map(|score| (score, std::cmp::Reverse(i)))
        });
        let best = scored.max();
        let at = match best {
            Some((_, std::cmp::Reverse(at))) => {
                events[at].absorb(cluster, linked);
                at
            }
            None => {
                events.push(cluster);
                events.len() - 1
            }
        };
        for key in keys {
            let list = index.entry(key).or_default();
            if list.len() < MOST_ALIKE && !list.contains(&at) {
                list.push(at);
            }
        }
    }
    events
}

/// Under which keys an event is kept and looked for.
fn keys(cluster: &Cluster) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let kind = cluster.kind.as_deref().unwrap_or_default();
    if let Some(when) = cluster.when {
        if when.precision <= Precision::Month {
            keys.insert(format!("{kind} {}", when.from.strftime("%Y-%m")));
            keys.insert(format!("{kind} {}", when.to.strftime("%Y-%m")));
        }
        keys.insert(format!("{kind} {}", when.from.year()));
    }
    keys.extend(cluster.tolls.iter().map(|(toll, people)| format!("{toll} {people}")));
    if !cluster.is_meeting() {
        keys.extend(cluster.stems.iter().chain(&cluster.codes).map(|act| format!("{kind} ={act}")));
    }
    let sides: Vec<usize> = cluster.sides.keys().take(8).copied().collect();
    for (at, a) in sides.iter().enumerate() {
        for b in &sides[at + 1..] {
            keys.insert(format!("{kind} {a} {b}"));
        }
        if !cluster.is_meeting() {
            keys.extend(cluster.stems.iter().map(|stem| format!("{kind} {a} {stem}")));
        }
    }
    keys
}

/// How well a cluster of another report fits an event; `None` when too little speaks for it.
fn score(event: &Cluster, new: &Cluster, fit: Fit) -> Option<u32> {
    let enough = if new.is_meeting() { meeting(event, new, fit) } else { other(event, new, fit) };
    if !enough {
        return None;
    }
    let flag = |on: bool, worth: u32| if on { worth } else { 0 };
    let count = |n: usize, worth: u32| u32::try_from(n.min(4)).unwrap_or(0) * worth;
    Some(
        flag(fit.same_day, 8)
            + flag(fit.same_time, 4)
            + count(fit.shared, 3)
            + count(fit.persons, 2)
            + flag(fit.round, 4)
            + flag(fit.place, 2)
            + flag(fit.copied, 8)
            + flag(fit.toll, 6)
            + flag(fit.stem, 1),
    )
}

fn meeting(event: &Cluster, new: &Cluster, fit: Fit) -> bool {
    if fit.copied && (fit.same_day || event.when.is_none() || new.when.is_none()) {
        return true;
    }
    let same_report = !event.reports.is_disjoint(&new.reports);
    // Within one report the reading order has decided, unless the date now makes it plain.
    if same_report {
        return fit.same_day && fit.shared >= 2;
    }
    if (event.apart || new.apart) && !fit.same_time && !fit.round {
        return false;
    }
    let few = fit.fewest == 0 && (fit.place || fit.round || new.facts.len() > 1);
    if fit.same_day {
        return fit.shared >= 1 || few;
    }
    if fit.same_time {
        return fit.shared >= 2 || fit.round || (fit.shared >= 1 && fit.place);
    }
    // No date on one side or both: only fresh news of the same people is the same news.
    fresh(event, new) && fit.shared >= 2 && event.future.unwrap_or(false) == new.future.unwrap_or(false)
}

/// Whether an undated account was published when the event was news.
fn fresh(event: &Cluster, new: &Cluster) -> bool {
    let days = |a: jiff::civil::Date, b: jiff::civil::Date| (b - a).get_days();
    match (event.when.or(new.when), new.told, event.told) {
        (Some(when), Some(new_told), _) if new.when.is_none() => (0..=NEWS_DAYS).contains(&days(when.to, new_told)),
        (Some(when), _, Some(told)) if event.when.is_none() => (0..=NEWS_DAYS).contains(&days(when.to, told)),
        (None, Some(a), Some(b)) => days(a, b).abs() <= NEWS_DAYS,
        _ => false,
    }
}

fn other(event: &Cluster, new: &Cluster, fit: Fit) -> bool {
    if fit.background {
        return true;
    }
    if !(fit.stem || fit.code || fit.toll) {
        return false;
    }
    // What two reports of the same days tell without a date is told of these days.
    let within = |most: i32| match (event.told, new.told) {
        (Some(a), Some(b)) => (a - b).get_days().abs() <= most,
        _ => true,
    };
    let undated = event.when.is_none() || new.when.is_none();
    if (fit.copied || fit.toll) && (fit.same_time || undated && within(TOLD_AGAIN_DAYS)) {
        return true;
    }
    if event.apart || new.apart {
        return false;
    }
    // "Ten were killed on Tuesday" says nothing against those whom another report names.
    let bare = |cluster: &Cluster| cluster.actors.is_empty() && cluster.recipients.is_empty();
    if fit.same_day && fit.code && !new.is_speech() && (bare(event) || bare(new)) {
        return true;
    }
    let undated = undated && within(NEWS_DAYS);
    let both = fit.actors > 0 && fit.recipients > 0;
    let half = fit.actors > 0 || fit.recipients > 0;
    let time = fit.same_day || undated || (fit.same_time && both);
    time && (both || fit.context || !new.is_speech() && (half || fit.place))
}
