//! TimeML 1.2.1: a file for each report, with its happenings and times marked in the text.
//!
//! `DCT` is the report's publication date; a report without one has none. Links: a happening in its time (`IS_INCLUDED`), a
//! happening against the publication date, and the saying above what is said (`EVIDENTIAL`, `NEG_EVIDENTIAL`). Lost: who did it,
//! codes, places, sources, entities, a mark that another one crosses, times that are bounds alone, and characters that XML cannot
//! write (U+FFFD in their place). Taking the tags out gives the report's text.
//!
//! Two classes are coarser here than in TimeML: an announcement is written as `I_ACTION`, a plan as `I_STATE`. Tense, aspect and
//! modality are those of the verb and its auxiliaries; a noun has none.

use crate::pile::Source;
use crate::xml::{empty, escaped, open};
use crate::{Format, Pile, Shape, Sink, stem};
use record::analysis::Sentence;
use record::reading::{Anchor, Event, Factuality, Placement, Polarity, Timex, TimexFunction, TimexType};
use record::{HappeningClass, Span, TimexId, Token, Upos};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "timeml",
    what: "TimeML 1.2.1, a file for each report",
    lost: "who did it, codes, places, speakers, marks that cross another, times that are bounds alone",
    shape: Shape::Folder,
    has_spans: true,
    write,
};

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for (index, source) in pile.sources.iter().enumerate() {
        sink.begin(&format!("{}.tml", stem(index, source.report)))?;
        sink.write(&document(source))?;
    }
    Ok(())
}

fn document(source: &Source<'_>) -> String {
    let report = source.report;
    let marks = marks(source);
    let has = |what: What| marks.iter().any(|mark| mark.what == what);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out += "<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
            xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n\n";
    out += &format!("<DOCID>{}</DOCID>\n\n", escaped(&report.id.0));
    if let Some((value, _)) = source.published() {
        let kind = if value.contains('T') { "TIME" } else { "DATE" };
        let attributes = [
            ("tid", Some("t0")),
            ("type", Some(kind)),
            ("value", Some(value)),
            ("temporalFunction", Some("false")),
            ("functionInDocument", Some("CREATION_TIME")),
        ];
        out += &format!("<DCT>{}{}</TIMEX3></DCT>\n\n", open("TIMEX3", &attributes), escaped(value));
    }
    if let Some(title) = &report.title {
        out += &format!("<TITLE>{}</TITLE>\n\n", escaped(&title.value));
    }
    out += &format!("<TEXT>{}</TEXT>\n\n", text(source, &marks));
    let events = source.reading.events.iter().filter(|event| has(What::Event(event.id.0)));
    for event in events.clone() {
        out += &(instance(source, event) + "\n");
    }
    let mut links = 0;
    let mut link = |words: &str| {
        links += 1;
        words.replacen("lid=\"\"", &format!("lid=\"l{links}\""), 1) + "\n"
    };
    for event in events {
        for words in times_of(source, event, &has).into_iter().chain(saying(source, event, &has)) {
            out += &link(&words);
        }
    }
    out + "</TimeML>\n"
}

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Event(usize),
    Time(usize),
}

struct Mark {
    span: Span,
    what: What,
}

/// What can be marked without one mark in another: of two that share words the one that begins first, then the longer.
fn marks(source: &Source<'_>) -> Vec<Mark> {
    let times = source.reading.times.iter().map(|time| Mark { span: time.span, what: What::Time(time.id.0) });
    let events = source.reading.events.iter().map(|event| Mark { span: event.trigger, what: What::Event(event.id.0) });
    let mut all: Vec<Mark> = times.chain(events).filter(|mark| !mark.span.of(&source.report.text).is_empty()).collect();
    all.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    let mut end = 0;
    all.retain(|mark| {
        let free = mark.span.start >= end;
        if free {
            end = mark.span.end;
        }
        free
    });
    all
}

fn text(source: &Source<'_>, marks: &[Mark]) -> String {
    let words = |span: Span| escaped(source.report.words(span));
    let mut out = String::new();
    let mut at = 0;
    for mark in marks {
        out += &words(Span::new(at, mark.span.start));
        let (tag, name) = match mark.what {
            What::Event(id) => (event_tag(source.reading.events.get(id), id), "EVENT"),
            What::Time(id) => (time_tag(source.reading.times.get(id), source.report.published.is_some()), "TIMEX3"),
        };
        out += &format!("{tag}{}</{name}>", words(mark.span));
        at = mark.span.end;
    }
    out + &words(Span::new(at, source.report.text.len()))
}

fn event_tag(event: Option<&Event>, id: usize) -> String {
    let class = event.map(|event| class(event.class));
    let stem = event.map(|event| event.predicate.as_str()).filter(|stem| !stem.is_empty());
    open("EVENT", &[("eid", Some(&format!("e{id}"))), ("class", class), ("stem", stem)])
}

fn class(class: HappeningClass) -> &'static str {
    match class {
        HappeningClass::Occurrence => "OCCURRENCE",
        HappeningClass::Announcement => "I_ACTION",
        HappeningClass::Speech => "REPORTING",
        HappeningClass::Plan => "I_STATE",
        HappeningClass::State => "STATE",
        HappeningClass::Perception => "PERCEPTION",
        HappeningClass::Aspect => "ASPECTUAL",
    }
}

/// The publication date is `t0`; the others count from 1.
fn tid(id: TimexId) -> String {
    format!("t{}", id.0 + 1)
}

/// A time; `dated` where the publication date is there to be counted from.
fn time_tag(time: Option<&Timex>, dated: bool) -> String {
    let Some(time) = time else { return open("TIMEX3", &[]) };
    let kind = match time.kind {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    };
    let anchor = time.anchor.and_then(|anchor| match anchor {
        Anchor::Publication => dated.then(|| "t0".to_owned()),
        Anchor::Timex(id) => Some(tid(id)),
    });
    let function = match time.function {
        TimexFunction::PublicationTime => "PUBLICATION_TIME",
        TimexFunction::None => "NONE",
    };
    open(
        "TIMEX3",
        &[
            ("tid", Some(&tid(time.id))),
            ("type", Some(kind)),
            ("value", Some(&time.value)),
            ("mod", time.modifier.as_deref()),
            ("temporalFunction", Some(if time.anchor.is_some() { "true" } else { "false" })),
            ("functionInDocument", Some(function)),
            ("anchorTimeID", anchor.as_deref()),
        ],
    )
}

fn instance(source: &Source<'_>, event: &Event) -> String {
    let word = word(source, event);
    let (tense, aspect, modality) = word.map_or(("NONE", "NONE", None), |(sentence, index)| verb(sentence, index));
    let pos = match word.and_then(|(sentence, index)| sentence.tokens.get(index)).map(|token| token.upos) {
        Some(Upos::Verb | Upos::Aux) => "VERB",
        Some(Upos::Noun | Upos::Propn) => "NOUN",
        Some(Upos::Adj) => "ADJECTIVE",
        Some(Upos::Adp) => "PREPOSITION",
        Some(_) => "OTHER",
        None => "UNKNOWN",
    };
    empty(
        "MAKEINSTANCE",
        &[
            ("eiid", Some(&format!("ei{}", event.id.0))),
            ("eventID", Some(&format!("e{}", event.id.0))),
            ("tense", Some(tense)),
            ("aspect", Some(aspect)),
            ("pos", Some(pos)),
            ("polarity", Some(if event.polarity == Polarity::Negative { "NEG" } else { "POS" })),
            ("modality", modality.as_deref()),
        ],
    )
}

/// The word that says it.
fn word<'a>(source: &Source<'a>, event: &Event) -> Option<(&'a Sentence, usize)> {
    let sentence = source.analysis.sentences.get(source.analysis.sentence_at(event.trigger.start)?)?;
    let index = sentence.tokens.iter().position(|token| token.span.end > event.trigger.start)?;
    Some((sentence, index))
}

/// Tense, aspect and modal verb of a word by its form and its auxiliaries; `NONE` where it is no verb.
fn verb(sentence: &Sentence, index: usize) -> (&'static str, &'static str, Option<String>) {
    let Some(own) = sentence.tokens.get(index).filter(|token| matches!(token.upos, Upos::Verb | Upos::Aux)) else {
        return ("NONE", "NONE", None);
    };
    let auxiliaries: Vec<&Token> = sentence
        .children(index)
        .filter_map(|child| sentence.tokens.get(child))
        .filter(|token| token.relation() == "aux")
        .collect();
    let lemma = |wanted: &str| auxiliaries.iter().any(|token| &*token.lemma == wanted);
    let modal = auxiliaries.iter().find(|token| &*token.xpos == "MD").map(|token| token.lemma.to_uppercase());
    let will = modal.as_deref().is_some_and(|modal| matches!(modal, "WILL" | "SHALL"));
    // The first auxiliary bears the tense, of the passive too.
    let bearer = sentence
        .children(index)
        .filter_map(|child| sentence.tokens.get(child))
        .find(|token| token.relation() == "aux")
        .unwrap_or(own);
    let tense = match (bearer.feature("Tense"), bearer.feature("VerbForm")) {
        _ if will => "FUTURE",
        _ if modal.is_some() => "NONE",
        (_, Some("Inf")) => "INFINITIVE",
        (Some("Pres"), Some("Part")) | (None, Some("Ger")) => "PRESPART",
        (_, Some("Part")) => "PASTPART",
        (Some("Past"), _) => "PAST",
        (Some("Pres"), _) => "PRESENT",
        _ => "NONE",
    };
    let progressive = lemma("be")
        && own.feature("VerbForm").is_some_and(|form| form == "Part" || form == "Ger")
        && own.feature("Tense") != Some("Past");
    let aspect = match (lemma("have"), progressive) {
        (true, true) => "PERFECTIVE_PROGRESSIVE",
        (true, false) => "PERFECTIVE",
        (false, true) => "PROGRESSIVE",
        (false, false) => "NONE",
    };
    (tense, aspect, modal.filter(|_| !will))
}

/// The links of a happening to its time and to the publication date.
fn times_of(source: &Source<'_>, event: &Event, has: &dyn Fn(What) -> bool) -> Vec<String> {
    let own = format!("ei{}", event.id.0);
    let link = |relation: &str, time: &str| {
        let attributes = [
            ("lid", Some("")),
            ("relType", Some(relation)),
            ("eventInstanceID", Some(own.as_str())),
            ("relatedToTime", Some(time)),
        ];
        empty("TLINK", &attributes)
    };
    let mut links = Vec::new();
    let time = event.time.as_ref().and_then(|time| time.timex).and_then(|id| source.reading.times.get(id.0));
    let dated =
        time.filter(|time| matches!(time.kind, TimexType::Date | TimexType::Time) && has(What::Time(time.id.0)));
    if let Some(time) = dated {
        links.push(link("IS_INCLUDED", &tid(time.id)));
    }
    if source.report.published.is_some() {
        let relation = event.placement.map(|placement| match placement {
            Placement::Before => "BEFORE",
            Placement::On => "IS_INCLUDED",
            Placement::After => "AFTER",
        });
        links.extend(relation.map(|relation| link(relation, "t0")));
    }
    links
}

/// The link of what is said to the saying.
fn saying(source: &Source<'_>, event: &Event, has: &dyn Fn(What) -> bool) -> Option<String> {
    let attribution = source.reading.attributions.get(event.attribution?.0)?;
    let above = source.reading.events.iter().find(|one| one.id != event.id && attribution.cue.contains(one.trigger))?;
    let relation = if event.factuality == Factuality::Denied { "NEG_EVIDENTIAL" } else { "EVIDENTIAL" };
    has(What::Event(above.id.0)).then(|| {
        let (above, below) = (format!("ei{}", above.id.0), format!("ei{}", event.id.0));
        let attributes = [
            ("lid", Some("")),
            ("relType", Some(relation)),
            ("eventInstanceID", Some(above.as_str())),
            ("subordinatedEventInstance", Some(below.as_str())),
        ];
        empty("SLINK", &attributes)
    })
}
