//! Names of newspapers and broadcasters, told from other lines by the words that such names are made of.

use super::pattern;
use regex::Regex;
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
const PARTED: [&str; 8] = [" - ", " – ", " — ", " | ", " · ", "   ", "\t", "  ("];

/// Bytes of a report in which it is looked for the outlet's name.
const LOOKED_AT: usize = 20_000;

/// What a bracket behind an outlet's name says of the copy in hand: `(English edition)`.
static EDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\s*\((?:[^()]{0,30}\b(?:edition|version|service|issue|online|digital|supplement|translation)|english|international|national|weekend|sunday)\)$",
    )
});
/// What only an outlet's own line has: its number, its volume, its year.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:^|[\s(,|])(?:no|nr|issue|number|vol|volume|edition)(?:\b\.?|\s)\s?(?:no\.?\s?)?[#\dIVXLC]|№\s?\d")
});

/// The name in an outlet's line, without the motto or the edition behind it.
pub fn name(line: &str) -> &str {
    let end = PARTED.iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
    let name = line[..end].trim();
    EDITION.find(name).map_or(name, |edition| &name[..edition.start()])
}

/// Whether a line counts the issues of the outlet whose name stands above it: `No. 61 (11 408)`, `Vol. XII`.
pub fn has_number(line: &str) -> bool {
    NUMBER.is_match(line)
}

/// Whether a part of a line that has a date is an outlet's name, by any of its words.
pub fn is_name_beside_date(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let cased: Vec<String> = parts.iter().map(|word| in_title_case(word)).collect();
    let capital = |word: &&str| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let known = |word: &String| SURE.contains_key(word.as_str());
    let own = |word: &&String| *word != "The" && !crate::plain::is_furniture(word);
    let joined = |word: &&str| capital(word) || matches!(*word, "of" | "the" | "and" | "&" | "de" | "la" | "du");
    (2..=LONGEST).contains(&parts.len())
        && parts.iter().all(joined)
        && cased.iter().any(known)
        && cased.iter().filter(own).count() > 1
        && !has_number(words)
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
    let line = name_of(line);
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

/// An outlet's line without its edition, without its number and without its initials.
fn name_of(line: &str) -> &str {
    let line = line.trim();
    let line = EDITION.find(line).map_or(line, |edition| &line[..edition.start()]);
    let wide = line.find("   ").filter(|at| has_number(&line[*at..]));
    without_initials(wide.map_or(line, |at| line[..at].trim_end()))
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
        assert_eq!(name("SUDE GAZETA  (English edition)"), "SUDE GAZETA");
        assert_eq!(name("THE OAR QUARTERLY   VOL. II, NO. 3"), "THE OAR QUARTERLY");
        assert!(is_masthead("SUDE GAZETA (English edition)", false) && has_number("No. 61 (11 408)  Sude"));
        assert!(has_number("Issue 214 - 4 March 2031") && !has_number("No deal in Port Alder, 4 March 2031"));
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
