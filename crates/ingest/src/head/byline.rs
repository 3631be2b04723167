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
        r"^(?:[Bb]y|BY|(?i:written by|posted by|reported by|byline|author|authors|text by|story by|words by|interview by|interviewed by|from our correspondent))(?:\s*:\s*|\s+)(.+)$",
    )
});
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:correspondents?|reporters?|editors?|staff|writers?|bureau|columnist|contributor|news desk|agencies|newsroom)\b",
    )
});
/// Those of a house who write without a name: "by our harbour correspondent", "From our staff and NPA".
static UNNAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?i:by|from)\s+((?i:our\s+(?:[\p{L}’'-]+\s+){0,3}?(?:correspondents?|reporters?|staff|team|writers?|editors?|bureau|newsroom|desk)",
        r"|staff(?:\s+(?:reporters?|writers?|correspondents?))?|(?:a|an)\s+(?:[\p{L}’'-]+\s+)?(?:reporter|correspondent)",
        r"|(?:news\s+|wire\s+)?(?:agencies|agency\s+(?:reports|dispatches)|services))",
        r"(?:(?:\s+(?i:and|with|in|at)|\s*[,/])\s+.{2,60})?)$",
    ))
});
/// What parts the last name of a byline from those before it.
const BETWEEN: [&str; 4] = [", ", " of ", " with ", " and "];

/// Reads `line`, whose first byte is at `base`, as a byline.
pub fn byline(line: &str, base: usize) -> Option<Byline> {
    if line.len() > LONGEST || line.ends_with(['!', '?']) {
        return None;
    }
    if let Some(names) = UNNAMED.captures(line).and_then(|captures| captures.get(1)).filter(|_| !line.ends_with('.')) {
        return Some(Byline {
            name: super::collapse(names.as_str()),
            span: Span::new(base + names.start(), base + names.end()),
            house: house(names.as_str(), base + names.start()),
        });
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
    Some(Byline { name: super::collapse(names), span, house: house(names, base + start) })
}

/// The agency that stands last among `names`, whose first byte is at `base`. Beside "our staff", or behind "with", the
/// initials of one that no table knows are enough.
fn house(names: &str, base: usize) -> Option<(String, Span)> {
    let (at, mark) = BETWEEN.iter().filter_map(|mark| Some((names.rfind(mark)?, *mark))).max()?;
    let house = names.get(at + mark.len()..)?.trim();
    let initials = (2..=5).contains(&house.len()) && house.bytes().all(|byte| byte.is_ascii_uppercase());
    let shared = mark == " with " || mark == " and " && names.get(..at).is_some_and(is_unnamed);
    let known = super::agencies::is_agency(house) || initials && shared;
    let start = base + at + mark.len();
    known.then(|| (house.to_owned(), Span::new(start, start + house.len())))
}

fn is_unnamed(names: &str) -> bool {
    names.chars().next().is_some_and(char::is_lowercase) && ROLE.is_match(names)
}

/// Who asked, in a line below the headline of an interview: "Ove Lund, harbour master, talks to Pia Stein".
pub fn asked_by(line: &str, base: usize) -> Option<Byline> {
    static TALKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\s(?i:(?:talks|talked|speaks|spoke|speaking|talking) (?:to|with)|in conversation with)\s+(.+)$")
    });
    let name = TALKS.captures(line).filter(|_| line.len() <= LONGEST).and_then(|captures| captures.get(1))?;
    let span = Span::new(base + name.start(), base + name.end());
    is_person(name.as_str()).then(|| Byline { name: super::collapse(name.as_str()), span, house: None })
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
    let dated = !dates::dates(rest, 0).is_empty();
    is_person(name) && !dated && rest.split_whitespace().count() <= 8 && !line.ends_with('.') && ROLE.is_match(rest)
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
            ("by our harbour correspondent", "our harbour correspondent"),
            ("By a staff reporter in Sude", "a staff reporter in Sude"),
            ("BYLINE: Ilse Brandt", "Ilse Brandt"),
            ("By Ilse Brandt, Associated Press", "Ilse Brandt, Associated Press"),
        ] {
            assert_eq!(name(line).as_deref(), Some(expected), "{line}");
        }
        for line in [
            "By noon the talks were over.",
            "By the sea",
            "By Monday nobody in the town knew what to say",
            "Ilse Brandt, 54",
            "From our staff he asked for more than he gave.",
            "By the staff they knew him",
        ] {
            assert_eq!(name(line), None, "{line}");
        }
    }

    #[test]
    fn the_house_of_the_writer() {
        let found = byline("By Ilse Brandt, Associated Press", 10).unwrap();
        assert_eq!(found.house, Some(("Associated Press".to_owned(), Span::new(26, 42))));
    }

    #[test]
    fn agencies_beside_the_staff() {
        let house = |line: &str| byline(line, 0).and_then(|byline| byline.house).map(|(name, _)| name);
        assert_eq!(house("From our staff and NPA").as_deref(), Some("NPA"));
        assert_eq!(house("By Velmark Flash with NPA").as_deref(), Some("NPA"));
        assert_eq!(house("By Ilse Brandt and AFP").as_deref(), Some("AFP"));
        assert_eq!(house("BY ILSE BRANDT AND TOMAS REYL"), None);
    }

    #[test]
    fn who_asked_in_an_interview() {
        let name = |line: &str| asked_by(line, 0).map(|byline| byline.name);
        assert_eq!(name("Greta Lund, Norland's envoy, talks to Ilse Brandt").as_deref(), Some("Ilse Brandt"));
        assert_eq!(name("Envoy talks to reporters"), None);
    }
}
