//! Nouns for people, bodies and places; words before names; the gender of given names.
//!
//! The tables are `data/roles.tsv`, `data/titles.tsv` and `data/given_names.tsv`.

use super::draft::Gender;
use crate::gazetteer::{fold, rows};
use record::NameType;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A noun, or several words, for a person, body or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Role {
    /// The words in lower case, singular.
    pub words: &'static str,
    /// What it stands for.
    pub kind: NameType,
    /// Words of one class may name the same holder.
    pub class: &'static str,
    /// Classes whose words may also refer to a holder of this one, at any remove.
    pub broader: BTreeSet<&'static str>,
    /// What the noun says of the gender.
    pub gender: Gender,
    /// Whether the singular stands for several.
    pub collective: bool,
}

impl Role {
    /// Whether a word of this role may refer to somebody who was given the role `other`: "the official" to an
    /// ambassador, but not "the ambassador" to an official.
    pub fn may_refer_to(&self, other: &Role) -> bool {
        self.kind == other.kind && (self.class == other.class || other.broader.contains(self.class))
    }

    /// Whether both may be one body by what they are for: "the foreign ministry" is not the interior ministry.
    pub fn same_field(&self, other: &Role) -> bool {
        const BODIES: [&str; 3] = ["ministry", "department", "office"];
        let field = |role: &Role| {
            let (field, body) = role.words.rsplit_once(' ')?;
            let same = match field {
                "state" => "foreign",
                "defense" => "defence",
                other => other,
            };
            (role.class == "ministry" && BODIES.contains(&body)).then(|| same.to_owned())
        };
        field(self).zip(field(other)).is_none_or(|(a, b)| a == b)
    }

    /// Whether it is held below or in the place of another: "deputy minister".
    pub fn is_deputy(&self) -> bool {
        ["deputy", "vice", "assistant"].iter().any(|word| self.words.starts_with(word))
    }

    /// Whether it says no more than that it is a person, so that it fits anybody.
    pub fn is_plain(&self) -> bool {
        matches!(self.class, "person" | "man" | "woman" | "leader" | "official" | "politician" | "member")
    }
}

/// A word before a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// Courtesy titles say no more than the gender.
    pub courtesy: bool,
    /// What it says of the gender.
    pub gender: Gender,
    /// The noun of `roles.tsv` that it stands for, if any.
    pub role: Option<&'static str>,
}

/// Longest entry of the table of roles, in words.
const LONGEST_ROLE: usize = 4;

static ROLES: LazyLock<BTreeMap<String, Role>> = LazyLock::new(|| {
    let lines: Vec<Vec<&'static str>> = rows(include_str!("../../data/roles.tsv")).collect();
    let mut up: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for row in &lines {
        if let [_, _, class, broader, ..] = row[..] {
            up.entry(class).or_default().extend(broader.split(", ").filter(|class| *class != "-"));
        }
    }
    let closure = |class: &str| {
        let mut seen: BTreeSet<&'static str> = BTreeSet::new();
        let mut open: Vec<&'static str> = up.get(class).into_iter().flatten().copied().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(up.get(next).into_iter().flatten());
            }
        }
        seen
    };
    let role = |row: &Vec<&'static str>| {
        let [words, kind, class, _, gender, number] = row[..] else { return None };
        let role = Role {
            words,
            kind: NameType::from_label(kind)?,
            class,
            broader: closure(class),
            gender: gender_of(gender),
            collective: number == "c",
        };
        Some((fold(words), role))
    };
    lines.iter().filter_map(role).collect()
});

static TITLES: LazyLock<BTreeMap<String, Title>> = LazyLock::new(|| {
    rows(include_str!("../../data/titles.tsv"))
        .filter_map(|row| {
            let [word, kind, gender, role] = row[..] else { return None };
            let title = Title {
                courtesy: kind == "courtesy",
                gender: gender_of(gender),
                role: Some(role).filter(|role| *role != "-"),
            };
            Some((fold(word), title))
        })
        .collect()
});

static GIVEN_NAMES: LazyLock<BTreeMap<String, Gender>> = LazyLock::new(|| {
    rows(include_str!("../../data/given_names.tsv"))
        .filter_map(|row| Some((gender_of(row.first()?), *row.get(1)?)))
        .flat_map(|(gender, names)| names.split(' ').map(move |name| (fold(name), gender)))
        .collect()
});

fn gender_of(cell: &str) -> Gender {
    match cell {
        "m" => Gender::Male,
        "f" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// The role with exactly these folded words.
pub(super) fn role(words: &str) -> Option<&'static Role> {
    ROLES.get(words)
}

/// Whether the folded words stand for one person: "envoy", not "delegation" or "ministry".
pub(crate) fn is_one_person(words: &str) -> bool {
    role(words).is_some_and(|role| role.kind == NameType::Per && !role.collective)
}

/// The longest role that ends with the last of the folded words, and how many words it has.
pub(super) fn role_at_end(words: &[String]) -> Option<(&'static Role, usize)> {
    (1..=LONGEST_ROLE.min(words.len())).rev().find_map(|length| {
        let joined = words[words.len() - length..].join(" ");
        role(&joined).map(|role| (role, length))
    })
}

/// The longest role that begins with the first of the folded words and goes on with a preposition: "secretary of
/// state".
pub(super) fn role_at_start(words: &[String]) -> Option<(&'static Role, usize)> {
    (2..=LONGEST_ROLE.min(words.len())).rev().find_map(|length| {
        let joined = words[..length].join(" ");
        role(&joined).map(|role| (role, length))
    })
}

/// What a folded word before a name says.
pub(super) fn title(word: &str) -> Option<&'static Title> {
    TITLES.get(word)
}

/// The gender that a folded given name tells.
pub(super) fn given_name(word: &str) -> Gender {
    let first = word.split('-').next().unwrap_or(word);
    let known = |name: &str| GIVEN_NAMES.get(name).copied();
    known(word).or_else(|| known(first)).unwrap_or(Gender::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(fold).collect()
    }

    #[test]
    fn the_longest_role_counts() {
        let (role, length) = role_at_end(&words("Norlandic deputy prime minister")).unwrap();
        assert_eq!((role.class, length), ("deputy premier", 3));
        assert_eq!(role_at_start(&words("secretary of state for war")).unwrap().1, 3);
        assert!(role_at_end(&words("a green door")).is_none());
    }

    #[test]
    fn a_broader_word_refers_to_a_narrower_role_and_not_the_other_way() {
        let [ambassador, envoy, official] = ["ambassador", "envoy", "official"].map(|word| role(word).unwrap());
        assert!(envoy.may_refer_to(ambassador) && ambassador.may_refer_to(envoy));
        assert!(official.may_refer_to(ambassador));
        assert!(!ambassador.may_refer_to(official));
    }

    #[test]
    fn every_row_was_read() {
        let lines = |table: &'static str| rows(table).count();
        assert_eq!(ROLES.len(), lines(include_str!("../../data/roles.tsv")));
        assert_eq!(TITLES.len(), lines(include_str!("../../data/titles.tsv")));
    }

    #[test]
    fn broader_classes_are_classes() {
        let classes: BTreeSet<&str> = ROLES.values().map(|role| role.class).collect();
        for role in ROLES.values() {
            assert!(role.broader.iter().all(|class| classes.contains(class)), "{role:?}");
        }
    }

    #[test]
    fn names_tell_a_gender_where_they_do() {
        assert_eq!(given_name("ilse"), Gender::Female);
        assert_eq!(given_name("jean-paul"), Gender::Male);
        assert_eq!(given_name("brandt"), Gender::Unknown);
    }
}
