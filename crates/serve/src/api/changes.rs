//! What is new: as a list, and as it happens.

use super::describe::Api;
use super::extract::Ask;
use super::reports::most;
use super::{Answer, Headers, JSON, Page, at_least, json, name};
use crate::app::App;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::Uri;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use schemars::JsonSchema;
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use store::Change;

/// Which changes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The number of the change after which to go on.
    #[schemars(range(min = 0))]
    after: Option<i64>,
    /// How many; 50 where it is not said.
    #[schemars(range(min = 1, max = 200))]
    most: Option<usize>,
}

/// From where.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct From {
    /// The number of the change after which to begin; from now on where it is not said. `Last-Event-ID` counts before it.
    #[schemars(range(min = 0))]
    after: Option<i64>,
}

/// How often the library is asked; how many changes at a time; how long a stream lives before the client asks anew.
const EVERY: Duration = Duration::from_secs(1);
const AT_A_TIME: usize = 100;
const ROUNDS: usize = 3_600;

pub(super) fn routes(api: &mut Api) {
    let which = api.query::<Which>();
    let from = api.query::<From>();
    let operation =
        api.get::<Page<Change>>("/changes", "listChanges", "What was added or changed, the oldest first").asks(which);
    api.route(operation, get(list));
    let operation = api
        .get_as(
            "/changes/stream",
            "streamChanges",
            "The same as server-sent events, as it happens: each a `Change` with its number as id",
            &["text/event-stream"],
        )
        .asks(from);
    api.route(operation, get(follow));
}

async fn list(State(app): State<App>, uri: Uri, headers: Headers, Ask(which): Ask<Which>) -> Answer {
    let most = most(which.most)?;
    let after = at_least(which.after, 0, "after")?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let rows = library.changes(after.unwrap_or(0), most + 1)?;
        json(&Page::cut(rows, most, |change: &Change| change.number.to_string()))
    })
    .await
}

async fn follow(State(app): State<App>, headers: Headers, Ask(from): Ask<From>) -> Result<Response, Problem> {
    let place = Arc::clone(&app.streams).try_acquire_owned().map_err(|_| Problem::busy())?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let start = match last.or(at_least(from.after, 0, "after")?) {
        Some(after) => after,
        None => app.shelf.read(|library| Ok(library.last_change()?)).await?,
    };
    let rounds = stream::unfold((app, start, Vec::<Change>::new().into_iter(), 0, place), |state| async move {
        let (app, mut last, mut waiting, mut round, place) = state;
        loop {
            if let Some(change) = waiting.next() {
                last = change.number;
                let event = event(&change);
                return Some((Ok::<Event, Infallible>(event), (app, last, waiting, round, place)));
            }
            if round == ROUNDS {
                return None;
            }
            if round > 0 {
                tokio::time::sleep(EVERY).await;
            }
            round += 1;
            // A library that cannot be asked now can be later.
            let found = app.shelf.read(move |library| Ok(library.changes(last, AT_A_TIME)?)).await;
            waiting = found.unwrap_or_default().into_iter();
        }
    });
    Ok(Sse::new(rounds).keep_alive(KeepAlive::default()).into_response())
}

fn event(change: &Change) -> Event {
    let data = serde_json::to_string(change).unwrap_or_default();
    Event::default().id(change.number.to_string()).event(change.kind.label()).data(data)
}
