//! Amounts that reports give differently for one thing: those that a trained scorer takes for measures of one thing, and
//! that cannot both be right, where neither report has the other's amount as well.

use super::likeness::{Comparison, Counted, counted};
use crate::linking::Linked;
use crate::merging::{Cluster, Fact};
use crate::pile::Pile;
use crate::unions::Unions;
use crate::words::collapse;
use record::Evidence;
use record::story::{DiscrepancyAccount, FigureDifference};
use std::collections::BTreeMap;

/// Amounts of one unit are compared with so many that stand before them in the pile.
const NEAREST: usize = 96;
/// In a large pile it is fewer, so that about so many pairs are compared.
const MOST_COMPARED: usize = 400_000;
/// But no fewer than this.
const FEWEST: usize = 6;
/// So sure the scorer has to be that two amounts measure one thing.
const LIKELY: f32 = 0.6;
/// A difference with more sides than this is a list of different things.
const MOST_SIDES: usize = 4;

/// Every thing that reports count differently, in the order in which it is first told of.
pub(crate) fn compared(
    pile: &Pile<'_>,
    linked: &Linked,
    facts: &[Fact],
    clusters: &[Cluster],
) -> Vec<FigureDifference> {
    let all = counted(pile, linked, facts, &cluster_of(clusters));
    let comparison = Comparison::new(facts, &all);
    let mut unions = Unions::new(all.len());
    for (a, b) in pairs(&all) {
        let (one, other) = (&all[a], &all[b]);
        let told = one.report == other.report || comparison.has(one, other) || comparison.has(other, one);
        if told && one.amount.excludes(&other.amount) {
            continue;
        }
        if comparison.likely(one, other) >= LIKELY {
            unions.join(a, b);
        }
    }
    unions.groups().into_iter().filter_map(|group| difference(pile, &all, &group)).collect()
}

/// The cluster of each fact.
pub(crate) fn cluster_of(clusters: &[Cluster]) -> BTreeMap<usize, usize> {
    let of = |(at, cluster): (usize, &Cluster)| -> Vec<(usize, usize)> {
        cluster.facts.iter().map(|&fact| (fact, at)).collect()
    };
    clusters.iter().enumerate().flat_map(of).collect()
}

/// Pairs that may measure one thing, the smaller index first: of one unit, or where one has none.
pub(crate) fn pairs(all: &[Counted]) -> Vec<(usize, usize)> {
    let mut by_unit: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    let nearest = (MOST_COMPARED / all.len().max(1)).clamp(FEWEST, NEAREST);
    for (at, one) in all.iter().enumerate() {
        let unit = one.amount.unit.as_str();
        for key in [unit, ""] {
            let list = by_unit.get(key).map(Vec::as_slice).unwrap_or_default();
            pairs.extend(list.iter().rev().take(nearest).map(|&before| (before, at)));
            if unit.is_empty() {
                break;
            }
        }
        by_unit.entry(unit).or_default().push(at);
    }
    pairs
}

/// The sides, where there are at least two that exclude each other.
fn difference(pile: &Pile<'_>, all: &[Counted], group: &[usize]) -> Option<FigureDifference> {
    let mut sides: Vec<Vec<usize>> = Vec::new();
    for &at in group {
        match sides.iter_mut().find(|side| all[side[0]].amount.value == all[at].amount.value) {
            Some(places) => places.push(at),
            None => sides.push(vec![at]),
        }
    }
    let excludes = |(a, b): (&Vec<usize>, &Vec<usize>)| {
        let reports = a.iter().any(|&a| b.iter().any(|&b| all[a].report != all[b].report));
        reports && all[a[0]].amount.excludes(&all[b[0]].amount)
    };
    let apart = sides.iter().enumerate().any(|(i, a)| sides[i + 1..].iter().any(|b| excludes((a, b))));
    if !apart || sides.len() > MOST_SIDES {
        return None;
    }
    let accounts = sides.into_iter().map(|places| {
        let evidence: Vec<Evidence> = places.iter().map(|&at| pile.evidence(all[at].report, all[at].span)).collect();
        let mut reports = Vec::new();
        for one in &evidence {
            if !reports.contains(&one.report) {
                reports.push(one.report.clone());
            }
        }
        let first = &all[places[0]];
        DiscrepancyAccount { value: collapse(pile.tellings[first.report].words(first.span)), reports, evidence }
    });
    Some(FigureDifference { accounts: accounts.collect() })
}
