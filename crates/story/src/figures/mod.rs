//! Figures as they are compared: how many were killed, hurt, taken, freed, and what else reports count.

mod amount;
mod compared;
mod counted;
mod differing;
mod likeness;

pub(crate) use compared::{cluster_of, pairs};
pub(crate) use likeness::{Comparison, NAMES as FEATURE_NAMES, counted};

use crate::linking::Linked;
use crate::merging::{Cluster, Fact};
use crate::pile::Pile;
use record::story::FigureDifference;

/// What reports count differently: by what was learnt where a model read the accounts, else by sentences that are alike.
pub(crate) fn different(
    pile: &Pile<'_>,
    linked: &Linked,
    facts: &[Fact],
    clusters: &[Cluster],
) -> Vec<FigureDifference> {
    if facts.is_empty() || facts.iter().any(|fact| fact.vector.is_empty()) {
        return differing::differing(pile);
    }
    compared::compared(pile, linked, facts, clusters)
}

use crate::disagreements::Relation;
use crate::words::{fold, lines, stem};
use record::numbers::whole;
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
                let n = whole(value)?;
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

    /// Both together.
    fn plus(&self, other: &Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
            rough: self.rough || other.rough,
        }
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

/// Numbers of people in one account: of one party or of several.
#[derive(Clone, Debug)]
pub(crate) struct People {
    parties: Vec<Figure>,
}

impl People {
    /// `None` where no party has a number.
    pub(crate) fn new(parties: Vec<Figure>) -> Option<Self> {
        (!parties.is_empty()).then_some(Self { parties })
    }

    /// Of all parties together.
    pub(crate) fn all(&self) -> Figure {
        self.parties.iter().fold(Figure { least: 0, most: 0, rough: false }, |sum, party| sum.plus(party))
    }

    /// An account of one of the parties alone is no other account of all.
    pub(crate) fn relate(&self, other: &Self) -> Relation {
        let (a, b) = (self.all(), other.all());
        let part = |whole: &Self, part: &Figure| whole.parties.len() > 1 && whole.parties.contains(part);
        match a.relate(&b) {
            Relation::Conflict if part(self, &b) || part(other, &a) => Relation::Compatible,
            relation => relation,
        }
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
        let sum = Figure::parse("6", "").zip(Figure::parse("3", "at least")).map(|(a, b)| a.plus(&b));
        assert_eq!(sum, Figure::parse("9", "at least"));
    }

    #[test]
    fn one_party_of_several_is_no_other_number() {
        let people =
            |numbers: &[&str]| People::new(numbers.iter().filter_map(|n| Figure::parse(n, "")).collect()).unwrap();
        assert_eq!(people(&["14", "11"]).relate(&people(&["14"])), Relation::Compatible);
        assert_eq!(people(&["14", "11"]).relate(&people(&["25"])), Relation::Same);
        assert_eq!(people(&["6", "3"]).relate(&people(&["10"])), Relation::Conflict);
    }

    #[test]
    fn words_that_are_no_numbers_are_not_compared() {
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
