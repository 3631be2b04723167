//! Actor codes of PLOVER and CAMEO: a country and a sector, `FRAGOV`.

use crate::gazetteer::{self, Reference};
use record::NameType;
use record::reading::Entity;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const SECTORS: &str = include_str!("../../data/events_sectors.tsv");

/// Longest phrase of the sector table, in words.
const LONGEST: usize = 4;

/// Phrases in lower case, each with the rank of its line and its sector.
static PHRASES: LazyLock<BTreeMap<String, (usize, &'static str)>> = LazyLock::new(|| {
    let mut phrases = BTreeMap::new();
    for (rank, line) in SECTORS.lines().filter(|line| !line.starts_with('#')).enumerate() {
        let Some((sector, words)) = line.split_once('\t') else { continue };
        for phrase in words.split(", ") {
            phrases.entry(phrase.to_lowercase()).or_insert((rank, sector));
        }
    }
    phrases
});

/// The code of an entity; `None` where the tables know neither its country nor its body.
pub fn code(entity: &Entity) -> Option<String> {
    let roles = entity.roles.iter().map(|role| role.value.as_str());
    let names = std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(|alias| alias.value.as_str()));
    let country = country(entity);
    let sector = match entity.kind {
        // A country's name stands for the country as a whole; its capital or palace for the government.
        NameType::Gpe => country
            .and_then(|(_, reference)| matches!(reference, Reference::Capital | Reference::Seat).then_some("GOV")),
        NameType::Norp => sector(names),
        // A person is what the offices say; a body is what its name says.
        NameType::Per => sector(roles).or_else(|| sector(names)),
        _ => sector(names).or_else(|| sector(roles)),
    };
    match (country, sector) {
        (_, Some("IGO")) if entity.kind == NameType::Org => Some("IGO".to_owned()),
        (Some((country, _)), sector) => Some(format!("{country}{}", sector.unwrap_or(""))),
        (None, Some(sector @ ("IGO" | "NGO"))) => Some(sector.to_owned()),
        (None, _) => None,
    }
}

fn country(entity: &Entity) -> Option<(&'static str, Reference)> {
    let place = |words: &str| gazetteer::look_up(words).map(|(country, reference)| (country.code, reference));
    let names = || std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(|alias| alias.value.as_str()));
    if matches!(entity.kind, NameType::Gpe | NameType::Norp) {
        return names().find_map(place);
    }
    let affiliations = entity.affiliations.iter().map(|affiliation| affiliation.value.as_str());
    let said = affiliations.clone().find_map(place);
    said.or_else(|| entity.roles.iter().find_map(|role| within(&role.value)))
        .or_else(|| affiliations.clone().find_map(within))
        // A person's own name is no sign of a country: "Jordan", "Chad".
        .or_else(|| {
            if entity.kind == NameType::Per {
                None
            } else {
                names().find_map(place).or_else(|| names().find_map(within))
            }
        })
}

/// The first country among the words.
fn within(words: &str) -> Option<(&'static str, Reference)> {
    windows(words).find_map(|(phrase, _)| {
        let known = gazetteer::look_up(&phrase).filter(|_| phrase.chars().next().is_some_and(char::is_uppercase))?;
        Some((known.0.code, known.1))
    })
}

fn sector<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let ranked = values.take(VALUES).flat_map(|value| {
        windows(value).filter_map(|(phrase, _)| PHRASES.get(&phrase.to_lowercase()).copied()).collect::<Vec<_>>()
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, sector)| sector)
}

/// How many names and offices of an entity are looked at, and how many words of each: the first ones decide.
const VALUES: usize = 12;
const WORDS: usize = 16;

/// Every stretch of up to four words, longer ones first at each place.
fn windows(value: &str) -> impl Iterator<Item = (String, usize)> {
    let words: Vec<&str> =
        value.split_whitespace().take(WORDS).map(|word| word.trim_matches([',', '.', '’', '\'', '"'])).collect();
    let mut found = Vec::new();
    for start in 0..words.len() {
        for length in (1..=LONGEST.min(words.len() - start)).rev() {
            found.push((words[start..start + length].join(" "), start));
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::EntityId;
    use record::Span;
    use record::reading::Quoted;

    fn entity(name: &str, kind: NameType, roles: &[&str], affiliations: &[&str]) -> Entity {
        let quoted = |value: &&str| Quoted { value: (*value).to_owned(), span: Span::new(0, 0) };
        Entity {
            id: EntityId(0),
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
            roles: roles.iter().map(quoted).collect(),
            affiliations: affiliations.iter().map(quoted).collect(),
            members: Vec::new(),
        }
    }

    #[test]
    fn a_country_and_a_sector_make_a_code() {
        type Case = (&'static str, NameType, &'static [&'static str], &'static [&'static str], Option<&'static str>);
        let cases: [Case; 10] = [
            ("Ilse Brandt", NameType::Per, &["foreign minister"], &["Norway"], Some("NORGOV")),
            ("Ilse Brandt", NameType::Per, &["Norwegian envoy"], &[], Some("NORGOV")),
            ("Ilse Brandt", NameType::Per, &["foreign minister"], &["Norland"], None),
            ("Chad Reyl", NameType::Per, &["farmer"], &[], None),
            ("Norway", NameType::Gpe, &[], &[], Some("NOR")),
            ("Oslo", NameType::Gpe, &[], &[], Some("NORGOV")),
            ("Norwegians", NameType::Norp, &[], &[], Some("NOR")),
            ("United Nations", NameType::Org, &[], &[], Some("IGO")),
            ("Norwegian army", NameType::Org, &[], &[], Some("NORMIL")),
            ("rebels", NameType::Per, &[], &["Norway"], Some("NORREB")),
        ];
        for (name, kind, roles, affiliations, expected) in cases {
            assert_eq!(code(&entity(name, kind, roles, affiliations)).as_deref(), expected, "{name} {roles:?}");
        }
    }
}
