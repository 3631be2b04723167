//! What several reports say together. Shapes as the contract's `brief --format json` has them.

use crate::analysis::{HappeningClass, NameType};
use crate::evidence::{Evidence, Stated};
use crate::ids::{EntityId, EventId, ReportId};
use crate::reading::{AttributionKind, Factuality, ParticipantRole, Polarity, SourceClass, StanceKind, TimeBasis};
use crate::report::Published;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One story. Ids of entities and events are the indices of these lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Story {
    /// In order of publication, then id.
    pub reports: Vec<ReportSummary>,
    /// Merged over the reports, most mentioned first.
    pub entities: Vec<StoryEntity>,
    /// Merged over the reports, in order of time.
    pub events: Vec<StoryEvent>,
    /// Where accounts of the same thing differ.
    pub discrepancies: Vec<Discrepancy>,
    /// What reports count differently.
    pub figures: Vec<FigureDifference>,
    /// What was said, in order of time, then of report.
    pub statements: Vec<Statement>,
    /// Proposals, offers, demands, invitations, commitments.
    pub proposals: Vec<Proposal>,
    /// Who accuses whom of what.
    pub allegations: Vec<Allegation>,
    /// What each party wants, holds, refuses or doubts, matter by matter.
    #[serde(default)]
    pub positions: Vec<Position>,
    /// Who derives from whom.
    pub lineage: Vec<LineageEdge>,
    /// Independent lines of reporting: groups of reports that go back to the same reporting.
    pub lines: Vec<Vec<ReportId>>,
    /// What happened, in order of time; what no report dates comes last.
    pub timeline: Vec<TimelineEntry>,
    /// What a desk's own word changed in all of this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Applied>,
}

/// A correction that was applied to a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// The number of its rule in the library.
    pub rule: i64,
    /// When it was made, ISO 8601 in UTC.
    pub at: String,
    /// Who made it.
    pub author: String,
    /// What it says.
    pub what: String,
    /// Ids of what it changed, as they were when it was applied: `x3`, `e5`, `s0`.
    pub touched: Vec<String>,
}

/// A report as a brief lists it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportSummary {
    /// Its id.
    pub id: ReportId,
    /// As given.
    pub path: String,
    /// Who published it.
    pub outlet: Option<Stated>,
    /// Its headline.
    pub title: Option<Stated>,
    /// When; inferred by the brief where the report does not say and the others decide it.
    pub published: Option<Published>,
    /// Index of its independent line of reporting in [`Story::lines`].
    pub line: usize,
}

/// Somebody or something in the story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StoryEntity {
    /// Its index.
    pub id: EntityId,
    /// The fullest name that most reports use.
    pub name: String,
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: NameType,
    /// Every spelling, the commonest first.
    pub aliases: Vec<Cited>,
    /// Offices and descriptions, the commonest first.
    pub roles: Vec<Cited>,
    /// The country or body that it acts for; an entity of the story.
    pub side: Option<EntityId>,
    /// Every mention.
    pub mentions: Vec<Evidence>,
}

/// A value with the words that it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cited {
    /// The value.
    pub value: String,
    /// At least one.
    pub evidence: Vec<Evidence>,
}

/// An event with all accounts of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StoryEvent {
    /// Its index.
    pub id: EventId,
    /// PLOVER type; `None` where PLOVER has none.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// What kind of happening.
    #[serde(default)]
    pub class: HappeningClass,
    /// A sentence that can be printed: the best of its accounts.
    pub headline: String,
    /// When: ISO 8601 to the precision known.
    pub time: Option<Attribute>,
    /// Where.
    pub place: Option<Attribute>,
    /// Who did it.
    pub actors: Vec<EntityId>,
    /// To or with whom.
    pub recipients: Vec<EntityId>,
    /// Everybody in it, with the part each had.
    pub participants: Vec<StoryParticipant>,
    /// Duration, format, issues and the like.
    pub attributes: Vec<NamedAttribute>,
    /// The strongest that any report gives it.
    pub factuality: Factuality,
    /// Negative where reports say that it did not take place, was put off or called off, and none that it did.
    pub polarity: Polarity,
    /// One for each place where a report tells of it.
    pub accounts: Vec<Account>,
    /// The reports that tell of it.
    pub reports: Vec<ReportId>,
    /// How many independent lines of reporting tell of it.
    pub independent_sources: usize,
    /// Its place in a series of meetings, where the reports give one: 2 for "second round".
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rounds: Option<Attribute>,
}

/// Somebody in an event of the story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StoryParticipant {
    /// Who.
    pub entity: EntityId,
    /// What part, with the accounts of it; values are those of [`ParticipantRole`].
    pub role: Attribute,
}

/// One report's telling of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// Its words: the trigger's sentence.
    pub evidence: Evidence,
    /// The trigger alone.
    pub trigger: Evidence,
    /// How this report has it.
    pub factuality: Factuality,
    /// On whose word, where not the report's own.
    pub on_word_of: Option<String>,
    /// The event in that report's reading.
    pub event: EventId,
    /// Who read it, where that was not the built-in reading: model and version of the prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A value that several accounts may give, and whether they agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribute {
    /// What is best supported: by most independent lines, then the most precise.
    pub value: String,
    /// How the accounts stand to each other.
    pub agreement: Agreement,
    /// What each says.
    pub accounts: Vec<AttributeAccount>,
}

/// An [`Attribute`] with its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NamedAttribute {
    /// `duration`, `format`, `issue`, ….
    pub name: String,
    /// The value.
    #[serde(flatten)]
    pub attribute: Attribute,
}

/// What one account says of an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AttributeAccount {
    /// Its value.
    pub value: String,
    /// Its words.
    pub evidence: Evidence,
}

/// How accounts of one thing stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// One line of reporting gives it.
    Single,
    /// Several give the same.
    Agreed,
    /// They differ in precision or aspect, and can all be true.
    Compatible,
    /// They cannot all be true.
    Conflict,
}

/// A difference between accounts of the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Discrepancy {
    /// `d0`, `d1`, ….
    pub id: String,
    /// The event; `None` for what a speaker is said to have said.
    pub about: Option<EventId>,
    /// What they differ in: `place`, `duration`, `role of Anna Holt`.
    pub attribute: String,
    /// The sides.
    pub accounts: Vec<DiscrepancyAccount>,
    /// Whether both can be true.
    pub kind: DiscrepancyKind,
    /// Who found it, where that was not the built-in reading: model and version of the prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// One side of a discrepancy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiscrepancyAccount {
    /// What it says.
    pub value: String,
    /// Which reports say so.
    pub reports: Vec<ReportId>,
    /// Their words.
    pub evidence: Vec<Evidence>,
}

/// Numbers that reports give differently for what seems to be one thing; it may also have grown between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureDifference {
    /// The numbers with what they count, as the first report of each has them.
    pub accounts: Vec<DiscrepancyAccount>,
}

/// Whether both sides of a discrepancy can be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum DiscrepancyKind {
    /// No.
    #[serde(rename = "conflict")]
    Conflict,
    /// Yes, but not said alike.
    #[serde(rename = "differs in detail")]
    Detail,
}

/// Something that was said, merged over the reports that quote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Who; `None` for a source that no report names.
    pub speaker: Option<EntityId>,
    /// The source in the report's words: "a senior Norland official".
    pub source: Option<String>,
    /// What kind of source.
    pub source_class: SourceClass,
    /// In whose words.
    pub kind: AttributionKind,
    /// The report's words for the saying: "denied"; `None` where it has none.
    pub cue: Option<String>,
    /// The words.
    pub content: String,
    /// When it was said, ISO 8601, where the reports tell.
    pub said_at: Option<String>,
    /// To whom, words.
    pub addressee: Option<String>,
    /// Through whom, words.
    pub via: Option<String>,
    /// Where each report has it.
    pub evidence: Vec<Evidence>,
    /// Who read it, where that was not the built-in reading: model and version of the prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A proposal, offer, demand, invitation or commitment, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// `p0`, `p1`, ….
    pub id: String,
    /// Which of these.
    pub kind: ProposalKind,
    /// Whose.
    pub by: Option<EntityId>,
    /// To whom.
    pub to: Option<EntityId>,
    /// What, in a report's words.
    pub what: String,
    /// Where it stands.
    pub status: String,
    /// How it got there.
    pub history: Vec<ProposalStep>,
}

/// The kinds of proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ProposalKind {
    /// To do something together.
    Proposal,
    /// To give or do something.
    Offer,
    /// That the other do something.
    Demand,
    /// To come.
    Invitation,
    /// To do something oneself.
    Commitment,
}

/// A step in the history of a proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProposalStep {
    /// When, where known.
    pub date: Option<String>,
    /// `proposed`, `under consideration`, `accepted`, `rejected`, ….
    pub status: String,
    /// On whose side.
    pub by: Option<EntityId>,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// Who accuses whom of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Allegation {
    /// `l0`, `l1`, ….
    pub id: String,
    /// The accuser.
    pub by: Option<EntityId>,
    /// The accused.
    pub against: Option<EntityId>,
    /// Of what, in a report's words.
    pub what: String,
    /// What the accused says of it.
    pub responses: Vec<Response>,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// An answer to an allegation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// Whose.
    pub by: Option<EntityId>,
    /// What kind.
    pub kind: ResponseKind,
    /// The words.
    pub evidence: Vec<Evidence>,
}

/// The kinds of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum ResponseKind {
    /// Said to be untrue.
    #[serde(rename = "denied")]
    Denied,
    /// Waved away.
    #[serde(rename = "dismissed")]
    Dismissed,
    /// Said to be true.
    #[serde(rename = "admitted")]
    Admitted,
    /// Said not to have been answered.
    #[serde(rename = "no response")]
    NoResponse,
}

/// Where a party stands on a matter, and how that moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Whose.
    pub party: EntityId,
    /// On what, in a report's words.
    pub matter: String,
    /// In order of the days; wordings that say the same stand together.
    pub steps: Vec<PositionStep>,
}

/// What a party is told to want, hold, refuse or doubt at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PositionStep {
    /// The day on which it was said, or else that of the report, where known.
    pub date: Option<String>,
    /// Which of these.
    pub stance: StanceKind,
    /// The report's words.
    pub content: String,
    /// Where they stand.
    pub evidence: Vec<Evidence>,
}

/// One report rests on another, or on an outlet outside the pile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineageEdge {
    /// The report that derives.
    pub report: ReportId,
    /// What it derives from: the id of a report of the pile, or the name of an outlet.
    pub derives_from: String,
    /// How that is known.
    pub basis: LineageBasis,
    /// The words: the credit, the citing words, or a shared passage.
    pub evidence: Vec<Evidence>,
}

/// How it is known that a report derives from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum LineageBasis {
    /// It says so for the whole.
    #[serde(rename = "credit")]
    Credit,
    /// Passages are the same.
    #[serde(rename = "shared text")]
    SharedText,
    /// It cites the other for a fact; the rest stays its own.
    #[serde(rename = "cites")]
    Cites,
}

/// A row of the timeline: a happening, with what is shown of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// ISO 8601 to the precision known; `None` where no report dates it.
    pub date: Option<String>,
    /// The first day that it can have been.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// `day`, `month`, `year`, `week`, `time`; `None` where only bounds are known.
    pub precision: Option<String>,
    /// How the date was come by; `None` without any.
    pub basis: Option<TimeBasis>,
    /// A sentence that can be printed.
    pub title: String,
    /// The happening, and what is told as part of it.
    pub events: Vec<EventId>,
    /// Indices of [`Story::statements`] that it is told in.
    pub statements: Vec<usize>,
    /// The reports that tell of it.
    pub reports: Vec<ReportId>,
    /// How many independent lines of reporting tell of it.
    pub lines: usize,
    /// The strongest that any report gives it.
    pub factuality: Factuality,
    /// Negative where it did not take place.
    pub polarity: Polarity,
    /// Whether it is the story's main happening.
    pub main: bool,
    /// Whether it was before what the story is about.
    pub background: bool,
}

impl Attribute {
    /// The role that the value names, for the attribute of a participant.
    pub fn participant_role(&self) -> Option<ParticipantRole> {
        serde::Deserialize::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(&self.value))
            .ok()
    }
}
