//! What is done by saying it, and where somebody stands.

use crate::ids::{ActId, AttributionId, EntityId, EventId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use text::{Span, Spans};

/// Something done by saying it, as a report tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Act {
    /// Its index.
    pub id: ActId,
    /// What is done.
    pub kind: ActKind,
    /// Whose it is.
    pub by: Option<EntityId>,
    /// To whom it is put.
    pub to: Option<EntityId>,
    /// Whom it accuses.
    pub against: Option<EntityId>,
    /// What is proposed, demanded, alleged, denied, …, to be read alone; a name in brackets stands for the report's pronoun.
    pub what: String,
    /// The words that it was read from.
    pub span: Spans,
    /// The word that says what is done.
    pub trigger: Span,
    /// The act of this report that it answers.
    pub refers_to: Option<ActId>,
    /// The happening that it is.
    pub event: Option<EventId>,
    /// The attribution in whose content it stands.
    pub attribution: Option<AttributionId>,
}

/// The kinds of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ActKind {
    /// That both do something.
    Proposal,
    /// To give or do something for the other.
    Offer,
    /// That the other do something.
    Demand,
    /// To come.
    Invitation,
    /// To do something oneself.
    Promise,
    /// That somebody did wrong.
    Accusation,
    /// That something is not so.
    Denial,
    /// That an accusation deserves no answer.
    Dismissal,
    /// That something is so after all.
    Admission,
    /// Of what was put on the table.
    Refusal,
    /// Of what was put on the table.
    Acceptance,
    /// That what was put on the table is looked at.
    Consideration,
    /// That no answer was given.
    Silence,
}

impl ActKind {
    /// Whether it puts something on the table.
    pub fn puts(self) -> bool {
        matches!(self, Self::Proposal | Self::Offer | Self::Demand | Self::Invitation | Self::Promise)
    }

    /// Whether it answers another act.
    pub fn answers(self) -> bool {
        !self.puts() && self != Self::Accusation
    }
}

/// What a party is told to want, hold, refuse or doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stance {
    /// Whose.
    pub by: EntityId,
    /// Which of these.
    pub stance: StanceKind,
    /// What it wants, holds, refuses or doubts, to be read alone.
    pub content: String,
    /// The short noun phrases in it, each with the lemmas of its words: what it is about.
    pub matters: Vec<Matter>,
    /// The words that it was read from.
    pub span: Spans,
    /// The attribution in which it is said.
    pub attribution: Option<AttributionId>,
}

/// A short noun phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Matter {
    /// As the report has it.
    pub name: String,
    /// Its lemmas in their order, folded.
    pub lemmas: Vec<String>,
}

/// How somebody stands to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StanceKind {
    /// It is to be.
    Wants,
    /// It is so.
    Holds,
    /// It is not to be.
    Refuses,
    /// It may not be so.
    Doubts,
}
