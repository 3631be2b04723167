//! What a page says of itself: JSON-LD, OpenGraph and other metadata, the elements made for it.

use super::choice::Said;
use super::flatten;
use crate::head::{collapse, dates};
use crate::plain::{self, Given};
use serde_json::Value;
use trafilatura::Metadata;
use trafilatura::dom::{Document, NodeId};

/// A page's metadata, each value from the surest place that has it.
#[derive(Debug, Default)]
pub struct Meta {
    titles: Vec<String>,
    outlet: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    url: Option<String>,
    language: Option<String>,
    tags: Vec<String>,
    description: Option<String>,
    body: Option<String>,
}

/// Objects and lists inside one another that are looked into.
const NESTED: usize = 6;
/// Bytes of the longest title and of the longest name.
const LONGEST: usize = 400;

/// Metadata elements that give the date of publication, surest first.
const PUBLISHED: [&str; 12] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "date",
];
/// Metadata elements that name the outlet, surest first.
const OUTLET: [&str; 3] = ["og:site_name", "application-name", "dc.publisher"];
/// Metadata elements that name the writer, surest first.
const WRITER: [&str; 6] =
    ["author", "dc.creator", "parsely-author", "sailthru.author", "article:author", "twitter:creator"];
/// Marks that part a headline from the site's name in the page's title.
const PARTING: [&str; 7] = [" | ", " - ", " – ", " — ", " » ", " · ", " :: "];

/// Reads the metadata of a page.
pub fn read(document: &Document) -> Meta {
    let mut meta = Meta::default();
    for script in document.scripts_with_type(&["application/ld+json"]) {
        if let Ok(value) = serde_json::from_str::<Value>(document.text_content(script).trim()) {
            meta.linked(&value, 0);
        }
    }
    let elements = named(document);
    let first = |names: &[&str]| {
        names.iter().find_map(|name| {
            let found = elements.iter().find(|(known, _)| known == name);
            found.map(|(_, content)| content.clone())
        })
    };
    meta.titles.extend(first(&["og:title", "twitter:title", "dc.title", "title"]));
    meta.titles.extend(headings(document));
    meta.titles.extend(words(document, document.query_selector(document.root(), "title")));
    meta.description = meta.description.or_else(|| first(&["og:description", "description", "twitter:description"]));
    meta.outlet = meta.outlet.or_else(|| first(&OUTLET));
    meta.byline = meta.byline.or_else(|| first(&WRITER));
    meta.published =
        meta.published.or_else(|| first(&PUBLISHED)).filter(|date| is_date(date)).or_else(|| stamped(document));
    meta.url = canonical(document).or_else(|| first(&["og:url"]));
    meta.language = document
        .query_selector(document.root(), "html[lang]")
        .and_then(|html| document.get_attribute(html, "lang"))
        .filter(|tag| is_language(tag));
    meta.tags = elements.into_iter().filter(|(name, _)| name == "article:tag").map(|(_, tag)| tag).collect();
    meta
}

impl Meta {
    /// What the page says that its report is about, and all its words.
    pub fn said(&self) -> Said {
        Said { title: None, description: self.description.clone(), body: self.body.clone() }
    }

    /// With what the extractor found where this found nothing.
    pub fn given(self, found: &Metadata) -> Given {
        let some = |words: &str| Some(collapse(words)).filter(|words| !words.is_empty() && words.len() <= LONGEST);
        let outlet = self.outlet.or_else(|| some(&found.sitename)).filter(|name| !name.contains("://"));
        let title = self.titles.first().cloned().or_else(|| some(&found.title));
        Given {
            title: title.map(|title| without_site(&title, outlet.as_deref(), &self.titles)),
            outlet,
            byline: self.byline.filter(|name| is_name(name)).or_else(|| some(&found.author)),
            published: self.published.or_else(|| found.date.map(|date| date.to_string())),
            url: self.url.or_else(|| some(&found.url)),
            language: self.language,
            tags: if self.tags.is_empty() { found.tags.clone() } else { self.tags },
        }
    }

    /// Reads an object of linked data and those in it.
    fn linked(&mut self, value: &Value, depth: usize) {
        if depth > NESTED {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.linked(item, depth + 1)),
            Value::Object(object) => {
                if let Some(graph) = object.get("@graph") {
                    self.linked(graph, depth + 1);
                }
                if !is_article(object.get("@type")) {
                    return;
                }
                let text = |name: &str| {
                    object.get(name).and_then(Value::as_str).map(collapse).filter(|words| !words.is_empty())
                };
                if self.titles.is_empty() {
                    self.titles.extend(text("headline"));
                }
                self.body = self
                    .body
                    .take()
                    .or_else(|| text("articleBody"))
                    .map(|body| collapse(&flatten::lines(&super::unescape(&body), false)));
                self.published =
                    self.published.take().or_else(|| text("datePublished")).or_else(|| text("dateCreated"));
                self.byline = self.byline.take().or_else(|| object.get("author").and_then(names));
                self.outlet = self.outlet.take().or_else(|| object.get("publisher").and_then(names));
            }
            _ => {}
        }
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_article(Some(kind))),
        _ => false,
    }
}

/// The name or names in a value of linked data.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(collapse(name)).filter(|name| is_name(name)),
        Value::Object(object) => object.get("name").and_then(names),
        Value::Array(items) => {
            let found: Vec<String> =
                items.iter().filter_map(|item| if item.is_array() { None } else { names(item) }).collect();
            (!found.is_empty()).then(|| found.join(", "))
        }
        _ => None,
    }
}

fn is_name(name: &str) -> bool {
    !name.contains("://") && !name.starts_with('@') && name.len() <= LONGEST && name.chars().any(char::is_alphabetic)
}

/// Every `<meta>` element with a name and a content, names in small letters.
fn named(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for id in document.query_selector_all(document.root(), "meta[content]") {
        let name = ["property", "name", "itemprop"].iter().find_map(|key| document.get_attribute(id, key));
        let content = document.get_attribute(id, "content").map(|content| collapse(&content)).unwrap_or_default();
        if let Some(name) = name
            && !content.is_empty()
            && content.len() <= LONGEST
        {
            found.push((name.trim().to_ascii_lowercase(), content));
        }
    }
    found
}

fn words(document: &Document, id: Option<NodeId>) -> Option<String> {
    let words = collapse(&document.text_content(id?));
    (!words.is_empty() && words.len() <= LONGEST).then_some(words)
}

/// The page's only first-order heading; where there are several, none is surely the headline.
fn headings(document: &Document) -> Option<String> {
    let found = document.query_selector_all(document.root(), "h1");
    match found.as_slice() {
        [only] => words(document, Some(*only)),
        _ => None,
    }
}

/// A date of publication in the elements made for it.
fn stamped(document: &Document) -> Option<String> {
    let root = document.root();
    let marked = "[itemprop=datePublished], time[pubdate], article header time[datetime], article time[datetime], time[datetime]";
    let id = marked.split(", ").find_map(|selector| document.query_selector(root, selector))?;
    let stamp = ["datetime", "content"].iter().find_map(|key| document.get_attribute(id, key));
    stamp.or_else(|| words(document, Some(id))).map(|stamp| collapse(&stamp)).filter(|stamp| is_date(stamp))
}

fn is_date(words: &str) -> bool {
    words.len() <= 80 && dates::dates(words, 0).first().is_some_and(|moment| !moment.ambiguous)
}

fn canonical(document: &Document) -> Option<String> {
    let link = document.query_selector(document.root(), "link[rel=canonical]")?;
    document.get_attribute(link, "href").filter(|address| address.contains("://") && address.len() <= 2000)
}

/// Whether a language tag has the form that BCP 47 gives them.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|first| (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// `title` without the site's name at its end.
fn without_site(title: &str, outlet: Option<&str>, titles: &[String]) -> String {
    for mark in PARTING {
        let Some((head, end)) = title.rsplit_once(mark) else { continue };
        let named = outlet.is_some_and(|outlet| plain::alike(outlet, end));
        // Another title of the page that is the head alone shows that the rest is not part of it.
        let alone = titles.iter().any(|other| plain::alike(other, head));
        if named || alone {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(html: &str) -> Given {
        read(&Document::parse(html)).given(&Metadata::default())
    }

    #[test]
    fn linked_data_comes_first() {
        let given = given(
            r#"<head><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Envoys meet",
            "datePublished": "2031-03-04T10:30:00Z", "author": [{"name": "Ilse Brandt"}, {"name": "Tomas Reyl"}],
            "publisher": {"name": "The Norland Post"}}]}</script><title>Envoys meet - The Norland Post</title></head>"#,
        );
        assert_eq!(given.title.as_deref(), Some("Envoys meet"));
        assert_eq!(given.published.as_deref(), Some("2031-03-04T10:30:00Z"));
        assert_eq!(given.byline.as_deref(), Some("Ilse Brandt, Tomas Reyl"));
        assert_eq!(given.outlet.as_deref(), Some("The Norland Post"));
    }

    #[test]
    fn the_site_is_cut_from_the_title() {
        let one = given(
            r#"<meta property="og:site_name" content="The Norland Post"><title>Envoys meet | The Norland Post</title>"#,
        );
        assert_eq!(one.title.as_deref(), Some("Envoys meet"));
        let two = given("<title>Envoys meet - again</title>");
        assert_eq!(two.title.as_deref(), Some("Envoys meet - again"));
    }

    #[test]
    fn dates_in_elements() {
        let stamp = given(r#"<article><time datetime="2031-03-04">4 March</time></article>"#);
        assert_eq!(stamp.published.as_deref(), Some("2031-03-04"));
        assert_eq!(given("<time>04/03/2031</time>").published, None);
        assert_eq!(given(r#"<html lang="x'y">"#).language, None);
    }
}
