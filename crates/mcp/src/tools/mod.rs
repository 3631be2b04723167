//! The tools: what each takes, and what it asks the library.

mod ask;
mod brief;
mod evidence;
mod rows;
mod search;

use crate::answer::{Answer, Page};
use record::{Diagnostic, Story};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, schema_for};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use store::{Library, Result, StoryRow};

/// Rows where no number is named, and most that can be asked for.
const ROWS: usize = 20;
const MOST: usize = 100;
/// Rows that may come before a page: who wants more asks for less at a time, by days or names.
const FURTHEST: usize = 10_000;
/// Bytes of a question or a search.
const LONGEST: usize = 1_000;
/// Entities that one name may stand for.
const NAMESAKES: usize = 5_000;

/// Arguments of a tool, which know how to answer.
trait Given: DeserializeOwned + JsonSchema {
    fn answer(self, library: &mut Library) -> Result<Answer>;
}

/// A tool as it is listed and called.
struct Listed {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    takes: fn() -> Schema,
    call: fn(JsonObject, &mut Library) -> Result<Answer>,
}

fn listed<G: Given>(name: &'static str, title: &'static str, description: &'static str) -> Listed {
    Listed { name, title, description, takes: taken::<G>, call: call::<G> }
}

/// The schema of arguments, without references: not every assistant follows them.
fn taken<G: Given>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.for_deserialize().into_generator().into_root_schema_for::<G>()
}

fn call<G: Given>(arguments: JsonObject, library: &mut Library) -> Result<Answer> {
    let given: G = serde_json::from_value(Value::Object(arguments)).map_err(|error| {
        Diagnostic::error("mcp/arguments", format!("the arguments cannot be used: {error}"))
            .hint("the tool's input schema says what it takes")
    })?;
    given.answer(library)
}

fn all() -> [Listed; 6] {
    [
        listed::<brief::Wanted>(
            "brief",
            "What the reports of a story say together",
            "The brief of one story: where reports differ, timeline, who met whom, who said what, what is on the table, \
             what is alleged, which reports copy others. Begin here.",
        ),
        listed::<ask::Asked>(
            "ask",
            "Answer a question",
            "Answers a question in a small grammar of plain English from the whole library: who met whom, what somebody \
             said about something, who denied what, where reports differ, what is new. Nothing is guessed.",
        ),
        listed::<search::Sought>(
            "search",
            "Find words in reports",
            "Reports that have some words, the latest first, with the passages where they stand.",
        ),
        listed::<rows::Timeline>(
            "timeline",
            "What happened, in order of time",
            "Happenings of one story or of all, in order of time, with who took part, where, how sure it is and how \
             many independent lines of reporting tell of it.",
        ),
        listed::<rows::Differences>(
            "differences",
            "Where reports differ",
            "What reports tell or count differently in one story or in all, side by side.",
        ),
        listed::<evidence::Wanted>(
            "evidence",
            "The words that a datum rests on",
            "Every account of a happening, statement, difference or proposal with its words; or the text of a report, \
             all of it or between two bytes, to check a citation in its surroundings.",
        ),
    ]
}

/// The tools with their schemas.
pub fn tools() -> Vec<Tool> {
    let answer = object(schema_for!(Answer));
    let hints = || ToolAnnotations::new().read_only(true).destructive(false).idempotent(true).open_world(false);
    let tool = |one: Listed| {
        Tool::new(one.name, one.description, object((one.takes)()))
            .with_title(one.title)
            .with_raw_output_schema(Arc::clone(&answer))
            .with_annotations(hints())
    };
    all().into_iter().map(tool).collect()
}

fn object(schema: Schema) -> Arc<JsonObject> {
    Arc::new(schema.to_value().as_object().cloned().unwrap_or_default())
}

/// What a tool answers; `None` where there is no such tool.
pub fn answer(name: &str, arguments: JsonObject, library: &mut Library) -> Option<Result<Answer>> {
    let tool = all().into_iter().find(|tool| tool.name == name)?;
    Some((tool.call)(arguments, library))
}

/// The rows that are wanted.
fn page(limit: Option<usize>, cursor: Option<&str>) -> Result<Page> {
    let limit = limit.unwrap_or(ROWS);
    if !(1..=MOST).contains(&limit) {
        return Err(Diagnostic::error("mcp/limit", format!("limit {limit} is not between 1 and {MOST}")));
    }
    let skip = cursor.map_or(Some(0), |given| given.parse().ok().filter(|skip| *skip <= FURTHEST));
    let skip = skip.ok_or_else(|| {
        Diagnostic::error("mcp/cursor", format!("{:?} is no place to go on from", cursor.unwrap_or_default()))
            .hint("give what the answer before had as `next`, or ask for less: by days, names, a story")
    })?;
    Ok(Page { skip, limit })
}

/// A day, which must be one.
fn day(name: &str, given: Option<String>) -> Result<Option<String>> {
    let is_day = |day: &str| record::timex::precision(day) == Some(record::timex::Precision::Day);
    match given {
        Some(day) if !is_day(&day) => {
            Err(Diagnostic::error("mcp/day", format!("{name} {day:?} is no day")).hint("write it as 2031-03-04"))
        }
        given => Ok(given),
    }
}

/// Words that are no more than a question or a search may have.
fn words<'w>(name: &str, given: &'w str) -> Result<&'w str> {
    match given.trim() {
        "" => Err(Diagnostic::error("mcp/words", format!("{name} is empty"))),
        long if long.len() > LONGEST => {
            Err(Diagnostic::error("mcp/words", format!("{name} has more than {LONGEST} bytes")))
        }
        words => Ok(words),
    }
}

/// Which story is meant.
enum Which {
    /// By its id or words of its title.
    Named(String),
    /// The only one that there is.
    Only,
}

fn story(library: &mut Library, which: &Which) -> Result<StoryRow> {
    match which {
        Which::Named(named) => {
            let found = library.find_story(words("story", named)?)?;
            found.ok_or_else(|| {
                Diagnostic::error("library/unknown", format!("the library has no story {named:?}"))
                    .hint("`brief` without a story lists them; `search` finds the reports of others")
            })
        }
        Which::Only => {
            let mut all = library.stories()?;
            match all.pop() {
                Some(only) if all.is_empty() => Ok(only),
                last => {
                    all.extend(last);
                    Err(brief::which(&all))
                }
            }
        }
    }
}

/// What a story's reports say together; put together now, and not kept, where reports came since.
fn told(library: &mut Library, row: &StoryRow) -> Result<Story> {
    let kept = if row.stale { None } else { library.brief(&row.id)? };
    let story = match kept {
        Some(story) => Some(story),
        None => library.story(&row.id)?.map(|kept| kept.story),
    };
    story.ok_or_else(|| Diagnostic::error("library/unknown", format!("the library has no story {:?}", row.id)))
}

/// Says which stories have changed since rows were made of them: nothing is written here.
fn stale(library: &mut Library, only: Option<&StoryRow>) -> Result<Vec<String>> {
    let count = match only {
        Some(story) => usize::from(story.stale),
        None => library.stories()?.iter().filter(|story| story.stale).count(),
    };
    let note = "stories whose reports changed and that were not told anew since; `rapporteur stories` does it";
    Ok(if count == 0 { Vec::new() } else { vec![format!("{count} {note}")] })
}

fn entities(library: &mut Library, name: &str) -> Result<Vec<i64>> {
    let found: Vec<i64> = library.entities(words("about", name)?, NAMESAKES)?.iter().map(|row| row.number).collect();
    if found.is_empty() { Err(unnamed(name)) } else { Ok(found) }
}

fn unnamed(name: &str) -> Diagnostic {
    Diagnostic::error("mcp/unknown-name", format!("nothing is told of anybody or anything called {name:?}"))
        .hint("`search` finds words that are no names")
}

/// A value's label in JSON.
fn label(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}
