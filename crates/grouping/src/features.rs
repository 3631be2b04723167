//! What compares two reports.

use crate::profile::{Happening, Profile};
use crate::rarity::Rarity;
use crate::words::{Weights, common};
use std::ops::Deref;

/// How many numbers compare two reports.
pub const COUNT: usize = 30;

/// What they are.
pub const FEATURES: [&str; COUNT] = [
    "words",
    "names",
    "words that are no names",
    "first sentences",
    "title",
    "title in the other's first sentences",
    "persons",
    "bodies",
    "places",
    "persons apart",
    "places apart",
    "rarest shared name",
    "numbers",
    "days between",
    "no days known",
    "days of happenings shared",
    "days of main happenings apart",
    "same day of main happening",
    "happenings alike",
    "main happenings alike",
    "weightiest happenings alike",
    "nearest happenings alike",
    "words of happenings",
    "same main predicate",
    "runs of words shared",
    "words and names",
    "no names but words",
    "shorter length",
    "shared rare words",
    "likeness and names",
];

/// Reports further apart than so many days are as far as any.
pub(crate) const FAR_DAYS: f32 = 14.0;

/// A report with its words weighed by the pile.
pub(crate) struct Weighed<P> {
    pub(crate) profile: P,
    words: Weights,
    plain: Weights,
    names: Weights,
    nouns: Weights,
    head: Weights,
    lead: Weights,
    lead_words: Weights,
    persons: Weights,
    bodies: Weights,
    places: Weights,
    numbers: Weights,
    happenings: Vec<Weights>,
    mean: Vec<f32>,
}

impl<P: Deref<Target = Profile>> Weighed<P> {
    pub(crate) fn new(profile: P, rarity: &Rarity) -> Self {
        let once = |list: &Weights| list.weighed(|key, _| rarity.of(key));
        let words = rarity.weigh(&profile.words);
        Self {
            plain: once(&profile.words),
            words: words.unit(),
            names: rarity.weigh(&profile.names).unit(),
            nouns: rarity.weigh(&profile.nouns).unit(),
            head: once(&profile.head),
            lead: rarity.weigh(&profile.lead).unit(),
            lead_words: once(&profile.lead),
            persons: rarity.weigh(&profile.persons),
            bodies: rarity.weigh(&profile.bodies),
            places: rarity.weigh(&profile.places),
            numbers: once(&profile.numbers),
            happenings: profile.happenings.iter().map(|happening| once(&happening.words)).collect(),
            mean: mean(&profile.happenings),
            profile,
        }
    }

    /// The keys that find likely partners, the heaviest first.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (u64, f32)> + '_ {
        let lists = [&self.plain, &self.lead_words, &self.persons, &self.bodies, &self.places, &self.numbers];
        lists.into_iter().flat_map(Weights::iter)
    }
}

/// The mean of the vectors of the weightiest happenings, as a unit.
fn mean(happenings: &[Happening]) -> Vec<f32> {
    let size = happenings.iter().map(|happening| happening.vector.len()).max().unwrap_or(0);
    let mut sum = vec![0.0_f32; size];
    for happening in happenings {
        for (sum, x) in sum.iter_mut().zip(&happening.vector) {
            *sum += x * happening.weight;
        }
    }
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        sum.iter_mut().for_each(|x| *x /= length);
    }
    sum
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Days between two stretches of days, 0 where they meet.
pub(crate) fn days_between(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> Option<i32> {
    let ((a, to_a), (b, to_b)) = a.zip(b)?;
    Some((a - to_b).max(b - to_a).max(0))
}

/// The numbers that compare two reports; the same whichever comes first.
pub(crate) fn features<P: Deref<Target = Profile>>(a: &Weighed<P>, b: &Weighed<P>, rarity: &Rarity) -> [f32; COUNT] {
    let flag = |on: bool| if on { 1.0 } else { 0.0 };
    let (p, q): (&Profile, &Profile) = (&a.profile, &b.profile);
    let words = a.words.cosine(&b.words);
    let names = a.names.cosine(&b.names);
    let nouns = a.nouns.cosine(&b.nouns);
    let persons = a.persons.overlap(&b.persons);
    let places = a.places.overlap(&b.places);
    let apart = |x: &Weights, y: &Weights, shared: f32| flag(shared == 0.0 && !x.is_empty() && !y.is_empty());
    let rarest = [(&a.persons, &b.persons), (&a.bodies, &b.bodies), (&a.places, &b.places)]
        .into_iter()
        .map(|(x, y)| rarest(x, y, rarity))
        .fold(0.0, f32::max);
    let between = days_between(p.days, q.days);
    let (first_a, first_b) = (p.happenings.first(), q.happenings.first());
    let main_days = p.scene.day.zip(q.scene.day);
    let of = |x: Option<&Happening>, y: Option<&Happening>| match (x, y) {
        (Some(x), Some(y)) => dot(&x.vector, &y.vector),
        _ => 0.0,
    };
    let (nearest, best) = nearest(p, q);
    let mut clauses = 0.0_f32;
    for x in a.happenings.iter().take(3) {
        for y in b.happenings.iter().take(3) {
            clauses = clauses.max(x.overlap(y) * flag(x.len() > 2 && y.len() > 2));
        }
    }
    let runs = common(&p.runs, &q.runs) as f32 / p.runs.len().min(q.runs.len()).max(1) as f32;
    let rare = a.plain.shared(&b.plain, |x, _| if x > 0.7 { 1.0 } else { 0.0 });
    let alike = dot(&a.mean, &b.mean);
    [
        words,
        names,
        nouns,
        a.lead.cosine(&b.lead),
        a.head.overlap(&b.head),
        (a.head.overlap(&b.lead_words) + b.head.overlap(&a.lead_words)) / 2.0,
        persons,
        a.bodies.overlap(&b.bodies),
        places,
        apart(&a.persons, &b.persons, persons),
        apart(&a.places, &b.places, places),
        rarest,
        a.numbers.overlap(&b.numbers),
        between.map_or(0.0, |days| (days as f32).min(FAR_DAYS) / FAR_DAYS),
        flag(between.is_none()),
        flag(p.dated.shared(&q.dated, |_, _| 1.0) > 0.0),
        flag(main_days.is_some_and(|(x, y)| x != y)),
        flag(main_days.is_some_and(|(x, y)| x == y)),
        alike,
        of(first_a, first_b),
        best,
        nearest,
        clauses,
        flag(first_a.zip(first_b).is_some_and(|(x, y)| x.predicate == y.predicate)),
        runs,
        (words * names).max(0.0).sqrt(),
        (nouns - names).max(0.0),
        ((p.words.len().min(q.words.len()) + 1) as f32).ln() / 6.0,
        (1.0 + rare).ln() / 3.0,
        alike * names,
    ]
}

/// How rare the rarest name is that both have.
fn rarest(a: &Weights, b: &Weights, rarity: &Rarity) -> f32 {
    let rare = |list: &Weights| list.weighed(|key, _| rarity.of(key));
    let (a, b) = (rare(a), rare(b));
    let mut most = 0.0_f32;
    for (key, weight) in a.iter() {
        if weight > most && b.iter().any(|(other, _)| other == key) {
            most = weight;
        }
    }
    most
}

/// How near the weightiest happenings of each come to any of the other, on the mean; and the nearest two of the first three.
fn nearest(p: &Profile, q: &Profile) -> (f32, f32) {
    if p.happenings.is_empty() || q.happenings.is_empty() {
        return (0.0, 0.0);
    }
    let side = |p: &Profile, q: &Profile| {
        let best = p
            .happenings
            .iter()
            .take(5)
            .map(|x| q.happenings.iter().map(|y| dot(&x.vector, &y.vector)).fold(-1.0_f32, f32::max));
        best.sum::<f32>() / p.happenings.len().min(5) as f32
    };
    let mut most = -1.0_f32;
    for x in p.happenings.iter().take(3) {
        for y in q.happenings.iter().take(3) {
            most = most.max(dot(&x.vector, &y.vector));
        }
    }
    ((side(p, q) + side(q, p)) / 2.0, most)
}
