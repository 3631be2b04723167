//! How likely two reports tell of one story, as a network over their [features](crate::features) says.

use crate::features::COUNT;
use record::network::Network;
use std::sync::LazyLock;

static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::read(include_str!("../data/join.tsv"), COUNT));

/// Above 0 for one story, the higher the surer; cut where more would say no more.
pub(crate) fn score(features: &[f32; COUNT]) -> f32 {
    /// Surer than this is sure: one pair must not outweigh several.
    const SURE: f32 = 6.0;
    NETWORK.sum(features).clamp(-SURE, SURE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_of_this_version() {
        assert!(NETWORK.units() > 0, "data/join.tsv was fitted to other features");
    }
}
