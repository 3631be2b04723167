//! Which happenings a story is told by, in order of time.

mod choosing;
pub(crate) mod weighing;

use crate::dates::{Interval, Precision};
use crate::linking::Linked;
use crate::merging::{Cluster, Fact};
use crate::pile::Pile;
use crate::words::{collapse, content};
use jiff::civil::Date;
use record::EventId;
use record::reading::{Event, Factuality, Polarity, TimeBasis};
use record::story::{Statement, StoryEvent, TimelineEntry};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Rows for each report, at most.
const ROWS_A_REPORT: f64 = 2.0;
/// A story of few reports may have so many rows.
const FEWEST_ROWS: usize = 10;
/// No story has more rows.
const MOST_ROWS: usize = 60;
/// What it counts that a report's own main happening is among the accounts.
const CHOSEN: f32 = 0.2;
/// What was so many days before the first report is background.
const BACKGROUND: i32 = 31;

/// A happening of the story with the facts that it was made of.
pub(crate) struct Told<'s> {
    pub event: &'s StoryEvent,
    pub cluster: &'s Cluster,
}

/// The rows, in order of time; what no report dates comes last.
pub(crate) fn timeline(
    pile: &Pile<'_>,
    linked: &Linked,
    facts: &[Fact],
    told: &[Told<'_>],
    line_of: &[usize],
    statements: &[Statement],
) -> Vec<TimelineEntry> {
    let main = main(facts, told, line_of);
    let scales = weighing::Scales { pile, linked, facts, told, line_of, main };
    let likely: Vec<f32> = weighing::numbers(&scales).iter().map(|numbers| weighing::likely(numbers)).collect();
    let most = ((pile.tellings.len() as f64 * ROWS_A_REPORT) as usize).clamp(FEWEST_ROWS, MOST_ROWS);
    let chosen = choosing::chosen(facts, told, &likely, main, most);
    let first = pile.tellings.iter().filter_map(|telling| telling.day()).min();
    let mut rows: Vec<(Option<Interval>, TimelineEntry)> = chosen
        .into_iter()
        .map(|choice| {
            let (days, mut row) = row(pile, facts, &told[choice.happening], first, statements);
            row.main = Some(choice.happening) == main;
            row.title = (row.main.then(|| headline(pile, facts, &told[choice.happening])).flatten())
                .or(choice.sentence)
                .unwrap_or(row.title);
            row.events.extend(choice.beside.iter().map(|&at| told[at].event.id));
            (days, row)
        })
        .collect();
    let key = |interval: &Option<Interval>, event: EventId| {
        (interval.is_none(), interval.map(|interval| (interval.from, Reverse(interval.to))), event)
    };
    rows.sort_by_key(|(interval, row)| key(interval, row.events.first().copied().unwrap_or(EventId(0))));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What [`crate::rows_considered`] gives.
pub(crate) fn considered(
    pile: &Pile<'_>,
    linked: &Linked,
    facts: &[Fact],
    told: &[Told<'_>],
    line_of: &[usize],
) -> Vec<crate::ConsideredRow> {
    let main = main(facts, told, line_of);
    let numbers = weighing::numbers(&weighing::Scales { pile, linked, facts, told, line_of, main });
    let rows = told.iter().zip(&numbers).map(|(one, features)| {
        let (days, row) = row(pile, facts, one, None, &[]);
        crate::ConsideredRow {
            title: row.title,
            days: days.map(|days| (days.from.to_string(), days.to.to_string())),
            off: row.factuality == Factuality::Denied || row.polarity == Polarity::Negative,
            features: features.to_vec(),
        }
    });
    rows.collect()
}

/// The happening that the lines of reporting together think likeliest what they are about; the first of equals. What a
/// report thinks of each mention adds up over those of one happening.
fn main(facts: &[Fact], told: &[Told<'_>], line_of: &[usize]) -> Option<usize> {
    let likely = |one: &Told<'_>| -> f32 {
        let mut reports: BTreeMap<usize, f32> = BTreeMap::new();
        for &at in &one.cluster.facts {
            let fact = &facts[at];
            *reports.entry(fact.report).or_insert(0.0) += fact.news + if fact.main { CHOSEN } else { 0.0 };
        }
        let mut lines: BTreeMap<usize, f32> = BTreeMap::new();
        for (report, news) in reports {
            let line = lines.entry(line_of.get(report).copied().unwrap_or(report)).or_insert(0.0);
            *line = line.max(news);
        }
        lines.values().sum()
    };
    let named = told.iter().enumerate().filter(|(_, one)| !one.event.headline.is_empty());
    let scored = named.map(|(at, one)| (at, likely(one))).filter(|(_, likely)| *likely > 0.0);
    scored.max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a))).map(|(at, _)| at)
}

fn row(
    pile: &Pile<'_>,
    facts: &[Fact],
    one: &Told<'_>,
    first: Option<Date>,
    statements: &[Statement],
) -> (Option<Interval>, TimelineEntry) {
    let event = one.event;
    let events: Vec<&Event> = one.cluster.facts.iter().map(|&at| event_of(pile, &facts[at])).collect();
    let value = event.time.as_ref().map(|time| time.value.clone());
    let interval = value.as_deref().and_then(Interval::parse);
    let (earliest, latest) = if interval.is_some() { (None, None) } else { bounds(&events) };
    let basis = match (&interval, &latest) {
        (Some(_), _) => {
            let stated =
                events.iter().any(|event| event.time.as_ref().is_some_and(|time| time.basis == TimeBasis::Stated));
            Some(if stated { TimeBasis::Stated } else { TimeBasis::Shared })
        }
        (None, Some(_)) => Some(TimeBasis::Bounded),
        (None, None) => None,
    };
    // A time of day belongs to its day.
    let precision = interval.map(|interval| interval.precision.max(Precision::Day));
    let date = interval.zip(value).map(|(interval, value)| match interval.precision.max(Precision::Day) {
        Precision::Day => interval.from.to_string(),
        _ => value,
    });
    let shown = interval.or_else(|| {
        let (from, to) = earliest.zip(latest)?;
        Some(Interval { from, to, precision: Precision::Day })
    });
    let background = shown.zip(first).is_some_and(|(shown, first)| (first - shown.to).get_days() > BACKGROUND);
    let spans: Vec<_> = event.accounts.iter().map(|account| &account.trigger).collect();
    let said = |statement: &Statement| {
        statement.evidence.iter().any(|words| {
            spans.iter().any(|trigger| {
                trigger.report == words.report
                    && trigger.span.cover().zip(words.span.cover()).is_some_and(|(a, b)| b.contains(a))
            })
        })
    };
    let row = TimelineEntry {
        date,
        from: shown.map(|shown| shown.from.to_string()),
        to: shown.map(|shown| shown.to).or(latest).map(|to| to.to_string()),
        precision: precision.map(|precision| precision.label().to_owned()),
        basis,
        title: event.headline.clone(),
        events: vec![event.id],
        statements: statements.iter().enumerate().filter(|(_, statement)| said(statement)).map(|(at, _)| at).collect(),
        reports: event.reports.clone(),
        lines: event.independent_sources,
        factuality: event.factuality,
        polarity: event.polarity,
        main: false,
        background,
    };
    (shown, row)
}

/// The bounds of a happening that none dates: those of the first report to tell of it as its news; else it was no later
/// than the first report that tells of it.
fn bounds(events: &[&Event]) -> (Option<Date>, Option<Date>) {
    let day = |value: &Option<String>| value.as_deref().and_then(|value| value.parse::<Date>().ok());
    let times = events.iter().filter_map(|event| event.time.as_ref());
    let given: Vec<(Option<Date>, Date)> = times
        .filter(|time| time.basis == TimeBasis::Bounded)
        .filter_map(|time| Some((day(&time.from), day(&time.to)?)))
        .collect();
    let news = given.iter().filter(|(from, _)| from.is_some()).min_by_key(|(from, to)| (*to, Reverse(*from)));
    match news {
        Some(&(from, to)) => (from, Some(to)),
        None => (None, given.iter().map(|(_, to)| *to).min()),
    }
}

/// The headline that shares most with the others, of the reports that are about the main happening.
fn headline(pile: &Pile<'_>, facts: &[Fact], one: &Told<'_>) -> Option<String> {
    let about: BTreeSet<usize> =
        one.cluster.facts.iter().map(|&at| &facts[at]).filter(|fact| fact.main).map(|fact| fact.report).collect();
    let titles: Vec<(usize, &str, BTreeSet<String>)> = pile
        .tellings
        .iter()
        .enumerate()
        .filter_map(|(report, telling)| Some((report, telling.report.title.as_ref()?.value.as_str())))
        .map(|(report, title)| (report, title, content(title)))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in titles.iter().flat_map(|(_, _, words)| words) {
        *counts.entry(word).or_default() += 1;
    }
    let shared = |words: &BTreeSet<String>| -> usize { words.iter().map(|word| counts[word.as_str()]).sum() };
    let fits = |title: &str| (FEWEST_WORDS..=MOST_WORDS).contains(&title.split_whitespace().count());
    let candidates = titles.iter().filter(|(report, title, _)| about.contains(report) && fits(title));
    candidates
        .map(|(report, title, words)| (shared(words), Reverse(*report), *title))
        .max()
        .map(|(_, _, title)| collapse(title))
}

/// A headline of fewer or more words says too little, or is none.
const FEWEST_WORDS: usize = 4;
const MOST_WORDS: usize = 24;

fn event_of<'a>(pile: &Pile<'a>, fact: &Fact) -> &'a Event {
    &pile.tellings[fact.report].reading.events[fact.event]
}
