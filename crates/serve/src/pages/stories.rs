//! All stories, and what changed in them since the visitor last looked.

use super::seen::{self, News};
use super::{Answer, HTML, count, links, pager, whole};
use crate::api::Ask;
use crate::app::App;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use maud::{Markup, html};
use render::dates;
use render::html::parts::plain;
use serde::Deserialize;
use store::StoryRow;

/// Stories of a page.
const EACH: usize = 20;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: usize,
    #[serde(default)]
    q: String,
}

pub async fn page(State(app): State<App>, headers: HeaderMap, Ask(asked): Ask<Asked>) -> Answer {
    let seen = seen::of(&headers);
    let name = format!("/ {} {:?} {}", asked.from, seen, asked.q);
    let begin = if seen.is_none() { Some(app.shelf.read(|library| Ok(library.last_change()?)).await?) } else { None };
    let mut response = app
        .kept(name, HTML, &headers, move |library| {
            let news = seen.map(|seen| seen::news(library, seen)).transpose()?;
            let mut all = library.stories()?;
            let sought: Vec<String> = text::folded(&asked.q).into_iter().map(|folded| folded.word).take(16).collect();
            if !sought.is_empty() {
                all.retain(|story| has(story, &sought));
            }
            Ok(whole("Stories", "/", &list(&all, &asked, news.as_ref())))
        })
        .await?;
    // Whoever looks for the first time has seen what there is now.
    if let Some(begin) = begin
        && let Ok(cookie) = HeaderValue::from_str(&seen::cookie(begin))
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn has(story: &StoryRow, sought: &[String]) -> bool {
    let words: Vec<String> = text::folded(&story.title).into_iter().map(|folded| folded.word).collect();
    sought.iter().all(|word| words.iter().any(|has| has.starts_with(word.as_str())))
}

fn list(all: &[StoryRow], asked: &Asked, news: Option<&News>) -> Markup {
    let shown: Vec<&StoryRow> = all.iter().skip(asked.from).take(EACH).collect();
    let address = if asked.q.is_empty() { "/".to_owned() } else { format!("/?q={}", links::part(&asked.q)) };
    html! {
        h1 { "Stories" }
        form.line method="get" action="/" role="search" aria-label="Stories by title" {
            label for="q" { "Words of the title" }
            input id="q" name="q" type="search" value=(asked.q) maxlength="200";
            button { "Find" }
        }
        @if let Some(news) = news.filter(|news| news.any()) {
            p.news {
                "Since you last looked: " (count(news.reports, "report came", "reports came")) " to " (count(news.stories.len(), "story", "stories")) ". "
                a href={ "/seen?at=" (news.until) } { "I have seen them" }
            }
        }
        @if shown.is_empty() {
            p { "No stories" @if asked.q.is_empty() { " yet: " a href="/add" { "add reports" } "." } @else { " with these words." } }
        }
        ol.stories start=(asked.from + 1) {
            @for story in &shown { (row(story, news)) }
        }
        (pager(&address, asked.from, shown.len(), all.len(), EACH))
    }
}

fn row(story: &StoryRow, news: Option<&News>) -> Markup {
    let new = news.and_then(|news| news.stories.get(&story.id));
    html! {
        li {
            a href=(links::story(&story.id)) dir="auto" { (plain(&story.title)) }
            " "
            small {
                @if let (Some(from), Some(to)) = (&story.from, &story.to) { (dates::period(from, to)) ", " }
                (count(story.reports, "report", "reports"))
                @if story.lines > 0 { ", " (count(story.lines, "independent line", "independent lines")) }
            }
            @if let Some(new) = new { " " strong.new { @if new.begun { "new story" } @else { (new.reports) " new" } } }
        }
    }
}
