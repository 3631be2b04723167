//! Offices and descriptions of persons, made comparable.

use crate::countries;
use crate::words::{is_function_word, lines, stem, words};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Each further name of an office with the first, both as stems, longest first.
static SAME: LazyLock<Vec<(Vec<String>, Vec<String>)>> = LazyLock::new(|| {
    let mut same = Vec::new();
    for line in lines(include_str!("../../data/offices.tsv")) {
        let mut names = line.split('\t').map(stems);
        let Some(first) = names.next() else { continue };
        same.extend(names.map(|name| (name, first.clone())));
    }
    same.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    same
});

static UNIQUE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| lines(include_str!("../../data/unique-offices.txt")).map(stem).collect());

/// Words that tell nothing of the office itself.
const ASIDE: [&str; 12] = [
    "former",
    "new",
    "acting",
    "senior",
    "top",
    "veteran",
    "counterpart",
    "then",
    "visiting",
    "newly",
    "outgoing",
    "current",
];

/// Words for what somebody is to another: "uncle of the minister" holds no office.
const KIN: [&str; 18] = [
    "uncle",
    "aunt",
    "nephew",
    "niece",
    "brother",
    "sister",
    "son",
    "daughter",
    "father",
    "mother",
    "wife",
    "husband",
    "widow",
    "widower",
    "cousin",
    "grandson",
    "granddaughter",
    "relative",
];

fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem(word)).collect()
}

/// The office that `role` names, as a set of stems without countries: "the Norland ambassador to Suderia" is
/// `{ambassador}`. Empty where nothing is left.
pub(crate) fn office(role: &str) -> BTreeSet<String> {
    // What the office is for or of comes after: "to Suderia", "of state" is kept by the table of offices.
    let all: Vec<String> = words(role)
        .into_iter()
        .take_while(|word| !matches!(word.as_str(), "to" | "for" | "at" | "who" | "in"))
        .collect();
    if all.iter().any(|word| KIN.contains(&word.as_str())) {
        return BTreeSet::new();
    }
    let mut kept: Vec<String> = all
        .iter()
        .filter(|word| !ASIDE.contains(&word.as_str()) && countries::lookup(word).is_none())
        .map(|word| stem(word))
        .collect();
    for (name, first) in SAME.iter() {
        if let Some(at) = kept.windows(name.len()).position(|window| window == name.as_slice()) {
            kept.splice(at..at + name.len(), first.iter().cloned());
        }
    }
    kept.into_iter().filter(|word| !is_function_word(word)).collect()
}

/// Whether one person at a time holds the office: "the foreign minister", not "an official".
pub(crate) fn is_unique(office: &BTreeSet<String>) -> bool {
    office.iter().any(|word| UNIQUE.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_office_by_several_names() {
        assert_eq!(office("Austrian ambassador to Iceland"), office("the envoy"));
        assert_eq!(office("prime minister"), office("Premier"));
        assert_ne!(office("foreign minister"), office("prime minister"));
        assert!(office("counterpart").is_empty());
        assert!(office("uncle of the present minister").is_empty());
    }
}
