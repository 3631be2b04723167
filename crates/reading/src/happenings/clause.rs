//! The sentence to print for a happening: subject, verb with its particles and auxiliaries, object, complements and
//! numbers, without what tells of something else.
//!
//! A noun's happening is printed with the clause that the noun stands in. A headline is printed whole: it is as short as
//! a clause, and its grammar is its own.

use super::{Scene, no_clause};
use crate::events::setting::words;
use crate::events::{Found, tree::Tree};
use record::reading::{Clause, Form};
use record::{NameType, Span, Spans};
use std::collections::BTreeSet;

/// A headline of at most so many words is printed whole.
const HEADLINE: usize = 24;
/// A clause of more words than this is cut down to its core.
const LONG: usize = 34;
/// How many clauses up a noun's or participle's clause is looked for.
const CLIMB: usize = 8;
/// Most words walked over for one clause.
const MOST: usize = 120;

/// What is left out of every clause: other sentences, other clauses' links, comments.
const OTHERS: [&str; 6] = ["parataxis", "discourse", "vocative", "dislocated", "reparandum", "list"];

/// The clause of the happening that `word` says.
pub fn of(scene: &Scene<'_, '_>, word: usize, found: Found<'_>) -> Clause {
    let tree = scene.tree;
    if scene.headline && tree.len() <= HEADLINE {
        let span = tree.sentence.span;
        return Clause { text: printed(&words(span.of(scene.text))), span: span.into(), own: true };
    }
    let head = clause_head(tree, word);
    let mut picked = Picked::new(tree, head);
    if picked.kept.len() > LONG {
        picked = Picked::core(tree, head, word);
    }
    picked.subject(tree, head);
    let heading = heading(tree);
    if head >= heading && word >= heading {
        picked.kept.retain(|&at| at >= heading);
        picked.before.retain(|&at| at >= heading);
    }
    let subject = ["nsubj", "csubj", "expl"].iter().any(|relation| tree.child(head, relation).is_some());
    let complete = subject || !picked.before.is_empty();
    Clause { own: head == word && is_clause(tree, head) && complete, ..picked.text(scene, found) }
}

/// How many words before the sentence are a heading in capitals that runs into it.
fn heading(tree: &Tree<'_>) -> usize {
    let count =
        (0..tree.len()).take_while(|&at| tree.is_capitals(at) || tree.token(at).relation() == "case" && at > 0).count();
    if count >= FEWEST_CAPITALS && count + 2 < tree.len() { count } else { 0 }
}

/// So many words in capitals are no names.
const FEWEST_CAPITALS: usize = 3;

/// Whether the word heads a clause: a verb, or what something is said to be.
fn is_clause(tree: &Tree<'_>, word: usize) -> bool {
    let verb = tree.is_verbal(word) && !matches!(tree.token(word).relation(), "amod" | "compound");
    verb || tree.child(word, "cop").is_some() || tree.child(word, "nsubj").is_some()
}

/// The word whose clause is printed: the verb itself; for a noun the predicate above it; for a gerund that goes with
/// another clause, that clause.
fn clause_head(tree: &Tree<'_>, word: usize) -> usize {
    let mut at = word;
    for _ in 0..CLIMB {
        let relation = tree.token(at).relation();
        let clausal = is_clause(tree, at);
        let gerund = matches!(&*tree.token(at).xpos, "VBG")
            && matches!(relation, "advcl" | "acl" | "xcomp" | "csubj" | "nsubj" | "obl" | "nmod" | "obj")
            && tree.child(at, "aux").is_none()
            && tree.child(at, "nsubj").is_none();
        // "an operation to save him", "expected to leave": the infinitive is told by what stands above it.
        let infinitive = &*tree.token(at).xpos == "VB" && tree.all(at, "mark").any(|mark| tree.lemma(mark) == "to");
        let open = relation == "xcomp" || infinitive && tree.child(at, "nsubj").is_none();
        if clausal && !gerund && !open {
            return at;
        }
        match tree.head(at) {
            Some(head) => at = head,
            None => return at,
        }
    }
    at
}

struct Picked {
    kept: BTreeSet<usize>,
    /// Words put before the rest: a subject that stands elsewhere.
    before: Vec<usize>,
    /// Put between subject and verb: "was" of a participle.
    auxiliary: Option<&'static str>,
}

impl Picked {
    /// The head with all below it that is part of its clause.
    fn new(tree: &Tree<'_>, head: usize) -> Self {
        let mut kept = BTreeSet::from([head]);
        let mut open = vec![head];
        while let Some(at) = open.pop() {
            for &child in tree.children(at) {
                if kept.len() < MOST && !left_out(tree, at, child, head) && kept.insert(child) {
                    open.push(child);
                }
            }
        }
        Self { kept, before: Vec::new(), auxiliary: None }
    }

    /// The head with subject, verb group, objects and what leads to `word`, without long additions.
    fn core(tree: &Tree<'_>, head: usize, word: usize) -> Self {
        let mut picked = Self::new(tree, head);
        let way: Vec<usize> =
            std::iter::successors(Some(word), |&at| tree.head(at).filter(|_| at != head)).take(CLIMB * 2).collect();
        let depth =
            |at: usize| std::iter::successors(Some(at), |&at| tree.head(at).filter(|_| at != head)).take(MOST).count();
        let mut droppable: Vec<usize> = picked
            .kept
            .iter()
            .copied()
            .filter(|&at| {
                let token = tree.token(at);
                let relation = token.relation();
                let addition = matches!(relation, "advcl" | "acl" | "appos" | "obl" | "conj" | "ccomp" | "nmod");
                at != head && addition && !way.contains(&at)
            })
            .collect();
        // What hangs nearest to the head goes whole, the last first: no phrase is left without its end.
        droppable.reverse();
        let size = |at: usize| subtree(tree, at).len();
        droppable.sort_by_key(|&at| {
            let kind = match tree.token(at).relation() {
                "advcl" => 0,
                "acl" | "appos" if size(at) > 8 => 1,
                "obl" | "conj" => 2,
                _ => 3,
            };
            (kind, depth(at))
        });
        for at in droppable {
            if picked.kept.len() <= LONG {
                break;
            }
            if size(at) >= 4 && picked.kept.contains(&at) {
                for gone in subtree(tree, at) {
                    picked.kept.remove(&gone);
                }
            }
        }
        picked
    }

    /// Finds a subject that the clause shares with another one.
    fn subject(&mut self, tree: &Tree<'_>, head: usize) {
        let own = tree.child(head, "nsubj").or_else(|| tree.child(head, "csubj")).or_else(|| tree.child(head, "expl"));
        let relative = own.filter(|&subject| tree.antecedent(subject, head) != subject);
        if own.is_some() && relative.is_none() {
            return;
        }
        let shared = relative.map(|subject| tree.antecedent(subject, head)).or_else(|| tree.surface_subject(head));
        let Some(subject) = shared.filter(|subject| !self.kept.contains(subject) || relative.is_some()) else { return };
        if let Some(relative) = relative {
            for gone in subtree(tree, relative) {
                self.kept.remove(&gone);
            }
        }
        let inner = subtree(tree, head);
        self.before = subtree(tree, subject)
            .into_iter()
            .filter(|at| !inner.contains(at) && !beside(tree, subject, *at))
            .collect();
        let participle = &*tree.token(head).xpos == "VBN"
            && tree.child(head, "aux").is_none()
            && matches!(tree.token(head).relation(), "acl" | "advcl")
            && !tree.is(head, "acl:relcl");
        if participle {
            let plural = matches!(&*tree.token(subject).xpos, "NNS" | "NNPS") || tree.child(subject, "conj").is_some();
            self.auxiliary = Some(if plural { "were" } else { "was" });
        }
    }

    /// The words in order; names for pronouns where the reading knows them.
    fn text(self, scene: &Scene<'_, '_>, found: Found<'_>) -> Clause {
        let tree = scene.tree;
        let mut parts: Vec<String> = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        let mut add = |words_of: &[usize]| {
            let stretches = stretches(tree, words_of);
            for stretch in stretches {
                let (Some(&first), Some(&last)) = (stretch.first(), stretch.last()) else { continue };
                let span = tree.token(first).span.cover(tree.token(last).span);
                spans.push(span);
                parts.push(named(scene, found, &stretch));
            }
        };
        add(&self.before);
        let kept: Vec<usize> = self.kept.into_iter().collect();
        let mut tail: Vec<String> = self.auxiliary.into_iter().map(str::to_owned).collect();
        if self.auxiliary.is_some() {
            let before = parts.len();
            let mut rest_spans = Vec::new();
            for stretch in stretches(tree, &kept) {
                if let (Some(&first), Some(&last)) = (stretch.first(), stretch.last()) {
                    rest_spans.push(tree.token(first).span.cover(tree.token(last).span));
                    tail.push(named(scene, found, &stretch));
                }
            }
            debug_assert!(before == parts.len());
            spans.extend(rest_spans);
            parts.extend(tail);
        } else {
            add(&kept);
        }
        spans.sort();
        let text = printed(&parts.join(" "));
        if text.is_empty() { no_clause() } else { Clause { text, span: Spans::new(spans), own: false } }
    }
}

/// Whether a dependent is no part of the clause of `head`.
fn left_out(tree: &Tree<'_>, at: usize, child: usize, head: usize) -> bool {
    let token = tree.token(child);
    let relation = token.relation();
    if OTHERS.contains(&relation) {
        return true;
    }
    if at != head {
        // A relative clause of a part, set off by a comma, tells of something else.
        let comma = (at..child).any(|i| tree.lemma(i) == ",");
        return relation == "acl" && comma && tree.is(child, "acl:relcl");
    }
    match relation {
        "mark" | "cc" => true,
        // "the day when Suderia broke off relations"
        "advmod" => &*token.xpos == "WRB",
        "conj" => tree.is_verbal(child) || tree.child(child, "nsubj").is_some() || tree.child(child, "cop").is_some(),
        "advcl" => {
            let comma = (at.min(child)..at.max(child)).any(|i| tree.lemma(i) == ",");
            let marked = tree.all(child, "mark").any(|mark| {
                matches!(
                    tree.lemma(mark),
                    "if" | "because" | "although" | "though" | "while" | "whereas" | "as" | "since" | "unless"
                )
            });
            child < at || marked || comma && &*tree.token(child).xpos != "VBG"
        }
        "punct" => !matches!(tree.lemma(child), "," | "-" | "'" | "\"" | "“" | "”" | "‘" | "’" | "%" | "$"),
        "ccomp" => child < at,
        _ => false,
    }
}

/// What a shared subject does not take along: its own clauses, what is coordinated with another clause, punctuation.
fn beside(tree: &Tree<'_>, subject: usize, at: usize) -> bool {
    std::iter::successors(Some(at), |&at| tree.head(at).filter(|_| at != subject))
        .take(CLIMB * 2)
        .take_while(|&at| at != subject)
        .any(|at| {
            matches!(tree.token(at).relation(), "acl" | "parataxis" | "case" | "punct" | "appos")
                && tree.head(at) == Some(subject)
        })
}

/// The word with all below it, in order; terminates on any tree, and costs no more than it finds.
fn subtree(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let mut found = BTreeSet::from([head]);
    let mut open = vec![head];
    while let Some(at) = open.pop() {
        open.extend(tree.children(at).iter().copied().filter(|&child| found.insert(child)));
    }
    found.into_iter().collect()
}

/// The words as runs that stand side by side in the text, without punctuation at the ends of the whole.
fn stretches(tree: &Tree<'_>, words_of: &[usize]) -> Vec<Vec<usize>> {
    let punct = |at: usize| {
        tree.token(at).upos == record::Upos::Punct && !matches!(tree.lemma(at), "\"" | "“" | "”" | "%" | "'s")
    };
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for &at in words_of {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last + 1 == at) => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    let edge = runs.len();
    for (index, run) in runs.iter_mut().enumerate() {
        // A comma before a gap has lost what it parted, but for one between two kept clauses.
        while run.last().is_some_and(|&at| punct(at)) {
            run.pop();
        }
        while (index == 0 || edge > 1) && run.first().is_some_and(|&at| punct(at)) {
            run.remove(0);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The words of a run, with names for its pronouns.
fn named(scene: &Scene<'_, '_>, found: Found<'_>, run: &[usize]) -> String {
    let tree = scene.tree;
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return String::new() };
    let span = tree.token(first).span.cover(tree.token(last).span);
    let mut out = String::new();
    let mut at = span.start;
    for &word in run {
        let token = tree.token(word);
        let subject = matches!(token.relation(), "nsubj" | "obj" | "iobj" | "obl" | "conj");
        if token.upos != record::Upos::Pron || !subject || token.span.start < at {
            continue;
        }
        // Who is named in the clause already needs no name again.
        let said = |name: &String| {
            let last = name.rsplit(' ').next().unwrap_or(name);
            Span::new(tree.sentence.span.start, token.span.start).of(scene.text).contains(last)
        };
        let Some(name) = name_of(found, token.span).filter(|name| !said(name)) else { continue };
        out.push_str(Span::new(at, token.span.start).of(scene.text));
        out.push_str(&name);
        at = token.span.end;
    }
    out.push_str(Span::new(at, span.end).of(scene.text));
    words(&out)
}

/// The name of the person or body that a pronoun stands for.
fn name_of(found: Found<'_>, pronoun: Span) -> Option<String> {
    let from = found.mentions.partition_point(|mention| mention.span.start < pronoun.start);
    let mention =
        found.mentions[from..].iter().take_while(|m| m.span.start == pronoun.start).find(|m| m.span == pronoun)?;
    let entity = found.entities.get(mention.entity.filter(|_| mention.form == Form::Pronoun)?.0)?;
    let named = matches!(entity.kind, NameType::Per | NameType::Org | NameType::Gpe) && !entity.aliases.is_empty();
    named.then(|| entity.name.clone())
}

/// A sentence's first letter large, no quotation mark without its fellow, no point at the end.
fn printed(text: &str) -> String {
    let open = text.matches(['“', '”']).count();
    let straight = text.matches('"').count();
    let text = if text.matches('“').count() * 2 != open { text.replace(['“', '”'], "") } else { text.to_owned() };
    let text = if straight % 2 == 1 { text.replace('"', "") } else { text };
    // What a bracket began was cut off.
    let cut = text.rfind('(').filter(|_| text.matches('(').count() > text.matches(')').count());
    let text = cut.map_or(text.clone(), |at| text[..at].to_owned());
    let text =
        words(text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '-' | '–' | '—')));
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
