//! `PORT ALDER, Norland (AP) —`: the place that opens an agency-style report.

use super::{agencies, dates, pattern};
use record::{Span, report};
use regex::Regex;
use std::sync::LazyLock;

/// What the opening of a report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The place.
    pub dateline: report::Dateline,
    /// The agency or outlet in brackets.
    pub house: Option<(String, Span)>,
    /// The words between the place and the dash, where a full date may stand.
    pub middle: Span,
}

/// Bytes in which an opening must be complete.
const LONGEST: usize = 140;

static MIDDLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[,.\s]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s*\d{0,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)?(?:,?\s*\d{4})?[,.\s]*$",
    )
});

/// Small words inside the names of places.
const SMALL: [&str; 12] = ["de", "la", "al", "el", "of", "the", "am", "an", "der", "den", "le", "and"];
/// Words of the longest name of a place, and of its region.
const PLACE_WORDS: usize = 6;

/// Reads the opening of a paragraph whose first byte is at `base`.
///
/// The place must be in capitals, or come with a date or an agency: "The envoy - a banker - left" is no opening.
pub fn opening(paragraph: &str, base: usize) -> Option<Opening> {
    let start = paragraph.get(..paragraph.floor_char_boundary(LONGEST))?;
    let head = start.get(..dash(start)?)?;
    let bracket = head.find('(').and_then(|open| Some((open, open + head.get(open..)?.find(')')?)));
    let (before, house, after) = match bracket {
        Some((open, close)) => {
            (&head[..open], Some((open + 1, &head[open + 1..close])), (close + 1, &head[close + 1..]))
        }
        None => (head, None, (head.len(), "")),
    };
    let cut = place_end(before)?;
    let place = before[..cut].trim_end_matches([',', ' ']);
    let middles = [(cut, &before[cut..]), after];
    if !is_place(place) || middles.iter().any(|(_, words)| !MIDDLE.is_match(words)) {
        return None;
    }
    let dated = middles.iter().find(|(_, words)| words.contains(|c: char| c.is_alphanumeric()));
    let first = place.split(',').next().unwrap_or(place);
    let letters = || first.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() > 2 && !letters().any(char::is_lowercase);
    let known = house.is_some_and(|(_, name)| is_house(name));
    if (!capitals && dated.is_none() && !known) || (house.is_some() && !known) {
        return None;
    }
    let span = |at: usize, words: &str| Span::new(base + at, base + at + words.len());
    Some(Opening {
        dateline: report::Dateline { place: place.to_owned(), span: span(0, place) },
        house: house.map(|(at, name)| (name.to_owned(), span(at, name))),
        middle: dated.map_or(Span::new(base + cut, base + cut), |(at, words)| span(*at, words)),
    })
}

/// Where the dash stands that parts an opening from the report.
fn dash(start: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + start.get(at..)?.find(['—', '–', '-', '_'])?;
        let mark = start[found..].chars().next()?;
        let rest = start[found..].trim_start_matches(mark);
        let length = start.len() - found - rest.len();
        let before = start[..found].chars().next_back()?;
        let apart = before.is_whitespace() || before == ')';
        // One hyphen stands alone between spaces; elsewhere it is inside a word ("US-led").
        let sure =
            length > mark.len_utf8() || matches!(mark, '—' | '–') || apart && rest.starts_with(char::is_whitespace);
        let next = rest.trim_start().chars().next()?;
        if sure && (next.is_uppercase() || matches!(next, '"' | '“' | '‘' | '\'') || next.is_ascii_digit()) {
            return Some(found);
        }
        if sure {
            return None;
        }
        at = found + length;
    }
}

/// Where the name of the place, with its region, ends: before a date or a number, or at the end.
fn place_end(before: &str) -> Option<usize> {
    let mut at = 0;
    for word in before.split_inclusive(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // May is a month and no place; it never opens a name here, since a place comes first.
        if at > 0 && (dates::is_day_word(bare) || bare.starts_with(|c: char| c.is_ascii_digit())) {
            return Some(at);
        }
        at += word.len();
    }
    (at > 0).then_some(at)
}

/// Whether every word of a place and its region opens with a capital.
fn is_place(place: &str) -> bool {
    let parts: Vec<&str> = place.split(',').collect();
    (1..=3).contains(&parts.len())
        && parts.iter().all(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let named = |word: &&str| {
                SMALL.contains(word)
                    || word.chars().next().is_some_and(char::is_uppercase)
                        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '/'))
            };
            (1..=PLACE_WORDS).contains(&words.len())
                && words.iter().all(named)
                && words.first().is_some_and(|word| !SMALL.contains(word))
        })
}

/// Whether the words in brackets name an agency or outlet: "(AP)", "(The Norland Post)".
fn is_house(words: &str) -> bool {
    let capital =
        words.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase) || word == "of");
    agencies::is_agency(words)
        || (capital && dates::dates(words, 0).is_empty() && !words.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_open_a_report() {
        for (words, place, house) in [
            ("PORT ALDER (AP) - The envoys met.", "PORT ALDER", Some("AP")),
            ("PORT ALDER, Norland — The envoys met.", "PORT ALDER, Norland", None),
            ("PORT ALDER, March 4 (Reuters) - The envoys met.", "PORT ALDER", Some("Reuters")),
            ("Port Alder, 4 March 2031 (AFP) – The envoys met.", "Port Alder", Some("AFP")),
            ("PORT ALDER, 4th March, 2031 (AFP) -- The envoys met.", "PORT ALDER", Some("AFP")),
            ("PORT ALDER -- The envoys met.", "PORT ALDER", None),
            ("PORT ALDER/SUDE, March 4 - The envoys met.", "PORT ALDER/SUDE", None),
            ("ST. JORIS, Norland (AP) _ The envoys met.", "ST. JORIS, Norland", Some("AP")),
            ("Port Alder (dpa) - The envoys met.", "Port Alder", Some("dpa")),
        ] {
            let found = opening(words, 5).unwrap_or_else(|| panic!("nothing in {words:?}"));
            assert_eq!(found.dateline.place, place, "{words}");
            assert_eq!(found.house.map(|house| house.0).as_deref(), house, "{words}");
            assert_eq!(found.dateline.span.start, 5);
        }
    }

    #[test]
    fn dashes_that_open_nothing() {
        for words in [
            "The envoy - a former banker - left at noon.",
            "US-led forces left at noon.",
            "Ilse Brandt — the envoy — left at noon.",
            "NATO leaders (and others) left - at noon.",
            "The minister (Ilse Brandt) - who left - spoke.",
        ] {
            assert_eq!(opening(words, 0), None, "{words}");
        }
    }
}
