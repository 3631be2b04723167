//! On what occasion something was said, or where: "at a news conference in Port Alder", "in a letter".

use super::draft::Draft;
use super::lexicon::{self, Noun};
use super::speakers;
use super::trees::{Place, Tree, Trees};
use record::reading::{Mention, Quoted};
use record::{NameType, Span, Upos};

/// Finds the phrase beside the cue that says it: the first about an occasion, else the first about a place.
pub(super) fn find(trees: &Trees<'_>, mentions: &[Mention], draft: &Draft) -> Option<Quoted> {
    let (index, cue) = draft.cue_head?;
    let tree = trees.list.get(index).filter(|tree| tree.is_readable())?;
    if tree.token(cue).upos != Upos::Verb || tree.lemma(cue).starts_with("accord") {
        return None;
    }
    // "was quoted by the paper as saying in a speech".
    let quoting = tree.head(cue).filter(|&head| tree.lemma(head) == "quote");
    let around = || tree.children(cue).iter().chain(quoting.map_or(&[][..], |head| tree.children(head))).copied();
    let phrases: Vec<usize> =
        around().filter(|&child| is_phrase(tree, child) && !in_parts(tree, draft, child)).collect();
    let occasion =
        |&word: &usize| tree.token(word).upos == Upos::Noun && lexicon::is_noun(tree.lemma(word), Noun::Occasion);
    let place = |&word: &usize| is_place(trees, mentions, (index, word));
    let at = phrases.iter().position(occasion).or_else(|| phrases.iter().position(place))?;
    let mut span = words(trees, (index, phrases[at]), draft)?;
    // "at a news conference in Port Alder": the tree may hang the place on the verb.
    if let Some(&next) = phrases.get(at + 1).filter(|next| place(next))
        && let Some(more) = words(trees, (index, next), draft)
        && trees.text.get(span.end..more.start).is_some_and(|gap| gap.trim().is_empty())
    {
        span = span.cover(more);
    }
    Some(Quoted { value: span.of(trees.text).split_whitespace().collect::<Vec<_>>().join(" "), span })
}

/// "in a letter", "at a dinner", "by telephone".
fn is_phrase(tree: &Tree<'_>, word: usize) -> bool {
    let case = tree.child(word, &["case"]).map(|case| tree.lemma(case));
    tree.is(word, &["obl"]) && matches!(case, Some("in" | "at" | "during" | "on" | "by" | "over" | "from" | "through"))
}

fn in_parts(tree: &Tree<'_>, draft: &Draft, word: usize) -> bool {
    let span = tree.token(word).span;
    draft.content.overlaps(span) || draft.source.overlaps(span)
}

/// A town, a country, a building by its name.
fn is_place(trees: &Trees<'_>, mentions: &[Mention], place: Place) -> bool {
    let mention = speakers::mention_at(mentions, trees.token(place).span);
    trees.token(place).upos == Upos::Propn
        && mention.is_some_and(|mention| matches!(mention.kind, NameType::Gpe | NameType::Loc | NameType::Fac))
}

/// The words of the phrase up to where other parts of the attribution begin.
fn words(trees: &Trees<'_>, (index, word): Place, draft: &Draft) -> Option<Span> {
    let tree = &trees.list[index];
    let head = tree.token(word).span;
    let own: Vec<usize> =
        tree.subtree(word, &[]).into_iter().filter(|&other| other == word || !in_parts(tree, draft, other)).collect();
    // The run of neighbours that has the noun.
    let at = own.iter().position(|&other| other == word)?;
    let joined = |pair: &[usize]| pair[0] + 1 == pair[1];
    let first = at - own[..=at].windows(2).rev().take_while(|pair| joined(pair)).count();
    let last = at + own[at..].windows(2).take_while(|pair| joined(pair)).count();
    let spans = tree.spans(trees.text, own.get(first..=last)?);
    spans.cover().filter(|span| span.contains(head))
}
