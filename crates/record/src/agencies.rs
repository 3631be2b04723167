//! The names of news agencies, one table for every stage that meets them: in credits, datelines and citations.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/agencies.tsv");

/// Names of more letters than this are known in any case; shorter ones are words of the language in small letters
/// ("trend", "ap").
const LETTERS: usize = 5;

static SHORT: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| names().map(|(name, short)| (key(name), short)).collect());

/// Every name of every agency, with the short name of that agency.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = TABLE.lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    rows.flat_map(|row| {
        let short = row.split('\t').next().unwrap_or(row);
        row.split('\t').map(move |name| (name, short))
    })
}

/// The short name of the agency `name`; `None` for whatever is no agency.
pub fn agency(name: &str) -> Option<&'static str> {
    SHORT.get(&key(name)).copied()
}

/// Names are compared without article, stops, hyphens and the space around.
fn key(name: &str) -> String {
    let name = name.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
    let name = name.replace(['.', '\'', '\u{2019}'], "").replace(['-', '\u{2010}', '\u{2011}'], " ");
    if name.chars().count() > LETTERS { name.to_lowercase() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn one_agency_by_several_names() {
        for name in ["AP", "The Associated Press", "associated press", " A.P. "] {
            assert_eq!(agency(name), Some("AP"), "{name}");
        }
        assert_eq!(agency("Agence France Presse"), agency("AFP"));
        for name in ["ap", "trend", "The Norland Post", ""] {
            assert_eq!(agency(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_stands_for_two_agencies() {
        let mut seen = BTreeSet::new();
        let keys = names().filter(|(name, _)| !seen.insert(key(name)));
        assert_eq!(keys.collect::<Vec<_>>(), []);
    }
}
