//! Who wrote it, as a line of its own says.

use super::{dates, pattern};
use record::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// The names, with office or outlet where the line gives them.
    pub name: String,
    /// Its words.
    pub span: Span,
    /// The agency or outlet that the line gives after the name.
    pub house: Option<(String, Span)>,
}

/// Bytes of the longest byline: four names with their offices.
const LONGEST: usize = 220;

static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[Bb]y|BY|(?i:written by|posted by|reported by|author|authors|text by|story by|words by|from our correspondent))(?:\s*:\s*|\s+)(.+)$",
    )
});
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:correspondents?|reporters?|editors?|staff|writers?|bureau|columnist|contributor|news desk|agencies|newsroom)\b",
    )
});

/// Reads `line`, whose first byte is at `base`, as a byline.
pub fn byline(line: &str, base: usize) -> Option<Byline> {
    if line.len() > LONGEST || line.ends_with(['!', '?']) {
        return None;
    }
    let (names, start) = match BY.captures(line).and_then(|captures| captures.get(1)) {
        Some(names) => (names.as_str(), names.start()),
        // Without "By" a name must come with an office: "Jane Doe, political correspondent".
        None if is_signed(line) => (line, 0),
        None => return None,
    };
    let names = &names[..before_date(names)];
    let names = names.split(['|', '•', '·', '/', '—', '–']).next().unwrap_or(names);
    let names = names.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    if !is_names(names) {
        return None;
    }
    let span = Span::new(base + start, base + start + names.len());
    let house = names.rsplit_once(", ").or_else(|| names.rsplit_once(" of ")).and_then(|(person, house)| {
        let at = base + start + person.len() + names[person.len()..].find(house)?;
        super::agencies::is_agency(house).then(|| (house.to_owned(), Span::new(at, at + house.len())))
    });
    Some(Byline { name: super::collapse(names), span, house })
}

/// Whether `text` reads as one to four persons' names with what may follow them.
fn is_names(text: &str) -> bool {
    const MOST: usize = 24;
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = words.first() else { return false };
    let opens = first.chars().next().is_some_and(char::is_uppercase);
    let named = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    let sentence = text.ends_with('.') && !text.ends_with("Jr.") && !text.ends_with("Sr.") && words.len() > 5;
    opens && !sentence && words.len() <= MOST && named * 2 >= words.len() && !text.contains(['?', '!', '“', '"'])
}

/// A name of two or three words, a comma or "in", and an office or place: said of a person at work.
fn is_signed(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(", ").or_else(|| line.split_once(" in ")) else { return false };
    is_person(name) && rest.split_whitespace().count() <= 8 && !line.ends_with('.') && ROLE.is_match(rest)
}

/// Whether `text` looks like one person's name and nothing else.
pub fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            let mut letters = word.chars();
            let first = letters.next().is_some_and(char::is_uppercase);
            (first && letters.all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')))
                || matches!(*word, "de" | "van" | "von" | "bin" | "al" | "da" | "del" | "der" | "la" | "den")
        })
        && !text.chars().all(|c| !c.is_lowercase())
}

fn before_date(names: &str) -> usize {
    let date = dates::dates(names, 0).first().map(|moment| moment.span.start);
    date.unwrap_or(names.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(line: &str) -> Option<String> {
        byline(line, 0).map(|byline| byline.name)
    }

    #[test]
    fn lines_that_name_the_writer() {
        for (line, expected) in [
            ("By Ilse Brandt", "Ilse Brandt"),
            ("BY ILSE BRANDT AND TOMAS REYL", "ILSE BRANDT AND TOMAS REYL"),
            ("By Ilse Brandt | March 4, 2031", "Ilse Brandt"),
            ("Written by: Tomas Reyl", "Tomas Reyl"),
            ("Ilse Brandt, Political Correspondent", "Ilse Brandt, Political Correspondent"),
            ("By Ilse Brandt, Associated Press", "Ilse Brandt, Associated Press"),
        ] {
            assert_eq!(name(line).as_deref(), Some(expected), "{line}");
        }
        for line in [
            "By noon the talks were over.",
            "By the sea",
            "By Monday nobody in the town knew what to say",
            "Ilse Brandt, 54",
        ] {
            assert_eq!(name(line), None, "{line}");
        }
    }

    #[test]
    fn the_house_of_the_writer() {
        let found = byline("By Ilse Brandt, Associated Press", 10).unwrap();
        assert_eq!(found.house, Some(("Associated Press".to_owned(), Span::new(26, 42))));
    }
}
