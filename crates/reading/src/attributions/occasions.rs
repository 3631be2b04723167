//! On what occasion something was said, or where: "at a news conference in Port Alder", "in a letter".

use super::draft::Draft;
use super::lexicon::{self, Noun};
use super::speakers;
use super::syntax;
use super::trees::{Place, Tree, Trees};
use record::reading::{Mention, Quoted};
use record::{NameType, Span, Spans, Upos};

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

/// Takes out of the contents what the speaker was asked or spoke about: "Asked about reports *that it had rained*, he
/// said …".
pub(super) fn leave_out(trees: &Trees<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.content.ranges().len() > 1) {
        let Some((index, cue)) = draft.cue_head else { continue };
        let Some(tree) = trees.list.get(index).filter(|tree| tree.is_readable()) else { continue };
        let prompts = |&&word: &&usize| {
            let verb = matches!(tree.lemma(word), "ask" | "comment" | "press" | "question" | "react" | "respond");
            word < cue && verb && tree.is(word, &["advcl"])
        };
        let prompts: Vec<Span> = tree
            .children(cue)
            .iter()
            .filter(prompts)
            .filter_map(|&word| tree.spans(trees.text, &tree.subtree(word, &[])).cover())
            .collect();
        let said = |range: &Span| !prompts.iter().any(|prompt| prompt.contains(*range));
        let kept: Vec<Span> = draft.content.ranges().iter().copied().filter(said).collect();
        if !kept.is_empty() {
            draft.content = Spans::new(kept);
        }
    }
}

/// "Brandt quoted Reyl as saying …": the words are those of the one who is quoted.
pub(super) fn quoted(trees: &Trees<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some((index, cue)) = draft.cue_head else { continue };
        let Some(tree) = trees.list.get(index).filter(|tree| tree.is_readable()) else { continue };
        let quoting = tree.head(cue).filter(|&head| {
            let as_saying = tree.child(cue, &["mark"]).is_some_and(|mark| tree.lemma(mark) == "as");
            matches!(tree.lemma(head), "cite" | "quote") && tree.is(cue, &["advcl"]) && as_saying
        });
        let Some(quoting) = quoting else { continue };
        let quoter = tree.child(quoting, &["nsubj"]);
        let Some(whom) = tree.child(quoting, &["obj"]) else { continue };
        // In the passive there is no object, and the subject is who is quoted.
        if quoter.is_some() && draft.source_head.is_none_or(|head| Some(head) == quoter.map(|word| (index, word))) {
            draft.source_head = Some((index, whom));
            draft.source = syntax::noun_phrase(trees, (index, whom), &[]);
        }
    }
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
