//! How rare a word is: in the pile, and where that is small, in news of every kind.

use crate::profile::Profile;
use crate::words::{Weights, key};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The table counts like a pile of so many reports, so that words that all reports of a small pile share still say something.
const REPORTS: f32 = 300.0;
/// What the table does not hold stands in about this part of all reports.
const UNKNOWN: f32 = 0.003;

/// In which part of all news a common word stands.
static COMMON: LazyLock<HashMap<u64, f32>> = LazyLock::new(|| {
    let lines = include_str!("../data/common.tsv").lines().filter(|line| !line.starts_with('#'));
    let common = lines.filter_map(|line| {
        let (word, share) = line.split_once('\t')?;
        Some((key(word), share.parse().ok()?))
    });
    common.collect()
});

/// How many reports have each word.
#[derive(Debug, Default)]
pub(crate) struct Rarity {
    counts: HashMap<u64, f32>,
    reports: f32,
}

impl Rarity {
    pub(crate) fn new(profiles: &[&Profile]) -> Self {
        let mut rarity = Self::default();
        profiles.iter().for_each(|profile| rarity.add(profile));
        rarity
    }

    /// Counts a report.
    pub(crate) fn add(&mut self, profile: &Profile) {
        self.reports += 1.0;
        for key in profile.keys() {
            *self.counts.entry(key).or_insert(0.0) += 1.0;
        }
    }

    /// Whether it was said in how many reports a word stands.
    pub(crate) fn knows(&self, word: u64) -> bool {
        self.counts.contains_key(&word)
    }

    /// Says in how many reports a word stands.
    pub(crate) fn learn(&mut self, word: u64, reports: usize) {
        self.counts.insert(word, reports as f32);
    }

    /// Says of how many reports in all.
    pub(crate) fn of_reports(&mut self, reports: usize) {
        self.reports = reports as f32;
    }

    /// How many words it keeps counts of.
    pub(crate) fn size(&self) -> usize {
        self.counts.len()
    }

    /// The logarithm of all reports over those that have the word (Sparck Jones 1972), 1 for a word that nothing else has.
    pub(crate) fn of(&self, word: u64) -> f32 {
        let all = self.reports + REPORTS;
        let known = COMMON.get(&word).copied().unwrap_or(UNKNOWN);
        let count = self.counts.get(&word).copied().unwrap_or(0.0) + REPORTS * known;
        (all / count.max(1.0)).ln().max(0.0) / all.ln()
    }

    /// In how many reports of the pile it stands.
    pub(crate) fn count(&self, word: u64) -> usize {
        self.counts.get(&word).copied().unwrap_or(0.0) as usize
    }

    /// Words weighed by rarity and by the logarithm of how often they stand.
    pub(crate) fn weigh(&self, words: &Weights) -> Weights {
        words.weighed(|key, count| (1.0 + count.max(1.0).ln()) * self.of(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_every_report_of_a_small_pile_is_still_rarer_than_a_common_one() {
        let words = |list: &[&str]| Weights::new(list.iter().map(|word| (key(word), 1.0)));
        let profile = || Profile { words: words(&["sluice", "say"]), ..Profile::default() };
        let rarity = Rarity::new(&[&profile(), &profile()]);
        assert!(rarity.of(key("sluice")) > 3.0 * rarity.of(key("say")));
        assert!(rarity.of(key("weir")) > rarity.of(key("sluice")));
        assert_eq!(rarity.count(key("sluice")), 2);
    }
}
