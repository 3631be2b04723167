//! Numbers with what they count or measure, and the happening in whose clause each stands.

use crate::events::setting::words;
use crate::events::tree::{CHAIN, Tree};
use record::analysis::{Sentence, Upos};
use record::reading::{Detail, DetailKind, Event, Quantity, Timex, TimexType};
use record::{Analysis, BlockKind, EventId, Report, Span};

/// Sentences of more words than this are lists or noise.
const LONGEST_SENTENCE: usize = 1000;
/// How many numbers of one happening are its details.
const MOST: usize = 8;
/// Words that bound a number: "at least", "up to", "more than".
const BOUNDING: [&str; 20] = [
    "at", "least", "more", "than", "about", "around", "nearly", "some", "over", "up", "to", "almost", "$", "£", "€",
    "only", "under", "less", "most", "below",
];

/// Finds them in title, body and captions, and gives the happenings theirs.
pub fn find(report: &Report, analysis: &Analysis, times: &[Timex], events: &mut [Event]) -> Vec<Quantity> {
    let mut all = Vec::new();
    for sentence in &analysis.sentences {
        let kind = report.blocks.get(sentence.block).map(|block| block.kind);
        if kind.is_some_and(BlockKind::is_reporting)
            && sentence.tokens.len() <= LONGEST_SENTENCE
            && sentence.tokens.iter().any(|token| is_number(token.upos, token.span.of(&report.text)))
        {
            in_sentence(report, sentence, times, events, &mut all);
        }
    }
    // The lexicon's acts have counts of their own.
    let read = if analysis.triggers.is_empty() { &[][..] } else { &all };
    for quantity in read {
        let Some(event) = quantity.event.and_then(|id| events.get_mut(id.0)) else { continue };
        if event.details.iter().filter(|detail| detail.kind == DetailKind::Figure).count() < MOST {
            let value = words(quantity.span.of(&report.text));
            event.details.push(Detail { kind: DetailKind::Figure, value, span: quantity.span });
        }
    }
    all
}

fn is_number(upos: Upos, word: &str) -> bool {
    upos == Upos::Num || word.starts_with(|c: char| c.is_ascii_digit()) || is_rough(word)
}

/// Numbers that are said roughly.
fn is_rough(word: &str) -> bool {
    matches!(word, "dozens" | "hundreds" | "thousands" | "millions" | "scores")
}

fn in_sentence(report: &Report, sentence: &Sentence, times: &[Timex], events: &[Event], all: &mut Vec<Quantity>) {
    let text = &report.text;
    let tree = Tree::new(sentence, text);
    let first = events.partition_point(|event| event.trigger.start < sentence.span.start);
    let own: Vec<(usize, EventId)> = events[first..]
        .iter()
        .take_while(|event| event.trigger.start < sentence.span.end)
        .filter_map(|event| Some((sentence.tokens_in(event.trigger).next()?, event.id)))
        .collect();
    let from = times.partition_point(|time| time.span.end <= sentence.span.start);
    let dates: Vec<Span> = times[from..]
        .iter()
        .take_while(|time| time.span.start < sentence.span.end)
        .filter(|time| time.kind != TimexType::Duration)
        .map(|time| time.span)
        .collect();
    let number = |at: usize| is_number(tree.token(at).upos, tree.token(at).span.of(text));
    for at in (0..tree.len()).filter(|&at| number(at)) {
        let span = tree.token(at).span;
        if at > 0 && number(at - 1) || dates.iter().any(|date| date.overlaps(span)) {
            continue;
        }
        let last = (at..tree.len()).take_while(|&next| number(next)).last().unwrap_or(at);
        let (phrase, noun) = phrase(&tree, text, at, last);
        let (event, of) = hangs_on(&tree, noun, at, &own);
        all.push(Quantity { span: phrase, number: span.cover(tree.token(last).span), event, of });
    }
}

/// From the words that bound a number to the noun or unit that it counts, and that noun; the number itself where there
/// is none.
fn phrase(tree: &Tree<'_>, text: &str, number: usize, last: usize) -> (Span, usize) {
    const FAR: usize = 6;
    let word = |at: usize| tree.token(at).span.of(text);
    let mut first = number;
    while first > 0 && number - first < 3 && BOUNDING.contains(&tree.lemma(first - 1)) {
        first -= 1;
    }
    if first == number && first > 0 && tree.token(first - 1).upos == Upos::Sym {
        first -= 1;
    }
    // "five-year-old", "77-tonne": the parts between hyphens.
    let mut end = last;
    while end + 2 < tree.len() && word(end + 1) == "-" && tree.token(end).span.end == tree.token(end + 1).span.start {
        end += 2;
    }
    let counts = |at: usize| matches!(tree.token(at).relation(), "nummod" | "compound" | "det" | "amod" | "nmod");
    let governor = tree.head(last).filter(|&head| counts(last) && head > last && head - last <= FAR);
    let rough = || (is_rough(word(last)) && end == last).then(|| tree.child(last, "nmod")).flatten();
    let noun = if end > last {
        end
    } else {
        governor.or_else(rough).filter(|noun| (last..=last + FAR).contains(noun)).unwrap_or(last)
    };
    // "five years old", "4 percent".
    let old = noun + 1 < tree.len() && matches!(word(noun + 1), "old" | "percent" | "%" | "deep" | "tall" | "long");
    let after = if old { noun + 1 } else { noun };
    (tree.token(first).span.cover(tree.token(after).span), noun)
}

/// The happening in whose clause a number stands, and the lemmas on the way to it.
fn hangs_on(tree: &Tree<'_>, noun: usize, number: usize, own: &[(usize, EventId)]) -> (Option<EventId>, Vec<String>) {
    let mut of = Vec::new();
    let mut at = noun;
    for _ in 0..CHAIN {
        if at != number {
            of.push(tree.lemma(at).to_owned());
        }
        if let Some((_, id)) = own.iter().find(|(word, _)| *word == at && at != number) {
            return (Some(*id), of);
        }
        match tree.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    (None, of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rough_number_counts_may_stand_before_it() {
        let row = |id: usize, word: &str, upos: &str, head: usize, relation: &str| {
            format!("{id}\t{word}\t{word}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_\n")
        };
        let tree = [
            row(1, "sheep", "NOUN", 2, "nmod"),
            row(2, "thousands", "NOUN", 3, "nsubj"),
            row(3, "drowned", "VERB", 0, "root"),
        ];
        let document = record::conllu::parse(&tree.concat()).unwrap();
        let tree = Tree::new(&document.analysis.sentences[0], &document.text);
        let (words, noun) = phrase(&tree, &document.text, 1, 1);
        assert_eq!((words.of(&document.text), noun), ("thousands", 1));
    }
}
