//! Numbers with what they count, in the clause of a happening.

use super::Scene;
use crate::events::setting::words;
use record::Span;
use record::analysis::Upos;
use record::reading::{Detail, DetailKind, TimexType};

/// How many numbers of one clause are taken.
const MOST: usize = 8;

/// Adds the numbers of the clause that `word` heads: the value is the number as it stands with what it counts.
pub fn add(scene: &Scene<'_, '_>, word: usize, details: &mut Vec<Detail>) {
    let tree = scene.tree;
    let mut found = 0;
    for at in 0..tree.len() {
        let timed = scene.times.at(at).is_some_and(|time| time.kind != TimexType::Duration);
        let after_number = at > 0 && tree.token(at - 1).upos == Upos::Num;
        let number = tree.token(at).upos == Upos::Num && !timed && !after_number;
        if !number || !of_clause(scene, at, word) || found >= MOST {
            continue;
        }
        let Some(span) = phrase(scene, at) else { continue };
        found += 1;
        details.push(Detail { kind: DetailKind::Figure, value: words(span.of(scene.text)), span });
    }
}

/// Whether the way up from a number reaches the happening before another one.
fn of_clause(scene: &Scene<'_, '_>, number: usize, word: usize) -> bool {
    let mut at = number;
    for _ in 0..crate::events::tree::CHAIN {
        if at == word {
            return true;
        }
        if scene.is_trigger[at] && at != number {
            return false;
        }
        match scene.tree.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// From the number, with "at least", to the noun that it counts.
fn phrase(scene: &Scene<'_, '_>, number: usize) -> Option<Span> {
    let tree = scene.tree;
    let noun = tree.head(number).filter(|_| matches!(tree.token(number).relation(), "nummod" | "compound"));
    let last = noun.filter(|&noun| noun > number && noun - number <= 6).unwrap_or(number);
    let mut first = number;
    while first > 0 && number - first < 3 && is_approximation(tree.lemma(first - 1)) {
        first -= 1;
    }
    let symbol = first > 0 && matches!(tree.token(first - 1).upos, Upos::Sym);
    Some(tree.token(if symbol { first - 1 } else { first }).span.cover(tree.token(last).span))
}

fn is_approximation(lemma: &str) -> bool {
    matches!(
        lemma,
        "at" | "least"
            | "more"
            | "than"
            | "about"
            | "around"
            | "nearly"
            | "some"
            | "over"
            | "up"
            | "to"
            | "almost"
            | "$"
            | "£"
            | "€"
            | "only"
            | "under"
            | "less"
            | "most"
    )
}
