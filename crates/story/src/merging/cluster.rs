//! Accounts taken for one event so far, and whether one more fits.

use super::facts::{Fact, by_side};
use crate::dates::{Interval, Precision};
use crate::linking::Linked;
use crate::words::{content, jaccard};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Reports that give one thing of long ago different years are not further apart than this.
const YEARS_APART: i16 = 2;

/// Sentences that share this part of their words, and so many beside the act, tell of one thing.
const SAME_THINGS: f64 = 0.25;
const FEWEST_WORDS: usize = 4;

/// Sentences that share this part of their words, and have so many, were copied from each other or from a third.
const SAME_WORDS: f64 = 0.75;
const FEWEST_COPIED: usize = 3;

/// A number of people that tells one thing from another.
const MANY: u64 = 3;

/// Several facts as one.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// Indices of the facts, in order.
    pub facts: Vec<usize>,
    pub kind: Option<String>,
    pub stems: BTreeSet<String>,
    /// What the sentence of its first account speaks of.
    pub context: BTreeSet<String>,
    /// CAMEO codes, without those that only name a kind.
    pub codes: BTreeSet<String>,
    /// What happened to how many people, where the numbers are exact.
    pub tolls: BTreeSet<(&'static str, u64)>,
    pub when: Option<Interval>,
    pub actors: BTreeSet<usize>,
    pub recipients: BTreeSet<usize>,
    /// Sides of actors and recipients, with the persons named of each.
    pub sides: BTreeMap<usize, BTreeSet<usize>>,
    pub beside: BTreeSet<usize>,
    pub places: BTreeSet<usize>,
    pub round: Option<u32>,
    pub apart: bool,
    /// Whether all that tell so put it in the future.
    pub future: Option<bool>,
    pub negative: bool,
    /// Publication day of the first of its reports, where known.
    pub told: Option<Date>,
    pub reports: BTreeSet<usize>,
}

/// How two groups of accounts stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Fit {
    /// Both are known to the day, and it is the same.
    pub same_day: bool,
    /// Both times are known, and one lies in the other.
    pub same_time: bool,
    /// Shared sides or persons without a side.
    pub shared: usize,
    /// Persons in both.
    pub persons: usize,
    /// The fewer of both sides' numbers of participants.
    pub fewest: usize,
    /// Shared on the actors' side, and on the recipients'.
    pub actors: usize,
    pub recipients: usize,
    pub place: bool,
    pub round: bool,
    pub stem: bool,
    /// Their sentences speak of the same things.
    pub context: bool,
    /// Both tell of one thing of years ago between the same sides, whatever year and direction they give it.
    pub background: bool,
    /// The same people: one thing happened to one number of them, however they are called.
    pub toll: bool,
    /// Their sentences are the same but for a word.
    pub copied: bool,
    /// Both have one CAMEO code that names an act of its own, and not only a kind of acts.
    pub code: bool,
}

impl Cluster {
    pub(crate) fn new(index: usize, fact: &Fact, told: Option<Date>, linked: &Linked) -> Self {
        let core: BTreeSet<usize> = fact.actors.union(&fact.recipients).copied().collect();
        Self {
            facts: vec![index],
            kind: fact.kind.clone(),
            stems: BTreeSet::from([fact.stem.clone()]),
            codes: fact.code.iter().cloned().collect(),
            tolls: fact.toll.zip(fact.figure.and_then(|figure| figure.exact())).into_iter().collect(),
            context: fact.context.clone(),
            when: fact.when,
            actors: fact.actors.clone(),
            recipients: fact.recipients.clone(),
            sides: by_side(&core, linked),
            beside: fact.beside.clone(),
            places: fact.place.into_iter().collect(),
            round: fact.round,
            apart: fact.apart,
            future: fact.future,
            negative: fact.negative,
            told,
            reports: BTreeSet::from([fact.report]),
        }
    }

    /// Takes in another.
    pub(crate) fn absorb(&mut self, other: Self, linked: &Linked) {
        self.facts.extend(other.facts);
        self.facts.sort_unstable();
        self.stems.extend(other.stems);
        self.codes.extend(other.codes);
        self.tolls.extend(other.tolls);
        self.when = match (self.when, other.when) {
            (Some(a), Some(b)) => a.meet(&b).or(Some(a)),
            (a, b) => a.or(b),
        };
        self.actors.extend(other.actors);
        self.recipients.extend(other.recipients);
        let core: BTreeSet<usize> = self.actors.union(&self.recipients).copied().collect();
        self.sides = by_side(&core, linked);
        self.beside.extend(other.beside);
        self.places.extend(other.places);
        self.round = self.round.or(other.round);
        self.apart |= other.apart;
        self.future = match (self.future, other.future) {
            (Some(a), Some(b)) => Some(a && b),
            (a, b) => a.or(b),
        };
        self.negative &= other.negative;
        self.told = [self.told, other.told].into_iter().flatten().min();
        self.reports.extend(other.reports);
    }

    /// Whether it is a meeting of any kind.
    pub(crate) fn is_meeting(&self) -> bool {
        self.kind.as_deref() == Some(super::facts::MEETING)
    }

    /// Whether it is done with words: then the same people do it again and again, each time for another matter.
    pub(crate) fn is_speech(&self) -> bool {
        matches!(
            self.kind.as_deref(),
            Some("AGREE" | "REQUEST" | "REJECT" | "ACCUSE" | "THREATEN" | "SUPPORT" | "CONCEDE")
        )
    }

    /// What speaks for both being one event; `None` when something rules it out.
    pub(crate) fn fit(&self, other: &Self, linked: &Linked) -> Option<Fit> {
        if self.kind != other.kind {
            return None;
        }
        let mut fit = Fit { stem: !self.stems.is_disjoint(&other.stems), ..Fit::default() };
        fit.code = !self.codes.is_disjoint(&other.codes);
        fit.background = self.one_background(other, fit);
        // Dear to compare, and of use only where the act is the same.
        if fit.stem || fit.code {
            let alike = jaccard(&self.context, &other.context);
            fit.context = !self.is_meeting() && alike >= SAME_THINGS && self.shared_words(other) >= FEWEST_WORDS;
            fit.copied = alike >= SAME_WORDS && self.context.len().min(other.context.len()) >= FEWEST_COPIED;
        }
        // One or two people are hurt again and again.
        fit.toll = self.tolls.intersection(&other.tolls).any(|&(_, people)| people >= MANY);
        match (&self.when, &other.when) {
            (Some(a), Some(b)) => {
                fit.same_time = a.meet(b).is_some();
                fit.same_day = fit.same_time && a.is_day() && b.is_day();
                if !fit.same_time && !fit.background {
                    return None;
                }
            }
            // What a report tells as past was not after its publication.
            (Some(when), None) if other.future == Some(false) && other.told.is_some_and(|told| when.from > told) => {
                return None;
            }
            (None, Some(when)) if self.future == Some(false) && self.told.is_some_and(|told| when.from > told) => {
                return None;
            }
            _ => {}
        }
        match (self.round, other.round) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(_), Some(_)) => fit.round = true,
            _ => {}
        }
        if fit.background {
            fit.shared = self.sides.len();
            return Some(fit);
        }
        if self.is_meeting() {
            self.together(other, linked, &mut fit)?
        } else {
            self.directed(other, linked, &mut fit)?
        }
        fit.place = !self.places.is_disjoint(&other.places);
        Some(fit)
    }

    /// How many words the sentences have in common beside the act.
    fn shared_words(&self, other: &Self) -> usize {
        let act = |stem: &&String| self.stems.contains(*stem) || other.stems.contains(*stem);
        self.context.intersection(&other.context).filter(|stem| !act(stem)).count()
    }

    /// "Norland broke with Suderia in 1998", "Suderia broke with Norland in 1997": one breach, told differently.
    fn one_background(&self, other: &Self, fit: Fit) -> bool {
        let (Some(a), Some(b)) = (&self.when, &other.when) else { return false };
        let years = |interval: &Interval| (interval.precision == Precision::Year).then(|| interval.from.year());
        let near = years(a).zip(years(b)).is_some_and(|(a, b)| (a - b).abs() <= YEARS_APART);
        let sides = self.sides.len() > 1 && self.sides.keys().eq(other.sides.keys());
        near && sides && (fit.stem || fit.code) && !self.is_meeting() && self.negative == other.negative
    }

    /// Those who meet do it with each other: actors and recipients are one set.
    fn together(&self, other: &Self, linked: &Linked, fit: &mut Fit) -> Option<()> {
        // A host counted among the participants by one report must not rule the others out.
        let strip = |of: &Self, beside: &Self| -> BTreeMap<usize, BTreeSet<usize>> {
            let hosts: BTreeSet<usize> = beside.beside.iter().chain(&of.beside).copied().collect();
            let host_sides: BTreeSet<usize> = hosts.iter().filter_map(|&host| linked.side_of(host)).collect();
            let mut sides = of.sides.clone();
            if sides.len() > 2 {
                sides.retain(|side, persons| {
                    !(hosts.contains(side) || host_sides.contains(side) && persons.is_subset(&hosts))
                });
            }
            sides
        };
        let (a, b) = (strip(self, other), strip(other, self));
        let shared: Vec<usize> = a.keys().filter(|side| b.contains_key(side)).copied().collect();
        fit.shared = shared.len();
        fit.fewest = a.len().min(b.len());
        let nested = fit.shared == fit.fewest;
        if !nested && fit.shared < 2 {
            return None;
        }
        let none = BTreeSet::new();
        for side in &shared {
            let (mine, theirs) = (a.get(side).unwrap_or(&none), b.get(side).unwrap_or(&none));
            fit.persons += mine.intersection(theirs).count();
            // Two different people of one side are two different meetings.
            let named = |persons: &BTreeSet<usize>| persons.iter().any(|&id| linked.is_named(id));
            if named(mine) && named(theirs) && mine.is_disjoint(theirs) {
                return None;
            }
        }
        Some(())
    }

    /// One does something to another: both parts have to fit on their own.
    fn directed(&self, other: &Self, linked: &Linked, fit: &mut Fit) -> Option<()> {
        if self.negative != other.negative {
            return None;
        }
        let widen = |entities: &BTreeSet<usize>| -> BTreeSet<usize> {
            entities.iter().flat_map(|&id| [Some(id), linked.side_of(id)]).flatten().collect()
        };
        // "23 pirates" and "the raiders" may be the same: only who is known by name or side rules others out.
        let known = |entities: &BTreeSet<usize>| -> BTreeSet<usize> {
            let clear = |id: &usize| linked.is_named(*id) || linked.side_of(*id).is_some();
            widen(&entities.iter().copied().filter(clear).collect())
        };
        let described = |entities: &BTreeSet<usize>| -> BTreeSet<String> {
            let unnamed = entities.iter().filter(|id| !linked.is_named(**id));
            unnamed.flat_map(|&id| content(linked.name(id))).collect()
        };
        let shared = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| -> Option<usize> {
            let direct = a.intersection(b).count();
            let wide = widen(a).intersection(&widen(b)).count();
            let alike = described(a).intersection(&described(b)).count();
            let (known_a, known_b) = (known(a), known(b));
            let apart = !known_a.is_empty() && !known_b.is_empty() && known_a.is_disjoint(&known_b);
            (!apart || direct > 0).then_some(direct.max((wide + alike).min(1)))
        };
        fit.actors = shared(&self.actors, &other.actors)?;
        fit.recipients = shared(&self.recipients, &other.recipients)?;
        fit.shared = fit.actors + fit.recipients;
        fit.fewest = self.actors.len().min(other.actors.len()) + self.recipients.len().min(other.recipients.len());
        Some(())
    }
}
