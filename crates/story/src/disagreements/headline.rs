//! A short title of an event, of nothing but what its accounts give.

use super::clause::clause;
use super::events::Scene;
use crate::merging::{Cluster, Fact};
use crate::words::{collapse, content};
use record::Upos;
use record::reading::{DetailKind, Event, Factuality};
use record::story::StoryEvent;
use std::collections::{BTreeMap, BTreeSet};

/// The act of those who came to others.
const VISIT: &str = "Visit";

/// Names beyond these are left out of a title.
const MOST_NAMES: usize = 3;

/// "Talks between Norland and Suderia, Port Alder".
pub(crate) fn headline(
    scene: &Scene<'_, '_>,
    cluster: &Cluster,
    event: &StoryEvent,
    told: &[(&Fact, &Event)],
) -> String {
    let names = |ids: Vec<usize>| apart(ids.into_iter().map(|id| scene.linked.name(id)));
    let (act, nominal) = act(scene, told);
    let clause = || {
        let clauses = || told.iter().filter_map(|(fact, event)| clause(scene, fact, event));
        clauses().find(|clause| clause.tensed).or_else(|| clauses().next())
    };
    let mut title = if cluster.is_meeting() {
        let sides: Vec<usize> =
            if cluster.sides.len() > 1 { cluster.sides.keys().copied().collect() } else { every(cluster) };
        // "Holt and his minister": for the side of one alone the word would say nothing.
        let owned = sides.iter().any(|&id| is_owned(scene.linked.name(id)));
        let people = if owned { owned_last(names(every(cluster))) } else { names(sides) };
        match people.as_slice() {
            _ if act == VISIT => visit(scene, cluster, event),
            [] => act,
            [one] => format!("{act} with {one}"),
            [rest @ .., last] => format!("{act} between {} and {last}", rest.join(", ")),
        }
    } else if let Some(clause) = clause() {
        clause.words
    } else {
        let actors = names(cluster.actors.iter().copied().collect());
        let recipients = names(cluster.recipients.difference(&cluster.actors).copied().collect());
        match (actors.is_empty(), recipients.is_empty()) {
            (true, true) => {
                counted(scene, told).map_or(act.clone(), |people| format!("{people} {}", act.to_lowercase()))
            }
            (false, true) => format!("{}: {act}", actors.join(", ")),
            (true, false) if nominal => format!("{act} of {}", recipients.join(", ")),
            (true, false) => format!("{act}: {}", recipients.join(", ")),
            (false, false) => format!("{}: {act}: {}", actors.join(", "), recipients.join(", ")),
        }
    };
    if let Some(round) = &event.rounds {
        title.push_str(&format!(", round {}", round.value));
    }
    if let Some(place) = place(scene, cluster).filter(|place| !title.contains(place.as_str())) {
        title.push_str(&format!(", {place}"));
    }
    match event.factuality {
        Factuality::Planned => title.push_str(" (planned)"),
        Factuality::Conditional => title.push_str(" (conditional)"),
        Factuality::Possible => title.push_str(" (possible)"),
        Factuality::Denied => title.push_str(" (denied)"),
        Factuality::Asserted | Factuality::Attributed => {}
    }
    capitalised(&title)
}

fn every(cluster: &Cluster) -> Vec<usize> {
    cluster.actors.union(&cluster.recipients).copied().collect()
}

/// "His minister", "their envoys".
fn is_owned(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "his" | "her" | "its" | "their")
}

/// Those who are only called by whose they are stand behind the others.
fn owned_last(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_key(|name| is_owned(name));
    names
}

/// "Visit of Anna Holt to Suderia": who came, and to whom.
fn visit(scene: &Scene<'_, '_>, cluster: &Cluster, event: &StoryEvent) -> String {
    const RECEIVED: &str = "043";
    let (mut guests, mut hosts) = (cluster.actors.clone(), cluster.recipients.clone());
    if event.cameo.as_deref() == Some(RECEIVED) {
        std::mem::swap(&mut guests, &mut hosts);
    }
    let names = |ids: &BTreeSet<usize>| apart(ids.iter().map(|&id| scene.linked.name(id))).join(", ");
    hosts.retain(|id| !guests.contains(id));
    match (names(&guests).as_str(), names(&hosts).as_str()) {
        ("", "") => VISIT.to_owned(),
        (guests, "") => format!("{VISIT} of {guests}"),
        ("", hosts) => format!("{VISIT} to {hosts}"),
        (guests, hosts) => format!("{VISIT} of {guests} to {hosts}"),
    }
}

/// "At least ten" of "at least ten were killed".
fn counted(scene: &Scene<'_, '_>, told: &[(&Fact, &Event)]) -> Option<String> {
    told.iter().find_map(|(fact, event)| {
        let detail = event.details.iter().find(|detail| detail.kind == DetailKind::Count)?;
        Some(collapse(scene.pile.tellings[fact.report].words(detail.span)))
    })
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The place that most accounts name, by its name.
fn place(scene: &Scene<'_, '_>, cluster: &Cluster) -> Option<String> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    let places = cluster.facts.iter().filter_map(|&fact| scene.facts[fact].place);
    for id in places.filter(|&id| scene.linked.is_named(id)) {
        *votes.entry(id).or_default() += 1;
    }
    // "In Port Alder" says more than "in Suderia".
    let country = |id: usize| scene.linked.code(id).is_some();
    let (id, _) = votes.into_iter().max_by_key(|(id, n)| (!country(*id), *n, std::cmp::Reverse(*id)))?;
    Some(scene.linked.name(id).to_owned()).filter(|name| !name.is_empty())
}

/// The names that differ in more than small words: "the hostages" adds nothing to "all the hostages".
fn apart<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut kept: Vec<(&str, BTreeSet<String>)> = Vec::new();
    for name in names {
        let words = content(name);
        if !words.is_empty() && !kept.iter().any(|(_, known)| words.is_subset(known)) {
            kept.retain(|(_, known)| !known.is_subset(&words));
            kept.push((name, words));
        }
    }
    kept.into_iter().map(|(name, _)| inside(name)).take(MOST_NAMES).collect()
}

/// As it stands inside a title: "The delegations" began a sentence.
fn inside(name: &str) -> String {
    const FIRST: [&str; 14] =
        ["The", "A", "An", "All", "Some", "Both", "Several", "Many", "Most", "Each", "His", "Her", "Its", "Their"];
    match name.split_once(' ') {
        Some((first, rest)) if FIRST.contains(&first) => format!("{} {rest}", first.to_lowercase()),
        _ => name.to_owned(),
    }
}

/// The words for the act, and whether they are a noun: the one that most accounts use, else the verb of the first.
fn act(scene: &Scene<'_, '_>, told: &[(&Fact, &Event)]) -> (String, bool) {
    let mut nouns: BTreeMap<String, usize> = BTreeMap::new();
    let mut verb = None;
    for (fact, event) in told {
        let telling = &scene.pile.tellings[fact.report];
        let words = collapse(telling.words(event.trigger)).to_lowercase();
        let noun = fact.nominal.then(|| words.clone()).or_else(|| noun_in(scene, fact, event));
        match noun {
            Some(noun) => *nouns.entry(noun).or_default() += 1,
            None => verb = verb.or(Some(words)),
        }
    }
    let noun = nouns.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(noun, _)| noun);
    // "Met between" is no title.
    let meeting = told.iter().any(|(fact, _)| fact.is_meeting());
    let mode = || told.iter().find_map(|(_, event)| event.mode.as_deref());
    let general = || match mode() {
        Some("visit") => "visit".to_owned(),
        Some("phone") => "telephone call".to_owned(),
        _ => "meeting".to_owned(),
    };
    let nominal = meeting || verb.is_none();
    let words = if meeting { noun.unwrap_or_else(general) } else { verb.or(noun).unwrap_or_default() };
    (capitalised(&words), nominal)
}

/// The noun inside a trigger of several words: "talks" of "held talks".
fn noun_in(scene: &Scene<'_, '_>, fact: &Fact, event: &Event) -> Option<String> {
    let telling = &scene.pile.tellings[fact.report];
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(event.trigger.start)?)?;
    let range = sentence.tokens_in(event.trigger);
    let token = sentence.tokens.get(range)?.iter().rev().find(|token| token.upos == Upos::Noun)?;
    Some(telling.words(token.span).to_lowercase())
}
