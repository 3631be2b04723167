//! Names of newspapers and broadcasters, told from other lines by the words that such names are made of.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const WORDS: &str = include_str!("../../data/mastheads.tsv");

/// Words of the longest name.
const LONGEST: usize = 5;

/// Whether each word is sure wherever it stands.
static SURE: LazyLock<BTreeMap<&str, bool>> = LazyLock::new(|| {
    let rows = WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.map(|(sure, word)| (word, sure == "sure")).collect()
});

/// Whether a line is an outlet's name. `first`: it is the first of its text, where even a common word is one.
pub fn is_masthead(line: &str, first: bool) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let named = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphanumeric() || "-'’.&".contains(c))
            || matches!(*word, "of" | "the" | "and" | "&" | "de" | "la")
    };
    let known = |word: &&str| SURE.get(*word).is_some_and(|sure| *sure || first);
    // The telling word ends a name ("The Norland Post"), or is followed by a place ("Times of Norland").
    let telling = words.last().is_some_and(known) || words.windows(2).any(|pair| known(&pair[0]) && pair[1] == "of");
    let others = words.iter().filter(|word| !SURE.contains_key(**word)).count();
    (2..=LONGEST).contains(&words.len()) && telling && others > 0 && words.iter().all(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_outlets() {
        for line in ["The Brenholm Gazette", "Norland Post", "Times of Norland", "THE Courier"] {
            assert!(is_masthead(line, false), "{line}");
        }
        for line in ["Latest News", "Post", "Envoys keep to the river", "Latest Post from Norland", "The Post said no."]
        {
            assert!(!is_masthead(line, false), "{line}");
        }
        assert!(is_masthead("Velmark Today", true) && !is_masthead("Velmark Today", false));
    }

    #[test]
    fn the_table_is_read() {
        assert!(WORDS.lines().all(|line| line.starts_with('#') || line.matches('\t').count() == 1));
        assert_eq!(SURE.get("Gazette"), Some(&true));
    }
}
