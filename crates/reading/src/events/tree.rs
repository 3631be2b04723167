//! A sentence's tree, made quick to ask: dependents, prepositions, voice, and the words that stand for arguments
//! through control, relative clauses, coordination and the passive.

use super::lexicon::{LEXICON, Part};
use record::analysis::{Sentence, Token, Upos};

/// How far a chain of words (coordinations, complements, relative clauses) is followed. Real chains are shorter
/// than ten; the limit keeps hostile trees from costing more than linear time.
pub(crate) const CHAIN: usize = 16;

/// How many words of a phrase are walked over: no phrase that a person would quote is longer.
pub(super) const PHRASE: usize = 80;

/// How many coordinated words are taken. A list of more parties than this is not one event's.
const LIST: usize = 32;

/// A sentence with its dependents listed.
pub struct Tree<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    lemmas: Vec<String>,
    /// Words that begin with a capital.
    capital: Vec<bool>,
    /// Words of nothing but capitals.
    capitals: Vec<bool>,
    children: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// Lists the dependents of every word.
    pub fn new(sentence: &'a Sentence, text: &str) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(list) = token.head.and_then(|head| children.get_mut(head)) {
                list.push(i);
            }
        }
        let lemma = |token: &Token| {
            let lemma = if matches!(&*token.lemma, "_" | "") { token.span.of(text) } else { &token.lemma };
            let lemma = lemma.to_lowercase();
            let part = match token.upos {
                Upos::Verb => Part::Verb,
                Upos::Noun => Part::Noun,
                _ => return lemma,
            };
            let form = token.span.of(text).to_lowercase();
            if part == Part::Verb
                && lemma == form
                && let Some(lemma) = LEXICON.irregular_verb(&form)
            {
                return lemma.to_owned();
            }
            if LEXICON.irregular(&form, part).is_none() && !LEXICON.entries(&lemma, part).is_empty() {
                return lemma;
            }
            LEXICON.lemma_of(&form, part).unwrap_or(lemma)
        };
        let capital = |token: &Token| token.span.of(text).chars().next().is_some_and(char::is_uppercase);
        let all = |token: &Token| {
            let word = token.span.of(text);
            word.chars().count() > 2 && word.chars().all(char::is_uppercase)
        };
        let tokens = &sentence.tokens;
        Self {
            sentence,
            lemmas: tokens.iter().map(lemma).collect(),
            capital: tokens.iter().map(capital).collect(),
            capitals: tokens.iter().map(all).collect(),
            children,
        }
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// The word `i`.
    pub fn token(&self, i: usize) -> &'a Token {
        &self.sentence.tokens[i]
    }

    /// Whether it is written in capitals: three letters at the least.
    pub fn is_capitals(&self, i: usize) -> bool {
        self.capitals[i]
    }

    /// Its lemma in lower case.
    pub fn lemma(&self, i: usize) -> &str {
        &self.lemmas[i]
    }

    /// Its dependents in order.
    pub fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// Its governor.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.token(i).head.filter(|&head| head < self.len() && head != i)
    }

    /// The dependents whose relation, with or without subtype, is `relation`.
    pub fn all<'s>(&'s self, i: usize, relation: &'s str) -> impl Iterator<Item = usize> + 's {
        self.children[i].iter().copied().filter(move |&child| self.is(child, relation))
    }

    /// The first of them.
    pub fn child(&self, i: usize, relation: &str) -> Option<usize> {
        self.all(i, relation).next()
    }

    /// Whether the word's relation, with or without subtype, is `relation`.
    pub fn is(&self, i: usize, relation: &str) -> bool {
        let token = self.token(i);
        &*token.deprel == relation || token.relation() == relation
    }

    /// Whether it is a verb or, with a copula or not, the head of a clause.
    pub fn is_verbal(&self, i: usize) -> bool {
        matches!(self.token(i).upos, Upos::Verb | Upos::Aux)
    }

    /// Whether it is a verb form that heads a clause: no participle before a noun.
    pub fn is_finite(&self, i: usize) -> bool {
        self.is_verbal(i) && matches!(&*self.token(i).xpos, "VBD" | "VBZ" | "VBP" | "VB" | "MD")
    }

    /// Whether it is a noun, name, pronoun or number standing for one.
    pub fn is_nominal(&self, i: usize) -> bool {
        matches!(self.token(i).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X)
    }

    /// The preposition of a nominal, words joined by blanks: "with", "because of"; empty for none.
    pub fn preposition(&self, i: usize) -> String {
        let mut words: Vec<&str> = Vec::new();
        for case in self.cases(i).filter(|&case| self.lemma(case) != "'s" && self.lemma(case) != "’s") {
            words.push(self.lemma(case));
            words.extend(self.all(case, "fixed").map(|part| self.lemma(part)));
        }
        words.join(" ")
    }

    /// Whether the nominal has that preposition. The last word of "according to" is none.
    pub fn has_preposition(&self, i: usize, preposition: &str) -> bool {
        let compound = |case: usize| {
            matches!(self.lemma(case), "accord" | "according" | "due" | "owe" | "owing" | "thank" | "thanks" | "prior")
        };
        self.cases(i).any(|case| self.lemma(case) == preposition) && !self.cases(i).any(compound)
    }

    /// The case markers of a nominal, also where they hang on the title before a name: "*with* the minister Brandt".
    fn cases(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let titles = self.children(i).iter().copied().filter(|&title| &*self.token(title).deprel == "nmod:desc");
        self.all(i, "case").chain(titles.flat_map(|title| self.all(title, "case")))
    }

    /// Whether a verb is passive.
    pub fn is_passive(&self, i: usize) -> bool {
        let token = self.token(i);
        if token.feature("Voice") == Some("Pass") {
            return true;
        }
        let marked =
            |&child: &usize| &*self.token(child).deprel == "nsubj:pass" || &*self.token(child).deprel == "aux:pass";
        self.children[i].iter().any(marked) || (self.is(i, "acl") && !self.is(i, "acl:relcl") && &*token.xpos == "VBN")
    }

    /// A nominal and those coordinated with it.
    pub fn with_conjuncts(&self, i: usize) -> Vec<usize> {
        let mut list = vec![i];
        let mut next = 0;
        while let Some(&at) = list.get(next) {
            next += 1;
            for conjunct in self.all(at, "conj").chain(self.beside_name(at)) {
                // "between American and Suderian delegations" may be read as two adjectives.
                let fits =
                    self.is_nominal(conjunct) || (self.token(conjunct).upos == Upos::Adj && self.capital[conjunct]);
                if list.len() < LIST && fits && !list.contains(&conjunct) {
                    list.push(conjunct);
                }
            }
        }
        list
    }

    /// "envoy Ilse Brandt and envoy Tomas Reyl": what a parser hangs on the first one's name, where no comma parts
    /// office and name.
    fn beside_name(&self, office: usize) -> Vec<usize> {
        let name_of = |word: usize| self.all(word, "appos").find(|&name| self.token(name).upos == Upos::Propn);
        let is_office = |word: usize| self.token(word).upos == Upos::Noun && name_of(word).is_some();
        let Some(name) = name_of(office).filter(|_| is_office(office)) else { return Vec::new() };
        let close = name == office + 1;
        let fits = |other: usize| is_office(other) || close && self.is_nominal(other);
        self.all(name, "conj").filter(|&other| fits(other)).collect()
    }

    /// A word and those coordinated with it, whatever they are.
    pub fn with_conjuncts_of_any(&self, i: usize) -> Vec<usize> {
        std::iter::once(i).chain(self.all(i, "conj").take(LIST)).collect()
    }

    /// The nominals with that preposition under a verb or noun, with coordinated words.
    pub fn with_preposition(&self, i: usize, preposition: &str) -> Vec<usize> {
        let obliques = self.children[i].iter().copied().filter(|&child| {
            matches!(self.token(child).relation(), "obl" | "nmod" | "xcomp" | "advmod")
                && self.has_preposition(child, preposition)
        });
        let mut found: Vec<usize> = Vec::new();
        for oblique in obliques {
            found.extend(self.with_conjuncts(self.antecedent(oblique, i)));
        }
        found.truncate(LIST);
        found
    }

    /// The words of a phrase from its first to its last, as a range of word indices, without words whose relation
    /// to the head is in `without`.
    pub fn phrase(&self, head: usize, without: &[&str]) -> (usize, usize) {
        let (mut first, mut last) = (head, head);
        let mut open = vec![head];
        let mut steps = 0;
        while let Some(at) = open.pop() {
            first = first.min(at);
            last = last.max(at);
            for &child in &self.children[at] {
                let skip = at == head && without.contains(&self.token(child).relation());
                if !skip && self.token(child).relation() != "punct" && steps < PHRASE {
                    steps += 1;
                    open.push(child);
                }
            }
        }
        (first, last)
    }

    /// Whether the word stands below `above`, or is it, within the length of a chain.
    pub fn is_under(&self, word: usize, above: usize) -> bool {
        let mut at = word;
        for _ in 0..CHAIN {
            if at == above {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }
}
