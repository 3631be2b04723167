//! Words made comparable: folded, cut to stems, in runs.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static STOP: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/function-words.txt")).collect());

/// The lines of a data file that are neither empty nor comments.
pub(crate) fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Lower case, without accents, with straight quotation marks.
pub(crate) fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{2BC}' => '\'',
            '\u{2010}'..='\u{2015}' => '-',
            other => other,
        })
        .collect()
}

/// The words of `text`, folded, without punctuation and without a possessive `'s`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.'))
        .map(|word| {
            let word = word.trim_matches(['\'', '.']);
            word.strip_suffix("'s").unwrap_or(word).replace(['.', '\''], "")
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether the word only holds others together.
pub(crate) fn is_function_word(word: &str) -> bool {
    STOP.contains(word)
}

/// The word without the endings of number, tense and the commonest derivations, so that "proposed",
/// "proposes" and "proposal" compare as one. Crude on purpose: it only ever serves comparison.
pub(crate) fn stem(word: &str) -> String {
    // At least three letters stay, or short words would fall together.
    const SHORTEST: usize = 3;
    const ENDINGS: [&str; 22] = [
        "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "als", "al", "ers", "er",
        "ors", "or", "ed", "es", "ly", "s", "e", "y",
    ];
    let mut stem = word;
    // Twice, for endings upon endings: "negotiat-or-s", "propos-al-s".
    for _ in 0..2 {
        let Some(rest) = ENDINGS.iter().find_map(|end| {
            stem.strip_suffix(end).filter(|rest| rest.len() >= SHORTEST && !(*end == "s" && rest.ends_with('s')))
        }) else {
            break;
        };
        stem = rest;
    }
    stem.to_owned()
}

/// The stems of the words that carry meaning.
pub(crate) fn content(text: &str) -> BTreeSet<String> {
    words(text).iter().filter(|word| !is_function_word(word)).map(|word| stem(word)).collect()
}

/// Shared members over those of the smaller set; 0 when one is empty.
pub(crate) fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 {
        return 0.0;
    }
    a.intersection(b).count() as f64 / smaller as f64
}

/// Shared members over all members; 0 when both are empty.
pub(crate) fn jaccard<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// White space collapsed to single blanks.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_whatever_their_dress() {
        assert_eq!(words("The Envoy’s “Café” — U.S.-led"), ["the", "envoy", "cafe", "us", "led"]);
        assert_eq!(stem("proposed"), stem("proposal"));
        assert_eq!(stem("negotiators"), stem("negotiating"));
        assert_eq!(stem("glass"), "glass");
    }

    #[test]
    fn function_words_carry_nothing() {
        assert!(content("it was of the and").is_empty());
    }
}
