//! What speaks for and against a happening as a row of the timeline, in numbers, over all of its accounts and against
//! the others of the story.

use super::{Told, event_of};
use crate::dates::{Interval, Precision};
use crate::linking::Linked;
use crate::merging::{Fact, Rarity, likelihood};
use crate::pile::Pile;
use crate::titles;
use crate::words::content;
use jiff::civil::Date;
use record::network::Network;
use record::reading::{Event, Factuality, Polarity, TimeBasis};
use record::{BlockKind, HappeningClass};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Fitted to stories whose happenings people listed (`training/rows.py`).
static LEARNED: LazyLock<Network> = LazyLock::new(|| Network::read(include_str!("../../data/rows.tsv"), COUNT));

/// How likely an editor lists it.
pub(crate) fn likely(numbers: &[f32; COUNT]) -> f32 {
    LEARNED.likely(numbers)
}

/// What the numbers are, for those who look at the fitted network.
pub(crate) const NAMES: [&str; COUNT] = [
    "listed by some line",
    "listed, log odds",
    "listed, most",
    "listed, mean",
    "listed, sum",
    "rank in the story",
    "rank in its reports",
    "news, most",
    "news, sum a report",
    "chosen as main, part of its reports",
    "chosen as main, part of all",
    "is the story's main one",
    "accounts",
    "reports",
    "part of the reports",
    "lines",
    "part of the lines",
    "reports in all",
    "happenings in all, a report",
    "topic of the title",
    "topic of the sentences",
    "dated",
    "stated",
    "sureness of the time",
    "to the day",
    "bounded",
    "days before publication",
    "long before",
    "to come",
    "day of the main one",
    "days from the main one",
    "happenings of its day",
    "occurrence",
    "announcement",
    "speech",
    "plan",
    "state",
    "perception or aspect",
    "asserted",
    "attributed",
    "planned",
    "conditional or possible",
    "denied",
    "negative",
    "coded",
    "actors",
    "recipients",
    "named actor",
    "place",
    "numbers",
    "earliest sentence",
    "in a title",
    "in a lead",
    "words of the title",
    "own clause",
    "noun",
    "printable",
    "on a word",
    "like the main one",
    "most like another",
];

/// How many numbers.
pub(crate) const COUNT: usize = 60;

/// So many happenings are held against so many.
const OTHERS: usize = 400;

/// What all happenings of a story are weighed by.
pub(crate) struct Scales<'s, 'a> {
    pub pile: &'s Pile<'a>,
    pub linked: &'s Linked,
    pub facts: &'s [Fact],
    pub told: &'s [Told<'s>],
    pub line_of: &'s [usize],
    pub main: Option<usize>,
}

/// The numbers of each happening.
pub(crate) fn numbers(scales: &Scales<'_, '_>) -> Vec<[f32; COUNT]> {
    let story = Whole::of(scales);
    (0..scales.told.len()).map(|at| story.numbers(scales, at)).collect()
}

/// What is the same for all happenings of a story.
struct Whole {
    topic: Topic,
    rarity: Rarity,
    listed: Vec<f32>,
    /// The same in order, the least first.
    ordered: Vec<f32>,
    days: BTreeMap<Interval, usize>,
    first_day: Option<Date>,
    last_day: Option<Date>,
    lines: usize,
}

impl Whole {
    fn of(scales: &Scales<'_, '_>) -> Self {
        let listed: Vec<f32> = scales.told.iter().map(|one| listed(scales, one)).collect();
        let mut ordered = listed.clone();
        ordered.sort_by(f32::total_cmp);
        let mut days = BTreeMap::new();
        for one in scales.told {
            if let Some(when) = when(one) {
                *days.entry(when).or_insert(0) += 1;
            }
        }
        let published = || scales.pile.tellings.iter().filter_map(|telling| telling.day());
        Self {
            topic: Topic::new(scales.pile, scales.facts),
            rarity: Rarity::new(scales.facts),
            ordered,
            listed,
            days,
            first_day: published().min(),
            last_day: published().max(),
            lines: scales.line_of.iter().collect::<BTreeSet<_>>().len().max(1),
        }
    }

    fn numbers(&self, scales: &Scales<'_, '_>, at: usize) -> [f32; COUNT] {
        let one = Accounts::of(scales, at);
        let mut numbers = [0.0; COUNT];
        let parts = [
            self.judged(scales, &one).as_slice(),
            &self.told(scales, &one),
            &self.when(scales, &one),
            &one.kinds(),
            &one.looks(scales),
            &self.likeness(scales, at),
        ]
        .concat();
        numbers.copy_from_slice(&parts);
        numbers
    }

    /// What the readings of its accounts think of it.
    fn judged(&self, scales: &Scales<'_, '_>, one: &Accounts<'_>) -> [f32; 12] {
        let listed = self.listed[one.at];
        let sum: f32 = one.facts.iter().map(|fact| fact.weight).sum();
        let before = self.likelier(one.at) as f32;
        let reports = scales.pile.tellings.len().max(1) as f32;
        let chosen: BTreeSet<usize> = one.facts.iter().filter(|fact| fact.main).map(|fact| fact.report).collect();
        let sure = listed.clamp(0.01, 0.99);
        [
            listed,
            (sure / (1.0 - sure)).ln(),
            one.most(|fact| fact.weight),
            sum / one.count(),
            ln(sum),
            before / scales.told.len().max(1) as f32,
            before / reports / 8.0,
            one.most(|fact| fact.news),
            one.facts.iter().map(|fact| fact.news).sum::<f32>() / one.reports.len().max(1) as f32,
            chosen.len() as f32 / one.reports.len().max(1) as f32,
            chosen.len() as f32 / reports,
            flag(scales.main == Some(one.at)),
        ]
    }

    /// How many tell of it, and whether others speak of the same.
    fn told(&self, scales: &Scales<'_, '_>, one: &Accounts<'_>) -> [f32; 9] {
        let reports = scales.pile.tellings.len().max(1) as f32;
        let lines = by_line(scales, &scales.told[one.at]).len() as f32;
        let context: BTreeSet<&String> = one.facts.iter().flat_map(|fact| &fact.context).collect();
        [
            ln(one.count()),
            ln(one.reports.len() as f32),
            one.reports.len() as f32 / reports,
            ln(lines),
            lines / self.lines as f32,
            ln(reports),
            ln(scales.told.len() as f32 / reports),
            self.topic.share(content(&scales.told[one.at].event.headline).iter()),
            self.topic.share(context.iter().copied()),
        ]
    }

    /// When it was, against publication and the main happening.
    fn when(&self, scales: &Scales<'_, '_>, one: &Accounts<'_>) -> [f32; 11] {
        let days = when(&scales.told[one.at]);
        let main = scales.main.and_then(|main| when(&scales.told[main]));
        let both = days.zip(main);
        let ago = days.zip(self.first_day).map_or(0.0, |(days, first)| (first - days.to).get_days() as f32);
        let apart = |a: Interval, b: Interval| (a.from - b.to).get_days().max((b.from - a.to).get_days()).max(0) as f32;
        let times = || one.events.iter().filter_map(|event| event.time.as_ref());
        let bounded = times().any(|time| time.basis == TimeBasis::Bounded && time.from.is_some());
        [
            flag(days.is_some()),
            flag(times().any(|time| time.basis == TimeBasis::Stated)),
            times().filter_map(|time| time.likely).fold(0.0, f32::max),
            flag(days.is_some_and(|days| days.precision <= Precision::Day)),
            flag(days.is_none() && bounded),
            ln(ago.max(0.0)),
            flag(ago > 31.0),
            flag(days.zip(self.last_day).is_some_and(|(days, last)| days.from > last)),
            flag(both.is_some_and(|(a, b)| a.meet(&b).is_some())),
            both.map_or(0.0, |(a, b)| ln(apart(a, b))),
            days.map_or(0.0, |days| ln(self.days.get(&days).copied().unwrap_or(0) as f32)),
        ]
    }

    /// How like it is to the main happening and to any other.
    fn likeness(&self, scales: &Scales<'_, '_>, at: usize) -> [f32; 2] {
        let main = scales.main.filter(|&main| main != at).map(|main| &scales.told[main]);
        let like_main =
            main.map_or(0.0, |main| super::choosing::likeness(scales.facts, main, &scales.told[at], &self.rarity));
        [like_main, if self.likelier(at) < OTHERS { self.nearest(scales, at) } else { 0.0 }]
    }

    /// How many are likelier to be listed.
    fn likelier(&self, at: usize) -> usize {
        self.ordered.len() - self.ordered.partition_point(|other| *other <= self.listed[at])
    }

    /// How likely it is one happening with the likeliest of some others: what was joined too seldom, and what it is often
    /// told with.
    fn nearest(&self, scales: &Scales<'_, '_>, at: usize) -> f32 {
        let first = |at: usize| scales.told[at].cluster.facts.first().map(|&fact| &scales.facts[fact]);
        let others = (0..scales.told.len()).filter(|&other| other != at).take(OTHERS);
        let likely = others.filter_map(|other| Some(likelihood(first(at)?, first(other)?, &self.rarity)));
        likely.fold(0.0, f32::max)
    }
}

/// The accounts of one happening.
struct Accounts<'s> {
    at: usize,
    told: &'s Told<'s>,
    facts: Vec<&'s Fact>,
    events: Vec<&'s Event>,
    reports: BTreeSet<usize>,
}

impl<'s> Accounts<'s> {
    fn of<'a: 's>(scales: &Scales<'s, 'a>, at: usize) -> Self {
        let told = &scales.told[at];
        let facts: Vec<&Fact> = told.cluster.facts.iter().map(|&at| &scales.facts[at]).collect();
        let events = facts.iter().map(|fact| event_of(scales.pile, fact)).collect();
        let reports = facts.iter().map(|fact| fact.report).collect();
        Self { at, told, facts, events, reports }
    }

    fn count(&self) -> f32 {
        self.facts.len().max(1) as f32
    }

    fn most(&self, of: impl Fn(&Fact) -> f32) -> f32 {
        self.facts.iter().map(|fact| of(fact)).fold(0.0, f32::max)
    }

    /// The part of the accounts of which something holds.
    fn part(&self, holds: impl Fn(&Event) -> bool) -> f32 {
        self.events.iter().filter(|event| holds(event)).count() as f32 / self.count()
    }

    /// What kind of happening it is, and whether it happened.
    fn kinds(&self) -> [f32; 13] {
        let class = |class: HappeningClass| self.part(|event| event.class == class);
        let real = |factuality: Factuality| self.part(|event| event.factuality == factuality);
        [
            class(HappeningClass::Occurrence),
            class(HappeningClass::Announcement),
            class(HappeningClass::Speech),
            class(HappeningClass::Plan),
            class(HappeningClass::State),
            class(HappeningClass::Perception) + class(HappeningClass::Aspect),
            real(Factuality::Asserted),
            real(Factuality::Attributed),
            real(Factuality::Planned),
            real(Factuality::Conditional) + real(Factuality::Possible),
            real(Factuality::Denied),
            flag(self.told.event.polarity == Polarity::Negative),
            flag(self.told.event.kind.is_some()),
        ]
    }

    /// Who and what is in it, and where it stands.
    fn looks(&self, scales: &Scales<'_, '_>) -> [f32; 13] {
        let event = self.told.event;
        let earliest = self.facts.iter().filter_map(|fact| fact.sentence).min().unwrap_or(99) as f32;
        let in_title = self.facts.iter().zip(&self.events).any(|(fact, event)| {
            let blocks = &scales.pile.tellings[fact.report].report.blocks;
            blocks.iter().any(|block| block.kind == BlockKind::Title && block.span.overlaps(event.trigger))
        });
        let nouns = self.facts.iter().filter(|fact| fact.nominal).count() as f32;
        [
            ln(event.actors.len() as f32),
            ln(event.recipients.len() as f32),
            flag(event.actors.iter().any(|id| scales.linked.is_named(id.0))),
            flag(event.place.is_some()),
            flag(self.facts.iter().any(|fact| !fact.numbers.is_empty())),
            ln(earliest),
            flag(in_title),
            flag(earliest < 3.0),
            event.headline.split_whitespace().count() as f32 / 20.0,
            self.part(|event| event.clause.own),
            nouns / self.count(),
            flag(titles::can_be_printed(&event.headline)),
            self.part(|event| event.attribution.is_some()),
        ]
    }
}

fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

fn ln(x: f32) -> f32 {
    (1.0 + x).ln()
}

/// How likely one of the lines of reporting is right to think that an editor lists it.
fn listed(scales: &Scales<'_, '_>, one: &Told<'_>) -> f32 {
    1.0 - by_line(scales, one).values().map(|weight| 1.0 - weight).product::<f32>()
}

/// What each line of reporting thinks of it: by its weightiest mention.
fn by_line(scales: &Scales<'_, '_>, one: &Told<'_>) -> BTreeMap<usize, f32> {
    let mut lines: BTreeMap<usize, f32> = BTreeMap::new();
    for &at in &one.cluster.facts {
        let fact = &scales.facts[at];
        let line = lines.entry(scales.line_of.get(fact.report).copied().unwrap_or(fact.report)).or_insert(0.0);
        *line = line.max(fact.weight.min(SUREST));
    }
    lines
}

/// No single account is surer than this.
const SUREST: f32 = 0.95;

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

    /// In what part of the other reports the words stand, on the whole; a half where there is one report.
    fn share<'w>(&self, words: impl ExactSizeIterator<Item = &'w String>) -> f32 {
        let count = words.len();
        if self.all < 2 || count == 0 {
            return 0.5;
        }
        let others = |word: &String| self.reports.get(word).map_or(0, |reports| reports.saturating_sub(1));
        let sum: usize = words.map(others).sum();
        sum as f32 / (count * (self.all - 1)) as f32
    }
}

/// When a happening of the story was.
fn when(one: &Told<'_>) -> Option<Interval> {
    Interval::parse(&one.event.time.as_ref()?.value)
}
