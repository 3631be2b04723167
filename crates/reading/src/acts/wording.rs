//! The words for what an act is about, so that they can be read alone.

use super::scene::Scene;
use record::reading::Form;
use record::{EntityId, Span, Spans, Upos};
use std::collections::BTreeSet;

/// More words than this are half a paragraph and no content of an act.
const LONGEST: usize = 48;

/// Words with what they are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wording {
    pub text: String,
    pub span: Spans,
    /// Lemmas of the words that carry meaning.
    pub lemmas: BTreeSet<String>,
    /// The word that heads it.
    pub head: usize,
}

/// The phrase or clause below `head`, without the clauses below `without` and without what introduces it: "that", and
/// with `bare` its preposition. `None` where a word in it says nothing without what stood before. A pronoun for one of
/// the parties is left alone: the act names it.
pub(super) fn wording(
    scene: &Scene<'_, '_>,
    head: usize,
    without: &[usize],
    bare: bool,
    parties: &[Option<EntityId>],
) -> Option<Wording> {
    let words = words(scene, head, without, bare);
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    let tree = scene.tree;
    let mut text = String::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut last: Option<usize> = None;
    for &word in &words {
        let span = scene.span(word);
        match last {
            Some(before) if before + 1 == word => {
                let gap = Span::new(scene.span(before).end, span.start.max(scene.span(before).end));
                text.push_str(gap.of(scene.text));
            }
            Some(_) => text.push_str(" … "),
            None => {}
        }
        let noun = words.iter().any(|&i| i < word && matches!(tree.token(i).upos, Upos::Noun | Upos::Propn));
        text.push_str(&spelled(scene, word, parties, noun)?);
        match spans.last_mut().filter(|_| last.is_some_and(|before| before + 1 == word)) {
            Some(open) => *open = open.cover(span),
            None => spans.push(span),
        }
        last = Some(word);
    }
    let carries = |&&word: &&usize| {
        let token = tree.token(word);
        matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn | Upos::Num)
            && !matches!(tree.lemma(word), "be" | "have" | "do" | "such" | "other" | "s")
    };
    let lemmas: BTreeSet<String> = words.iter().filter(carries).map(|&word| tree.lemma(word).to_owned()).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = balanced(text.trim_matches([',', '.', ';', ':', ' ', '-', '–', '—']));
    (!text.is_empty() && !lemmas.is_empty()).then(|| Wording { text, span: Spans::new(spans), lemmas, head })
}

/// The words in order.
fn words(scene: &Scene<'_, '_>, head: usize, without: &[usize], bare: bool) -> Vec<usize> {
    let tree = scene.tree;
    let mut found = BTreeSet::from([head]);
    let mut open = vec![head];
    while let Some(at) = open.pop() {
        for &child in tree.children(at) {
            if !without.contains(&child) && !apart(scene, at, child, head) && found.insert(child) {
                open.push(child);
            }
        }
    }
    // What stands behind a relative clause that is left out belongs to something else.
    let end = without.iter().copied().filter(|&clause| clause > head).min().unwrap_or(usize::MAX);
    let mut words: Vec<usize> = found.into_iter().filter(|&word| word < end).collect();
    let leads = |word: usize| {
        let token = tree.token(word);
        let mark = token.relation() == "mark" && matches!(tree.lemma(word), "that" | "of" | "for" | "with");
        let of = bare && token.relation() == "case" && tree.lemma(word) == "of";
        let case = bare && token.relation() == "case" && tree.head(word) == Some(head);
        token.upos == Upos::Punct || mark || case || of || token.relation() == "cc"
    };
    while words.first().is_some_and(|&word| leads(word)) {
        words.remove(0);
    }
    while words.last().is_some_and(|&word| tree.token(word).upos == Upos::Punct) {
        words.pop();
    }
    words
}

/// What belongs to another telling: a clause behind a comma that adds something, what is said beside.
fn apart(scene: &Scene<'_, '_>, at: usize, child: usize, head: usize) -> bool {
    let tree = scene.tree;
    let comma = || (at.min(child)..at.max(child)).any(|i| matches!(tree.lemma(i), "," | ";" | "--" | "–" | "—"));
    match tree.token(child).relation() {
        "parataxis" | "discourse" | "vocative" => true,
        "acl" => tree.is(child, "acl:relcl") && comma(),
        "advcl" => comma() && child > at,
        // Another clause behind a comma or semicolon, with its own subject.
        "conj" => at == head && tree.child(child, "nsubj").is_some() && comma(),
        _ => false,
    }
}

/// The word; a name in brackets for a pronoun that stands for another than the parties. `None` where nobody can tell for
/// whom it stands.
fn spelled(scene: &Scene<'_, '_>, word: usize, parties: &[Option<EntityId>], explained: bool) -> Option<String> {
    let token = scene.tree.token(word);
    let form = token.span.of(scene.text).to_owned();
    let folded = form.to_lowercase();
    if !matches!(&*folded, "he" | "she" | "it" | "they" | "him" | "them" | "this" | "these" | "those") {
        return Some(form);
    }
    let described = !scene.tree.children(word).is_empty() && matches!(&*folded, "those" | "these" | "them");
    if token.upos == Upos::Det || described || folded == "it" && &*token.deprel == "expl" {
        return Some(form);
    }
    let mentions = scene.found.mentions;
    let from = mentions.partition_point(|mention| mention.span.start < token.span.start);
    let near = mentions[from..].iter().take_while(|mention| mention.span.start == token.span.start);
    let mention = near.into_iter().find(|mention| mention.span == token.span);
    let id = mention.filter(|mention| mention.form == Form::Pronoun).and_then(|mention| mention.entity);
    if id.is_some() && parties.contains(&id) {
        return Some(form);
    }
    match id.filter(|&id| scene.is_named(id)).and_then(|id| scene.found.entities.get(id.0)) {
        Some(entity) => Some(format!("[{}]", entity.name)),
        // What stands before in the same words explains it: "the men said they were beaten".
        None if explained && matches!(token.relation(), "nsubj" | "obj" | "obl" | "nmod") => Some(form),
        None => None,
    }
}

/// No quotation mark without its fellow.
fn balanced(text: &str) -> String {
    let (open, close) = (text.matches('“').count(), text.matches('”').count());
    let text = if open == close { text.to_owned() } else { text.replace(['“', '”'], "") };
    if text.matches('"').count() % 2 == 1 { text.replace('"', "") } else { text }
}
