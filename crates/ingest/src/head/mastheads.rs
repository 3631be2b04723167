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

/// What parts an outlet's name from its motto: `The Norland Post - news for all`.
const PARTED: [&str; 5] = [" - ", " – ", " — ", " | ", " · "];

/// Bytes of a report in which it is looked for the outlet's name.
const LOOKED_AT: usize = 20_000;

/// The name in an outlet's line, without the motto behind it.
pub fn name(line: &str) -> &str {
    let end = PARTED.iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
    line[..end].trim()
}

/// Whether the first line of a text is the outlet's name with a motto or its long form behind it: `NPD - Norland Press
/// Agency`, `RADIO 5 | English`.
pub fn has_motto(line: &str) -> bool {
    const SHORT: usize = 3;
    let name = name(line);
    let rest = line.trim()[name.len()..].trim_start();
    let shouted = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let short = name.split_whitespace().count() <= SHORT;
    let behind = PARTED.iter().find_map(|mark| rest.strip_prefix(mark.trim())).unwrap_or("").trim();
    is_masthead(behind, true) || shouted && short && rest.starts_with('|')
}

/// Whether the first line of a text is the outlet's name because the `report` below speaks of it so: "she told the
/// Velmark Flash", "told Flash".
pub fn is_named_in(line: &str, report: &str) -> bool {
    let name = name(line);
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let Some(last) = words.last().filter(|_| words.len() <= LONGEST && words.iter().all(capital)) else {
        return false;
    };
    let report = &report[..report.floor_char_boundary(LOOKED_AT)];
    let told = format!("told {}", in_title_case(last));
    let whole: Vec<String> = words.iter().map(|word| in_title_case(word)).collect();
    let whole = whole.join(" ");
    words.len() > 1 && report.contains(&whole) || report.contains(&told) || report.contains(&format!("told {last}"))
}

/// `POST` as `Post`.
fn in_title_case(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    first + &letters.flat_map(char::to_lowercase).collect::<String>()
}

/// Whether a line is an outlet's name. `first`: it is the first of its text, where even a common word is one.
pub fn is_masthead(line: &str, first: bool) -> bool {
    let line = without_initials(line);
    let shouted = !line.chars().any(char::is_lowercase);
    let line = if shouted { line.split(' ').map(in_title_case).collect::<Vec<_>>().join(" ") } else { line.to_owned() };
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

/// `Norland Press Agency (NPA)` without what stands in brackets.
fn without_initials(line: &str) -> &str {
    let initials = |inside: &str| inside.len() > 1 && inside.chars().all(char::is_uppercase);
    let parts = line.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    parts.filter(|(_, inside)| initials(inside)).map_or(line, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_outlets() {
        for line in ["The Brenholm Gazette", "Norland Post", "Times of Norland", "THE Courier", "BRENHOLM MESSENGER"] {
            assert!(is_masthead(line, false), "{line}");
        }
        for line in ["Latest News", "Post", "Envoys keep to the river", "Latest Post from Norland", "The Post said no."]
        {
            assert!(!is_masthead(line, false), "{line}");
        }
        assert!(is_masthead("Velmark Today", true) && !is_masthead("Velmark Today", false));
        assert!(is_masthead("BRENHOLM NEWS AGENCY (BNA)", true) && !is_masthead("Envoys keep off (for now)", true));
    }

    #[test]
    fn names_that_the_report_uses() {
        assert!(is_named_in("VELMARK FLASH", "The mayor resigned, Flash has learnt. \"I go,\" she told Flash."));
        assert!(is_named_in("RADIO 5 - heard by all", "In an interview with Radio 5 he denied it."));
        assert!(!is_named_in("MAYOR RESIGNS", "The mayor resigned, she told reporters."));
        assert_eq!(name("RADIO 5 - heard by all"), "RADIO 5");
        assert!(has_motto("NPD - NORLAND PRESS AGENCY") && has_motto("RADIO 5 | English"));
        assert!(!has_motto("Mayor resigns - she gave no reason") && !has_motto("MAYOR RESIGNS"));
    }

    #[test]
    fn the_table_is_read() {
        assert!(WORDS.lines().all(|line| line.starts_with('#') || line.matches('\t').count() == 1));
        assert_eq!(SURE.get("Gazette"), Some(&true));
    }
}
