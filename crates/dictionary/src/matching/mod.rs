//! What a dictionary of verbs says of a happening.

mod pattern;
mod scene;

use crate::verbs::{EventCode, Form, Verb};
use crate::words::{How, Word, words};
use crate::{Dictionary, Rule};
use pattern::Matcher;
use record::{Sentence, Upos};
use scene::Scene;
use std::collections::BTreeSet;

/// An event as the dictionary codes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// What the source does to the target: `190`.
    pub code: String,
    /// What the target does to the source in turn, where the dictionary has two codes: `042:043`.
    pub back: Option<String>,
    /// Words of who does it; empty for nobody that the sentence names.
    pub source: Vec<usize>,
    /// Words of whom it is done to.
    pub target: Vec<usize>,
    /// The line of the dictionary that says so.
    pub rule: Rule,
}

/// What a dictionary says of a happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The verb is not in it.
    Silent,
    /// `[---]`: nothing to be coded.
    Nothing(Rule),
    /// `[###]`: the sentence is not to be coded.
    Discard(Rule),
    /// An event.
    Event(Coded),
}

impl Dictionary {
    /// What the dictionary says of the happening whose word is `trigger`, done by the words `source` to the words
    /// `target`; either may be empty. A `trigger` that is no word of the sentence is [`Verdict::Silent`].
    ///
    /// Of the patterns of the verb that match, the one that asks for most decides, of several the first in the file;
    /// where none matches, the verb's own code. A noun that is no verb of the dictionary ("hold talks") is looked for
    /// in the patterns of the verb above it.
    pub fn verdict(
        &self,
        sentence: &Sentence,
        text: &str,
        trigger: usize,
        source: &[usize],
        target: &[usize],
    ) -> Verdict {
        let Some(token) = sentence.tokens.get(trigger) else { return Verdict::Silent };
        let words = words(sentence, text);
        let own = self.around(sentence, &words, trigger, source, target, None);
        if own != Verdict::Silent || token.upos != Upos::Noun {
            return own;
        }
        let governed = matches!(token.relation(), "obj" | "nsubj" | "obl") && &*token.deprel != "nsubj";
        match token.head.filter(|&head| governed && head < words.len()) {
            Some(verb) => self.around(sentence, &words, verb, source, target, Some(trigger)),
            None => Verdict::Silent,
        }
    }

    /// The event that the dictionary codes for a happening; see [`Dictionary::verdict`].
    ///
    /// ```
    /// let mut dictionary = dictionary::Dictionary::default();
    /// let verbs = "--- ATTACK [190] ---\nATTACK\n- * &PLACE [192]\n&PLACE\n+HARBOUR\n";
    /// assert!(dictionary.add("own.verbs", verbs.as_bytes()).is_empty());
    /// let tree = "1\tNorland\tNorland\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n\
    ///             2\tattacked\tattack\tVERB\tVBD\t_\t0\troot\t_\t_\n\
    ///             3\tthe\tthe\tDET\tDT\t_\t4\tdet\t_\t_\n\
    ///             4\tharbours\tharbour\tNOUN\tNNS\t_\t2\tobj\t_\t_\n";
    /// let read = record::conllu::parse(tree).unwrap();
    /// let coded = dictionary.event_code(&read.analysis.sentences[0], &read.text, 1, &[0], &[]).unwrap();
    /// assert_eq!((coded.code.as_str(), coded.source, coded.rule.line), ("192", vec![0], 3));
    /// ```
    pub fn event_code(
        &self,
        sentence: &Sentence,
        text: &str,
        trigger: usize,
        source: &[usize],
        target: &[usize],
    ) -> Option<Coded> {
        match self.verdict(sentence, text, trigger, source, target) {
            Verdict::Event(coded) => Some(coded),
            _ => None,
        }
    }

    /// What is said around the word `trigger`; with `needed`, only by patterns that do not match without that word.
    fn around(
        &self,
        sentence: &Sentence,
        words: &[Word],
        trigger: usize,
        source: &[usize],
        target: &[usize],
        needed: Option<usize>,
    ) -> Verdict {
        let Some((block, verb, span)) = self.verb_at(sentence, words, trigger) else { return Verdict::Silent };
        let scene = Scene::new(sentence, words, trigger, span);
        let mut matcher = Matcher::new(&scene, self, source, target);
        let stems = self.blocks[block].stems;
        for &i in &self.order[block] {
            let pattern = &self.blocks[block].patterns[i];
            matcher.hidden = None;
            let Some((source, target)) = matcher.matches(pattern, stems) else { continue };
            matcher.hidden = needed;
            if needed.is_none() || matcher.matches(pattern, stems).is_none() {
                let (source, target) = match pattern.has_both() {
                    true => split(sentence, source, target),
                    false => (source.to_vec(), target.to_vec()),
                };
                return verdict(&pattern.code, &pattern.rule, source, target);
            }
        }
        match needed {
            None => verdict(&verb.code, &verb.rule, source.to_vec(), target.to_vec()),
            Some(_) => Verdict::Silent,
        }
    }

    /// The verb of the dictionary that the word is, its block, and the first and last of its words.
    ///
    /// Verbs of several words come first, then the form as it stands, then others, then the longest stem.
    fn verb_at(&self, sentence: &Sentence, words: &[Word], trigger: usize) -> Option<(usize, &Verb, (usize, usize))> {
        let verbal = matches!(sentence.tokens[trigger].upos, Upos::Verb | Upos::Aux);
        let word = &words[trigger];
        let candidates = self.verb_index.candidates(word).into_iter().filter_map(|(block, verb, form)| {
            let stems = self.blocks[block].stems;
            let verb = &self.blocks[block].verbs[verb];
            let form = &verb.forms[form];
            let span = form_at(form, sentence, words, trigger).filter(|_| verbal || stems)?;
            let same = form.word.word == word.form && form.word.how != How::Stem;
            let stem = if form.word.how == How::Stem { form.word.word.len() } else { usize::MAX };
            Some((std::cmp::Reverse((form.length(), same, stem)), (block, verb, span)))
        });
        // The first of the best: `min_by_key` keeps it.
        candidates.min_by_key(|(rank, _)| *rank).map(|(_, found)| found)
    }
}

/// The words of the form around `trigger`, first and last; a particle may stand apart from its verb.
fn form_at(form: &Form, sentence: &Sentence, words: &[Word], trigger: usize) -> Option<(usize, usize)> {
    if !form.word.is(&words[trigger]) {
        return None;
    }
    let mut first = trigger;
    for word in form.before.iter().rev() {
        first = (0..first).rev().find(|&i| !words[i].is_hyphen()).filter(|&i| words[i].form == *word)?;
    }
    let mut last = trigger;
    for word in &form.after {
        match (last + 1..words.len()).find(|&i| !words[i].is_hyphen()).filter(|&i| words[i].form == *word) {
            Some(next) => last = next,
            None => {
                let apart = |&i: &usize| &*sentence.tokens[i].deprel == "compound:prt" && words[i].form == *word;
                sentence.children(trigger).find(apart).filter(|_| form.after.len() == 1)?;
            }
        }
    }
    Some((first, last))
}

fn verdict(code: &EventCode, rule: &Rule, source: Vec<usize>, target: Vec<usize>) -> Verdict {
    let (forward, back) = match code {
        EventCode::Nothing => return Verdict::Nothing(rule.clone()),
        EventCode::Discard => return Verdict::Discard(rule.clone()),
        EventCode::Events { forward, back } => (forward, back),
    };
    let event = |code: &String, back: &Option<String>, source, target| {
        Verdict::Event(Coded { code: code.clone(), back: back.clone(), source, target, rule: rule.clone() })
    };
    match (forward, back) {
        (Some(code), back) => event(code, back, source, target),
        // `[:173]`: only what the target does to the source.
        (None, Some(code)) => event(code, &None, target, source),
        (None, None) => Verdict::Nothing(rule.clone()),
    }
}

/// Source and target; actors joined by "and" that were given as one, without another, are each other's.
fn split(sentence: &Sentence, source: &[usize], target: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let all: BTreeSet<usize> = source.iter().copied().collect();
    match conjunct(sentence, &all).filter(|_| target.is_empty()) {
        Some(second) => {
            let below = sentence.subtree(second);
            source.iter().filter(|i| sentence.tokens[**i].relation() != "cc").partition(|i| !below.contains(i))
        }
        None => (source.to_vec(), target.to_vec()),
    }
}

/// The first of the words that is joined to another of them by "and".
fn conjunct(sentence: &Sentence, words: &BTreeSet<usize>) -> Option<usize> {
    words.iter().copied().find(|&i| {
        let token = sentence.tokens.get(i);
        token.is_some_and(|token| token.relation() == "conj" && token.head.is_some_and(|head| words.contains(&head)))
    })
}
