//! Pages, made here in full: a browser needs no script for anything.

mod add;
mod ask;
mod assets;
mod corrections;
mod entity;
mod forms;
mod links;
mod marks;
mod report;
mod search;
mod seen;
mod sign_in;
mod stories;
mod story;
mod versions;

use crate::app::App;
use crate::problem::{Problem, with_headers};
use axum::Router;
use axum::http::{Method, Uri};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};
use render::html::parts::plain;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(stories::page))
        .route("/seen", get(seen::mark))
        .route("/stories/{id}", get(story::page))
        .route("/reports/{id}", get(report::page))
        .route("/reports/{id}/versions", get(versions::page))
        .route("/corrections", get(corrections::page).post(corrections::say))
        .route("/entities", get(entity::list))
        .route("/entities/{name}", get(entity::page))
        .route("/search", get(search::page))
        .route("/ask", get(ask::page))
        .route("/add", get(add::form).post(add::take))
        .route("/sign-in", get(sign_in::form).post(sign_in::enter))
        .route("/sign-out", axum::routing::post(sign_in::leave))
        .route(assets::STYLE, get(assets::style))
        .route(assets::SCRIPT, get(assets::script))
}

/// Whether a page is for those, too, who have not said who they are.
pub(crate) fn is_open(path: &str) -> bool {
    matches!(path, "/sign-in" | assets::STYLE | assets::SCRIPT)
}

/// A page that went wrong.
pub(crate) struct Wrong(Problem);

impl From<Problem> for Wrong {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        problem(&self.0)
    }
}

type Answer = Result<Response, Wrong>;
const HTML: &str = "text/html; charset=utf-8";

/// A problem for people.
pub(crate) fn problem(problem: &Problem) -> Response {
    let body = html! {
        h1 { (plain(&problem.title)) }
        @if let Some(detail) = &problem.detail { p { (plain(detail)) } }
        p { a href="/" { "All stories" } }
    };
    let mut response = (problem.status(), Html(whole(&problem.title, "", &body))).into_response();
    with_headers(problem, &mut response);
    response
}

/// What is asked for where nothing is.
pub(crate) async fn missing(method: Method, uri: Uri) -> Response {
    let missing = Problem::missing("page");
    if method == Method::GET && !uri.path().starts_with("/api/") { problem(&missing) } else { missing.into_response() }
}

/// Places that every page leads to.
const PLACES: [(&str, &str); 5] =
    [("/", "Stories"), ("/entities", "Names"), ("/search", "Search"), ("/ask", "Ask"), ("/add", "Add")];

/// A whole page; `here` is the place of the list above that it belongs to.
fn whole(title: &str, here: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (plain(title)) " · rapporteur" }
                link rel="stylesheet" href=(assets::address(assets::STYLE));
                script src=(assets::address(assets::SCRIPT)) defer {}
            }
            body.desk {
                a.skip href="#content" { "Skip to the content" }
                header.top {
                    nav aria-label="Places" {
                        @for (address, name) in PLACES {
                            a href=(address) aria-current=[(address == here).then_some("page")] { (name) }
                        }
                    }
                }
                main id="content" tabindex="-1" { (body) }
                footer {
                    a href="/corrections" { "Corrections" } " · "
                    a href="/api/v1/openapi.json" { "API" } " · "
                    a href="/sign-in" { "Sign in or out" }
                }
            }
        }
    }
    .into_string()
}

/// `1 to 20 of 242`, and the ways to the rows before and after; `address` is without `from`.
fn pager(address: &str, from: usize, shown: usize, all: usize, each: usize) -> Markup {
    let join = if address.contains('?') { '&' } else { '?' };
    html! {
        @if all > shown || from > 0 {
            nav.pager aria-label="Pages" {
                span { (from + 1) " to " (from + shown) " of " (all) }
                @if from > 0 { a rel="prev" href={ (address) (join) "from=" (from.saturating_sub(each)) } { "Before" } }
                @if from + shown < all { a rel="next" href={ (address) (join) "from=" (from + shown) } { "Next" } }
            }
        }
    }
}

/// `1 report`, `3 reports`.
fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
