//! REST: what programs ask for. Every route is told together with its description, so that the OpenAPI document cannot
//! differ from what is served.

mod ask;
mod changes;
mod corrections;
mod data;
mod describe;
mod extract;
mod reports;
mod search;
mod stories;

use crate::app::App;
use crate::problem::Problem;
use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use describe::Api;
use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use ask::{answered, today};
pub(crate) use extract::Ask;
pub(crate) use search::LONGEST;
pub(crate) use stories::{formats, told};

/// Where all routes begin.
pub const ROOT: &str = "/api/v1";

/// Rows of a page where no number is given, and at most.
const DEFAULT: usize = 50;
const MOST: usize = 200;

/// A page of a list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Page<T> {
    /// The rows.
    items: Vec<T>,
    /// What to give as `after` for the rows that follow; null where there are no more.
    next: Option<String>,
}

impl<T> Page<T> {
    /// A page of `most` rows from one row more, where there is one; `cursor` names a row.
    fn cut(mut items: Vec<T>, most: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = items.len() > most;
        items.truncate(most);
        let next = items.last().filter(|_| more).map(cursor);
        Self { items, next }
    }
}

fn described() -> Api {
    let mut api = Api::new();
    reports::routes(&mut api);
    stories::routes(&mut api);
    data::routes(&mut api);
    search::routes(&mut api);
    ask::routes(&mut api);
    corrections::routes(&mut api);
    changes::routes(&mut api);
    api
}

/// The OpenAPI document.
pub fn document() -> serde_json::Value {
    described().finish().1
}

pub(crate) fn routes() -> Router<App> {
    let (router, document) = described().finish();
    let document: std::sync::Arc<str> = document.to_string().into();
    let told = move || {
        let document = std::sync::Arc::clone(&document);
        async move { ([(header::CONTENT_TYPE, "application/json")], document.to_string()) }
    };
    router.route("/openapi.json", get(told)).fallback(missing).method_not_allowed_fallback(method)
}

async fn missing() -> Response {
    Problem::missing("route").into_response()
}

async fn method() -> Response {
    let status = axum::http::StatusCode::METHOD_NOT_ALLOWED;
    Problem::new(status, "request/method", "this route has no such method").into_response()
}

/// A number that may be left out, and is at least `least`.
fn at_least<T: PartialOrd + std::fmt::Display>(given: Option<T>, least: T, what: &str) -> Result<Option<T>, Problem> {
    match given {
        Some(given) if given < least => Err(Problem::request(format!("`{what}` is at least {least}"))),
        given => Ok(given),
    }
}

/// A value as JSON.
fn json(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|_| Problem::failed())
}

/// What a kept answer depends on: the route and all that was asked.
fn name(uri: &axum::http::Uri) -> String {
    uri.path_and_query().map_or_else(String::new, ToString::to_string)
}

const JSON: &str = "application/json";

type Answer = Result<Response, Problem>;
type Headers = HeaderMap;
