//! What one report says: mentions, entities, times, attributions, events.

pub use crate::acts::{Act, ActKind, Matter, Stance, StanceKind};
use crate::analysis::{HappeningClass, NameType};
use crate::diagnostic::Diagnostic;
use crate::ids::{AttributionId, EntityId, EventId, MentionId, TimexId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use text::{Span, Spans};

/// The reading of one report. Ids are the indices of these lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// In text order.
    pub mentions: Vec<Mention>,
    /// In order of their first mention.
    pub entities: Vec<Entity>,
    /// In text order.
    pub times: Vec<Timex>,
    /// In text order of their cues.
    pub attributions: Vec<Attribution>,
    /// In text order of their triggers.
    pub events: Vec<Event>,
    /// The event that title and first sentences are about.
    #[serde(default)]
    pub main: Option<EventId>,
    /// What is done by saying it, in text order: proposed, demanded, alleged, denied, ….
    #[serde(default)]
    pub acts: Vec<Act>,
    /// What the parties want, hold, refuse or doubt, in text order.
    #[serde(default)]
    pub stances: Vec<Stance>,
    /// Numbers with what they count or measure, in text order.
    #[serde(default)]
    pub quantities: Vec<Quantity>,
    /// What could not be read, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

/// A number with what it counts or measures: "at least 40 people", "$103 billion", "five-year-old".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// From the words before the number that bound it to the noun or unit.
    pub span: Span,
    /// The number alone.
    pub number: Span,
    /// The happening in whose clause it stands.
    pub event: Option<EventId>,
    /// Lemmas of what it hangs on, upwards to the happening: "people", "kill".
    pub of: Vec<String>,
}

/// Words that stand for somebody or something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Its index.
    pub id: MentionId,
    /// All its words.
    pub span: Span,
    /// Its head word, or the name within it.
    pub head: Span,
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: NameType,
    /// How it is said.
    pub form: Form,
    /// Whom it stands for; `None` where the text does not decide.
    pub entity: Option<EntityId>,
}

/// How a mention is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// "Ilse Brandt".
    Name,
    /// "the Norland envoy".
    Nominal,
    /// "she".
    Pronoun,
}

/// Somebody or something that a report names or describes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Its index.
    pub id: EntityId,
    /// The fullest name in the report, or the fullest description of one that is never named.
    pub name: String,
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: NameType,
    /// Every different way it is named, each once, with its first span.
    pub aliases: Vec<Quoted>,
    /// Offices and descriptions: "foreign minister".
    pub roles: Vec<Quoted>,
    /// Countries and bodies that it is said to belong to: "Norland", "Norlandic".
    pub affiliations: Vec<Quoted>,
    /// For several taken together ("the two envoys"): who they are, where the text decides it; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<EntityId>,
}

/// Words with the place where they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Quoted {
    /// The words, white space collapsed.
    pub value: String,
    /// Where.
    pub span: Span,
}

/// A time expression: TIMEX3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Timex {
    /// Its index.
    pub id: TimexId,
    /// Its words.
    pub span: Span,
    /// What kind.
    #[serde(rename = "type")]
    pub kind: TimexType,
    /// As TIMEX3 defines it: `2031-03-04`, `P3D`, `PRESENT_REF`, `XXXX-03-04`.
    pub value: String,
    /// TIMEX3 `mod`: `APPROX`, `START`, `MID`, `END`, `LESS_THAN`, ….
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none", default)]
    pub modifier: Option<String>,
    /// What a relative expression was counted from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub anchor: Option<Anchor>,
    /// Part in the report.
    pub function: TimexFunction,
    /// Why the value has gaps, where it has.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unresolved: Option<Unresolved>,
}

/// Why a time expression has no full value: `XXXX-05-28`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unresolved {
    /// It is counted from a publication date that is not known, or not known to the day.
    NoPublicationDate,
    /// It is counted from a time in the text that is not known itself, or not precisely enough.
    NoAnchor,
    /// It says itself no more: "some hours ago".
    Vague,
    /// There is no such date, or none that the calendar reaches.
    OutOfCalendar,
}

/// The kinds of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A day or something longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

/// What a relative time is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// The publication date.
    Publication,
    /// Another time expression of the report.
    Timex(TimexId),
}

/// What a time expression does in its report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexFunction {
    /// States when the report was published.
    PublicationTime,
    /// All others.
    None,
}

/// Somebody is said to have said, written, thought or meant something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// Its index.
    pub id: AttributionId,
    /// Words for who said it; empty where the text leaves it out.
    pub source: Spans,
    /// The words that say that it was said; empty in "X: …" and after a quotation without one.
    pub cue: Spans,
    /// What was said.
    pub content: Spans,
    /// In whose words.
    pub kind: AttributionKind,
    /// Who, among the report's entities.
    pub speaker: Option<EntityId>,
    /// To whom it was said, words.
    pub addressee: Option<Quoted>,
    /// What kind of source.
    pub source_class: SourceClass,
    /// The stated reason for anonymity.
    pub reason: Option<Quoted>,
    /// The outlet or agency that it was said to, or that is the authority for it.
    pub via: Option<Quoted>,
    /// On what occasion or where it was said: "at a news conference in Port Alder".
    #[serde(default)]
    pub occasion: Option<Quoted>,
    /// When it was said, as far as the words tell.
    #[serde(default)]
    pub time: Option<TimeRef>,
    /// Where that lies against the publication date.
    #[serde(default)]
    pub placement: Option<Placement>,
    /// The attribution in whose content this one stands.
    pub parent: Option<AttributionId>,
    /// Who read it, where that was not the built-in reading: model and version of the prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Who else reads it so: model and version of the prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also_by: Option<String>,
}

impl Attribution {
    /// Words of `source`, with nothing else known: for what is only known to name a source, and for tests.
    pub fn bare(id: AttributionId, source: impl Into<Spans>, kind: AttributionKind, source_class: SourceClass) -> Self {
        Self {
            id,
            source: source.into(),
            cue: Spans::default(),
            content: Spans::default(),
            kind,
            speaker: None,
            addressee: None,
            source_class,
            reason: None,
            via: None,
            occasion: None,
            time: None,
            placement: None,
            parent: None,
            by: None,
            also_by: None,
        }
    }
}

/// In whose words something is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttributionKind {
    /// All of the content in quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// What kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceClass {
    /// A person named in the report.
    Named,
    /// A person or persons not named.
    Anonymous,
    /// A government, company, body.
    Organisation,
    /// A newspaper, agency, broadcaster.
    Media,
    /// A statement, report, letter, law.
    Document,
    /// Not decided.
    Unknown,
}

/// Something that happened, is planned, denied, asked for, ….
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Its index.
    pub id: EventId,
    /// What kind of happening.
    #[serde(default)]
    pub class: HappeningClass,
    /// The lemma of the word that says it.
    #[serde(default)]
    pub predicate: String,
    /// What happened, as a sentence.
    #[serde(default)]
    pub clause: Clause,
    /// How likely an editor lists it, 0 to 1; `None` where nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f32>,
    /// How likely it is what its report is about, 0 to 1; `None` where nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news: Option<f32>,
    /// PLOVER type: `CONSULT`; `None` where PLOVER has none.
    #[serde(rename = "type")]
    pub kind: Option<String>,
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
    pub time: Option<EventTime>,
    /// Whether it is said to have happened, and on what authority.
    pub factuality: Factuality,
    /// Whether the words negate it.
    pub polarity: Polarity,
    /// Of the verb that tells it.
    pub tense: Tense,
    /// Against the publication date: by its time, else by tense, aspect and modals; `None` where nothing tells.
    #[serde(default)]
    pub placement: Option<Placement>,
    /// The attribution in whose content it stands.
    pub attribution: Option<AttributionId>,
    /// Typed values read with it.
    pub details: Vec<Detail>,
    /// Who read it, where that was not the built-in reading: model and version of the prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Who else reads it so: model and version of the prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also_by: Option<String>,
    /// What it is compared by with happenings of other reports.
    #[serde(skip)]
    pub vector: Vec<f32>,
}

/// A sentence that can be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Clause {
    /// Its words, with names for pronouns and what a participle leaves out.
    pub text: String,
    /// The words of the report that it was made of.
    pub span: Spans,
    /// Whether the happening's own word heads it and it has a subject; else it is a clause that the word stands in, or less.
    #[serde(default)]
    pub own: bool,
}

/// When an event was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventTime {
    /// TIMEX3 value; `None` where only bounds are known.
    pub value: Option<String>,
    /// The expression it was read from.
    pub timex: Option<TimexId>,
    /// The expression's words.
    pub span: Option<Span>,
    /// How it was come by.
    pub basis: TimeBasis,
    /// The first day that it can have been, where only bounds are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How sure the reading is of it, 0 to 1; `None` where nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely: Option<f32>,
}

/// How the time of an event was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TimeBasis {
    /// The words of its own clause.
    Stated,
    /// The words of another clause that tells of the same happening, or of what it is part of.
    Shared,
    /// The report's own day, and what it allows.
    Bounded,
}

/// Somebody in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// Whom, among the report's entities.
    pub entity: Option<EntityId>,
    /// By which words.
    pub mention: MentionId,
    /// PLOVER/CAMEO actor code: `USAGOV`; `None` where the tables hold none.
    pub code: Option<String>,
    /// What part: `attended`, `hosted`, `opened`, `mediated`, `absent`; `None` where the words say no more than
    /// that it took part.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<ParticipantRole>,
}

/// Part that a participant had in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ParticipantRole {
    /// Took part.
    Attended,
    /// Received the others, in his house or office or as the one who called the meeting.
    Hosted,
    /// Opened or greeted, perhaps without staying.
    Opened,
    /// Between the others.
    Mediated,
    /// Said not to have been there.
    Absent,
}

/// A place by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceRef {
    /// The words, white space collapsed.
    pub name: String,
    /// Where they stand.
    pub span: Span,
    /// The entity, where it is one.
    pub entity: Option<EntityId>,
}

/// A time as an event has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimeRef {
    /// The expression it was read from.
    pub timex: Option<TimexId>,
    /// TIMEX3 value.
    pub value: String,
    /// The expression's words.
    pub span: Span,
    /// Read in the event's own clause, or inferred from the sentence or the paragraphs before.
    pub basis: crate::Basis,
}

/// Where something lies against the publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Placement {
    /// It was over when the report came out.
    Before,
    /// On the day, or still going on.
    On,
    /// To come.
    After,
}

/// Whether an event is said to have happened, and on what authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// The report says so in its own voice.
    Asserted,
    /// The report says that somebody says so.
    Attributed,
    /// It is to come.
    Planned,
    /// If something else is so.
    Conditional,
    /// It may be so.
    Possible,
    /// It is said not to be so.
    Denied,
}

/// Whether the words negate the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// "met".
    Positive,
    /// "did not meet".
    Negative,
}

/// When an event is, seen from the publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tense {
    /// Before.
    Past,
    /// At.
    Present,
    /// After.
    Future,
    /// The words do not tell.
    None,
}

/// A typed value read with an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Detail {
    /// What it is.
    pub kind: DetailKind,
    /// Normalised: a TIMEX3 duration for `duration`, digits for `count` and `round`, words otherwise.
    pub value: String,
    /// Its words.
    pub span: Span,
}

/// The kinds of detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DetailKind {
    /// How long: `PT4H`.
    Duration,
    /// How many people.
    Count,
    /// Which of a series: `2` for "second round".
    Round,
    /// "face to face", "by telephone", "behind closed doors".
    Format,
    /// What it was about.
    Issue,
    /// What is said not to have been raised.
    IssueExcluded,
    /// How it is judged: "businesslike".
    Assessment,
    /// "the first in 20 years".
    Precedent,
    /// A number with what it counts: "at least 40 people".
    Figure,
}
