//! Which time expression tells when a happening was.
//!
//! The model scores each time expression read together with the happening against there being none; where there is no
//! model, the nearest one in the happening's own clause is taken.

use super::Scene;
use crate::events::setting::Site;
use record::reading::{EventTime, TimeBasis, TimeRef, Timex, TimexType};
use record::{Analysis, Basis, Trigger};

/// A time with how it was come by.
#[derive(Clone)]
pub struct Found {
    timex: Timex,
    stated: bool,
}

impl Found {
    /// As the placement against the publication date wants it.
    pub fn reference(self) -> TimeRef {
        let basis = if self.stated { Basis::Stated } else { Basis::Inferred };
        TimeRef { timex: Some(self.timex.id), value: self.timex.value, span: self.timex.span, basis }
    }

    /// As an event has it.
    pub fn event_time(self) -> EventTime {
        EventTime {
            value: Some(self.timex.value),
            timex: Some(self.timex.id),
            span: Some(self.timex.span),
            basis: if self.stated { TimeBasis::Stated } else { TimeBasis::Shared },
            from: None,
            to: None,
        }
    }
}

/// A time of the happening's own clause is taken where the model likes it no less than this much under none.
const OWN: f32 = -1.0;
/// One that a clause nearby shares with it, likewise.
const NEAR: f32 = -0.5;
/// Any other has to be liked by so much more than none.
const OTHER: f32 = 0.5;

/// The time of a happening: the words of its own clause, unless the model is sure that they tell of something else; else
/// the expression that is above its own bar by most.
pub fn of(analysis: &Analysis, scene: &Scene<'_, '_>, trigger: &Trigger, times: &[Timex]) -> Option<Found> {
    let site = Site { trigger: trigger.word, anchor: trigger.word, with: &[] };
    let by_tree = scene.times.of(scene.tree, site);
    let by_tree = by_tree.and_then(|time| Some((times.get(time.timex?.0)?, time.basis == Basis::Stated)));
    if trigger.time_query.is_empty() {
        return by_tree.map(|(timex, stated)| Found { timex: timex.clone(), stated });
    }
    let score = |timex: &Timex| score(analysis, trigger, timex);
    let own = by_tree.filter(|(timex, stated)| *stated && score(timex).is_none_or(|score| score >= OWN));
    if let Some((timex, _)) = own {
        return Some(Found { timex: timex.clone(), stated: true });
    }
    let near = |timex: &Timex| by_tree.is_some_and(|(near, stated)| !stated && near.id == timex.id);
    let least = |timex: &Timex| if near(timex) { NEAR } else { OTHER };
    let dated = |timex: &&Timex| matches!(timex.kind, TimexType::Date | TimexType::Time);
    let scored = times.iter().filter(dated).filter_map(|timex| Some((timex, score(timex)? - least(timex))));
    let best = scored.filter(|(_, above)| *above >= 0.0).reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(timex, _)| Found { timex: timex.clone(), stated: false })
}

/// What the model says of the last word of the expression.
fn score(analysis: &Analysis, trigger: &Trigger, timex: &Timex) -> Option<f32> {
    let sentence = analysis.sentence_at(timex.span.start)?;
    let tokens = &analysis.sentences[sentence].tokens;
    let last = tokens.partition_point(|token| token.span.start < timex.span.end).checked_sub(1)?;
    analysis.time_score(trigger, sentence, last)
}
