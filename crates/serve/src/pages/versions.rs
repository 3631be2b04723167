//! Two versions of a report, side by side: what changed of what they say, then their texts.

use super::{Answer, HTML, count, links, whole};
use crate::api::Ask;
use crate::app::App;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use record::{Evidence, Report, Span, Spans};
use render::html::parts::{self, plain};
use revisions::{Change, Revision};
use serde::Deserialize;
use store::{Entry, VersionRow};

/// Blocks of a text that are shown: the rest is on the report's own page.
const BLOCKS: usize = 400;

#[derive(Deserialize)]
pub struct Asked {
    from: Option<usize>,
    to: Option<usize>,
}

pub async fn page(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Ask(asked): Ask<Asked>,
) -> Answer {
    let name = format!("{}/versions {:?} {:?}", links::report(&id), asked.from, asked.to);
    let answer = app.kept(name, HTML, &headers, move |library| {
        let row = library.report(&id)?.ok_or_else(|| Problem::missing("report"))?;
        let versions = library.versions(&row.id)?;
        let to = asked.to.unwrap_or(row.versions);
        let from = asked.from.unwrap_or_else(|| to.saturating_sub(1).max(1));
        let mut version = |number| library.entry(&row.id, Some(number))?.ok_or_else(|| Problem::missing("version"));
        let (before, after) = (version(from)?, version(to)?);
        let revision = revisions::compare((&before.report, &before.reading), (&after.report, &after.reading));
        let body = html! {
            h1 { "Versions of " (plain(row.title.as_deref().unwrap_or("a report without a title"))) }
            p { a href=(links::report(&row.id)) { "The report" } }
            (choice(&row.id, &versions, from, to))
            (changes(&row.id, &revision, from, to))
            section {
                h2 { "Side by side" }
                div.pair {
                    (text(&before, &revision, from, |change| &change.before))
                    (text(&after, &revision, to, |change| &change.after))
                }
            }
        };
        Ok(whole("Versions", "/", &body))
    });
    Ok(answer.await?)
}

fn choice(id: &str, versions: &[VersionRow], from: usize, to: usize) -> Markup {
    let options = |chosen: usize| {
        html! {
            @for row in versions {
                option value=(row.version) selected[row.version == chosen] { (row.version) ", " (row.added) }
            }
        }
    };
    html! {
        form.line method="get" action={ (links::report(id)) "/versions" } aria-label="Which versions" {
            label for="from" { "From" } select id="from" name="from" { (options(from)) }
            label for="to" { "to" } select id="to" name="to" { (options(to)) }
            button { "Compare" }
        }
    }
}

fn changes(id: &str, revision: &Revision, from: usize, to: usize) -> Markup {
    let how = match (revision.changes.is_empty(), revision.announced) {
        (true, _) => "No facts changed.",
        (false, true) => "Changed, and says so.",
        (false, false) => "Changed silently.",
    };
    html! {
        p.summary {
            (how)
            @if revision.reworded > 0 { " " (count(revision.reworded, "paragraph", "paragraphs")) " reworded." }
        }
        dl {
            @for Change { kind, about, before, after } in &revision.changes {
                div.row {
                    dt { (kind.words()) }
                    dd {
                        @if let Some(about) = about { span dir="auto" { (plain(about)) } br; }
                        @if let Some(before) = before { "before: " (quoted(id, from, before)) br; }
                        @if let Some(after) = after { "after: " (quoted(id, to, after)) }
                    }
                }
            }
        }
    }
}

fn quoted(id: &str, version: usize, evidence: &Evidence) -> Markup {
    html! { a href=(links::words_of(id, version, &evidence.span)) dir="auto" { q { (plain(&evidence.quote)) } } }
}

/// The text of a version, its side of every change lit up.
fn text(entry: &Entry, revision: &Revision, version: usize, side: fn(&Change) -> &Option<Evidence>) -> Markup {
    let report = &entry.report;
    let evidence = revision.changes.iter().filter_map(|change| side(change).as_ref());
    let lit = Spans::new(evidence.flat_map(|evidence| evidence.span.ranges()).copied().collect());
    let rest = report.blocks.len().saturating_sub(BLOCKS);
    html! {
        div.words {
            h3 { "Version " (version) }
            @for block in report.blocks.iter().take(BLOCKS) {
                (parts::block(block, &report.text, marked(report, block.span, &lit)))
            }
            @if rest > 0 { p { "and " (count(rest, "more paragraph", "more paragraphs")) } }
        }
    }
}

fn marked(report: &Report, span: Span, lit: &Spans) -> Markup {
    let mut from = span.start;
    let mut pieces = Vec::new();
    for range in lit.ranges().iter().filter(|range| range.overlaps(span)) {
        let (start, end) = (range.start.max(span.start), range.end.min(span.end));
        pieces.push((Span::new(from, start), false));
        pieces.push((Span::new(start, end), true));
        from = end;
    }
    pieces.push((Span::new(from, span.end), false));
    html! {
        @for (piece, lit) in pieces {
            @let words = plain(piece.of(&report.text));
            @if lit { mark { (words) } } @else { (words) }
        }
    }
}
