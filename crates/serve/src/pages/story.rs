//! A story: what its reports say together.

use super::{Answer, HTML, links, whole};
use crate::api::{Ask, formats, told};
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
use render::{Narrow, narrow};
use serde::Deserialize;
use store::StoryRow;

/// Names that are shown at first.
const NAMES: usize = 20;

/// What of a story is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    about: String,
    since: String,
    until: String,
}

impl Asked {
    fn narrow(&self) -> Narrow {
        let some = |words: &String| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        Narrow { about: some(&self.about), since: some(&self.since), until: some(&self.until) }
    }
}

pub async fn page(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Ask(asked): Ask<Asked>,
) -> Answer {
    let name = format!("{} {asked:?}", links::story(&id));
    let answer = app.kept(name, HTML, &headers, move |library| {
        let wanted = asked.narrow();
        let story = told(library, &id)?;
        let named = || Problem::missing("name in this story");
        let story = if wanted == Narrow::default() { story } else { narrow(&story, &wanted).ok_or_else(named)? };
        let row = library.find_story(&id)?.filter(|row| row.id == id).ok_or_else(|| Problem::missing("story"))?;
        let brief = compose::page(&story);
        Ok(whole(&brief.title, "/", &body(&row, &story, &brief, &asked)))
    });
    Ok(answer.await?)
}

/// Drawings and lists that stand between the brief's sections.
struct Drawn {
    id: &'static str,
    heading: &'static str,
    drawing: Markup,
}

fn body(row: &StoryRow, story: &Story, brief: &Brief, asked: &Asked) -> Markup {
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
                a href={ "/corrections?story=" (links::part(&row.id)) } { "Correct" }
            }
        }
        (narrower(&row.id, asked))
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

/// The way to a part of the story.
fn narrower(id: &str, asked: &Asked) -> Markup {
    let open = asked.narrow() != Narrow::default();
    html! {
        details.more open[open] {
            summary { "Only a part: somebody, or some days" }
            form.line method="get" action=(links::story(id)) aria-label="Only a part" {
                label for="about" { "About" }
                input id="about" name="about" value=(asked.about) maxlength="200";
                label for="since" { "Since" }
                input id="since" name="since" type="date" value=(asked.since);
                label for="until" { "Until" }
                input id="until" name="until" type="date" value=(asked.until);
                button { "Narrow" }
                @if open { a href=(links::story(id)) { "All of it" } }
            }
        }
    }
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
