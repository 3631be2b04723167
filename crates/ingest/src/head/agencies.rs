//! Names of news agencies and of those who give pictures.

use std::collections::BTreeSet;
use std::sync::LazyLock;

const PICTURES: &str = include_str!("../../data/pictures.tsv");

static GIVERS: LazyLock<BTreeSet<String>> = LazyLock::new(|| names(PICTURES));
static HOUSES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| names(PICTURES.split("# Words that").next().unwrap_or_default()));

fn names(table: &str) -> BTreeSet<String> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.flat_map(|line| line.split('\t')).map(key).filter(|name| !name.is_empty()).collect()
}

/// Names are compared without article, stops and the space around; case counts in short ones (`AA`, `Trend`).
fn key(name: &str) -> String {
    let name = name.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
    if name.chars().count() > 5 { name.to_lowercase() } else { name.replace('.', "") }
}

/// Whether `name` is that of a news agency.
pub fn is_agency(name: &str) -> bool {
    record::agencies::agency(name).is_some()
}

/// Whether `name` is that of an agency or of another giver of pictures.
pub fn gives_pictures(name: &str) -> bool {
    is_agency(name) || GIVERS.contains(&key(name))
}

/// Whether `name` is that of a house that does nothing but give pictures, so that its name alone is a credit.
pub fn is_picture_house(name: &str) -> bool {
    HOUSES.contains(&key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_their_forms() {
        for name in ["AP", "The Associated Press", "Agence France-Presse", " Reuters ", "A.P."] {
            assert!(is_agency(name), "{name}");
        }
        for name in ["ap", "The Norland Post", "", "Getty"] {
            assert!(!is_agency(name), "{name}");
        }
        assert!(gives_pictures("Getty Images"));
    }
}
