//! Which act of the report an answer answers.

use super::draft::Draft;
use crate::events::codes;
use record::EntityId;
use record::reading::{ActKind, Entity};
use std::collections::BTreeSet;

/// Words that only point back find what they point at within so many bytes before.
const NEAR: usize = 900;
/// Between two sentences that follow each other there is no more than the end of a paragraph.
const GAP: usize = 4;
/// An answer shares at least so many words with what it answers.
const SHARED: usize = 2;
/// Acts before an answer among which what it answers is looked for.
const BACK: usize = 40;

/// Binds the answers of a report to what they answer. An answer that only points back and finds nothing is none.
pub(super) fn bind(drafts: Vec<Draft>, entities: &[Entity]) -> Vec<Draft> {
    let found: Vec<Option<usize>> =
        (0..drafts.len()).map(|at| drafts[at].refers.or_else(|| answered(&drafts, at, entities))).collect();
    let kept: Vec<bool> = drafts
        .iter()
        .zip(&found)
        // What is looked at is of interest where somebody put it there.
        .map(|(draft, refers)| !draft.points && draft.kind != ActKind::Consideration || refers.is_some())
        .collect();
    let place: Vec<usize> = kept
        .iter()
        .scan(0, |next, &kept| {
            let here = *next;
            *next += usize::from(kept);
            Some(here)
        })
        .collect();
    let wording: Vec<_> = drafts.iter().map(|draft| draft.what.text.clone()).collect();
    let mut bound: Vec<Draft> = Vec::new();
    for (at, mut draft) in drafts.into_iter().enumerate().filter(|&(at, _)| kept[at]) {
        draft.refers = found[at].filter(|&other| kept[other]).map(|other| place[other]);
        if let (true, Some(other)) = (draft.points, found[at]) {
            draft.what.text.clone_from(&wording[other]);
        }
        bound.push(draft);
    }
    bound
}

fn answered(drafts: &[Draft], at: usize, entities: &[Entity]) -> Option<usize> {
    let answer = &drafts[at];
    if !answer.kind.answers() {
        return None;
    }
    let before = (at.saturating_sub(BACK)..at).rev().filter(|&other| fits(answer, &drafts[other]));
    let near = |other: &Draft| answer.trigger.start.saturating_sub(other.trigger.end) <= NEAR;
    let shares = |other: &Draft| {
        let shared: BTreeSet<_> = answer.what.lemmas.intersection(&other.what.lemmas).collect();
        shared.len() >= SHARED
    };
    before.into_iter().find(|&other| {
        if answer.points {
            near(&drafts[other]) && meant(answer, &drafts[other], entities)
        } else {
            shares(&drafts[other]) && asked(answer, &drafts[other], entities)
        }
    })
}

/// Whether one can answer the other at all: nobody answers himself.
fn fits(answer: &Draft, other: &Draft) -> bool {
    let kinds = match answer.kind {
        ActKind::Denial | ActKind::Dismissal | ActKind::Admission | ActKind::Silence => {
            other.kind == ActKind::Accusation
        }
        _ => other.kind.puts(),
    };
    kinds && (answer.by.is_none() || answer.by != other.by)
}

/// Whether who points back is the one whom the other act is put to or against, where that is known.
fn meant(answer: &Draft, other: &Draft, entities: &[Entity]) -> bool {
    let party = if other.kind == ActKind::Accusation { other.against } else { other.to };
    let same = same_side(party, answer.by, entities);
    match answer.kind {
        ActKind::Silence => same,
        _ => party.is_none() || same || beside(answer, other) && !apart(party, answer.by, entities),
    }
}

/// Whether the answer stands in the same sentence or in the next.
fn beside(answer: &Draft, other: &Draft) -> bool {
    answer.sentence == other.sentence || answer.sentence.start.saturating_sub(other.sentence.end) <= GAP
}

/// Whether the two are known to be of two countries.
fn apart(a: Option<EntityId>, b: Option<EntityId>, entities: &[Entity]) -> bool {
    let country = |id: Option<EntityId>| codes::code(entities.get(id?.0)?)?.get(..3).map(str::to_owned);
    country(a).zip(country(b)).is_some_and(|(a, b)| a != b)
}

/// Who refuses to do something himself answers a demand that was made of him, and nothing else.
fn asked(answer: &Draft, other: &Draft, entities: &[Entity]) -> bool {
    let refuses = answer.kind == ActKind::Refusal && answer.own;
    !refuses || other.kind == ActKind::Demand && same_side(other.to, answer.by, entities)
}

/// The same, of one country, or one in the service of the other.
fn same_side(a: Option<EntityId>, b: Option<EntityId>, entities: &[Entity]) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (Some(one), Some(other)) = (entities.get(a.0), entities.get(b.0)) else { return false };
    let country = |entity: &Entity| codes::code(entity).and_then(|code| code.get(..3).map(str::to_owned));
    let serves = |one: &Entity, other: &Entity| {
        let name: String = other.name.chars().take(6).collect();
        name.len() > 3 && one.affiliations.iter().chain(&one.roles).any(|of| of.value.contains(&name))
    };
    let lands = country(one).zip(country(other)).is_some_and(|(one, other)| one == other && one != "IGO");
    a == b || lands || serves(one, other) || serves(other, one)
}
