//! When a report that states no date was published, as far as the others decide it.
//!
//! "Yesterday" beside an event that other reports date gives the day; a copy of a dated report came out with it.
//! Where two days are about as likely as each other, nothing is concluded.

use crate::dates::Interval;
use crate::lineage::{COPIED, Shared, shared_passages};
use crate::linking::Linked;
use crate::merging::{Cluster, Fact, clusters, facts};
use crate::pile::{Pile, Telling};
use crate::words::{collapse, content, fold, lines};
use jiff::civil::Date;
use record::reading::{DetailKind, Event};
use record::report::Published;
use record::{Basis, Evidence, Span, Spans};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

static DAYS: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/relative-days.tsv")).filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(words, days)| Some((words, days.parse().ok()?))).collect()
});

/// The best day has to be ahead of the next by this much.
const AHEAD: f64 = 2.0;

/// A dateline has its date within so many bytes after the place.
const AFTER_PLACE: usize = 24;

/// Reports of one story are not further apart than so many days; a year is not guessed over more.
const ONE_STORY: i32 = 120;

/// Nothing is concluded from less than two shared sides, or a side and two further things.
const ENOUGH: f64 = 6.0;

/// The part of the report's words that the other report has, too, from 0 to 1, counts for this much.
const SUBJECT: f64 = 12.0;

/// Dates for reports that state none, in the order given; `None` also for those that have one.
pub fn infer_dates(tellings: &[Telling<'_>]) -> Vec<Option<Published>> {
    let mut inferred = vec![None; tellings.len()];
    if tellings.iter().all(|telling| telling.report.published.is_some()) {
        return inferred;
    }
    let pile = Pile::new(tellings);
    let linked = Linked::new(&pile);
    let facts = facts(&pile, &linked);
    let clusters = clusters(&facts, &pile, &linked);
    let subjects: Vec<BTreeSet<String>> = pile.tellings.iter().map(subject).collect();
    let scene = Scene {
        pile: &pile,
        linked: &linked,
        facts: &facts,
        clusters: &clusters,
        told: told(&clusters, pile.tellings.len()),
        subjects: &subjects,
        dated: dated(&clusters),
    };
    let known = known_days(&pile);
    let mut copied = None;
    for report in (0..pile.tellings.len()).filter(|&report| pile.tellings[report].report.published.is_none()) {
        let found = by_dateline(&pile, &known, report).or_else(|| scene.by_events(report)).or_else(|| {
            let (passages, nearest) = copied.get_or_insert_with(|| {
                let passages = shared_passages(&pile);
                let nearest = nearest_dated(&pile, &passages.shared);
                (passages, nearest)
            });
            let &(pair, other, day) = nearest.get(&report)?;
            let shared = passages.shared.get(pair)?;
            let words = |side: usize| pile.evidence(side, passages.longest(&pile, shared, side));
            Some((day, vec![words(report), words(other)]))
        });
        inferred[pile.given[report]] = found.map(|(day, evidence)| Published {
            value: day.to_string(),
            basis: Basis::Inferred,
            span: None,
            evidence,
        });
    }
    inferred
}

/// The reports of known date by their days, of each day the first.
fn known_days(pile: &Pile<'_>) -> BTreeMap<Date, usize> {
    let mut known = BTreeMap::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        if let Some(day) = telling.day() {
            known.entry(day).or_insert(report);
        }
    }
    known
}

/// The day and month of the dateline, in the year that brings it nearest to a report of known date.
fn by_dateline(pile: &Pile<'_>, known: &BTreeMap<Date, usize>, report: usize) -> Option<(Date, Vec<Evidence>)> {
    let telling = &pile.tellings[report];
    let dateline = telling.report.dateline.as_ref()?.span;
    let times = &telling.reading.times;
    let first = times.partition_point(|time| time.span.end <= dateline.start);
    let time = times.get(first).filter(|time| time.span.start < dateline.end + AFTER_PLACE)?;
    let (month, day) = time.value.strip_prefix("XXXX-")?.split_once('-')?;
    let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
    let years = known.keys().next()?.year() - 1..=known.keys().next_back()?.year() + 1;
    let nearest = years.filter_map(|year| {
        let date = Date::new(year, month, day).ok()?;
        let (before, after) = (known.range(..=date).next_back(), known.range(date..).next());
        let near = before.into_iter().chain(after);
        near.map(|(known, other)| ((date - *known).get_days().abs(), *other, date)).min()
    });
    let (days, other, date) = nearest.min()?;
    let published = pile.tellings[other].report.published.as_ref()?.span;
    let mut evidence = vec![pile.evidence(report, time.span)];
    evidence.extend(published.map(|span| pile.evidence(other, span)));
    (days <= ONE_STORY).then_some((date, evidence))
}

/// For each undated report the pair with the dated report that it shares most with, that report, and its day.
fn nearest_dated(pile: &Pile<'_>, shared: &[Shared]) -> BTreeMap<usize, (usize, usize, Date)> {
    let mut nearest: BTreeMap<usize, (usize, usize, Date)> = BTreeMap::new();
    for (pair, found) in shared.iter().enumerate().filter(|(_, found)| found.part >= COPIED) {
        for (report, other) in [(found.a, found.b), (found.b, found.a)] {
            let undated = pile.tellings[report].report.published.is_none();
            let Some(day) = pile.tellings[other].day().filter(|_| undated) else { continue };
            // Of several that share as much, the first in the pile.
            let better = |&(best, dated, _): &(usize, usize, Date)| {
                let part = shared.get(best).map_or(0.0, |best| best.part);
                found.part.total_cmp(&part).then(dated.cmp(&other)).is_gt()
            };
            if nearest.get(&report).is_none_or(better) {
                nearest.insert(report, (pair, other, day));
            }
        }
    }
    nearest
}

struct Scene<'s, 'a> {
    pile: &'s Pile<'a>,
    linked: &'s Linked,
    facts: &'s [Fact],
    clusters: &'s [Cluster],
    /// The clusters that each report tells of.
    told: Vec<Vec<usize>>,
    subjects: &'s [BTreeSet<String>],
    /// Clusters that are dated to the day, by type and side.
    dated: BTreeMap<(&'s str, usize), Vec<usize>>,
}

/// The most events compared under one type and side.
const MOST_ALIKE: usize = 256;

fn keys(cluster: &Cluster) -> Vec<(&str, usize)> {
    let kind = cluster.kind.as_deref().unwrap_or_default();
    cluster.sides.keys().map(|&side| (kind, side)).collect()
}

fn told(clusters: &[Cluster], reports: usize) -> Vec<Vec<usize>> {
    let mut told = vec![Vec::new(); reports];
    for (at, cluster) in clusters.iter().enumerate() {
        cluster.reports.iter().for_each(|&report| told[report].push(at));
    }
    told
}

fn dated(clusters: &[Cluster]) -> BTreeMap<(&str, usize), Vec<usize>> {
    let mut dated: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    for (i, cluster) in clusters.iter().enumerate().filter(|(_, c)| c.when.is_some_and(|when| when.is_day())) {
        for key in keys(cluster) {
            let list = dated.entry(key).or_default();
            if list.len() < MOST_ALIKE {
                list.push(i);
            }
        }
    }
    dated
}

impl Scene<'_, '_> {
    /// The day that the report's "yesterday" and "today" point to.
    fn by_events(&self, report: usize) -> Option<(Date, Vec<Evidence>)> {
        let mut days: BTreeMap<Date, (f64, Vec<Evidence>)> = BTreeMap::new();
        let told = self.told.get(report).map_or(&[][..], Vec::as_slice);
        for cluster in told.iter().filter_map(|&at| self.clusters.get(at)) {
            let offsets = self.relative(report, cluster);
            if offsets.is_empty() {
                continue;
            }
            let alike = self.dated_alike(report, cluster);
            for (offset, span) in offsets {
                for (score, event_day, evidence) in &alike {
                    let score = *score;
                    let Ok(day) = event_day.checked_sub(jiff::Span::new().days(offset)) else { continue };
                    let entry = days.entry(day).or_insert((0.0, Vec::new()));
                    if score > entry.0 {
                        *entry = (score, vec![self.pile.evidence(report, span), evidence.clone()]);
                    }
                }
            }
        }
        let mut ranked: Vec<(f64, Date, Vec<Evidence>)> =
            days.into_iter().map(|(day, (score, e))| (score, day, e)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let (score, day, evidence) = ranked.first()?;
        let clear = ranked.get(1).is_none_or(|(next, ..)| score - next >= AHEAD);
        (*score >= ENOUGH && clear).then(|| (*day, evidence.clone()))
    }

    /// Days from publication that the words for the event give, with these words.
    fn relative(&self, report: usize, cluster: &Cluster) -> Vec<(i32, Span)> {
        let telling = &self.pile.tellings[report];
        let offset = |span: Span| {
            let words = fold(&collapse(telling.words(span)));
            let words = words.strip_suffix("'s").unwrap_or(&words);
            DAYS.get(words).map(|&days| (days, span))
        };
        let mut found = Vec::new();
        for &fact in &cluster.facts {
            let Some(event) = telling.reading.events.get(self.facts[fact].event) else { continue };
            if let Some(span) = event.time.as_ref().and_then(|time| time.span) {
                found.extend(offset(span));
            } else {
                // No date to count from: the event may have been left without a time.
                let sentence = telling.sentence(event.trigger);
                let times = telling.reading.times.iter().filter(|time| sentence.contains(time.span));
                found.extend(times.filter_map(|time| offset(time.span)));
            }
        }
        found
    }

    /// Events of other reports, dated to the day, that may be the same.
    fn dated_alike(&self, report: usize, cluster: &Cluster) -> Vec<(f64, Date, Evidence)> {
        let mut found = Vec::new();
        let near: BTreeSet<usize> =
            keys(cluster).iter().filter_map(|key| self.dated.get(key)).flatten().copied().collect();
        for other in near.into_iter().map(|i| &self.clusters[i]).filter(|other| !other.reports.contains(&report)) {
            let Some(day) = other.when.filter(Interval::is_day).map(|when| when.from) else { continue };
            let Some(fit) = cluster.fit(other, self.linked) else { continue };
            let meets = if cluster.is_meeting() { fit.shared >= 2 } else { fit.stem && fit.shared >= 1 };
            if !meets || (cluster.apart != other.apart) || !self.lengths_agree(cluster, other) {
                continue;
            }
            let teller = other.reports.first().copied().unwrap_or(report);
            // A report that only looks back on the event is no report of the same day.
            let news = self.pile.tellings[teller].day().is_some_and(|told| (told - day).get_days().abs() <= 2);
            let flag = |on: bool, worth: f64| if on { worth } else { 0.0 };
            let count = |n: usize| f64::from(u32::try_from(n.min(4)).unwrap_or(0));
            let score = count(fit.shared) * 3.0
                + count(fit.persons) * 2.0
                + flag(fit.place, 2.0)
                + flag(fit.round, 4.0)
                + flag(self.same_length(cluster, other), 4.0)
                + flag(news, 1.0)
                + covered(&self.subjects[report], &self.subjects[teller]) * SUBJECT;
            let Some(evidence) = self.time_words(other) else { continue };
            found.push((score, day, evidence));
        }
        found
    }

    /// The words that date an event.
    fn time_words(&self, cluster: &Cluster) -> Option<Evidence> {
        let dated =
            cluster.facts.iter().map(|&i| &self.facts[i]).find(|fact| fact.when.is_some_and(|when| when.is_day()))?;
        let event = self.pile.tellings[dated.report].reading.events.get(dated.event)?;
        Some(self.pile.evidence(dated.report, event.time.as_ref()?.span?))
    }

    fn lengths(&self, cluster: &Cluster) -> BTreeSet<String> {
        let events = cluster.facts.iter().filter_map(|&i| {
            let fact = &self.facts[i];
            self.pile.tellings[fact.report].reading.events.get(fact.event)
        });
        let lengths = |event: &Event| -> Vec<String> {
            event.details.iter().filter(|d| d.kind == DetailKind::Duration).map(|d| d.value.clone()).collect()
        };
        events.flat_map(lengths).collect()
    }

    fn same_length(&self, a: &Cluster, b: &Cluster) -> bool {
        !self.lengths(a).is_disjoint(&self.lengths(b))
    }

    fn lengths_agree(&self, a: &Cluster, b: &Cluster) -> bool {
        let (a, b) = (self.lengths(a), self.lengths(b));
        a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
    }
}

/// The words that tell what a report is about.
fn subject(telling: &Telling<'_>) -> BTreeSet<String> {
    let blocks = telling.report.blocks.iter().filter(|block| block.kind.is_reporting()).map(|block| block.span);
    content(&Spans::new(blocks.collect()).quote(&telling.report.text))
}

/// The part of `a` that is in `b`.
fn covered(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    if a.is_empty() { 0.0 } else { a.intersection(b).count() as f64 / a.len() as f64 }
}
