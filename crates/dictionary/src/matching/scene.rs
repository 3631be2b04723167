//! A sentence around a trigger: which of its words belong to the clause, on which side, and to whom.

use crate::words::Word;
use record::{Sentence, Upos};
use std::collections::BTreeSet;

/// Words farther from the verb are not looked at, nor are heads farther up: a bound on hostile sentences.
const MAX_REACH: usize = 200;

/// A sentence seen from one of its words.
pub(super) struct Scene<'a> {
    pub sentence: &'a Sentence,
    pub words: &'a [Word],
    /// The word that the patterns stand around.
    pub trigger: usize,
    /// First and last of the words that belong to the verb.
    pub verb: (usize, usize),
    /// The first word that is looked at, and one past the last.
    pub reach: (usize, usize),
    /// Words of the clause of the trigger, and of the clauses above it.
    pub scope: Vec<bool>,
}

impl<'a> Scene<'a> {
    pub fn new(sentence: &'a Sentence, words: &'a [Word], trigger: usize, verb: (usize, usize)) -> Self {
        let reach = (verb.0.saturating_sub(MAX_REACH), (verb.1 + 1 + MAX_REACH).min(words.len()));
        let mut scene = Self { sentence, words, trigger, verb, reach, scope: vec![false; words.len()] };
        let above: BTreeSet<usize> = scene.up(trigger).collect();
        for i in reach.0..reach.1 {
            scene.scope[i] = scene.is_in_scope(i, &above);
        }
        scene
    }

    /// A word and those above it, as far as they are looked at.
    fn up(&self, from: usize) -> impl Iterator<Item = usize> + '_ {
        let inside = |head: &usize| *head < self.words.len();
        let head = move |&i: &usize| self.sentence.tokens.get(i).and_then(|token| token.head).filter(inside);
        std::iter::successors(Some(from), head).take(MAX_REACH)
    }

    /// Whether no other clause lies between the word and the trigger or the words above it.
    fn is_in_scope(&self, i: usize, above: &BTreeSet<usize>) -> bool {
        let path: Vec<usize> = self.up(i).take_while(|word| !above.contains(word)).collect();
        let Some(&top) = path.last() else { return true };
        let below = self.sentence.tokens[top].head == Some(self.trigger);
        !path.iter().any(|&word| {
            let token = &self.sentence.tokens[word];
            match token.relation() {
                "parataxis" => true,
                "conj" => token.upos == Upos::Verb,
                "advcl" | "ccomp" | "acl" | "csubj" => !below,
                _ => false,
            }
        })
    }

    /// Whether the word `i` is `head` or below it.
    pub fn under(&self, i: usize, head: usize) -> bool {
        self.up(i).any(|word| word == head)
    }

    /// The dependents of the trigger.
    fn children(&self) -> impl Iterator<Item = usize> + '_ {
        self.sentence.children(self.trigger)
    }

    /// Whether the trigger is a passive verb.
    pub fn is_passive(&self) -> bool {
        let token = &self.sentence.tokens[self.trigger];
        let participle = token.relation() == "acl" && &*token.xpos == "VBN";
        let passive = |i: usize| matches!(&*self.sentence.tokens[i].deprel, "nsubj:pass" | "csubj:pass" | "aux:pass");
        participle || token.feature("Voice") == Some("Pass") || self.children().any(passive)
    }

    /// To whom a passive happens: the head of its subject, or what a participle stands behind.
    pub fn patient(&self) -> Option<usize> {
        let subject = self.children().find(|&i| &*self.sentence.tokens[i].deprel == "nsubj:pass");
        let token = &self.sentence.tokens[self.trigger];
        subject.or(token.head.filter(|&head| token.relation() == "acl" && head < self.words.len()))
    }

    /// By whom a passive is done: the head of the phrase with "by".
    pub fn agent(&self) -> Option<usize> {
        self.children().find(|&i| {
            let token = &self.sentence.tokens[i];
            let by = |j: usize| self.words[j].form == "by";
            &*token.deprel == "obl:agent" || (token.relation() == "obl" && self.sentence.children(i).any(by))
        })
    }

    /// Whether one of the words is subject, object or, of a passive, agent of the trigger, or belongs to one: by "of",
    /// as an owner, beside it.
    pub fn is_core(&self, words: &[usize]) -> bool {
        let agent = self.agent().filter(|_| self.is_passive());
        words.iter().any(|&i| {
            // From the word up to what hangs on the trigger.
            let top = self.up(i).find(|&word| !self.belongs(word));
            let Some(token) = top.and_then(|top| self.sentence.tokens.get(top)) else { return false };
            let argument = matches!(token.relation(), "nsubj" | "obj" | "iobj") || (agent.is_some() && agent == top);
            argument && token.head == Some(self.trigger)
        })
    }

    /// Whether the word is part of the phrase of the word above it, and names nobody else that may act on it.
    fn belongs(&self, word: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(word) else { return false };
        let of = |i: usize| self.words[i].form == "of";
        match token.relation() {
            "flat" | "compound" | "appos" | "amod" | "det" => true,
            "conj" => token.upos != Upos::Verb,
            "nmod" => &*token.deprel == "nmod:poss" || self.sentence.children(word).any(of),
            _ => false,
        }
    }

    /// Where a part that adjoins what ends before `end` may begin: right there, or behind hyphens, or behind articles.
    pub fn adjacent(&self, end: usize) -> impl Iterator<Item = usize> + '_ {
        let is_article = |i: &usize| self.sentence.tokens[*i].upos == Upos::Det;
        let plain = crate::phrase::past_hyphens(self.words, end);
        let behind = (plain..self.words.len()).take_while(is_article).count() + plain;
        std::iter::once(plain).chain((behind > plain).then_some(behind)).filter(|&i| i < self.words.len())
    }
}
