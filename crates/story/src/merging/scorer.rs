//! How likely two accounts are one happening: a small network over [`features`](super::features), trained on pairs that
//! people marked (`training/identity.py`).

use super::facts::Fact;
use super::features::{COUNT, Rarity, features};
use crate::words::lines;
use std::sync::LazyLock;

/// Says how likely two accounts tell of one happening.
pub(crate) trait PairScorer {
    /// From 0 to 1; the same whichever comes first.
    fn score(&self, a: &Fact, b: &Fact, rarity: &Rarity) -> f32;
}

/// The trained scorer that the program carries.
pub(crate) static LEARNED: LazyLock<Network> = LazyLock::new(|| Network::read(include_str!("../../data/identity.tsv")));

/// One hidden layer with the smaller of 0 and its sums cut off, then the logistic function.
#[derive(Debug, Default)]
pub(crate) struct Network {
    /// For each unit of the hidden layer its weights, its bias, and its weight in the sum.
    units: Vec<(Vec<f32>, f32, f32)>,
    bias: f32,
}

impl Network {
    /// Reads `bias VALUE` and `unit OUT BIAS WEIGHT…` lines; a line with other than [`COUNT`] weights is of another
    /// version and is left out, which a test would show.
    fn read(data: &'static str) -> Self {
        let mut network = Self::default();
        for line in lines(data) {
            let mut fields = line.split('\t');
            let name = fields.next().unwrap_or_default();
            let numbers: Vec<f32> = fields.filter_map(|field| field.parse().ok()).collect();
            match (name, numbers.as_slice()) {
                ("bias", [bias]) => network.bias = *bias,
                ("unit", [out, bias, weights @ ..]) if weights.len() == COUNT => {
                    network.units.push((weights.to_vec(), *bias, *out));
                }
                _ => {}
            }
        }
        network
    }
}

impl PairScorer for LazyLock<Network> {
    fn score(&self, a: &Fact, b: &Fact, rarity: &Rarity) -> f32 {
        let input = features(a, b, rarity);
        let unit = |(weights, bias, out): &(Vec<f32>, f32, f32)| {
            let sum: f32 = weights.iter().zip(&input).map(|(weight, x)| weight * x).sum();
            (sum + bias).max(0.0) * out
        };
        let sum: f32 = self.units.iter().map(unit).sum::<f32>() + self.bias;
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_fits_the_features() {
        assert!(!LEARNED.units.is_empty(), "no unit has as many weights as there are features");
        let rows = lines(include_str!("../../data/identity.tsv")).count();
        assert_eq!(LEARNED.units.len() + 1, rows, "a line of the data file was not read");
    }
}
