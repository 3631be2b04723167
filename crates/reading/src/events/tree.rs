//! A sentence's tree, made quick to ask: dependents, prepositions, voice, and the words that stand for arguments
//! through control, relative clauses, coordination and the passive.

use super::lexicon::{LEXICON, Part};
use record::analysis::{Sentence, Token, Upos};

/// How far a chain of words (coordinations, complements, relative clauses) is followed. Real chains are shorter
/// than ten; the limit keeps hostile trees from costing more than linear time.
const CHAIN: usize = 16;

/// How many words of a phrase are walked over: no phrase that a person would quote is longer.
const PHRASE: usize = 80;

/// How many words a party of "between A and B" may be away from the word before it.
const PARTY: usize = 16;

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

    /// Whether it is a noun, name, pronoun or number standing for one.
    pub fn is_nominal(&self, i: usize) -> bool {
        matches!(self.token(i).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X)
    }

    /// The preposition of a nominal, words joined by blanks: "with", "because of"; empty for none.
    pub fn preposition(&self, i: usize) -> String {
        let mut words: Vec<&str> = Vec::new();
        for case in self.all(i, "case").filter(|&case| self.lemma(case) != "'s" && self.lemma(case) != "’s") {
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
        self.all(i, "case").any(|case| self.lemma(case) == preposition) && !self.all(i, "case").any(compound)
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
            for conjunct in self.all(at, "conj") {
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

    /// A word and those coordinated with it, whatever they are.
    pub fn with_conjuncts_of_any(&self, i: usize) -> Vec<usize> {
        std::iter::once(i).chain(self.all(i, "conj").take(LIST)).collect()
    }

    /// The words that stand as subject of the verb's clause, passive or not, without their coordinated words.
    pub fn surface_subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..CHAIN {
            if let Some(subject) = self.child(at, "nsubj") {
                return Some(self.antecedent(subject, at));
            }
            let head = self.head(at)?;
            // "Holt, the host of the talks": the noun before says who.
            if self.is(at, "appos") && self.is_nominal(head) {
                return Some(head);
            }
            at = match self.token(at).relation() {
                "xcomp" | "advcl" => match self.controlled(at, head) {
                    Controller::Word(word) => return Some(word),
                    Controller::SubjectOf(head) => head,
                },
                "conj" | "parataxis" | "cop" | "aux" => head,
                "acl" if self.is(at, "acl:relcl") => {
                    // "who met" has its own subject; without one the noun is it unless the clause has a gap elsewhere.
                    return self.is_nominal(head).then_some(head);
                }
                "acl" => return self.subject_of_noun_clause(at, head),
                _ => return None,
            };
        }
        None
    }

    fn controlled(&self, clause: usize, head: usize) -> Controller {
        let gerund = self.all(clause, "mark").any(|mark| matches!(self.lemma(mark), "of" | "for" | "from"));
        let purpose =
            self.all(clause, "mark").any(|mark| self.lemma(mark) == "to") && LEXICON.is("controls", self.lemma(head));
        if self.is(clause, "xcomp") || (self.is(clause, "advcl") && (gerund || purpose)) {
            // "urged them to leave": the object acts; "promised them to leave" and "threatened them": the subject.
            let object = self.child(head, "obj").or_else(|| self.child(head, "iobj"));
            let subject_keeps = LEXICON.is("subject-keeps", self.lemma(head));
            if let Some(object) = object.filter(|_| !subject_keeps) {
                return Controller::Word(self.antecedent(object, head));
            }
            // "called on them to leave", "appealed to them to leave".
            let addressee = self.all(head, "obl").find(|&obl| {
                matches!(
                    (self.lemma(head), &*self.preposition(obl)),
                    ("call", "on" | "upon" | "for") | ("appeal" | "plead", "to" | "with")
                )
            });
            if let Some(addressee) = addressee {
                return Controller::Word(addressee);
            }
            if self.is_passive(head) && self.child(head, "nsubj:pass").is_some() {
                return Controller::SubjectOf(head);
            }
        }
        Controller::SubjectOf(head)
    }

    fn subject_of_noun_clause(&self, clause: usize, noun: usize) -> Option<usize> {
        let infinitive = self.all(clause, "mark").any(|mark| self.lemma(mark) == "to");
        if !infinitive {
            return self.is_nominal(noun).then_some(noun);
        }
        // "Norland's plan to attack", "the call by Norland to attack", "made a promise to attack".
        let owner = self.child(noun, "nmod:poss");
        let owner = owner.or_else(|| self.all(noun, "nmod").find(|&nmod| self.has_preposition(nmod, "by")));
        owner.or_else(|| {
            let verb = self.head(noun).filter(|&verb| self.is_verbal(verb) && self.is(noun, "obj"))?;
            self.child(verb, "nsubj").map(|subject| self.antecedent(subject, verb))
        })
    }

    /// The noun that a relative pronoun stands for; any other word is itself.
    pub fn antecedent(&self, word: usize, clause: usize) -> usize {
        let relative = matches!(self.lemma(word), "who" | "which" | "that" | "whom")
            && self.token(word).upos != Upos::Det
            && (self.token(word).feature("PronType") == Some("Rel") || &*self.token(word).xpos != "DT");
        let mut at = clause;
        for _ in 0..CHAIN {
            if !relative {
                break;
            }
            let Some(head) = self.head(at) else { break };
            if self.is(at, "acl:relcl") || (self.is(at, "acl") && self.is_nominal(head)) {
                return head;
            }
            at = head;
        }
        word
    }

    /// Who does what the verb says, with coordinated words.
    pub fn actors(&self, verb: usize) -> Vec<usize> {
        if self.is_passive(verb) {
            let agent = self.all(verb, "obl").find(|&obl| self.is(obl, "obl:agent"));
            let agent = agent.or_else(|| self.all(verb, "obl").find(|&obl| self.has_preposition(obl, "by")));
            return agent.map(|agent| self.with_conjuncts(agent)).unwrap_or_default();
        }
        self.surface_subject(verb).map(|subject| self.with_conjuncts(subject)).unwrap_or_default()
    }

    /// Whom or what it is done to, with coordinated words.
    pub fn objects(&self, verb: usize) -> Vec<usize> {
        let object = if self.is_passive(verb) {
            let own = self.child(verb, "nsubj").map(|subject| self.antecedent(subject, verb));
            own.or_else(|| self.head(verb).filter(|&noun| self.is(verb, "acl") && self.is_nominal(noun)))
                .or_else(|| self.surface_subject(verb))
        } else {
            let own = self.child(verb, "obj").map(|object| self.antecedent(object, verb));
            own.or_else(|| self.gap(verb)).or_else(|| self.shared_object(verb))
        };
        object.map(|object| self.with_conjuncts(object)).unwrap_or_default()
    }

    /// The noun before a relative clause whose object is left out: "the town that they took".
    fn gap(&self, verb: usize) -> Option<usize> {
        let noun = self.head(verb)?;
        let gap = self.is(verb, "acl:relcl")
            && self.child(verb, "nsubj").is_some_and(|subject| self.antecedent(subject, verb) == subject);
        gap.then_some(noun)
    }

    /// The object that a coordinated verb shares: "arrested and beat two men".
    fn shared_object(&self, verb: usize) -> Option<usize> {
        let next = self.all(verb, "conj").find(|&conjunct| self.is_verbal(conjunct))?;
        let object = self.child(next, "obj")?;
        let bare =
            !self.children[verb].iter().any(|&child| matches!(self.token(child).relation(), "xcomp" | "ccomp" | "obl"));
        (bare && self.child(next, "nsubj").is_none()).then_some(object)
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

    /// "between A and B" by the order of the words alone, for where the tree has lost a party: the heads of the
    /// phrases after "between" and after the "and" that follows, within the reach of a phrase.
    pub fn between(&self, after: usize) -> Vec<usize> {
        let reach = (after + 1)..self.len().min(after + PHRASE);
        let clause = |i: usize| {
            matches!(self.token(i).upos, Upos::Verb | Upos::Aux)
                && self.token(i).xpos.starts_with("VB")
                && &*self.token(i).xpos != "VBN"
        };
        let Some(start) =
            reach.clone().find(|&i| self.lemma(i) == "between" || clause(i)).filter(|&i| self.lemma(i) == "between")
        else {
            return Vec::new();
        };
        let head = |from: usize| {
            (from..self.len().min(from + PARTY)).find(|&i| {
                self.is_nominal(i)
                    && !matches!(self.token(i).relation(), "compound" | "amod" | "flat" | "nummod" | "det")
                    && !self.is(i, "nmod:poss")
                    && self.child(i, "case").is_none_or(|case| !matches!(self.lemma(case), "'s" | "’s"))
            })
        };
        let Some(first) = head(start + 1) else { return Vec::new() };
        let and = (first + 1..self.len().min(first + PARTY)).find(|&i| self.lemma(i) == "and" || clause(i));
        let second = and.filter(|&i| self.lemma(i) == "and").and_then(|and| head(and + 1));
        second.map(|second| vec![first, second]).unwrap_or_default()
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

enum Controller {
    Word(usize),
    SubjectOf(usize),
}
