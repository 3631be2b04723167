//! Where the arguments of a trigger stand: the slots of its frame, filled from the tree.

use super::lexicon::{LEXICON, Slot};
use super::matching::content_of;
use super::scene::{NESTING, Scene};
use record::analysis::Upos;

impl Scene<'_> {
    pub(super) fn first_filled(&self, trigger: usize, anchor: usize, slots: &[Slot]) -> Vec<usize> {
        for slot in slots {
            let found = self.participants(self.slot(trigger, anchor, slot));
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn slot(&self, trigger: usize, anchor: usize, slot: &Slot) -> Vec<usize> {
        let tree = self.tree;
        match slot {
            Slot::Subject => tree.actors(trigger),
            Slot::Object => tree.objects(trigger),
            Slot::Indirect => tree.child(trigger, "iobj").map(|word| tree.with_conjuncts(word)).unwrap_or_default(),
            Slot::Possessor => {
                tree.child(trigger, "nmod:poss").map(|word| tree.with_conjuncts(word)).unwrap_or_default()
            }
            Slot::Modifier => self.modifiers(trigger),
            Slot::Union(slots) => slots.iter().flat_map(|slot| self.slot(trigger, anchor, slot)).collect(),
            Slot::Preposition(preposition) => {
                let mut found = tree.with_preposition(trigger, preposition);
                // "imposed sanctions on": the phrase may hang on the object or on the verb.
                if found.is_empty() && tree.is_verbal(trigger) {
                    found = tree
                        .objects(trigger)
                        .iter()
                        .flat_map(|&object| tree.with_preposition(object, preposition))
                        .collect();
                }
                if found.is_empty() && anchor != trigger && preposition != "of" {
                    found = tree.with_preposition(anchor, preposition);
                }
                // "a round of talks between": on the counting noun.
                let counting = tree.head(trigger).filter(|&head| content_of(tree, head) == Some(trigger));
                if let Some(head) = counting.filter(|_| found.is_empty()) {
                    found = tree.with_preposition(head, preposition);
                }
                if found.is_empty() {
                    found = self.misplaced(trigger, anchor, preposition);
                }
                found.retain(|&word| word != trigger);
                found
            }
        }
    }

    /// "talks in the palace between A and B": a parser may hang the parties on the place or time before them.
    fn misplaced(&self, trigger: usize, anchor: usize, preposition: &str) -> Vec<usize> {
        let tree = self.tree;
        if !matches!(preposition, "between" | "with") {
            return Vec::new();
        }
        let mut open = vec![trigger];
        if anchor != trigger {
            open.push(anchor);
        }
        for _ in 0..NESTING * 4 {
            let Some(at) = open.pop() else { break };
            for &child in tree.children(at) {
                if !matches!(tree.token(child).relation(), "obl" | "nmod") {
                    continue;
                }
                let setting = ["in", "at", "on", "near", "inside"].iter().any(|p| tree.has_preposition(child, p));
                if setting && (self.is_time[child] || LEXICON.is("place", tree.lemma(child)) || self.is_place[child]) {
                    let found = tree.with_preposition(child, preposition);
                    if !found.is_empty() {
                        return found;
                    }
                    open.push(child);
                }
            }
        }
        Vec::new()
    }

    /// The names that stand before a noun: "Norland-Suderia talks", "the Suderian attack".
    fn modifiers(&self, noun: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut found = Vec::new();
        let mut open: Vec<usize> = vec![noun];
        for _ in 0..NESTING * 2 {
            let Some(at) = open.pop() else { break };
            for &child in tree.children(at) {
                let before =
                    child < noun && matches!(tree.token(child).relation(), "compound" | "amod" | "nmod" | "conj");
                if before && !self.is_time[child] && !tree.is(child, "nmod:poss") {
                    if self.is_name[child] {
                        found.push(child);
                    }
                    open.push(child);
                }
            }
        }
        found.sort_unstable();
        // Of a name of several words its head is enough.
        let head_known =
            |word: &usize| tree.head(*word).is_some_and(|head| found.contains(&head) && !tree.is(*word, "conj"));
        let heads: Vec<usize> = found.iter().copied().filter(|word| !head_known(word) || self.apart(*word)).collect();
        heads
    }

    /// Two names joined by a hyphen or dash are two, though one hangs on the other.
    fn apart(&self, word: usize) -> bool {
        let tree = self.tree;
        tree.head(word).is_some_and(|head| {
            (word.min(head) + 1..word.max(head)).any(|i| matches!(tree.lemma(i), "-" | "–" | "/" | "—"))
        })
    }

    pub(super) fn participants(&self, mut words: Vec<usize>) -> Vec<usize> {
        words.retain(|&word| !self.is_time[word] && self.tree.token(word).upos != Upos::Adv);
        words
    }

    /// Whether the word can stand for somebody who acts, as far as the tree tells.
    pub(super) fn may_act(&self, word: usize) -> bool {
        let token = self.tree.token(word);
        self.is_name[word] || token.upos == Upos::Pron || token.upos == Upos::Propn
    }
}
