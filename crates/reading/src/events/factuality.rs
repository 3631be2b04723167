//! Whether an event is said to have happened: negation, modality, conditions, and what the words above it do to it.

use super::frames::Frame;
use super::lexicon::{LEXICON, Operator};
use super::scene::Scene;
use super::tree::Tree;
use record::analysis::Upos;
use record::reading::{Factuality, Polarity, Tense};

/// How many words above the trigger are looked at.
const CLIMB: usize = 16;

/// What the words say of an event's reality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// `Asserted` here may become `Attributed` by where the words stand.
    pub factuality: Factuality,
    /// Negated or not.
    pub polarity: Polarity,
    /// Tense.
    pub tense: Tense,
    /// The words say that it happens again and again, or in general.
    pub generic: bool,
    /// It is taken for granted, whoever speaks: the offer that was rejected.
    pub presupposed: bool,
}

/// Whether a negation hangs on the word.
pub fn is_negated(tree: &Tree<'_>, word: usize) -> bool {
    tree.children(word).iter().any(|&child| {
        let relation = tree.token(child).relation();
        LEXICON.is("negative", tree.lemma(child)) && matches!(relation, "advmod" | "det" | "aux" | "cc" | "discourse")
    })
}

/// Judges a frame's event; `headline` when its words are a title's.
pub fn judge(scene: &Scene<'_>, frame: &Frame, headline: bool) -> Judgement {
    let tree = scene.tree;
    let mut state = State { rank: Factuality::Asserted, negative: false, tense: Tense::None, finite: false };
    let (mut generic, mut presupposed) = (false, false);
    let mut at = frame.anchor;
    if frame.trigger != frame.anchor {
        state.negative ^= is_negated(tree, frame.trigger);
    }
    // "this week's planned meeting", "an alleged attack"
    for modifier in tree.all(frame.trigger, "amod") {
        if LEXICON.is("planned", tree.lemma(modifier)) {
            state.raise(Factuality::Planned);
            state.set_tense(Tense::Future);
        } else if LEXICON.is("possible", tree.lemma(modifier)) {
            state.raise(Factuality::Possible);
        }
    }
    for step in 0..CLIMB {
        let light_absence = step == 0 && matches!(frame.light, Some(Operator::Attend | Operator::Absent));
        state.clause(tree, at, !light_absence);
        generic |= tree.all(at, "advmod").any(|adverb| LEXICON.is("generic", tree.lemma(adverb)));
        let Some(head) = tree.head(at) else { break };
        let relation = tree.token(at).relation();
        let operator = scene.entries[head].and_then(|entry| entry.operator);
        let governed = matches!(relation, "xcomp" | "ccomp" | "csubj" | "obj" | "acl" | "obl" | "nmod" | "advcl" | "nsubj")
            && !tree.is(at, "acl:relcl")
            // "announced it to stop the fighting": a purpose is not what is announced.
            && (relation != "advcl" || operator.is_some_and(|operator| !operator.is_light() && operator != Operator::Discuss));
        // "the report that the army shelled": what becomes of the report becomes of the shelling.
        if governed && LEXICON.is("content", tree.lemma(head)) && tree.is_nominal(head) && tree.is_verbal(at) {
            at = head;
            continue;
        }
        if let Some(operator) = operator.filter(|_| governed) {
            // "rejected the offer": the offer was made, as was the call that was dismissed.
            let made = scene.entries[at].is_some_and(|entry| entry.operator.is_some_and(Operator::composes));
            if operator == Operator::Reject && tree.is_nominal(at) && made {
                presupposed = true;
                break;
            }
            if !state.operator(tree, operator, at, head) {
                break;
            }
            at = head;
            continue;
        }
        match relation {
            "conj" => {
                // A coordinated verb shares what it has not of its own.
                let own_subject = tree.child(at, "nsubj").is_some();
                let own_auxiliary = tree.child(at, "aux").is_some();
                if own_subject || !tree.is_verbal(at) && !tree.is_nominal(at) {
                    state.finish_tense(tree, at);
                    break;
                }
                if own_auxiliary && state.finite {
                    break;
                }
                // Negation is shared by "or" and "nor" alone.
                let alternative = tree.all(at, "cc").any(|cc| matches!(tree.lemma(cc), "or" | "nor"));
                if alternative && is_negated(tree, head) {
                    state.negative = true;
                }
                state.modals(tree, head);
                if !state.finite {
                    state.finish_tense(tree, head);
                }
                at = head;
                if state.negative && alternative {
                    break;
                }
                // What governs the first conjunct governs this one.
                let Some(above) = tree.head(at) else { break };
                let operator = scene.entries[above].and_then(|entry| entry.operator);
                match operator.filter(|_| matches!(tree.token(at).relation(), "xcomp" | "ccomp" | "obj" | "acl")) {
                    Some(operator) => {
                        if !state.operator(tree, operator, at, above) {
                            break;
                        }
                        at = above;
                    }
                    None => break,
                }
            }
            "xcomp" => {
                let purpose = tree.all(at, "mark").any(|mark| tree.lemma(mark) == "to");
                if purpose && operator.is_none() {
                    state.raise(Factuality::Planned);
                }
                at = head;
            }
            "obj" | "obl" | "nmod" if tree.is_nominal(at) => {
                let counted = super::matching::content_of(tree, head) == Some(at);
                if !counted {
                    break;
                }
                at = head;
            }
            "nsubj" if tree.is_verbal(head) && tree.child(head, "cop").is_none() => {
                // What happened to a meeting afterwards says no more of it than a tense.
                break;
            }
            "nsubj" if tree.child(head, "cop").is_some() => {
                // "the talks were businesslike": the predicate's modality is the event's, its negation is not.
                state.modals(tree, head);
                state.finish_tense(tree, head);
                break;
            }
            "advcl" => {
                state.subordinate(tree, at, head);
                // "by supplying arms": as real as what it is a part of.
                if !tree.all(at, "mark").any(|mark| tree.lemma(mark) == "by") {
                    break;
                }
                at = head;
            }
            "acl" if !tree.is(at, "acl:relcl") => {
                if tree.all(at, "mark").any(|mark| tree.lemma(mark) == "to") {
                    state.raise(Factuality::Planned);
                }
                break;
            }
            _ => break,
        }
    }
    Judgement { generic, presupposed, ..state.finish(tree, frame, headline) }
}

struct State {
    rank: Factuality,
    negative: bool,
    tense: Tense,
    finite: bool,
}

impl State {
    fn raise(&mut self, factuality: Factuality) {
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
    fn clause(&mut self, tree: &Tree<'_>, at: usize, negation: bool) {
        if negation && is_negated(tree, at) {
            self.negative = !self.negative;
        }
        self.modals(tree, at);
        let conditioned = tree.all(at, "mark").any(|mark| LEXICON.is("condition", tree.lemma(mark)));
        if conditioned {
            self.raise(Factuality::Conditional);
        }
        if !self.finite {
            self.finish_tense(tree, at);
        }
    }

    fn modals(&mut self, tree: &Tree<'_>, at: usize) {
        for aux in tree.all(at, "aux") {
            let lemma = tree.lemma(aux);
            if LEXICON.is("modal-will", lemma) {
                self.raise(if has_condition(tree, at) { Factuality::Conditional } else { Factuality::Planned });
                self.set_tense(Tense::Future);
            } else if LEXICON.is("modal-would", lemma) && tree.token(aux).xpos.starts_with("MD") {
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

    fn set_tense(&mut self, tense: Tense) {
        if self.tense == Tense::None {
            self.tense = tense;
        }
        self.finite = true;
    }

    /// Takes the tense of the clause whose head is `at`.
    fn finish_tense(&mut self, tree: &Tree<'_>, at: usize) {
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
    fn operator(&mut self, tree: &Tree<'_>, operator: Operator, at: usize, head: usize) -> bool {
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
    fn subordinate(&mut self, tree: &Tree<'_>, at: usize, head: usize) {
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

    fn finish(self, tree: &Tree<'_>, frame: &Frame, headline: bool) -> Judgement {
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
