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
use crate::opinions::Opinions;
use crate::pile::Pile;

/// How likely two accounts are one happening, as the trained scorer has it.
pub(crate) fn likelihood(a: &Fact, b: &Fact, rarity: &Rarity) -> f32 {
    use scorer::PairScorer;
    scorer::LEARNED.score(a, b, rarity)
}

/// The coded events of each report, the words for one event together.
pub(crate) fn clusters(facts: &[Fact], pile: &Pile<'_>, linked: &Linked) -> Vec<Cluster> {
    within::clusters(facts, pile, linked)
}

/// The events of the story: each with all facts that tell of it. Facts that a model read are compared by what was learnt;
/// others by rules about who meets whom.
pub(crate) fn merge(pile: &Pile<'_>, linked: &Linked, facts: &[Fact]) -> Vec<Cluster> {
    merge_with(pile, linked, facts, &Opinions::default())
}

/// The same, where another reader may know better than what was learnt.
pub(crate) fn merge_with(pile: &Pile<'_>, linked: &Linked, facts: &[Fact], opinions: &Opinions<'_>) -> Vec<Cluster> {
    if facts.iter().any(|fact| fact.vector.is_empty()) {
        return across::merge(within::clusters(facts, pile, linked), linked);
    }
    grouping::group(pile, linked, facts, &scorer::Informed { opinions })
}
