//! The words of an event's own clause, cut to what a title needs.

use super::events::Scene;
use super::phrases::{cover, phrase, up_to, whole_phrase};
use crate::countries::By;
use crate::merging::{Fact, who};
use crate::pile::Telling;
use crate::words::collapse;
use record::numbers::whole;
use record::reading::{Event, Form, Participant};
use record::{NameType, Sentence, Span, Upos};
use std::ops::Range;

/// A title has room for so many words beside the names.
const MOST_WORDS: usize = 12;

/// What says more of the act: "broke off *relations*", "accused Suderia *of diverting the river*".
const COMPLEMENTS: [&str; 5] = ["obj", "iobj", "xcomp", "obl", "ccomp"];

/// What belongs to the verb itself.
const VERB: [&str; 4] = ["aux", "aux:pass", "cop", "compound:prt"];

/// "Norland broke off relations with Suderia", in the words of one account with the names that the story uses;
/// `None` where the act is told by a noun or its doer has no name. Whether the clause is a sentence of its own comes with
/// it: "accused of killing two men" tells the act without a tense.
pub(super) fn clause(scene: &Scene<'_, '_>, fact: &Fact, event: &Event) -> Option<Clause> {
    let telling = &scene.pile.tellings[fact.report];
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(event.trigger.start)?)?;
    let trigger = sentence.tokens_in(event.trigger);
    let own = trigger.clone().find(|&i| sentence.tokens[i].upos == Upos::Verb);
    let (verb, subject) = match own {
        Some(verb) => (verb, whose_participle(sentence, verb)),
        None => of_noun(sentence, trigger.start)?,
    };
    let participle = own.is_some() && subject.is_some();
    let passive = sentence.child(verb, "nsubj:pass").is_some();
    let parties = if passive { &event.recipients } else { &event.actors };
    let names = match subject {
        Some(noun) => of_phrase(sentence, noun, telling),
        None => other_subject(sentence, verb, telling, parties)
            .map(|noun| of_whom(of_phrase(sentence, noun, telling), names(scene, fact, parties)))
            .or_else(|| names(scene, fact, parties))?,
    };
    let is_time = |span: Span| telling.reading.times.iter().any(|time| span.contains(time.span));
    let mut words = parts(sentence, verb, &is_time);
    if participle {
        words = closest(words, sentence, verb);
    }
    words.sort_by_key(|part| (part.after, part.words.first().copied()));
    if let Some(object) = antecedent(sentence, verb) {
        let behind = words.iter().take_while(|part| part.words.first().is_some_and(|&word| word <= verb)).count();
        words.insert(behind, Part { words: object, after: false });
    }
    let said: Vec<String> = words.iter().map(|part| part.text(sentence, &telling.report.text)).collect();
    let tensed = is_tensed(sentence, verb);
    let infinitive =
        sentence.children(verb).any(|i| &*sentence.tokens[i].lemma == "to" && sentence.tokens[i].relation() == "mark");
    let between = match () {
        () if tensed || participle => " ",
        () if infinitive => " to ",
        () => ": ",
    };
    let words = balanced(format!("{names}{between}{}", said.join(" ")));
    Some(Clause { words, tensed })
}

/// What a participle without a subject of its own tells of: "*the treaty*, signed by Holt in 1996".
fn whose_participle(sentence: &Sentence, verb: usize) -> Option<usize> {
    let token = &sentence.tokens[verb];
    let past = token.feature("VerbForm") == Some("Part") && token.feature("Tense") == Some("Past");
    let bare = !sentence.children(verb).any(|i| {
        matches!(sentence.tokens[i].relation(), "nsubj" | "csubj" | "aux" | "obj")
            || sentence.tokens[i].upos == Upos::Aux
    });
    let noun = token.head.filter(|_| token.relation() == "acl" && past && bare)?;
    matches!(sentence.tokens[noun].upos, Upos::Noun | Upos::Propn).then_some(noun)
}

/// What the object of a relative clause stands for: "*a claim* that Norland called invention".
fn antecedent(sentence: &Sentence, verb: usize) -> Option<Vec<usize>> {
    let noun = sentence.tokens[verb].head.filter(|_| sentence.tokens[verb].relation() == "acl")?;
    let object = sentence.child(verb, "obj")?;
    let relative = matches!(&*sentence.tokens[object].lemma, "that" | "which" | "who" | "whom");
    let mut words = phrase(sentence, noun);
    words.retain(|&word| sentence.tokens[word].head != Some(noun) || sentence.tokens[word].relation() != "case");
    (relative && object < verb && words.len() <= MOST_WORDS).then_some(words)
}

/// Of what follows a participle that which is surely its own: the words right behind it, and those by whom it was done.
fn closest(parts: Vec<Part>, sentence: &Sentence, verb: usize) -> Vec<Part> {
    let mut end = verb + 1;
    let mut kept: Vec<Part> = parts;
    kept.sort_by_key(|part| part.words.first().copied());
    kept.retain(|part| {
        let (Some(&first), Some(&last)) = (part.words.first(), part.words.last()) else { return false };
        let agent = &*sentence.tokens[first].lemma == "by";
        let close = first <= end;
        end = if close { end.max(last + 1) } else { end };
        close || agent
    });
    kept
}

/// The verb of an act that a noun tells, and the noun where it is the subject: "filed an appeal", "the *deal* was
/// announced".
fn of_noun(sentence: &Sentence, noun: usize) -> Option<(usize, Option<usize>)> {
    let token = sentence.tokens.get(noun)?;
    let verb = token.head.filter(|&head| sentence.tokens[head].upos == Upos::Verb)?;
    match token.relation() {
        "obj" => Some((verb, None)),
        "nsubj" => Some((verb, Some(noun))),
        _ => None,
    }
}

/// The subject, where it is none of the parties itself: "*the appeal* of Reyl was rejected", "*the ambassador*, who was
/// withdrawn".
fn other_subject(sentence: &Sentence, verb: usize, telling: &Telling<'_>, parties: &[Participant]) -> Option<usize> {
    let token = &sentence.tokens[verb];
    let subject = sentence.child(verb, "nsubj").or_else(|| sentence.child(verb, "nsubj:pass"));
    let relative = subject.is_some_and(|subject| sentence.tokens[subject].upos == Upos::Pron);
    let participle = subject.is_none() && token.feature("Tense") == Some("Past");
    let subject = match token.head.filter(|_| token.relation() == "acl" && (relative || participle)) {
        Some(noun) => noun,
        None => subject?,
    };
    let token = &sentence.tokens[subject];
    let mentioned = |party: &Participant| {
        telling.reading.mentions.get(party.mention.0).is_some_and(|mention| mention.head.overlaps(token.span))
    };
    // "who", "they": the parties are better known by their names.
    (token.upos == Upos::Noun && !parties.iter().any(mentioned) && parties.len() < 2).then_some(subject)
}

/// A noun with what hangs on it, as long as a title has room for it.
fn of_phrase(sentence: &Sentence, noun: usize, telling: &Telling<'_>) -> String {
    const MOST: usize = 8;
    let mut words = phrase(sentence, noun);
    let outside = |word: usize| {
        let token = &sentence.tokens[word];
        token.head == Some(noun) && matches!(token.relation(), "case" | "mark" | "cc" | "punct")
    };
    // "From the group": the preposition is not of the noun.
    words.drain(..words.iter().take_while(|&&word| word < noun && outside(word)).count());
    let whole = words.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let words = if words.len() > MOST || !whole { up_to(words, noun) } else { words };
    Part { words, after: false }.text(sentence, &telling.report.text)
}

/// "His appeal" with the name of whom it was.
fn of_whom(phrase: String, name: Option<String>) -> String {
    let rest = phrase
        .split_once(' ')
        .filter(|(first, _)| matches!(first.to_lowercase().as_str(), "his" | "her" | "its" | "their"));
    match (rest, name) {
        (Some((_, rest)), Some(name)) => format!("{name}'s {rest}"),
        _ => phrase,
    }
}

/// Without quotation marks where one is missing: the words were cut.
fn balanced(words: String) -> String {
    let count = |marks: &[char]| words.matches(marks).count();
    let whole = count(&['"']) % 2 == 0 && count(&['\u{201C}']) == count(&['\u{201D}']);
    if whole { words } else { words.replace(['"', '\u{201C}', '\u{201D}'], "") }
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
    // "Six Norland soldiers" are no state either.
    let group = mention.kind == NameType::Per && mention.form == Form::Nominal;
    let of_state = matches!(mention.kind, NameType::Norp | NameType::Gpe);
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(mention.head.start)?)?;
    let head = sentence.tokens_in(mention.head).last().map(|i| &sentence.tokens[i])?;
    // "The United States" is plural by its form alone.
    let words = telling.words(mention.span);
    // "Six Norlandic and three Suderian soldiers"
    let counted = words.split_whitespace().next().is_some_and(|first| whole(&first.to_lowercase()).is_some());
    let plural = head.feature("Number") == Some("Plur")
        && (group
            || crate::countries::lookup(telling.words(mention.head)).is_some_and(|country| country.by == By::Demonym));
    ((of_state || group) && plural || counted).then_some(words)
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
        let agent = &*sentence.tokens[head].deprel == "obl:agent";
        let mut words = if agent { whole_phrase(sentence, head) } else { phrase(sentence, head) };
        if words.len() > room && agent {
            words = phrase(sentence, head);
        }
        if words.len() > room && relation(head) == "obj" {
            words = up_to(words, head);
        }
        let Some(span) = cover(sentence, &words) else { continue };
        // Nor on whose word it is told.
        let source = sentence.children(head).any(|i| is_source(&sentence.tokens[i]));
        let before = head < verb && !said;
        // "arrested minutes before he left": without the rest the measure says nothing.
        let measure = relation(head) == "obl" && sentence.child(head, "case").is_none();
        // "ordered a month's detention" is what was ordered; "on Monday" stands beside the title.
        let dates = is_time(span) && relation(head) != "obj";
        if before || measure || source || dates || words.len() > room || words.is_empty() {
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
