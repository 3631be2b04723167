//! Outlets that a text names with words of citing beside them: "told the Alder Post", "Alder Post first reported".
//!
//! The names are those of the news agencies and of the outlets that the pile is from. A reading finds citations, too,
//! also of outlets that are not of the pile; but whether "Alder Lantern" is an outlet, it can only guess.

use super::outlets::outlet;
use super::own::{Mixed, Own, Part, QUOTATION, for_each_part, number};
use crate::words::lines;
use record::{Report, Span};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// Words that may stand between a name and the cue before it: "told the state broadcaster X".
const BEFORE: usize = 3;

/// And between it and the cue after it: "X newspaper has reported".
const AFTER: usize = 2;

/// A longer name is a sentence.
const LONGEST: usize = 8;

/// Cues before a name by their last word, as lists of words; and those after, single words.
struct Cues {
    before: HashMap<u32, Vec<Vec<u32>>, Mixed>,
    after: BTreeSet<u32>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues { before: HashMap::default(), after: BTreeSet::new() };
    for (side, cue) in lines(include_str!("../../data/citing.tsv")).filter_map(|row| row.split_once('\t')) {
        let words = numbers(cue);
        match (side, words.last()) {
            ("before", Some(&last)) => cues.before.entry(last).or_default().push(words),
            (_, Some(&last)) => drop(cues.after.insert(last)),
            (_, None) => {}
        }
    }
    cues
});

/// The words of citing, which say nothing of what is cited.
pub(super) fn is_cue(word: u32) -> bool {
    CUES.after.contains(&word) || CUES.before.contains_key(&word)
}

fn numbers(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    for_each_part(text, |_, part| {
        if let Part::Word(word) = part {
            words.push(number(word));
        }
    });
    words
}

/// Names of outlets by their first word: the other words, and the outlet; the longest first.
#[derive(Default)]
pub(super) struct Names(HashMap<u32, Vec<(Vec<u32>, String)>, Mixed>);

impl Names {
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let article = number("the");
        let mut sorted: BTreeSet<(Vec<u32>, String)> = BTreeSet::new();
        for name in names {
            let mut words = numbers(name);
            if words.len() > 1 && words.first() == Some(&article) {
                words.remove(0);
            }
            if (1..=LONGEST).contains(&words.len()) {
                sorted.insert((words, outlet(name)));
            }
        }
        let mut found = Self::default();
        for (words, outlet) in sorted {
            if let Some((&first, rest)) = words.split_first() {
                found.0.entry(first).or_default().push((rest.to_vec(), outlet));
            }
        }
        found.0.values_mut().for_each(|list| list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
        found
    }

    /// The names in the report's own words that are cited, where they stand, and the outlets.
    pub fn cited(&self, report: &Report, own: &Own) -> Vec<(Span, &str)> {
        let mut found = Vec::new();
        for (at, word) in own.words.iter().enumerate() {
            let Some(list) = self.0.get(word) else { continue };
            let names = own.words.get(at + 1..).unwrap_or_default();
            let Some((rest, outlet)) = list.iter().find(|(rest, _)| names.starts_with(rest)) else { continue };
            let last = at + rest.len();
            // "ap" and "the nation" in small letters are no outlets.
            let capital = own.after(report, at).starts_with(|c: char| !c.is_lowercase());
            if capital
                && (at..last).all(|word| is_joined(report, own, word))
                && (is_after_cue(report, own, at) || is_before_cue(report, own, last))
                && let Some(span) = own.spans(report, &(at..last + 1)).cover()
            {
                found.push((span, outlet.as_str()));
            }
        }
        found
    }
}

/// Whether the words `at` and `at + 1` stand in one clause.
fn is_joined(report: &Report, own: &Own, at: usize) -> bool {
    let between = own.between(report, at);
    !between.contains([',', '.', ';', ':', '!', '?', '(', ')']) && !between.contains("\n\n")
}

/// Whether a cue stands before the name that begins at `first`.
fn is_after_cue(report: &Report, own: &Own, first: usize) -> bool {
    for at in (first.saturating_sub(BEFORE + 1)..first).rev() {
        if !is_joined(report, own, at) {
            return false;
        }
        let words = own.words.get(..=at).unwrap_or_default();
        if let Some(cues) = words.last().and_then(|last| CUES.before.get(last))
            && cues.iter().any(|cue| words.ends_with(cue))
        {
            return true;
        }
        if !describes(report, own, at) {
            return false;
        }
    }
    false
}

/// Whether a cue stands after the name that ends with the word `last`.
fn is_before_cue(report: &Report, own: &Own, last: usize) -> bool {
    for at in last..=last + AFTER {
        let Some(next) = own.words.get(at + 1).filter(|_| is_joined(report, own, at)) else { return false };
        if CUES.after.contains(next) {
            return true;
        }
        if !describes(report, own, at + 1) {
            return false;
        }
    }
    false
}

/// Whether a word may stand between a name and its cue: no quotation and no other name.
fn describes(report: &Report, own: &Own, at: usize) -> bool {
    own.words.get(at).is_some_and(|word| *word != QUOTATION) && own.after(report, at).starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    fn cited(text: &str) -> Vec<String> {
        let names = ["The Alder Post", "Alder Lantern", "Alder Post Weekly", "Associated Press", "AP"];
        let report = report("r", "2031-03-04", "Suder Radio", &[text]);
        let names = Names::of(names.into_iter());
        let found = names.cited(&report, &Own::of(&report));
        found.into_iter().map(|(span, outlet)| format!("{}={outlet}", span.of(&report.text))).collect()
    }

    #[test]
    fn citing_words_before_and_after_a_name() {
        for text in [
            "Boats left, according to the Alder Post.",
            "Boats left the basin, Alder Post reported on Friday.",
            "As the Alder Post first reported, boats left.",
            "Boats left, Suder Times said, citing Alder Post.",
            "Ilse Brandt told the daily newspaper Alder Post that boats left.",
            "The Alder Post newspaper has reported that boats left.",
            "In an interview with the Alder Post, Brandt spoke of boats.",
        ] {
            assert_eq!(cited(text), ["Alder Post=alder post"], "{text}");
        }
        assert_eq!(cited("According to the Associated Press, boats left."), ["Associated Press=ap"]);
        assert_eq!(cited("Boats left, the Alder Post Weekly wrote."), ["Alder Post Weekly=alder post weekly"]);
    }

    #[test]
    fn a_name_alone_is_no_citation() {
        for text in [
            "The Alder Post stands on the quay.",
            "Boats left the Alder post, officials said.",
            "He sold the Alder Post. Reported losses were small.",
            "She told Ilse Brandt of the Alder Post building.",
            "\"I told the Alder Post,\" she said.",
            "They told reporters that the envoys from Norland had bought Alder Lantern shares.",
        ] {
            assert_eq!(cited(text), [""; 0], "{text}");
        }
    }
}
