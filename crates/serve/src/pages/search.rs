//! Words in all reports.

use super::{Answer, HTML, links, whole};
use crate::api::{Ask, LONGEST};
use crate::app::App;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::HeaderMap;
use maud::{Markup, html};
use record::{Span, Spans};
use render::dates;
use render::html::parts::plain;
use serde::Deserialize;
use store::{Found, Hit, Passage};

/// Reports of a page.
const EACH: usize = 20;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

pub async fn page(State(app): State<App>, headers: HeaderMap, Ask(asked): Ask<Asked>) -> Answer {
    if asked.q.len() > LONGEST {
        return Err(Problem::request(format!("a search has up to {LONGEST} bytes")).into());
    }
    let answer = app.kept(format!("/search {:?} {}", asked.after, asked.q), HTML, &headers, move |library| {
        let found = library.search(&asked.q, EACH, asked.after.as_deref())?;
        Ok(whole("Search", "/search", &body(&asked, &found)))
    });
    Ok(answer.await?)
}

fn body(asked: &Asked, found: &Found) -> Markup {
    html! {
        h1 { "Search" }
        form.line method="get" action="/search" role="search" aria-label="All reports" {
            label for="q" { "Words" }
            input id="q" name="q" type="search" value=(asked.q) maxlength=(LONGEST) aria-describedby="how";
            button { "Search" }
        }
        p #how { small { "All of the words, whatever their case and accents. " code { "\"in a row\"" } ", " code { "begin*" } ", " code { "-without" } ", " code { "this OR that" } } }
        @if !asked.q.is_empty() && found.hits.is_empty() { p role="status" { "No report has these words." } }
        ol.hits { @for hit in &found.hits { (self::hit(hit)) } }
        @if let Some(next) = &found.next {
            nav.pager aria-label="Pages" { a rel="next" href={ "/search?q=" (links::part(&asked.q)) "&after=" (next) } { "Next" } }
        }
    }
}

fn hit(hit: &Hit) -> Markup {
    let report = &hit.report;
    html! {
        li {
            a href=(links::report(&report.id)) dir="auto" { (plain(report.title.as_deref().unwrap_or("Report without a title"))) } " "
            small {
                (plain(report.outlet.as_deref().unwrap_or("outlet not stated")))
                @if let Some(published) = &report.published { ", " (dates::long(published)) }
            }
            @if let Some(story) = &report.story { " " small { a href=(links::story(story)) { "story" } } }
            @for passage in &hit.passages { p dir="auto" { (self::passage(&report.id, passage)) } }
        }
    }
}

/// A line of a report, the words that were searched for lit up and leading to their place.
fn passage(report: &str, passage: &Passage) -> Markup {
    let begin = passage.span.start;
    let mut from = begin;
    let mut pieces = Vec::new();
    for word in passage.words.iter().filter(|word| word.start >= begin) {
        if word.start < from {
            continue;
        }
        pieces.push((Span::new(from, word.start), false));
        pieces.push((*word, true));
        from = word.end;
    }
    pieces.push((Span::new(from, passage.span.end.max(from)), false));
    let words = |span: Span| plain(Span::new(span.start - begin, span.end - begin).of(&passage.text)).into_owned();
    html! {
        @for (span, lit) in pieces {
            @if lit { a href=(links::words(report, &Spans::from(span))) { mark { (words(span)) } } } @else { (words(span)) }
        }
    }
}
