//! What speaks for and against two accounts telling of one happening, as numbers.

use super::facts::Fact;
use crate::words::{jaccard, overlap};
use record::HappeningClass;
use std::collections::{BTreeSet, HashMap};

/// How many numbers compare two accounts.
pub(crate) const COUNT: usize = 43;

/// What they are, for those who look at a trained scorer.
pub(crate) const NAMES: [&str; COUNT] = [
    "likeness",
    "same word",
    "same word and likeness",
    "clause",
    "clause, smaller",
    "sentence",
    "sentence and likeness",
    "actors shared",
    "actors apart",
    "recipients shared",
    "recipients apart",
    "parties shared",
    "parties apart",
    "same place",
    "other place",
    "same day",
    "times meet",
    "times apart",
    "one undated",
    "both undated",
    "same report",
    "days between reports",
    "both main",
    "one main",
    "lesser weight",
    "greater weight",
    "same class",
    "both said",
    "one to come",
    "one denied",
    "same type",
    "other type",
    "numbers shared",
    "numbers apart",
    "both nouns",
    "one noun",
    "same sentence",
    "sentences between",
    "clause, rare words",
    "sentence, rare words",
    "rarity of the word",
    "rare words and likeness",
    "numbers and clause",
];

/// Sentences of one report further apart than this are as far as any.
const FAR_SENTENCES: f32 = 20.0;
/// Reports that came out further apart than so many days are as far as any.
const FAR_DAYS: f32 = 14.0;

/// How rare words are among the accounts of a pile.
#[derive(Debug, Default)]
pub(crate) struct Rarity {
    /// In how many accounts' sentences a word stands.
    counts: HashMap<String, usize>,
    all: usize,
}

impl Rarity {
    /// Counts the words of all accounts.
    pub(crate) fn new(facts: &[Fact]) -> Self {
        let mut counts = HashMap::new();
        for word in facts.iter().flat_map(|fact| &fact.context) {
            *counts.entry(word.clone()).or_insert(0) += 1;
        }
        Self { counts, all: facts.len() }
    }

    /// The logarithm of all accounts over those that have the word, 1 for the rarest (Sparck Jones 1972).
    fn of(&self, word: &str) -> f32 {
        let all = (self.all + 1) as f32;
        let count = self.counts.get(word).map_or(1.0, |&count| count as f32);
        (all / count).ln().max(0.0) / all.ln().max(1.0)
    }

    /// Shared rarity over all rarity.
    pub(crate) fn shared(&self, a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
        let sum = |words: &mut dyn Iterator<Item = &String>| -> f32 { words.map(|word| self.of(word)).sum() };
        let all = sum(&mut a.union(b));
        if all > 0.0 { sum(&mut a.intersection(b)) / all } else { 0.0 }
    }
}

/// The numbers that compare two accounts; the same whichever comes first.
pub(crate) fn features(a: &Fact, b: &Fact, rarity: &Rarity) -> [f32; COUNT] {
    let flag = |on: bool| if on { 1.0 } else { 0.0 };
    let share = |x: f64| x as f32;
    let likeness: f32 = a.vector.iter().zip(&b.vector).map(|(x, y)| x * y).sum();
    let same_word = a.stem == b.stem;
    let sentence = share(jaccard(&a.context, &b.context));
    let sets = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| {
        let shared = !x.is_disjoint(y);
        (flag(shared), flag(!shared && !x.is_empty() && !y.is_empty()))
    };
    let (actors, actors_apart) = sets(&a.actors, &b.actors);
    let (recipients, recipients_apart) = sets(&a.recipients, &b.recipients);
    let (parties, parties_apart) = sets(&a.parties(), &b.parties());
    let places = a.place.zip(b.place);
    let times = a.when.zip(b.when);
    let meet = times.is_some_and(|(x, y)| x.meet(&y).is_some());
    let day = times.is_some_and(|(x, y)| x.is_day() && y.is_day() && x.from == y.from);
    let same_report = a.report == b.report;
    let days = a.told.zip(b.told).map_or(0.0, |(x, y)| ((x - y).get_days().abs() as f32).min(FAR_DAYS) / FAR_DAYS);
    let kinds = a.kind.as_deref().zip(b.kind.as_deref());
    let numbers_shared = !a.numbers.is_disjoint(&b.numbers);
    let between = match (same_report, a.sentence, b.sentence) {
        (true, Some(x), Some(y)) => (x.abs_diff(y) as f32).min(FAR_SENTENCES) / FAR_SENTENCES,
        _ => 0.0,
    };
    let rare = rarity.shared(&a.clause, &b.clause);
    let said = |fact: &Fact| matches!(fact.class, HappeningClass::Announcement | HappeningClass::Speech);
    let ahead = |fact: &Fact| fact.future == Some(true);
    [
        likeness,
        flag(same_word),
        flag(same_word) * likeness,
        share(jaccard(&a.clause, &b.clause)),
        share(overlap(&a.clause, &b.clause)),
        sentence,
        sentence * likeness,
        actors,
        actors_apart,
        recipients,
        recipients_apart,
        parties,
        parties_apart,
        flag(places.is_some_and(|(x, y)| x == y)),
        flag(places.is_some_and(|(x, y)| x != y)),
        flag(day),
        flag(meet && !day),
        flag(times.is_some() && !meet),
        flag(a.when.is_some() != b.when.is_some()),
        flag(a.when.is_none() && b.when.is_none()),
        flag(same_report),
        days,
        flag(a.main && b.main),
        flag(a.main != b.main),
        a.weight.min(b.weight),
        a.weight.max(b.weight),
        flag(a.class == b.class),
        flag(said(a) && said(b)),
        flag(ahead(a) != ahead(b)),
        flag(a.negative != b.negative),
        flag(kinds.is_some_and(|(x, y)| x == y)),
        flag(kinds.is_some_and(|(x, y)| x != y)),
        flag(numbers_shared),
        flag(!numbers_shared && !a.numbers.is_empty() && !b.numbers.is_empty()),
        flag(a.nominal && b.nominal),
        flag(a.nominal != b.nominal),
        flag(same_report && a.sentence == b.sentence),
        between,
        rare,
        rarity.shared(&a.context, &b.context),
        flag(same_word) * rarity.of(&a.stem),
        rare * likeness,
        flag(numbers_shared) * rare,
    ]
}
