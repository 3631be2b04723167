//! Plans that somebody lays before others, with what they say: "put a three-stage plan to both". "Under the plan, …".

use super::putting::{Put, put};
use super::words::matter;
use super::{Cues, speaker};
use crate::linking::Linked;
use crate::pile::{Pile, Telling};
use crate::words::{collapse, lines};
use record::reading::Form;
use record::story::ProposalKind;
use record::{NameType, Sentence, Span, Spans, Upos};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Sentences that tell one plan, at most.
const MOST_TERMS: usize = 4;

/// The most bytes of a plan's terms that are given with it: a paragraph.
const LONGEST: usize = 500;

static WORDS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/plans.tsv")).filter_map(|row| row.split_once('\t')).collect());

fn is(word: &str, class: &str) -> bool {
    WORDS.get(word).is_some_and(|known| *known == class)
}

/// Whether the words point back at a plan: "the paper", "the proposal".
pub(super) fn points_back(words: &str) -> bool {
    let mut before = "";
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).any(|word| {
        let definite = before.eq_ignore_ascii_case("the");
        before = word;
        definite && (is(word, "plan") || is(word, "later"))
    })
}

/// The plans of one report. What a plan says is given once, with the telling before it.
pub(super) fn puts(pile: &Pile<'_>, linked: &Linked, report: usize, cues: &Cues) -> Vec<Put> {
    let telling = &pile.tellings[report];
    let mut found: Vec<Put> = Vec::new();
    let mut next = 0;
    for (at, sentence) in telling.analysis.sentences.iter().enumerate() {
        // A headline names no plan in full.
        let kind = telling.report.kind_at(sentence.span.start);
        if !kind.is_some_and(|kind| kind.is_reporting() && kind != record::BlockKind::Title) {
            continue;
        }
        if let Some(new) = (0..sentence.tokens.len()).find_map(|i| laid(pile, linked, report, cues, sentence, i)) {
            found.push(new);
            continue;
        }
        if at < next {
            continue;
        }
        let terms = terms(telling, at);
        let Some(plan) = found.last_mut().filter(|_| !terms.is_empty()) else { continue };
        next = at + terms.len();
        add_terms(pile, report, plan, &terms);
    }
    found
}

/// "put a three-stage plan to both sides", "a plan put to both by Norland".
fn laid(pile: &Pile<'_>, linked: &Linked, report: usize, cues: &Cues, sentence: &Sentence, noun: usize) -> Option<Put> {
    let telling = &pile.tellings[report];
    let token = sentence.tokens.get(noun).filter(|token| token.upos == Upos::Noun && is(&token.lemma, "plan"))?;
    let lays = |i: usize| sentence.tokens[i].upos == Upos::Verb && is(&sentence.tokens[i].lemma, "put");
    let over = token.head.filter(|&head| lays(head));
    let (verb, doer) = match (token.relation(), over) {
        ("obj", Some(verb)) => (verb, sentence.child(verb, "nsubj")),
        ("nsubj", Some(verb)) => (verb, agent(sentence, verb)),
        _ => {
            let verb = sentence.children(noun).find(|&i| sentence.tokens[i].relation() == "acl" && lays(i))?;
            (verb, agent(sentence, verb))
        }
    };
    let entity = |word: usize| linked.entity(report, telling.entity_at(sentence.tokens[word].span)?);
    // "said that his country had put …": the country is that of the one who says so.
    let own = |&doer: &usize| {
        sentence
            .children(doer)
            .any(|i| &*sentence.tokens[i].deprel == "nmod:poss" && sentence.tokens[i].upos == Upos::Pron)
    };
    let named = doer.filter(|doer| !own(doer)).and_then(entity).filter(|&id| linked.is_named(id));
    let by = named.or_else(|| {
        doer?;
        country(pile, linked, report, cues, sentence.span).or_else(|| {
            let teller = speaker(pile, linked, cues, report, sentence.span)?;
            Some(linked.side_of(teller).unwrap_or(teller))
        })
    });
    let to = |holder: usize| sentence.children(holder).find(|&i| is_hearer(sentence, i)).and_then(entity);
    let to = to(verb).or_else(|| to(noun)).filter(|&to| Some(to) != by);
    let mut what = vec![name(sentence, noun)?];
    what.extend(purpose(telling, sentence, verb).or_else(|| purpose(telling, sentence, noun)));
    let trigger = sentence.tokens[verb].span;
    let mut new = put(pile, report, ProposalKind::Proposal, (by, to), Spans::new(what), trigger, None);
    new.event = true;
    new.whole = true;
    Some(new)
}

/// The country in the words for who speaks in the sentence: "Norland's transport minister said …".
fn country(pile: &Pile<'_>, linked: &Linked, report: usize, cues: &Cues, sentence: Span) -> Option<usize> {
    let telling = &pile.tellings[report];
    let reading = telling.reading;
    cues.inside(report, sentence).find_map(|i| {
        let source = reading.attributions.get(i)?.source.cover()?;
        let start = reading.mentions.partition_point(|mention| mention.span.start < source.start);
        let mut inside = reading.mentions[start..].iter().take_while(|mention| mention.span.start < source.end);
        let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(source.start)?)?;
        let owns = |span: Span| sentence.tokens_in(span).any(|word| &*sentence.tokens[word].deprel == "nmod:poss");
        // A country that a recogniser takes for a person still owns the minister.
        let named = inside.find(|mention| {
            let country = matches!(mention.kind, NameType::Gpe | NameType::Norp);
            mention.form == Form::Name && (country || owns(mention.head))
        })?;
        linked.entity(report, named.entity?)
    })
}

fn agent(sentence: &Sentence, verb: usize) -> Option<usize> {
    sentence.children(verb).find(|&i| &*sentence.tokens[i].deprel == "obl:agent")
}

/// "to both sides".
fn is_hearer(sentence: &Sentence, word: usize) -> bool {
    let to = || sentence.children(word).any(|i| &*sentence.tokens[i].lemma == "to");
    matches!(sentence.tokens[word].relation(), "obl" | "nmod") && to()
}

/// The noun with what stands close before it: "a three-stage plan".
fn name(sentence: &Sentence, noun: usize) -> Option<Span> {
    let close = |&i: &usize| {
        i < noun && matches!(sentence.tokens[i].relation(), "det" | "amod" | "compound" | "nummod" | "nmod")
    };
    let first = sentence.children(noun).filter(close).flat_map(|i| sentence.subtree(i)).min().unwrap_or(noun);
    Some(sentence.tokens.get(first)?.span.cover(sentence.tokens[noun].span))
}

/// "to end the strike", up to the comma.
fn purpose(telling: &Telling<'_>, sentence: &Sentence, holder: usize) -> Option<Span> {
    let clause = sentence.children(holder).find(|&i| {
        matches!(sentence.tokens[i].relation(), "advcl" | "acl" | "xcomp")
            && sentence
                .children(i)
                .any(|j| sentence.tokens[j].relation() == "mark" && &*sentence.tokens[j].lemma == "to")
    })?;
    let words = sentence.subtree(clause);
    let span = sentence.tokens[*words.first()?].span.cover(sentence.tokens[*words.last()?].span);
    let text = telling.words(span);
    let end = text.find([',', ';', ':']).unwrap_or(text.len());
    Some(Span::new(span.start, span.start + text[..end].trim_end_matches(['.', ' ']).len()))
}

/// "Under the plan, the port would open. In return …": the sentences from `at` on that say what would be.
fn terms(telling: &Telling<'_>, at: usize) -> Vec<Span> {
    let sentences = &telling.analysis.sentences;
    let Some(first) = sentences.get(at) else { return Vec::new() };
    let opening = telling.words(first.span).split(',').next().unwrap_or("");
    let under = ["Under ", "According to "].iter().find_map(|word| opening.strip_prefix(word));
    if !under.is_some_and(points_back) || !would(first) {
        return Vec::new();
    }
    let rest = first.span.start + opening.len() + 1;
    let start =
        telling.report.text.get(rest..first.span.end).map_or(rest, |tail| rest + tail.len() - tail.trim_start().len());
    let Some(begin) = (start < first.span.end).then(|| Span::new(start, first.span.end)) else { return Vec::new() };
    let more = sentences[at + 1..].iter().take(MOST_TERMS - 1);
    let more = more.take_while(|sentence| sentence.block == first.block && would(sentence));
    std::iter::once(begin).chain(more.map(|sentence| sentence.span)).collect()
}

/// Whether the sentence itself says what would be, and not somebody in it.
fn would(sentence: &Sentence) -> bool {
    let root = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.head.is_none());
    sentence.tokens.iter().any(|token| {
        let modal = token.relation() == "aux" && matches!(&*token.lemma, "would" | "will" | "shall" | "should");
        modal && token.head.is_some_and(root)
    })
}

fn add_terms(pile: &Pile<'_>, report: usize, plan: &mut Put, terms: &[Span]) {
    let telling = &pile.tellings[report];
    let words: Vec<String> = terms.iter().map(|&span| collapse(telling.words(span))).collect();
    let words = words.join(" ");
    let spans = Spans::new(terms.to_vec());
    plan.matter.extend(matter(telling, &spans));
    let ranges = plan.evidence.span.ranges().iter().chain(terms).copied().collect();
    plan.evidence = pile.evidence(report, Spans::new(ranges));
    if plan.what.len() + words.len() <= LONGEST {
        plan.what = format!("{}: {}", plan.what, words.trim_end_matches('.'));
    }
}
