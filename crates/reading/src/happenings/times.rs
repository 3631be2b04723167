//! Which time expression tells when a happening was.
//!
//! Where no model read the report it is the nearest one in the happening's own clause; else see [`dating`](super::dating).

use super::Scene;
use crate::events::setting::Site;
use record::reading::{EventTime, TimeBasis, TimeRef, Timex};
use record::{Analysis, Basis, Trigger};

/// A time with how it was come by.
#[derive(Clone, Debug)]
pub struct Found {
    timex: Timex,
    stated: bool,
}

impl Found {
    /// By its expression; `stated` in the happening's own clause.
    pub fn new(timex: Timex, stated: bool) -> Self {
        Self { timex, stated }
    }

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
            likely: None,
        }
    }
}

/// The time of a happening's own clause, or of one that shares it.
pub fn by_tree(scene: &Scene<'_, '_>, word: usize, times: &[Timex]) -> Option<Found> {
    let time = scene.times.of(scene.tree, Site { trigger: word, anchor: word, with: &[] })?;
    Some(Found { timex: times.get(time.timex?.0)?.clone(), stated: time.basis == Basis::Stated })
}

/// What the model says of the last word of the expression.
pub fn score(analysis: &Analysis, trigger: &Trigger, timex: &Timex) -> Option<f32> {
    let sentence = analysis.sentence_at(timex.span.start)?;
    let tokens = &analysis.sentences[sentence].tokens;
    let last = tokens.partition_point(|token| token.span.start < timex.span.end).checked_sub(1)?;
    analysis.time_score(trigger, sentence, last)
}
