//! Words that tell the same event twice: "met for talks", "the talks were the first meeting", "met to discuss".

use super::lexicon::{LEXICON, Operator};
use super::scene::Scene;

impl Scene<'_> {
    /// "met to discuss the dam": what was discussed is the meeting's agenda. Nobody discusses alone.
    pub(super) fn merge_agenda(&mut self, verb: usize) {
        let tree = self.tree;
        let discusses = self.entries[verb].is_some_and(|entry| entry.operator == Some(Operator::Discuss));
        if !discusses || !tree.is_verbal(verb) {
            return;
        }
        let above = tree.head(verb).filter(|_| matches!(tree.token(verb).relation(), "advcl" | "xcomp" | "acl"));
        let meets = |word: usize| self.cameo(word).is_some_and(|cameo| cameo.starts_with("04"));
        let meeting = above.is_some_and(|head| {
            meets(head) || tree.objects(head).into_iter().filter_map(|noun| self.event_noun(noun)).any(meets)
        });
        let actors = tree.actors(verb);
        let several = actors.len() > 1
            || !tree.with_preposition(verb, "with").is_empty()
            || actors.iter().any(|&actor| tree.token(actor).feature("Number") == Some("Plur"));
        if meeting || (!several && above.is_some()) {
            self.consumed[verb] = true;
        }
    }

    /// "the talks were the first meeting between", "the talks mark the first meeting": one event, told twice.
    pub(super) fn merge_equal(&mut self, word: usize) {
        let tree = self.tree;
        let copula = tree.child(word, "cop").is_some();
        let other = if copula {
            self.event_noun(word)
        } else if LEXICON.is("equal", tree.lemma(word)) {
            tree.child(word, "obj").and_then(|object| self.event_noun(object))
        } else {
            None
        };
        let subject = tree.child(word, "nsubj").and_then(|subject| self.event_noun(subject));
        let (Some(subject), Some(other)) = (subject, other) else { return };
        let kind = |noun: usize| self.cameo(noun).and_then(|cameo| cameo.get(..2));
        if subject != other && kind(subject) == kind(other) {
            self.consumed[other] = true;
            self.equal[subject] = Some(other);
        }
    }

    /// "met for a second round of talks": one meeting, told by verb and noun.
    pub(super) fn merge_meeting(&mut self, verb: usize) {
        let tree = self.tree;
        if !tree.is_verbal(verb) || self.cameo(verb).is_none_or(|cameo| !is_meeting(cameo)) {
            return;
        }
        for preposition in ["for", "in", "at", "during"] {
            for nominal in tree.with_preposition(verb, preposition) {
                let Some(noun) = self.event_noun(nominal) else { continue };
                if self.cameo(noun).is_some_and(|cameo| cameo.starts_with("04")) && self.light[noun].is_none() {
                    self.consumed[noun] = true;
                    self.consumed[nominal] = true;
                }
            }
        }
    }
}

/// A meeting; a visit is none until it is said whom it was to.
fn is_meeting(cameo: &str) -> bool {
    cameo.starts_with("04") && !matches!(cameo, "042" | "043")
}
