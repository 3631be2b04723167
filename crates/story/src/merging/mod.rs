//! Which accounts tell of the same event.

mod across;
mod cluster;
mod facts;
mod features;
mod grouping;
mod scorer;
mod within;

pub(crate) use cluster::Cluster;
pub(crate) use facts::{Fact, facts, who};
pub(crate) use features::{NAMES as FEATURE_NAMES, Rarity, features};
pub(crate) use grouping::candidates;

use crate::linking::Linked;
use crate::pile::Pile;

/// Whether two accounts can be held against each other; `joined` where they were taken for one happening.
pub(crate) fn likely_one(a: &Fact, b: &Fact, rarity: &Rarity, joined: bool) -> bool {
    use scorer::PairScorer;
    scorer::LEARNED.score(a, b, rarity) >= if joined { LIKELY_JOINED } else { LIKELY_APART }
}

/// How sure the scorer has to be of two accounts that were joined, and of two that were not.
const LIKELY_JOINED: f32 = 0.2;
const LIKELY_APART: f32 = 0.5;

/// The coded events of each report, the words for one event together.
pub(crate) fn clusters(facts: &[Fact], pile: &Pile<'_>, linked: &Linked) -> Vec<Cluster> {
    within::clusters(facts, pile, linked)
}

/// The events of the story: each with all facts that tell of it. Facts that a model read are compared by what was learnt;
/// others by rules about who meets whom.
pub(crate) fn merge(pile: &Pile<'_>, linked: &Linked, facts: &[Fact]) -> Vec<Cluster> {
    if facts.iter().any(|fact| fact.vector.is_empty()) {
        return across::merge(within::clusters(facts, pile, linked), linked);
    }
    grouping::group(pile, linked, facts, &scorer::LEARNED)
}
