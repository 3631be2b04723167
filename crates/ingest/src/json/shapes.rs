//! An object into a report, whichever of the known shapes it has. The names of its parts are in `data/fields.tsv`.

use crate::head::collapse;
use crate::html::{self, Page};
use crate::limits::Limits;
use crate::plain::{self, Given, Trust};
use crate::problem;
use record::{BlockKind, Diagnostic, Report, ReportId};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Object = Map<String, Value>;

const FIELDS: &str = include_str!("../../data/fields.tsv");

/// The parts, each with the paths to it, surest first.
static PATHS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut paths: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (part, path) in FIELDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
        paths.entry(part).or_default().push(path);
    }
    paths
});

/// Lists inside one another that are looked into.
const NESTED: usize = 6;

/// Whether the object holds a report's words itself.
pub fn has_text(object: &Object) -> bool {
    ["text", "html", "parts"].iter().any(|part| first(object, part).is_some())
}

/// The report in `object`; `around` is the object that lists it, which may name the outlet.
///
/// # Errors
/// When it has no text, was withdrawn, or is over a limit.
pub fn report(path: &str, object: &Object, around: Option<&Object>, limits: &Limits) -> Result<Report, Diagnostic> {
    let mut fields = Fields { object, path, warnings: Vec::new() };
    if let Some(status) =
        fields.string("withdrawn").filter(|status| status.starts_with("cancel") || status == "withheld")
    {
        let message = format!("its publisher withdrew it ({status})");
        return Err(Diagnostic::error("input/withdrawn", message).at(path).hint("leave it out"));
    }
    let title = fields.string("title");
    let outlet = fields.string("outlet").or_else(|| around.and_then(|around| words(around.get("title")?, 0)));
    let given = Given {
        title,
        outlet,
        byline: fields.string("byline"),
        published: fields.string("published"),
        updated: fields.string("updated"),
        url: fields.all("url").into_iter().find(|url| url.contains("://")),
        language: fields.string("language").or_else(|| around.and_then(|around| words(around.get("language")?, 0))),
        tags: fields.list("tags"),
    };
    let id = fields.string("id");
    let mut report = if let Some(text) = fields.plain() {
        problem::refuse_size(path, text.len(), limits.report_bytes)?;
        plain::report_with_comments(path, text, fields.string("comments").as_deref(), &given)?
    } else if let Some(markup) = first(object, "html").and_then(|(_, value)| markup(value)) {
        html::article(path, &markup, given, Trust::Article, limits)?
    } else if first(object, "parts").is_some() {
        let page = page(object, given.title.as_deref());
        plain::assemble(path, page.text, &page.units, &page.hints, &given, Trust::Article)?
    } else {
        let missing = Diagnostic::error("input/no-text", "the object has no \"text\"").at(path);
        return Err(missing.hint("give the report's words as the string \"text\""));
    };
    if let Some(id) = id {
        report.id = ReportId(id);
    }
    report.diagnostics.splice(0..0, fields.warnings);
    Ok(report)
}

/// Looks values up, noting those of a type that cannot be read.
struct Fields<'a> {
    object: &'a Object,
    path: &'a str,
    warnings: Vec<Diagnostic>,
}

impl Fields<'_> {
    /// The report's words as they stand.
    fn plain(&mut self) -> Option<String> {
        first(self.object, "text").and_then(|(_, value)| value.as_str()).map(str::to_owned)
    }

    fn string(&mut self, part: &str) -> Option<String> {
        let (name, value) = first(self.object, part)?;
        let found = words(value, 0);
        if found.is_none() {
            let message = format!("{name:?} is not a string and was left out");
            self.warnings.push(Diagnostic::warning("input/field-type", message).at(self.path));
        }
        found
    }

    fn all(&self, part: &str) -> Vec<String> {
        let paths = PATHS.get(part).into_iter().flatten();
        paths.filter_map(|path| words(at(self.object, path)?, 0)).collect()
    }

    fn list(&self, part: &str) -> Vec<String> {
        match first(self.object, part) {
            Some((_, Value::Array(items))) => items.iter().filter_map(|item| words(item, 0)).collect(),
            Some((_, Value::String(list))) => {
                list.split([';', ',']).map(collapse).filter(|tag| !tag.is_empty()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The surest value of a part that holds anything, with its path.
fn first<'a>(object: &'a Object, part: &str) -> Option<(&'static str, &'a Value)> {
    let paths = PATHS.get(part)?;
    paths.iter().find_map(|path| {
        let value = at(object, path).filter(|value| holds(value))?;
        // "body" is markup in one shape and an object of paragraphs in another; "content" likewise.
        let usable = match part {
            "html" => markup(value).is_some(),
            "parts" => value.is_array(),
            "text" => value.is_string(),
            _ => true,
        };
        usable.then_some((*path, value))
    })
}

fn at<'a>(object: &'a Object, path: &str) -> Option<&'a Value> {
    let mut names = path.split('.');
    let mut value = object.get(names.next()?)?;
    for name in names {
        value = value.as_object()?.get(name)?;
    }
    Some(value)
}

fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        // Some crawlers print a missing date as Python does.
        Value::String(text) => !text.trim().is_empty() && text != "None",
        Value::Array(items) => items.iter().any(holds),
        _ => true,
    }
}

/// The words of a value: a string, a number, a name in an object, several of them in a list.
fn words(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) if depth < NESTED => {
            let names = ["name", "value", "byline", "title", "term", "literal"];
            names.iter().find_map(|name| words(object.get(*name)?, depth + 1))
        }
        Value::Array(items) if depth < NESTED => {
            let found: Vec<String> = items.iter().filter_map(|item| words(item, depth + 1)).collect();
            (!found.is_empty()).then(|| found.join(", "))
        }
        _ => None,
    }
}

/// Markup in a string, or the longest in a list of bodies.
fn markup(value: &Value) -> Option<String> {
    match value {
        Value::String(markup) => Some(markup.clone()),
        Value::Array(bodies) => {
            let values = bodies.iter().filter_map(|body| body.as_object()?.get("value")?.as_str());
            values.max_by_key(|value| value.len()).map(str::to_owned)
        }
        _ => None,
    }
}

/// A text of paragraphs in lists: a summary, then sections with headlines.
fn page(object: &Object, title: Option<&str>) -> Page {
    let mut page = Page::default();
    if let Some(title) = title {
        page.add(title, Some(BlockKind::Title));
    }
    let lines = |value: Option<&Value>| -> Vec<String> {
        value.and_then(Value::as_array).into_iter().flatten().filter_map(|line| words(line, NESTED)).collect()
    };
    for line in lines(at(object, "body.summary")) {
        page.add(&line, Some(BlockKind::Title));
    }
    let sections = at(object, "body.sections").and_then(Value::as_array).into_iter().flatten();
    for section in sections.filter_map(Value::as_object) {
        for line in lines(section.get("headline")).iter().chain(&lines(section.get("paragraphs"))) {
            page.add(line, None);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_names_a_part() {
        let known = [
            "id",
            "text",
            "html",
            "parts",
            "title",
            "outlet",
            "published",
            "updated",
            "byline",
            "url",
            "language",
            "tags",
            "comments",
            "withdrawn",
        ];
        assert!(PATHS.keys().all(|part| known.contains(part)), "{:?}", PATHS.keys());
        assert!(FIELDS.lines().all(|line| line.starts_with('#') || line.matches('\t').count() == 1));
    }
}
