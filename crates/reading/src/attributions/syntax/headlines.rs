//! "Minister: talks useful", "Talks useful: minister": a colon or dash for a cue.

use super::super::draft::{Draft, Origin};
use super::super::lexicon::{self, Noun};
use super::super::trees::{Tree, Trees};
use record::{BlockKind, Report, Span, Spans, Upos};

/// Words that the name of a speaker in a headline has at most.
const LONGEST_NAME: usize = 6;

/// Reads the sentence as a headline, or as a line of a conversation.
pub(super) fn read(report: &Report, trees: &Trees<'_>, index: usize) -> Option<Draft> {
    let tree = &trees.list[index];
    let kind = report.kind_at(tree.sentence.span.start)?;
    let words = tree.sentence.tokens.iter().map(|token| token.span.of(trees.text));
    let words: Vec<&str> = words.collect();
    let colon = words.iter().position(|&word| word == ":")?;
    if kind == BlockKind::Title && colon + 1 == words.len() {
        return name_in_next(trees, index);
    }
    let end = (0..words.len()).rev().find(|&word| !matches!(words[word], "." | "!" | "?"))? + 1;
    let (before, after) = (0..colon, colon + 1..end);
    let speaks_first = is_name(tree, before.clone()) && !after.is_empty();
    let (who, what) = if speaks_first && (is_speech(tree, &words, after.clone()) || kind == BlockKind::Title) {
        (before, after)
    } else if kind == BlockKind::Title && is_name(tree, after.clone()) && is_speech(tree, &words, before.clone()) {
        (after, before)
    } else {
        return None;
    };
    // In the running text only a line of a conversation is meant: a name, a colon, somebody's words.
    let quoted = words.get(what.start).is_some_and(|word| word.starts_with(['"', '“', '\'', '‘', '„', '«']));
    if kind != BlockKind::Title && !quoted {
        return None;
    }
    let span = |range: std::ops::Range<usize>| -> Option<Span> {
        Some(tree.token(range.start).span.cover(tree.token(range.end.checked_sub(1)?).span))
    };
    let mut draft = Draft::new(Origin::Sure);
    draft.source_head = Some((index, tree.head_among(who.clone())));
    draft.source = Spans::from(span(who)?);
    draft.cue = Spans::from(tree.token(colon).span);
    draft.content = Spans::from(span(what)?);
    Some(draft)
}

/// "‘We will not sign’:" and the name, taken for a sentence of its own.
fn name_in_next(trees: &Trees<'_>, index: usize) -> Option<Draft> {
    let (tree, next) = (&trees.list[index], trees.list.get(index + 1)?);
    let colon = tree.len().checked_sub(1)?;
    if next.sentence.block != tree.sentence.block || !is_name(next, 0..next.len()) || colon == 0 {
        return None;
    }
    let mut draft = Draft::new(Origin::Sure);
    draft.source_head = Some((index + 1, next.head_among(0..next.len())));
    draft.source = Spans::from(next.sentence.span);
    draft.cue = Spans::from(tree.token(colon).span);
    draft.content = Spans::from(tree.token(0).span.cover(tree.token(colon - 1).span));
    Some(draft)
}

/// A short noun phrase that can speak.
fn is_name(tree: &Tree<'_>, words: std::ops::Range<usize>) -> bool {
    if words.is_empty() || words.len() > LONGEST_NAME {
        return false;
    }
    let no_clause = words.clone().all(|word| {
        matches!(
            tree.token(word).upos,
            Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Adp | Upos::Part | Upos::Punct | Upos::Cconj
        )
    });
    let head = tree.head_among(words);
    let lemma = tree.lemma(head);
    let speaks =
        [Noun::Person, Noun::Body, Noun::Media, Noun::Document].iter().any(|&class| lexicon::is_noun(lemma, class));
    no_clause && (tree.token(head).upos == Upos::Propn || speaks)
}

/// Words that can be somebody's: with a verb, or between quotation marks.
fn is_speech(tree: &Tree<'_>, words: &[&str], range: std::ops::Range<usize>) -> bool {
    let verb = range.clone().any(|word| matches!(tree.token(word).upos, Upos::Verb | Upos::Aux));
    verb || words.get(range.start).is_some_and(|word| word.starts_with(['"', '“', '\'', '‘', '„', '«']))
}
