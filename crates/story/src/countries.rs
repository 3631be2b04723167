//! Countries by any of their names: the table that the events' actor codes use, too.

use crate::words::{fold, lines};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One table for the whole program: see its first lines for the columns.
const TABLE: &str = include_str!("../../reading/data/countries.tsv");

/// What a name says of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// How it is meant.
    pub by: By,
}

/// How a name stands for a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum By {
    /// Its name.
    Name,
    /// Its adjective or its people.
    Demonym,
    /// Its seat of government: a place of its own, too.
    Capital,
}

struct Table {
    by_name: HashMap<String, Country>,
    names: HashMap<&'static str, &'static str>,
    capitals: HashMap<&'static str, Vec<String>>,
}

static COUNTRIES: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { by_name: HashMap::new(), names: HashMap::new(), capitals: HashMap::new() };
    for line in lines(TABLE) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        // More columns may follow.
        let [code, _, name, also, adjectives, people, capital, government, ..] = cells[..] else { continue };
        table.names.insert(code, name);
        let mut add = |list: &'static str, by: By, plural: bool| {
            for word in list.split(", ").filter(|word| *word != "-") {
                let word = normal(word);
                if plural {
                    table.by_name.entry(format!("{word}s")).or_insert(Country { code, by });
                }
                table.by_name.entry(word).or_insert(Country { code, by });
            }
        };
        add(name, By::Name, false);
        add(also, By::Name, false);
        add(adjectives, By::Demonym, true);
        add(people, By::Demonym, true);
        add(capital, By::Capital, false);
        add(government, By::Capital, false);
        table.capitals.insert(code, capital.split(", ").map(normal).collect());
    }
    table
});

/// Without case, accents, full stops and a leading article: "the U.S." is "us".
fn normal(name: &str) -> String {
    let folded = fold(name).replace('.', "");
    let folded = folded.trim();
    let folded = folded.strip_suffix("'s").unwrap_or(folded);
    folded.strip_prefix("the ").unwrap_or(folded).trim().to_owned()
}

/// The country that the whole of `name` names.
pub(crate) fn lookup(name: &str) -> Option<Country> {
    // "us" in small letters is a pronoun.
    if name == "us" {
        return None;
    }
    COUNTRIES.by_name.get(&normal(name)).copied()
}

/// The usual name of the country with that code.
pub(crate) fn name(code: &str) -> Option<&'static str> {
    COUNTRIES.names.get(code).copied()
}

/// Whether the town is that country's capital.
pub(crate) fn is_capital(town: &str, code: &str) -> bool {
    COUNTRIES.capitals.get(code).is_some_and(|towns| towns.contains(&normal(town)))
}

/// The countries named among the words of `phrase`, names of up to four words.
pub(crate) fn within(phrase: &str) -> Vec<Country> {
    let words: Vec<&str> = phrase.split(|c: char| c.is_whitespace() || c == '-' || c == '/').collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let longest = (1..=4.min(words.len() - i)).rev().find_map(|n| {
            let name = words[i..i + n].join(" ");
            let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
            lookup(name).map(|country| (n, country))
        });
        match longest {
            Some((n, country)) => {
                found.push(country);
                i += n;
            }
            None => i += 1,
        }
    }
    found
}

/// What people and things of a place that no table holds may be called, folded: its name, or what is left of it
/// without its last vowels or "land", with an ending that such words have, in the singular and the plural.
pub(crate) fn adjectives(name: &str) -> impl Iterator<Item = String> {
    // Shorter beginnings are shared by chance.
    const ALIKE: usize = 4;
    const ENDINGS: [&str; 16] = [
        "", "n", "an", "ian", "ean", "ic", "ish", "ese", "i", "er", "ite", "ander", "lander", "landic", "landish", "ch",
    ];
    let name = normal(name);
    let stem = name.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']).to_owned();
    let bare = name.strip_suffix("land").map(str::to_owned);
    let stems = [Some(name.clone()), Some(stem), bare].into_iter().flatten();
    let stems: Vec<String> = stems.filter(|stem| stem.chars().count() >= ALIKE).collect();
    let forms = stems.into_iter().flat_map(|stem| {
        ENDINGS.iter().flat_map(move |ending| [format!("{stem}{ending}"), format!("{stem}{ending}s")])
    });
    forms.filter(move |form| *form != name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_name_leads_to_the_country() {
        let code = |name| lookup(name).map(|country| (country.code, country.by));
        assert_eq!(code("the U.S."), Some(("USA", By::Name)));
        assert_eq!(code("Icelandic"), Some(("ISL", By::Demonym)));
        assert_eq!(code("Austrians"), Some(("AUT", By::Demonym)));
        assert_eq!(code("Vienna"), Some(("AUT", By::Capital)));
        assert_eq!(code("us"), None);
        assert!(is_capital("Vienna", "AUT"));
    }

    #[test]
    fn countries_inside_a_phrase() {
        let codes: Vec<_> = within("South Korean-Icelandic talks").iter().map(|country| country.code).collect();
        assert_eq!(codes, ["KOR", "ISL"]);
    }

    #[test]
    fn adjectives_of_places_in_no_table() {
        let derives = |adjective: &str, name: &str| adjectives(name).any(|form| form == adjective);
        assert!(derives("suderian", "Suderia"));
        assert!(derives("norlandic", "Norland"));
        assert!(derives("norlanders", "Norland"));
        assert!(!derives("norland", "Norland"));
        assert!(!derives("nordic", "Norland"));
    }
}
