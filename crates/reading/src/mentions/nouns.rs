//! Drafts of nouns for people, bodies, places and things.

use super::detect::{LONGEST_MENTION, blank, is_modifier};
use super::draft::{Determiner, Draft, Number};
use super::lexicon::{self, Role};
use super::sides::sides;
use super::tree::Tree;
use crate::gazetteer::fold;
use record::{NameType, Span, Upos};
use std::collections::BTreeSet;

/// A noun that is not part of a name.
pub(super) fn noun(index: usize, tree: &Tree<'_>, word: usize, heads: &BTreeSet<usize>) -> Option<Draft> {
    let token = tree.token(word);
    if is_modifier(tree, word) || matches!(token.relation(), "vocative" | "discourse") {
        return None;
    }
    let mut words = tree.trimmed(tree.phrase(word), word..word + 1);
    if words.len() > LONGEST_MENTION {
        words = words.start.max(word.saturating_sub(LONGEST_MENTION))..word + 1;
    }
    let mut draft = blank(index, tree, word, words.clone());
    draft.key = fold(&token.lemma);
    if token.upos == Upos::Num && !matches!(draft.key.as_str(), "one" | "1") {
        draft.number = Number::Plural;
    }
    determine(tree, word, &mut draft);
    draft.sides = sides(tree, word, heads);
    let side_spans: Vec<Span> = draft.sides.iter().map(|side| side.span).collect();
    draft.role = described(tree, word, words.start).or_else(|| counted(tree, word));
    if let Some((role, _)) = draft.role {
        draft.kind = Some(role.kind);
        draft.gender = role.gender;
        if role.collective && draft.number == Number::Singular {
            draft.number = if role.kind == NameType::Per { Number::Plural } else { Number::Collective };
        }
    }
    draft.modifiers = tree
        .children(word)
        .iter()
        .filter(|&&child| matches!(tree.token(child).relation(), "amod" | "compound" | "nmod"))
        .filter(|&&child| tree.token(child).upos != Upos::Pron)
        .filter(|&&child| !side_spans.iter().any(|span| span.contains(tree.token(child).span)))
        .filter(|&&child| draft.role.is_none_or(|(role, _)| !role.words.contains(&tree.folded(child))))
        .map(|&child| fold(&tree.token(child).lemma))
        .collect();
    Some(draft)
}

/// The role that a noun and the words beside it make, and its bytes: "*deputy foreign minister* of Norland".
fn described(tree: &Tree<'_>, head: usize, first: usize) -> Option<(&'static Role, Span)> {
    let lemma = fold(&tree.token(head).lemma);
    let mut words: Vec<String> = (first..head).map(|word| tree.folded(word)).collect();
    words.push(lemma.clone());
    let behind: Vec<String> = std::iter::once(lemma)
        .chain((head + 1..tree.sentence.tokens.len().min(head + 4)).map(|word| tree.folded(word)))
        .collect();
    let found = lexicon::role_at_start(&behind)
        .map(|(role, length)| (role, head..head + length))
        .or_else(|| lexicon::role_at_end(&words).map(|(role, length)| (role, head + 1 - length..head + 1)))
        .or_else(|| {
            // The plural of a word without singular: "forces".
            lexicon::role(&tree.folded(head)).map(|role| (role, head..head + 1))
        })?;
    Some((found.0, tree.span(found.1)))
}

/// Nouns that count others: what they count tells what they stand for.
const COUNTING: [&str; 14] = [
    "hundred", "thousand", "million", "dozen", "score", "number", "majority", "handful", "half", "third", "quarter",
    "rest", "most", "lot",
];

/// "*hundreds* of soldiers", "*four* of the drivers": the role of the soldiers.
fn counted(tree: &Tree<'_>, head: usize) -> Option<(&'static Role, Span)> {
    let counts = tree.token(head).upos == Upos::Num || COUNTING.contains(&fold(&tree.token(head).lemma).as_str());
    let of = tree
        .children(head)
        .iter()
        .copied()
        .filter(|_| counts)
        .find(|&child| tree.token(child).relation() == "nmod" && tree.case(child).as_deref() == Some("of"))?;
    lexicon::role(&fold(&tree.token(of).lemma)).map(|role| (role, tree.token(of).span))
}

/// Reads determiner and number word.
fn determine(tree: &Tree<'_>, head: usize, draft: &mut Draft) {
    for &child in tree.children(head) {
        let word = tree.folded(child);
        match &*tree.token(child).deprel {
            "det" | "det:predet" => {
                let definite = matches!(word.as_str(), "the" | "this" | "that" | "these" | "those" | "both");
                if word == "both" {
                    draft.count = Some(2);
                }
                let quantified =
                    matches!(word.as_str(), "every" | "each" | "no" | "any" | "neither" | "either" | "what" | "which");
                draft.determiner = match (definite, quantified) {
                    (true, _) => Determiner::Definite,
                    (_, true) => Determiner::Quantified,
                    _ => Determiner::Indefinite,
                };
            }
            "nmod:poss" if tree.token(child).upos == Upos::Pron => draft.determiner = Determiner::Possessive,
            "nmod:poss" => draft.determiner = Determiner::Definite,
            "nummod" => {
                draft.count = number_word(&word);
                if draft.determiner == Determiner::Bare {
                    draft.determiner = Determiner::Indefinite;
                }
            }
            _ => {}
        }
    }
}

/// Numbers of people that are counted in words or one figure.
fn number_word(word: &str) -> Option<usize> {
    const WORDS: [&str; 8] = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.iter().position(|known| *known == word).map(|at| at + 2).or_else(|| word.parse().ok().filter(|n| *n < 10))
}
