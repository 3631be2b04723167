//! From pairs of accounts to happenings: likely pairs are looked for under shared keys, scored, and joined from the
//! likeliest on, as long as the accounts of both sides go together on the whole and nothing rules it out.

use super::cluster::Cluster;
use super::facts::Fact;
use super::features::Rarity;
use super::scorer::PairScorer;
use crate::linking::Linked;
use crate::pile::Pile;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Under a key that more facts share than this, each is compared with so many that stand before it in the pile: a story
/// tells of one thing in reports of about the same days.
const NEAREST: usize = 64;
/// In a large pile it is fewer, so that no more pairs than about this many times the keys of a fact are compared.
const MOST_COMPARED: usize = 200_000;
/// Pairs less likely than this are not joined.
const LIKELY: f32 = 0.5;
/// What a pair counts that was never compared, since it shares no key.
const STRANGERS: f32 = 0.15;
/// Bits of one key made of a vector, and how many such keys a fact has.
const BITS: usize = 7;
const TABLES: usize = 6;
/// The most pairs looked at to decide whether two groups go together.
const MOST_PAIRS: usize = 400;

/// Pairs of facts that may tell of one happening, the smaller index first, in order.
pub(crate) fn candidates(facts: &[Fact]) -> Vec<(usize, usize)> {
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    let nearest = (MOST_COMPARED / facts.len().max(1)).clamp(1, NEAREST);
    for (at, fact) in facts.iter().enumerate() {
        for key in keys(fact) {
            let list = index.entry(key).or_default();
            pairs.extend(list.iter().rev().take(nearest).map(|&before| (before, at)));
            list.push(at);
        }
    }
    pairs.into_iter().collect()
}

/// Under which keys a fact is kept and looked for: its word, what else its clause speaks of, who takes part, signs of its
/// vector's numbers, and being the main one.
fn keys(fact: &Fact) -> Vec<String> {
    let mut keys: Vec<String> = vec![format!("={}", fact.stem)];
    keys.extend(fact.clause.iter().map(|word| format!("={word}")));
    keys.extend(fact.parties().into_iter().map(|party| format!("who {party}")));
    if fact.main {
        keys.push("main".to_owned());
    }
    for (table, numbers) in fact.vector.chunks(BITS).take(TABLES).enumerate() {
        let signs: String = numbers.iter().map(|x| if *x > 0.0 { '1' } else { '0' }).collect();
        keys.push(format!("{table} {signs}"));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// The happenings, in the order of their first facts.
pub(crate) fn group(pile: &Pile<'_>, linked: &Linked, facts: &[Fact], scorer: &impl PairScorer) -> Vec<Cluster> {
    let rarity = Rarity::new(facts);
    let score = |(a, b): (usize, usize)| ((a, b), scorer.score(&facts[a], &facts[b], &rarity));
    let scores: HashMap<(usize, usize), f32> = candidates(facts).into_iter().map(score).collect();
    let mut likely: Vec<((usize, usize), f32)> =
        scores.iter().filter(|(_, score)| **score >= LIKELY).map(|(pair, score)| (*pair, *score)).collect();
    likely.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    let mut groups = Groups { of: (0..facts.len()).collect(), members: (0..facts.len()).map(|at| vec![at]).collect() };
    let mut refused: HashSet<(usize, usize, usize, usize)> = HashSet::new();
    for ((a, b), _) in likely {
        let (left, right) = (groups.of[a], groups.of[b]);
        // Two groups that did not go together are not asked again as long as neither has grown.
        let asked = (left, right, groups.members[left].len(), groups.members[right].len());
        if left == right || refused.contains(&asked) {
            continue;
        }
        if groups.go_together(left, right, facts, &scores) {
            groups.join(left.min(right), left.max(right));
        } else {
            refused.insert(asked);
        }
    }
    let told = |fact: &Fact| pile.tellings[fact.report].day();
    let clusters = groups.members.into_iter().filter(|members| !members.is_empty()).map(|members| {
        let kind = commonest_kind(members.iter().filter_map(|&at| facts[at].kind.as_deref()));
        let mut list = members.into_iter().map(|at| Cluster::new(at, &facts[at], told(&facts[at]), linked));
        let first = list.next();
        let cluster = list.fold(first, |cluster, next| {
            cluster.map(|mut cluster| {
                cluster.absorb(next, linked);
                cluster
            })
        });
        cluster.map(|cluster| Cluster { kind, ..cluster })
    });
    clusters.flatten().collect()
}

/// What most of the accounts that have a type are; the first of equals. An account without one ("held" of "held talks")
/// says nothing against it.
fn commonest_kind<'f>(kinds: impl Iterator<Item = &'f str>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for kind in kinds {
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(kind, _)| kind.to_owned())
}

struct Groups {
    /// The group of each fact.
    of: Vec<usize>,
    /// The facts of each group, in order; empty for one that was joined to another.
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Whether the accounts of both go together on the whole, and none excludes one of the others.
    fn go_together(&self, left: usize, right: usize, facts: &[Fact], scores: &HashMap<(usize, usize), f32>) -> bool {
        let (mut sum, mut count) = (0.0, 0);
        for &a in &self.members[left] {
            for &b in &self.members[right] {
                if excluded(&facts[a], &facts[b]) {
                    return false;
                }
                if count < MOST_PAIRS {
                    sum += scores.get(&(a.min(b), a.max(b))).copied().unwrap_or(STRANGERS);
                    count += 1;
                }
            }
        }
        sum / count.max(1) as f32 >= LIKELY
    }

    fn join(&mut self, into: usize, from: usize) {
        let moved = std::mem::take(&mut self.members[from]);
        for &at in &moved {
            self.of[at] = into;
        }
        self.members[into].extend(moved);
        self.members[into].sort_unstable();
    }
}

/// Two rounds of a series are two happenings, as is what was on two days that both clauses state.
fn excluded(a: &Fact, b: &Fact) -> bool {
    // Two readers of one word read one happening, however they date it.
    if a.report == b.report && a.trigger == b.trigger {
        return false;
    }
    let rounds = a.round.zip(b.round).is_some_and(|(x, y)| x != y);
    let apart = a.when.zip(b.when).is_some_and(|(x, y)| {
        let gap = (x.from - y.to).get_days().max((y.from - x.to).get_days());
        gap > FEW_DAYS || gap > 0 && a.report == b.report
    });
    rounds || apart && a.when_stated && b.when_stated
}

/// Reports may date one thing so many days apart and still mean it: that is a disagreement.
const FEW_DAYS: i32 = 3;
