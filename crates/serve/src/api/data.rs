//! Rows of what the stories tell: entities, happenings, statements, differences, acts.

use super::describe::Api;
use super::extract::Ask;
use super::reports::most;
use super::{Answer, Headers, JSON, Page, at_least, json, name};
use crate::app::App;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::Uri;
use axum::routing::get;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{ActRow, DifferenceRow, EntityRow, Filter, HappeningRow, Library, StatementRow};

/// Which rows.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The id of a story.
    story: Option<String>,
    /// Somebody's name, in any spelling: only rows that he is in.
    entity: Option<String>,
    /// Somebody else's name: only rows that both are in.
    with: Option<String>,
    /// Only as this part: for happenings `actor`, `recipient`, `attended`, …; for acts `by` or `to`.
    part: Option<String>,
    /// The first day.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    since: Option<String>,
    /// The last day.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    until: Option<String>,
    /// Kinds, parted by commas.
    kind: Option<String>,
    /// The number of the row after which to go on.
    #[schemars(range(min = 0))]
    after: Option<i64>,
    /// How many; 50 where it is not said.
    #[schemars(range(min = 1, max = 200))]
    most: Option<usize>,
}

/// Which entities.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Who {
    /// A name in any spelling, or the beginning of one.
    name: Option<String>,
    /// The id of a story.
    story: Option<String>,
    /// How many; 50 where it is not said.
    #[schemars(range(min = 1, max = 200))]
    most: Option<usize>,
}

pub(super) fn routes(api: &mut Api) {
    let who = api.query::<Who>();
    let which = api.query::<Which>();
    let operation = api
        .get::<Vec<EntityRow>>(
            "/entities",
            "listEntities",
            "Who and what the stories name, those with most mentions first",
        )
        .asks(who);
    api.route(operation, get(entities));
    let operation = api
        .get::<Page<HappeningRow>>("/happenings", "listHappenings", "What happened, in the order of numbers")
        .asks(which.clone());
    api.route(operation, get(happenings));
    let operation = api
        .get::<Page<StatementRow>>("/statements", "listStatements", "What was said, in the order of numbers")
        .asks(which.clone());
    api.route(operation, get(statements));
    let operation = api
        .get::<Page<DifferenceRow>>("/differences", "listDifferences", "Where reports differ, in the order of numbers")
        .asks(which.clone());
    api.route(operation, get(differences));
    let operation = api
        .get::<Page<ActRow>>("/acts", "listActs", "Offers, demands, accusations and the like, in the order of numbers")
        .asks(which);
    api.route(operation, get(acts));
}

/// Entities that a name may be.
const SPELLINGS: usize = 200;

/// The filter that a query means; `None` where nobody has such a name.
fn filter(library: &mut Library, which: &Which, most: usize) -> Result<Option<Filter>, Problem> {
    // What makes no sense is told also where nobody has such a name.
    let (since, until) = (which.since.as_deref().map(day).transpose()?, which.until.as_deref().map(day).transpose()?);
    let after = at_least(which.after, 0, "after")?.unwrap_or(0);
    let mut entities = Vec::new();
    for name in which.entity.iter().chain(&which.with) {
        let found: Vec<i64> = library.entities(name, SPELLINGS)?.into_iter().map(|row| row.number).collect();
        if found.is_empty() {
            return Ok(None);
        }
        entities.push(found);
    }
    let kinds = which.kind.iter().flat_map(|kinds| kinds.split(',')).map(|kind| kind.trim().to_owned());
    Ok(Some(Filter {
        entities,
        part: which.part.clone(),
        story: which.story.clone(),
        since,
        until,
        kinds: kinds.filter(|kind| !kind.is_empty()).take(64).collect(),
        after: Some(after),
        most: most + 1,
        ..Filter::default()
    }))
}

/// A day as the library compares it.
fn day(given: &str) -> Result<String, Problem> {
    let digits =
        |at: std::ops::Range<usize>| given.get(at).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let fits = given.len() == 10
        && digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && given.get(4..5) == Some("-")
        && given.get(7..8) == Some("-");
    if fits { Ok(given.to_owned()) } else { Err(Problem::request("a day is written 2031-03-04")) }
}

async fn entities(State(app): State<App>, uri: Uri, headers: Headers, Ask(who): Ask<Who>) -> Answer {
    let most = most(who.most)?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let mut rows = match &who.name {
            Some(name) => library.entities(name, SPELLINGS)?,
            None => library.all_entities(who.story.as_deref(), most)?,
        };
        rows.retain(|row| who.story.as_ref().is_none_or(|story| row.story == *story));
        rows.truncate(most);
        json(&rows)
    })
    .await
}

/// Answers with a page of rows.
async fn rows<T: Serialize>(
    app: App,
    uri: Uri,
    headers: Headers,
    which: Which,
    find: impl FnOnce(&mut Library, &Filter) -> store::Result<Vec<T>> + Send + 'static,
    number: impl Fn(&T) -> i64 + Send + 'static,
) -> Answer {
    let most = most(which.most)?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let found = match filter(library, &which, most)? {
            Some(filter) => find(library, &filter)?,
            None => Vec::new(),
        };
        json(&Page::cut(found, most, |row| number(row).to_string()))
    })
    .await
}

async fn happenings(State(app): State<App>, uri: Uri, headers: Headers, Ask(which): Ask<Which>) -> Answer {
    rows(app, uri, headers, which, Library::happenings, |row: &HappeningRow| row.number).await
}

async fn statements(State(app): State<App>, uri: Uri, headers: Headers, Ask(which): Ask<Which>) -> Answer {
    rows(app, uri, headers, which, Library::statements, |row: &StatementRow| row.number).await
}

async fn differences(State(app): State<App>, uri: Uri, headers: Headers, Ask(which): Ask<Which>) -> Answer {
    rows(app, uri, headers, which, Library::differences, |row: &DifferenceRow| row.number).await
}

async fn acts(State(app): State<App>, uri: Uri, headers: Headers, Ask(which): Ask<Which>) -> Answer {
    rows(app, uri, headers, which, Library::acts, |row: &ActRow| row.number).await
}
