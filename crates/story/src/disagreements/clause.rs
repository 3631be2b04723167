//! The words of an event's own clause, cut to what a title needs.

use super::events::Scene;
use crate::countries::By;
use crate::merging::{Fact, who};
use crate::pile::Telling;
use crate::words::collapse;
use record::reading::{Event, Participant};
use record::{NameType, Sentence, Span, Upos};
use std::ops::Range;

/// A title has room for so many words beside the names.
const MOST_WORDS: usize = 12;

/// What says more of the act: "broke off *relations*", "accused Suderia *of diverting the river*".
const COMPLEMENTS: [&str; 5] = ["obj", "iobj", "xcomp", "obl", "ccomp"];

/// What belongs to the verb itself.
const VERB: [&str; 4] = ["aux", "aux:pass", "cop", "compound:prt"];

/// What tells of other things, wherever it hangs.
const ASIDES: [&str; 6] = ["acl", "advcl", "parataxis", "appos", "conj", "cc"];

/// "Norland broke off relations with Suderia", in the words of one account with the names that the story uses;
/// `None` where the act is told by a noun or its doer has no name. Whether the clause is a sentence of its own comes with
/// it: "accused of killing two men" tells the act without a tense.
pub(super) fn clause(scene: &Scene<'_, '_>, fact: &Fact, event: &Event) -> Option<Clause> {
    let telling = &scene.pile.tellings[fact.report];
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(event.trigger.start)?)?;
    let verb = sentence.tokens_in(event.trigger).find(|&i| sentence.tokens[i].upos == Upos::Verb)?;
    let passive = sentence.child(verb, "nsubj:pass").is_some();
    let subject = if passive { &event.recipients } else { &event.actors };
    let names = names(scene, fact, subject)?;
    let is_time = |span: Span| telling.reading.times.iter().any(|time| span.contains(time.span));
    let mut words = parts(sentence, verb, &is_time);
    words.sort_by_key(|part| (part.after, part.words.first().copied()));
    let said: Vec<String> = words.iter().map(|part| part.text(sentence, &telling.report.text)).collect();
    let tensed = is_tensed(sentence, verb);
    let between = if tensed { " " } else { ": " };
    Some(Clause { words: format!("{names}{between}{}", said.join(" ")), tensed })
}

/// The words of a clause.
pub(super) struct Clause {
    /// Its doer, its verb and what says more of the act.
    pub words: String,
    /// Whether the verb has a tense: "killed two men", not "killing two men".
    pub tensed: bool,
}

fn is_tensed(sentence: &Sentence, verb: usize) -> bool {
    let helped = sentence.children(verb).any(|i| sentence.tokens[i].relation() == "aux");
    helped || sentence.tokens[verb].feature("VerbForm") == Some("Fin")
}

fn names(scene: &Scene<'_, '_>, fact: &Fact, of: &[Participant]) -> Option<String> {
    const MOST_NAMES: usize = 2;
    let telling = &scene.pile.tellings[fact.report];
    let mut found: Vec<&str> = Vec::new();
    for participant in of {
        if let Some(people) = people(telling, participant) {
            found.push(people);
            continue;
        }
        for id in who(fact.report, participant.entity, participant.mention, telling, scene.linked) {
            let name = scene.linked.name(id);
            if !name.is_empty() && !found.contains(&name) {
                found.push(name);
            }
        }
    }
    (1..=MOST_NAMES).contains(&found.len()).then(|| found.join(" and "))
}

/// "Five Norlanders" are of Norland, and not the state: the report's words for them.
fn people<'a>(telling: &Telling<'a>, participant: &Participant) -> Option<&'a str> {
    let mention = telling.reading.mentions.get(participant.mention.0)?;
    let of_state = matches!(mention.kind, NameType::Norp | NameType::Gpe);
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(mention.head.start)?)?;
    let head = sentence.tokens_in(mention.head).last().map(|i| &sentence.tokens[i])?;
    // "The United States" is plural by its form alone.
    let plural = head.feature("Number") == Some("Plur")
        && crate::countries::lookup(telling.words(mention.head)).is_some_and(|country| country.by == By::Demonym);
    (of_state && plural).then(|| telling.words(mention.span))
}

/// Some words of the clause that stand or fall together.
struct Part {
    words: Vec<usize>,
    /// What was said stands last, wherever the report has it.
    after: bool,
}

impl Part {
    /// Its words with the spaces that the report puts between them.
    fn text(&self, sentence: &Sentence, report: &str) -> String {
        let mut text = String::new();
        let mut runs: Vec<Range<usize>> = Vec::new();
        for &word in &self.words {
            match runs.last_mut() {
                Some(run) if run.end == word => run.end += 1,
                _ => runs.push(word..word + 1),
            }
        }
        for run in runs {
            let span = sentence.tokens[run.start].span.cover(sentence.tokens[run.end - 1].span);
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&collapse(span.of(report)));
        }
        let text = text.trim_end_matches([',', ';', ':', ' ']).to_owned();
        if self.after { format!("that {}", text.trim_start_matches("that ")) } else { text }
    }
}

fn parts(sentence: &Sentence, verb: usize, is_time: &dyn Fn(Span) -> bool) -> Vec<Part> {
    let relation = |i: usize| sentence.tokens[i].relation().to_owned();
    let mut own: Vec<usize> = sentence.children(verb).filter(|&i| in_verb(sentence, i)).collect();
    own.push(verb);
    own.sort_unstable();
    let mut room = MOST_WORDS.saturating_sub(own.len());
    let mut parts: Vec<Part> = own.into_iter().map(|word| Part { words: vec![word], after: false }).collect();
    // Objects before the rest: they are what the verb cannot be understood without.
    let mut complements: Vec<usize> =
        sentence.children(verb).filter(|&i| COMPLEMENTS.contains(&relation(i).as_str())).collect();
    complements.sort_by_key(|&i| (COMPLEMENTS.iter().position(|name| *name == relation(i)), i));
    for head in complements {
        let said = relation(head) == "ccomp";
        let words = phrase(sentence, head);
        let Some(span) = cover(sentence, &words) else { continue };
        // Nor on whose word it is told.
        let source = sentence.children(head).any(|i| is_source(&sentence.tokens[i]));
        let before = head < verb && !said;
        if before || source || is_time(span) || words.len() > room || words.is_empty() {
            continue;
        }
        room -= words.len();
        parts.push(Part { words, after: said });
    }
    parts
}

/// "according to", the case marker of a source.
fn is_source(token: &record::Token) -> bool {
    token.relation() == "case" && matches!(&*token.lemma, "accord" | "according")
}

fn in_verb(sentence: &Sentence, word: usize) -> bool {
    let token = &sentence.tokens[word];
    VERB.contains(&&*token.deprel) || token.feature("Polarity") == Some("Neg")
}

/// The word and what hangs on it, without asides.
fn phrase(sentence: &Sentence, head: usize) -> Vec<usize> {
    let mut words = sentence.subtree(head);
    for aside in words.clone() {
        if aside != head && ASIDES.contains(&sentence.tokens[aside].relation()) {
            let without = sentence.subtree(aside);
            words.retain(|word| !without.contains(word));
        }
    }
    let is_mark = |&word: &usize| sentence.tokens[word].upos == Upos::Punct;
    while words.last().is_some_and(is_mark) {
        words.pop();
    }
    while words.first().is_some_and(is_mark) {
        words.remove(0);
    }
    words
}

fn cover(sentence: &Sentence, words: &[usize]) -> Option<Span> {
    let (first, last) = (words.first()?, words.last()?);
    Some(sentence.tokens[*first].span.cover(sentence.tokens[*last].span))
}
