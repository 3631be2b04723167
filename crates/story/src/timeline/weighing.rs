//! What speaks for and against a happening as a row of the timeline, in numbers, over all of its accounts and against
//! the others of the story.

use super::{Told, event_of};
use crate::dates::{Interval, Precision};
use crate::linking::Linked;
use crate::merging::{Fact, Rarity};
use crate::pile::Pile;
use crate::titles;
use crate::words::content;
use record::HappeningClass;
use record::network::Network;
use record::reading::{Factuality, Polarity, TimeBasis};
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
];

/// How many numbers.
pub(crate) const COUNT: usize = 59;

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
    first_day: Option<jiff::civil::Date>,
    last_day: Option<jiff::civil::Date>,
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

    #[allow(clippy::too_many_lines)]
    fn numbers(&self, scales: &Scales<'_, '_>, at: usize) -> [f32; COUNT] {
        let one = &scales.told[at];
        let facts: Vec<&Fact> = one.cluster.facts.iter().map(|&at| &scales.facts[at]).collect();
        let events: Vec<_> = facts.iter().map(|fact| event_of(scales.pile, fact)).collect();
        let all = facts.len().max(1) as f32;
        let reports: BTreeSet<usize> = facts.iter().map(|fact| fact.report).collect();
        let told = scales.pile.tellings.len().max(1) as f32;
        let lines = by_line(scales, one);
        let listed = self.listed[at];
        let most = |of: &dyn Fn(&Fact) -> f32| facts.iter().map(|fact| of(fact)).fold(0.0, f32::max);
        let mean = |of: &dyn Fn(&Fact) -> bool| facts.iter().filter(|fact| of(fact)).count() as f32 / all;
        let part = |of: &dyn Fn(&record::reading::Event) -> bool| events.iter().filter(|event| of(event)).count() as f32 / all;
        let before = (self.ordered.len() - self.ordered.partition_point(|other| *other <= listed)) as f32;
        let interval = when(one);
        let main = scales.main.filter(|&main| main != at).map(|main| &scales.told[main]);
        let main_when = scales.main.and_then(|main| when(&scales.told[main]));
        let chosen: BTreeSet<usize> = facts.iter().filter(|fact| fact.main).map(|fact| fact.report).collect();
        let days_between = |a: Interval, b: Interval| ((a.from - b.to).get_days().max((b.from - a.to).get_days())).max(0) as f32;
        let published = self.first_day;
        let ago = interval.zip(published).map_or(0.0, |(when, day)| (day - when.to).get_days() as f32);
        let event = one.event;
        let title_words = event.headline.split_whitespace().count() as f32;
        let bounded = events.iter().any(|event| {
            event.time.as_ref().is_some_and(|time| time.basis == TimeBasis::Bounded && time.from.is_some())
        });
        let stated = events.iter().any(|event| event.time.as_ref().is_some_and(|time| time.basis == TimeBasis::Stated));
        let sure = events.iter().filter_map(|event| event.time.as_ref()?.likely).fold(0.0, f32::max);
        let earliest = facts.iter().filter_map(|fact| fact.sentence).min().unwrap_or(99) as f32;
        let in_title = facts.iter().any(|fact| {
            let trigger = event_of(scales.pile, fact).trigger;
            let blocks = &scales.pile.tellings[fact.report].report.blocks;
            blocks.iter().any(|block| block.kind == record::BlockKind::Title && block.span.overlaps(trigger))
        });
        let class = |class: HappeningClass| mean(&|fact| fact.class == class);
        let named = event.actors.iter().any(|id| scales.linked.is_named(id.0));
        let like_main = main.map_or(0.0, |main| super::choosing::likeness(scales.facts, main, one, &self.rarity));
        let context: BTreeSet<&String> = facts.iter().flat_map(|fact| &fact.context).collect();
        let flag = |yes: bool| f32::from(u8::from(yes));
        let ln = |x: f32| (1.0 + x).ln();
        [
            listed,
            (listed.clamp(0.01, 0.99) / (1.0 - listed.clamp(0.01, 0.99))).ln(),
            most(&|fact| fact.weight),
            facts.iter().map(|fact| fact.weight).sum::<f32>() / all,
            ln(facts.iter().map(|fact| fact.weight).sum::<f32>()),
            before / scales.told.len().max(1) as f32,
            before / told / 8.0,
            most(&|fact| fact.news),
            facts.iter().map(|fact| fact.news).sum::<f32>() / reports.len().max(1) as f32,
            chosen.len() as f32 / reports.len().max(1) as f32,
            chosen.len() as f32 / told,
            flag(scales.main == Some(at)),
            ln(all),
            ln(reports.len() as f32),
            reports.len() as f32 / told,
            ln(lines.len() as f32),
            lines.len() as f32 / self.lines as f32,
            ln(told),
            ln(scales.told.len() as f32 / told),
            self.topic.share(content(&event.headline).iter()),
            self.topic.share(context.iter().copied()),
            flag(interval.is_some()),
            flag(stated),
            sure,
            flag(interval.is_some_and(|when| when.precision <= Precision::Day)),
            flag(interval.is_none() && bounded),
            ln(ago.max(0.0)),
            flag(ago > 31.0),
            flag(interval.zip(self.last_day).is_some_and(|(when, last)| when.from > last)),
            flag(interval.zip(main_when).is_some_and(|(a, b)| a.meet(&b).is_some())),
            interval.zip(main_when).map_or(0.0, |(a, b)| ln(days_between(a, b))),
            interval.map_or(0.0, |when| ln(self.days.get(&when).copied().unwrap_or(0) as f32)),
            class(HappeningClass::Occurrence),
            class(HappeningClass::Announcement),
            class(HappeningClass::Speech),
            class(HappeningClass::Plan),
            class(HappeningClass::State),
            class(HappeningClass::Perception) + class(HappeningClass::Aspect),
            part(&|event| event.factuality == Factuality::Asserted),
            part(&|event| event.factuality == Factuality::Attributed),
            part(&|event| event.factuality == Factuality::Planned),
            part(&|event| matches!(event.factuality, Factuality::Conditional | Factuality::Possible)),
            part(&|event| event.factuality == Factuality::Denied),
            flag(event.polarity == Polarity::Negative),
            flag(event.kind.is_some()),
            ln(event.actors.len() as f32),
            ln(event.recipients.len() as f32),
            flag(named),
            flag(event.place.is_some()),
            flag(facts.iter().any(|fact| !fact.numbers.is_empty())),
            ln(earliest),
            flag(in_title),
            flag(earliest < 3.0),
            title_words / 20.0,
            part(&|event| event.clause.own),
            mean(&|fact| fact.nominal),
            flag(titles::can_be_printed(&event.headline)),
            part(&|event| event.attribution.is_some()),
            like_main,
        ]
    }
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
