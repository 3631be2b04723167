//! Words of a report as weighted sets that are quick to compare.

use serde::{Deserialize, Serialize};

/// A word as a number: FNV-1a of its lower-case letters, the same on every machine.
pub(crate) fn key(word: &str) -> u64 {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
}

/// A key of two: a number with what it counts.
pub(crate) fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(17) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Words with how often they stand, sorted by their keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Weights(Vec<(u64, f32)>);

impl Weights {
    /// Sums the weights of equal words.
    pub(crate) fn new(words: impl IntoIterator<Item = (u64, f32)>) -> Self {
        let mut list: Vec<(u64, f32)> = words.into_iter().collect();
        // Sums of whole counts do not depend on their order.
        list.sort_unstable_by_key(|(key, _)| *key);
        list.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self(list)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, f32)> + '_ {
        self.0.iter().copied()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The same words with other weights; those without any left out.
    pub(crate) fn weighed(&self, weigh: impl Fn(u64, f32) -> f32) -> Self {
        Self(self.iter().map(|(key, count)| (key, weigh(key, count))).filter(|(_, weight)| *weight > 0.0).collect())
    }

    /// All weights divided by their length as a vector, so that a product of two is their cosine.
    pub(crate) fn unit(mut self) -> Self {
        let length = self.0.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        if length > 0.0 {
            self.0.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        self
    }

    /// The sum of `of(mine, theirs)` over the words that both have.
    pub(crate) fn shared(&self, other: &Self, of: impl Fn(f32, f32) -> f32) -> f32 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    sum += of(x.1, y.1);
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }

    /// The cosine of two that were made [`unit`](Self::unit).
    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        self.shared(other, |x, y| x * y)
    }

    /// The sum of all weights.
    pub(crate) fn sum(&self) -> f32 {
        self.0.iter().map(|(_, weight)| weight).sum()
    }

    /// The part of the lighter one's weight that the other one has too.
    pub(crate) fn overlap(&self, other: &Self) -> f32 {
        let least = self.sum().min(other.sum());
        if least > 0.0 { (self.shared(other, f32::min) / least).min(1.0) } else { 0.0 }
    }
}

/// How many of two sorted sets are in both.
pub(crate) fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Weights {
        Weights::new(words.split(' ').map(|word| (key(word), 1.0)))
    }

    #[test]
    fn equal_words_are_one_whatever_their_case() {
        let weights = of("Dam dam gate");
        assert_eq!(weights.len(), 2);
        assert_eq!(weights.sum(), 3.0);
    }

    #[test]
    fn cosines_and_overlaps() {
        let (a, b) = (of("dam gate river").unit(), of("dam gate envoy").unit());
        assert!((a.cosine(&b) - 2.0 / 3.0).abs() < 1e-6);
        assert_eq!(of("dam").overlap(&of("dam gate river")), 1.0);
        assert_eq!(of("dam").overlap(&of("envoy")), 0.0);
        assert_eq!(Weights::default().unit().cosine(&a), 0.0);
        assert_eq!(Weights::default().overlap(&a), 0.0);
    }

    #[test]
    fn sets_in_common() {
        assert_eq!(common(&[1, 3, 5], &[2, 3, 5, 9]), 2);
        assert_eq!(common::<u64>(&[], &[1]), 0);
    }
}
