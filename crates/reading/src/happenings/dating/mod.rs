//! When each happening of a report was: one of the report's time expressions, the days of the report itself, or not told.
//!
//! A small network, fitted to dates that people read (`training/dates.py`), weighs every expression near a happening
//! against the others: whose words stand where in the tree, what the model's pointer says, how close they stand, which
//! expression dates a happening like it. Nothing is lent by rule. What no network can be asked about, since no model read
//! the report, keeps the time of its own clause.

mod features;

pub use features::{COUNT, NAMES};

use super::times::{self, Found};
use crate::events::moments;
use crate::events::setting::{Site, Times};
use crate::events::tree::Tree;
use features::{Told, Words};
use record::network::Network;
use record::reading::{Placement, Timex};
use record::timex::Interval;
use record::{Analysis, Basis, Report, TimexId, Trigger};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

static LEARNED: LazyLock<Network> =
    LazyLock::new(|| Network::read(include_str!("../../../data/happenings/dates.tsv"), COUNT));

/// So many expressions before and after a happening are weighed.
const NEAREST: usize = 24;

/// A time that a happening may have had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// That of an expression.
    Timex(TimexId),
    /// The days of the report: the day that it came out, or the one before.
    News,
    /// Some other, which the report does not tell.
    Untold,
}

/// A choice with what speaks for it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which time.
    pub choice: Choice,
    /// The numbers that the network weighs, [`COUNT`] of them, named by [`NAMES`].
    pub features: Vec<f32>,
}

/// The time chosen for a happening.
#[derive(Clone, Debug)]
pub struct Dated {
    /// An expression; none for the other choices.
    pub found: Option<Found>,
    /// The days of the report.
    pub news: bool,
    /// How sure that is, 0 to 1.
    pub likely: f32,
}

/// The dates of one report's happenings.
pub struct Dating<'a> {
    analysis: &'a Analysis,
    times: &'a [Timex],
    words: Vec<Words>,
    told: Vec<Told>,
    /// The happenings whose own clause has a time, by its value.
    owners: HashMap<&'a str, Vec<usize>>,
    published: Option<Interval>,
}

impl<'a> Dating<'a> {
    /// Looks up what is asked about each happening; `trees` are those of the sentences, none for what is not read.
    pub fn new(
        report: &Report,
        analysis: &'a Analysis,
        found: crate::events::Found<'a>,
        trees: &[Option<Tree<'_>>],
    ) -> Self {
        let times = found.times;
        let words = times.iter().map(|timex| Words::new(report, analysis, trees, timex)).collect();
        let mut told: Vec<Told> = Vec::with_capacity(analysis.triggers.len());
        let mut in_sentence: Option<(usize, Times<'a>)> = None;
        for trigger in &analysis.triggers {
            let Some(Some(tree)) = trees.get(trigger.sentence) else {
                told.push(Told::default());
                continue;
            };
            let times = match &mut in_sentence {
                Some((sentence, times)) if *sentence == trigger.sentence => &*times,
                other => &other.insert((trigger.sentence, Times::new(tree, found))).1,
            };
            told.push(Told::new(report, tree, times, trigger));
        }
        let mut owners: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, one) in told.iter().enumerate() {
            if let Some((id, Basis::Stated)) = one.own {
                owners.entry(times[id.0].value.as_str()).or_default().push(at);
            }
        }
        Self { analysis, times, words, told, owners, published: moments::published(report) }
    }

    /// What the time of a happening is chosen from.
    pub fn candidates(&self, trigger: usize) -> Vec<Candidate> {
        let span = self.analysis.triggers[trigger].span;
        let middle = self.times.partition_point(|timex| timex.span.start < span.start);
        let near = middle.saturating_sub(NEAREST)..(middle + NEAREST).min(self.times.len());
        let near: Vec<usize> = near.filter(|&at| self.words[at].precision.is_some()).collect();
        features::of(self, trigger, &near)
    }

    /// The likeliest, where the model can tell.
    pub fn of(&self, trigger: usize) -> Option<Dated> {
        let one = self.analysis.triggers.get(trigger)?;
        if one.time_query.is_empty() || LEARNED.units() == 0 {
            return None;
        }
        let candidates = self.candidates(trigger);
        let sums: Vec<f32> = candidates.iter().map(|candidate| LEARNED.sum(&candidate.features)).collect();
        let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let shares: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
        let all: f32 = shares.iter().sum();
        let share = |choice: Choice| -> f32 {
            let of = candidates.iter().zip(&shares).filter(|(candidate, _)| candidate.choice == choice);
            of.map(|(_, share)| share).sum::<f32>() / all.max(f32::MIN_POSITIVE)
        };
        let (news, untold) = (share(Choice::News), share(Choice::Untold));
        // Expressions of one value stand together; the one that is likeliest stands for them.
        let mut values: BTreeMap<&str, (f32, usize)> = BTreeMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            let Choice::Timex(id) = candidate.choice else { continue };
            let (sum, best) = values.entry(self.times[id.0].value.as_str()).or_insert((0.0, at));
            *sum += shares[at] / all.max(f32::MIN_POSITIVE);
            if shares[at] > shares[*best] {
                *best = at;
            }
        }
        let best = values.into_values().reduce(|best, next| if next.0 > best.0 { next } else { best });
        // It has to be likelier than that none is meant, whichever way.
        if let Some((likely, at)) = best.filter(|(likely, _)| *likely > news + untold)
            && let Choice::Timex(id) = candidates[at].choice
        {
            let stated = self.told[trigger].own == Some((id, Basis::Stated));
            return Some(Dated { found: Some(Found::new(self.times[id.0].clone(), stated)), news: false, likely });
        }
        Some(Dated { found: None, news: news >= untold, likely: news.max(untold) })
    }

    /// What the pointer of the model says of an expression: above 0 rather than none.
    fn pointer(&self, trigger: &Trigger, timex: usize) -> Option<f32> {
        times::score(self.analysis, trigger, &self.times[timex])
    }

    /// Where an expression lies against the report's day.
    fn placed(&self, timex: usize) -> Option<Placement> {
        moments::by_time(&self.times[timex].value, self.published)
    }
}

/// The happening's own clause in the tree.
fn site(word: usize) -> Site<'static> {
    Site { trigger: word, anchor: word, with: &[] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_fits_the_numbers() {
        let rows = include_str!("../../../data/happenings/dates.tsv").lines().filter(|line| line.starts_with("unit"));
        assert!(LEARNED.units() > 0 && LEARNED.units() == rows.count(), "a unit has other numbers than are made");
    }
}
