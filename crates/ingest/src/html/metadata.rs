//! What a page says of itself: JSON-LD, OpenGraph and other metadata, the elements made for it.

use super::choice::Said;
use super::linked::{self, Entry, is_name};
use super::references::unescape;
use super::stamps::{self, is_date};
use crate::head::collapse;
use crate::plain::{self, Given};
use trafilatura::Metadata;
use trafilatura::dom::{Document, NodeId};

/// A page's metadata, each value from the surest place that has it.
#[derive(Debug, Default)]
pub struct Meta {
    titles: Vec<String>,
    outlet: Option<String>,
    bylines: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    url: Option<String>,
    language: Option<String>,
    tags: Vec<String>,
    description: Option<String>,
    body: Option<String>,
    entries: Vec<Entry>,
}

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

/// Metadata elements that give the date of the last change, surest first.
const UPDATED: [&str; 6] =
    ["article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified"];
/// Elements that name the writer, surest first.
const WRITERS: [&str; 4] = ["[itemprop=author] [itemprop=name]", "[itemprop=author]", "a[rel=author]", "[rel=author]"];
/// Writers of one report.
const MOST: usize = 8;

/// Reads the metadata of a page.
pub fn read(document: &Document) -> Meta {
    let linked = linked::read(document);
    let mut meta = Meta { body: linked.body, entries: linked.entries, ..Meta::default() };
    let elements = named(document);
    let first = |names: &[&str]| {
        names.iter().find_map(|name| {
            let found = elements.iter().find(|(known, _)| known == name);
            found.map(|(_, content)| content.clone())
        })
    };
    let root = document.root();
    meta.titles.extend(linked.headline);
    meta.titles.extend(first(&["og:title", "twitter:title", "dc.title", "title"]));
    meta.titles.extend(headings(document));
    meta.titles.extend(words(document, document.query_selector(root, "title")));
    meta.description = linked.description.or_else(|| first(&["og:description", "description", "twitter:description"]));
    meta.outlet = linked.publisher.or_else(|| first(&OUTLET));
    meta.bylines.extend(linked.author);
    meta.bylines.extend(WRITER.iter().filter_map(|name| first(&[*name])));
    meta.bylines.extend(writers(document));
    let stamped = stamps::read(document);
    let sure = |date: &String| is_date(date);
    meta.published = linked.published.or_else(|| first(&PUBLISHED)).filter(sure).or(stamped.published);
    meta.updated = linked.updated.or_else(|| first(&UPDATED)).filter(sure).or(stamped.updated);
    meta.url = canonical(document).or_else(|| first(&["og:url"]));
    meta.language = document
        .query_selector(root, "html[lang]")
        .and_then(|html| document.get_attribute(html, "lang"))
        .filter(|tag| is_language(tag));
    meta.tags = elements.into_iter().filter(|(name, _)| name == "article:tag").map(|(_, tag)| tag).collect();
    meta
}

/// The writers that elements name.
fn writers(document: &Document) -> Option<String> {
    WRITERS.iter().find_map(|selector| {
        let mut names: Vec<String> = Vec::new();
        for id in document.query_selector_all(document.root(), selector).into_iter().take(MOST) {
            let name = collapse(&document.text_content(id));
            let short = (1..=6).contains(&name.split(' ').count());
            if short && is_name(&name) && name.len() <= 60 && !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| names.join(", "))
    })
}

impl Meta {
    /// What the page says that its report is about, and all its words.
    pub fn said(&self) -> Said {
        Said { title: None, description: self.description.clone(), body: self.body.clone() }
    }

    /// The entries of a live page.
    pub fn entries(&self) -> Vec<Entry> {
        self.entries.clone()
    }

    /// With what the extractor found where this found nothing.
    pub fn given(self, found: &Metadata) -> Given {
        let some = |words: &str| Some(collapse(words)).filter(|words| !words.is_empty() && words.len() <= LONGEST);
        let outlet = self.outlet.or_else(|| some(&found.sitename)).filter(|name| !name.contains("://"));
        let title = self.titles.first().cloned().or_else(|| some(&found.title));
        let bylines = self.bylines.into_iter().chain(some(&found.author)).collect();
        Given {
            title: title.map(|title| without_site(&title, outlet.as_deref(), &self.titles)),
            outlet: outlet.clone(),
            byline: writer(bylines, outlet.as_deref()),
            published: self.published.or_else(|| found.date.map(|date| date.to_string())),
            updated: self.updated,
            url: self.url.or_else(|| some(&found.url)),
            language: self.language,
            tags: if self.tags.is_empty() { found.tags.clone() } else { self.tags },
        }
    }
}

/// The first of the names that is not the outlet's own; the first where all are.
fn writer(names: Vec<String>, outlet: Option<&str>) -> Option<String> {
    let letters = |words: &str| -> String {
        words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let outlet = outlet.map(letters).filter(|outlet| !outlet.is_empty());
    let names: Vec<String> = names.into_iter().filter(|name| is_name(name)).collect();
    let own = |name: &&String| {
        let name = letters(name);
        outlet.as_ref().is_some_and(|outlet| name.contains(outlet.as_str()) || outlet.contains(name.as_str()))
    };
    names.iter().find(|name| !own(name)).or(names.first()).cloned()
}

/// Every `<meta>` element with a name and a content, names in small letters.
fn named(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for id in document.query_selector_all(document.root(), "meta[content]") {
        let name = ["property", "name", "itemprop"].iter().find_map(|key| document.get_attribute(id, key));
        let content = document.get_attribute(id, "content");
        let content = content.map(|content| collapse(&unescape(&content))).unwrap_or_default();
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
    if let Some(head) = titles.iter().filter_map(|other| shorter(title, other)).max_by_key(|head| head.len()) {
        return head.to_owned();
    }
    for mark in PARTING {
        let Some((head, end)) = title.rsplit_once(mark) else { continue };
        if outlet.is_some_and(|outlet| plain::alike(outlet, end)) {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The start of `title` that is all of another title of the page, where a mark that parts stands behind it: this shows
/// that the rest is the site's, its section's or a date.
fn shorter<'a>(title: &'a str, other: &str) -> Option<&'a str> {
    /// Bytes of the shortest headline.
    const SHORTEST: usize = 8;
    const CLOSING: [char; 14] = ['.', '!', '?', '…', '”', '“', '"', '’', '\'', '»', '）', ')', '」', '』'];
    let size: usize = other.chars().filter(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let mut left = size;
    let end = title.char_indices().find_map(|(at, c)| {
        if left == 0 {
            return Some(at);
        }
        if c.is_alphanumeric() {
            left = left.saturating_sub(c.len_utf8());
        }
        None
    })?;
    // Marks that end the headline itself are part of it.
    let end = end + title.get(end..)?.find(|c| !CLOSING.contains(&c)).unwrap_or(0);
    let (head, rest) = title.split_at_checked(end)?;
    let rest = rest.trim_start();
    let parted = rest.starts_with(['|', '-', '–', '—', '»', '·', '：', '｜', 'ㅣ', '/', '•']) || rest.starts_with("::");
    (size >= SHORTEST && parted && plain::alike(head, other)).then(|| head.trim())
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
    fn the_outlet_is_no_writer() {
        let page = r#"<meta property="og:site_name" content="The Norland Post"><meta name="author" content="Norland Post">
            <a rel="author" href=x>Ilse Brandt</a><a rel="author" href=y>Tomas Reyl</a>"#;
        assert_eq!(given(page).byline.as_deref(), Some("Ilse Brandt, Tomas Reyl"));
    }

    #[test]
    fn the_site_is_cut_from_the_title() {
        let one = given(
            r#"<meta property="og:site_name" content="The Norland Post"><title>Envoys meet | The Norland Post</title>"#,
        );
        assert_eq!(one.title.as_deref(), Some("Envoys meet"));
        let two = given("<title>Envoys meet - again</title>");
        assert_eq!(two.title.as_deref(), Some("Envoys meet - again"));
        let three = given(
            r#"<meta property="og:title" content="Envoys meet again! | World | 4.3.2031"><h1>Envoys meet again!</h1>"#,
        );
        assert_eq!(three.title.as_deref(), Some("Envoys meet again!"));
        let four = given(r#"<meta property="og:title" content="特使が港町で会談：北国新聞"><h1>特使が港町で会談</h1>"#);
        assert_eq!(four.title.as_deref(), Some("特使が港町で会談"));
    }

    #[test]
    fn dates_in_elements() {
        let stamp = given(r#"<article><time datetime="2031-03-04">4 March</time></article>"#);
        assert_eq!(stamp.published.as_deref(), Some("2031-03-04"));
        assert_eq!(given("<time>04/03/2031</time>").published, None);
        assert_eq!(given(r#"<html lang="x'y">"#).language, None);
    }
}
