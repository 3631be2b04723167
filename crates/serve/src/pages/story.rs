//! A story: what its reports say together.

use super::{Answer, HTML, links, whole};
use crate::api::{formats, told};
use crate::app::App;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use record::Story;
use render::compose;
use render::document::{Brief, Citation, SectionKind};
use render::drawings;
use render::html::parts::{self, plain};
use store::StoryRow;

/// Names that are shown at first.
const NAMES: usize = 20;

pub async fn page(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>) -> Answer {
    let answer = app.kept(links::story(&id), HTML, &headers, move |library| {
        let story = told(library, &id)?;
        let row = library.find_story(&id)?.filter(|row| row.id == id).ok_or_else(|| Problem::missing("story"))?;
        let brief = compose::page(&story);
        Ok(whole(&brief.title, "/", &body(&row, &story, &brief)))
    });
    Ok(answer.await?)
}

/// Drawings and lists that stand between the brief's sections.
struct Drawn {
    id: &'static str,
    heading: &'static str,
    drawing: Markup,
}

fn body(row: &StoryRow, story: &Story, brief: &Brief) -> Markup {
    let drawn = drawn(story);
    let cites = |citation: &Citation| links::words(&citation.evidence.report.0, &citation.evidence.span);
    html! {
        header {
            h1 dir="auto" { (plain(&brief.title)) }
            @if !brief.period.is_empty() { p.period { (brief.period) } }
            p.summary { (brief.summary) }
            @if row.stale { p.news { "Reports came to this story since it was put together; it will be anew in a moment." } }
            nav.contents aria-label="Sections" {
                @for (at, section) in brief.sections.iter().enumerate() {
                    a href={ "#section" (at) } { (plain(&section.heading)) }
                }
                @for drawn in &drawn { a href={ "#" (drawn.id) } { (drawn.heading) } }
                a href="#names" { "Names" }
                a href="#exports" { "Exports" }
            }
        }
        @for (at, section) in brief.sections.iter().enumerate() {
            @let timeline = section.kind == SectionKind::Timeline && section.heading == "Timeline";
            (parts::section(section, &format!("section{at}"), timeline.then(|| drawings::timeline(story)).flatten(), &cites))
        }
        @for Drawn { id, heading, drawing } in &drawn {
            section id=(id) { h2 { (heading) } (drawing) }
        }
        (names(story))
        (exports(&row.id))
    }
}

fn drawn(story: &Story) -> Vec<Drawn> {
    let some = |id, heading, drawing: Option<Markup>| drawing.map(|drawing| Drawn { id, heading, drawing });
    [
        some("accounts", "Who tells what", drawings::accounts(story, &links::Desk)),
        some("meetings", "Who met whom", drawings::meetings(story, &links::Desk)),
        some("lineage", "Who copies whom", drawings::lineage(story, &links::Desk)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn names(story: &Story) -> Markup {
    let (first, rest) = story.entities.split_at(story.entities.len().min(NAMES));
    let list = |some: &[record::story::StoryEntity]| {
        html! {
            ul.names { @for entity in some { li { a href=(links::entity(&entity.name)) dir="auto" { (plain(&entity.name)) } " " small { (entity.mentions.len()) } } } }
        }
    };
    html! {
        section id="names" {
            h2 { "Names" }
            (list(first))
            @if !rest.is_empty() { details.more { summary { "and " (rest.len()) " more" } (list(rest)) } }
        }
    }
}

fn exports(id: &str) -> Markup {
    let address = format!("{}/stories/{}", crate::api::ROOT, links::part(id));
    html! {
        section id="exports" {
            h2 { "Exports" }
            ul.names {
                li { a href={ (address) "/brief" } { "JSON" } }
                @for format in formats() { li { a href={ (address) "/export/" (format) } { (format) } } }
            }
        }
    }
}
