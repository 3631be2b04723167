//! What was put on the table and what became of it; who accuses whom and what is answered.

mod accusing;
mod allegations;
mod disputed;
mod nouns;
mod objects;
mod plans;
mod proposals;
mod putting;
mod words;

pub(crate) use allegations::allegations;
pub(crate) use proposals::proposals;

use crate::dates::Interval;
use crate::linking::Linked;
use crate::merging::who;
use crate::pile::Pile;
use record::Span;
use record::reading::{Event, Participant};

/// Two tellings of one proposal or accusation share this part of the shorter one's words.
const SAME_MATTER: f64 = 0.5;

/// The first that a list of participants stands for.
fn first(pile: &Pile<'_>, linked: &Linked, report: usize, participants: &[Participant]) -> Option<usize> {
    let telling = &pile.tellings[report];
    participants.iter().find_map(|p| who(report, p.entity, p.mention, telling, linked).first().copied())
}

/// Every report's attributions in the order of their cues, or of their sources where they have no cue.
#[derive(Debug, Default)]
struct Cues(Vec<Vec<(Span, usize)>>);

impl Cues {
    fn new(pile: &Pile<'_>) -> Self {
        let sorted = pile.tellings.iter().map(|telling| {
            let all = telling.reading.attributions.iter().enumerate();
            let mut cues: Vec<(Span, usize)> =
                all.filter_map(|(i, a)| Some((a.cue.cover().or_else(|| a.source.cover())?, i))).collect();
            cues.sort();
            cues
        });
        Self(sorted.collect())
    }

    /// Those inside `span`.
    fn inside(&self, report: usize, span: Span) -> impl Iterator<Item = usize> + '_ {
        let cues = self.0.get(report).map_or(&[][..], Vec::as_slice);
        let start = cues.partition_point(|(cue, _)| cue.start < span.start);
        let here = cues[start..].iter().take_while(move |(cue, _)| cue.start < span.end);
        here.filter(move |(cue, _)| span.contains(*cue)).map(|(_, i)| *i)
    }
}

/// The speaker of the attribution whose source and cue stand in the sentence, or the actor of an event there.
fn speaker(pile: &Pile<'_>, linked: &Linked, cues: &Cues, report: usize, sentence: Span) -> Option<usize> {
    let telling = &pile.tellings[report];
    let attributions = cues.inside(report, sentence).map(|i| &telling.reading.attributions[i]);
    // The innermost speaks: "Brandt rejected it, an official said" is on Brandt.
    let innermost =
        attributions.max_by_key(|attribution| (attribution.parent.is_some(), attribution.speaker.is_some()));
    let event = || {
        let start = telling.reading.events.partition_point(|event| event.trigger.start < sentence.start);
        let here = telling.reading.events[start..].iter().take_while(|event| event.trigger.end <= sentence.end);
        here.filter_map(|event| first(pile, linked, report, &event.actors)).next()
    };
    innermost.and_then(|a| a.speaker).and_then(|id| linked.entity(report, id)).or_else(event)
}

/// The day of an event, ISO 8601.
fn day(event: &Event) -> Option<String> {
    let interval = Interval::parse(event.time.as_ref()?.value.as_deref()?).filter(Interval::is_day)?;
    Some(interval.from.to_string())
}

/// Whether two stand on one side, where both sides are known.
fn same_side(linked: &Linked, a: Option<usize>, b: Option<usize>) -> Option<bool> {
    let (a, b) = (a?, b?);
    if a == b {
        return Some(true);
    }
    Some(linked.side_of(a)? == linked.side_of(b)?)
}
