//! Which reports are worth comparing: those that hold the same rare words, names and numbers.
//!
//! Every report looks its rarest keys up and takes, of the reports that hold one, the nearest in the order of publication.
//! So the work on one report is bounded, however large the pile or a story is.

use crate::features::Weighed;
use crate::profile::Profile;
use crate::rarity::Rarity;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Keys that a report is looked up by.
const KEYS: usize = 96;
/// Holders of a key that are looked at, before and after.
const NEAREST: usize = 12;
/// Reports that one report is compared with.
const CANDIDATES: usize = 24;

/// Which reports hold each key, in their order.
pub(crate) struct Index {
    holders: HashMap<u64, Vec<u32>>,
    /// For each report its rarest keys, sorted from the rarest.
    keys: Vec<Vec<(u64, f32)>>,
}

impl Index {
    pub(crate) fn new(reports: &[Weighed<&Profile>], rarity: &Rarity) -> Self {
        let mut holders: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut keys = Vec::with_capacity(reports.len());
        for (at, report) in (0..).zip(reports) {
            let mut own: Vec<(u64, f32)> = report.keys().filter(|(key, _)| rarity.count(*key) > 1).collect();
            own.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            own.dedup_by_key(|(key, _)| *key);
            own.truncate(KEYS);
            for (key, _) in &own {
                let list = holders.entry(*key).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
            keys.push(own);
        }
        Self { holders, keys }
    }

    /// Those that `report` should be compared with, the likeliest first.
    pub(crate) fn candidates(&self, report: usize) -> Vec<usize> {
        let mut sums: HashMap<u32, f32> = HashMap::new();
        for (key, weight) in self.keys.get(report).into_iter().flatten() {
            let Some(holders) = self.holders.get(key) else { continue };
            let at = holders.partition_point(|&other| (other as usize) < report);
            let from = at.saturating_sub(NEAREST);
            for &other in holders.iter().skip(from).take(2 * NEAREST + 1).filter(|other| **other as usize != report) {
                *sums.entry(other).or_insert(0.0) += weight * weight;
            }
        }
        let mut found: Vec<(u32, f32)> = sums.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(CANDIDATES);
        found.into_iter().map(|(other, _)| other as usize).collect()
    }

    /// All pairs that are worth comparing, each once, the smaller first, sorted.
    pub(crate) fn pairs(&self) -> Vec<(usize, usize)> {
        let each = |report: usize| {
            self.candidates(report).into_iter().map(move |other| (report.min(other), report.max(other)))
        };
        let mut pairs: Vec<(usize, usize)> = (0..self.keys.len()).flat_map(each).collect();
        pairs.sort_by_key(|&(a, b)| (a, Reverse(b)));
        pairs.dedup();
        pairs
    }
}
