//! Whether an event is said to have happened: negation, modality, conditions, and what the words above it do to it.

use super::frames::Frame;
use super::lexicon::{LEXICON, Operator};
use super::reality::State;
use super::scene::Scene;
use super::tree::Tree;
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

/// Whether it is said of nobody: "no civilian was hit", "none of them met him".
fn is_of_nobody(tree: &Tree<'_>, frame: &Frame) -> bool {
    let parties = frame.actors.iter().map(|&(actor, _)| actor).chain(frame.recipients.iter().copied());
    parties.into_iter().any(|party| {
        LEXICON.is("nobody", tree.lemma(party))
            || tree.all(party, "det").any(|det| LEXICON.is("negative", tree.lemma(det)))
    })
}

/// "Port Alder talks put off": without another verb, the participle is what the words tell. "The meeting, put off from
/// last week, took place" tells of more.
fn is_headlined_as_failed(scene: &Scene<'_>, word: usize) -> bool {
    let fails = |at: usize| scene.entries[at].is_some_and(|entry| entry.operator == Some(Operator::Fail));
    scene.tree.head(word).is_none() && scene.tree.all(word, "acl").any(fails)
}

/// Whether the word tells of a visit or a meeting.
fn is_journey(scene: &Scene<'_>, word: usize) -> bool {
    scene.entries[word].and_then(|entry| entry.cameo.as_deref()).is_some_and(|cameo| cameo.starts_with("04"))
}

/// Judges a frame's event; `headline` when its words are a title's.
pub fn judge(scene: &Scene<'_>, frame: &Frame, headline: bool) -> Judgement {
    let tree = scene.tree;
    let mut state = State::new();
    let (mut generic, mut presupposed) = (false, false);
    let mut at = frame.anchor;
    if frame.trigger != frame.anchor {
        state.negative ^= is_negated(tree, frame.trigger);
    }
    state.negative ^= is_of_nobody(tree, frame);
    // "this week's planned meeting", "an alleged attack"
    for modifier in tree.all(frame.trigger, "amod") {
        if LEXICON.is("planned", tree.lemma(modifier)) {
            state.raise(Factuality::Planned);
            state.set_tense(Tense::Future);
        } else if LEXICON.is("possible", tree.lemma(modifier)) {
            state.raise(Factuality::Possible);
        }
    }
    state.negative ^= is_headlined_as_failed(scene, frame.trigger);
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
            // "will arrive for talks": no more real than the journey. "Flew in for talks" leaves open whether they were held.
            "obl" if tree.has_preposition(at, "for") && is_journey(scene, head) && &*tree.token(head).xpos != "VBD" => {
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
