//! Keys by which reports of one story meet on one machine when the pile is on many.

use crate::profile::Profile;
use crate::rarity::Rarity;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Rarity in news of every kind alone: the same wherever the report is read.
static COMMON: LazyLock<Rarity> = LazyLock::new(|| Rarity::new(&[]));

/// A key of the title says more of what a report is about than one further down.
const TITLE: f32 = 1.5;

/// The `count` keys that say most of what a report is about: its names and the words of its title, by rarity and by how often
/// they stand. Two reports of one story nearly always share one. They depend on nothing but the report.
pub fn block_keys(profile: &Profile, count: usize) -> Vec<u64> {
    let mut weights: BTreeMap<u64, f32> = BTreeMap::new();
    let lists = [(&profile.persons, 1.0), (&profile.bodies, 1.0), (&profile.places, 1.0), (&profile.head, TITLE)];
    for (list, factor) in lists {
        for (key, weight) in COMMON.weigh(list).iter() {
            let known = weights.entry(key).or_insert(0.0);
            *known = known.max(factor * weight);
        }
    }
    let mut keys: Vec<(u64, f32)> = weights.into_iter().collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.truncate(count);
    keys.into_iter().map(|(key, _)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Weights, key};

    #[test]
    fn what_a_report_is_about_comes_first() {
        let words = |list: &[(&str, f32)]| Weights::new(list.iter().map(|(word, count)| (key(word), *count)));
        let profile = Profile {
            persons: words(&[("Varnholt", 3.0)]),
            places: words(&[("Kessin", 1.0)]),
            head: words(&[("dam", 1.0), ("say", 1.0)]),
            ..Profile::default()
        };
        // Three mentions of a rare name weigh 1 + ln 3 times its rarity; one in the title half again.
        assert_eq!(block_keys(&profile, 1), [key("Varnholt")]);
        let all = block_keys(&profile, 9);
        assert_eq!((all.len(), all[3]), (4, key("say")), "the commonest word comes last");
        assert!(block_keys(&Profile::default(), 3).is_empty());
    }
}
