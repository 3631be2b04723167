//! Reports: add, list, get, take out.

use super::describe::Api;
use super::extract::{Ask, Id};
use super::{Answer, DEFAULT, Headers, JSON, MOST, Page, at_least, json, name};
use crate::app::App;
use crate::input::{self, Given, Taken};
use crate::problem::Problem;
use crate::public;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use record::Report;
use revisions::Revision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{ReportRow, VersionRow};

/// Which reports.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The id of the report after which to go on.
    after: Option<String>,
    /// How many; 50 where it is not said.
    #[schemars(range(min = 1, max = 200))]
    most: Option<usize>,
}

/// Which version.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Version {
    /// Its number, from 1; the last where it is not said.
    #[schemars(range(min = 1))]
    version: Option<usize>,
}

/// Which versions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Compared {
    /// The number of the earlier version.
    #[schemars(range(min = 1))]
    from: usize,
    /// The number of the later one.
    #[schemars(range(min = 1))]
    to: usize,
}

/// A report with its text.
#[derive(Serialize, JsonSchema)]
struct Whole {
    /// As lists show it.
    row: ReportRow,
    /// As it came in.
    report: Report,
}

/// Reports to be added.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Batch {
    /// One or more.
    #[schemars(length(min = 1, max = 100))]
    reports: Vec<Given>,
}

/// A JSON Lines row of `rapporteur read`, whose schema is published as `docs/schema/read.json`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code, reason = "stands for its schema alone")]
struct Reading {
    /// Its id.
    id: String,
    /// The text that every offset counts in.
    text: String,
    /// Everything else.
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

pub(super) fn most(asked: Option<usize>) -> Result<usize, Problem> {
    match asked.unwrap_or(DEFAULT) {
        most @ 1..=MOST => Ok(most),
        _ => Err(Problem::request(format!("`most` is a number from 1 to {MOST}"))),
    }
}

pub(super) fn routes(api: &mut Api) {
    let which = api.query::<Which>();
    let version = api.query::<Version>();
    let operation =
        api.get::<Page<ReportRow>>("/reports", "listReports", "Reports in the order in which they came in").asks(which);
    let added = api.change::<Batch, Taken>(
        "post",
        "/reports",
        "addReports",
        "Adds reports; one that is there already changes nothing",
        "Added; what could not be used is said.",
    );
    api.route(operation, get(list));
    api.route(added, post(add));
    let compared = api.query::<Compared>();
    let operation =
        api.get::<Revision>("/reports/{id}/revision", "getRevision", "What changed between two versions, as facts");
    api.route(operation.asks(compared), get(revision));
    let operation = api.get::<Whole>("/reports/{id}", "getReport", "A report with its text").asks(version.clone());
    api.route(operation, get(one));
    let operation = api.change::<(), ()>(
        "delete",
        "/reports/{id}",
        "removeReport",
        "Takes a report out with all its versions",
        "Taken out.",
    );
    api.route(operation, delete(remove));
    let operation =
        api.get::<Vec<VersionRow>>("/reports/{id}/versions", "listVersions", "The texts of a report, the first first");
    api.route(operation, get(versions));
    let operation = api
        .get::<Reading>(
            "/reports/{id}/reading",
            "getReading",
            "What was read from a report: as `rapporteur read` prints it",
        )
        .asks(version);
    api.route(operation, get(reading));
}

async fn list(State(app): State<App>, uri: Uri, headers: Headers, Ask(which): Ask<Which>) -> Answer {
    let most = most(which.most)?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let rows = library.reports(which.after.as_deref(), most + 1)?.into_iter().map(public::row).collect();
        json(&Page::cut(rows, most, |row: &ReportRow| row.id.clone()))
    })
    .await
}

async fn add(State(app): State<App>, batch: Result<Json<Batch>, JsonRejection>) -> Result<Response, Problem> {
    let Json(batch) = batch.map_err(unreadable)?;
    if batch.reports.is_empty() || batch.reports.len() > app.limits.files {
        return Err(Problem::request(format!("from 1 to {} reports can be added at a time", app.limits.files)));
    }
    let taken = app.shelf.write(move |desk| input::take(desk, input::given(batch.reports))).await?;
    Ok(Json(taken).into_response())
}

pub(super) fn unreadable(refused: JsonRejection) -> Problem {
    let code = match refused.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "request/too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "request/no-json",
        _ => "request/invalid",
    };
    Problem::new(refused.status(), code, refused.body_text())
}

async fn one(
    State(app): State<App>,
    uri: Uri,
    headers: Headers,
    Id(id): Id<String>,
    Ask(asked): Ask<Version>,
) -> Answer {
    let version = at_least(asked.version, 1, "version")?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let row = library.report(&id)?.ok_or_else(|| Problem::missing("report"))?;
        let entry = library.entry(&row.id, version)?.ok_or_else(|| Problem::missing("version"))?;
        json(&Whole { row: public::row(row), report: public::report(entry.report) })
    })
    .await
}

async fn versions(State(app): State<App>, uri: Uri, headers: Headers, Id(id): Id<String>) -> Answer {
    app.kept(name(&uri), JSON, &headers, move |library| {
        let row = library.report(&id)?.ok_or_else(|| Problem::missing("report"))?;
        let mut versions = library.versions(&row.id)?;
        for version in &mut versions {
            version.path = public::file_name(&version.path);
        }
        json(&versions)
    })
    .await
}

async fn revision(
    State(app): State<App>,
    uri: Uri,
    headers: Headers,
    Id(id): Id<String>,
    Ask(asked): Ask<Compared>,
) -> Answer {
    at_least(Some(asked.from.min(asked.to)), 1, "from")?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let row = library.report(&id)?.ok_or_else(|| Problem::missing("report"))?;
        let mut version = |number| library.entry(&row.id, Some(number))?.ok_or_else(|| Problem::missing("version"));
        let (before, after) = (version(asked.from)?, version(asked.to)?);
        json(&revisions::compare((&before.report, &before.reading), (&after.report, &after.reading)))
    })
    .await
}

async fn reading(
    State(app): State<App>,
    uri: Uri,
    headers: Headers,
    Id(id): Id<String>,
    Ask(asked): Ask<Version>,
) -> Answer {
    let version = at_least(asked.version, 1, "version")?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let row = library.report(&id)?.ok_or_else(|| Problem::missing("report"))?;
        let entry = library.entry(&row.id, version)?.ok_or_else(|| Problem::missing("version"))?;
        let entry = public::entry(entry);
        render::json::reading(&entry.report, &entry.analysis, &entry.reading, false).map_err(|_| Problem::failed())
    })
    .await
}

async fn remove(State(app): State<App>, Id(id): Id<String>) -> Result<StatusCode, Problem> {
    let removed = app.shelf.write(move |desk| Ok(desk.library.remove(&id)?)).await?;
    if removed { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::missing("report")) }
}
