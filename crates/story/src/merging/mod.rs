//! Which accounts tell of the same event.

mod across;
mod cluster;
mod facts;
mod within;

pub(crate) use cluster::Cluster;
pub(crate) use facts::{Fact, facts, who};

use crate::linking::Linked;
use crate::pile::Pile;

/// The events of each report, the words for one event together.
pub(crate) fn clusters(facts: &[Fact], pile: &Pile<'_>, linked: &Linked) -> Vec<Cluster> {
    within::clusters(facts, pile, linked)
}

/// The events of the story: each with all facts that tell of it.
pub(crate) fn merge(pile: &Pile<'_>, linked: &Linked, facts: &[Fact]) -> Vec<Cluster> {
    across::merge(within::clusters(facts, pile, linked), linked)
}
