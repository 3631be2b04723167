//! IPTC ninjs 3.1: one JSON object a line for each report.
//!
//! Title, body, writer, place, people, organisations, places, credited agencies and what happened. Lost: who said what, times,
//! codes, parties of happenings, all that reports say together; `contentCreated` where clock or time zone of the publication
//! is not known.

use crate::article::{body, known, named};
use crate::pile::Source;
use crate::{Format, Pile, Shape, Sink, times};
use record::{NameType, report::CreditKind};
use serde_json::{Value, json};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "ninjs",
    what: "IPTC ninjs 3.1, one object a line for each report",
    lost: "who said what, times and parties of happenings, codes, dates without clock and time zone",
    shape: Shape::File,
    has_spans: false,
    write,
};

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for (index, source) in pile.sources.iter().enumerate() {
        sink.json(&item(source))?;
        let row = index + 1;
        for (column, value) in [("headlines", &source.report.title), ("by", &source.report.byline)] {
            if let Some(value) = value {
                sink.cite(row, column, &source.stated(value).1)?;
            }
        }
        if let Some(dateline) = &source.report.dateline {
            sink.cite(row, "located", &[source.report.evidence(dateline.span)])?;
        }
        if let Some((_, words)) = source.published().filter(|(value, _)| times::rfc3339(value).is_some()) {
            sink.cite(row, "contentCreated", &words)?;
        }
        for (column, kinds) in KINDS {
            for (_, _, words) in named(source, kinds) {
                sink.cite(row, column, &[words])?;
            }
        }
        for event in &source.reading.events {
            if !event.clause.text.is_empty() {
                sink.cite(row, "events", &[source.report.evidence(event.clause.span.clone())])?;
            }
        }
    }
    Ok(())
}

const KINDS: [(&str, &[NameType]); 3] = [
    ("people", &[NameType::Per]),
    ("organisations", &[NameType::Org]),
    ("places", &[NameType::Gpe, NameType::Loc, NameType::Fac]),
];

fn item(source: &Source<'_>) -> Value {
    let report = source.report;
    let words = body(source);
    let names = |kinds: &[NameType]| -> Vec<Value> {
        named(source, kinds).into_iter().map(|(name, ..)| json!({"name": name})).collect()
    };
    let [(_, people), (_, organisations), (_, places)] = KINDS;
    let main = source.reading.main;
    let events = source.reading.events.iter().filter(|event| !event.clause.text.is_empty()).map(|event| {
        let rel = (main == Some(event.id)).then_some("main");
        known(json!({"id": event.id.to_string(), "name": event.clause.text, "rel": rel}))
    });
    let outlet = source.outlet().map(|(name, _)| json!({"name": name, "role": "publisher"}));
    let credits = report.credits.iter().filter(|credit| matches!(credit.kind, CreditKind::Wire | CreditKind::Via));
    let credits = credits.map(|credit| json!({"name": credit.name, "role": "agency"}));
    known(json!({
        "uri": source.uri(),
        "type": "text",
        "contentCreated": source.published().and_then(|(value, _)| times::rfc3339(value)),
        "language": report.language,
        "headlines": report.title.iter()
            .map(|title| json!({"role": "main", "contentType": "text/plain", "value": title.value})).collect::<Vec<_>>(),
        "bodies": Some(&words).filter(|words| !words.is_empty()).into_iter().map(|words| json!({
            "role": "main",
            "contentType": "text/plain",
            "charCount": words.chars().count(),
            "wordCount": words.split_whitespace().count(),
            "value": words,
        })).collect::<Vec<_>>(),
        "by": report.byline.as_ref().map(|byline| &byline.value),
        "located": report.dateline.as_ref().map(|dateline| &dateline.place),
        "people": names(people),
        "organisations": names(organisations),
        "places": names(places),
        "subjects": report.tags.iter().map(|tag| json!({"name": tag})).collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "infoSources": outlet.into_iter().chain(credits).collect::<Vec<_>>(),
        "altIds": [{"role": "rapporteur", "value": report.id.0}],
        "standard": {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"},
    }))
}
