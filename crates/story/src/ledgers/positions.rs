//! Where each party stands on each matter of the story, and how that moved.
//!
//! A matter is a short noun phrase that at least two steps share, of one party or of two. Nobody's position follows from
//! silence, and what says the same again is no movement.

use super::{Party, day_of, party};
use crate::countries;
use crate::linking::Linked;
use crate::pile::Pile;
use crate::words::{content, is_function_word, overlap, stem};
use record::reading::{Matter, Stance, StanceKind};
use record::story::{Position, PositionStep};
use record::{EntityId, Evidence};
use std::collections::{BTreeMap, BTreeSet};

/// Two wordings of one party that share this part of the shorter one's words say the same.
const SAME: f64 = 0.6;

/// What stands deeper in the words than so many matters is not what they are about.
const NEAREST: usize = 4;

/// A stance of a report with what it is looked up by.
struct Step<'a> {
    stance: &'a Stance,
    party: usize,
    side: Party,
    date: Option<String>,
    evidence: Evidence,
    words: BTreeSet<String>,
}

/// The positions, matter by matter: the matters that most parties speak of first.
pub(crate) fn positions(pile: &Pile<'_>, linked: &Linked) -> Vec<Position> {
    let steps = steps(pile, linked);
    let mut found: Vec<(usize, String, Vec<Position>)> = Vec::new();
    for (name, members) in matters(&steps) {
        let positions = of_matter(&name, &members, &steps);
        let told: usize = positions.iter().map(|position| position.steps.len()).sum();
        if told >= 2 {
            found.push((positions.len(), name, positions));
        }
    }
    found.sort_by(|a, b| {
        (b.0, b.2.iter().map(|p| p.steps.len()).sum::<usize>(), &a.1).cmp(&(
            a.0,
            a.2.iter().map(|p| p.steps.len()).sum::<usize>(),
            &b.1,
        ))
    });
    found.into_iter().flat_map(|(_, _, positions)| positions).collect()
}

fn steps<'a>(pile: &Pile<'a>, linked: &Linked) -> Vec<Step<'a>> {
    let mut all = Vec::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        let reading = telling.reading;
        for stance in &reading.stances {
            let Some(party_of) = linked.entity(report, stance.by) else { continue };
            let said = stance.attribution.and_then(|id| reading.attributions.get(id.0)?.time.as_ref());
            let date = said.and_then(|time| day_of(&time.value)).or_else(|| telling.day());
            all.push(Step {
                stance,
                party: party_of,
                side: party(linked, party_of),
                date: date.map(|day| day.to_string()),
                evidence: pile.evidence(report, stance.span.clone()),
                words: content(&stance.content),
            });
        }
    }
    all
}

/// The matters that steps share, each with its name and its steps; a step counts for the matter that most share.
fn matters(steps: &[Step<'_>]) -> Vec<(String, Vec<usize>)> {
    let mut by_key: BTreeMap<String, Vec<(usize, &Matter)>> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        let near = step.stance.matters.iter().take(NEAREST);
        for (key, matter) in near.flat_map(|matter| keys(matter).into_iter().map(move |key| (key, matter))) {
            let list = by_key.entry(key).or_default();
            if list.last().is_none_or(|(last, _)| *last != at) {
                list.push((at, matter));
            }
        }
    }
    let mut order: Vec<(&String, &Vec<(usize, &Matter)>)> = by_key.iter().filter(|(_, list)| list.len() > 1).collect();
    let parties =
        |list: &[(usize, &Matter)]| list.iter().map(|(at, _)| steps[*at].party).collect::<BTreeSet<_>>().len();
    order.sort_by_key(|(key, list)| (std::cmp::Reverse((parties(list), list.len())), (*key).clone()));
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for (_, list) in order {
        let free: Vec<(usize, &Matter)> = list.iter().copied().filter(|(at, _)| !taken.contains(at)).collect();
        if free.len() > 1 {
            taken.extend(free.iter().map(|(at, _)| *at));
            found.push((name(&free), free.into_iter().map(|(at, _)| at).collect()));
        }
    }
    found
}

/// What a matter is looked up by: the stems of its words, but for those that say nothing alone.
fn keys(matter: &Matter) -> BTreeSet<String> {
    matter.lemmas.iter().filter_map(|lemma| key(matter, lemma)).collect()
}

fn key(matter: &Matter, head: &str) -> Option<String> {
    const GENERAL: [&str; 34] = [
        "thing",
        "way",
        "people",
        "time",
        "year",
        "day",
        "week",
        "month",
        "part",
        "kind",
        "lot",
        "one",
        "end",
        "side",
        "world",
        "man",
        "woman",
        "leader",
        "minister",
        "president",
        "government",
        "country",
        "official",
        "reporter",
        "number",
        "place",
        "effort",
        "power",
        "force",
        "new",
        "own",
        "other",
        "more",
        "such",
    ];
    // The name of a country or a person alone is a party, not what is spoken of.
    let named = countries::lookup(head).is_some()
        || matter.name.chars().next().is_some_and(char::is_uppercase) && matter.lemmas.len() < 2;
    let acronym = head.chars().count() > 1 && matter.name.chars().all(char::is_uppercase);
    let general = GENERAL.contains(&head) || is_function_word(head) || head.chars().count() < 3;
    (!general && (!named || acronym)).then(|| stem(head))
}

/// The wording that most have, of equals the longest.
fn name(list: &[(usize, &Matter)]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, matter) in list {
        *counts.entry(matter.name.to_lowercase()).or_default() += 1;
    }
    let best =
        counts.into_iter().max_by_key(|(name, count)| (*count, name.chars().count(), std::cmp::Reverse(name.clone())));
    let best = best.map_or_else(String::new, |(name, _)| name);
    let own = list.iter().map(|(_, matter)| &matter.name).find(|name| name.to_lowercase() == best);
    own.cloned().unwrap_or(best)
}

/// The parties' steps on one matter, by the days.
fn of_matter(name: &str, members: &[usize], steps: &[Step<'_>]) -> Vec<Position> {
    let mut parties: Vec<(Party, usize, Vec<&Step<'_>>)> = Vec::new();
    for step in members.iter().map(|&at| &steps[at]) {
        match parties.iter_mut().find(|(_, party, _)| *party == step.party) {
            Some((_, _, list)) => list.push(step),
            None => parties.push((step.side.clone(), step.party, vec![step])),
        }
    }
    let positions = parties.into_iter().map(|(_, party, mut list)| {
        list.sort_by_key(|step| (step.date.is_none(), step.date.clone()));
        Position { party: EntityId(party), matter: name.to_owned(), steps: moved(&list) }
    });
    positions.collect()
}

/// What says the same again is evidence for the step before.
fn moved(list: &[&Step<'_>]) -> Vec<PositionStep> {
    let mut found: Vec<(PositionStep, &BTreeSet<String>)> = Vec::new();
    for step in list {
        let same = |(known, words): &&mut (PositionStep, &BTreeSet<String>)| {
            known.stance == step.stance.stance && overlap(words, &step.words) >= SAME
        };
        if let Some((known, _)) = found.iter_mut().find(same) {
            if !known.evidence.contains(&step.evidence) {
                known.evidence.push(step.evidence.clone());
            }
            continue;
        }
        let kind: StanceKind = step.stance.stance;
        let content = step.stance.content.clone();
        let new =
            PositionStep { date: step.date.clone(), stance: kind, content, evidence: vec![step.evidence.clone()] };
        found.push((new, &step.words));
    }
    found.into_iter().map(|(step, _)| step).collect()
}
