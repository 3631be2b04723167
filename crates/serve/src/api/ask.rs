//! Questions in a small grammar of plain English.

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
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use store::Library;

/// A question.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The question: `who met NAME`, `what did NAME say about WORDS`, `where do reports differ`, ….
    q: String,
    /// What "yesterday" counts from; today where it is not said.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    today: Option<String>,
    /// How many rows; 50 where it is not said.
    #[schemars(range(min = 1, max = 200))]
    most: Option<usize>,
}

pub(super) fn routes(api: &mut Api) {
    let asked = api.query::<Asked>();
    let summary = "Answers a question with rows and their words; 422 says what can be asked";
    let operation = api.get::<asking::Answer>("/ask", "ask", summary).asks(asked).refuses(422);
    api.route(operation, get(ask));
}

async fn ask(State(app): State<App>, uri: Uri, headers: Headers, Ask(asked): Ask<Asked>) -> Answer {
    let most = most(asked.most)?;
    let today = match &asked.today {
        Some(given) => given.parse().map_err(|_| Problem::request("a day is written 2031-03-04"))?,
        None => today(),
    };
    app.kept(format!("{} {today}", name(&uri)), JSON, &headers, move |library| {
        json(&answered(library, &asked.q, today, most)?)
    })
    .await
}

/// The day that it is here.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// An answer without where files lie.
pub(crate) fn answered(
    library: &mut Library,
    question: &str,
    today: Date,
    most: usize,
) -> Result<asking::Answer, Problem> {
    let mut answer = asking::ask(library, question, today, most)?;
    for origin in &mut answer.reports {
        origin.path = public::file_name(&origin.path);
    }
    Ok(answer)
}
