//! Accusations that a noun tells of: "denied allegations that it had paid bribes".

use super::allegations::Charge;
use super::words::{class, is_charge, matter};
use crate::linking::Linked;
use crate::pile::Pile;
use crate::words::{collapse, fold, stem};
use record::reading::Event;
use record::story::{Response, ResponseKind};
use record::{BlockKind, EntityId, Sentence, Span, Spans, Upos};

/// The accusations of one report that are told so, each with the answer that the verb above the noun gives.
pub(super) fn charges(pile: &Pile<'_>, linked: &Linked, report: usize) -> Vec<Charge> {
    let telling = &pile.tellings[report];
    let reporting = |span: Span| telling.report.kind_at(span.start).is_some_and(BlockKind::is_reporting);
    let sentences = telling.analysis.sentences.iter().filter(|sentence| reporting(sentence.span));
    let nouns = sentences.flat_map(|sentence| {
        let of_charge = |&i: &usize| {
            let token = &sentence.tokens[i];
            token.upos == Upos::Noun && is_charge(&stem(&fold(&token.lemma)))
        };
        (0..sentence.tokens.len()).filter(of_charge).map(move |i| (sentence, i))
    });
    nouns.filter_map(|(sentence, noun)| charge(pile, linked, report, sentence, noun)).collect()
}

fn charge(pile: &Pile<'_>, linked: &Linked, report: usize, sentence: &Sentence, noun: usize) -> Option<Charge> {
    let telling = &pile.tellings[report];
    let span = sentence.tokens[noun].span;
    if is_told(&telling.reading.events, span) {
        return None;
    }
    let entity = |word: usize| linked.entity(report, telling.entity_at(sentence.tokens[word].span)?);
    let matter_head = sentence.children(noun).find(|&i| i > noun && is_matter(sentence, i))?;
    let (what, subject) = (words(sentence, matter_head)?, sentence.child(matter_head, "nsubj"));
    let verb = sentence.tokens[noun].head.filter(|_| matches!(sentence.tokens[noun].relation(), "obj" | "nsubj"));
    let doer = verb.and_then(|verb| sentence.child(verb, "nsubj")).filter(|&word| word != noun);
    let answer = verb.and_then(|verb| answer(&sentence.tokens[verb].lemma));
    // "denied accusations of taking bribes": who denies is who is accused, unless another is named with the act: "of Guard
    // meddling".
    let named = || sentence.children(matter_head).filter(|&i| is_before_noun(sentence, i)).find_map(entity);
    let denier = || doer.filter(|_| answer.is_some()).and_then(entity);
    let against = match subject {
        // "claims that the men had been beaten": by whom they do not say, but who answers is meant.
        Some(subject) => {
            entity(subject).filter(|_| answer.is_none() || !is_passive(sentence, matter_head)).or_else(denier)
        }
        None => named().or_else(denier),
    };
    let by = sentence.children(noun).find(|&i| is_accuser(sentence, i)).and_then(entity);
    let by = by.filter(|by| Some(*by) != against);
    against.or(by)?;
    let whole = Spans::new(vec![span, what]);
    let response = answer.map(|kind| Response {
        by: doer.and_then(entity).map(EntityId),
        kind,
        evidence: vec![pile.evidence(report, telling.sentence(span))],
    });
    Some(Charge {
        by,
        against,
        what: collapse(telling.words(what)),
        matter: matter(telling, &what.into()),
        evidence: pile.evidence(report, whole),
        report,
        sentence: telling.sentence(span),
        response,
        open: false,
    })
}

/// "that it had paid", "of paying", "of fraud".
pub(super) fn is_matter(sentence: &Sentence, word: usize) -> bool {
    let token = &sentence.tokens[word];
    let marked = |relation: &str, lemma: &str| {
        sentence
            .children(word)
            .any(|i| sentence.tokens[i].relation() == relation && &*sentence.tokens[i].lemma == lemma)
    };
    match token.relation() {
        "acl" | "ccomp" => marked("mark", "that") || marked("mark", "of") || marked("case", "of"),
        "nmod" => marked("case", "of") && &*token.deprel != "nmod:poss",
        _ => false,
    }
}

fn is_passive(sentence: &Sentence, verb: usize) -> bool {
    sentence.children(verb).any(|i| sentence.tokens[i].deprel.ends_with(":pass"))
}

fn is_before_noun(sentence: &Sentence, word: usize) -> bool {
    matches!(&*sentence.tokens[word].deprel, "compound" | "nmod:poss")
}

/// "Norland's claim", "the claim by Norland".
fn is_accuser(sentence: &Sentence, word: usize) -> bool {
    let by = || sentence.children(word).any(|i| &*sentence.tokens[i].lemma == "by");
    &*sentence.tokens[word].deprel == "nmod:poss" || sentence.tokens[word].relation() == "nmod" && by()
}

/// What the verb over the noun makes of the accusation.
fn answer(verb: &str) -> Option<ResponseKind> {
    Some(match class(verb)? {
        "denied" | "rejected" => ResponseKind::Denied,
        "dismissed" => ResponseKind::Dismissed,
        "admitted" => ResponseKind::Admitted,
        _ => return None,
    })
}

/// The words below `head` without the "that" or "of" before them.
fn words(sentence: &Sentence, head: usize) -> Option<Span> {
    let mut subtree = sentence.subtree(head);
    let is_mark = |i: usize| matches!(sentence.tokens[i].relation(), "mark" | "case") && i < head;
    while subtree.first().is_some_and(|&i| is_mark(i)) {
        subtree.remove(0);
    }
    while subtree.last().is_some_and(|&i| sentence.tokens[i].upos == Upos::Punct) {
        subtree.pop();
    }
    let (first, last) = (*subtree.first()?, *subtree.last()?);
    Some(sentence.tokens[first].span.cover(sentence.tokens[last].span))
}

/// Whether an event's words stand at `word`: then it is told of already.
fn is_told(events: &[Event], word: Span) -> bool {
    let start = events.partition_point(|event| event.trigger.end <= word.start);
    let accuses = |event: &Event| event.kind.as_deref() == Some("ACCUSE") && !event.recipients.is_empty();
    events.get(start).is_some_and(|event| event.trigger.overlaps(word) && accuses(event))
}
