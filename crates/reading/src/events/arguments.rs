//! Who does what the verb says and to whom: subjects and objects through control, relative clauses, coordination
//! and the passive, and the parties of "between A and B".

use super::lexicon::LEXICON;
use super::tree::{CHAIN, PHRASE, Tree};
use record::analysis::Upos;

/// How many words a party of "between A and B" may be away from the word before it.
const PARTY: usize = 16;

impl Tree<'_> {
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
        // "called for troops to leave": they have to.
        if self.has_preposition(noun, "for") {
            return Some(noun);
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
            !self.children(verb).iter().any(|&child| matches!(self.token(child).relation(), "xcomp" | "ccomp" | "obl"));
        (bare && self.child(next, "nsubj").is_none()).then_some(object)
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
}

enum Controller {
    Word(usize),
    SubjectOf(usize),
}
