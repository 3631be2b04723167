//! Whether a pattern matches around a verb: its parts are laid on the words from left to right, without search.

use super::scene::Scene;
use crate::Dictionary;
use crate::phrase::past_hyphens;
use crate::verbs::{Element, Item, Pattern};
use record::Upos;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// How far before a noun its modifiers are looked for, where the tree does not show them.
const MODIFIERS: usize = 4;

/// Tries patterns on a scene.
pub(super) struct Matcher<'a> {
    pub scene: &'a Scene<'a>,
    pub dictionary: &'a Dictionary,
    pub source: &'a [usize],
    pub target: &'a [usize],
    /// A word that stands for none of a pattern's words.
    pub hidden: Option<usize>,
    sets: RefCell<HashMap<String, Vec<Vec<usize>>>>,
}

/// Words on which one half of a pattern is laid.
struct Side {
    /// The first word, and one past the last.
    range: (usize, usize),
    /// Which of them may follow after a gap.
    open: Vec<bool>,
    /// Which of them may be a preposition.
    prepositions: Vec<bool>,
}

/// Who stands for `$` and `+`.
#[derive(Clone, Copy)]
struct Roles<'a> {
    source: &'a [usize],
    target: &'a [usize],
}

impl<'a> Matcher<'a> {
    pub fn new(scene: &'a Scene<'a>, dictionary: &'a Dictionary, source: &'a [usize], target: &'a [usize]) -> Self {
        Self { scene, dictionary, source, target, hidden: None, sets: RefCell::default() }
    }

    /// Whether the pattern matches, and who is source and target then.
    ///
    /// `$` and `+` stand for the source and target that were given, or the other way round: not where both are in the
    /// core of the clause, for there the tree tells who does it to whom, and not for a pattern without words.
    pub fn matches(&self, pattern: &Pattern, stems: bool) -> Option<(&'a [usize], &'a [usize])> {
        let given = Roles { source: self.source, target: self.target };
        if self.lies(pattern, stems, given) {
            return Some((self.source, self.target));
        }
        let core = self.scene.is_core(self.source) && self.scene.is_core(self.target);
        let turned = Roles { source: self.target, target: self.source };
        let may_turn = pattern.has_roles() && !pattern.is_bare() && !core;
        (may_turn && self.lies(pattern, stems, turned)).then_some((self.target, self.source))
    }

    fn lies(&self, pattern: &Pattern, stems: bool, roles: Roles) -> bool {
        let (first, last) = self.scene.verb;
        let (before, after) = match !stems && !pattern.has_roles() && self.scene.is_passive() {
            true => self.turned(),
            false => self.straight(),
        };
        let left = self.lay(&pattern.before, vec![before.range.0], false, &before, roles);
        let joined = pattern.before.last().is_some_and(|item| item.adjoins);
        let reaches = |&end: &usize| !joined || end == first || past_hyphens(self.scene.words, end) == first;
        if !left.iter().any(reaches) {
            return false;
        }
        let start = if pattern.adjoins { last + 1 } else { after.range.0 };
        !self.lay(&pattern.after, vec![start], pattern.adjoins, &after, roles).is_empty()
    }

    /// What stands before the verb, and behind it.
    fn straight(&self) -> (Side, Side) {
        let ((first, last), (start, end)) = (self.scene.verb, self.scene.reach);
        let side = |range: (usize, usize)| {
            let open = self.scene.scope.clone();
            Side { range, prepositions: open.clone(), open }
        };
        (side((start, first)), side((last + 1, end)))
    }

    /// Of a passive: who does it, with the words before the verb; to whom, with the words behind it.
    fn turned(&self) -> (Side, Side) {
        let ((first, last), (start, end)) = (self.scene.verb, self.scene.reach);
        let (agent, patient) = (self.scene.agent(), self.scene.patient());
        let under = |i: usize, head: Option<usize>| {
            head.is_some_and(|head| self.scene.under(i, head) && !self.scene.under(i, self.scene.trigger))
        };
        let by = |i: usize| agent.is_some_and(|head| self.scene.under(i, head));
        // The subject lies below the verb, what a participle stands behind lies above it.
        let whom = |i: usize| match patient {
            Some(head) if self.scene.sentence.tokens[head].head == Some(self.scene.trigger) => {
                self.scene.under(i, head)
            }
            head => under(i, head),
        };
        let scope = &self.scene.scope;
        let mask = |is: &dyn Fn(usize) -> bool| (0..scope.len()).map(is).collect::<Vec<bool>>();
        let left = mask(&|i| scope[i] && (by(i) || (i < first && !whom(i))));
        let right = mask(&|i| scope[i] && (whom(i) || (i > last && !by(i))));
        let before = mask(&|i| scope[i] && i < first);
        let behind = mask(&|i| scope[i] && i > last);
        let range = (start, end);
        (Side { range, open: left, prepositions: before }, Side { range, open: right, prepositions: behind })
    }

    /// Lays the parts on the words from one of `starts` on; returns where the last of them may end.
    fn lay(&self, items: &[Item], starts: Vec<usize>, anchored: bool, side: &Side, roles: Roles) -> Vec<usize> {
        let (mut ends, mut joined) = (starts, anchored);
        for (i, item) in items.iter().enumerate() {
            let Some(&first) = ends.first() else { break };
            if let Element::Preposition(..) = item.element {
                if !self.has_preposition(&item.element, side, roles) {
                    return Vec::new();
                }
                joined = false;
                continue;
            }
            let places: BTreeSet<usize> = match joined {
                true => ends.iter().flat_map(|&end| self.scene.adjacent(end)).filter(|&i| i < side.range.1).collect(),
                false => {
                    // What was reached by an underscore, as the "and" of `*_AND BURN`, leads into its own clause.
                    let beyond = i > 0 && ends.iter().any(|&end| end > 0 && !side.open[end - 1]);
                    (first.max(side.range.0)..side.range.1).filter(|&i| beyond || side.open[i]).collect()
                }
            };
            let next: BTreeSet<usize> =
                places.into_iter().flat_map(|i| self.ends_of(&item.element, i, side, roles)).collect();
            (ends, joined) = (next.into_iter().collect(), item.adjoins);
        }
        ends
    }

    /// Where the element ends if it begins at the word `i`.
    fn ends_of(&self, element: &Element, i: usize, side: &Side, roles: Roles) -> Vec<usize> {
        let next = |yes: bool| if yes { vec![i + 1] } else { Vec::new() };
        match element {
            Element::Word(entry) => next(self.hidden != Some(i) && entry.is(&self.scene.words[i])),
            Element::Synset(name) => self.set_ends(name, i),
            Element::Source => self.chunk(roles.source, i),
            Element::Target => self.chunk(roles.target, i),
            Element::Both => self.compound(i, side),
            Element::Other => {
                let upos = self.scene.sentence.tokens[i].upos;
                let nominal = matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron);
                next(nominal && !self.source.contains(&i) && !self.target.contains(&i))
            }
            Element::Noun(items) => self.noun(items, i, side, roles),
            Element::Preposition(..) => {
                if self.has_preposition(element, side, roles) {
                    vec![i]
                } else {
                    Vec::new()
                }
            }
            Element::Choice(choices) => {
                choices.iter().flat_map(|items| self.lay(items, vec![i], true, side, roles)).collect()
            }
        }
    }

    /// The words of a mention, from its first on.
    fn chunk(&self, mention: &[usize], i: usize) -> Vec<usize> {
        let begins = mention.contains(&i) && (i == 0 || !mention.contains(&(i - 1)));
        let end = (i..).find(|i| !mention.contains(i)).unwrap_or(i);
        if begins { vec![end] } else { Vec::new() }
    }

    /// Actors on this side joined by "and", from the first on.
    fn compound(&self, i: usize, side: &Side) -> Vec<usize> {
        let here = |i: &&usize| (side.range.0..side.range.1).contains(*i);
        let all: BTreeSet<usize> = self.source.iter().chain(self.target).filter(here).copied().collect();
        if all.first() != Some(&i) || super::conjunct(self.scene.sentence, &all).is_none() {
            return Vec::new();
        }
        all.last().map(|last| last + 1).into_iter().collect()
    }

    /// A noun, the last of the items, with the others as its modifiers: below it in the tree or right before it.
    fn noun(&self, items: &[Item], i: usize, side: &Side, roles: Roles) -> Vec<usize> {
        let Some((head, modifiers)) = items.split_last() else { return Vec::new() };
        let mut ends = self.ends_of(&head.element, i, side, roles);
        ends.retain(|&end| {
            modifiers.iter().all(|modifier| {
                let (low, high) = self.scene.reach;
                let near = |j: usize| j < i && i - j <= MODIFIERS;
                (low..high)
                    .filter(|&j| (j < i || j >= end) && (near(j) || self.scene.under(j, end - 1)))
                    .any(|j| !self.ends_of(&modifier.element, j, side, roles).is_empty())
            })
        });
        ends
    }

    /// Whether one of the prepositions stands on the side, with all that the brackets ask for under it.
    fn has_preposition(&self, element: &Element, side: &Side, roles: Roles) -> bool {
        let Element::Preposition(words, items) = element else { return false };
        let (low, high) = side.range;
        let tokens = &self.scene.sentence.tokens;
        (low..high).filter(|&i| side.prepositions[i]).any(|i| {
            let linking = matches!(tokens[i].upos, Upos::Adp | Upos::Sconj | Upos::Part | Upos::Adv);
            let is = linking && words.iter().any(|entry| entry.is(&self.scene.words[i]));
            let Some(head) = tokens[i].head.filter(|_| is) else { return false };
            items.iter().all(|item| {
                (low..high)
                    .filter(|&j| j != i && j != self.scene.trigger && self.scene.under(j, head))
                    .any(|j| !self.ends_of(&item.element, j, side, roles).is_empty())
            })
        })
    }

    /// Where phrases of a set end that begin at the word `i`.
    fn set_ends(&self, name: &str, i: usize) -> Vec<usize> {
        let mut sets = self.sets.borrow_mut();
        if !sets.contains_key(name) {
            let words = self.scene.words;
            let mut found = vec![Vec::new(); words.len()];
            for phrase in self.dictionary.synsets.get(name).into_iter().flat_map(|set| &set.phrases) {
                for (start, ends) in found.iter_mut().enumerate() {
                    ends.extend(phrase.end_at(words, start));
                }
            }
            sets.insert(name.to_owned(), found);
        }
        let ends = sets.get(name).and_then(|found| found.get(i)).cloned().unwrap_or_default();
        ends.into_iter().filter(|&end| self.hidden.is_none_or(|hidden| hidden < i || hidden >= end)).collect()
    }
}
