//! schema.org: a `NewsArticle` for each report, one JSON-LD object a line.
//!
//! Title, body, dates, writer, publisher, who and what is named, and what the report rests on: `isBasedOn` for copies and credits,
//! `citation` for what it cites. Lost: who said what, what happened, and every review of a claim: the program gives no verdict.

use crate::article::{body, known, named};
use crate::pile::Source;
use crate::{Format, Pile, Shape, Sink};
use record::story::LineageBasis;
use record::{NameType, ReportId};
use serde_json::{Value, json};
use std::io;

pub(crate) const FORMAT: Format = Format {
    name: "schema-org",
    what: "schema.org NewsArticle (JSON-LD), one object a line for each report",
    lost: "who said what, what happened, disputes; no claim is rated",
    shape: Shape::File,
    has_spans: false,
    write,
};

const NAMED: [NameType; 6] =
    [NameType::Per, NameType::Org, NameType::Gpe, NameType::Loc, NameType::Fac, NameType::Event];

fn write(pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for (index, source) in pile.sources.iter().enumerate() {
        sink.json(&article(pile, source))?;
        let (row, report) = (index + 1, source.report);
        for (column, value) in [("headline", &report.title), ("author", &report.byline), ("publisher", &report.outlet)]
        {
            if let Some(value) = value {
                sink.cite(row, column, &source.stated(value).1)?;
            }
        }
        if let Some((_, words)) = source.published() {
            sink.cite(row, "datePublished", &words)?;
        }
        for (_, _, words) in named(source, &NAMED) {
            sink.cite(row, "mentions", &[words])?;
        }
        for edge in pile.story.lineage.iter().filter(|edge| edge.report == report.id) {
            let column = if edge.basis == LineageBasis::Cites { "citation" } else { "isBasedOn" };
            sink.cite(row, column, &edge.evidence)?;
        }
    }
    Ok(())
}

fn article(pile: &Pile<'_>, source: &Source<'_>) -> Value {
    let report = source.report;
    let mentions =
        named(source, &NAMED).into_iter().map(|(name, kind, _)| json!({"@type": kind_of(kind), "name": name}));
    let based = |cites: bool| -> Vec<Value> {
        let edges = pile.story.lineage.iter().filter(|edge| edge.report == report.id);
        let edges = edges.filter(|edge| (edge.basis == LineageBasis::Cites) == cites);
        edges.map(|edge| origin(pile, &edge.derives_from)).collect()
    };
    let words = body(source);
    known(json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": source.uri(),
        "identifier": report.id.0,
        "url": report.url,
        "headline": report.title.as_ref().map(|title| &title.value),
        "articleBody": Some(words).filter(|words| !words.is_empty()),
        "datePublished": source.published().map(|(value, _)| value),
        "dateModified": report.updated.as_ref().map(|updated| &updated.value),
        "dateline": report.dateline.as_ref().map(|dateline| &dateline.place),
        // A byline may name several, or a desk: it is given in its words.
        "author": report.byline.as_ref().map(|byline| &byline.value),
        "publisher": source.outlet().map(|(name, _)| json!({"@type": "Organization", "name": name})),
        "inLanguage": report.language,
        "keywords": report.tags,
        "mentions": mentions.collect::<Vec<_>>(),
        "isBasedOn": based(false),
        "citation": based(true),
    }))
}

/// A report of the pile by its address or name, an outlet outside of it by its name.
fn origin(pile: &Pile<'_>, id: &str) -> Value {
    match pile.source(&ReportId(id.to_owned())) {
        Some(source) => known(json!({
            "@type": "NewsArticle",
            "@id": source.uri(),
            "headline": source.report.title.as_ref().map(|title| &title.value),
        })),
        None => json!({"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": id}}),
    }
}

fn kind_of(kind: NameType) -> &'static str {
    match kind {
        NameType::Per => "Person",
        NameType::Org => "Organization",
        NameType::Gpe | NameType::Loc | NameType::Fac => "Place",
        NameType::Event => "Event",
        NameType::Norp | NameType::Work => "Thing",
    }
}
