//! W3C Web Annotation: a page (`AnnotationPage`) for each report, one JSON-LD object a line.
//!
//! An annotation for each mention of an entity, time, happening and attribution. Every target has the words
//! (`TextQuoteSelector`, with what stands around them) and the bytes of the report's text (`DataPositionSelector`); words in
//! several pieces are several targets. Lost: all that reports say together. `text` as the program read it is what the bytes count
//! in, not the page at the address: a reader of the page goes by the words.

use crate::pile::Source;
use crate::{Format, Pile, Shape, Sink};
use record::{Span, Spans};
use serde_json::{Value, json};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "web-annotation",
    what: "W3C Web Annotation (JSON-LD), a page of annotations for each report, one a line",
    lost: "all that reports say together, details of happenings, codes of actors",
    shape: Shape::File,
    has_spans: true,
    write,
};

/// Characters of text on either side of the words, by which they are found where they stand more than once.
const AROUND: usize = 32;

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    pile.sources.iter().try_for_each(|source| sink.json(&page(source)))
}

fn page(source: &Source<'_>) -> Value {
    let reading = source.reading;
    let report = format!("urn:rapporteur:report:{}", crate::pile::urn(&source.report.id.0));
    let annotation = |id: String, motivation: &str, body: Vec<Value>, spans: &Spans| {
        let targets: Vec<Value> = spans.ranges().iter().map(|&range| target(source, &report, range)).collect();
        (!targets.is_empty()).then(|| {
            json!({
                "id": format!("{report}:{id}"),
                "type": "Annotation",
                "motivation": motivation,
                "body": body,
                "target": targets,
            })
        })
    };
    let body = |purpose: &str, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value});
    let mentions = reading.mentions.iter().filter_map(|mention| {
        let mut bodies = vec![body("classifying", mention.kind.label())];
        if let Some(entity) = mention.entity.and_then(|entity| reading.entities.get(entity.0)) {
            bodies.push(json!({
                "type": "TextualBody",
                "purpose": "identifying",
                "id": format!("{report}:{}", entity.id),
                "value": entity.name,
            }));
        }
        annotation(mention.id.to_string(), "identifying", bodies, &mention.span.into())
    });
    let times = reading.times.iter().filter_map(|time| {
        annotation(time.id.to_string(), "tagging", vec![body("tagging", &time.value)], &time.span.into())
    });
    let events = reading.events.iter().filter_map(|event| {
        let mut bodies = vec![body("classifying", event.class.label())];
        let codes = [&event.kind, &event.cameo].into_iter().flatten();
        bodies.extend(codes.map(|code| body("classifying", code)));
        if !event.clause.text.is_empty() {
            bodies.push(body("describing", &event.clause.text));
        }
        annotation(event.id.to_string(), "describing", bodies, &event.trigger.into())
    });
    let attributions = reading.attributions.iter().filter_map(|one| {
        let speaker = one.speaker.and_then(|id| reading.entities.get(id.0)).map(|entity| entity.name.clone());
        let words = speaker.unwrap_or_else(|| one.source.quote(&source.report.text));
        let bodies = if words.is_empty() { Vec::new() } else { vec![body("describing", &words)] };
        annotation(one.id.to_string(), "describing", bodies, &one.content)
    });
    let items: Vec<Value> = mentions.chain(times).chain(events).chain(attributions).collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{report}:annotations"),
        "type": "AnnotationPage",
        "generator": {"type": "Software", "name": "rapporteur", "schema:softwareVersion": env!("CARGO_PKG_VERSION")},
        "items": items,
    })
}

fn target(source: &Source<'_>, report: &str, range: Span) -> Value {
    let text = &source.report.text;
    let before: String = text.get(..range.start).unwrap_or_default().chars().rev().take(AROUND).collect();
    let prefix: String = before.chars().rev().collect();
    let suffix: String = text.get(range.end..).unwrap_or_default().chars().take(AROUND).collect();
    let page = match &source.report.url {
        Some(url) => json!({"id": report, "format": "text/plain", "via": url}),
        None => json!({"id": report, "format": "text/plain"}),
    };
    json!({
        "source": page,
        "selector": [
            {"type": "TextQuoteSelector", "exact": range.of(text), "prefix": prefix, "suffix": suffix},
            {"type": "DataPositionSelector", "start": range.start, "end": range.end},
        ],
    })
}
