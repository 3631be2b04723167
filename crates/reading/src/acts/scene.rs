//! A sentence with what acts are looked up in.

use crate::events::Found;
use crate::events::open::OpenAttributions;
use crate::events::people::People;
use crate::events::tree::Tree;
use record::reading::{Event, Factuality, Form, Polarity};
use record::{AttributionId, EntityId, Span, Upos};
use std::collections::HashSet;

/// How many words up a condition or a plan is looked for.
const CLIMB: usize = 4;

/// Words of speech before a word among which its own is looked for.
const NEAREST: usize = 8;

/// What is looked up all over a report.
pub(super) struct Known {
    /// Entities with a name.
    named: HashSet<EntityId>,
    /// Words of speech, in text order.
    cues: Vec<Span>,
}

impl Known {
    pub fn new(found: &Found<'_>) -> Self {
        let names = found.mentions.iter().filter(|mention| mention.form == Form::Name);
        let cues = found.attributions.iter().flat_map(|one| one.cue.ranges().iter().copied());
        let mut cues: Vec<Span> = cues.collect();
        cues.sort();
        Self { named: names.filter_map(|mention| mention.entity).collect(), cues }
    }
}

/// A sentence of a report.
pub(super) struct Scene<'s, 'a> {
    pub text: &'s str,
    pub tree: &'s Tree<'a>,
    pub people: &'s People<'a>,
    pub found: Found<'a>,
    pub known: &'s Known,
    /// The happenings of the report, in text order.
    pub events: &'s [Event],
    pub open: &'s OpenAttributions<'a>,
}

impl Scene<'_, '_> {
    pub fn span(&self, word: usize) -> Span {
        self.tree.token(word).span
    }

    pub fn form(&self, word: usize) -> String {
        self.span(word).of(self.text).to_lowercase()
    }

    /// The happening that the word says.
    pub fn event(&self, word: usize) -> Option<&Event> {
        let span = self.span(word);
        let from = self.events.partition_point(|event| event.trigger.end <= span.start);
        self.events.get(from).filter(|event| event.trigger.overlaps(span))
    }

    /// The attribution in whose content the word stands.
    pub fn attribution(&self, word: usize) -> Option<AttributionId> {
        self.open.innermost(self.span(word), self.span(word))
    }

    /// Who says what the word stands in.
    pub fn speaker(&self, word: usize) -> Option<EntityId> {
        self.found.attributions.get(self.attribution(word)?.0)?.speaker
    }

    /// Whether the word is, or is part of, the words of speech of an attribution.
    pub fn is_cue(&self, word: usize) -> bool {
        let span = self.span(word);
        let upto = self.known.cues.partition_point(|cue| cue.start <= span.start);
        // Words of speech overlap no more than this.
        self.known.cues[..upto].iter().rev().take(NEAREST).any(|cue| cue.contains(span))
    }

    /// Whom a phrase stands for. "We" and "I" are who speaks.
    pub fn entity(&self, word: usize) -> Option<EntityId> {
        let known = self.people.participant(self.tree, word, None).iter().find_map(|one| one.entity);
        // "Holt said he was ready": who is read as another than the speaker may as well be the speaker.
        let folded = self.form(word);
        let another = |speaker: EntityId| Some(speaker) != known && self.is_named(speaker);
        if matches!(&*folded, "he" | "she") && self.speaker(word).is_some_and(another) {
            return None;
        }
        let own = || matches!(self.form(word).as_str(), "i" | "we" | "us" | "me");
        known.or_else(|| if own() { self.speaker(word) } else { None })
    }

    pub fn first(&self, words: &[usize]) -> Option<EntityId> {
        words.iter().find_map(|&word| self.entity(word))
    }

    /// Who does what the verb says.
    pub fn doer(&self, verb: usize) -> Option<EntityId> {
        self.first(&self.tree.actors(verb))
    }

    /// Whether some mention of the entity is a name.
    pub fn is_named(&self, id: EntityId) -> bool {
        self.known.named.contains(&id)
    }

    /// Whether the word is part of a time expression.
    pub fn is_time(&self, word: usize) -> bool {
        let (span, times) = (self.span(word), self.found.times);
        let from = times.partition_point(|time| time.span.end <= span.start);
        times.get(from).is_some_and(|time| time.span.contains(span))
    }

    pub fn is_negated(&self, word: usize) -> bool {
        let negates = |child: &usize| {
            matches!(self.tree.lemma(*child), "not" | "n't" | "never" | "neither" | "nor" | "no") && *child < word
        };
        let own = self.tree.children(word).iter().any(negates);
        own || self.event(word).is_some_and(|event| event.polarity == Polarity::Negative)
    }

    pub fn has_modal(&self, word: usize) -> bool {
        self.tree.all(word, "aux").any(|aux| {
            matches!(
                self.tree.lemma(aux),
                "will" | "would" | "may" | "might" | "could" | "should" | "must" | "can" | "shall" | "'ll" | "'d"
            )
        })
    }

    /// Whether the report tells it as done: no plan, no condition, no question, no wish.
    pub fn is_done(&self, verb: usize) -> bool {
        let tree = self.tree;
        if self.has_modal(verb) || self.is_question() {
            return false;
        }
        let unreal = |event: &Event| matches!(event.factuality, Factuality::Conditional | Factuality::Possible);
        if self.event(verb).is_some_and(unreal) {
            return false;
        }
        // "plans to offer", "in order to accuse": only some verbs tell that it was done.
        let to = tree.all(verb, "mark").any(|mark| tree.lemma(mark) == "to");
        let begun = |head: usize| {
            matches!(tree.lemma(head), "continue" | "begin" | "start" | "proceed" | "go" | "rush" | "move" | "dare")
        };
        if to && !(tree.is(verb, "xcomp") && tree.head(verb).is_some_and(begun)) {
            return false;
        }
        !self.under_condition(verb)
    }

    fn is_question(&self) -> bool {
        let last = self.tree.sentence.tokens.iter().rev().find(|token| token.upos == Upos::Punct);
        last.is_some_and(|token| &*token.lemma == "?")
    }

    /// "if it had offered", "unless they deny": the clause or one above it is a condition.
    fn under_condition(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..CLIMB {
            let marks = |mark: usize| matches!(self.tree.lemma(mark), "if" | "unless" | "whether" | "lest");
            if self.tree.all(at, "mark").any(marks) {
                return true;
            }
            match self
                .tree
                .head(at)
                .filter(|_| matches!(self.tree.token(at).relation(), "conj" | "xcomp" | "ccomp" | "aux"))
            {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }
}
