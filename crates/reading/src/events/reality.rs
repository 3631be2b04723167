//! How real the clauses around an event make it, clause by clause.

use super::factuality::{Judgement, is_negated};
use super::frames::Frame;
use super::lexicon::{LEXICON, Operator};
use super::tree::Tree;
use record::analysis::Upos;
use record::reading::{Factuality, Polarity, Tense};

/// What the clauses looked at so far say.
pub struct State {
    rank: Factuality,
    /// Negated an odd number of times.
    pub negative: bool,
    tense: Tense,
    /// A finite verb was met: words above it lend no tense.
    pub finite: bool,
}

impl State {
    /// Nothing said yet.
    pub fn new() -> Self {
        Self { rank: Factuality::Asserted, negative: false, tense: Tense::None, finite: false }
    }

    /// Takes the less real of what is known and `factuality`.
    pub fn raise(&mut self, factuality: Factuality) {
        let weight = |factuality| match factuality {
            Factuality::Asserted | Factuality::Attributed => 0,
            Factuality::Planned => 1,
            Factuality::Possible => 2,
            Factuality::Conditional => 3,
            Factuality::Denied => 4,
        };
        if weight(factuality) > weight(self.rank) {
            self.rank = factuality;
        }
    }

    /// Reads the auxiliaries, negation and marks of the clause whose head is `at`.
    pub fn clause(&mut self, tree: &Tree<'_>, at: usize, negation: bool) {
        if negation && is_negated(tree, at) {
            self.negative = !self.negative;
        }
        self.modals(tree, at);
        let conditioned = tree.all(at, "mark").any(|mark| LEXICON.is("condition", tree.lemma(mark)));
        if conditioned {
            self.raise(Factuality::Conditional);
        }
        // "is due to arrive": a parser may take "due to" for one preposition.
        if tree.child(at, "cop").is_some() && tree.children(at).iter().any(|&child| tree.lemma(child) == "due") {
            self.raise(Factuality::Planned);
            self.set_tense(Tense::Future);
        }
        if !self.finite {
            self.finish_tense(tree, at);
        }
    }

    /// Reads the auxiliaries and the infinitive mark of a clause.
    pub fn modals(&mut self, tree: &Tree<'_>, at: usize) {
        for aux in tree.all(at, "aux") {
            let lemma = tree.lemma(aux);
            // "had" is written "'d" too; as a modal it is tagged as one.
            let would = LEXICON.is("modal-would", lemma) && tree.token(aux).xpos.starts_with("MD");
            if would || LEXICON.is("modal-will", lemma) {
                self.raise(if has_condition(tree, at) { Factuality::Conditional } else { Factuality::Planned });
                self.set_tense(Tense::Future);
            } else if LEXICON.is("modal-may", lemma) {
                self.raise(Factuality::Possible);
            } else if LEXICON.is("modal-must", lemma) {
                self.raise(Factuality::Conditional);
            }
        }
        // "is to meet", and a headline's "ministers to meet".
        let infinitive =
            tree.all(at, "mark").any(|mark| tree.lemma(mark) == "to" && tree.token(mark).upos == Upos::Part);
        let root = tree.head(at).is_none() || matches!(tree.token(at).relation(), "ccomp" | "parataxis");
        if infinitive
            && (root
                || tree.all(at, "aux").any(|aux| tree.lemma(aux) == "be" && tree.token(aux).xpos.starts_with("VB")))
            && tree.is_verbal(at)
        {
            self.raise(Factuality::Planned);
            self.set_tense(Tense::Future);
        }
    }

    /// The tense, unless one is known.
    pub fn set_tense(&mut self, tense: Tense) {
        if self.tense == Tense::None {
            self.tense = tense;
        }
        self.finite = true;
    }

    /// Takes the tense of the clause whose head is `at`.
    pub fn finish_tense(&mut self, tree: &Tree<'_>, at: usize) {
        if self.finite {
            return;
        }
        let verbs = std::iter::once(at).chain(tree.all(at, "aux")).chain(tree.all(at, "cop"));
        let (mut past, mut present, mut perfect) = (false, false, false);
        for verb in verbs.filter(|&verb| tree.is_verbal(verb)) {
            let token = tree.token(verb);
            let finite = token.feature("VerbForm") == Some("Fin") || matches!(&*token.xpos, "VBD" | "VBZ" | "VBP");
            past |= finite && (token.feature("Tense") == Some("Past") || &*token.xpos == "VBD");
            present |= finite && (token.feature("Tense") == Some("Pres") || matches!(&*token.xpos, "VBZ" | "VBP"));
            perfect |= verb != at && tree.lemma(verb) == "have" && tree.is(verb, "aux");
        }
        if past || perfect {
            self.set_tense(Tense::Past);
        } else if present {
            self.set_tense(Tense::Present);
        }
    }

    /// What the operator at `head` does to what it governs. Whether to go on upwards.
    pub fn operator(&mut self, tree: &Tree<'_>, operator: Operator, at: usize, head: usize) -> bool {
        use Operator as O;
        let relation = tree.token(at).relation();
        let subject = relation == "nsubj" && !tree.is_passive(head);
        match operator {
            O::Plan => {
                self.raise(Factuality::Planned);
                self.tense = Tense::Future;
                self.finite = true;
                true
            }
            O::Agree | O::Propose | O::Threaten if subject => false,
            O::Agree | O::Propose | O::Threaten => {
                // "accepted the truce", "announced": a noun that is agreed to may stand already.
                self.raise(Factuality::Planned);
                self.set_tense(Tense::Future);
                false
            }
            O::Request | O::Force | O::Allow | O::Perhaps | O::Try if subject => false,
            O::Request => {
                self.raise(Factuality::Conditional);
                false
            }
            O::Perhaps | O::Allow | O::Try => {
                self.raise(Factuality::Possible);
                true
            }
            O::Reject if relation == "xcomp" || (relation == "acl" && !tree.is_verbal(head)) => {
                self.negative = true;
                self.raise(Factuality::Planned);
                false
            }
            O::Reject => {
                self.raise(Factuality::Conditional);
                false
            }
            O::Fail => {
                self.negative = !self.negative;
                true
            }
            O::Deny => {
                self.raise(Factuality::Denied);
                false
            }
            O::Accuse => {
                if self.rank == Factuality::Asserted {
                    self.rank = Factuality::Attributed;
                }
                false
            }
            // "praised it for releasing them": it had.
            O::Judge => {
                if tree.is_verbal(at) {
                    self.finish_tense(tree, head);
                }
                false
            }
            O::Pass => true,
            O::Say | O::PassSay if matches!(relation, "ccomp" | "xcomp") && tree.is_passive(head) => true,
            operator if operator.is_light() && tree.is_nominal(at) => true,
            _ => false,
        }
    }

    /// A clause under another: "before leaving", "if they meet", "to meet".
    pub fn subordinate(&mut self, tree: &Tree<'_>, at: usize, head: usize) {
        let purpose = tree.all(at, "mark").any(|mark| tree.lemma(mark) == "to");
        if purpose {
            self.raise(Factuality::Planned);
        }
        // "would decide only after an invitation": it is waited for.
        let awaited = tree.all(at, "mark").any(|mark| matches!(tree.lemma(mark), "after" | "once" | "until" | "when"));
        let to_come =
            |aux: usize| LEXICON.is("modal-will", tree.lemma(aux)) || LEXICON.is("modal-would", tree.lemma(aux));
        if awaited && tree.all(head, "aux").any(to_come) {
            self.raise(Factuality::Conditional);
        }
        if !self.finite {
            self.finish_tense(tree, head);
        }
    }

    /// The judgement.
    pub fn finish(self, tree: &Tree<'_>, frame: &Frame, headline: bool) -> Judgement {
        let factuality = self.rank;
        let mut tense = self.tense;
        // A headline tells the past in the present.
        if headline && tense == Tense::Present && factuality == Factuality::Asserted {
            let progressive = tree.all(frame.anchor, "aux").next().is_some();
            tense = if progressive { tense } else { Tense::Past };
        }
        if factuality == Factuality::Planned && tense == Tense::None {
            tense = Tense::Future;
        }
        let polarity = if self.negative { Polarity::Negative } else { Polarity::Positive };
        Judgement { factuality, polarity, tense, generic: false, presupposed: false }
    }
}

/// Whether an if-clause hangs on the clause.
fn has_condition(tree: &Tree<'_>, at: usize) -> bool {
    tree.all(at, "advcl").any(|clause| {
        tree.all(clause, "mark").any(|mark| matches!(tree.lemma(mark), "if" | "unless" | "provided" | "should"))
    })
}
