//! Which happenings a story is told by, in order of time.

use crate::dates::{Interval, Precision};
use crate::merging::{Cluster, Fact, Rarity, likelihood};
use crate::pile::Pile;
use crate::titles;
use crate::words::{collapse, content, overlap};
use jiff::civil::Date;
use record::reading::{Event, Factuality, TimeBasis};
use record::story::{Statement, StoryEvent, TimelineEntry};
use record::{EventId, HappeningClass};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Rows for each report, at most.
const ROWS_A_REPORT: f64 = 2.0;
/// A story of few reports may have so many rows.
const FEWEST_ROWS: usize = 10;
/// No story has more rows.
const MOST_ROWS: usize = 60;
/// What lines of reporting have to think of a happening together for it to be a row.
const LEAST: f32 = 0.3;
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
    facts: &[Fact],
    told: &[Told<'_>],
    line_of: &[usize],
    statements: &[Statement],
) -> Vec<TimelineEntry> {
    let main = main(facts, told, line_of);
    let stands = |at: usize| Some(at) == main || can_stand(pile, facts, &told[at]);
    let topic = Topic::new(pile, facts);
    let worth = |at: usize, listed: f32| {
        let first = if Some(at) == main { FIRST } else { 0.0 };
        worth(facts, &told[at], line_of, listed) + ON_TOPIC * topic.share(&told[at].event.headline) + first
    };
    let candidates: Vec<(usize, f32)> = (0..told.len())
        .filter(|&at| stands(at))
        .map(|at| (at, listed(facts, &told[at], line_of)))
        .filter(|(at, listed)| *listed >= LEAST || Some(*at) == main)
        .map(|(at, listed)| (at, worth(at, listed)))
        .collect();
    let most = ((pile.tellings.len() as f64 * ROWS_A_REPORT) as usize).clamp(FEWEST_ROWS, MOST_ROWS);
    let same_title = same_titles(told, &candidates);
    let chosen = chosen(facts, told, candidates, most);
    let first = pile.tellings.iter().filter_map(|telling| telling.day()).min();
    let mut rows: Vec<(Option<Interval>, TimelineEntry)> = Vec::new();
    let with_others = chosen.into_iter().flat_map(|at| {
        let others = same_title.get(told[at].event.headline.as_str()).map(Vec::as_slice).unwrap_or_default();
        std::iter::once(at).chain(others.iter().copied().filter(move |&other| other != at))
    });
    for at in with_others.collect::<Vec<usize>>() {
        let row = row(pile, facts, &told[at], Some(at) == main, first, statements);
        // Two happenings under one sentence are one row.
        match rows.iter_mut().find(|(_, other)| other.title == row.1.title) {
            Some((_, other)) => join(other, row.1),
            None => rows.push(row),
        }
    }
    let key = |interval: &Option<Interval>, event: EventId| {
        (interval.is_none(), interval.map(|interval| (interval.from, Reverse(interval.to))), event)
    };
    rows.sort_by_key(|(interval, row)| key(interval, row.events.first().copied().unwrap_or(EventId(0))));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The happenings under each sentence.
fn same_titles<'t>(told: &'t [Told<'_>], candidates: &[(usize, f32)]) -> BTreeMap<&'t str, Vec<usize>> {
    let mut by_title: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, _) in candidates {
        by_title.entry(told[*at].event.headline.as_str()).or_default().push(*at);
    }
    by_title
}

/// Adds to a row what another one under the same sentence has: how many lines tell of both together is not less than of
/// either.
fn join(row: &mut TimelineEntry, other: TimelineEntry) {
    row.events.extend(other.events);
    row.reports.extend(other.reports);
    row.reports.sort();
    row.reports.dedup();
    row.statements.extend(other.statements);
    row.statements.sort_unstable();
    row.statements.dedup();
    row.lines = row.lines.max(other.lines);
}

/// What somebody only supposes is no row, nor is what has no words.
fn can_stand(pile: &Pile<'_>, facts: &[Fact], one: &Told<'_>) -> bool {
    let event = one.event;
    // A noun that one report drops in a sentence about something else has no sentence of its own.
    let own = one.cluster.facts.iter().any(|&at| event_of(pile, &facts[at]).clause.own);
    let supposed = matches!(event.factuality, Factuality::Conditional | Factuality::Possible);
    // "Reyl told reporters after the meeting": that something was said is no news without what.
    let only_said = one.cluster.facts.iter().all(|&at| facts[at].class == HappeningClass::Speech);
    let says_what = event.headline.contains(" that ") || event.headline.contains(['"', '“']);
    let empty = only_said && !says_what;
    !empty && titles::can_be_printed(&event.headline) && (own && !supposed || event.independent_sources > 1)
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

/// How likely one of the lines of reporting is right to think that an editor lists it.
fn listed(facts: &[Fact], one: &Told<'_>, line_of: &[usize]) -> f32 {
    1.0 - by_line(facts, one, line_of).values().map(|weight| 1.0 - weight).product::<f32>()
}

/// How much a reader needs it: how likely it is listed, more for what several tell, and for what has a day.
fn worth(facts: &[Fact], one: &Told<'_>, line_of: &[usize], listed: f32) -> f32 {
    let dated = if one.event.time.is_some() { DATED } else { 0.0 };
    listed + SEVERAL * (by_line(facts, one, line_of).len() as f32).ln() + dated
}

/// What each line of reporting thinks of it: by its weightiest mention.
fn by_line(facts: &[Fact], one: &Told<'_>, line_of: &[usize]) -> BTreeMap<usize, f32> {
    let mut lines: BTreeMap<usize, f32> = BTreeMap::new();
    for &at in &one.cluster.facts {
        let fact = &facts[at];
        let line = lines.entry(line_of.get(fact.report).copied().unwrap_or(fact.report)).or_insert(0.0);
        *line = line.max(fact.weight.min(SUREST));
    }
    lines
}

/// What it counts that a report's own main happening is among the accounts.
const CHOSEN: f32 = 0.2;
/// No single account is surer than this.
const SUREST: f32 = 0.95;
/// What it counts that several lines tell it, by the logarithm of their number.
const SEVERAL: f32 = 0.15;
/// What it counts that somebody dates it.
const DATED: f32 = 0.15;
/// The main happening comes before all others.
const FIRST: f32 = 9.0;

/// What it counts that a sentence is made of words that the other reports use, too.
const ON_TOPIC: f32 = 0.2;

/// What the reports speak of.
struct Topic {
    /// In how many reports a word stands.
    reports: BTreeMap<String, usize>,
    all: usize,
}

impl Topic {
    fn new(pile: &Pile<'_>, facts: &[Fact]) -> Self {
        let mut words: BTreeMap<&String, BTreeSet<usize>> = BTreeMap::new();
        for fact in facts {
            for word in &fact.context {
                words.entry(word).or_default().insert(fact.report);
            }
        }
        let reports = words.into_iter().map(|(word, reports)| (word.clone(), reports.len())).collect();
        Self { reports, all: pile.tellings.len() }
    }

    /// In what part of the other reports the words of a sentence stand, on the whole; a half where there is one report.
    fn share(&self, sentence: &str) -> f32 {
        let words = content(sentence);
        if self.all < 2 || words.is_empty() {
            return 0.5;
        }
        let others = |word: &String| self.reports.get(word).map_or(0, |reports| reports.saturating_sub(1));
        let sum: usize = words.iter().map(others).sum();
        sum as f32 / (words.len() * (self.all - 1)) as f32
    }
}

/// The happenings of most worth, each less the more it is like one that is chosen already (Carbonell and Goldstein 1998):
/// what was joined too seldom is not told twice.
fn chosen(facts: &[Fact], told: &[Told<'_>], mut candidates: Vec<(usize, f32)>, most: usize) -> Vec<usize> {
    let rarity = Rarity::new(facts);
    // Only what could be a row at all is compared.
    candidates.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    candidates.truncate(most * LOOKED_AT);
    let mut like = vec![0.0_f32; candidates.len()];
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < most {
        let score = |at: usize| candidates[at].1 * (1.0 - like[at]);
        let left = (0..candidates.len()).filter(|&at| like[at] < SAME);
        let Some(best) = left.reduce(|best, next| if score(next) > score(best) { next } else { best }) else { break };
        let one = candidates[best].0;
        chosen.push(one);
        like[best] = 1.0;
        for (at, (other, _)) in candidates.iter().enumerate() {
            if like[at] < SAME {
                like[at] = like[at].max(likeness(facts, &told[one], &told[*other], &rarity));
            }
        }
    }
    chosen
}

/// So many times as many candidates as rows are looked at.
const LOOKED_AT: usize = 6;
/// Rows more alike than this are one.
const SAME: f32 = 0.6;
/// So many accounts of each are held against each other.
const ACCOUNTS: usize = 5;

/// How alike two happenings look: by what the scorer thinks of their accounts, and by their words.
fn likeness(facts: &[Fact], a: &Told<'_>, b: &Told<'_>, rarity: &Rarity) -> f32 {
    let first = |one: &Told<'_>| -> Vec<usize> { one.cluster.facts.iter().copied().take(ACCOUNTS).collect() };
    let (left, right) = (first(a), first(b));
    let pairs = left.iter().flat_map(|x| right.iter().map(move |y| (*x, *y)));
    let sum: f32 = pairs.map(|(x, y)| likelihood(&facts[x], &facts[y], rarity)).sum();
    let mean = sum / (left.len() * right.len()).max(1) as f32;
    mean.max(overlap(&content(&a.event.headline), &content(&b.event.headline)) as f32 * WORDS)
}

/// What it counts that one title has all the words of another.
const WORDS: f32 = 0.8;

fn row(
    pile: &Pile<'_>,
    facts: &[Fact],
    one: &Told<'_>,
    main: bool,
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
        title: Some(())
            .filter(|()| main)
            .and_then(|()| headline(pile, facts, one))
            .unwrap_or_else(|| event.headline.clone()),
        events: vec![event.id],
        statements: statements.iter().enumerate().filter(|(_, statement)| said(statement)).map(|(at, _)| at).collect(),
        reports: event.reports.clone(),
        lines: event.independent_sources,
        factuality: event.factuality,
        polarity: event.polarity,
        main,
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
