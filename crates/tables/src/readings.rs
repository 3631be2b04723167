//! Tables of who and what, when, and who said so, in each report.

use crate::cell::{Cell, Kind, days, id, ids, label};
use crate::columns::Column;
use crate::reports::{REPORT, SPANS, WORDS};
use crate::{Fill, Rows, Source, Table};
use record::reading::{Anchor, Quoted};

pub(crate) const MENTIONS: Table = Table {
    name: "mentions",
    what: "Words of a report that stand for somebody or something.",
    columns: &[
        REPORT,
        Column::always("mention", Kind::Text, "its id in the report"),
        SPANS,
        WORDS,
        Column::always("head", Kind::Spans, "its head word, or the name within it"),
        Column::always("type", Kind::Text, "`PER`, `ORG`, `GPE`, `LOC`, `FAC`, `NORP`, `EVENT`, `WORK`"),
        Column::always("form", Kind::Text, "`name`, `nominal` or `pronoun`"),
        Column::maybe("entity", Kind::Text, "whom it stands for"),
    ],
    rows: Fill::Reading(mentions),
};

fn mentions(source: &Source<'_>, rows: &mut Rows) {
    for mention in &source.reading.mentions {
        rows.add([
            id(&source.report.id),
            id(mention.id),
            mention.span.into(),
            source.report.words(mention.span).into(),
            mention.head.into(),
            label(mention.kind),
            label(mention.form),
            mention.entity.map_or(Cell::Null, id),
        ]);
    }
}

pub(crate) const ENTITIES: Table = Table {
    name: "entities",
    what: "Somebody or something that a report names or describes; its words are those of its mentions.",
    columns: &[
        REPORT,
        Column::always("entity", Kind::Text, "its id in the report"),
        Column::always("name", Kind::Text, "the fullest name, or description, in the report"),
        Column::always("type", Kind::Text, "as in mentions"),
        Column::always("aliases", Kind::Words, "every way it is named"),
        Column::always("roles", Kind::Words, "offices and descriptions"),
        Column::always("affiliations", Kind::Words, "countries and bodies that it is said to belong to"),
        Column::always("members", Kind::Words, "for several taken together: the entities that they are"),
    ],
    rows: Fill::Reading(entities),
};

fn entities(source: &Source<'_>, rows: &mut Rows) {
    let values = |quoted: &[Quoted]| Cell::Words(quoted.iter().map(|one| one.value.clone()).collect());
    for entity in &source.reading.entities {
        rows.add([
            id(&source.report.id),
            id(entity.id),
            Cell::from(&entity.name),
            label(entity.kind),
            values(&entity.aliases),
            values(&entity.roles),
            values(&entity.affiliations),
            ids(&entity.members),
        ]);
    }
}

pub(crate) const TIMES: Table = Table {
    name: "times",
    what: "A time expression of a report: TIMEX3.",
    columns: &[
        REPORT,
        Column::always("time", Kind::Text, "its id in the report"),
        SPANS,
        WORDS,
        Column::always("type", Kind::Text, "`DATE`, `TIME`, `DURATION` or `SET`"),
        Column::always("value", Kind::Text, "as TIMEX3 defines it"),
        Column::maybe("earliest", Kind::Day, "the first day of a date"),
        Column::maybe("latest", Kind::Day, "the last"),
        Column::maybe("mod", Kind::Text, "TIMEX3 `mod`"),
        Column::maybe("anchor", Kind::Text, "what it was counted from: `publication`, or the id of a time"),
        Column::always("function", Kind::Text, "`PUBLICATIONTIME` or `NONE`"),
        Column::maybe("unresolved", Kind::Text, "why the value has gaps"),
    ],
    rows: Fill::Reading(times),
};

fn times(source: &Source<'_>, rows: &mut Rows) {
    for time in &source.reading.times {
        let [earliest, latest] = days(Some(&time.value));
        let anchor = time.anchor.map(|anchor| match anchor {
            Anchor::Publication => "publication".to_owned(),
            Anchor::Timex(other) => other.to_string(),
        });
        rows.add([
            id(&source.report.id),
            id(time.id),
            time.span.into(),
            source.report.words(time.span).into(),
            label(time.kind),
            Cell::from(&time.value),
            earliest,
            latest,
            time.modifier.as_ref().into(),
            anchor.into(),
            label(time.function),
            time.unresolved.map_or(Cell::Null, label),
        ]);
    }
}

pub(crate) const ATTRIBUTIONS: Table = Table {
    name: "attributions",
    what: "Somebody is said in a report to have said, written, thought or meant something.",
    columns: &[
        REPORT,
        Column::always("attribution", Kind::Text, "its id in the report"),
        Column::always("source_spans", Kind::Spans, "words for who said it; none where the text leaves them out"),
        Column::always("source", Kind::Text, "those words"),
        Column::always("cue_spans", Kind::Spans, "the words that say that it was said"),
        Column::always("cue", Kind::Text, "those words"),
        Column::always("content_spans", Kind::Spans, "what was said"),
        Column::always("content", Kind::Text, "those words"),
        Column::always("kind", Kind::Text, "`direct`, `indirect` or `mixed`"),
        Column::maybe("speaker", Kind::Text, "the entity that said it"),
        Column::maybe("addressee", Kind::Text, "to whom"),
        Column::always(
            "source_class",
            Kind::Text,
            "`named`, `anonymous`, `organisation`, `media`, `document`, `unknown`",
        ),
        Column::maybe("reason", Kind::Text, "the stated reason for anonymity"),
        Column::maybe("via", Kind::Text, "the outlet or agency that it was said to"),
        Column::maybe("occasion", Kind::Text, "on what occasion"),
        Column::maybe("said", Kind::Text, "when, TIMEX3"),
        Column::maybe("placement", Kind::Text, "`before`, `on` or `after` the publication"),
        Column::maybe("parent", Kind::Text, "the attribution in whose content it stands"),
    ],
    rows: Fill::Reading(attributions),
};

fn attributions(source: &Source<'_>, rows: &mut Rows) {
    let text = &source.report.text;
    let quoted = |value: &Option<Quoted>| Cell::from(value.as_ref().map(|one| &one.value));
    for one in &source.reading.attributions {
        rows.add([
            id(&source.report.id),
            id(one.id),
            Cell::from(&one.source),
            one.source.quote(text).into(),
            Cell::from(&one.cue),
            one.cue.quote(text).into(),
            Cell::from(&one.content),
            one.content.quote(text).into(),
            label(one.kind),
            one.speaker.map_or(Cell::Null, id),
            quoted(&one.addressee),
            label(one.source_class),
            quoted(&one.reason),
            quoted(&one.via),
            quoted(&one.occasion),
            one.time.as_ref().map(|time| &time.value).into(),
            one.placement.map_or(Cell::Null, label),
            one.parent.map_or(Cell::Null, id),
        ]);
    }
}

pub(crate) const QUANTITIES: Table = Table {
    name: "quantities",
    what: "A number in a report with what it counts or measures.",
    columns: &[
        REPORT,
        SPANS,
        WORDS,
        Column::always("number_spans", Kind::Spans, "the number alone"),
        Column::always("number", Kind::Text, "its words"),
        Column::maybe("happening", Kind::Text, "the happening in whose clause it stands"),
        Column::always("of", Kind::Words, "lemmas of what it hangs on, upwards"),
    ],
    rows: Fill::Reading(quantities),
};

fn quantities(source: &Source<'_>, rows: &mut Rows) {
    for quantity in &source.reading.quantities {
        rows.add([
            id(&source.report.id),
            quantity.span.into(),
            source.report.words(quantity.span).into(),
            quantity.number.into(),
            source.report.words(quantity.number).into(),
            quantity.event.map_or(Cell::Null, id),
            quantity.of.clone().into(),
        ]);
    }
}
