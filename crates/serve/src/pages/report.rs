//! A report, every datum marked in its words, with the way back to where it stands in the story.

use super::marks::{Kind, Mark, marks};
use super::{Answer, HTML, count, links, whole};
use crate::api::{Ask, told};
use crate::app::App;
use crate::problem::Problem;
use crate::public;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use record::{Block, Report, Span, Spans};
use render::dates;
use render::html::parts::{self, plain, web_address};
use serde::Deserialize;
use std::collections::BTreeSet;
use store::ReportRow;

/// Bytes of text on one page.
const PART: usize = 100_000;
/// Notes beside a paragraph that are shown at first.
const NOTES: usize = 8;

#[derive(Deserialize)]
pub struct Asked {
    /// The words to light up.
    at: Option<String>,
    version: Option<usize>,
    /// Which part of a long one, from 1.
    part: Option<usize>,
}

pub async fn page(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Ask(asked): Ask<Asked>,
) -> Answer {
    let name = format!("{} {:?} {:?} {:?}", links::report(&id), asked.at, asked.version, asked.part);
    let answer = app.kept(name, HTML, &headers, move |library| {
        let row = library.report(&id)?.ok_or_else(|| Problem::missing("report"))?;
        let entry = library.entry(&row.id, asked.version)?.ok_or_else(|| Problem::missing("version"))?;
        let report = public::report(entry.report);
        // What a story tells rests on the last version.
        let last = asked.version.is_none_or(|version| version == row.versions);
        let marks = match &row.story {
            Some(story) if last => marks(&told(library, story)?, story, &report.id),
            _ => Vec::new(),
        };
        let at = asked.at.as_deref().and_then(links::spans).unwrap_or_default();
        let view = View { row: public::row(row), report, marks, at, asked };
        let title = view.report.title.as_ref().map_or("Report", |title| title.value.as_str()).to_owned();
        Ok(whole(&title, "/", &view.body()))
    });
    Ok(answer.await?)
}

struct View {
    row: ReportRow,
    report: Report,
    marks: Vec<Mark>,
    at: Spans,
    asked: Asked,
}

impl View {
    fn body(&self) -> Markup {
        let parts = parts_of(&self.report.blocks);
        let lit = self.at.ranges().first().and_then(|first| {
            parts.iter().position(|part| part.last().is_some_and(|block| first.start < block.span.end))
        });
        let part =
            self.asked.part.map(|part| part.saturating_sub(1)).or(lit).unwrap_or(0).min(parts.len().saturating_sub(1));
        html! {
            article.report {
                (self.head())
                (self.ways(part, parts.len()))
                div.columns {
                    @for block in parts.get(part).copied().unwrap_or_default() { (self.paragraph(block)) }
                }
                (self.ways(part, parts.len()))
            }
        }
    }

    fn head(&self) -> Markup {
        let Self { row, report, .. } = self;
        html! {
            header {
                h1 dir="auto" { (plain(report.title.as_ref().map_or("Report without a title", |title| title.value.as_str()))) }
                p.summary {
                    (plain(report.outlet.as_ref().map_or("outlet not stated", |outlet| outlet.value.as_str())))
                    @if let Some(published) = &report.published { ", " (dates::long(&published.value)) } @else { ", undated" }
                    @if let Some(byline) = &report.byline { ", by " (plain(&byline.value)) }
                }
                p {
                    @if let Some(story) = &row.story { a href=(links::story(story)) { "The story" } " · " }
                    @if let Some(url) = report.url.as_deref().and_then(web_address) { a href=(url) rel="noreferrer nofollow external" { (url) } " · " }
                    small { "from " (plain(&row.path)) }
                    @if row.versions > 1 {
                        " · version "
                        @for version in 1..=row.versions {
                            @let here = self.asked.version.unwrap_or(row.versions) == version;
                            a href={ (links::report(&row.id)) "?version=" (version) } aria-current=[here.then_some("true")] { (version) } " "
                        }
                        a href={ (links::report(&row.id)) "/versions" } { "what changed" }
                    }
                }
                p { small {
                    @let address = format!("{}/reports/{}", crate::api::ROOT, links::part(&row.id));
                    "Export: " a href=(address) { "JSON" } ", " a href={ (address) "/reading" } { "what was read, as JSON" }
                } }
                p.legend {
                    @for kind in [Kind::Act, Kind::Said, Kind::Put, Kind::Differs, Kind::Name] {
                        @let (class, label) = kind.label();
                        span.(class) { (label) } " "
                    }
                }
            }
        }
    }

    /// The ways to the other parts of a long report.
    fn ways(&self, part: usize, parts: usize) -> Markup {
        let address = |part: usize| format!("{}?part={}", links::report(&self.row.id), part + 1);
        html! {
            @if parts > 1 {
                nav.pager aria-label="Parts" {
                    span { "part " (part + 1) " of " (parts) }
                    @if part > 0 { a rel="prev" href=(address(part - 1)) { "Before" } }
                    @if part + 1 < parts { a rel="next" href=(address(part + 1)) { "Next" } }
                }
            }
        }
    }

    fn paragraph(&self, block: &Block) -> Markup {
        let here: Vec<&Mark> = self.marks.iter().filter(|mark| mark.spans.overlaps(block.span)).collect();
        html! {
            div.words { (parts::block(block, &self.report.text, self.marked(block.span, &here))) }
            (notes(&here))
        }
    }

    /// The words of `span`, cut wherever a mark begins or ends.
    fn marked(&self, span: Span, here: &[&Mark]) -> Markup {
        let lit = here.len();
        let spans = here.iter().map(|mark| &mark.spans).chain([&self.at]);
        let mut edges: Vec<(usize, bool, usize)> = Vec::new();
        for (at, spans) in spans.enumerate() {
            for range in spans.ranges().iter().filter(|range| range.overlaps(span)) {
                edges.push((range.start.max(span.start), true, at));
                edges.push((range.end.min(span.end), false, at));
            }
        }
        edges.sort_unstable();
        let first_lit = self.at.ranges().first().map(|first| first.start.max(span.start));
        let mut active: BTreeSet<usize> = BTreeSet::new();
        let mut from = span.start;
        let mut pieces: Vec<Markup> = Vec::new();
        for (to, begins, at) in edges.into_iter().chain([(span.end, false, usize::MAX)]) {
            if to > from {
                let words = plain(Span::new(from, to).of(&self.report.text)).into_owned();
                let marks: Vec<&Mark> = active.iter().filter_map(|at| here.get(*at).copied()).collect();
                let is_lit = active.contains(&lit);
                pieces.push(piece(&words, &marks, is_lit, is_lit && first_lit == Some(from)));
                from = to;
            }
            if begins {
                active.insert(at)
            } else {
                active.remove(&at)
            };
        }
        html! { @for piece in pieces { (piece) } }
    }
}

/// Words with what they are marked with; a name leads to its page.
fn piece(words: &str, marks: &[&Mark], lit: bool, first: bool) -> Markup {
    let mut kinds: Vec<&str> = marks.iter().map(|mark| mark.kind.label().0).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let name = marks.iter().find(|mark| mark.kind == Kind::Name).and_then(|mark| mark.href.as_deref());
    let classes = kinds.join(" ");
    let inner = html! {
        @match (name, classes.is_empty()) {
            (Some(href), _) => a class=(classes) href=(href) { (words) },
            (None, false) => span class=(classes) { (words) },
            (None, true) => (words),
        }
    };
    html! {
        @if lit { mark id=[first.then_some("at")] tabindex=[first.then_some("-1")] { (inner) } } @else { (inner) }
    }
}

/// What was read from a paragraph, leading to where it stands.
fn notes(here: &[&Mark]) -> Markup {
    let mut seen = BTreeSet::new();
    let data: Vec<&Mark> = here
        .iter()
        .copied()
        .filter(|mark| mark.kind != Kind::Name && seen.insert((mark.kind, mark.words.as_str(), mark.href.as_deref())))
        .collect();
    let list = |marks: &[&Mark]| {
        html! {
            ul {
                @for mark in marks {
                    @let (class, label) = mark.kind.label();
                    li {
                        span.(class) { (label) } " "
                        @match &mark.href {
                            Some(href) => a href=(href) dir="auto" { (short(&mark.words)) },
                            None => span dir="auto" { (short(&mark.words)) },
                        }
                    }
                }
            }
        }
    };
    let (first, rest) = data.split_at(data.len().min(NOTES));
    html! {
        div.notes {
            @if !first.is_empty() { (list(first)) }
            @if !rest.is_empty() { details.more { summary { (count(rest.len(), "more", "more")) } (list(rest)) } }
        }
    }
}

/// Bytes of a note.
const NOTE: usize = 140;

fn short(words: &str) -> String {
    let words = plain(words).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.len() <= NOTE { words } else { format!("{}…", &words[..words.floor_char_boundary(NOTE)]) }
}

/// The blocks in parts of a bounded size.
fn parts_of(blocks: &[Block]) -> Vec<&[Block]> {
    let mut parts = Vec::new();
    let (mut begin, mut size) = (0, 0);
    for (at, block) in blocks.iter().enumerate() {
        if size > 0 && size + block.span.len() > PART {
            parts.push(&blocks[begin..at]);
            (begin, size) = (at, 0);
        }
        size += block.span.len();
    }
    if begin < blocks.len() {
        parts.push(&blocks[begin..]);
    }
    parts
}
