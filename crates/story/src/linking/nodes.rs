//! What linking looks at of each report's entities.

use super::lands::Lands;
use super::names::{PersonName, sound};
use super::offices::office;
use crate::countries::{self, By, Country};
use crate::pile::{Pile, Telling};
use crate::words::{fold, is_function_word, stem, words};
use record::analysis::NameType;
use record::reading::{Entity, Form, Quoted};
use std::collections::{BTreeMap, BTreeSet};

/// One entity of one report.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Index of its report in the pile.
    pub report: usize,
    /// Index among the report's entities.
    pub entity: usize,
    /// What kind of thing.
    pub kind: NameType,
    /// Whether the report names it at all.
    pub named: bool,
    /// Several taken together.
    pub group: bool,
    /// Described as the only one: "the envoy".
    pub definite: bool,
    /// A person's names, fullest first.
    pub names: Vec<PersonName>,
    /// Its offices as sets of stems.
    pub offices: BTreeSet<BTreeSet<String>>,
    /// Keys of the countries that it is said to belong to.
    pub countries: BTreeSet<String>,
    /// Keys that two of the same thing share; none for persons.
    pub keys: BTreeSet<String>,
    /// The country that it is, or whose capital it is.
    pub country: Option<Country>,
    /// The key of the country that it is, be it in a table or not.
    pub land: Option<String>,
}

impl Node {
    fn new(report: usize, index: usize, telling: &Telling<'_>, kind: NameType, named: bool, lands: &Lands) -> Self {
        let entity = &telling.reading.entities[index];
        let mut node = Self {
            report,
            entity: index,
            kind,
            named,
            group: !entity.members.is_empty(),
            definite: words(&entity.name).first().is_some_and(|first| first == "the"),
            names: Vec::new(),
            offices: entity.roles.iter().map(|role| office(&lands.without(&role.value))).collect(),
            countries: countries_of(telling, entity, lands),
            keys: BTreeSet::new(),
            country: None,
            land: None,
        };
        node.offices.retain(|office| !office.is_empty());
        let names: BTreeSet<&str> = std::iter::once(entity.name.as_str())
            .chain(entity.aliases.iter().map(|alias| alias.value.as_str()))
            .collect();
        if node.kind == NameType::Per {
            if named {
                node.names = person_names(&names);
            } else {
                node.offices.insert(office(&lands.without(&entity.name)));
                node.offices.retain(|office| !office.is_empty());
                node.countries.extend(own_countries(&entity.name, lands));
            }
        } else if named {
            let acts = matches!(node.kind, NameType::Gpe | NameType::Loc | NameType::Norp);
            node.country = names.iter().filter(|_| acts).find_map(|name| countries::lookup(name));
            node.land = names.iter().filter(|_| acts).find_map(|name| lands.key(name));
            node.keys = names.iter().filter_map(|name| key(name, &node, lands)).collect();
        } else if let Some(key) = nominal_key(&entity.name, lands) {
            node.keys.insert(key);
        }
        node
    }
}

/// All entities of all reports.
pub(super) fn nodes(pile: &Pile<'_>) -> (Vec<Node>, Lands) {
    let mut nodes = Vec::new();
    let places = Places::new(pile);
    let entities = pile.tellings.iter().flat_map(|telling| &telling.reading.entities);
    let lands = Lands::new(entities.map(|entity| (places.kind(entity), entity)));
    for (report, telling) in pile.tellings.iter().enumerate() {
        let mut named = vec![false; telling.reading.entities.len()];
        for mention in telling.reading.mentions.iter().filter(|mention| mention.form == Form::Name) {
            if let Some(flag) = mention.entity.and_then(|id| named.get_mut(id.0)) {
                *flag = true;
            }
        }
        let entities = telling.reading.entities.iter().enumerate().zip(named);
        nodes.extend(
            entities
                .map(|((index, entity), named)| Node::new(report, index, telling, places.kind(entity), named, &lands)),
        );
    }
    (nodes, lands)
}

/// Names of places, and surnames, over all reports.
struct Places {
    /// In how many reports a name is a place's, and in how many a body's.
    votes: BTreeMap<Vec<String>, (usize, usize)>,
    /// What others belong to is a country or a body.
    belonged: BTreeSet<Vec<String>>,
    surnames: BTreeSet<String>,
}

impl Places {
    fn new(pile: &Pile<'_>) -> Self {
        let mut places = Self { votes: BTreeMap::new(), belonged: BTreeSet::new(), surnames: BTreeSet::new() };
        for telling in &pile.tellings {
            let mut here: BTreeSet<(Vec<String>, bool)> = BTreeSet::new();
            for entity in &telling.reading.entities {
                places.belonged.extend(entity.affiliations.iter().map(|affiliation| words(&affiliation.value)));
                for alias in &entity.aliases {
                    let words = words(&alias.value);
                    match entity.kind {
                        NameType::Gpe => drop(here.insert((words, true))),
                        NameType::Org => drop(here.insert((words, false))),
                        NameType::Per if words.len() > 1 => places.surnames.extend(words.last().cloned()),
                        _ => {}
                    }
                }
            }
            for (name, place) in here {
                let votes = places.votes.entry(name).or_default();
                if place { votes.0 += 1 } else { votes.1 += 1 }
            }
        }
        places
    }

    /// What the entity is, other reports heard: a name that is only ever a body's elsewhere is no place's.
    fn kind(&self, entity: &Entity) -> NameType {
        let votes = |alias: &Quoted| self.votes.get(&words(&alias.value)).copied().unwrap_or_default();
        match self.mistaken(entity) {
            true if entity.aliases.iter().all(|alias| votes(alias).0 == 0 && votes(alias).1 > 0) => NameType::Org,
            true => NameType::Gpe,
            false => entity.kind,
        }
    }

    /// A town that one report's reading takes for a person or a body: it has a place's name, no office, and nobody in
    /// any report has it for a surname. As a body it has to be in fewer reports than as a place.
    fn mistaken(&self, entity: &Entity) -> bool {
        let is_place = |words: &Vec<String>| {
            let (place, body) = self.votes.get(words).copied().unwrap_or_default();
            match entity.kind {
                NameType::Per => place > 0 || self.belonged.contains(words),
                NameType::Org => place > body,
                _ => false,
            }
        };
        entity.roles.is_empty()
            && !entity.aliases.is_empty()
            && entity.aliases.iter().all(|alias| {
                let words = words(&alias.value);
                is_place(&words) && (words.len() > 1 || words.iter().all(|word| !self.surnames.contains(word)))
            })
    }
}

/// Different names, fullest first; honorific-only names fall out.
fn person_names(names: &BTreeSet<&str>) -> Vec<PersonName> {
    // More spellings than this in one report are a mistake of the reading; the cap bounds the comparing.
    const MOST_NAMES: usize = 8;
    let mut found: Vec<PersonName> = names.iter().filter_map(|name| PersonName::new(name)).collect();
    found.sort_by(|a, b| b.parts.len().cmp(&a.parts.len()).then_with(|| a.cmp(b)));
    found.dedup();
    found.truncate(MOST_NAMES);
    found
}

/// Countries among affiliations and roles; not the one an office is held *towards* ("ambassador to Suderia").
fn countries_of(telling: &Telling<'_>, entity: &Entity, lands: &Lands) -> BTreeSet<String> {
    let own = |quoted: &&Quoted| {
        let before = telling.report.text.get(..quoted.span.start).unwrap_or("").trim_end();
        !["to", "to the", "with", "against"]
            .iter()
            .any(|word| before.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')))
    };
    let affiliations = entity.affiliations.iter().filter(own).flat_map(|quoted| lands.within(&quoted.value));
    let roles = entity.roles.iter().flat_map(|role| own_countries(&role.value, lands));
    affiliations.chain(roles).collect()
}

/// The countries that a description is of, without those that an office is held towards.
pub(super) fn own_countries(description: &str, lands: &Lands) -> BTreeSet<String> {
    let held = [" to ", " for ", " in ", " with ", " against "].iter().filter_map(|word| description.find(word)).min();
    let own = held.map_or(description, |end| &description[..end]);
    lands.within(own)
}

/// The key of a name that is not a person's.
fn key(name: &str, node: &Node, lands: &Lands) -> Option<String> {
    if let Some(country) = countries::lookup(name).filter(|_| node.country.is_some()) {
        return Some(match country.by {
            By::Name | By::Demonym => format!("country {}", country.code),
            By::Capital => format!("town {}", words(name).join(" ")),
        });
    }
    if let Some(land) = lands.key(name).filter(|_| node.land.is_some()) {
        return Some(format!("country {land}"));
    }
    let mut stems: BTreeSet<String> = BTreeSet::new();
    let mut codes = lands.within(name);
    let all = words(name);
    // "Al-Rumah" is Rumah.
    let article = usize::from(all.len() > 1 && matches!(all[0].as_str(), "al" | "el"));
    for word in all.into_iter().skip(article) {
        let country = countries::lookup(&word).is_some() || lands.key(&word).is_some() || word == "us";
        if !country && !is_function_word(&word) {
            stems.insert(sound(&stem(&word)));
        }
    }
    // "the foreign ministry" of a report on one country is that country's.
    if codes.is_empty() && node.kind == NameType::Org && node.countries.len() == 1 {
        codes.extend(node.countries.iter().cloned());
    }
    if stems.is_empty() {
        return None;
    }
    let parts: Vec<&str> = stems.iter().chain(&codes).map(String::as_str).collect();
    Some(format!("name {}", parts.join(" ")))
}

/// The key of something described: only with a country or another name in it does a description name the same thing
/// everywhere.
fn nominal_key(name: &str, lands: &Lands) -> Option<String> {
    let codes = lands.within(name);
    let mut stems: BTreeSet<String> = words(name)
        .iter()
        .filter(|w| countries::lookup(w).is_none() && lands.key(w).is_none() && !is_function_word(w))
        .map(|w| stem(w))
        .collect();
    // "the delegation of the Front for the Reeds", but not "three of the Front".
    const NAMED: usize = 2;
    const TELLING: usize = 3;
    let inside = name.split_whitespace().skip(1).filter(|word| word.chars().next().is_some_and(char::is_uppercase));
    let named = codes.is_empty() && inside.count() >= NAMED && stems.len() >= TELLING;
    if stems.is_empty() || codes.len() != 1 && !named {
        return None;
    }
    stems.extend(codes);
    Some(format!("nominal {}", stems.into_iter().collect::<Vec<_>>().join(" ")))
}

/// The initials of a name of several words; `None` for one word.
pub(crate) fn initials(name: &str) -> Option<String> {
    let letters: Vec<char> =
        name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    (letters.len() > 1).then(|| fold(&letters.into_iter().collect::<String>()))
}
