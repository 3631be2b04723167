//! Stories, their briefs, and these in other formats.

use super::describe::Api;
use super::extract::{Ask, Id};
use super::reports::most;
use super::{Answer, Headers, JSON, Page, json, name};
use crate::app::App;
use crate::problem::Problem;
use crate::public;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::routing::get;
use export::{Format, Memory, Pile, Shape, Sink, Source};
use record::Story;
use record::grouped::GroupedStory;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Entry, Kept, Library, StoryRow};

/// Which stories.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The id of the story after which to go on.
    after: Option<String>,
    /// How many; 50 where it is not said.
    #[schemars(range(min = 1, max = 200))]
    most: Option<usize>,
}

/// No query.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

pub(super) fn routes(api: &mut Api) {
    let which = api.query::<Which>();
    let operation = api
        .get::<Page<StoryRow>>("/stories", "listStories", "Stories, those with the latest reports first")
        .asks(which);
    api.route(operation, get(list));
    let operation = api.get::<GroupedStory>("/stories/{id}", "getStory", "A story with its reports");
    api.route(operation, get(one));
    let operation = api.get::<Story>(
        "/stories/{id}/brief",
        "getBrief",
        "What a story’s reports say together: as `rapporteur brief --format json` prints it",
    );
    api.route(operation, get(brief));
    let kinds: Vec<&str> = formats().iter().map(|name| media(name)).collect();
    let operation =
        api.get_as("/stories/{id}/export/{format}", "exportStory", "A story in a format of the field", &kinds);
    api.route(operation, get(exported));
}

async fn list(State(app): State<App>, uri: Uri, headers: Headers, Ask(which): Ask<Which>) -> Answer {
    let most = most(which.most)?;
    app.kept(name(&uri), JSON, &headers, move |library| {
        let all = library.stories()?;
        let begin = match &which.after {
            None => 0,
            Some(after) => all.iter().position(|story| story.id == *after).map_or(all.len(), |at| at + 1),
        };
        let rows = all.into_iter().skip(begin).take(most + 1).collect();
        json(&Page::cut(rows, most, |row: &StoryRow| row.id.clone()))
    })
    .await
}

async fn one(
    State(app): State<App>,
    uri: Uri,
    headers: Headers,
    Id(id): Id<String>,
    Ask(Nothing {}): Ask<Nothing>,
) -> Answer {
    app.kept(name(&uri), JSON, &headers, move |library| {
        let mut story = library.grouped(Some(&id))?.pop().ok_or_else(|| Problem::missing("story"))?;
        for report in &mut story.reports {
            report.path = public::file_name(&report.path);
        }
        json(&story)
    })
    .await
}

async fn brief(
    State(app): State<App>,
    uri: Uri,
    headers: Headers,
    Id(id): Id<String>,
    Ask(Nothing {}): Ask<Nothing>,
) -> Answer {
    app.kept(name(&uri), JSON, &headers, move |library| json(&told(library, &id)?)).await
}

/// What a story's reports say together, put together now where it never was.
pub(crate) fn told(library: &mut Library, id: &str) -> Result<Story, Problem> {
    let story = match library.brief(id)? {
        Some(story) => Some(story),
        None => library.story(id)?.map(|kept| kept.story),
    };
    story.map(public::story).ok_or_else(|| Problem::missing("story"))
}

/// Formats besides those of `export`.
const LOOKS: [&str; 3] = ["markdown", "text", "html"];

/// The formats that are one file.
pub(crate) fn formats() -> Vec<&'static str> {
    let files = Format::ALL.iter().filter(|format| format.shape == Shape::File).map(|format| format.name);
    LOOKS.into_iter().chain(files).collect()
}

fn media(format: &str) -> &'static str {
    match format {
        "markdown" => "text/markdown; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "icalendar" => "text/calendar; charset=utf-8",
        "graphml" => "application/xml",
        "jsonl" | "ninjs" | "schema-org" | "followthemoney" | "web-annotation" => "application/x-ndjson",
        "text" => "text/plain; charset=utf-8",
        _ => "text/tab-separated-values; charset=utf-8",
    }
}

async fn exported(
    State(app): State<App>,
    uri: Uri,
    headers: Headers,
    Id((id, format)): Id<(String, String)>,
    Ask(Nothing {}): Ask<Nothing>,
) -> Answer {
    let known = formats().into_iter().find(|known| *known == format);
    let format = known.ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND, "request/format", "there is no such format")
            .hint(format!("one of {}", formats().join(", ")))
    })?;
    app.kept(name(&uri), media(format), &headers, move |library| {
        let kept = library.story(&id)?.ok_or_else(|| Problem::missing("story"))?;
        write(format, kept)
    })
    .await
}

fn write(format: &str, kept: Kept) -> Result<String, Problem> {
    let Kept { story, entries, .. } = kept;
    let story = public::story(story);
    let entries: Vec<Entry> = entries.into_iter().map(public::entry).collect();
    match format {
        "markdown" => return Ok(render::markdown::brief(&render::compose::brief(&story))),
        "text" => {
            const WIDTH: usize = 100;
            return Ok(strip(&render::text::brief(&render::compose::brief(&story), WIDTH)));
        }
        "html" => {
            let reports: Vec<_> = entries.iter().map(|entry| &entry.report).collect();
            return Ok(render::html::page(&render::compose::brief(&story), &story, &reports));
        }
        _ => {}
    }
    let format = Format::named(format).ok_or_else(Problem::failed)?;
    fn source(entry: &Entry) -> Source<'_> {
        Source { report: &entry.report, analysis: &entry.analysis, reading: &entry.reading }
    }
    let pile = Pile::new(entries.iter().map(source).collect(), &story);
    let mut memory = Memory::default();
    let mut sink = Sink::new(&mut memory, None).map_err(|_| Problem::failed())?;
    format.write(&pile, &mut sink).map_err(|_| Problem::failed())?;
    Ok(memory.files.into_values().collect())
}

/// A brief for terminals without what colours it.
fn strip(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        let after = &rest[at..];
        rest = after.find('m').map_or("", |end| &after[end + 1..]);
    }
    out + rest
}
