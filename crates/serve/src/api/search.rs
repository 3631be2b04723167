//! Full text.

use super::describe::Api;
use super::extract::Ask;
use super::reports::most;
use super::{Answer, Headers, JSON, json, name};
use crate::app::App;
use crate::problem::Problem;
use crate::public;
use axum::extract::State;
use axum::http::Uri;
use axum::routing::get;
use schemars::JsonSchema;
use serde::Deserialize;
use store::Found;

/// What to look for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Sought {
    /// Words that a report has, whatever their case and accents: `word`, `"words in a row"`, `begin*`, `-without`, `this OR that`.
    q: String,
    /// What the page before gave as `next`.
    #[schemars(regex(pattern = r"^-?[0-9]{1,15}\.[0-9]{1,15}$"))]
    after: Option<String>,
    /// How many; 50 where it is not said.
    #[schemars(range(min = 1, max = 200))]
    most: Option<usize>,
}

/// Bytes of a search.
pub(crate) const LONGEST: usize = 1_000;

pub(super) fn routes(api: &mut Api) {
    let sought = api.query::<Sought>();
    let operation =
        api.get::<Found>("/search", "search", "Reports that have some words, the latest first").asks(sought);
    api.route(operation, get(search));
}

/// Whether it can be what a page gave as `next`: two numbers, the first perhaps below nothing.
fn is_cursor(after: &str) -> bool {
    let number = |digits: &str| (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    after.split_once('.').is_some_and(|(day, row)| number(day.strip_prefix('-').unwrap_or(day)) && number(row))
}

async fn search(State(app): State<App>, uri: Uri, headers: Headers, Ask(sought): Ask<Sought>) -> Answer {
    let most = most(sought.most)?;
    if sought.q.len() > LONGEST {
        return Err(Problem::request(format!("a search has up to {LONGEST} bytes")));
    }
    if sought.after.as_deref().is_some_and(|after| !is_cursor(after)) {
        return Err(Problem::request("`after` is what the page before gave as `next`"));
    }
    app.kept(name(&uri), JSON, &headers, move |library| {
        let Found { hits, next } = library.search(&sought.q, most, sought.after.as_deref())?;
        json(&Found { hits: hits.into_iter().map(public::hit).collect(), next })
    })
    .await
}
