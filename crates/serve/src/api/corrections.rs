//! A desk's own word: said, listed, taken back.

use super::describe::Api;
use super::extract::Id;
use super::json;
use super::reports::unreadable;
use crate::app::App;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use corrections::{Correction, Rule};
use schemars::JsonSchema;
use serde::Deserialize;

/// A correction with who makes it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Said {
    /// Who.
    #[schemars(length(min = 1, max = 200))]
    author: String,
    /// What.
    correction: Correction,
}

/// Letters of an author's name.
const AUTHOR: usize = 200;

pub(super) fn routes(api: &mut Api) {
    let operation = api.get::<Vec<Rule>>(
        "/corrections",
        "listCorrections",
        "What the desk said is wrong, in the order in which it was said",
    );
    api.route(operation.fresh(), get(list));
    let operation = api.change::<Said, Rule>(
        "post",
        "/corrections",
        "correct",
        "Says that names or happenings are one or are not, that a date is wrong, that a report belongs elsewhere, that a row is to be hidden",
        "Kept; the stories that it is about are told anew.",
    );
    api.route(operation, post(say));
    let operation = api.change::<(), Rule>(
        "delete",
        "/corrections/{number}",
        "undoCorrection",
        "Takes a correction back",
        "Taken back.",
    );
    api.route(operation, delete(undo));
}

async fn list(State(app): State<App>) -> Result<Response, Problem> {
    let rules = app.shelf.read(|library| json(&library.corrections()?)).await?;
    Ok(([(header::CONTENT_TYPE, super::JSON), (header::CACHE_CONTROL, "no-store")], rules).into_response())
}

async fn say(State(app): State<App>, said: Result<Json<Said>, JsonRejection>) -> Result<Response, Problem> {
    let Json(Said { author, correction }) = said.map_err(unreadable)?;
    if author.trim().is_empty() || author.chars().count() > AUTHOR {
        return Err(Problem::request(format!("an author has a name of up to {AUTHOR} letters")));
    }
    let rule = app.shelf.write(move |desk| Ok(desk.library.correct(author.trim(), &correction)?)).await?;
    Ok(Json(rule).into_response())
}

async fn undo(State(app): State<App>, Id(number): Id<i64>) -> Result<Response, Problem> {
    let undone = app.shelf.write(move |desk| Ok(desk.library.undo_correction(number)?)).await?;
    undone.map(|rule| Json(rule).into_response()).ok_or_else(|| Problem::missing("correction"))
}
