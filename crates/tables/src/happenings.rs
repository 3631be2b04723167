//! Tables of what each report tells as happening.

use crate::cell::{Cell, Kind, days, id, label};
use crate::columns::Column;
use crate::reports::{REPORT, SPANS, WORDS};
use crate::{Fill, Rows, Source, Table};
use record::reading::Event;

/// The column that ties a row to a happening of its report.
const HAPPENING: Column = Column::always("happening", Kind::Text, "the id of the happening in the report");

pub(crate) const HAPPENINGS: Table = Table {
    name: "happenings",
    what: "Something that a report tells as happened, planned, denied, asked for.",
    columns: &[
        REPORT,
        HAPPENING,
        Column::always("main", Kind::Flag, "whether title and first sentences are about it"),
        Column::always(
            "class",
            Kind::Text,
            "`occurrence`, `announcement`, `speech`, `plan`, `state`, `perception`, `aspect`",
        ),
        Column::always("predicate", Kind::Text, "the lemma of the word that says it"),
        Column::always("clause", Kind::Text, "what happened, as a sentence: with names for pronouns"),
        Column::always("spans", Kind::Spans, "the words that the clause was made of"),
        Column::always("trigger_spans", Kind::Spans, "the word that says it"),
        Column::always("trigger", Kind::Text, "that word"),
        Column::maybe("type", Kind::Text, "PLOVER type"),
        Column::maybe("mode", Kind::Text, "PLOVER mode"),
        Column::always("context", Kind::Words, "PLOVER contexts"),
        Column::maybe("cameo", Kind::Text, "CAMEO code"),
        Column::maybe("time", Kind::Text, "when, TIMEX3"),
        Column::maybe("time_basis", Kind::Text, "`stated`, `shared` or `bounded`"),
        Column::maybe("time_spans", Kind::Spans, "the words that tell it"),
        Column::maybe("earliest", Kind::Day, "the first day that it can have been"),
        Column::maybe("latest", Kind::Day, "the last"),
        Column::maybe("place", Kind::Text, "where, by its words"),
        Column::maybe("place_spans", Kind::Spans, "those words"),
        Column::maybe("place_entity", Kind::Text, "the entity that the place is"),
        Column::always(
            "factuality",
            Kind::Text,
            "`asserted`, `attributed`, `planned`, `conditional`, `possible`, `denied`",
        ),
        Column::always("polarity", Kind::Text, "`positive` or `negative`"),
        Column::always("tense", Kind::Text, "of the verb that tells it"),
        Column::maybe("placement", Kind::Text, "`before`, `on` or `after` the publication"),
        Column::maybe("attribution", Kind::Text, "the attribution in whose content it stands"),
        Column::maybe("weight", Kind::Real, "how likely an editor lists it, 0 to 1"),
        Column::maybe("news", Kind::Real, "how likely it is what its report is about, 0 to 1"),
    ],
    rows: Fill::Reading(happenings),
};

fn happenings(source: &Source<'_>, rows: &mut Rows) {
    for event in &source.reading.events {
        let time = event.time.as_ref();
        let [earliest, latest] = when(event);
        let place = event.place.as_ref();
        rows.add([
            id(&source.report.id),
            id(event.id),
            (source.reading.main == Some(event.id)).into(),
            label(event.class),
            Cell::from(&event.predicate),
            Cell::from(&event.clause.text),
            Cell::from(&event.clause.span),
            event.trigger.into(),
            source.report.words(event.trigger).into(),
            event.kind.as_ref().into(),
            event.mode.as_ref().into(),
            event.context.clone().into(),
            event.cameo.as_ref().into(),
            time.and_then(|time| time.value.as_ref()).into(),
            time.map_or(Cell::Null, |time| label(time.basis)),
            time.and_then(|time| time.span).into(),
            earliest,
            latest,
            place.map(|place| &place.name).into(),
            place.map(|place| place.span).into(),
            place.and_then(|place| place.entity).map_or(Cell::Null, id),
            label(event.factuality),
            label(event.polarity),
            label(event.tense),
            event.placement.map_or(Cell::Null, label),
            event.attribution.map_or(Cell::Null, id),
            event.weight.into(),
            event.news.into(),
        ]);
    }
}

/// The days that a happening's time covers, or its bounds.
fn when(event: &Event) -> [Cell; 2] {
    let Some(time) = &event.time else { return [Cell::Null, Cell::Null] };
    if time.value.is_some() {
        return days(time.value.as_deref());
    }
    let [earliest, _] = days(time.from.as_deref());
    let [_, latest] = days(time.to.as_deref());
    [earliest, latest]
}

pub(crate) const PARTICIPANTS: Table = Table {
    name: "participants",
    what: "Somebody in a happening of a report.",
    columns: &[
        REPORT,
        HAPPENING,
        Column::always("side", Kind::Text, "`actor` or `recipient`"),
        Column::maybe("entity", Kind::Text, "whom, among the report's entities"),
        Column::always("mention", Kind::Text, "by which words"),
        SPANS,
        WORDS,
        Column::maybe("code", Kind::Text, "PLOVER or CAMEO code of the actor"),
        Column::maybe("role", Kind::Text, "`attended`, `hosted`, `opened`, `mediated`, `absent`"),
    ],
    rows: Fill::Reading(participants),
};

fn participants(source: &Source<'_>, rows: &mut Rows) {
    for event in &source.reading.events {
        let sides = [("actor", &event.actors), ("recipient", &event.recipients)];
        for (side, one) in sides.into_iter().flat_map(|(side, all)| all.iter().map(move |one| (side, one))) {
            // A participant whose mention is not in the list has no words: it would be a mistake of the program.
            let Some(mention) = source.reading.mentions.get(one.mention.0) else { continue };
            rows.add([
                id(&source.report.id),
                id(event.id),
                side.into(),
                one.entity.map_or(Cell::Null, id),
                id(one.mention),
                mention.span.into(),
                source.report.words(mention.span).into(),
                one.code.as_ref().into(),
                one.role.map_or(Cell::Null, label),
            ]);
        }
    }
}

pub(crate) const DETAILS: Table = Table {
    name: "details",
    what: "A typed value read with a happening of a report.",
    columns: &[
        REPORT,
        HAPPENING,
        Column::always("kind", Kind::Text, "`duration`, `count`, `round`, `format`, `issue`, `precedent`, `figure`, …"),
        Column::always("value", Kind::Text, "normalised"),
        SPANS,
        WORDS,
    ],
    rows: Fill::Reading(details),
};

fn details(source: &Source<'_>, rows: &mut Rows) {
    for event in &source.reading.events {
        for detail in &event.details {
            rows.add([
                id(&source.report.id),
                id(event.id),
                label(detail.kind),
                Cell::from(&detail.value),
                detail.span.into(),
                source.report.words(detail.span).into(),
            ]);
        }
    }
}
