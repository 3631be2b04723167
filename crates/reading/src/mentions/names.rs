//! Which names name the same.
//!
//! Rules: `full name`, `surname`, `same name`, `country`, `acronym`, `shorter name`.

use super::draft::Draft;
use super::persons::{PersonName, spelled_alike};
use super::scene::Scene;
use super::types::correct_types;
use crate::gazetteer::{Reference, look_up};
use record::NameType;
use std::collections::{BTreeMap, BTreeSet};

/// Most persons that share a part of a name and are compared one by one.
const MOST_BEARERS: usize = 16;

/// Most mentions of a person that are looked at for where it was named.
const MOST_MENTIONS: usize = 200;

/// Joins the names of a report.
pub(super) fn resolve(scene: &mut Scene<'_>) {
    correct_types(&mut scene.drafts);
    let mut known = full_names(scene);
    single_names(scene, &mut known);
    other_names(scene);
    acronyms(scene);
}

/// Persons under one part of their names.
#[derive(Default)]
struct Bearers {
    /// The fullest name of each person, with a draft of it.
    persons: Vec<(PersonName, usize)>,
    /// Indices of them by each part.
    by_part: BTreeMap<String, Vec<usize>>,
}

impl Bearers {
    fn add(&mut self, name: PersonName, draft: usize) {
        for part in &name.parts {
            self.by_part.entry(part.clone()).or_default().push(self.persons.len());
        }
        self.persons.push((name, draft));
    }

    fn with_part(&self, part: &str) -> impl Iterator<Item = &(PersonName, usize)> {
        self.by_part.get(part).into_iter().flatten().take(MOST_BEARERS).map(|&index| &self.persons[index])
    }
}

/// Rule `full name`: the longest names first, each joined to the one person whose name it can be.
fn full_names(scene: &mut Scene<'_>) -> Bearers {
    let mut known = Bearers::default();
    let full = |draft: &Draft| draft.person.as_ref().is_some_and(PersonName::is_full);
    let mut order: Vec<usize> = (0..scene.drafts.len()).filter(|&index| full(&scene.drafts[index])).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(parts(&scene.drafts[index]).len()), index));
    let mut exact: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for index in order {
        let Some(name) = scene.drafts[index].person.clone() else { continue };
        let other = exact.get(&name.parts).copied();
        if other.is_some_and(|other| scene.join(index, other, "full name")) {
            continue;
        }
        let mut found: Vec<usize> = Vec::new();
        for part in &name.parts {
            for (other, draft) in known.with_part(part) {
                if name.may_be(other) && !found.contains(draft) && scene.clusters.can_join(index, *draft) {
                    found.push(*draft);
                }
            }
        }
        if let [other] = found[..] {
            scene.join(index, other, "full name");
        } else {
            known.add(name.clone(), index);
        }
        exact.entry(name.parts).or_insert(index);
    }
    known
}

fn parts(draft: &Draft) -> &[String] {
    draft.person.as_ref().map_or(&[], |person| &person.parts)
}

/// Rule `surname`: a single name is that of the person who bears it; where several do, of the one whom title, office or
/// nearness tells.
fn single_names(scene: &mut Scene<'_>, known: &mut Bearers) {
    let single = |draft: &Draft| draft.person.as_ref().is_some_and(|person| person.parts.len() == 1);
    let order: Vec<usize> = (0..scene.drafts.len()).filter(|&index| single(&scene.drafts[index])).collect();
    // Whom each single name was given to last.
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    // Those who have no other name, by name.
    let mut alone: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in order {
        let Some(part) = parts(&scene.drafts[index]).first().cloned() else { continue };
        let mut bearers = bearers(scene, known, index, &part);
        if bearers.is_empty() {
            bearers = alike(scene, known, index, &part);
        }
        // A surname alone goes on naming the one whom it has named: a namesake who comes later is named in full.
        let before = given.get(&part).copied().map(|draft| scene.clusters.root(draft));
        if let Some(one) = bearers.iter().copied().find(|&bearer| Some(scene.clusters.root(bearer)) == before) {
            bearers = vec![one];
        }
        match bearers[..] {
            [bearer] => {
                scene.join(index, bearer, "surname");
                given.insert(part, index);
            }
            [] => {
                let others = alone.entry(part).or_default();
                let fits = others.iter().copied().find(|&other| scene.clusters.can_join(index, other));
                match fits {
                    Some(other) => {
                        scene.join(index, other, "surname");
                    }
                    None if others.len() < MOST_BEARERS => others.push(index),
                    None => {}
                }
            }
            _ => scene.undecided[index] = true,
        }
    }
}

/// Drafts of the persons whom the single name `part` of draft `index` can name, as few as can be told.
fn bearers(scene: &Scene<'_>, known: &Bearers, index: usize, part: &str) -> Vec<usize> {
    let mut ranked: Vec<(usize, usize)> = known
        .with_part(part)
        .filter(|(_, draft)| scene.clusters.can_join(index, *draft))
        .filter_map(|(name, draft)| name.rank(part).map(|rank| (rank, *draft)))
        .collect();
    let best = ranked.iter().map(|(rank, _)| *rank).min();
    ranked.retain(|(rank, _)| Some(*rank) == best);
    let found: Vec<usize> = ranked.into_iter().map(|(_, draft)| draft).collect();
    if found.len() < 2 {
        return found;
    }
    let role = scene.drafts[index].role.map(|(role, _)| role);
    let office = |&draft: &usize| {
        role.is_some_and(|role| scene.cluster(draft).roles.iter().any(|other| role.may_refer_to(other)))
    };
    let before = |&draft: &usize| scene.cluster(draft).drafts.iter().take(MOST_MENTIONS).any(|&other| other < index);
    let here = |&draft: &usize| {
        let block = |draft: usize| scene.block(scene.drafts[draft].tree);
        scene
            .cluster(draft)
            .drafts
            .iter()
            .take(MOST_MENTIONS)
            .any(|&other| other < index && block(other) == block(index))
    };
    let tests: [&dyn Fn(&usize) -> bool; 3] = [&office, &here, &before];
    for test in tests {
        let passed: Vec<usize> = found.iter().copied().filter(test).collect();
        if passed.len() == 1 {
            return passed;
        }
    }
    found
}

/// Persons whose surname is another spelling, where the office agrees.
fn alike(scene: &Scene<'_>, known: &Bearers, index: usize, part: &str) -> Vec<usize> {
    let Some((role, _)) = scene.drafts[index].role else { return Vec::new() };
    let fits = |(name, draft): &&(PersonName, usize)| {
        spelled_alike(name.surname(), part)
            && scene.clusters.can_join(index, *draft)
            && scene.cluster(*draft).roles.iter().any(|other| role.may_refer_to(other))
    };
    known.persons.iter().take(MOST_BEARERS * MOST_BEARERS).filter(fits).map(|(_, draft)| *draft).collect()
}

/// Rules `same name` and `country`: bodies, places, peoples and the rest by their folded names.
fn other_names(scene: &mut Scene<'_>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    // "Norland and Suderia" is neither of the two.
    let other = |draft: &Draft| draft.is_name() && draft.kind != Some(NameType::Per) && draft.parts.is_empty();
    // "the Foreign Ministry" is another body in another country, where the report names those of several.
    let mut sides: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for draft in scene.drafts.iter().filter(|draft| other(draft) && draft.role.is_some()) {
        let named = sides.entry(draft.key.clone()).or_default();
        named.extend(draft.sides.first().map(|side| side.key.clone()));
    }
    for index in 0..scene.drafts.len() {
        let draft = &scene.drafts[index];
        if !other(draft) {
            continue;
        }
        let several = sides.get(&draft.key).is_some_and(|sides| sides.len() > 1);
        let (mut key, rule) = key(scene, draft);
        if let Some(side) = draft.sides.first().filter(|_| several) {
            key.push(' ');
            key.push_str(&side.key);
        }
        match first.get(&key) {
            Some(&other) => {
                scene.join(index, other, rule);
            }
            None => {
                first.insert(key, index);
            }
        }
    }
}

/// What a name that is not a person's is compared by, and the rule.
fn key(scene: &Scene<'_>, draft: &Draft) -> (String, &'static str) {
    let plain = draft.key.as_str();
    let country = look_up(draft.head_span.of(&scene.report.text));
    match (draft.kind, country) {
        (Some(NameType::Event | NameType::Work), _) => (format!("title {plain}"), "same name"),
        (_, Some((country, Reference::Adjective | Reference::People))) => {
            (format!("people {}", country.code), "same name")
        }
        (Some(NameType::Norp), _) => (format!("people {}", plain.strip_suffix('s').unwrap_or(plain)), "same name"),
        (_, Some((country, Reference::Name))) => (format!("country {}", country.code), "country"),
        _ => (format!("name {}", designated(plain).unwrap_or(plain)), "same name"),
    }
}

/// Words at the end of a company's name that are left out when it is named again.
const DESIGNATORS: [&str; 12] =
    ["inc", "corp", "corporation", "co", "company", "ltd", "llc", "plc", "group", "holdings", "sa", "ag"];

/// The name without such a word.
fn designated(name: &str) -> Option<&str> {
    let (rest, last) = name.rsplit_once(' ')?;
    DESIGNATORS.contains(&last).then(|| rest.trim_end_matches(','))
}

/// Fewest letters of an acronym.
const SHORTEST_ACRONYM: usize = 2;

/// Rule `acronym`: "International River Board (IRB)", and "IRB" where one body alone has these initials.
fn acronyms(scene: &mut Scene<'_>) {
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut short: Vec<usize> = Vec::new();
    for (index, draft) in scene.drafts.iter().enumerate() {
        if !draft.is_name()
            || !matches!(draft.kind, Some(NameType::Org | NameType::Gpe | NameType::Loc | NameType::Fac))
        {
            continue;
        }
        let words = draft.head_span.of(&scene.report.text);
        let letters: String = words.chars().filter(|c| c.is_alphabetic()).collect();
        if !words.contains(' ') && letters.len() >= SHORTEST_ACRONYM && letters.chars().all(char::is_uppercase) {
            short.push(index);
        } else if let Some(initials) = initials(words) {
            let bodies = by_initials.entry(initials).or_default();
            if bodies.len() < MOST_BEARERS && !bodies.iter().any(|&other| scene.clusters.same(other, index)) {
                bodies.push(index);
            }
        }
    }
    for index in short {
        let key: String = scene.drafts[index].key.chars().filter(|c| c.is_alphanumeric()).collect();
        let before = bracketed(scene, index);
        match (before, by_initials.get(&key).map(Vec::as_slice)) {
            (Some(body), _) => {
                scene.join(index, body, "acronym");
            }
            (None, Some(&[body])) => {
                scene.join(index, body, "acronym");
            }
            _ => {}
        }
    }
}

/// The first letters of a name's words, small ones left out, folded.
fn initials(name: &str) -> Option<String> {
    const SMALL: [&str; 8] = ["of", "the", "and", "for", "in", "on", "to", "de"];
    let words: Vec<&str> = name
        .split([' ', '-', '\n'])
        .filter(|word| !word.is_empty() && !SMALL.contains(&word.to_lowercase().as_str()))
        .collect();
    let first: String = words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    (words.len() >= SHORTEST_ACRONYM).then_some(first)
}

/// The name right before a bracket that holds the acronym, if it begins with the same letter.
fn bracketed(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let draft = &scene.drafts[index];
    let before = scene.report.text.get(..draft.head_span.start)?.trim_end();
    let before = before.strip_suffix('(')?.trim_end();
    let body = scene.drafts[..index].iter().enumerate().rev().take(MOST_BEARERS).find(|(_, other)| {
        other.is_name() && other.kind != Some(NameType::Per) && other.head_span.end == before.len()
    })?;
    (body.1.key.chars().next() == draft.key.chars().next()).then_some(body.0)
}
