//! Countries under any of their names: those of the table, and those that only the reports know.
//!
//! Where the reports of a pile use a name and an adjective made of it ("Norland", "Norlandic"), both as names of a
//! place or its people, they name one country, and the words for it compare like those for a country of the table.

use crate::countries::{self, By};
use crate::words::words;
use record::NameType;
use record::reading::Entity;
use std::collections::{BTreeMap, BTreeSet};

/// The longest name that is looked for inside a phrase, in words.
const LONGEST: usize = 4;

/// The countries of a pile; each has a key, equal for all its names.
#[derive(Debug, Default)]
pub(super) struct Lands {
    /// For each name and adjective in no table the country's name, folded.
    names: BTreeMap<String, String>,
}

impl Lands {
    /// Learns the countries that the entities of all reports name beside those of the table.
    pub fn new<'e>(entities: impl Iterator<Item = (NameType, &'e Entity)>) -> Self {
        let mut used: BTreeSet<String> = BTreeSet::new();
        for (kind, entity) in entities {
            let own = entity.aliases.iter().filter(|_| matches!(kind, NameType::Gpe | NameType::Norp));
            let names = own.chain(&entity.affiliations).map(|name| joined(&words(&name.value)));
            used.extend(names.filter(|name| countries::lookup(name).is_none()));
        }
        let mut names = BTreeMap::new();
        for name in &used {
            let derived: Vec<String> = countries::adjectives(name).filter(|word| used.contains(word)).collect();
            for word in derived.into_iter().filter(|word| word != name) {
                names.entry(word).or_insert_with(|| name.clone());
                names.entry(name.clone()).or_insert_with(|| name.clone());
            }
        }
        Self { names }
    }

    /// The key of the country that all of `name` names; a capital is none.
    pub fn key(&self, name: &str) -> Option<String> {
        let known = countries::lookup(name).filter(|country| country.by != By::Capital);
        known.map(|country| country.code.to_owned()).or_else(|| self.learnt(&words(name)))
    }

    fn learnt(&self, words: &[String]) -> Option<String> {
        self.names.get(&joined(words)).map(|name| format!("land {name}"))
    }

    /// Whether the word is an adjective, as far as the pile tells.
    pub fn is_adjective(&self, name: &str) -> bool {
        let word = joined(&words(name));
        self.names.get(&word).is_some_and(|country| *country != word)
            || countries::lookup(name).is_some_and(|country| country.by == By::Demonym)
    }

    /// The keys of the countries among the words of `phrase`; a capital stands for its country.
    pub fn within(&self, phrase: &str) -> BTreeSet<String> {
        let mut found: BTreeSet<String> =
            countries::within(phrase).iter().map(|country| country.code.to_owned()).collect();
        if self.names.is_empty() {
            return found;
        }
        let words = words(phrase);
        for at in 0..words.len() {
            let longest = LONGEST.min(words.len() - at);
            found.extend((1..=longest).filter_map(|n| self.learnt(words.get(at..at + n)?)));
        }
        found
    }

    /// The words of `phrase` without those that name a country in no table.
    pub fn without(&self, phrase: &str) -> String {
        let kept = phrase.split_whitespace().filter(|word| self.learnt(&words(word)).is_none());
        kept.collect::<Vec<_>>().join(" ")
    }
}

fn joined(words: &[String]) -> String {
    let words = words.strip_prefix(&["the".to_owned()]).unwrap_or(words);
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::reading::Quoted;
    use record::{EntityId, Span};

    fn lands(names: &[(NameType, &str)]) -> Lands {
        let entities: Vec<(NameType, Entity)> = names
            .iter()
            .map(|(kind, name)| {
                let aliases = vec![Quoted { value: (*name).to_owned(), span: Span::default() }];
                let entity = Entity {
                    id: EntityId(0),
                    name: (*name).to_owned(),
                    kind: *kind,
                    aliases,
                    roles: Vec::new(),
                    affiliations: Vec::new(),
                    members: Vec::new(),
                };
                (*kind, entity)
            })
            .collect();
        Lands::new(entities.iter().map(|(kind, entity)| (*kind, entity)))
    }

    #[test]
    fn a_name_and_its_adjective_are_one_country() {
        for (name, adjective) in
            [("Suderia", "Suderian"), ("Ordania", "Ordani"), ("Brenland", "Brenlandish"), ("Tarsk", "Tarskese")]
        {
            let lands = lands(&[(NameType::Gpe, name), (NameType::Norp, adjective)]);
            assert!(lands.key(name).is_some(), "{name}");
            assert_eq!(lands.key(name), lands.key(adjective), "{name}");
            assert!(lands.is_adjective(adjective) && !lands.is_adjective(name), "{name}");
        }
    }

    #[test]
    fn one_name_alone_tells_nothing() {
        let lands = lands(&[(NameType::Gpe, "Suderia"), (NameType::Gpe, "Norland"), (NameType::Per, "Suderian")]);
        assert_eq!(lands.key("Suderia"), None);
        assert!(lands.within("the Suderian envoy").is_empty());
    }

    #[test]
    fn countries_inside_a_description() {
        let lands = lands(&[(NameType::Gpe, "Suderia"), (NameType::Norp, "Suderian")]);
        assert_eq!(lands.within("Suderian and Austrian envoys").len(), 2);
        assert_eq!(lands.without("the Suderian envoy"), "the envoy");
    }
}
