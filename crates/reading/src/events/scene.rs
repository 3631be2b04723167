//! A sentence with what the lexicon says of its words: which are events, which only carry another word's event.

use super::lexicon::{Entry, LEXICON, Operator};
use super::matching::{self, content_of};
use super::tree::Tree;
use std::cell::RefCell;

/// How deep operators may be nested: "agreed to try to resume talks" is three.
pub const NESTING: usize = 6;

/// A sentence with what the lexicon says of its words.
pub struct Scene<'a> {
    /// The tree.
    pub tree: &'a Tree<'a>,
    /// The entry of every word.
    pub entries: Vec<Option<&'static Entry>>,
    /// Words that are part of a name that can act.
    pub is_name: Vec<bool>,
    /// Words that are part of a time expression.
    pub is_time: Vec<bool>,
    /// Words that are part of the name of a place.
    pub is_place: Vec<bool>,
    /// For an event noun: its light verb.
    pub(super) light: Vec<Option<(usize, Operator)>>,
    /// Nouns whose event another word says.
    pub(super) consumed: Vec<bool>,
    /// Codes once found: outer `None` for not yet looked for.
    cameos: RefCell<Vec<Option<Option<&'static str>>>>,
    /// For an event noun: another noun that is said to be the same event.
    pub(super) equal: Vec<Option<usize>>,
}

impl<'a> Scene<'a> {
    /// Looks the words up and joins light verbs with their nouns.
    pub fn new(tree: &'a Tree<'a>, is_name: Vec<bool>, is_time: Vec<bool>, is_place: Vec<bool>) -> Self {
        let entries = matching::entries(tree, &is_name);
        let (light, consumed, equal) = (vec![None; tree.len()], vec![false; tree.len()], vec![None; tree.len()]);
        let cameos = RefCell::new(vec![None; tree.len()]);
        let mut scene = Self { tree, entries, is_name, is_time, is_place, light, consumed, cameos, equal };
        for verb in 0..tree.len() {
            let Some(entry) = scene.entries[verb] else { continue };
            let Some(operator) = entry.operator else {
                scene.consume_objects(verb, entry);
                continue;
            };
            if operator.is_light() && entry.cameo.is_none() {
                if let Some(noun) = scene.light_noun(verb, operator) {
                    scene.light[noun].get_or_insert((verb, operator));
                }
            } else if entry.cameo.is_some() {
                scene.consume_objects(verb, entry);
            }
        }
        scene
    }

    /// The object that a pattern names is part of the trigger, not an event of its own.
    fn consume_objects(&mut self, verb: usize, entry: &Entry) {
        use super::lexicon::Test;
        for condition in entry.conditions.iter().filter(|condition| !condition.negated) {
            match &condition.test {
                Test::Object(lemmas) if !lemmas.is_empty() => {
                    for object in self.tree.objects(verb) {
                        let content = content_of(self.tree, object).unwrap_or(object);
                        if lemmas.contains(self.tree.lemma(content)) || lemmas.contains(self.tree.lemma(object)) {
                            self.consumed[content] = true;
                            self.consumed[object] = true;
                        }
                    }
                }
                Test::Preposition(preposition, lemmas) if !lemmas.is_empty() => {
                    for nominal in self.tree.with_preposition(verb, preposition) {
                        self.consumed[nominal] |= lemmas.contains(self.tree.lemma(nominal));
                    }
                }
                _ => {}
            }
        }
    }

    fn light_noun(&self, verb: usize, operator: Operator) -> Option<usize> {
        let tree = self.tree;
        let mut candidates = Vec::new();
        if operator == Operator::Occur {
            candidates.extend(tree.actors(verb));
            if tree.is_passive(verb) {
                candidates.extend(tree.objects(verb));
            }
        } else {
            candidates.extend(tree.objects(verb));
            let oblique = |preposition: &&str| tree.with_preposition(verb, preposition);
            let prepositions: &[&str] = match operator {
                Operator::Do => &["in", "into"],
                Operator::Attend => &["in", "at", "on", "of", "to"],
                Operator::Absent => &["from", "at"],
                Operator::Host | Operator::Mediate => &["of", "over", "in", "for"],
                Operator::Open => &["of"],
                _ => &[],
            };
            candidates.extend(prepositions.iter().flat_map(oblique));
        }
        candidates.into_iter().find_map(|noun| self.event_noun(noun))
    }

    /// Whether a light verb has an event noun of its own.
    pub fn has_light_noun(&self, verb: usize) -> bool {
        let operator = self.entries[verb].and_then(|entry| entry.operator);
        operator.is_some_and(|operator| self.light_noun(verb, operator).is_some())
    }

    pub(super) fn event_noun(&self, noun: usize) -> Option<usize> {
        let own = self.entries[noun].is_some_and(|entry| entry.cameo.is_some()) && self.tree.is_nominal(noun);
        if own {
            return Some(noun);
        }
        let content = content_of(self.tree, noun)?;
        let own = self.entries[content].is_some_and(|entry| entry.cameo.is_some()) && self.tree.is_nominal(content);
        own.then_some(content)
    }

    /// The event that a word stands for: itself, the noun of a light verb, what an operator without an event of
    /// its own governs.
    pub fn resolve(&self, word: usize) -> Option<usize> {
        let mut at = word;
        for _ in 0..NESTING {
            let Some(entry) = self.entries[at] else { return self.event_noun(at) };
            if entry.cameo.is_some() || entry.operator.is_some_and(Operator::composes) {
                return Some(at);
            }
            let operator = entry.operator?;
            if let Some(noun) = operator.is_light().then(|| self.light_noun(at, operator)).flatten() {
                return Some(noun);
            }
            at = self.complements(at).into_iter().find(|&c| self.entries[c].is_some())?;
        }
        None
    }

    /// The words that an operator may govern, nearest relation first.
    pub(super) fn complements(&self, operator: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut found: Vec<usize> = Vec::new();
        for relation in ["xcomp", "ccomp", "acl"] {
            found.extend(tree.all(operator, relation).filter(|&c| !tree.is(c, "acl:relcl")));
        }
        if tree.is_verbal(operator) {
            found.extend(tree.objects(operator));
        }
        let noun_like = tree.children(operator).iter().copied().filter(|&child| {
            matches!(tree.token(child).relation(), "obl" | "nmod")
                && ["for", "of", "to", "on", "upon", "against", "with", "over", "into"]
                    .iter()
                    .any(|preposition| tree.has_preposition(child, preposition))
        });
        for nominal in noun_like {
            found.push(nominal);
            // "called for troops to leave"
            found.extend(
                tree.all(nominal, "acl")
                    .filter(|&clause| !tree.is(clause, "acl:relcl") && tree.has_preposition(nominal, "for")),
            );
        }
        if tree.child(operator, "cop").is_some() {
            found.extend(tree.child(operator, "nsubj").or_else(|| tree.child(operator, "csubj")));
        }
        found.extend(tree.all(operator, "advcl").filter(|&clause| {
            tree.all(clause, "mark").any(|mark| matches!(tree.lemma(mark), "to" | "of" | "for" | "that" | "from"))
                || (&*tree.token(clause).xpos == "VBG" && tree.child(clause, "mark").is_none())
        }));
        found
    }

    /// The event that an operator governs.
    pub fn governed(&self, operator: usize) -> Option<usize> {
        self.complements(operator).into_iter().filter(|&c| c != operator).find_map(|c| self.resolve(c))
    }

    /// The code of a word's event, what it governs taken into account.
    pub fn cameo(&self, word: usize) -> Option<&'static str> {
        let known = self.cameos.borrow()[word];
        known.unwrap_or_else(|| {
            let cameo = self.cameo_within(word, 0);
            self.cameos.borrow_mut()[word] = Some(cameo);
            cameo
        })
    }

    fn cameo_within(&self, word: usize, depth: usize) -> Option<&'static str> {
        let entry = self.entries[word]?;
        let composed = entry.operator.filter(|operator| operator.composes() && depth < NESTING).and_then(|operator| {
            let governed = self.governed(word).filter(|&governed| governed != word)?;
            LEXICON.composed(operator, self.cameo_within(governed, depth + 1)?)
        });
        composed.or(entry.cameo.as_deref())
    }
}
