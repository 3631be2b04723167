//! Linked data (JSON-LD): what a page says of its report for machines.

use super::flatten;
use super::references::unescape;
use crate::head::collapse;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use trafilatura::dom::Document;

/// Objects and lists inside one another that are looked into.
const NESTED: usize = 6;
/// Bytes of the longest name.
const LONGEST: usize = 400;
/// Entries of a live page that are looked at.
const ENTRIES: usize = 2000;

/// What linked data say of the first report in them.
#[derive(Debug, Default)]
pub struct Linked {
    /// The headline.
    pub headline: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// All its words.
    pub body: Option<String>,
    /// The entries of a live page.
    pub entries: Vec<Entry>,
}

/// An entry of a live page.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its heading.
    pub headline: Option<String>,
    /// Its words.
    pub body: String,
    /// Its time.
    pub time: Option<String>,
}

/// Reads the linked data of a page.
pub fn read(document: &Document) -> Linked {
    let scripts = document.scripts_with_type(&["application/ld+json"]);
    let values: Vec<Value> = scripts
        .into_iter()
        .filter_map(|script| serde_json::from_str(clean(&document.text_content(script)).trim()).ok())
        .collect();
    let mut named = BTreeMap::new();
    values.iter().for_each(|value| names_by_id(value, &mut named, 0));
    let mut linked = Linked::default();
    values.iter().for_each(|value| linked.add(value, &named, 0));
    linked
}

/// Line ends inside of strings, which are not allowed there and come all the same.
fn clean(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// The names of objects that others refer to.
fn names_by_id(value: &Value, named: &mut BTreeMap<String, String>, depth: usize) {
    if depth > NESTED {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| names_by_id(item, named, depth + 1)),
        Value::Object(object) => {
            if let (Some(id), Some(name)) = (text(object, "@id"), text(object, "name")) {
                named.entry(id).or_insert(name);
            }
            object.values().for_each(|value| names_by_id(value, named, depth + 1));
        }
        _ => {}
    }
}

impl Linked {
    fn add(&mut self, value: &Value, named: &BTreeMap<String, String>, depth: usize) {
        if depth > NESTED {
            return;
        }
        let object = match value {
            Value::Array(items) => return items.iter().for_each(|item| self.add(item, named, depth + 1)),
            Value::Object(object) => object,
            _ => return,
        };
        for around in ["@graph", "mainEntity", "mainEntityOfPage"] {
            if let Some(inner) = object.get(around) {
                self.add(inner, named, depth + 1);
            }
        }
        if !is_article(object.get("@type")) {
            return;
        }
        let or = |one: Option<String>, name: &str| one.or_else(|| text(object, name));
        self.headline = or(self.headline.take(), "headline");
        self.published = or(or(self.published.take(), "datePublished"), "dateCreated");
        self.updated = or(self.updated.take(), "dateModified");
        self.description = or(self.description.take(), "description");
        self.author = self.author.take().or_else(|| object.get("author").and_then(|author| names(author, named)));
        self.publisher =
            self.publisher.take().or_else(|| object.get("publisher").and_then(|publisher| names(publisher, named)));
        self.body = self.body.take().or_else(|| body(object));
        if let Some(Value::Array(entries)) = object.get("liveBlogUpdate").filter(|_| self.entries.is_empty()) {
            let entry = |value: &Value| {
                let object = value.as_object()?;
                let body = body(object).unwrap_or_default();
                Some(Entry { headline: text(object, "headline"), body, time: text(object, "datePublished") })
            };
            self.entries = entries.iter().take(ENTRIES).filter_map(entry).collect();
        }
    }
}

fn body(object: &Map<String, Value>) -> Option<String> {
    let body = text(object, "articleBody")?;
    Some(collapse(&flatten::lines(&body, false)))
}

/// A string of an object; references in it, which some pages escape once too often, are resolved.
fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    let words = object.get(name)?.as_str()?;
    Some(collapse(&unescape(&unescape(words)))).filter(|words| !words.is_empty())
}

fn is_article(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_article(Some(kind))),
        _ => false,
    }
}

/// The name or names in a value.
fn names(value: &Value, named: &BTreeMap<String, String>) -> Option<String> {
    match value {
        Value::String(name) => Some(collapse(&unescape(name))).filter(|name| is_name(name)),
        Value::Object(object) => {
            let known = || named.get(object.get("@id")?.as_str()?).cloned();
            let own = object.get("name").and_then(|name| names(name, named));
            own.or_else(known).filter(|name| is_name(name))
        }
        Value::Array(items) => {
            let items = items.iter().filter(|item| !item.is_array());
            let found: Vec<String> = items.filter_map(|item| names(item, named)).collect();
            (!found.is_empty()).then(|| found.join(", "))
        }
        _ => None,
    }
}

/// Whether words can be a name.
pub fn is_name(name: &str) -> bool {
    !name.contains("://") && !name.starts_with('@') && name.len() <= LONGEST && name.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(json: &str) -> Linked {
        read(&Document::parse(&format!("<script type='application/ld+json'>{json}</script>")))
    }

    #[test]
    fn writers_by_reference() {
        let found = linked(
            r##"{"@graph": [{"@type": "NewsArticle", "headline": "Envoys &amp;amp; mayors", "author": {"@id": "#p"}},
            {"@type": "Person", "@id": "#p", "name": "Ilse Brandt"}]}"##,
        );
        assert_eq!(found.author.as_deref(), Some("Ilse Brandt"));
        assert_eq!(found.headline.as_deref(), Some("Envoys & mayors"));
    }

    #[test]
    fn entries_of_a_live_page() {
        let found = linked(
            r#"{"@type": "LiveBlogPosting", "headline": "Weir live", "liveBlogUpdate": [{"@type": "BlogPosting",
            "headline": "Gate shut", "articleBody": "<p>The gate was shut.</p>", "datePublished": "2031-03-04T10:00Z"}]}"#,
        );
        assert_eq!(found.entries[0].body, "The gate was shut.");
        assert_eq!(found.entries[0].time.as_deref(), Some("2031-03-04T10:00Z"));
    }
}
