//! Which act of the report an answer answers.

use super::draft::Draft;
use record::reading::ActKind;
use std::collections::BTreeSet;

/// Words that only point back find what they point at within so many bytes before.
const NEAR: usize = 900;
/// An answer shares at least so many words with what it answers.
const SHARED: usize = 2;
/// Acts before an answer among which what it answers is looked for.
const BACK: usize = 40;

/// Binds the answers of a report to what they answer. An answer that only points back and finds nothing is none.
pub(super) fn bind(drafts: Vec<Draft>) -> Vec<Draft> {
    let found: Vec<Option<usize>> =
        (0..drafts.len()).map(|at| drafts[at].refers.or_else(|| answered(&drafts, at))).collect();
    let kept: Vec<bool> = drafts.iter().zip(&found).map(|(draft, refers)| !draft.points || refers.is_some()).collect();
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

fn answered(drafts: &[Draft], at: usize) -> Option<usize> {
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
    before.into_iter().find(|&other| if answer.points { near(&drafts[other]) && meant(answer, &drafts[other]) } else { shares(&drafts[other]) })
}

/// Whether one can answer the other at all: nobody answers himself.
fn fits(answer: &Draft, other: &Draft) -> bool {
    let kinds = match answer.kind {
        ActKind::Denial | ActKind::Dismissal | ActKind::Admission | ActKind::Silence => other.kind == ActKind::Accusation,
        _ => other.kind.puts(),
    };
    kinds && (answer.by.is_none() || answer.by != other.by)
}

/// Whether who points back is the one whom the other act is put to or against, where that is known.
fn meant(answer: &Draft, other: &Draft) -> bool {
    let party = if other.kind == ActKind::Accusation { other.against } else { other.to };
    match answer.kind {
        ActKind::Silence => party.is_some() && party == answer.by,
        _ => party.is_none() || party == answer.by || answer.sentence == other.sentence,
    }
}
