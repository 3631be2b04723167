//! Invented words in the frequencies of a language, for text that nobody else can have written.

use super::random::Random;
use super::stories::lines;

/// The commonest words of English, and many invented ones.
#[derive(Debug)]
pub struct Vocabulary(Vec<String>);

/// An invented name of two or three syllables.
pub fn name(random: &mut Random) -> String {
    let word = word(random, 2);
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_uppercase() + rest
}

/// A word of `least` syllables or one more.
fn word(random: &mut Random, least: usize) -> String {
    let syllables: Vec<&str> =
        lines(include_str!("../../../data/syllables.txt")).flat_map(str::split_whitespace).collect();
    let parts = least + random.below(2);
    (0..parts).filter_map(|_| random.pick(&syllables).copied()).collect()
}

impl Vocabulary {
    /// Of 2 to the power of `bits` words.
    pub fn new(bits: usize, random: &mut Random) -> Self {
        const COMMON: &str = "the of to and a in that is was for on with as by at it from be have an are not this has \
            will said but their he which had or were its who been more they would about one after than also no his when";
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        while words.len() < 1 << bits {
            words.push(word(random, 2));
        }
        Self(words)
    }

    /// A sentence of 15 to 29 words.
    pub fn sentence(&self, random: &mut Random) -> String {
        let length = 15 + random.below(15);
        let bits = self.0.len().max(1).ilog2() as usize;
        let words = (0..length).filter_map(|_| {
            // As many words of the first sixteen as of the next sixteen, the next thirty-two and so on: about Zipf's law.
            let reach = 4 + random.below(bits.saturating_sub(3));
            self.0.get(random.below(1 << reach)).map(String::as_str)
        });
        words.collect::<Vec<_>>().join(" ") + "."
    }

    /// So many sentences.
    pub fn sentences(&self, count: usize, random: &mut Random) -> Vec<String> {
        (0..count).map(|_| self.sentence(random)).collect()
    }
}
