//! Figures as they are compared: how many were killed, hurt, taken, freed, and what else reports count.

mod counted;
mod differing;

pub(crate) use differing::differing;

use crate::disagreements::Relation;
use crate::words::{fold, lines, stem};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What happened to people, by the stem of the word that says it.
static TOLLS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/tolls.tsv")).filter_map(|row| row.split_once('\t'));
    rows.map(|(lemma, toll)| (stem(lemma), toll)).collect()
});

/// What the word with this stem says to have happened to people: `killed`, `freed`, ….
pub(crate) fn toll(stem: &str) -> Option<&'static str> {
    TOLLS.get(stem).copied()
}

/// A whole number in digits or in a word.
pub(crate) fn number(word: &str) -> Option<u64> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let spelled = WORDS.iter().position(|known| *known == word).map(|at| at as u64 + 1);
    let tens = || TENS.iter().position(|known| *known == word).map(|at| (at as u64 + 3) * 10);
    spelled.or_else(tens).or_else(|| word.parse().ok())
}

/// Two rough figures that differ by no more than this part say the same.
const ROUGHLY: f64 = 0.26;

/// A number of people, as exact as it was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figure {
    least: u64,
    most: u64,
    rough: bool,
}

impl Figure {
    /// Reads digits or a word such as `dozens`; `before` are the words before it.
    pub(crate) fn parse(value: &str, before: &str) -> Option<Self> {
        let before = fold(before);
        let mut last = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev();
        let near = [last.next().unwrap_or(""), last.next().unwrap_or("")];
        let (least, most) = match value.trim_end_matches('s') {
            "couple" => (2, 2),
            "dozen" => (12, 199),
            "score" => (20, 199),
            "hundred" => (100, 1_999),
            "thousand" => (1_000, 199_999),
            _ => {
                let n = number(value)?;
                (n, n)
            }
        };
        let has = |words: &[&str]| near.iter().any(|word| words.contains(word));
        let (least, most) = match () {
            () if has(&["least", "over", "than"]) && !has(&["fewer", "less"]) => (least, u64::MAX),
            () if has(&["most", "under", "fewer", "less", "many", "to"]) => (0, most),
            () => (least, most),
        };
        let rough = has(&["about", "around", "nearly", "almost", "some", "roughly", "approximately"]);
        Some(Self { least, most, rough })
    }

    /// The number, where one was given without a word that makes it rough.
    pub(crate) fn exact(&self) -> Option<u64> {
        (self.least == self.most && !self.rough).then_some(self.least)
    }

    pub(crate) fn relate(&self, other: &Self) -> Relation {
        if self == other {
            return Relation::Same;
        }
        if self.least <= other.most && other.least <= self.most {
            return Relation::Compatible;
        }
        let (low, high) = if self.most < other.least { (self.most, other.least) } else { (other.most, self.least) };
        let apart = (high - low) as f64 / high.max(1) as f64;
        if (self.rough || other.rough) && apart <= ROUGHLY { Relation::Compatible } else { Relation::Conflict }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(a: (&str, &str), b: (&str, &str)) -> Relation {
        Figure::parse(a.1, a.0).unwrap().relate(&Figure::parse(b.1, b.0).unwrap())
    }

    #[test]
    fn figures_are_as_exact_as_they_were_said() {
        assert_eq!(relation(("killing", "11"), ("", "11")), Relation::Same);
        assert_eq!(relation(("killing", "11"), ("", "6")), Relation::Conflict);
        assert_eq!(relation(("at least", "11"), ("", "14")), Relation::Compatible);
        assert_eq!(relation(("at least", "11"), ("", "9")), Relation::Conflict);
        assert_eq!(relation(("as many as", "40"), ("", "38")), Relation::Compatible);
        assert_eq!(relation(("about", "40"), ("", "38")), Relation::Compatible);
        assert_eq!(relation(("about", "40"), ("", "11")), Relation::Conflict);
        assert_eq!(relation(("", "dozens"), ("", "38")), Relation::Compatible);
        assert_eq!(relation(("", "dozens"), ("", "3")), Relation::Conflict);
    }

    #[test]
    fn words_that_are_no_numbers_are_not_compared() {
        assert_eq!((number("seventeen"), number("thirty"), number("17")), (Some(17), Some(30), Some(17)));
        assert_eq!(Figure::parse("several", ""), None);
        assert_eq!(Figure::parse("99999999999999999999999", ""), None);
    }

    #[test]
    fn what_happened_is_known_by_any_form_of_its_word() {
        assert_eq!(toll(&stem("killing")), toll(&stem("die")).filter(|&toll| toll == "killed"));
        assert_eq!(toll(&stem("abduct")), Some("taken"));
        assert_eq!(toll(&stem("met")), None);
    }
}
