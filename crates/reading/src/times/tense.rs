//! What a verb's tense and a noun's adjectives say of the time of what hangs on them.

use super::direction::Direction;
use super::lexicon::{Cue, Sense};
use super::tokens::Words;
use record::{Sentence, Upos};

/// Words for an end that lies ahead for as long as one speaks of it, unless it is said to have gone by.
const LIMITS: [&str; 2] = ["deadline", "ultimatum"];
/// What such an end does when it goes by.
const GOING_BY: [&str; 7] = ["pass", "expire", "lapse", "miss", "go", "meet", "beat"];
/// Adjectives of what is yet to come.
const COMING: [&str; 6] = ["planned", "scheduled", "slated", "proposed", "upcoming", "forthcoming"];

/// Whether an adjective says that what the noun at `at` names is yet to come.
pub fn is_planned(words: &Words, sentence: &Sentence, at: usize) -> bool {
    sentence.children(at).any(|child| {
        let child = &sentence.tokens[child];
        child.relation() == "amod" && COMING.contains(&&*form(words, child))
    })
}

/// Whether the noun at `at` names an end that is yet to come: "the deadline of Friday".
pub fn is_limit(sentence: &Sentence, at: usize) -> bool {
    let Some(noun) = sentence.tokens.get(at).filter(|noun| LIMITS.contains(&&*noun.lemma)) else { return false };
    let governor = noun.head.and_then(|head| sentence.tokens.get(head));
    // "by the Tuesday deadline" is of the time of its verb.
    matches!(noun.relation(), "nsubj" | "obj" | "root")
        && !governor.is_some_and(|governor| GOING_BY.contains(&&*governor.lemma))
}

/// Whether something is said in the present of the word at `at` itself: "Monday is a holiday".
pub fn is_subject_now(sentence: &Sentence, at: usize) -> bool {
    let Some(token) = sentence.tokens.get(at).filter(|token| token.relation() == "nsubj") else { return false };
    let cop = token.head.and_then(|head| sentence.child(head, "cop")).and_then(|cop| sentence.tokens.get(cop));
    cop.is_some_and(|cop| cop.feature("Tense") == Some("Pres"))
}

/// The tense of the verb at `at`, with its auxiliaries.
pub fn tense(words: &Words, sentence: &Sentence, at: usize) -> Option<Direction> {
    let verb = sentence.tokens.get(at)?;
    let mut past = verb.feature("Tense") == Some("Past") && verb.feature("VerbForm") != Some("Part");
    let mut finite = past || verb.feature("VerbForm") == Some("Fin");
    let (mut be, mut have) = (false, false);
    for child in sentence.children(at) {
        let child = &sentence.tokens[child];
        if !matches!(child.relation(), "aux" | "cop") {
            continue;
        }
        match &*child.lemma {
            "will" | "shall" | "'ll" | "would" => return Some(Direction::Future),
            "have" => (past, have) = (true, true),
            lemma => {
                past |= child.feature("Tense") == Some("Past");
                be |= lemma == "be";
            }
        }
        finite = true;
    }
    let to = sentence
        .children(at)
        .any(|child| &*sentence.tokens[child].lemma == "to" && sentence.tokens[child].relation() == "mark");
    // "is to receive", "was to leave", "an interview to be broadcast"; "was to have left" did not come about.
    if to && be && !have {
        return Some(Direction::Future);
    }
    // "was due in the capital", "a meeting on Friday is likely"
    if be && !have && matches!(&*verb.lemma, "due" | "likely" | "unlikely" | "possible") {
        return Some(Direction::Future);
    }
    if past {
        return Some(Direction::Past);
    }
    // An infinitive or a passive participle of a verb of planning looks ahead.
    if to {
        let governor = verb.head.and_then(|head| sentence.tokens.get(head));
        let planned = governor.is_some_and(|governor| {
            let known = |word: &str| super::lexicon::senses(word).contains(&Sense::Cue(Cue::Planning));
            known(&governor.lemma) || known(&form(words, governor)) || &*governor.lemma == "set"
        });
        return Some(if planned { Direction::Future } else { Direction::Unknown });
    }
    if verb.feature("VerbForm") == Some("Part") && verb.feature("Tense") == Some("Past") && !finite {
        return Some(Direction::Past);
    }
    // "opens Monday", "is meeting Tuesday": what is said to happen on a named day is yet to come.
    let goes_on = finite
        && verb.upos == Upos::Verb
        && !matches!(&*verb.lemma, "say" | "have" | "be" | "include" | "show" | "know");
    goes_on.then_some(Direction::Future)
}

/// The form of a word of the tree, in lower case.
fn form(words: &Words, token: &record::Token) -> String {
    words.at(words.find(token.span.start)).lower.clone()
}
