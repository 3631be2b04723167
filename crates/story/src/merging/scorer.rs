//! How likely two accounts are one happening: a small network over [`features`](super::features), trained on pairs that
//! people marked (`training/identity.py`).

use super::facts::Fact;
use super::features::{COUNT, Rarity, features};
use crate::opinions::Opinions;
use record::network::Network;
use std::sync::LazyLock;

/// Says how likely two accounts tell of one happening.
pub(crate) trait PairScorer {
    /// From 0 to 1; the same whichever comes first.
    fn score(&self, a: &Fact, b: &Fact, rarity: &Rarity) -> f32;
}

/// The trained scorer that the program carries.
pub(crate) static LEARNED: LazyLock<Network> =
    LazyLock::new(|| Network::read(include_str!("../../data/identity.tsv"), COUNT));

impl PairScorer for LazyLock<Network> {
    fn score(&self, a: &Fact, b: &Fact, rarity: &Rarity) -> f32 {
        self.likely(&features(a, b, rarity))
    }
}

/// The trained scorer, outdone by what another reader said of the pair.
pub(crate) struct Informed<'o, 'a> {
    /// What it said.
    pub opinions: &'o Opinions<'a>,
}

/// How sure another reader's word on a pair makes.
const TOLD: f32 = 0.95;

impl PairScorer for Informed<'_, '_> {
    fn score(&self, a: &Fact, b: &Fact, rarity: &Rarity) -> f32 {
        let learned = LEARNED.score(a, b, rarity);
        match self.opinions.of(a, b) {
            Some(true) => learned.max(TOLD),
            Some(false) => learned.min(1.0 - TOLD),
            None => learned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::lines;

    #[test]
    fn the_data_file_fits_the_features() {
        assert!(LEARNED.units() > 0, "no unit has as many weights as there are features");
        let rows = lines(include_str!("../../data/identity.tsv")).count();
        assert_eq!(LEARNED.units() + 1, rows, "a line of the data file was not read");
    }
}
