//! "According to the envoy", "in her words", "as he put it", "reportedly".

use super::super::draft::{Draft, Origin};
use super::super::trees::{Place, Tree, Trees};
use super::{below, subjects};
use record::{Span, Spans};

/// Nouns of "in the words of X", "in X's view".
const VIEWS: [&str; 5] = ["word", "view", "opinion", "estimation", "telling"];

/// Adverbs that say that somebody has said it.
const HEARSAY: [&str; 4] = ["reportedly", "allegedly", "supposedly", "purportedly"];

/// Reads the word as the beginning of a phrase that attributes its clause.
pub(super) fn read(trees: &Trees<'_>, place: Place) -> Option<Draft> {
    let (index, word) = place;
    let tree = &trees.list[index];
    match tree.lemma(word) {
        "according" | "accord" => according(trees, place),
        "in" => in_the_words(trees, place),
        lemma if HEARSAY.contains(&lemma) => {
            let clause = clause_above(tree, tree.head(word)?);
            let mut draft = Draft::new(Origin::Weak);
            draft.cue = Spans::from(tree.token(word).span);
            draft.cue_head = Some(place);
            draft.content = below(trees, (index, clause), &[word]);
            Some(draft)
        }
        _ => None,
    }
}

fn according(trees: &Trees<'_>, (index, word): Place) -> Option<Draft> {
    let tree = &trees.list[index];
    let to = word + 1;
    if to >= tree.len() || tree.lemma(to) != "to" {
        return None;
    }
    let who = if tree.is(word, &["case", "mark"]) {
        tree.head(word)?
    } else {
        tree.child(word, &["obl", "nmod", "obj", "pcomp"])?
    };
    // The top of the phrase: the noun where "according" is its preposition, else "according" itself.
    let top = if tree.head(who) == Some(word) { word } else { who };
    attributed(trees, (index, top), who, Span::cover(tree.token(word).span, tree.token(to).span), (index, word))
}

/// "in the words of the envoy", "in her view".
fn in_the_words(trees: &Trees<'_>, (index, word): Place) -> Option<Draft> {
    let tree = &trees.list[index];
    let noun = tree.head(word).filter(|&noun| noun > word && VIEWS.contains(&tree.lemma(noun)))?;
    let who = tree.child(noun, &["nmod:poss", "nmod"])?;
    let cue = if who < noun {
        // The possessor stands inside: the cue is what is around it.
        Spans::new(vec![tree.token(word).span, tree.token(noun).span])
    } else {
        let of = tree.child(who, &["case"])?;
        Spans::from(Span::cover(tree.token(word).span, tree.token(of).span))
    };
    let mut draft = attributed(trees, (index, noun), who, Span::default(), (index, noun))?;
    draft.cue = cue;
    Some(draft)
}

/// The clause on which the phrase headed by `top` hangs, attributed to `who`.
fn attributed(trees: &Trees<'_>, top: Place, who: usize, cue: Span, cue_head: Place) -> Option<Draft> {
    let (index, top) = top;
    let tree = &trees.list[index];
    let clause = clause_above(tree, tree.head(top)?);
    let mut draft = Draft::new(Origin::Sure);
    draft.cue = Spans::from(cue);
    draft.cue_head = Some(cue_head);
    draft.source_head = Some((index, who));
    draft.source = subjects::noun_phrase(trees, (index, who), &[cue_head.1]);
    draft.content = below(trees, (index, clause), &[top]);
    Some(draft)
}

/// The clause in which the word stands.
fn clause_above(tree: &Tree<'_>, word: usize) -> usize {
    let mut at = word;
    for _ in 0..tree.len() {
        let clause = tree.is(at, &["root", "ccomp", "advcl", "parataxis", "acl"]);
        match tree.head(at) {
            Some(head) if !clause => at = head,
            _ => return at,
        }
    }
    word
}
