//! Countries as English news names them: by name, adjective, people, capital, seat of government.
//!
//! The table is `data/countries.tsv`; codes are those of CAMEO and PLOVER.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A country or territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, which CAMEO and PLOVER use: `NOR`.
    pub code: &'static str,
    /// ISO 3166-1 alpha-2: `NO`.
    pub iso2: &'static str,
    /// Its usual English name.
    pub name: &'static str,
}

/// How words refer to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// "Norway".
    Name,
    /// "Norwegian"; with an s the people.
    Adjective,
    /// "Dane", "Frenchman".
    People,
    /// "Oslo": the town, and often the government.
    Capital,
    /// A house, street or ministry that stands for the government: "Downing Street".
    Seat,
    /// A part, a disputed part or a predecessor: "Wales", "the Soviet Union".
    Related,
}

static TABLE: &str = include_str!("../data/countries.tsv");

/// Columns of the table that name a country, in the order in which a word's senses are preferred.
const COLUMNS: [(usize, Reference); 7] = [
    (2, Reference::Name),
    (3, Reference::Name),
    (4, Reference::Adjective),
    (5, Reference::People),
    (6, Reference::Capital),
    (7, Reference::Seat),
    (8, Reference::Related),
];

struct Gazetteer {
    countries: Vec<Country>,
    /// Folded words to country and reference.
    words: BTreeMap<String, (usize, Reference)>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let rows: Vec<Vec<&str>> = rows(TABLE).collect();
    let cell = |row: &[&'static str], column: usize| row.get(column).copied().unwrap_or("-");
    let countries =
        rows.iter().map(|row| Country { code: cell(row, 0), iso2: cell(row, 1), name: cell(row, 2) }).collect();
    let mut words = BTreeMap::new();
    for (column, reference) in COLUMNS {
        for (index, row) in rows.iter().enumerate() {
            for word in cell(row, column).split(", ").filter(|word| *word != "-") {
                words.entry(key(word)).or_insert((index, reference));
            }
        }
    }
    Gazetteer { countries, words }
});

/// All countries, in the table's order.
pub fn countries() -> &'static [Country] {
    &GAZETTEER.countries
}

/// The country that `words` refer to, and how: `Norway`, `Norwegian`, `the Norwegians`, `Oslo`, `U.S.`.
///
/// Case and accents do not count, but for "us", which is a country only in capitals.
///
/// ```
/// use reading::gazetteer::{look_up, Reference};
/// let (country, reference) = look_up("the Norwegians").unwrap();
/// assert_eq!((country.code, reference), ("NOR", Reference::People));
/// assert!(look_up("us").is_none() && look_up("US").is_some());
/// ```
pub fn look_up(words: &str) -> Option<(&'static Country, Reference)> {
    let key = key(words);
    if key == "us" && !words.contains("US") && !words.contains("U.S") {
        return None;
    }
    let find = |key: &str| GAZETTEER.words.get(key).copied();
    let (index, reference) = find(&key).or_else(|| people(&key).and_then(|singular| find(&singular)).map(to_people))?;
    Some((GAZETTEER.countries.get(index)?, reference))
}

/// The plural of an adjective is the people.
fn to_people((index, reference): (usize, Reference)) -> (usize, Reference) {
    (index, if reference == Reference::Adjective { Reference::People } else { reference })
}

/// The singular of a word for many of a people.
fn people(key: &str) -> Option<String> {
    let woman = key.strip_suffix("women").map(|stem| format!("{stem}woman"));
    woman.or_else(|| key.strip_suffix("men").map(|stem| format!("{stem}man"))).or_else(|| {
        // Only adjectives and peoples have a plural here: "Laos" and "Athens" were found before.
        key.strip_suffix('s').filter(|stem| stem.len() > 3).map(str::to_owned)
    })
}

/// Lines of a table without comments, cut into cells.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// [`fold`] without the article before and the possessive mark behind.
fn key(words: &str) -> String {
    let folded = fold(words);
    let bare = folded.strip_suffix("'s").unwrap_or(&folded);
    bare.strip_prefix("the ").unwrap_or(bare).to_owned()
}

/// Words made comparable: lower case, no accents, no dots, straight apostrophes, single blanks.
pub(crate) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for c in words.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '.' | '\u{ad}' | '\u{200b}' => {}
            '’' | '‘' | 'ʼ' | '`' => folded.push('\''),
            '‐' | '‑' | '–' => folded.push('-'),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            'ı' | 'İ' => folded.push('i'),
            c if c.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(words: &str) -> Option<(&'static str, Reference)> {
        look_up(words).map(|(country, reference)| (country.code, reference))
    }

    #[test]
    fn a_country_is_known_by_its_names() {
        assert_eq!(code("Norway"), Some(("NOR", Reference::Name)));
        assert_eq!(code("Norwegian"), Some(("NOR", Reference::Adjective)));
        assert_eq!(code("Norwegians"), Some(("NOR", Reference::People)));
        assert_eq!(code("Oslo’s"), Some(("NOR", Reference::Capital)));
        assert_eq!(code("The  Netherlands"), Some(("NLD", Reference::Name)));
        assert_eq!(code("Frenchmen"), Some(("FRA", Reference::People)));
        assert_eq!(code("Wales"), Some(("GBR", Reference::Related)));
        assert_eq!(code("Norland"), None);
    }

    #[test]
    fn the_pronoun_is_not_a_country() {
        assert_eq!(code("U.S."), Some(("USA", Reference::Name)));
        assert_eq!(code("us"), None);
        assert_eq!(code("Us"), None);
    }

    #[test]
    fn every_row_is_whole_and_codes_are_unique() {
        let mut codes: Vec<&str> = countries().iter().map(|country| country.code).collect();
        assert!(rows(TABLE).all(|row| row.len() == 9), "a row has not nine cells");
        assert!(codes.iter().all(|code| code.len() == 3));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), countries().len());
    }

    #[test]
    fn folding_is_for_comparing() {
        assert_eq!(fold("  Élysée\u{a0}Palace "), "elysee palace");
        assert_eq!(fold("U.S."), "us");
    }
}
