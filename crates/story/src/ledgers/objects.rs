//! What a verb of offering has for its object, where that does not stand plainly behind it.

use super::words::class;
use crate::pile::Telling;
use record::{Sentence, Span, Token, Upos};

/// Where the words for what is offered stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// Behind the verb, or there are none.
    Plain,
    /// "offered the board her resignation".
    Given { to: Span, what: Span },
    /// "the loan that Norland had offered".
    Before(Span),
    /// "what they are offering": nobody says what.
    Asked,
}

/// Finds it for the verb at `trigger`.
pub(super) fn of(telling: &Telling<'_>, trigger: Span) -> Object {
    let Some((sentence, verb)) = verb(telling, trigger) else { return Object::Plain };
    if let Some((to, what)) = given(sentence, verb) {
        return Object::Given { to: sentence.tokens[to].span, what };
    }
    let before = |i: usize| i < verb && sentence.tokens[i].relation() == "obj";
    let question = sentence.children(verb).filter(|&i| before(i)).find(|&i| is_question(&sentence.tokens[i]));
    let clause = sentence.tokens[verb].head.filter(|_| &*sentence.tokens[verb].deprel == "acl:relcl");
    match (question, clause) {
        (_, Some(noun)) if is_question(&sentence.tokens[noun]) => Object::Asked,
        (_, Some(noun)) if missing(sentence, verb) => {
            phrase(sentence, noun, verb).map_or(Object::Plain, Object::Before)
        }
        (Some(_), _) => Object::Asked,
        _ => Object::Plain,
    }
}

/// What another did with it in the same breath, and the word for who: "offered it, and the board *refused* it".
pub(super) fn answered(telling: &Telling<'_>, trigger: Span) -> Option<(&'static str, Span)> {
    let (sentence, verb) = verb(telling, trigger)?;
    let next = sentence.children(verb).filter(|&i| i > verb && sentence.tokens[i].relation() == "conj");
    let answers = next.filter_map(|i| {
        let status = class(&sentence.tokens[i].lemma).filter(|class| matches!(*class, "accepted" | "rejected"))?;
        let it = sentence.child(i, "obj").is_some_and(|obj| sentence.tokens[obj].upos == Upos::Pron);
        let negated = sentence.children(i).any(|j| matches!(&*sentence.tokens[j].lemma, "not" | "never"));
        let who = sentence.child(i, "nsubj").filter(|_| it && !negated)?;
        Some((status, sentence.tokens[who].span))
    });
    answers.into_iter().next()
}

fn verb<'a>(telling: &Telling<'a>, trigger: Span) -> Option<(&'a Sentence, usize)> {
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(trigger.start)?)?;
    let verb = sentence.tokens_in(trigger).find(|&i| sentence.tokens[i].upos == Upos::Verb)?;
    Some((sentence, verb))
}

/// "what", "which", "whatever".
fn is_question(token: &Token) -> bool {
    matches!(&*token.lemma, "what" | "whatever" | "which")
}

/// Whether the verb of a relative clause has no object of its own: the noun before is it.
fn missing(sentence: &Sentence, verb: usize) -> bool {
    let own = sentence.children(verb).any(|i| match sentence.tokens[i].relation() {
        "obj" => !is_relative(&sentence.tokens[i]),
        "ccomp" | "xcomp" => true,
        "nsubj" => is_relative(&sentence.tokens[i]),
        _ => false,
    });
    let active = sentence.child(verb, "nsubj").is_some();
    active && !own && !sentence.children(verb).any(|i| sentence.tokens[i].deprel.ends_with(":pass"))
}

fn is_relative(token: &Token) -> bool {
    matches!(&*token.lemma, "that" | "which" | "who" | "whom")
}

/// The noun with what stands before it.
fn phrase(sentence: &Sentence, noun: usize, clause: usize) -> Option<Span> {
    let token = sentence.tokens.get(noun).filter(|token| token.upos == Upos::Noun)?;
    let without = sentence.subtree(clause);
    let words = sentence.subtree(noun).into_iter().filter(|word| !without.contains(word) && *word < clause);
    let words: Vec<usize> = words.take_while(|&word| &*sentence.tokens[word].lemma != ",").collect();
    let span = sentence.tokens[*words.first()?].span.cover(sentence.tokens[*words.last()?].span);
    span.contains(token.span).then_some(span)
}

/// Whom and what: two objects; or one, where a parser takes the first for the owner of the other: "offered the board
/// her resignation" has no "'s".
fn given(sentence: &Sentence, verb: usize) -> Option<(usize, Span)> {
    let what = sentence.child(verb, "obj").filter(|&what| what > verb)?;
    let cover = |from: usize, to: usize| sentence.tokens[from].span.cover(sentence.tokens[to].span);
    if let Some(whom) = sentence.child(verb, "iobj").filter(|&whom| verb < whom && whom < what) {
        let words: Vec<usize> = sentence.subtree(what).into_iter().filter(|&word| word > whom).collect();
        return Some((whom, cover(*words.first()?, *words.last()?)));
    }
    let owners = || sentence.children(what).filter(|&i| i < what && &*sentence.tokens[i].deprel == "nmod:poss");
    let own = owners()
        .find(|&i| sentence.tokens[i].upos == Upos::Pron || &*sentence.tokens[i].xpos == "PRP$")
        .or_else(|| owners().find(|&i| matches!(&*sentence.tokens[i].lemma, "his" | "her" | "its" | "their")))?;
    let marked = |i: usize| sentence.children(i).any(|j| sentence.tokens[j].relation() == "case");
    let whom = owners().find(|&i| i < own && !marked(i))?;
    let last = sentence.subtree(what).into_iter().next_back()?;
    Some((whom, cover(own, last)))
}
