//! An act before it is told apart from the others of its report.

use super::wording::Wording;
use record::reading::ActKind;
use record::{AttributionId, EntityId, EventId, Span};

/// What was found of an act.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub kind: ActKind,
    pub by: Option<EntityId>,
    pub to: Option<EntityId>,
    pub against: Option<EntityId>,
    pub what: Wording,
    pub trigger: Span,
    /// Where the sentence stands.
    pub sentence: Span,
    pub event: Option<EventId>,
    pub attribution: Option<AttributionId>,
    /// The words only point back: "the offer", "it".
    pub points: bool,
    /// What is refused or agreed is to do something oneself: "refused to pay".
    pub own: bool,
    /// The act that it answers, by its place among the drafts.
    pub refers: Option<usize>,
}
