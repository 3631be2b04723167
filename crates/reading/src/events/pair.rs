//! Which event holds from one phrase to another: for sentences whose source and target somebody has marked.

use super::frames::Frame;
use super::lexicon::LEXICON;
use super::people::People;
use super::scene::Scene;
use super::setting::Times;
use super::tree::Tree;
use super::{Found, LONGEST_SENTENCE, factuality, setting};
use record::Span;
use record::reading::{Factuality, Polarity};
use record::{Analysis, Upos};
use std::ops::Range;

/// An event from a source to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// PLOVER type as the words say it.
    pub kind: String,
    /// CAMEO code.
    pub cameo: String,
    /// Whether it is said to have happened.
    pub factuality: Factuality,
    /// Negated or not.
    pub polarity: Polarity,
    /// The word that says it.
    pub trigger: Span,
}

impl Between {
    /// The type as PLOVER codes what is only intended: see [`intent`].
    pub fn coded(&self) -> &str {
        intent(&self.kind, self.factuality, self.polarity)
    }
}

/// The type under which PLOVER codes an event that is planned or refused: a cooperative act that is to come is an
/// agreement to it, a hostile one a threat, a cooperative act that is not done a refusal, a sanction that is not
/// imposed a concession.
pub fn intent(kind: &str, factuality: Factuality, polarity: Polarity) -> &str {
    let cooperative = matches!(kind, "SUPPORT" | "COOPERATE" | "AID" | "CONCEDE" | "RETREAT" | "CONSULT");
    let hostile = matches!(kind, "SANCTION" | "COERCE" | "ASSAULT" | "PROTEST" | "MOBILIZE");
    let planned = matches!(factuality, Factuality::Planned | Factuality::Conditional);
    match polarity {
        Polarity::Negative if cooperative || kind == "AGREE" => "REJECT",
        Polarity::Negative if matches!(kind, "SANCTION" | "COERCE") => "CONCEDE",
        Polarity::Positive if planned && cooperative => "AGREE",
        Polarity::Positive if planned && hostile => "THREATEN",
        _ => kind,
    }
}

/// The event that holds from the words at `source` to the words at `target`, which need not be mentions.
///
/// `None` where the lexicon knows no word of the sentence as an event.
pub fn between(text: &str, analysis: &Analysis, found: &Found<'_>, source: Span, target: Span) -> Option<Between> {
    let sentence = &analysis.sentences.get(analysis.sentence_at(source.start)?)?;
    if sentence.tokens.len() > LONGEST_SENTENCE {
        return None;
    }
    let tree = Tree::new(sentence, text);
    let people = People::new(&tree, *found);
    let times = Times::new(&tree, *found);
    let is_name = (0..tree.len()).map(|word| people.is_name(word)).collect();
    let is_place = (0..tree.len()).map(|word| people.covering(word, &setting::PLACES).is_some()).collect();
    let mut scene = Scene::new(&tree, is_name, times.words(&tree), is_place);
    let (source, target) = (sentence.tokens_in(source), sentence.tokens_in(target));
    let frames = scene.frames();
    let best = frames.iter().enumerate().map(|(n, frame)| (score(&tree, frame, &source, &target), n, frame));
    let (_, _, frame) =
        best.filter(|(score, _, _)| *score > 0).max_by_key(|(score, n, _)| (*score, std::cmp::Reverse(*n)))?;
    let judgement = factuality::judge(&scene, frame, false);
    Some(Between {
        kind: LEXICON.coded(frame.cameo)?.kind.clone(),
        cameo: frame.cameo.to_owned(),
        factuality: judgement.factuality,
        polarity: judgement.polarity,
        trigger: tree.token(frame.trigger).span,
    })
}

/// Points for a source or target that is an argument itself, that stands inside one, or is at least in the
/// trigger's clause.
const ARGUMENT: usize = 8;
const INSIDE: usize = 4;
const CLAUSE: usize = 1;

fn score(tree: &Tree<'_>, frame: &Frame, source: &Range<usize>, target: &Range<usize>) -> usize {
    let actors: Vec<usize> = frame.actors.iter().map(|(actor, _)| *actor).collect();
    let all: Vec<usize> = actors.iter().chain(&frame.recipients).copied().collect();
    let from = fit(tree, &actors, source).max(fit(tree, &speakers(tree, frame, &actors), source) / 2);
    let to = fit(tree, &frame.recipients, target).max(fit(tree, &all, target) / 2);
    let clause = |range: &Range<usize>| {
        let near = range.clone().any(|word| tree.is_under(word, frame.trigger) || tree.is_under(word, frame.anchor));
        if near { CLAUSE } else { 0 }
    };
    // An outer event counts more than one inside it: it is what the source does.
    let depth = depth(tree, frame.anchor);
    let outer = usize::from(depth == 0);
    let total = from * 2 + to * 2 + clause(source) + clause(target);
    if total == 0 { 0 } else { total * 2 + outer }
}

/// Where the actor is a pronoun: those who say it, who may be meant ("Norland said it would").
fn speakers(tree: &Tree<'_>, frame: &Frame, actors: &[usize]) -> Vec<usize> {
    let pronoun = actors.iter().any(|&actor| tree.token(actor).upos == Upos::Pron);
    let mut found = Vec::new();
    let mut at = frame.anchor;
    for _ in 0..MOST_DEEP {
        let Some(head) = tree.head(at).filter(|_| pronoun) else { break };
        if tree.is(at, "ccomp") {
            found.extend(tree.actors(head));
        }
        at = head;
    }
    found
}

fn fit(tree: &Tree<'_>, arguments: &[usize], range: &Range<usize>) -> usize {
    let direct = arguments.iter().any(|argument| range.contains(argument));
    let inside = || range.clone().any(|word| arguments.iter().any(|&argument| tree.is_under(word, argument)));
    if direct {
        ARGUMENT
    } else if inside() {
        INSIDE
    } else {
        0
    }
}

fn depth(tree: &Tree<'_>, word: usize) -> usize {
    let mut at = word;
    for depth in 0..MOST_DEEP {
        match tree.head(at) {
            Some(head) => at = head,
            None => return depth,
        }
    }
    MOST_DEEP
}

const MOST_DEEP: usize = 16;
