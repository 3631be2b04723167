//! What a sentence says of an event told before it: who stayed away, what was not raised, when "the meeting" was.

use super::Event;
use super::lexicon::Operator;
use super::people::People;
use super::scene::Scene;
use super::setting::Times;
use super::tree::Tree;
use super::{Reader, factuality, matters, setting};
use record::Basis;
use record::Span;
use record::reading::{Detail, DetailKind, Factuality, Participant, ParticipantRole, Polarity, Tense, TimexType};

/// How many blocks back an event's time may be taken over by "the meeting".
const BLOCKS_BACK: usize = 2;

impl Reader<'_> {
    /// "Reyl stayed away": from the meeting told just before.
    pub(super) fn absences(
        &self,
        scene: &Scene<'_>,
        people: &People<'_>,
        events: &mut [Event],
        blocks: &[usize],
        block: usize,
    ) {
        let tree = scene.tree;
        for word in 0..tree.len() {
            let absent = scene.entries[word].is_some_and(|entry| entry.operator == Some(Operator::Absent));
            if !absent || scene.has_light_noun(word) || factuality::is_negated(tree, word) {
                continue;
            }
            let Some(at) = meeting_before(events, blocks, block, tree.token(word).span) else { continue };
            for actor in tree.actors(word) {
                for absentee in people.participant(tree, actor, Some(ParticipantRole::Absent)) {
                    let event = &mut events[at];
                    let known = event.actors.iter().chain(&event.recipients).any(|other| {
                        other.mention == absentee.mention || (other.entity.is_some() && other.entity == absentee.entity)
                    });
                    if !known {
                        event.actors.push(absentee);
                    }
                }
            }
        }
    }

    /// "The call lasted an hour": words that only point back say how long the meeting or call told before was.
    pub(super) fn lengths(
        &self,
        scene: &Scene<'_>,
        times: &Times<'_>,
        events: &mut [Event],
        blocks: &[usize],
        block: usize,
    ) {
        let tree = scene.tree;
        for (time, head) in times.headed(tree).filter(|(time, _)| time.kind == TimexType::Duration) {
            let Some(verb) = tree.head(head).filter(|&verb| tree.lemma(verb) == "last") else { continue };
            // A parser may take an apposition for a second subject.
            let Some(subject) = tree.all(verb, "nsubj").find(|&word| points_back(tree, word)) else { continue };
            let told = |event: &Event| event.details.iter().any(|detail| detail.span.overlaps(time.span));
            if events.iter().rev().take(tree.len()).any(told) {
                continue;
            }
            let by_telephone = |event: &Event| event.cameo.as_deref().is_some_and(|code| code.starts_with("041"));
            let fits = |event: &Event| tree.lemma(subject) != "call" || by_telephone(event);
            let at = meeting_before(events, blocks, block, tree.token(verb).span);
            let Some(event) = at.and_then(|at| events.get_mut(at)).filter(|event| fits(event)) else { continue };
            event.details.push(Detail { kind: DetailKind::Duration, value: time.value.clone(), span: time.span });
        }
    }

    /// What is said not to have been talked about belongs to the meeting told before, in this paragraph or the
    /// sentence's own. The triggers of what has so been told are given back.
    pub(super) fn agenda(&self, scene: &Scene<'_>, events: &mut [Event], blocks: &[usize], block: usize) -> Vec<Span> {
        let tree = scene.tree;
        let mut told = Vec::new();
        for word in 0..tree.len() {
            let operator = scene.entries[word].and_then(|entry| entry.operator);
            let negated = factuality::is_negated(tree, word);
            let (excluded, topics) = match operator {
                Some(Operator::Discuss) => (negated, matters::discussed(tree, word)),
                Some(Operator::Exclude) => (!negated, matters::discussed(tree, word)),
                Some(Operator::Arise) => (negated, tree.actors(word)),
                _ => continue,
            };
            let own = tree.token(word).span;
            let Some(at) = meeting_before(events, blocks, block, own) else { continue };
            for topic in topics.into_iter().filter(|_| excluded || operator == Some(Operator::Arise)) {
                let span = setting::phrase_span(tree, topic, &["case", "conj", "cc", "punct", "parataxis"]);
                let kind = if excluded { DetailKind::IssueExcluded } else { DetailKind::Issue };
                events[at].details.push(Detail { kind, value: setting::words(span.of(self.text)), span });
                if excluded {
                    told.push(own);
                }
            }
        }
        told
    }
}

/// "The call", "their talks", "it": words for a meeting that was told of before.
fn points_back(tree: &Tree<'_>, word: usize) -> bool {
    const MEETINGS: [&str; 10] = [
        "call",
        "conversation",
        "consultation",
        "discussion",
        "encounter",
        "exchange",
        "meeting",
        "session",
        "talk",
        "visit",
    ];
    let definite = || {
        tree.all(word, "det").any(|det| tree.lemma(det) == "the")
            || tree.children(word).iter().any(|&child| &*tree.token(child).deprel == "nmod:poss")
    };
    tree.lemma(word) == "it" || MEETINGS.contains(&tree.lemma(word)) && definite()
}

/// The last meeting that is said to have happened before the word at `own`, in this block or the one before.
fn meeting_before(events: &[Event], blocks: &[usize], block: usize, own: Span) -> Option<usize> {
    let near = |index: usize| blocks.get(index).is_none_or(|&at| at + 1 >= block);
    let meeting = |event: &Event| {
        let happened = matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
        let earlier = event.trigger.start < own.start;
        event.kind == "CONSULT" && earlier && event.polarity == Polarity::Positive && happened
    };
    (0..events.len()).rev().take_while(|&at| near(at)).find(|&at| meeting(&events[at]))
}

/// "The meeting" was when the meeting told before was.
pub(super) fn inherit_time(events: &mut [Event], blocks: &[usize], index: usize) {
    let Some((event, before)) = events.get_mut(..=index).and_then(|events| events.split_last_mut()) else { return };
    if event.time.is_some() || event.tense == Tense::Future || event.factuality == Factuality::Planned {
        return;
    }
    let block = blocks.get(index).copied().unwrap_or(0);
    let told = before
        .iter()
        .enumerate()
        .rev()
        .take_while(|(at, _)| blocks.get(*at).copied().unwrap_or(0) + BLOCKS_BACK >= block);
    let same = told.map(|(_, event)| event).find(|earlier| {
        let shared = event.actors.iter().chain(&event.recipients).any(|participant| {
            let there = |other: &Participant| other.entity.is_some() && other.entity == participant.entity;
            earlier.actors.iter().any(there) || earlier.recipients.iter().any(there)
        });
        let nobody = event.actors.is_empty() && event.recipients.is_empty();
        earlier.kind == event.kind && earlier.polarity == Polarity::Positive && (shared || nobody)
    });
    let happened = |earlier: &&Event| matches!(earlier.factuality, Factuality::Asserted | Factuality::Attributed);
    if let Some(time) = same.filter(happened).and_then(|earlier| earlier.time.clone()) {
        event.time = Some(record::reading::TimeRef { basis: Basis::Inferred, ..time });
    }
}
