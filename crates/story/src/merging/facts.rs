//! What merging looks at of each report's events.

use crate::dates::Interval;
use crate::figures::{Figure, toll};
use crate::linking::Linked;
use crate::pile::{Pile, Telling};
use crate::words::{content, fold, lines, stem, words};
use jiff::civil::Date;
use record::HappeningClass;
use record::numbers::whole;
use record::reading::{DetailKind, Event, Factuality, Participant, ParticipantRole, Polarity, Tense, TimeBasis};
use record::{EntityId, MentionId, Span, Upos};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

static APART: LazyLock<HashSet<&'static str>> = LazyLock::new(|| lines(include_str!("../../data/apart.txt")).collect());
static ORDINALS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/ordinals.tsv")).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(word, n)| Some((word, n.parse().ok()?))).collect()
});

/// Verbs that say what part their subject had in a meeting.
static PARTS: LazyLock<HashMap<&'static str, ParticipantRole>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/parts.tsv")).filter_map(|row| row.split_once('\t'));
    rows.map(|(verb, part)| {
        let role = match part {
            "opened" => ParticipantRole::Opened,
            "hosted" => ParticipantRole::Hosted,
            _ => ParticipantRole::Mediated,
        };
        (verb, role)
    })
    .collect()
});

/// CAMEO's code of killing.
const KILL: &str = "1823";

/// The PLOVER type of meetings, visits, talks.
pub(crate) const MEETING: &str = "CONSULT";

/// One event of one report.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// Index of its report in the pile.
    pub report: usize,
    /// Index among the report's events.
    pub event: usize,
    /// The word or words that say it.
    pub trigger: Span,
    /// PLOVER type.
    pub kind: Option<String>,
    /// CAMEO code, where it names an act of its own: not `190`, "fight" in general.
    pub code: Option<String>,
    /// What else its sentence speaks of.
    pub context: BTreeSet<String>,
    /// Stem of the trigger.
    pub stem: String,
    /// What it says to have happened to people.
    pub toll: Option<&'static str>,
    /// To how many.
    pub figure: Option<Figure>,
    /// Its place among the report's sentences.
    pub sentence: Option<usize>,
    /// When, as far as the words tell.
    pub when: Option<Interval>,
    /// Whether the words of its own clause say when, and not only those before.
    pub when_stated: bool,
    /// Who did it, apart from hosts, openers, mediators and the absent; entities of the story.
    pub actors: BTreeSet<usize>,
    /// To or with whom, likewise.
    pub recipients: BTreeSet<usize>,
    /// Hosts, openers, mediators, the absent.
    pub beside: BTreeSet<usize>,
    /// The part that the verb gives its subject.
    pub part: Option<ParticipantRole>,
    /// Where: an entity of the story.
    pub place: Option<usize>,
    /// Its number in a series.
    pub round: Option<u32>,
    /// Called "another", "further", "next", ….
    pub apart: bool,
    /// A noun.
    pub nominal: bool,
    /// A noun that points back: "the talks", "their meeting".
    pub definite: bool,
    /// It is to come; `None` where the words leave it open.
    pub future: Option<bool>,
    /// Negated or denied.
    pub negative: bool,
    /// What the model compares it by; empty where no model read it.
    pub vector: Vec<f32>,
    /// How likely an editor lists it.
    pub weight: f32,
    /// How likely it is what its report is about.
    pub news: f32,
    /// Whether it is what its report is about.
    pub main: bool,
    /// What kind of happening.
    pub class: HappeningClass,
    /// What its clause speaks of.
    pub clause: BTreeSet<String>,
    /// Numbers in its clause.
    pub numbers: BTreeSet<u64>,
    /// Publication day of its report, where known.
    pub told: Option<Date>,
}

/// All events of all reports that a story can tell of, in the order of the pile.
pub(crate) fn facts(pile: &Pile<'_>, linked: &Linked) -> Vec<Fact> {
    let told = pile.events().filter(|(_, _, event)| is_told(event));
    told.map(|(report, index, event)| Fact::new(report, index, event, &pile.tellings[report], linked)).collect()
}

/// Whether the event is more than a way of telling: what somebody merely said, saw or began is told by what it is about.
fn is_told(event: &Event) -> bool {
    let act = !matches!(event.class, HappeningClass::Speech | HappeningClass::Perception | HappeningClass::Aspect);
    act || event.kind.is_some() || event.weight.is_some_and(|weight| weight >= LISTED)
}

/// How likely an editor has to list what is otherwise a way of telling.
const LISTED: f32 = 0.3;

/// The vector with length 1; empty for none.
fn unit(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 { vector.iter().map(|x| x / length).collect() } else { Vec::new() }
}

impl Fact {
    fn new(report: usize, index: usize, event: &Event, telling: &Telling<'_>, linked: &Linked) -> Self {
        let look = Look::at(telling, event);
        let part = (event.kind.as_deref() == Some(MEETING)).then(|| PARTS.get(look.lemma.as_str()).copied()).flatten();
        let (mut actors, mut beside) = parts(report, &event.actors, telling, linked);
        let (recipients, more) = parts(report, &event.recipients, telling, linked);
        beside.extend(more);
        // "Holt greeted the envoys", "Holt attended": an act in a meeting that is told of elsewhere.
        let alone = event.recipients.is_empty() && event.actors.len() == 1 && event.actors[0].role.is_some();
        if part.is_some() || alone {
            beside.append(&mut actors);
        }
        let place = event.place.as_ref().and_then(|place| place.entity).and_then(|id| linked.entity(report, id));
        let round = event.details.iter().find(|detail| detail.kind == DetailKind::Round);
        let when = telling.interval(event.time.as_ref().and_then(|time| time.value.as_deref()));
        let planned = matches!(event.factuality, Factuality::Planned | Factuality::Conditional | Factuality::Possible);
        let future = match event.tense {
            Tense::Future => Some(true),
            Tense::Past if !planned => Some(false),
            _ if planned => Some(true),
            // "the talks between …", told as a fact on or after the day.
            _ => match when.zip(telling.day()) {
                Some((when, told)) => Some(when.from > told),
                None => (event.factuality == Factuality::Asserted).then_some(false),
            },
        };
        let stem = stem(&look.lemma);
        Self {
            report,
            event: index,
            trigger: event.trigger,
            kind: event.kind.clone(),
            context: context(telling, event),
            code: event.cameo.clone().filter(|code| !code.ends_with('0')),
            // "left nine dead": the word alone does not say it.
            toll: toll(&stem).or_else(|| (event.cameo.as_deref() == Some(KILL)).then_some("killed")),
            figure: telling.people(event).map(|(_, people, _)| people.all()),
            sentence: telling.analysis.sentence_at(event.trigger.start),
            stem,
            when,
            when_stated: event.time.as_ref().is_some_and(|time| time.basis == TimeBasis::Stated),
            actors,
            recipients,
            beside,
            part,
            place,
            round: round.and_then(|detail| detail.value.parse().ok()).or(look.round),
            apart: look.apart,
            nominal: look.nominal,
            definite: look.definite,
            future,
            negative: event.polarity == Polarity::Negative || event.factuality == Factuality::Denied,
            vector: unit(&event.vector),
            weight: event.weight.unwrap_or(0.0),
            news: event.news.unwrap_or(0.0),
            main: telling.reading.main == Some(event.id),
            class: event.class,
            clause: content(&event.clause.text),
            numbers: words(&event.clause.text).iter().filter_map(|word| whole(word)).filter(|n| *n > 1).collect(),
            told: telling.day(),
        }
    }

    /// Everybody in it.
    pub(crate) fn parties(&self) -> BTreeSet<usize> {
        self.actors.iter().chain(&self.recipients).chain(&self.beside).copied().collect()
    }

    /// Whether it is a meeting of any kind.
    pub(crate) fn is_meeting(&self) -> bool {
        self.kind.as_deref() == Some(MEETING)
    }
}

/// The story's entities that take part, and apart from them those with a part of their own. A group stands for
/// its members, a capital for its country.
fn parts(
    report: usize,
    participants: &[Participant],
    telling: &Telling<'_>,
    linked: &Linked,
) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut core, mut beside) = (BTreeSet::new(), BTreeSet::new());
    for participant in participants {
        let into = match participant.role {
            None | Some(ParticipantRole::Attended) => &mut core,
            Some(_) => &mut beside,
        };
        for id in who(report, participant.entity, participant.mention, telling, linked) {
            into.insert(id);
        }
    }
    (core, beside)
}

/// The story's entities that a participant stands for.
pub(crate) fn who(
    report: usize,
    entity: Option<EntityId>,
    mention: MentionId,
    telling: &Telling<'_>,
    linked: &Linked,
) -> Vec<usize> {
    let entity = entity.or_else(|| telling.reading.mentions.get(mention.0).and_then(|mention| mention.entity));
    entity.and_then(|id| linked.entity(report, id)).map(|id| linked.actors(id)).unwrap_or_default()
}

/// What the event's sentence speaks of; of an endless sentence a part.
fn context(telling: &Telling<'_>, event: &Event) -> BTreeSet<String> {
    const MOST_WORDS: usize = 64;
    content(telling.words(telling.sentence(event.trigger))).into_iter().take(MOST_WORDS).collect()
}

/// What the trigger looks like in its sentence.
#[derive(Default)]
struct Look {
    lemma: String,
    nominal: bool,
    definite: bool,
    apart: bool,
    round: Option<u32>,
}

impl Look {
    fn at(telling: &Telling<'_>, event: &Event) -> Self {
        let words = fold(telling.words(event.trigger));
        let mut look = Self { lemma: words.split_whitespace().next().unwrap_or("").to_owned(), ..Self::default() };
        let sentence = telling.analysis.sentence_at(event.trigger.start).map(|i| &telling.analysis.sentences[i]);
        let Some(sentence) = sentence else { return look };
        let range = sentence.tokens_in(event.trigger);
        // A trigger of several words ("held talks") is looked at by its noun, else by its first word.
        let noun = range.clone().rev().find(|&i| matches!(sentence.tokens[i].upos, Upos::Noun | Upos::Propn));
        let Some(at) = noun.or(range.clone().next()) else { return look };
        let token = &sentence.tokens[at];
        look.lemma = fold(&token.lemma);
        look.nominal = noun.is_some() && range.len() == 1;
        for child in sentence.children(at).map(|i| &sentence.tokens[i]) {
            let lemma = fold(&child.lemma);
            look.definite |= matches!(lemma.as_str(), "the" | "this" | "that" | "these" | "those" | "both");
            look.definite |= &*child.deprel == "nmod:poss";
            // "accused the other" is no other accusation.
            let modifier = matches!(&*child.deprel, "det" | "amod" | "advmod");
            look.apart |= modifier && APART.contains(lemma.as_str());
            if look.nominal && child.span.start < token.span.start {
                look.round = look.round.or(ORDINALS.get(lemma.as_str()).copied());
            }
        }
        // "the second round of talks": the round's own words count for the talks.
        if let Some(head) = token.head.and_then(|head| sentence.tokens.get(head)).filter(|_| look.nominal)
            && matches!(fold(&head.lemma).as_str(), "round" | "session" | "series" | "day")
        {
            for child in sentence.children(token.head.unwrap_or(at)).map(|i| fold(&sentence.tokens[i].lemma)) {
                look.definite |= matches!(child.as_str(), "the" | "this" | "their");
                look.apart |= APART.contains(child.as_str());
                look.round = look.round.or(ORDINALS.get(child.as_str()).copied());
            }
        }
        look
    }
}

/// Persons sorted under the sides that they act for; what has no side is its own.
pub(crate) fn by_side(entities: &BTreeSet<usize>, linked: &Linked) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut sides: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &entity in entities {
        let side = linked.side_of(entity).unwrap_or(entity);
        let persons = sides.entry(side).or_default();
        if linked.is_person(entity) && side != entity {
            persons.insert(entity);
        }
    }
    sides
}
