//! The words of a page's furniture: menus, footers, notes of the publisher.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const PHRASES: &str = include_str!("../../data/phrases.tsv");

/// What a phrase shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Furniture {
    /// Names of a site's parts, which can be headings of a report too.
    Section,
    /// A row of a menu, or the way to a page.
    Menu,
    /// Menus, accounts, sharing, adverts.
    Nav,
    /// Adverts and links that pages put into a report, which goes on behind them.
    Break,
    /// Footers and terms.
    Legal,
    /// The publisher about the page.
    Note,
    /// Opens a list of other reports.
    Related,
    /// Opens the readers' part.
    Comments,
    /// Stands between comments.
    Reply,
    /// Closes the report.
    End,
}

struct Phrases {
    whole: BTreeMap<String, Furniture>,
    opening: Vec<(String, Furniture)>,
    inside: Vec<(String, Furniture)>,
}

/// Bytes of a unit in which phrases are looked for: furniture says so at once.
const LOOKED_AT: usize = 600;

static TABLE: LazyLock<Phrases> = LazyLock::new(|| {
    let mut table = Phrases { whole: BTreeMap::new(), opening: Vec::new(), inside: Vec::new() };
    for line in PHRASES.lines().filter(|line| !line.starts_with("# ")) {
        let mut fields = line.split('\t');
        let (Some(place), Some(class), Some(words)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let Some(class) = Furniture::named(class) else { continue };
        match place {
            "line" => {
                table.whole.insert(bare(words), class);
            }
            "start" => table.opening.push((words.to_owned(), class)),
            _ => table.inside.push((words.to_owned(), class)),
        }
    }
    table
});

impl Furniture {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "section" => Self::Section,
            "nav" => Self::Nav,
            "break" => Self::Break,
            "legal" => Self::Legal,
            "note" => Self::Note,
            "related" => Self::Related,
            "comments" => Self::Comments,
            "reply" => Self::Reply,
            "end" => Self::End,
            _ => return None,
        })
    }
}

/// What the phrases in a unit show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// The unit is nothing but such a phrase.
    pub whole: Option<Furniture>,
    /// It opens with one.
    pub opening: Option<Furniture>,
    /// How many different ones stand in it.
    pub inside: usize,
    /// How many of those are legal.
    pub legal: usize,
}

impl Shown {
    /// Looks for phrases in `words`.
    pub fn of(words: &str) -> Self {
        let words = words.get(..words.floor_char_boundary(LOOKED_AT)).unwrap_or(words);
        let lower = super::super::head::collapse(&words.to_lowercase()).replace('’', "'");
        let opening = |(phrase, class): &(String, Furniture)| {
            lower.strip_prefix(phrase.as_str()).is_some_and(|rest| is_end(phrase, rest)).then_some(*class)
        };
        let inside: Vec<Furniture> =
            TABLE.inside.iter().filter(|(phrase, _)| holds(&lower, phrase)).map(|(_, class)| *class).collect();
        Self {
            whole: TABLE
                .whole
                .get(&bare(&lower))
                .copied()
                .or_else(|| (is_trail(&lower) || is_row(words)).then_some(Furniture::Menu)),
            opening: TABLE.opening.iter().find_map(opening),
            inside: inside.len(),
            legal: inside.iter().filter(|class| **class == Furniture::Legal).count(),
        }
    }

    /// What the unit is, if the phrases alone decide it for a short unit.
    pub fn class(self) -> Option<Furniture> {
        self.whole.or(self.opening).or(match (self.legal, self.inside) {
            (1.., _) => Some(Furniture::Legal),
            (_, 1..) => Some(Furniture::Nav),
            _ => None,
        })
    }
}

/// Whether the words are the way to a page: `Home > World > Norland`.
fn is_trail(lower: &str) -> bool {
    const LONGEST: usize = 4;
    let short = |part: &&str| (1..=LONGEST).contains(&part.split(' ').count());
    [" > ", " » ", " › ", " / ", " | "].iter().any(|mark| {
        let parts: Vec<&str> = lower.split(mark).collect();
        let (first, last) = (parts.first().copied().unwrap_or(""), parts.last().copied().unwrap_or(""));
        let arrows = !matches!(*mark, " / " | " | ");
        // The page's own headline may stand last.
        let middle = parts[..parts.len() - 1].iter().all(short);
        parts.len() > 1 && middle && first == "home" || arrows && parts.len() > 2 && middle && short(&last)
    })
}

/// Whether the words are a row of a menu: `Share  Tweet  Print`, `[ Log in ]  [ Search ]`, `* Latest * Sport`.
fn is_row(words: &str) -> bool {
    const LONGEST: usize = 3;
    let parts: Vec<&str> = words
        .split(['[', ']', '|', '*', '•', '·', '\t', '\n'])
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let short = parts.iter().all(|part| part.split_whitespace().count() <= LONGEST);
    let known = parts.iter().filter(|part| TABLE.whole.contains_key(&bare(part))).count();
    // Of two both must be known: "Envoys meet | News" is a headline.
    short && if parts.len() > 2 { known * 2 >= parts.len() } else { parts.len() == 2 && known == 2 }
}

/// Small letters without digits and the marks around: `Comments (12)` → `comments`.
fn bare(words: &str) -> String {
    if words.starts_with(['#', '*', '-']) && words.len() <= 4 {
        return words.to_owned();
    }
    let kept: String =
        words.chars().map(|c| if c.is_alphabetic() || matches!(c, '\'' | '-' | '&') { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn holds(lower: &str, phrase: &str) -> bool {
    lower.match_indices(phrase).any(|(at, _)| {
        let before = lower.get(..at).and_then(|text| text.chars().next_back());
        let after = lower.get(at + phrase.len()..).unwrap_or("");
        !before.is_some_and(char::is_alphanumeric) && is_end(phrase, after)
    })
}

/// Whether a phrase that is followed by `rest` ends there, and not inside a word.
fn is_end(phrase: &str, rest: &str) -> bool {
    let open = phrase.ends_with(|c: char| !c.is_alphabetic());
    open || !rest.starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_openings_and_insides() {
        assert_eq!(Shown::of("Comments (12)").whole, Some(Furniture::Comments));
        assert_eq!(Shown::of("Sign up for our newsletter").opening, Some(Furniture::Nav));
        assert_eq!(Shown::of("© 2031 The Norland Post. All rights reserved.").class(), Some(Furniture::Legal));
        assert_eq!(Shown::of("Shareholders met on Monday").class(), None);
        assert_eq!(Shown::of("-30-").whole, Some(Furniture::End));
        assert_eq!(Shown::of("Share").whole, Some(Furniture::Nav));
        assert_eq!(Shown::of("Home > Coast > Harbours").whole, Some(Furniture::Menu));
        assert_eq!(Shown::of("Share  Tweet  Print  14 comments").whole, Some(Furniture::Menu));
        assert_eq!(Shown::of("[ Log in ]  [ Search ]  [ Harbour ]").whole, Some(Furniture::Menu));
        assert_eq!(Shown::of("Envoys meet | News").whole, None);
        assert_eq!(Shown::of("Brandt's yes / no game goes on > Reyl waits").whole, None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        for line in PHRASES.lines().filter(|line| !line.starts_with("# ")) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 3, "{line:?}");
            assert!(Furniture::named(fields[1]).is_some(), "{line:?}");
            assert!(["line", "start", "within"].contains(&fields[0]), "{line:?}");
            assert_eq!(fields[2], fields[2].to_lowercase(), "{line:?}");
        }
    }
}
