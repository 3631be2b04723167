"""Shapes of results. Made from docs/schema by tools/types.py: change them there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActId = str
ActKind = Literal["proposal", "offer", "demand", "invitation", "promise", "accusation", "denial", "dismissal", "admission", "refusal", "acceptance", "consideration", "silence"]
Agreement = Literal["single", "agreed", "compatible", "conflict"]
Anchor = Literal["publication"] | dict[str, str]
AttributionId = str
AttributionKind = Literal["direct", "indirect", "mixed"]
Basis = Literal["stated", "metadata", "inferred"]
BlockKind = Literal["title", "body", "caption", "byline", "dateline", "credit", "comment", "boilerplate"]
CreditKind = Literal["wire", "via", "photo", "contributor"]
DetailKind = Literal["duration", "count", "round", "format", "issue", "issue-excluded", "assessment", "precedent", "figure"]
DiscrepancyKind = Literal["conflict", "differs in detail"]
EntityId = str
EventId = str
Factuality = Literal["asserted", "attributed", "planned", "conditional", "possible", "denied"]
Form = Literal["name", "nominal", "pronoun"]
HappeningClass = Literal["occurrence", "announcement", "speech", "plan", "state", "perception", "aspect"]
LineageBasis = Literal["credit", "shared text", "cites"]
MentionId = str
NameType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK"]
ParticipantRole = Literal["attended", "hosted", "opened", "mediated", "absent"]
Placement = Literal["before", "on", "after"]
Polarity = Literal["positive", "negative"]
ProposalKind = Literal["proposal", "offer", "demand", "invitation", "commitment"]
ReportId = str
ResponseKind = Literal["denied", "dismissed", "admitted", "no response"]
Severity = Literal["warning", "error"]
SourceClass = Literal["named", "anonymous", "organisation", "media", "document", "unknown"]
StanceKind = Literal["wants", "holds", "refuses", "doubts"]
Tense = Literal["past", "present", "future", "none"]
TimeBasis = Literal["stated", "shared", "bounded"]
TimexFunction = Literal["PUBLICATIONTIME", "NONE"]
TimexId = str
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Unresolved = Literal["no-publication-date", "no-anchor", "vague", "out-of-calendar"]


@dataclass(frozen=True, slots=True)
class Account:
    """One report's telling of an event."""
    event: EventId
    """The event in that report's reading."""
    evidence: Evidence
    """Its words: the trigger's sentence."""
    factuality: Factuality
    """How this report has it."""
    trigger: Evidence
    """The trigger alone."""
    by: str | None = None
    """Who read it, where that was not the built-in reading: model and version of the prompts."""
    on_word_of: str | None = None
    """On whose word, where not the report's own."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something done by saying it, as a report tells it."""
    id: ActId
    """Its index."""
    kind: ActKind
    """What is done."""
    span: tuple[tuple[int, int], ...]
    """The words that it was read from."""
    trigger: tuple[tuple[int, int], ...]
    """The word that says what is done."""
    what: str
    """What is proposed, demanded, alleged, denied, …, to be read alone; a name in brackets stands for the report's pronoun."""
    against: EntityId | None = None
    """Whom it accuses."""
    attribution: AttributionId | None = None
    """The attribution in whose content it stands."""
    by: EntityId | None = None
    """Whose it is."""
    event: EventId | None = None
    """The happening that it is."""
    refers_to: ActId | None = None
    """The act of this report that it answers."""
    to: EntityId | None = None
    """To whom it is put."""


@dataclass(frozen=True, slots=True)
class Allegation:
    """Who accuses whom of what."""
    evidence: tuple[Evidence, ...]
    """The words."""
    id: str
    """`l0`, `l1`, …."""
    responses: tuple[Response, ...]
    """What the accused says of it."""
    what: str
    """Of what, in a report's words."""
    against: EntityId | None = None
    """The accused."""
    by: EntityId | None = None
    """The accuser."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A story that is like another and yet not the same."""
    story: str
    """Its id."""
    why: str
    """What tells the two apart: "another day: 4 March 2031, not 9 March 2031"."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that was applied to a story."""
    at: str
    """When it was made, ISO 8601 in UTC."""
    author: str
    """Who made it."""
    rule: int
    """The number of its rule in the library."""
    touched: tuple[str, ...]
    """Ids of what it changed, as they were when it was applied: `x3`, `e5`, `s0`."""
    what: str
    """What it says."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A value that several accounts may give, and whether they agree."""
    accounts: tuple[AttributeAccount, ...]
    """What each says."""
    agreement: Agreement
    """How the accounts stand to each other."""
    value: str
    """What is best supported: by most independent lines, then the most precise."""


@dataclass(frozen=True, slots=True)
class AttributeAccount:
    """What one account says of an attribute."""
    evidence: Evidence
    """Its words."""
    value: str
    """Its value."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to have said, written, thought or meant something."""
    content: tuple[tuple[int, int], ...]
    """What was said."""
    cue: tuple[tuple[int, int], ...]
    """The words that say that it was said; empty in "X: …" and after a quotation without one."""
    id: AttributionId
    """Its index."""
    kind: AttributionKind
    """In whose words."""
    source: tuple[tuple[int, int], ...]
    """Words for who said it; empty where the text leaves it out."""
    source_class: SourceClass
    """What kind of source."""
    addressee: Quoted | None = None
    """To whom it was said, words."""
    also_by: str | None = None
    """Who else reads it so: model and version of the prompts."""
    by: str | None = None
    """Who read it, where that was not the built-in reading: model and version of the prompts."""
    occasion: Quoted | None = None
    """On what occasion or where it was said: "at a news conference in Port Alder"."""
    parent: AttributionId | None = None
    """The attribution in whose content this one stands."""
    placement: Placement | None = None
    """Where that lies against the publication date."""
    reason: Quoted | None = None
    """The stated reason for anonymity."""
    speaker: EntityId | None = None
    """Who, among the report's entities."""
    time: TimeRef | None = None
    """When it was said, as far as the words tell."""
    via: Quoted | None = None
    """The outlet or agency that it was said to, or that is the authority for it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text of one kind: a paragraph, a caption, a reader's comment."""
    kind: BlockKind
    """What it is."""
    span: tuple[tuple[int, int], ...]
    """Its bytes, without the white space around it."""
    author: str | None = None
    """A comment's author."""
    time: str | None = None
    """A comment's time as stated."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A value with the words that it was read from."""
    evidence: tuple[Evidence, ...]
    """At least one."""
    value: str
    """The value."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that can be printed."""
    span: tuple[tuple[int, int], ...]
    """The words of the report that it was made of."""
    text: str
    """Its words, with names for pronouns and what a participle leaves out."""
    own: bool | None = None
    """Whether the happening's own word heads it and it has a subject; else it is a clause that the word stands in, or less."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose work is in the report beside the outlet's own."""
    kind: CreditKind
    """What for."""
    name: str
    """The name as written."""
    span: tuple[tuple[int, int], ...]
    """Its words."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """`PORT ALDER —` at the start of a report."""
    place: str
    """The place as written."""
    span: tuple[tuple[int, int], ...]
    """Its words."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A typed value read with an event."""
    kind: DetailKind
    """What it is."""
    span: tuple[tuple[int, int], ...]
    """Its words."""
    value: str
    """Normalised: a TIMEX3 duration for `duration`, digits for `count` and `round`, words otherwise."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and what to do about it."""
    code: str
    """A short stable name, such as `input/binary`: for scripts and for looking it up."""
    message: str
    """What is wrong, in a sentence without its full stop."""
    severity: Severity
    """How bad it is."""
    hint: str | None = None
    """What the user can do."""
    path: str | None = None
    """The file, with `#n` for the n-th record in it."""
    span: tuple[tuple[int, int], ...] | None = ()
    """The bytes in question, where there is a text to point into."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A difference between accounts of the same thing."""
    accounts: tuple[DiscrepancyAccount, ...]
    """The sides."""
    attribute: str
    """What they differ in: `place`, `duration`, `role of Anna Holt`."""
    id: str
    """`d0`, `d1`, …."""
    kind: DiscrepancyKind
    """Whether both can be true."""
    about: EventId | None = None
    """The event; None for what a speaker is said to have said."""
    by: str | None = None
    """Who found it, where that was not the built-in reading: model and version of the prompts."""


@dataclass(frozen=True, slots=True)
class DiscrepancyAccount:
    """One side of a discrepancy."""
    evidence: tuple[Evidence, ...]
    """Their words."""
    reports: tuple[ReportId, ...]
    """Which reports say so."""
    value: str
    """What it says."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a report names or describes."""
    affiliations: tuple[Quoted, ...]
    """Countries and bodies that it is said to belong to: "Norland", "Norlandic"."""
    aliases: tuple[Quoted, ...]
    """Every different way it is named, each once, with its first span."""
    id: EntityId
    """Its index."""
    name: str
    """The fullest name in the report, or the fullest description of one that is never named."""
    roles: tuple[Quoted, ...]
    """Offices and descriptions: "foreign minister"."""
    type: NameType
    """What kind of thing."""
    members: tuple[EntityId, ...] = ()
    """For several taken together ("the two envoys"): who they are, where the text decides it; else empty."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is planned, denied, asked for, …."""
    actors: tuple[Participant, ...]
    """Who did it."""
    context: tuple[str, ...]
    """PLOVER contexts: `military`, `diplomatic`."""
    details: tuple[Detail, ...]
    """Typed values read with it."""
    factuality: Factuality
    """Whether it is said to have happened, and on what authority."""
    id: EventId
    """Its index."""
    polarity: Polarity
    """Whether the words negate it."""
    recipients: tuple[Participant, ...]
    """To or with whom."""
    tense: Tense
    """Of the verb that tells it."""
    trigger: tuple[tuple[int, int], ...]
    """The word or words that say it."""
    also_by: str | None = None
    """Who else reads it so: model and version of the prompts."""
    attribution: AttributionId | None = None
    """The attribution in whose content it stands."""
    by: str | None = None
    """Who read it, where that was not the built-in reading: model and version of the prompts."""
    cameo: str | None = None
    """CAMEO code: `046`."""
    class_: HappeningClass | None = None
    """What kind of happening."""
    clause: Clause | None = None
    """What happened, as a sentence."""
    mode: str | None = None
    """PLOVER mode: `meet`."""
    news: float | None = None
    """How likely it is what its report is about, 0 to 1; None where nothing tells."""
    place: PlaceRef | None = None
    """Where."""
    placement: Placement | None = None
    """Against the publication date: by its time, else by tense, aspect and modals; None where nothing tells."""
    predicate: str | None = None
    """The lemma of the word that says it."""
    time: EventTime | None = None
    """When."""
    type: str | None = None
    """PLOVER type: `CONSULT`; None where PLOVER has none."""
    weight: float | None = None
    """How likely an editor lists it, 0 to 1; None where nothing tells."""


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event was."""
    basis: TimeBasis
    """How it was come by."""
    from_: str | None = None
    """The first day that it can have been, where only bounds are known."""
    likely: float | None = None
    """How sure the reading is of it, 0 to 1; None where nothing tells."""
    span: tuple[tuple[int, int], ...] | None = ()
    """The expression's words."""
    timex: TimexId | None = None
    """The expression it was read from."""
    to: str | None = None
    """The last day."""
    value: str | None = None
    """TIMEX3 value; None where only bounds are known."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one report that a datum of the story was read from."""
    quote: str
    """The words of the span, ranges joined by ` … `."""
    report: ReportId
    """The report."""
    span: tuple[tuple[int, int], ...]
    """Where in its text."""


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """Numbers that reports give differently for what seems to be one thing; it may also have grown between them."""
    accounts: tuple[DiscrepancyAccount, ...]
    """The numbers with what they count, as the first report of each has them."""


@dataclass(frozen=True, slots=True)
class GroupedReport:
    """A report of a story."""
    id: ReportId
    """Its id."""
    path: str
    """Where it was read from."""
    outlet: str | None = None
    """Who published it."""
    published: str | None = None
    """When, as ISO 8601."""
    title: str | None = None
    """Its headline."""


@dataclass(frozen=True, slots=True)
class GroupedStory:
    """The reports of a pile that tell of one story."""
    apart_from: tuple[Apart, ...]
    """Stories that are like it and yet others."""
    id: str
    """Derived from its first report's."""
    lines: int
    """How many independent lines of reporting they are."""
    reports: tuple[GroupedReport, ...]
    """In order of publication, those without a date last."""
    title: str
    """The title of the report that has most in common with the others."""
    from_: str | None = None
    """When the first of its reports with a date was published."""
    to: str | None = None
    """When the last was."""


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """One report rests on another, or on an outlet outside the pile."""
    basis: LineageBasis
    """How that is known."""
    derives_from: str
    """What it derives from: the id of a report of the pile, or the name of an outlet."""
    evidence: tuple[Evidence, ...]
    """The words: the credit, the citing words, or a shared passage."""
    report: ReportId
    """The report that derives."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A short noun phrase."""
    lemmas: tuple[str, ...]
    """Its lemmas in their order, folded."""
    name: str
    """As the report has it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody or something."""
    form: Form
    """How it is said."""
    head: tuple[tuple[int, int], ...]
    """Its head word, or the name within it."""
    id: MentionId
    """Its index."""
    span: tuple[tuple[int, int], ...]
    """All its words."""
    type: NameType
    """What kind of thing."""
    entity: EntityId | None = None
    """Whom it stands for; None where the text does not decide."""


@dataclass(frozen=True, slots=True)
class NamedAttribute:
    """An [`Attribute`] with its name."""
    accounts: tuple[AttributeAccount, ...]
    """What each says."""
    agreement: Agreement
    """How the accounts stand to each other."""
    name: str
    """`duration`, `format`, `issue`, …."""
    value: str
    """What is best supported: by most independent lines, then the most precise."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in an event."""
    mention: MentionId
    """By which words."""
    code: str | None = None
    """PLOVER/CAMEO actor code: `USAGOV`; None where the tables hold none."""
    entity: EntityId | None = None
    """Whom, among the report's entities."""
    role: ParticipantRole | None = None
    """What part: `attended`, `hosted`, `opened`, `mediated`, `absent`; None where the words say no more than
that it took part."""


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place by its words."""
    name: str
    """The words, white space collapsed."""
    span: tuple[tuple[int, int], ...]
    """Where they stand."""
    entity: EntityId | None = None
    """The entity, where it is one."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands on a matter, and how that moved."""
    matter: str
    """On what, in a report's words."""
    party: EntityId
    """Whose."""
    steps: tuple[PositionStep, ...]
    """In order of the days; wordings that say the same stand together."""


@dataclass(frozen=True, slots=True)
class PositionStep:
    """What a party is told to want, hold, refuse or doubt at a time."""
    content: str
    """The report's words."""
    evidence: tuple[Evidence, ...]
    """Where they stand."""
    stance: StanceKind
    """Which of these."""
    date: str | None = None
    """The day on which it was said, or else that of the report, where known."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal, offer, demand, invitation or commitment, and what became of it."""
    history: tuple[ProposalStep, ...]
    """How it got there."""
    id: str
    """`p0`, `p1`, …."""
    kind: ProposalKind
    """Which of these."""
    status: str
    """Where it stands."""
    what: str
    """What, in a report's words."""
    by: EntityId | None = None
    """Whose."""
    to: EntityId | None = None
    """To whom."""


@dataclass(frozen=True, slots=True)
class ProposalStep:
    """A step in the history of a proposal."""
    evidence: tuple[Evidence, ...]
    """The words."""
    status: str
    """`proposed`, `under consideration`, `accepted`, `rejected`, …."""
    by: EntityId | None = None
    """On whose side."""
    date: str | None = None
    """When, where known."""


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date."""
    basis: Basis
    """How it is known."""
    value: str
    """ISO 8601 to the precision known: `2031`, `2031-03`, `2031-03-04`, `2031-03-04T10:30`, with an
offset where one is known."""
    evidence: tuple[Evidence, ...] = ()
    """For an inferred date: the words, of this or other reports, that it follows from."""
    span: tuple[tuple[int, int], ...] | None = ()
    """Where it was read."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts or measures: "at least 40 people", "$103 billion", "five-year-old"."""
    number: tuple[tuple[int, int], ...]
    """The number alone."""
    of: tuple[str, ...]
    """Lemmas of what it hangs on, upwards to the happening: "people", "kill"."""
    span: tuple[tuple[int, int], ...]
    """From the words before the number that bound it to the noun or unit."""
    event: EventId | None = None
    """The happening in whose clause it stands."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with the place where they stand."""
    span: tuple[tuple[int, int], ...]
    """Where."""
    value: str
    """The words, white space collapsed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of `rapporteur read`."""
    attributions: tuple[Attribution, ...]
    """In text order of their cues."""
    blocks: tuple[Block, ...]
    """Cover the whole text, in order, without gap or overlap but for white space."""
    credits: tuple[Credit, ...]
    """Agencies, photographers and others named as origin."""
    diagnostics: tuple[Diagnostic, ...]
    """What could not be read, and why."""
    entities: tuple[Entity, ...]
    """In order of their first mention."""
    events: tuple[Event, ...]
    """In text order of their triggers."""
    id: ReportId
    """Derived from the content, or given with it."""
    mentions: tuple[Mention, ...]
    """In text order."""
    model: str
    path: str
    """As given; `path#n` for the n-th record of a file that holds several (from 1)."""
    sentences: tuple[SentenceLine, ...]
    tags: tuple[str, ...]
    """Subjects, as stated."""
    text: str
    """The text that every offset counts in."""
    times: tuple[Timex, ...]
    """In text order."""
    acts: tuple[Act, ...] = ()
    """What is done by saying it, in text order: proposed, demanded, alleged, denied, …."""
    byline: Stated | None = None
    """Who wrote it, as stated."""
    dateline: Dateline | None = None
    """The place that opens an agency-style report."""
    language: str | None = None
    """BCP 47, as stated by the input; None where it says nothing."""
    main: EventId | None = None
    """The event that title and first sentences are about."""
    outlet: Stated | None = None
    """Who published it."""
    published: Published | None = None
    """When it was published."""
    quantities: tuple[Quantity, ...] = ()
    """Numbers with what they count or measure, in text order."""
    stances: tuple[Stance, ...] = ()
    """What the parties want, hold, refuse or doubt, in text order."""
    title: Stated | None = None
    """Its headline."""
    updated: Published | None = None
    """When it was last changed, where that is another time."""
    url: str | None = None
    """The address of the page, where known."""


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report as a brief lists it."""
    id: ReportId
    """Its id."""
    line: int
    """Index of its independent line of reporting in [`Story::lines`]."""
    path: str
    """As given."""
    outlet: Stated | None = None
    """Who published it."""
    published: Published | None = None
    """When; inferred by the brief where the report does not say and the others decide it."""
    title: Stated | None = None
    """Its headline."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to an allegation."""
    evidence: tuple[Evidence, ...]
    """The words."""
    kind: ResponseKind
    """What kind."""
    by: EntityId | None = None
    """Whose."""


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """An object of the results."""
    block: int
    span: tuple[tuple[int, int], ...]
    tokens: tuple[TokenLine, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """What a party is told to want, hold, refuse or doubt."""
    by: EntityId
    """Whose."""
    content: str
    """What it wants, holds, refuses or doubts, to be read alone."""
    matters: tuple[Matter, ...]
    """The short noun phrases in it, each with the lemmas of its words: what it is about."""
    span: tuple[tuple[int, int], ...]
    """The words that it was read from."""
    stance: StanceKind
    """Which of these."""
    attribution: AttributionId | None = None
    """The attribution in which it is said."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a report's head (title, outlet, byline) with what it rests on."""
    basis: Basis
    """How it is known."""
    value: str
    """The value, white space collapsed."""
    span: tuple[tuple[int, int], ...] | None = ()
    """Where it was read; None for metadata from outside the text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that was said, merged over the reports that quote it."""
    content: str
    """The words."""
    evidence: tuple[Evidence, ...]
    """Where each report has it."""
    kind: AttributionKind
    """In whose words."""
    source_class: SourceClass
    """What kind of source."""
    addressee: str | None = None
    """To whom, words."""
    by: str | None = None
    """Who read it, where that was not the built-in reading: model and version of the prompts."""
    cue: str | None = None
    """The report's words for the saying: "denied"; None where it has none."""
    said_at: str | None = None
    """When it was said, ISO 8601, where the reports tell."""
    source: str | None = None
    """The source in the report's words: "a senior Norland official"."""
    speaker: EntityId | None = None
    """Who; None for a source that no report names."""
    via: str | None = None
    """Through whom, words."""


@dataclass(frozen=True, slots=True)
class Story:
    """One story. Ids of entities and events are the indices of these lists."""
    allegations: tuple[Allegation, ...]
    """Who accuses whom of what."""
    discrepancies: tuple[Discrepancy, ...]
    """Where accounts of the same thing differ."""
    entities: tuple[StoryEntity, ...]
    """Merged over the reports, most mentioned first."""
    events: tuple[StoryEvent, ...]
    """Merged over the reports, in order of time."""
    figures: tuple[FigureDifference, ...]
    """What reports count differently."""
    lineage: tuple[LineageEdge, ...]
    """Who derives from whom."""
    lines: tuple[tuple[ReportId, ...], ...]
    """Independent lines of reporting: groups of reports that go back to the same reporting."""
    proposals: tuple[Proposal, ...]
    """Proposals, offers, demands, invitations, commitments."""
    reports: tuple[ReportSummary, ...]
    """In order of publication, then id."""
    statements: tuple[Statement, ...]
    """What was said, in order of time, then of report."""
    timeline: tuple[TimelineEntry, ...]
    """What happened, in order of time; what no report dates comes last."""
    corrections: tuple[Applied, ...] = ()
    """What a desk's own word changed in all of this."""
    positions: tuple[Position, ...] = ()
    """What each party wants, holds, refuses or doubts, matter by matter."""


@dataclass(frozen=True, slots=True)
class StoryEntity:
    """Somebody or something in the story."""
    aliases: tuple[Cited, ...]
    """Every spelling, the commonest first."""
    id: EntityId
    """Its index."""
    mentions: tuple[Evidence, ...]
    """Every mention."""
    name: str
    """The fullest name that most reports use."""
    roles: tuple[Cited, ...]
    """Offices and descriptions, the commonest first."""
    type: NameType
    """What kind of thing."""
    side: EntityId | None = None
    """The country or body that it acts for; an entity of the story."""


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """An event with all accounts of it."""
    accounts: tuple[Account, ...]
    """One for each place where a report tells of it."""
    actors: tuple[EntityId, ...]
    """Who did it."""
    attributes: tuple[NamedAttribute, ...]
    """Duration, format, issues and the like."""
    factuality: Factuality
    """The strongest that any report gives it."""
    headline: str
    """A sentence that can be printed: the best of its accounts."""
    id: EventId
    """Its index."""
    independent_sources: int
    """How many independent lines of reporting tell of it."""
    participants: tuple[StoryParticipant, ...]
    """Everybody in it, with the part each had."""
    polarity: Polarity
    """Negative where reports say that it did not take place, was put off or called off, and none that it did."""
    recipients: tuple[EntityId, ...]
    """To or with whom."""
    reports: tuple[ReportId, ...]
    """The reports that tell of it."""
    cameo: str | None = None
    """CAMEO code."""
    class_: HappeningClass | None = None
    """What kind of happening."""
    mode: str | None = None
    """PLOVER mode."""
    place: Attribute | None = None
    """Where."""
    rounds: Attribute | None = None
    """Its place in a series of meetings, where the reports give one: 2 for "second round"."""
    time: Attribute | None = None
    """When: ISO 8601 to the precision known."""
    type: str | None = None
    """PLOVER type; None where PLOVER has none."""


@dataclass(frozen=True, slots=True)
class StoryParticipant:
    """Somebody in an event of the story."""
    entity: EntityId
    """Who."""
    role: Attribute
    """What part, with the accounts of it; values are those of [`ParticipantRole`]."""


@dataclass(frozen=True, slots=True)
class TimeRef:
    """A time as an event has it."""
    basis: Basis
    """Read in the event's own clause, or inferred from the sentence or the paragraphs before."""
    span: tuple[tuple[int, int], ...]
    """The expression's words."""
    value: str
    """TIMEX3 value."""
    timex: TimexId | None = None
    """The expression it was read from."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A row of the timeline: a happening, with what is shown of it."""
    background: bool
    """Whether it was before what the story is about."""
    events: tuple[EventId, ...]
    """The happening, and what is told as part of it."""
    factuality: Factuality
    """The strongest that any report gives it."""
    lines: int
    """How many independent lines of reporting tell of it."""
    main: bool
    """Whether it is the story's main happening."""
    polarity: Polarity
    """Negative where it did not take place."""
    reports: tuple[ReportId, ...]
    """The reports that tell of it."""
    statements: tuple[int, ...]
    """Indices of [`Story::statements`] that it is told in."""
    title: str
    """A sentence that can be printed."""
    basis: TimeBasis | None = None
    """How the date was come by; None without any."""
    date: str | None = None
    """ISO 8601 to the precision known; None where no report dates it."""
    from_: str | None = None
    """The first day that it can have been."""
    precision: str | None = None
    """`day`, `month`, `year`, `week`, `time`; None where only bounds are known."""
    to: str | None = None
    """The last day."""


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: TIMEX3."""
    function: TimexFunction
    """Part in the report."""
    id: TimexId
    """Its index."""
    span: tuple[tuple[int, int], ...]
    """Its words."""
    type: TimexType
    """What kind."""
    value: str
    """As TIMEX3 defines it: `2031-03-04`, `P3D`, `PRESENT_REF`, `XXXX-03-04`."""
    anchor: Anchor | None = None
    """What a relative expression was counted from."""
    mod: str | None = None
    """TIMEX3 `mod`: `APPROX`, `START`, `MID`, `END`, `LESS_THAN`, …."""
    unresolved: Unresolved | None = None
    """Why the value has gaps, where it has."""


@dataclass(frozen=True, slots=True)
class TokenLine:
    """An object of the results."""
    deprel: str
    feats: str
    head: int
    """From 1; 0 for the root, as in CoNLL-U."""
    lemma: str
    span: tuple[tuple[int, int], ...]
    upos: str
    xpos: str
    multiword: tuple[tuple[int, int], ...] | None = ()


ALL = (Account, Act, Allegation, Apart, Applied, Attribute, AttributeAccount, Attribution, Block, Cited, Clause, Credit, Dateline, Detail, Diagnostic, Discrepancy, DiscrepancyAccount, Entity, Event, EventTime, Evidence, FigureDifference, GroupedReport, GroupedStory, LineageEdge, Matter, Mention, NamedAttribute, Participant, PlaceRef, Position, PositionStep, Proposal, ProposalStep, Published, Quantity, Quoted, Reading, ReportSummary, Response, SentenceLine, Stance, Stated, Statement, Story, StoryEntity, StoryEvent, StoryParticipant, TimeRef, TimelineEntry, Timex, TokenLine)
