//! Questions, and their answers with the words that they rest on.

use super::{Answer, HTML, links, whole};
use crate::api::{Ask, answered, today};
use crate::app::App;
use crate::problem::Problem;
use asking::{AnswerRow, FORMS};
use axum::extract::State;
use axum::http::HeaderMap;
use maud::{Markup, html};
use record::Evidence;
use render::dates;
use render::html::parts::plain;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Rows of a page.
const ROWS: usize = 100;
/// What the field takes: the grammar takes no more.
const LONGEST: usize = 2_000;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub async fn page(State(app): State<App>, headers: HeaderMap, Ask(asked): Ask<Asked>) -> Answer {
    let today = today();
    let answer = app.kept(format!("/ask {today} {}", asked.q), HTML, &headers, move |library| {
        let answer = match asked.q.trim() {
            "" => html! {},
            question => match answered(library, question, today, ROWS) {
                Ok(answer) => told(&answer),
                Err(problem) if problem.code.starts_with("ask/") => refused(&problem),
                Err(problem) => return Err(problem),
            },
        };
        Ok(whole("Ask", "/ask", &html! { (form(&asked.q)) (answer) (forms()) }))
    });
    Ok(answer.await?)
}

fn form(question: &str) -> Markup {
    html! {
        h1 { "Ask" }
        form.line method="get" action="/ask" role="search" aria-label="A question" {
            label for="q" { "Question" }
            input id="q" name="q" type="search" value=(question) maxlength=(LONGEST);
            button { "Ask" }
        }
    }
}

fn refused(problem: &Problem) -> Markup {
    html! { p.news role="status" { (plain(&problem.title)) } }
}

fn told(answer: &asking::Answer) -> Markup {
    let numbers: BTreeMap<&str, usize> =
        (1..).zip(&answer.reports).map(|(number, origin)| (origin.report.as_str(), number)).collect();
    html! {
        p.summary role="status" { (plain(&answer.read_as)) }
        @if answer.rows.is_empty() { p { "Nothing in the library answers this." } }
        dl { @for row in &answer.rows { (self::row(row, &numbers)) } }
        @if answer.more { p { "There are more rows than these " (answer.rows.len()) ": ask more narrowly." } }
        @for note in &answer.notes { p { small { (plain(note)) } } }
        @if !answer.reports.is_empty() {
            h2 { "Reports" }
            ol {
                @for origin in &answer.reports {
                    li {
                        a href=(links::report(&origin.report)) dir="auto" { (plain(origin.title.as_deref().unwrap_or("Report without a title"))) }
                        " " small { (plain(origin.outlet.as_deref().unwrap_or("outlet not stated"))) @if let Some(published) = &origin.published { ", " (dates::short(published)) } }
                    }
                }
            }
        }
    }
}

fn row(row: &AnswerRow, numbers: &BTreeMap<&str, usize>) -> Markup {
    // Not every row of an answer has one in its story's page; all have words.
    let story = links::story(&row.story);
    let address = row.evidence.first().map_or_else(|| story.clone(), |one| links::words(&one.report.0, &one.span));
    html! {
        div.row {
            dt { (row.date.as_deref().map(dates::short).unwrap_or_else(|| "not dated".to_owned())) }
            dd {
                @if !row.who.is_empty() {
                    @for (at, name) in row.who.iter().enumerate() { @if at > 0 { ", " } a href=(links::entity(name)) { strong { (plain(name)) } } }
                    ": "
                }
                a href=(address) dir="auto" { (plain(&row.text)) } " "
                @if let Some(status) = &row.status { small { "(" (plain(status)) ") " } }
                (cites(&row.evidence, numbers))
                " " small { a href=(story) { "story" } }
                @for side in &row.sides {
                    br; "– " (plain(&side.value)) " "
                    @if !side.by.is_empty() { small { "by " (plain(&side.by.join(", "))) " " } }
                    (cites(&side.evidence, numbers))
                }
            }
        }
    }
}

fn cites(evidence: &[Evidence], numbers: &BTreeMap<&str, usize>) -> Markup {
    html! {
        span.cites {
            @for one in evidence {
                @let number = numbers.get(one.report.0.as_str()).copied().unwrap_or(0);
                a.cite href=(links::words(&one.report.0, &one.span)) aria-label={ "report " (number) } { (number) } " "
            }
        }
    }
}

fn forms() -> Markup {
    html! {
        section {
            h2 { "What can be asked" }
            ul { @for form in FORMS { li { code { (form) } } } }
        }
    }
}
