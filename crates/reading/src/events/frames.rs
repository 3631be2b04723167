//! Frames: a trigger with the words that stand for its actors and recipients, within its own clause.

use super::lexicon::{Entry, LEXICON, Operator, Slot};
use super::scene::Scene;
use record::analysis::Upos;
use record::reading::ParticipantRole;

/// An event as the words of one sentence give it.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The word that says it.
    pub trigger: usize,
    /// The head of its clause: a light verb, or the trigger itself.
    pub anchor: usize,
    /// What the light verb says of it.
    pub light: Option<Operator>,
    /// CAMEO code.
    pub cameo: &'static str,
    /// Heads of the phrases for the actors.
    pub actors: Vec<(usize, Option<ParticipantRole>)>,
    /// Heads of the phrases for the recipients.
    pub recipients: Vec<usize>,
    /// The trigger's operator.
    pub operator: Option<Operator>,
    /// Nouns that say the same event with it: the object of "signed an agreement".
    pub with: Vec<usize>,
}

impl Frame {
    /// The subject of "received" and "suffered", unless the noun names its recipient itself.
    fn undergone_by(&mut self, subjects: Vec<usize>) {
        if self.recipients.is_empty() {
            self.recipients = subjects;
        }
    }
}

impl Scene<'_> {
    /// Every event of the sentence.
    pub fn frames(&mut self) -> Vec<Frame> {
        // What is halted is told by the verb that halts it.
        for word in 0..self.tree.len() {
            let halts = self.entries[word].is_some_and(|entry| entry.operator == Some(Operator::Halt));
            let governed = self.governed(word).filter(|_| halts && self.cameo(word).is_some());
            if let Some(governed) = governed.filter(|&governed| self.tree.is_nominal(governed)) {
                self.consumed[governed] = true;
            }
        }
        for verb in 0..self.tree.len() {
            self.merge_meeting(verb);
            self.merge_equal(verb);
            self.merge_agenda(verb);
        }
        (0..self.tree.len()).filter_map(|word| self.frame(word)).collect()
    }

    fn frame(&self, word: usize) -> Option<Frame> {
        let tree = self.tree;
        let entry = self.entries[word]?;
        let inside = matches!(tree.token(word).relation(), "compound" | "flat" | "fixed" | "amod");
        if self.consumed[word] || (inside && self.light[word].is_none()) {
            return None;
        }
        if entry.operator == Some(Operator::Say) {
            return self.demand_in_speech(word);
        }
        let cameo = self.cameo(word)?;
        let noun = tree.is_nominal(word);
        let (anchor, light) = match self.light[word].filter(|_| noun) {
            Some((verb, operator)) => (verb, Some(operator)),
            None => (word, None),
        };
        let (actors, recipients, with) = (Vec::new(), Vec::new(), self.said_with(word));
        let mut frame =
            Frame { trigger: word, anchor, light, cameo, actors, recipients, operator: entry.operator, with };
        self.fill(&mut frame, entry);
        self.inherit(&mut frame);
        frame.actors.dedup();
        let actors: Vec<usize> = frame.actors.iter().map(|(actor, _)| *actor).collect();
        frame.recipients.retain(|recipient| !actors.contains(recipient));
        Some(frame)
    }

    fn fill(&self, frame: &mut Frame, entry: &Entry) {
        let own = self.first_filled(frame.trigger, frame.anchor, &entry.actors);
        // "ended the freeze with a meeting", "flew there for talks": who did met.
        let tree = self.tree;
        let by_means = tree.head(frame.trigger).filter(|&verb| {
            frame.light.is_none()
                && frame.cameo.starts_with("04")
                && tree.is(frame.trigger, "obl")
                && tree.is_verbal(verb)
                && (["with", "for"].iter().any(|p| tree.has_preposition(frame.trigger, p))
                    || self.is_scene_of(frame.trigger, verb))
        });
        let own = match own.len() {
            0 | 1 if frame.cameo.starts_with("04") && tree.is_nominal(frame.trigger) => {
                let recovered = self.participants(tree.between(frame.trigger));
                match recovered[..] {
                    [first, second] if tree.is_under(first, second) => {
                        // "between Norland and Suderian delegations": the names before the noun.
                        let parties = tree.with_conjuncts(first);
                        if parties.len() > 1 { parties } else { own }
                    }
                    [first, second] if !tree.is_under(second, first) => recovered,
                    _ => own,
                }
            }
            _ => own,
        };
        let own = match by_means.filter(|_| own.is_empty()) {
            Some(verb) => self.participants(tree.actors(verb)),
            None => own,
        };
        let role = frame.light.or(entry.operator).and_then(role_of_subject);
        let noun = self.tree.is_nominal(frame.trigger);
        frame.actors = own.iter().map(|&actor| (actor, role.filter(|_| !noun))).collect();
        frame.recipients = self.first_filled(frame.trigger, frame.anchor, &entry.recipients);
        if let Some((other, entry)) = self.equal[frame.trigger].and_then(|other| Some((other, self.entries[other]?))) {
            if frame.actors.is_empty() {
                let more = self.first_filled(other, other, &entry.actors);
                frame.actors.extend(more.into_iter().map(|actor| (actor, None)));
            }
            if frame.recipients.is_empty() {
                frame.recipients = self.first_filled(other, other, &entry.recipients);
            }
        }
        let Some(light) = frame.light else { return };
        let subjects = self.participants(self.tree.actors(frame.anchor));
        let absent = light == Operator::Attend && super::factuality::is_negated(self.tree, frame.anchor);
        let role = if absent { Some(ParticipantRole::Absent) } else { role };
        let consult = frame.cameo.starts_with("04");
        match light {
            Operator::Occur | Operator::Witness => {}
            // "had an invitation" is not to have made it.
            Operator::Do
                if self.tree.lemma(frame.anchor) == "have" && frame.operator.is_some_and(Operator::composes) =>
            {
                frame.undergone_by(subjects);
            }
            Operator::Undergo => frame.undergone_by(subjects),
            _ if own.is_empty() || consult || role.is_some() => {
                let subjects =
                    subjects.into_iter().filter(|subject| !own.contains(subject)).map(|subject| (subject, role));
                frame.actors.splice(0..0, subjects);
            }
            _ => {}
        }
    }

    /// "Holt handed over the text *during a two-hour meeting*": where somebody with a name does something, there they are. "The
    /// army attacked during the talks" says nothing of who held them.
    fn is_scene_of(&self, noun: usize, verb: usize) -> bool {
        let tree = self.tree;
        let within = ["during", "at", "in"].iter().any(|preposition| tree.has_preposition(noun, preposition));
        let new = tree.all(noun, "det").any(|det| matches!(tree.lemma(det), "a" | "an"));
        let actors = tree.actors(verb);
        within && new && !actors.is_empty() && actors.iter().all(|&actor| self.may_act(actor))
    }

    /// An operator without a recipient of its own has the one of what it governs: a refused offer's maker, the
    /// country that troops are to be sent to.
    fn inherit(&self, frame: &mut Frame) {
        let composes = frame.operator.is_some_and(|operator| operator.composes() || operator == Operator::Judge);
        if !composes {
            return;
        }
        let Some(governed) = self.governed(frame.trigger).filter(|&governed| governed != frame.trigger) else {
            // What is demanded may be no event that the lexicon knows; who has to do it is known all the same.
            if frame.operator == Some(Operator::Request) && frame.recipients.is_empty() {
                let clauses = self.complements(frame.trigger).into_iter().filter(|&clause| self.tree.is_verbal(clause));
                let actors = clauses.flat_map(|clause| self.participants(self.tree.actors(clause)));
                frame.recipients =
                    actors.filter(|actor| frame.actors.iter().all(|(other, _)| other != actor)).collect();
            }
            return;
        };
        let Some(entry) = self.entries[governed] else { return };
        let mut taken: Vec<usize> = frame.actors.iter().map(|(actor, _)| *actor).collect();
        taken.push(frame.trigger);
        let anchor = self.light[governed].map_or(governed, |(verb, _)| verb);
        let slots: [&[Slot]; 2] = match frame.operator {
            Some(Operator::Halt | Operator::Agree | Operator::Threaten) => [&entry.recipients, &[]],
            Some(Operator::Judge | Operator::Accuse | Operator::Request) => [&entry.actors, &entry.recipients],
            _ => [&entry.actors, &entry.recipients],
        };
        let replaceable = frame.recipients.iter().all(|&recipient| recipient == governed || !self.may_act(recipient));
        if !replaceable {
            return;
        }
        for slots in slots {
            let found = self.first_filled(governed, anchor, slots);
            let found: Vec<usize> = found.into_iter().filter(|word| !taken.contains(word)).collect();
            if !found.is_empty() {
                frame.recipients = found;
                return;
            }
        }
    }

    /// "said that Suderia must withdraw": a demand.
    fn demand_in_speech(&self, word: usize) -> Option<Frame> {
        let tree = self.tree;
        let clause = tree.child(word, "ccomp")?;
        let must = tree.all(clause, "aux").any(|aux| matches!(tree.lemma(aux), "must" | "should"));
        let has_to = tree.lemma(clause) == "have" && tree.child(clause, "xcomp").is_some();
        if !must && !has_to {
            return None;
        }
        let content = if has_to { tree.child(clause, "xcomp")? } else { clause };
        let actors = self.participants(tree.actors(word));
        let recipients = self.participants(tree.actors(content));
        if recipients.is_empty() || recipients.iter().any(|recipient| tree.token(*recipient).upos == Upos::Pron) {
            return None;
        }
        let governed = self.resolve(content).and_then(|governed| self.cameo(governed));
        let cameo = governed.and_then(|code| LEXICON.composed(Operator::Request, code)).unwrap_or("100");
        let actors = actors.into_iter().map(|actor| (actor, None)).collect();
        let operator = Some(Operator::Request);
        Some(Frame { trigger: word, anchor: word, light: None, cameo, actors, recipients, operator, with: Vec::new() })
    }

    /// The consumed nouns of a verb's own clause.
    fn said_with(&self, verb: usize) -> Vec<usize> {
        let tree = self.tree;
        if !tree.is_verbal(verb) {
            return self.equal[verb].into_iter().collect();
        }
        let nominals = tree.objects(verb).into_iter().chain(tree.all(verb, "obl"));
        let mut with: Vec<usize> = nominals.filter(|&noun| self.consumed[noun]).collect();
        with.dedup();
        with
    }
}

fn role_of_subject(operator: Operator) -> Option<ParticipantRole> {
    match operator {
        Operator::Host => Some(ParticipantRole::Hosted),
        Operator::Open => Some(ParticipantRole::Opened),
        Operator::Attend => Some(ParticipantRole::Attended),
        Operator::Absent => Some(ParticipantRole::Absent),
        Operator::Mediate => Some(ParticipantRole::Mediated),
        _ => None,
    }
}
