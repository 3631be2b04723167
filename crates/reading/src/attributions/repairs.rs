//! Spans of the model brought to sensible borders: whole noun phrases, whole verb groups, whole stretches of words.

use super::draft::{Draft, Origin, without};
use super::lexicon::Cue;
use super::quotations::Quotation;
use super::trees::{Place, Tree, Trees};
use record::{Span, Spans, Upos};
use std::collections::BTreeMap;

/// Bytes between two pieces of a content that were taken apart by mistake, at most: a short word. Over more, the model
/// is right that they are two.
const LONGEST_GAP: usize = 8;

/// Marks that end what is said without being part of it.
const TAIL: [char; 9] = [',', '.', ';', ':', '-', '–', '—', ' ', '\n'];

/// Mends source and cue by the tree.
pub(super) fn mend_names(trees: &Trees<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        if let Some((place, span)) = draft.source.ranges().first().and_then(|&span| Some((trees.head_of(span)?, span)))
        {
            let whole = finished(trees, core(trees, place, span));
            if !draft.cue.overlaps(whole) && !draft.content.overlaps(whole) && whole != span {
                let rest = draft.source.ranges().iter().skip(1).copied();
                draft.source = Spans::new(std::iter::once(whole).chain(rest).collect());
                draft.source_head = trees.head_of(whole);
            }
        }
        if let Some(span) = draft.cue.cover() {
            let whole = verb_group(trees, draft, span);
            if !draft.content.overlaps(whole) && !draft.source.overlaps(whole) && whole != span {
                draft.cue = Spans::from(whole);
                draft.cue_head = trees.head_of(whole);
            }
        }
    }
}

/// The words that a name or noun cannot be torn from: "the" of "the envoy", "Brandt" of "Ilse Brandt".
const CLOSE: [&str; 8] = ["det", "compound", "flat", "amod", "nummod", "nmod:poss", "nmod:desc", "fixed"];

/// `span` stretched to the whole of the noun's close words.
fn core(trees: &Trees<'_>, (index, word): Place, span: Span) -> Span {
    let tree = &trees.list[index];
    let noun = |word: usize| matches!(tree.token(word).upos, Upos::Noun | Upos::Propn);
    // A lone "the" or "Mr." belongs to the noun that it hangs on.
    let top = tree.head(word).filter(|&head| tree.is(word, &CLOSE) && noun(head)).unwrap_or(word);
    if !noun(top) || !tree.is_readable() {
        return span;
    }
    let (mut first, mut last) = (top, top);
    while let Some(before) = first.checked_sub(1).filter(|&before| is_close(tree, before, top)) {
        first = before;
    }
    while last + 1 < tree.len() && is_close(tree, last + 1, top) {
        last += 1;
    }
    span.cover(tree.token(first).span.cover(tree.token(last).span))
}

/// Whether the word hangs on `top` by close bonds alone.
fn is_close(tree: &Tree<'_>, word: usize, top: usize) -> bool {
    /// Close words of close words: "the Norland foreign minister's".
    const DEEPEST: usize = 4;
    let mut at = word;
    for _ in 0..DEEPEST {
        let possessive = tree.is(at, &["case"]) && tree.token(at).upos == Upos::Part;
        if !possessive && !tree.is(at, &CLOSE) {
            return false;
        }
        match tree.head(at) {
            Some(head) if head == top => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// A cue that is an auxiliary alone stretched to its verb, "according" to its "to".
fn verb_group(trees: &Trees<'_>, draft: &Draft, span: Span) -> Span {
    let Some((index, word)) = draft.cue_head else { return span };
    let tree = &trees.list[index];
    if tree.lemma(word).starts_with("accord") && word + 1 < tree.len() && tree.lemma(word + 1) == "to" {
        return span.cover(tree.token(word + 1).span);
    }
    let Some(verb) = tree.head(word).filter(|&verb| tree.is(word, &["aux"]) && verb > word) else { return span };
    let between = (word..=verb).all(|at| at == verb || tree.head(at) == Some(verb) && tree.is(at, &["aux", "advmod"]));
    if between && tree.token(verb).upos == Upos::Verb { span.cover(tree.token(verb).span) } else { span }
}

/// Joins the pieces of contents between which nothing of the attribution itself stands (what is said is cut by
/// its cue or its source alone), and takes off the marks at their ends.
pub(super) fn fill(text: &str, quotations: &[Quotation], drafts: &mut [Draft]) {
    for draft in drafts {
        let mut ranges: Vec<Span> = Vec::new();
        for &range in draft.content.ranges() {
            if let Some(last) = ranges.last_mut() {
                let gap = Span::new(last.end, range.start);
                let cut = draft.cue.overlaps(gap) || draft.source.overlaps(gap);
                let ends = gap.of(text).contains(['.', '!', '?', '\n', '"', '”', '“', '’', '‘']);
                if !cut && !ends && gap.len() <= LONGEST_GAP {
                    last.end = range.end;
                    continue;
                }
            }
            ranges.push(range);
        }
        let trimmed = ranges.iter().map(|&range| trim(text, quotations, range)).filter(|range| !range.is_empty());
        draft.content = Spans::new(trimmed.collect());
    }
}

/// Without marks at the end, unless a quotation holds them.
fn trim(text: &str, quotations: &[Quotation], range: Span) -> Span {
    let lead = range.of(text).len() - range.of(text).trim_start_matches([',', ';', ':', ' ', '\n']).len();
    let range = Span::new(range.start + lead, range.end);
    let words = range.of(text).trim_end_matches(TAIL);
    let end = range.start + words.len();
    let at = quotations.partition_point(|quotation| quotation.span.start <= end);
    let quoted = quotations[..at].iter().rev().take(4).any(|quotation| quotation.span.end >= range.end);
    let shortened = words.ends_with(|c: char| c.is_alphabetic()) && range.of(text).ends_with('.') && is_short(words);
    if quoted || shortened || end == range.start { range } else { Span::new(range.start, end) }
}

/// Whether the last word is one that a full stop belongs to: "U.S.", "Jr.", "Va.".
fn is_short(words: &str) -> bool {
    let last = words.rsplit([' ', '\n']).next().unwrap_or("");
    last.contains('.') || (last.len() <= 2 && last.starts_with(char::is_uppercase))
}

/// Cuts from contents what a second cue begins: "said it was late and warned that …", "…, adding that …".
///
/// What is marked by the same hand does not nest, so that a cue in the content of another one stands beside it.
pub(super) fn part(trees: &Trees<'_>, drafts: &mut [Draft]) {
    let cues: BTreeMap<usize, (Span, Origin, Option<usize>)> = drafts
        .iter()
        .filter_map(|draft| Some((draft.cue.cover()?, draft.origin, draft.source.cover().map(|source| source.start))))
        .map(|(cue, origin, source)| (cue.start, (cue, origin, source)))
        .collect();
    for draft in drafts {
        let Some(own) = draft.cue.cover() else { continue };
        let after = draft.content.ranges().iter().copied().find(|range| range.start >= own.end);
        let Some(range) = after.filter(|range| !range.of(trees.text).starts_with(QUOTES)) else { continue };
        let mut inside = cues.range(range.start..range.end).map(|(_, cue)| cue).take(REACH);
        let cut = inside.find_map(|&(cue, origin, source)| {
            let begins = source.filter(|&source| range.start < source && source < cue.start).unwrap_or(cue.start);
            if origin == draft.origin { clause_start(trees, begins) } else { None }
        });
        if let Some(start) = cut.filter(|&start| start > range.start) {
            draft.content = without(trees.text, &draft.content, Span::new(start, range.end));
        }
    }
}

/// Cues within a content that are looked at for one that cuts it.
const REACH: usize = 4;

const QUOTES: [char; 8] = ['"', '“', '‘', '\'', '„', '«', '`', '‚'];

/// Where the clause begins that has its cue or source at `at`, if a conjunction or a comma parts it from what is
/// before.
fn clause_start(trees: &Trees<'_>, at: usize) -> Option<usize> {
    let tree = trees.list.get(trees.at(at))?;
    let mut word = tree.sentence.tokens.partition_point(|token| token.span.start < at);
    let first = word;
    while word > 0 && tree.is(word - 1, &["advmod", "aux"]) && first - word < 2 {
        word -= 1;
    }
    let before = word.checked_sub(1)?;
    let parted = tree.is(before, &["cc"])
        || (tree.lemma(before) == "," && matches!(&*tree.token(first.min(tree.len() - 1)).xpos, "VBG"));
    parted.then(|| tree.token(before).span.start)
}

/// Takes the hearer out of the content: "told her, “…”", "warned them that …".
pub(super) fn leave_hearers(trees: &Trees<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some((index, verb)) = draft.cue_head else { continue };
        let tree = &trees.list[index];
        if !matches!(tree.cue(trees.text, verb), Some(Cue::Tell | Cue::Ask)) || !tree.is_readable() {
            continue;
        }
        let Some(said) = tree.child(verb, &["ccomp"]) else { continue };
        let Some(hearer) = tree.child(verb, &["iobj", "obj"]).filter(|&hearer| verb < hearer && hearer < said) else {
            continue;
        };
        let Some(last) = tree.subtree(hearer, &[]).last().copied().filter(|&last| last < said) else { continue };
        let (from, to) = (tree.token(verb).span.end, tree.token(last).span.end);
        if draft.content.ranges().iter().any(|range| range.start < to && range.start >= from && range.end > to) {
            draft.content = without(trees.text, &draft.content, Span::new(from, to));
        }
    }
}

/// Takes out of contents the words of their own cue: "reported *offering* help" says "help" or "offering help", not both.
pub(super) fn keep_cues_out(text: &str, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.cue.ranges().iter().any(|&range| draft.content.overlaps(range)))
    {
        for &range in draft.cue.ranges() {
            draft.content = without(text, &draft.content, range);
        }
        let begun = draft.content.ranges().iter().map(|range| {
            let words = range.of(text);
            Span::new(range.end - words.trim_start().len(), range.end)
        });
        draft.content = Spans::new(begun.collect());
    }
}

/// Keeps of a content that is no quotation the sentence of its cue: what runs on over a full stop is a mistake.
pub(super) fn keep_to_sentence(trees: &Trees<'_>, quotations: &[Quotation], drafts: &mut [Draft]) {
    for draft in drafts {
        let Some((cue, _)) = draft.cue_head else { continue };
        let own = trees.list[cue].sentence.span;
        let kept = draft.content.ranges().iter().map(|&range| {
            let runs_over = range.overlaps(own) && !own.contains(range);
            let at = quotations.partition_point(|quotation| quotation.span.start < range.end);
            let quoted = quotations[..at].iter().rev().take(4).any(|quotation| {
                let border = if range.end > own.end { own.end } else { own.start };
                quotation.span.start < border && border < quotation.span.end
            });
            if runs_over && !quoted { Span::new(range.start.max(own.start), range.end.min(own.end)) } else { range }
        });
        draft.content = Spans::new(kept.collect());
    }
}

/// Words that cannot be the last of what is said: they wait for the word that they hang on.
const WAITING: [&str; 8] = ["case", "det", "amod", "compound", "nmod:poss", "mark", "aux", "nummod"];

/// Stretches contents that end or begin in the middle of a phrase to the whole of it.
pub(super) fn stretch(trees: &Trees<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let mut ranges = Vec::new();
        for &range in draft.content.ranges() {
            let whole = whole(trees, range).cover(clause(trees, draft, range));
            let free = !draft.cue.overlaps(whole) && !draft.source.overlaps(whole);
            ranges.push(if free { whole } else { range });
        }
        draft.content = Spans::new(ranges);
    }
}

/// The clause that the cue governs and the range lies in, if the range lacks the clause's very verb; else the range.
///
/// "*Four of the drivers* held in Norland were freed, Brandt said": nobody says a subject.
fn clause(trees: &Trees<'_>, draft: &Draft, range: Span) -> Span {
    let Some((index, cue)) = draft.cue_head.filter(|(index, _)| trees.list[*index].is_readable()) else { return range };
    let tree = &trees.list[index];
    let clauses = tree.children(cue).iter().copied().filter(|&word| tree.is(word, &["ccomp"]));
    let within = clauses.filter(|&verb| !tree.token(verb).span.overlaps(range)).find_map(|verb| {
        let words = tree.subtree(verb, &[]);
        let mut own = words.iter().copied().filter(|&word| (word < cue) == (verb < cue) && !tree.is_punct(word));
        let first = own.next()?;
        let span = tree.token(first).span.cover(tree.token(own.next_back()?).span);
        span.contains(range).then_some(span)
    });
    within.unwrap_or(range)
}

fn whole(trees: &Trees<'_>, range: Span) -> Span {
    let mut span = range;
    if let Some((index, words)) = trees.words_in(range).filter(|(index, _)| trees.list[*index].is_readable()) {
        let tree = &trees.list[index];
        let first = words.start;
        let noun = |word: usize| matches!(tree.token(word).upos, Upos::Noun | Upos::Propn);
        let top =
            tree.head(first).filter(|&head| head > first && tree.is(first, &CLOSE) && noun(head)).unwrap_or(first);
        let mut start = first;
        while noun(top)
            && let Some(before) = start.checked_sub(1).filter(|&before| is_close(tree, before, top))
        {
            start = before;
        }
        span = span.cover(tree.token(start).span);
    }
    finished(trees, span)
}

/// `span` stretched to the word that its last word waits for; without a last "who" that has no clause.
fn finished(trees: &Trees<'_>, span: Span) -> Span {
    let at = trees.at(span.end.saturating_sub(1));
    let Some(tree) = trees.list.get(at).filter(|tree| tree.is_readable()) else { return span };
    let words = tree.sentence.tokens_in(Span::new(tree.sentence.span.start, span.end.max(tree.sentence.span.start)));
    let Some(mut last) = words.end.checked_sub(1) else { return span };
    if last > 0 && tree.token(last - 1).span.start > span.start && &*tree.token(last).xpos == "WP" {
        return Span::new(span.start, tree.token(last - 1).span.end);
    }
    while let Some(head) = tree.head(last).filter(|&head| head > last && tree.is(last, &WAITING)) {
        last = head;
    }
    span.cover(tree.token(last).span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_leaves_its_cue_out() {
        let text = "Holt reported offering help to Reyl";
        let content = Spans::from(Span::new(14, text.len()));
        let cue = Spans::from(Span::new(5, 22));
        let draft = Draft {
            source: Spans::from(Span::new(0, 4)),
            source_head: None,
            cue,
            cue_head: None,
            content,
            goes_on: None,
            origin: Origin::Model,
        };
        let mut drafts = [draft];
        keep_cues_out(text, &mut drafts);
        assert_eq!(drafts[0].content.quote(text), "help to Reyl");
    }
}
