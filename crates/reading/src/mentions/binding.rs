//! What syntax forbids a pronoun to stand for, and what a reflexive has to.

use super::draft::{Draft, Pronoun};
use super::scene::Scene;
use std::collections::BTreeSet;

/// "himself" is the subject of its clause.
pub(super) fn antecedent_of_reflexive(scene: &Scene<'_>, by_tree: &[Vec<usize>], index: usize) -> Option<usize> {
    let draft = &scene.drafts[index];
    let tree = &scene.trees[draft.tree];
    // "Maria herself said": the word beside it.
    let beside = tree.head(draft.head).filter(|_| tree.token(draft.head).relation() == "nmod");
    let subjects = tree.ancestors(draft.head).filter_map(|word| tree.subject(word)).filter(|&word| word != draft.head);
    // "Brandt, who herself had been there": the noun that the clause is about.
    let described = tree.ancestors(draft.head).filter(|&word| tree.token(word).relation() == "acl");
    let described = described.filter_map(|word| tree.head(word));
    beside.into_iter().chain(subjects).chain(described).find_map(|word| {
        by_tree[draft.tree].iter().copied().find(|&other| {
            let other = &scene.drafts[other];
            other.head == word && other.parts.is_empty() && other.head != draft.head
        })
    })
}

/// Clusters that the pronoun can't stand for: the other arguments of its predicate, what it stands in, and in a
/// quotation who speaks.
pub(super) fn barred(scene: &Scene<'_>, by_tree: &[Vec<usize>], index: usize, pronoun: Pronoun) -> BTreeSet<usize> {
    let draft = &scene.drafts[index];
    let tree = &scene.trees[draft.tree];
    if tree.is_flat() {
        return BTreeSet::new();
    }
    let mut words: BTreeSet<usize> = BTreeSet::new();
    let relation = tree.token(draft.head).relation();
    let argument = !pronoun.possessive && matches!(relation, "obj" | "iobj" | "obl" | "nsubj" | "nmod" | "conj");
    if let Some(predicate) = tree.head(draft.head).filter(|_| argument) {
        let arguments = tree.children(predicate).iter().copied();
        words.extend(arguments.filter(|&word| {
            word != draft.head && matches!(tree.token(word).relation(), "nsubj" | "obj" | "iobj" | "obl" | "conj")
        }));
        if relation != "nsubj" {
            words.extend(tree.subject(predicate));
        }
    }
    let near = by_tree[draft.tree].iter().copied().filter(|&other| {
        let other = &scene.drafts[other];
        let holds = other.span.contains(draft.span) && other.parts.is_empty();
        other.parts.is_empty() && words.contains(&other.head) || holds
    });
    let near = near.chain(speakers(scene, by_tree, draft));
    near.filter(|&other| other != index).map(|other| scene.clusters.root(other)).collect()
}

/// Sentences of one quotation that are passed on the way back to the words that say whose it is, at most.
const LONGEST_QUOTATION: usize = 6;

/// Who says the quotation that the mention stands in: in its own sentence, or, where all of that is quoted, in the one that
/// it goes on from: "'We left,' Brandt said. 'He stayed.'"
fn speakers(scene: &Scene<'_>, by_tree: &[Vec<usize>], draft: &Draft) -> Vec<usize> {
    if draft.quotation.is_none() {
        return Vec::new();
    }
    for at in (0..=draft.tree).rev().take(LONGEST_QUOTATION) {
        let outside = || by_tree[at].iter().copied().filter(|&other| scene.drafts[other].quotation.is_none());
        let found: Vec<usize> = outside().filter(|&other| is_speaker(scene, &scene.drafts[other])).collect();
        if !found.is_empty() || outside().next().is_some() {
            return found;
        }
    }
    Vec::new()
}

/// Whether a mention is the subject of a verb with a clause or quotation for its object.
pub(super) fn is_speaker(scene: &Scene<'_>, draft: &Draft) -> bool {
    let tree = &scene.trees[draft.tree];
    let token = tree.token(draft.head);
    token.relation() == "nsubj"
        && tree.head(draft.head).is_some_and(|verb| {
            let token = tree.token(verb);
            tree.child(verb, "ccomp").is_some() || matches!(token.relation(), "parataxis")
        })
}
