//! Amounts that reports give differently for one thing: those of accounts that the scorer takes for one happening, of
//! the same unit, that cannot both be right, where neither report has the other's amount as well.

use super::amount::Amount;
use crate::merging::{Cluster, Fact, Rarity, likely_one};
use crate::pile::Pile;
use crate::unions::Unions;
use crate::words::collapse;
use record::reading::DetailKind;
use record::story::{DiscrepancyAccount, FigureDifference};
use record::{Evidence, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Amounts of one unit are compared with so many that stand before them in the pile.
const NEAREST: usize = 64;
/// Amounts further apart than this count different things.
const FARTHEST: f64 = 2.6;
/// A difference with more sides than this is a list of different things.
const MOST_SIDES: usize = 4;

/// An amount where it stands.
struct Counted {
    fact: usize,
    report: usize,
    amount: Amount,
    span: Span,
}

/// Every thing that reports count differently, in the order in which it is first told of.
pub(crate) fn compared(pile: &Pile<'_>, facts: &[Fact], clusters: &[Cluster]) -> Vec<FigureDifference> {
    let all = counted(pile, facts);
    let rarity = Rarity::new(facts);
    let cluster_of: BTreeMap<usize, usize> = clusters
        .iter()
        .enumerate()
        .flat_map(|(at, cluster)| cluster.facts.iter().map(move |&fact| (fact, at)))
        .collect();
    let mut by_unit: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let given: BTreeSet<(usize, &str, u64)> =
        all.iter().map(|one| (one.report, one.amount.unit.as_str(), one.amount.value.to_bits())).collect();
    let has = |report: usize, like: &Amount| given.contains(&(report, like.unit.as_str(), like.value.to_bits()));
    let mut unions = Unions::new(all.len());
    for (at, one) in all.iter().enumerate() {
        let list = by_unit.entry(&one.amount.unit).or_default();
        for &before in list.iter().rev().take(NEAREST) {
            let other = &all[before];
            let near = one.amount.value.max(other.amount.value) <= FARTHEST * one.amount.value.min(other.amount.value);
            if one.report == other.report || !near {
                continue;
            }
            let apart = one.amount.excludes(&other.amount);
            if apart && (has(one.report, &other.amount) || has(other.report, &one.amount)) {
                continue;
            }
            let same = cluster_of.get(&one.fact) == cluster_of.get(&other.fact);
            if likely_one(&facts[one.fact], &facts[other.fact], &rarity, same) {
                unions.join(before, at);
            }
        }
        list.push(at);
    }
    unions.groups().into_iter().filter_map(|group| difference(pile, &all, &group)).collect()
}

fn counted(pile: &Pile<'_>, facts: &[Fact]) -> Vec<Counted> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (fact, told) in facts.iter().enumerate() {
        let telling = &pile.tellings[told.report];
        let details = &telling.reading.events[told.event].details;
        for detail in details.iter().filter(|detail| detail.kind == DetailKind::Figure) {
            if let Some(amount) = Amount::parse(&detail.value).filter(|_| seen.insert((told.report, detail.span))) {
                all.push(Counted { fact, report: told.report, amount, span: detail.span });
            }
        }
    }
    all
}

/// The sides, where there are at least two that exclude each other.
fn difference(pile: &Pile<'_>, all: &[Counted], group: &[usize]) -> Option<FigureDifference> {
    let mut sides: Vec<(Amount, Vec<usize>)> = Vec::new();
    for &at in group {
        match sides.iter_mut().find(|(amount, _)| amount.value == all[at].amount.value) {
            Some((_, places)) => places.push(at),
            None => sides.push((all[at].amount.clone(), vec![at])),
        }
    }
    let apart = sides.iter().enumerate().any(|(i, (a, _))| sides[i + 1..].iter().any(|(b, _)| a.excludes(b)));
    if !apart || sides.len() > MOST_SIDES {
        return None;
    }
    let accounts = sides.into_iter().map(|(_, places)| {
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
