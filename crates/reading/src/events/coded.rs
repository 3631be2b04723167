//! An act as the lexicon codes it, before it is joined with what the model says of its word.

use record::reading::{Detail, Factuality, Participant, PlaceRef, Placement, Polarity, Tense, TimeRef};
use record::{AttributionId, Span};

/// One act that the lexicon knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type: `CONSULT`.
    pub kind: String,
    /// PLOVER mode: `meet`.
    pub mode: Option<String>,
    /// PLOVER contexts: `military`, `diplomatic`.
    pub context: Vec<String>,
    /// CAMEO code: `046`.
    pub cameo: Option<String>,
    /// The word or words that say it.
    pub trigger: Span,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To or with whom.
    pub recipients: Vec<Participant>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// When.
    pub time: Option<TimeRef>,
    /// Whether it is said to have happened, and on what authority.
    pub factuality: Factuality,
    /// Whether the words negate it.
    pub polarity: Polarity,
    /// Of the verb that tells it.
    pub tense: Tense,
    /// Against the publication date.
    pub placement: Option<Placement>,
    /// The attribution in whose content it stands.
    pub attribution: Option<AttributionId>,
    /// Typed values read with it.
    pub details: Vec<Detail>,
}
