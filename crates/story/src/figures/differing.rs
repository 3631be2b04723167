//! Figures that reports give differently for one thing.
//!
//! Two numbers count one thing when they count the same noun and their sentences say the same but for a word or two,
//! or have enough other words in common. Nothing else is known of what is counted, so that it may have grown between two reports:
//! what is found is to be looked at, not a contradiction.

use super::counted::{self, Counted};
use crate::disagreements::Relation;
use crate::pile::Pile;
use crate::unions::Unions;
use crate::words::{collapse, jaccard};
use record::story::{DiscrepancyAccount, FigureDifference};
use std::collections::BTreeMap;

/// Sentences that share this part of their words are one sentence, copied.
const COPIED: f64 = 0.6;

/// Sentences that share this part of their words and so many, beside the noun, may count the same.
const ALIKE: f64 = 0.25;
const FEWEST: usize = 3;

/// Where the noun says little, more has to speak for it.
const ALIKE_IN_GENERAL: f64 = 0.4;

/// The most numbers compared of one noun.
const MOST_ALIKE: usize = 64;

/// Every thing that reports count differently, in the order in which it is first told of.
pub(crate) fn differing(pile: &Pile<'_>) -> Vec<FigureDifference> {
    let all = counted::all(pile);
    let mut by_noun: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, counted) in all.iter().enumerate() {
        let list = by_noun.entry(&counted.what).or_default();
        if list.len() < MOST_ALIKE {
            list.push(i);
        }
    }
    let mut groups = Unions::new(all.len());
    for list in by_noun.values() {
        for (n, &a) in list.iter().enumerate() {
            for &b in &list[n + 1..] {
                if one_thing(&all[a], &all[b]) && !told_elsewhere(&all, list, a, b) {
                    groups.join(a, b);
                }
            }
        }
    }
    let found = groups.groups().into_iter().filter(|group| differ(&all, group));
    found.map(|group| difference(pile, &all, &group)).collect()
}

fn one_thing(a: &Counted, b: &Counted) -> bool {
    if a.report == b.report {
        return false;
    }
    let alike = jaccard(&a.context, &b.context);
    // The noun itself is among them.
    let shared = a.context.intersection(&b.context).count().saturating_sub(1);
    let enough = if a.general || b.general { ALIKE_IN_GENERAL } else { ALIKE };
    shared >= FEWEST && (alike >= COPIED || alike >= enough)
}

/// "Ten soldiers and six soldiers of the guard": where the other sentence has the same number too, that is the one.
fn told_elsewhere(all: &[Counted], list: &[usize], a: usize, b: usize) -> bool {
    let has = |sentence: usize, like: usize| {
        list.iter().any(|&i| all[i].sentence == sentence && all[i].figure == all[like].figure)
    };
    all[a].figure != all[b].figure && (has(all[b].sentence, a) || has(all[a].sentence, b))
}

/// Whether two reports of the group can't both be right.
fn differ(all: &[Counted], group: &[usize]) -> bool {
    group.iter().any(|&a| {
        group.iter().any(|&b| {
            let (a, b) = (&all[a], &all[b]);
            a.report != b.report && a.figure.relate(&b.figure) == Relation::Conflict
        })
    })
}

fn difference(pile: &Pile<'_>, all: &[Counted], group: &[usize]) -> FigureDifference {
    let mut accounts: Vec<(usize, DiscrepancyAccount)> = Vec::new();
    for &i in group {
        let counted = &all[i];
        let evidence = pile.evidence(counted.report, counted.span);
        let same = |(other, _): &&mut (usize, DiscrepancyAccount)| all[*other].figure == counted.figure;
        match accounts.iter_mut().find(same) {
            Some((_, account)) => {
                if !account.reports.contains(&evidence.report) {
                    account.reports.push(evidence.report.clone());
                    account.evidence.push(evidence);
                }
            }
            None => {
                let value = collapse(pile.tellings[counted.report].words(counted.span));
                accounts.push((
                    i,
                    DiscrepancyAccount { value, reports: vec![evidence.report.clone()], evidence: vec![evidence] },
                ));
            }
        }
    }
    FigureDifference { accounts: accounts.into_iter().map(|(_, account)| account).collect() }
}
