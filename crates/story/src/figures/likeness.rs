//! What speaks for and against two numbers measuring one thing, as numbers.

use super::amount::Amount;
use crate::linking::Linked;
use crate::merging::{Fact, Rarity, likelihood};
use crate::pile::Pile;
use crate::words::{content, jaccard, overlap, stem};
use record::Span;
use record::network::Network;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the numbers are, for those who look at the fitted network.
pub(crate) const NAMES: [&str; COUNT] = [
    "same unit",
    "same measure",
    "no unit",
    "same value",
    "ratio",
    "far apart",
    "both small",
    "likely one happening",
    "both in happenings",
    "same happening",
    "sentence",
    "sentence, rare words",
    "what they hang on",
    "the smaller of it",
    "same word above",
    "words of both",
    "same report",
    "same sentence",
    "days between",
    "percent",
    "money",
    "time",
    "age",
    "bounded",
    "entities",
    "entities apart",
    "same nearest",
    "other nearest",
    "how many",
    "has the other's",
    "likeness",
    "both main",
    "both in lead",
    "times meet",
    "times apart",
    "clause",
    "one to come",
];
/// How many numbers there are.
pub(crate) const COUNT: usize = 37;

/// The trained scorer that the program carries (`training/quantities.py`).
static LEARNED: LazyLock<Network> = LazyLock::new(|| Network::read(include_str!("../../data/quantities.tsv"), COUNT));

/// A number where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    /// Index of its report in the pile.
    pub report: usize,
    pub amount: Amount,
    /// With what it counts.
    pub span: Span,
    /// The number alone.
    pub number: Span,
    /// The account in whose clause it stands.
    fact: Option<usize>,
    cluster: Option<usize>,
    sentence: usize,
    /// What its sentence speaks of.
    context: BTreeSet<String>,
    /// What it hangs on.
    of: BTreeSet<String>,
    above: Option<String>,
    /// Its own words but for the number.
    words: BTreeSet<String>,
    entities: BTreeSet<usize>,
    nearest: Option<usize>,
}

/// All numbers of the reports, in the order of the pile.
pub(crate) fn counted(
    pile: &Pile<'_>,
    linked: &Linked,
    facts: &[Fact],
    cluster_of: &BTreeMap<usize, usize>,
) -> Vec<Counted> {
    let fact_of: BTreeMap<(usize, usize), usize> =
        facts.iter().enumerate().map(|(at, fact)| ((fact.report, fact.event), at)).collect();
    let mut all = Vec::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        for quantity in &telling.reading.quantities {
            let Some(amount) = Amount::parse(telling.words(quantity.span)) else { continue };
            let sentence = telling.sentence(quantity.number);
            let fact = quantity.event.and_then(|event| fact_of.get(&(report, event.0)).copied());
            let mentions = &telling.reading.mentions;
            let from = mentions.partition_point(|mention| mention.span.start < sentence.start);
            let inside =
                mentions[from..].iter().take_while(|mention| mention.span.start < sentence.end).take(MOST_MENTIONS);
            let known: Vec<(usize, usize)> = inside
                .filter_map(|mention| {
                    let entity = linked.entity(report, mention.entity?)?;
                    Some((mention.span.start.abs_diff(quantity.number.start), entity))
                })
                .collect();
            all.push(Counted {
                report,
                amount,
                span: quantity.span,
                number: quantity.number,
                fact,
                cluster: fact.and_then(|fact| cluster_of.get(&fact).copied()),
                sentence: telling.analysis.sentence_at(quantity.number.start).unwrap_or(usize::MAX),
                context: content(telling.words(sentence)).into_iter().take(MOST_WORDS).collect(),
                of: quantity.of.iter().map(|word| stem(word)).collect(),
                above: quantity.of.get(1).map(|word| stem(word)),
                words: content(telling.words(quantity.span)),
                nearest: known.iter().min().map(|(_, entity)| *entity),
                entities: known.into_iter().map(|(_, entity)| entity).collect(),
            });
        }
    }
    all
}

const MOST_WORDS: usize = 64;
const MOST_MENTIONS: usize = 64;
/// Reports that came out further apart than so many days are as far as any.
const FAR_DAYS: f32 = 14.0;
/// So many numbers of one unit in a report are as many as any.
const MANY: f32 = 8.0;

/// What is looked up for all pairs.
pub(crate) struct Comparison<'c> {
    pub facts: &'c [Fact],
    rarity: Rarity,
    /// Which values a report gives of a unit.
    given: BTreeSet<(usize, String, u64)>,
    /// How many numbers of a unit a report has.
    counts: BTreeMap<(usize, String), usize>,
}

impl<'c> Comparison<'c> {
    pub(crate) fn new(facts: &'c [Fact], all: &[Counted]) -> Self {
        let mut counts = BTreeMap::new();
        for one in all {
            *counts.entry((one.report, one.amount.unit.clone())).or_insert(0) += 1;
        }
        let given = all.iter().map(|one| (one.report, one.amount.unit.clone(), one.amount.value.to_bits())).collect();
        Self { facts, rarity: Rarity::new(facts), given, counts }
    }

    /// Whether the report of `one` gives the amount of `other` somewhere.
    pub(crate) fn has(&self, one: &Counted, other: &Counted) -> bool {
        self.given.contains(&(one.report, other.amount.unit.clone(), other.amount.value.to_bits()))
    }

    /// How likely the two measure one thing.
    pub(crate) fn likely(&self, a: &Counted, b: &Counted) -> f32 {
        LEARNED.likely(&self.numbers(a, b))
    }

    /// The numbers that compare two; the same whichever comes first.
    pub(crate) fn numbers(&self, a: &Counted, b: &Counted) -> [f32; COUNT] {
        let flag = |on: bool| if on { 1.0 } else { 0.0 };
        let share = |x: f64| x as f32;
        let (x, y) = (&a.amount, &b.amount);
        let (low, high) = (x.value.min(y.value).max(1e-9), x.value.max(y.value).max(1e-9));
        let facts = a.fact.zip(b.fact).map(|(a, b)| (&self.facts[a], &self.facts[b]));
        let unit = |unit: &str| flag(x.unit == unit && y.unit == unit);
        let money = |amount: &Amount| matches!(amount.unit.as_str(), "$" | "£" | "€" | "¥");
        let many = |one: &Counted| {
            self.counts.get(&(one.report, one.amount.unit.clone())).map_or(0.0, |n| (*n as f32).min(MANY) / MANY)
        };
        let told = facts.and_then(|(a, b)| a.told.zip(b.told));
        let times = facts.and_then(|(a, b)| a.when.zip(b.when));
        let meet = times.is_some_and(|(x, y)| x.meet(&y).is_some());
        let nearest = a.nearest.zip(b.nearest);
        let bounded = |amount: &Amount| amount.or_more || amount.or_less || amount.rough;
        [
            flag(x.unit == y.unit && !x.unit.is_empty()),
            flag(x.word == y.word && !x.word.is_empty()),
            flag(x.unit.is_empty() || y.unit.is_empty()),
            flag(x.value == y.value),
            share((high / low).ln().min(3.0) / 3.0),
            flag(high / low > 2.6),
            flag(high <= 10.0),
            facts.map_or(0.0, |(a, b)| likelihood(a, b, &self.rarity)),
            flag(facts.is_some()),
            flag(a.cluster.is_some() && a.cluster == b.cluster),
            share(jaccard(&a.context, &b.context)),
            self.rarity.shared(&a.context, &b.context),
            share(jaccard(&a.of, &b.of)),
            share(overlap(&a.of, &b.of)),
            flag(a.above.is_some() && a.above == b.above),
            share(jaccard(&a.words, &b.words)),
            flag(a.report == b.report),
            flag(a.report == b.report && a.sentence == b.sentence),
            told.map_or(0.0, |(x, y)| ((x - y).get_days().abs() as f32).min(FAR_DAYS) / FAR_DAYS),
            unit("%"),
            flag(money(x) && money(y)),
            unit("time"),
            unit("old"),
            flag(bounded(x) || bounded(y)),
            share(jaccard(&a.entities, &b.entities)),
            flag(!a.entities.is_empty() && !b.entities.is_empty() && a.entities.is_disjoint(&b.entities)),
            flag(nearest.is_some_and(|(x, y)| x == y)),
            flag(nearest.is_some_and(|(x, y)| x != y)),
            many(a).max(many(b)),
            flag(x.value != y.value && (self.has(a, b) || self.has(b, a))),
            facts.map_or(0.0, |(a, b)| a.vector.iter().zip(&b.vector).map(|(x, y)| x * y).sum()),
            flag(facts.is_some_and(|(a, b)| a.main && b.main)),
            flag(a.sentence <= 2 && b.sentence <= 2),
            flag(meet),
            flag(times.is_some() && !meet),
            facts.map_or(0.0, |(a, b)| share(jaccard(&a.clause, &b.clause))),
            flag(facts.is_some_and(|(a, b)| (a.future == Some(true)) != (b.future == Some(true)))),
        ]
    }
}
