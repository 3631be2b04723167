//! The words of the ledgers: which of them a sentence holds.

use super::nouns;
use crate::pile::{Pile, Telling};
use crate::words::{content, fold, is_function_word, lines, stem, words};
use record::reading::Event;
use record::{Span, Spans};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Forms of the table's words that mean something else.
const EXCEPTION: &str = "-";
static EXCEPT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/ledger-words.tsv")).filter_map(|row| row.split_once('\t'));
    rows.filter(|(_, class)| *class == EXCEPTION).map(|(word, _)| word).collect()
});
static CLASSES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/ledger-words.tsv")).filter_map(|row| row.split_once('\t'));
    rows.filter(|(_, class)| *class != EXCEPTION).map(|(word, class)| (stem(word), class)).collect()
});
static ARMED: LazyLock<HashSet<String>> =
    LazyLock::new(|| lines(include_str!("../../data/armed-groups.txt")).map(stem).collect());
static DEEDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| lines(include_str!("../../data/deeds.txt")).map(stem).collect());
static CHARGES: LazyLock<HashSet<String>> =
    LazyLock::new(|| lines(include_str!("../../data/charges.txt")).map(stem).collect());

/// What the table says of a word.
pub(crate) fn class(word: &str) -> Option<&'static str> {
    let folded = fold(word);
    if is_function_word(&folded) || EXCEPT.contains(folded.as_str()) {
        return None;
    }
    CLASSES.get(&stem(&folded)).copied()
}

/// What the table says of the first of several words that it knows.
pub(crate) fn class_of(phrase: &str) -> Option<&'static str> {
    words(phrase).iter().find_map(|word| class(word))
}

/// Whether the stem points back at an accusation: "the charges".
pub(crate) fn is_charge(stem: &str) -> bool {
    CHARGES.contains(stem)
}

/// Whether the words name such as no side admits to arming.
pub(crate) fn is_armed_group(phrase: &str) -> bool {
    words(phrase).iter().any(|word| ARMED.contains(&stem(word)))
}

/// Whether the words hold a negation.
pub(crate) fn is_negated(phrase: &str) -> bool {
    words(phrase).iter().any(|word| NEGATIONS.contains(&word.as_str()))
}

/// `words` drops the apostrophe of "didn't".
const NEGATIONS: [&str; 20] = [
    "not", "no", "never", "without", "nor", "didnt", "doesnt", "dont", "wont", "wouldnt", "couldnt", "cant", "cannot",
    "isnt", "wasnt", "werent", "havent", "hasnt", "hadnt", "unable",
];

/// The part of a sentence that `at` stands in: clauses are parted by stops and by words that begin another.
fn clause(sentence: &str, at: usize) -> &str {
    const STOPS: [&str; 12] = [
        ";",
        ":",
        ", but ",
        ", and ",
        ", while ",
        ", although ",
        ", though ",
        ", who ",
        ", which ",
        ", saying ",
        ". ",
        " -- ",
    ];
    let start = STOPS.iter().filter_map(|stop| sentence[..at].rfind(stop).map(|i| i + stop.len())).max().unwrap_or(0);
    let end = STOPS.iter().filter_map(|stop| sentence[at..].find(stop).map(|i| at + i)).min().unwrap_or(sentence.len());
    sentence.get(start..end).unwrap_or(sentence)
}

/// A sentence that may answer a proposal or an accusation.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub report: usize,
    pub sentence: Span,
    /// The table's class of the answering word.
    pub class: &'static str,
    /// Whether the sentence negates.
    pub negated: bool,
    pub stems: BTreeSet<String>,
    /// What the accusation that it speaks of is said to be: "the claim *of bribery*"; `None` where it only points back.
    pub named: Option<BTreeSet<String>>,
}

/// Answers, to be found by the stems of what they speak of.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    pub all: Vec<Answer>,
    by_stem: BTreeMap<String, Vec<usize>>,
}

impl Answers {
    /// The most answers looked through under one word.
    const MOST: usize = 200;

    /// Collects every sentence with a word of one of the classes.
    pub(crate) fn new(pile: &Pile<'_>, classes: &[&str]) -> Self {
        let mut answers = Self::default();
        for (report, telling) in pile.tellings.iter().enumerate() {
            let reporting =
                |span: Span| telling.report.kind_at(span.start).is_some_and(record::BlockKind::is_reporting);
            for sentence in
                telling.analysis.sentences.iter().map(|sentence| sentence.span).filter(|span| reporting(*span))
            {
                let text = telling.words(sentence);
                let mut at = 0;
                let answer = text.split(|c: char| !c.is_alphanumeric()).find_map(|word| {
                    let start = at;
                    at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
                    class(word).filter(|class| classes.contains(class)).map(|class| (start, class))
                });
                let Some((at, class)) = answer else { continue };
                if class == "admitted" && lets_in(telling, sentence.start + at) {
                    continue;
                }
                // What is answered stands with the answer: the rest of the sentence may be about anything.
                let clause = clause(text, at);
                let negated = is_negated(clause);
                let stems = content(clause);
                let named = named(telling, sentence);
                for stem in &stems {
                    let list = answers.by_stem.entry(stem.clone()).or_default();
                    if list.len() < Self::MOST {
                        list.push(answers.all.len());
                    }
                }
                answers.all.push(Answer { report, sentence, class, negated, stems, named });
            }
        }
        answers
    }

    /// The answers that share a word with `stems`, or point back at an accusation, in order.
    pub(crate) fn about(&self, stems: &BTreeSet<String>, charges: bool) -> BTreeSet<usize> {
        let named = stems.iter().filter_map(|stem| self.by_stem.get(stem)).flatten();
        let pointing = self.by_stem.iter().filter(|(stem, _)| {
            charges && (is_charge(stem) || stem.as_str() == "respon" || stem.as_str() == "respond")
        });
        named.chain(pointing.flat_map(|(_, list)| list)).copied().collect()
    }
}

/// What the nouns of accusations in the sentence are joined with: "the bribery charges", "the claim that it rained".
fn named(telling: &Telling<'_>, span: Span) -> Option<BTreeSet<String>> {
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(span.start)?)?;
    let pointing = |i: &usize| {
        let token = &sentence.tokens[*i];
        let stem = stem(&fold(&token.lemma));
        token.upos == record::Upos::Noun && (is_charge(&stem) || class(&token.lemma) == Some("dismissed"))
    };
    // Whose accusation it is and where it was made say nothing of what it is.
    let said = |i: &usize| nouns::is_matter(sentence, *i) || sentence.tokens[*i].relation() == "compound";
    let matters = (0..sentence.tokens.len()).filter(pointing).flat_map(|noun| sentence.children(noun).filter(said));
    let words = matters.flat_map(|i| sentence.subtree(i));
    let names = |i: &usize| sentence.tokens[*i].upos != record::Upos::Propn;
    let stems = words.filter(names).flat_map(|i| content(telling.words(sentence.tokens[i].span)));
    let named: BTreeSet<String> = stems.filter(|stem| class(stem).is_none() && !is_charge(stem)).collect();
    Some(named).filter(|named| !named.is_empty())
}

/// "will admit goods free of duty", "was admitted to hospital": what is admitted is no deed.
fn lets_in(telling: &Telling<'_>, at: usize) -> bool {
    let Some(sentence) = telling.analysis.sentence_at(at).map(|i| &telling.analysis.sentences[i]) else { return false };
    let Some(verb) = sentence.tokens.iter().position(|token| token.span.start == at) else { return false };
    if &*sentence.tokens[verb].lemma != "admit" {
        return false;
    }
    // "admitted taking the money", "admitted that it was wrong"; the goods are let in "free of duty".
    let is_clause = |i: usize| sentence.tokens[i].upos == record::Upos::Verb || sentence.child(i, "cop").is_some();
    let complements: Vec<usize> =
        ["ccomp", "xcomp"].iter().filter_map(|relation| sentence.child(verb, relation)).collect();
    let object = sentence.child(verb, "obj").or_else(|| sentence.child(verb, "nsubj:pass"));
    let deed = |object: usize| is_deed(&stem(&fold(&sentence.tokens[object].lemma)));
    match complements.as_slice() {
        [] => object.is_some_and(|object| !deed(object)),
        clauses => !clauses.iter().any(|&i| is_clause(i)),
    }
}

/// Whether the stem is of a word for what somebody did wrong, or said he did.
fn is_deed(stem: &str) -> bool {
    DEEDS.contains(stem) || is_charge(stem)
}

/// A complement of fewer words is more likely cut short by a mistake of the syntax than whole.
const FEWEST: usize = 2;

/// Up to the first stop or quotation mark.
fn to_stop(telling: &Telling<'_>, span: Span) -> Span {
    let words = telling.words(span);
    let stops = [", ", "; ", ". ", " \"", " \u{201C}", "\" ", "\u{201D}"];
    let end = stops.iter().filter_map(|stop| words.find(stop)).filter(|&end| end > 0).min();
    end.map_or(span, |end| Span::new(span.start, span.start + end))
}

/// Whether the words are a time and little more: "on Tuesday", not "the vote on Tuesday".
fn is_time(telling: &Telling<'_>, span: Span) -> bool {
    let times = &telling.reading.times;
    let start = times.partition_point(|time| time.span.end <= span.start);
    times.get(start).is_some_and(|time| span.overlaps(time.span) && 2 * time.span.len() >= span.len())
}

/// What the verb or noun at `trigger` is about: its object or complement clause, where the syntax tells; else the
/// rest of the sentence.
pub(crate) fn complement(telling: &Telling<'_>, event: &Event) -> Option<Span> {
    let sentence_span = telling.sentence(event.trigger);
    let rest = || {
        let tail = telling.report.text.get(event.trigger.end..sentence_span.end)?;
        let words = tail.trim_start();
        let start = event.trigger.end + tail.len() - words.len();
        // What a comma parts from the verb says something else: ", according to the ministry".
        (!words.is_empty() && !words.starts_with([',', ';', '.', ')', '"', '\u{201D}']))
            .then(|| Span::new(start, sentence_span.end))
    };
    let Some(sentence) = telling.analysis.sentence_at(event.trigger.start).map(|i| &telling.analysis.sentences[i])
    else {
        return rest();
    };
    let Some(verb) = sentence.tokens_in(event.trigger).next() else { return rest() };
    // "accused its neighbour of breaking it": whom, not what.
    let whom = |i: usize| {
        let heads = event.recipients.iter().filter_map(|party| telling.reading.mentions.get(party.mention.0));
        let span = sentence.tokens[i].span;
        heads.map(|mention| mention.head).any(|head| head.overlaps(span))
            && sentence
                .children(verb)
                .any(|j| j > i && matches!(sentence.tokens[j].relation(), "advcl" | "obl") && of_what(sentence, j))
    };
    // A clause says more than an object, an object more than what hangs on a preposition.
    let found = ["ccomp", "xcomp", "obj", "acl", "advcl", "obl", "nmod"].iter().find_map(|relation| {
        let mut children = sentence.children(verb).map(|i| (i, &sentence.tokens[i]));
        // Who does it and when are no part of what it is about, nor is what leads up to it: "Since the raid, families
        // have called for an end to the violence".
        let aside =
            |relation: &str| [":agent", ":unmarked", ":tmod", ":poss"].iter().any(|end| relation.ends_with(end));
        let loose = matches!(*relation, "advcl" | "obl");
        let is_time = |i: usize| {
            let words = sentence.subtree(i);
            let span =
                words.first().zip(words.last()).map(|(&a, &b)| sentence.tokens[a].span.cover(sentence.tokens[b].span));
            loose && span.is_some_and(|span| is_time(telling, span))
        };
        let fits = |i: usize, child: &record::Token| {
            let before = loose && i < verb;
            // "accusations made by officials": who made them.
            let made = *relation == "acl" && child.feature("Tense") == Some("Past");
            let whom = *relation == "obj" && whom(i);
            child.relation() == *relation && !whom && !aside(&child.deprel) && !before && !made && !is_time(i)
        };
        children.find(|(i, child)| fits(*i, child)).map(|(i, _)| i)
    });
    let noun = sentence.tokens[verb].upos == record::Upos::Noun;
    if noun && found.is_none() {
        return None;
    }
    let Some(head) = found else { return rest() };
    let subtree = sentence.subtree(head);
    let (first, last) = (*subtree.first()?, *subtree.last()?);
    let span = sentence.tokens[first].span.cover(sentence.tokens[last].span);
    if content(telling.words(span)).len() < FEWEST {
        return rest().map(|rest| to_stop(telling, rest));
    }
    // "offered Norland a loan": a person or country alone is whom it was said to, not what.
    if last == first && matches!(sentence.tokens[head].upos, record::Upos::Propn | record::Upos::Pron) {
        rest()
    } else {
        Some(span)
    }
}

/// Whether the word stands with the preposition that accusations take: "of breaking", "for the raid", "with fraud".
fn of_what(sentence: &record::Sentence, word: usize) -> bool {
    let marks = sentence.children(word).filter(|&i| matches!(sentence.tokens[i].relation(), "case" | "mark"));
    marks.map(|i| &*sentence.tokens[i].lemma).any(|mark| matches!(mark, "of" | "for" | "with" | "over"))
}

/// The words of `spans`, as they are compared.
pub(crate) fn matter(telling: &Telling<'_>, spans: &Spans) -> BTreeSet<String> {
    content(&spans.quote(&telling.report.text)).into_iter().filter(|stem| class(stem).is_none()).collect()
}
