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
/// One of another clause has to be liked by so much more than none.
const OTHER: f32 = 0.5;

/// The time of a happening.
pub fn of(analysis: &Analysis, scene: &Scene<'_, '_>, trigger: &Trigger, times: &[Timex]) -> Option<Found> {
    let site = Site { trigger: trigger.word, anchor: trigger.word, with: &[] };
    let own = scene.times.of(scene.tree, site).filter(|time| time.basis == Basis::Stated);
    let own = own.and_then(|time| times.get(time.timex?.0));
    if trigger.time_query.is_empty() {
        return own.map(|timex| Found { timex: timex.clone(), stated: true });
    }
    let dated = |timex: &&Timex| matches!(timex.kind, TimexType::Date | TimexType::Time);
    let scored = times.iter().filter(dated).filter_map(|timex| Some((timex, score(analysis, trigger, timex)?)));
    let best = scored.fold(None, |best: Option<(&Timex, f32)>, (timex, score)| match best {
        Some((_, most)) if most >= score => best,
        _ => Some((timex, score)),
    });
    let stated = |timex: &Timex| own.is_some_and(|own| own.id == timex.id);
    let chosen = best.filter(|(timex, score)| *score >= if stated(timex) { OWN } else { OTHER });
    let chosen = chosen
        .map(|(timex, _)| timex)
        .or_else(|| own.filter(|own| score(analysis, trigger, own).is_none_or(|score| score >= OWN)));
    chosen.map(|timex| Found { timex: timex.clone(), stated: stated(timex) })
}

/// What the model says of the last word of the expression.
fn score(analysis: &Analysis, trigger: &Trigger, timex: &Timex) -> Option<f32> {
    let sentence = analysis.sentence_at(timex.span.start)?;
    let tokens = &analysis.sentences[sentence].tokens;
    let last = tokens.partition_point(|token| token.span.start < timex.span.end).checked_sub(1)?;
    analysis.time_score(trigger, sentence, last)
}
