//! A sentence whose noun phrases can be read off quickly.

use crate::gazetteer::fold;
use record::{Sentence, Span, Token, Upos};
use std::ops::Range;

/// Longest way up a tree that a rule follows: no sentence that people write is deeper.
const DEEPEST: usize = 40;

/// Sentences longer than this are read word by word, without their trees: no sentence that people write is as long, and
/// rules that look from many words over the whole sentence would take quadratic time.
const LONGEST_SENTENCE: usize = 600;

/// Most words before a head that may hold a comma.
const LONGEST_LEAD: usize = 6;

/// One sentence of a reporting block.
pub(super) struct Tree<'a> {
    /// The report's text.
    pub text: &'a str,
    /// Its tokens.
    pub sentence: &'a Sentence,
    children: Vec<Vec<usize>>,
    /// First and last word below each word, clauses and appositions left out.
    extents: Vec<(usize, usize)>,
    /// Whether the sentence is too long to be one; then no word has a governor.
    flat: bool,
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Relations of what is no part of the phrase above it: clauses, appositions, asides.
fn is_apart(token: &Token) -> bool {
    matches!(
        token.relation(),
        "acl" | "advcl" | "appos" | "parataxis" | "list" | "punct" | "ccomp" | "csubj" | "discourse" | "vocative"
    )
}

/// Relations of the words of a noun phrase to its head.
fn is_in_phrase(token: &Token, before: bool) -> bool {
    match &*token.deprel {
        "nmod:unmarked" => before,
        _ => match token.relation() {
            "det" | "nmod" | "nummod" | "compound" | "flat" | "fixed" | "goeswith" => true,
            "amod" | "advmod" => before,
            _ => false,
        },
    }
}

impl<'a> Tree<'a> {
    /// Lists the dependents and measures the phrases of a sentence.
    pub fn new(text: &'a str, sentence: &'a Sentence) -> Self {
        let count = sentence.tokens.len();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); count];
        if count > LONGEST_SENTENCE {
            return Self { text, sentence, children, extents: (0..count).map(|i| (i, i)).collect(), flat: true };
        }
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(list) = token.head.filter(|head| *head != i).and_then(|head| children.get_mut(head)) {
                list.push(i);
            }
        }
        let mut extents: Vec<(usize, usize)> = (0..count).map(|i| (i, i)).collect();
        // From the roots down; read backwards it comes from the leaves up. A word in a cycle is never reached.
        let mut order: Vec<usize> = (0..count).filter(|&i| sentence.tokens[i].head.is_none()).collect();
        let mut next = 0;
        while let Some(&word) = order.get(next) {
            order.extend(&children[word]);
            next += 1;
        }
        for &word in order.iter().rev() {
            let Some(head) = sentence.tokens[word].head.filter(|head| *head < count && *head != word) else { continue };
            if !is_apart(&sentence.tokens[word]) {
                let (first, last) = extents[word];
                extents[head] = (extents[head].0.min(first), extents[head].1.max(last));
            }
        }
        Self { text, sentence, children, extents, flat: false }
    }

    /// The word's token.
    pub fn token(&self, word: usize) -> &'a Token {
        &self.sentence.tokens[word]
    }

    /// The word as written.
    pub fn word(&self, word: usize) -> &'a str {
        self.token(word).span.of(self.text)
    }

    /// The word folded for comparing.
    pub fn folded(&self, word: usize) -> String {
        fold(self.word(word))
    }

    /// The governor of a word, if it is a word of the sentence.
    pub fn head(&self, word: usize) -> Option<usize> {
        let head = self.sentence.tokens.get(word)?.head.filter(|_| !self.flat);
        head.filter(|&head| head < self.sentence.tokens.len() && head != word)
    }

    /// Whether the sentence is read word by word.
    pub fn is_flat(&self) -> bool {
        self.flat
    }

    /// The words that depend on `word`, in order.
    pub fn children(&self, word: usize) -> &[usize] {
        self.children.get(word).map_or(&[], Vec::as_slice)
    }

    /// The first dependent with that relation, its subtype left out of account.
    pub fn child(&self, word: usize, relation: &str) -> Option<usize> {
        self.children(word).iter().copied().find(|&child| self.token(child).relation() == relation)
    }

    /// The words of the noun phrase with that head, without clauses and appositions.
    pub fn phrase(&self, head: usize) -> Range<usize> {
        let (mut first, mut last) = (head, head);
        for &child in self.children(head) {
            let (from, to) = self.extents[child];
            // What follows behind a comma is an aside: "Ilse Brandt, 42, of Port Alder".
            let aside =
                child > head && from > head + 1 && matches!(self.word(from - 1), "," | "—" | "–" | "(" | ";" | ":");
            if is_in_phrase(self.token(child), child < head) && !aside {
                first = first.min(from);
                last = last.max(to);
            }
        }
        first..last + 1
    }

    /// The words of a phrase around `core` without what a parser's slip puts at its ends: prepositions, conjunctions and
    /// marks before it, and all beyond a finite verb.
    pub fn trimmed(&self, mut words: Range<usize>, core: Range<usize>) -> Range<usize> {
        let finite = |word: usize| matches!(&*self.token(word).xpos, "VBD" | "VBZ" | "VBP" | "MD");
        let stop = |word: usize| matches!(self.word(word), "." | "!" | "?" | ";" | ":");
        if let Some(cut) = (words.start..core.start).rev().find(|&word| finite(word) || stop(word)) {
            words.start = cut + 1;
        }
        // Adjectives may stand between commas, but not as many words.
        let comma = (words.start..core.start).rev().find(|&word| self.word(word) == ",");
        if let Some(cut) = comma.filter(|_| core.start - words.start > LONGEST_LEAD) {
            words.start = cut + 1;
        }
        // "the minister's office": the phrase ends before its own possessive mark.
        if core.end < words.end && matches!(self.word(core.end), "'s" | "’s" | "'" | "’") {
            words.end = core.end;
        }
        // "police in Norland on Tuesday": the day belongs to what they did.
        let day = |word: usize| DAYS.iter().any(|day| day.eq_ignore_ascii_case(self.word(word)));
        let led = |word: usize| matches!(self.word(word), "on" | "last" | "next" | "this");
        let dated = |&word: &usize| word + 1 < words.end && led(word) && day(word + 1);
        let dated = (core.end..words.end).find(dated);
        if let Some(cut) = (core.end..words.end).find(|&word| finite(word) || stop(word)).into_iter().chain(dated).min()
        {
            words.end = cut;
        }
        while words.start < core.start && (self.is_edge(words.start) || self.token(words.start).relation() == "case") {
            words.start += 1;
        }
        while words.end > core.end && self.is_edge(words.end - 1) && self.token(words.end - 1).relation() != "case" {
            words.end -= 1;
        }
        words
    }

    /// A word that no noun phrase begins or ends with.
    fn is_edge(&self, word: usize) -> bool {
        let token = self.token(word);
        let counted = self.sentence.tokens.get(word + 1).is_some_and(|next| next.upos == Upos::Num);
        match token.upos {
            Upos::Adp | Upos::Cconj | Upos::Sconj => true,
            Upos::Punct => !matches!(self.word(word), "\"" | "“" | "”" | "'" | "‘" | "’" | "%"),
            Upos::Adv => !counted,
            _ => false,
        }
    }

    /// The bytes of some words.
    pub fn span(&self, words: Range<usize>) -> Span {
        match (
            self.sentence.tokens.get(words.start),
            words.end.checked_sub(1).and_then(|i| self.sentence.tokens.get(i)),
        ) {
            (Some(first), Some(last)) if first.span.start <= last.span.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }

    /// The word that governs a stretch of words: the first whose own governor is outside.
    pub fn head_of(&self, words: Range<usize>) -> usize {
        let outside = |&word: &usize| self.head(word).is_none_or(|head| !words.contains(&head));
        let mut heads = words.clone().filter(outside);
        let first = heads.next().unwrap_or(words.start);
        // A parser's slip may hang a mark or an article elsewhere.
        if matches!(self.token(first).relation(), "punct" | "det" | "case") {
            heads.next().unwrap_or(first)
        } else {
            first
        }
    }

    /// The governors of a word, nearest first.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let up = move |&word: &usize| self.head(word);
        std::iter::successors(up(&word), up).take(DEEPEST)
    }

    /// The subject of a predicate, its own or the one that it shares with the predicate above: "Brandt left and
    /// *called* him", "Brandt wants to *see* him".
    pub fn subject(&self, predicate: usize) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..DEEPEST {
            if let Some(subject) = self.child(at, "nsubj") {
                return Some(subject);
            }
            if !matches!(self.token(at).relation(), "conj" | "xcomp" | "advcl") {
                return None;
            }
            at = self.head(at)?;
        }
        None
    }

    /// The preposition or possessive mark of a word, folded.
    pub fn case(&self, word: usize) -> Option<String> {
        self.child(word, "case").map(|case| self.folded(case))
    }
}
