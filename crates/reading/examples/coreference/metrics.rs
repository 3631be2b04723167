//! MUC, B³ and CEAFe, as the CoNLL-2012 shared task defines them, on mentions known by a key.

use std::collections::{BTreeMap, BTreeSet};

/// A mention: whatever tells it from the others.
pub type Key = (usize, usize);
/// Mentions of one entity.
pub type Chain = BTreeSet<Key>;

/// Sums to compute precision and recall from, over many documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub found: f64,
    pub of_found: f64,
    pub wanted: f64,
    pub of_wanted: f64,
}

impl Counts {
    pub fn precision(self) -> f64 {
        ratio(self.found, self.of_found)
    }

    pub fn recall(self) -> f64 {
        ratio(self.wanted, self.of_wanted)
    }

    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    pub fn add(&mut self, other: Self) {
        self.found += other.found;
        self.of_found += other.of_found;
        self.wanted += other.wanted;
        self.of_wanted += other.of_wanted;
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

fn float(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

fn owners(chains: &[Chain]) -> BTreeMap<Key, usize> {
    chains.iter().enumerate().flat_map(|(i, chain)| chain.iter().map(move |key| (*key, i))).collect()
}

pub fn muc(gold: &[Chain], system: &[Chain]) -> Counts {
    let side = |of: &[Chain], other: &[Chain]| {
        let owner = owners(other);
        of.iter().fold((0.0, 0.0), |(hit, all), chain| {
            let parts: BTreeSet<_> = chain.iter().filter_map(|key| owner.get(key)).collect();
            let missing = chain.iter().filter(|key| !owner.contains_key(key)).count();
            (hit + float(chain.len() - parts.len() - missing), all + float(chain.len() - 1))
        })
    };
    let ((wanted, of_wanted), (found, of_found)) = (side(gold, system), side(system, gold));
    Counts { found, of_found, wanted, of_wanted }
}

pub fn b_cubed(gold: &[Chain], system: &[Chain]) -> Counts {
    let side = |of: &[Chain], other: &[Chain]| {
        let owner = owners(other);
        of.iter().fold((0.0, 0.0), |(hit, all), chain| {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for i in chain.iter().filter_map(|key| owner.get(key)) {
                *shared.entry(*i).or_default() += 1;
            }
            let squares: f64 = shared.values().map(|&n| float(n * n)).sum();
            (hit + squares / float(chain.len()), all + float(chain.len()))
        })
    };
    let ((wanted, of_wanted), (found, of_found)) = (side(gold, system), side(system, gold));
    Counts { found, of_found, wanted, of_wanted }
}

/// CEAF with φ4, its best alignment found by the Hungarian method.
pub fn ceaf_e(gold: &[Chain], system: &[Chain]) -> Counts {
    let similarity = |a: &Chain, b: &Chain| 2.0 * float(a.intersection(b).count()) / float(a.len() + b.len());
    let table: Vec<Vec<f64>> = gold.iter().map(|g| system.iter().map(|s| similarity(g, s)).collect()).collect();
    let best = assign(&table);
    Counts { found: best, of_found: float(system.len()), wanted: best, of_wanted: float(gold.len()) }
}

/// The greatest sum of one value from each row and column.
fn assign(table: &[Vec<f64>]) -> f64 {
    let columns = table.first().map_or(0, Vec::len);
    let size = table.len().max(columns);
    let cost = |i: usize, j: usize| -table.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0);
    let (mut u, mut v) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let (mut matched, mut way) = (vec![0usize; size + 1], vec![0usize; size + 1]);
    for i in 1..=size {
        matched[0] = i;
        let (mut column, mut least, mut used) = (0, vec![f64::INFINITY; size + 1], vec![false; size + 1]);
        while matched[column] != 0 {
            used[column] = true;
            let row = matched[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in 1..=size {
                if !used[j] {
                    let reduced = cost(row - 1, j - 1) - u[row] - v[j];
                    if reduced < least[j] {
                        (least[j], way[j]) = (reduced, column);
                    }
                    if least[j] < delta {
                        (delta, next) = (least[j], j);
                    }
                }
            }
            for j in 0..=size {
                if used[j] {
                    u[matched[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            matched[column] = matched[way[column]];
            column = way[column];
        }
    }
    (1..=size).filter(|&j| matched[j] > 0).map(|j| -cost(matched[j] - 1, j - 1)).sum()
}
