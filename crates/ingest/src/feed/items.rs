//! The items of a feed, whichever of the formats it is written in: they differ in the names of their elements.

use super::words::{inner, words};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What is used of a feed.
#[derive(Debug, Default)]
pub struct Feed {
    /// Its name.
    pub title: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// In order.
    pub items: Vec<Item>,
    /// Whether it declares entities.
    pub declares: bool,
    /// Where it cannot be read on, and why.
    pub damage: Option<(u64, String)>,
}

/// What is used of an item. Texts are markup, with references resolved.
#[derive(Debug, Default)]
pub struct Item {
    /// Plain.
    pub title: Option<String>,
    /// The whole text.
    pub content: Option<String>,
    /// The text in short, or whole.
    pub summary: Option<String>,
    /// As written.
    pub published: Option<String>,
    /// As written.
    pub updated: Option<String>,
    /// The page's address.
    pub link: Option<String>,
    /// Names.
    pub authors: Vec<String>,
    /// Subjects.
    pub tags: Vec<String>,
    /// The outlet that it was taken from, where the feed collects.
    pub source: Option<String>,
}

/// Items of one feed; a feed with more is not one.
const ITEMS: usize = 1_000_000;

/// Reads a feed, as far as it can be read.
pub fn read(text: &str) -> Feed {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feed = Feed::default();
    let mut item: Option<Item> = None;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                feed.damage = Some((reader.error_position(), error.to_string()));
                break;
            }
        };
        match event {
            Event::Eof => break,
            Event::DocType(declaration) => feed.declares |= declaration.as_ref().contains("<!ENTITY"),
            Event::Start(start) => match (name(&start).as_str(), &mut item) {
                ("item" | "entry", _) => {
                    feed.items.extend(item.take());
                    item = Some(Item::default());
                }
                ("rss" | "rdf:rdf" | "feed" | "channel", None) => {
                    feed.language = feed.language.take().or_else(|| attribute(&start, "xml:lang"));
                }
                // These hold elements of their own, and names that would be taken for the item's.
                ("media:group", Some(_)) => {}
                (_, item) => {
                    let raw = match reader.read_text(start.name()) {
                        Ok(raw) => raw.into_inner(),
                        Err(error) => {
                            feed.damage = Some((reader.error_position(), error.to_string()));
                            break;
                        }
                    };
                    match item {
                        Some(item) => item.add(&start, &raw),
                        None => feed.add(&start, &raw),
                    }
                }
            },
            Event::Empty(start) => {
                if let Some(item) = &mut item {
                    item.add(&start, "");
                }
            }
            Event::End(end) => {
                if matches!(end.name().as_ref().to_ascii_lowercase().as_str(), "item" | "entry") {
                    feed.items.extend(item.take());
                }
            }
            _ => {}
        }
        if feed.items.len() >= ITEMS {
            break;
        }
    }
    // An item that was cut off is not whole; it goes with the damage.
    if feed.damage.is_none() && item.is_some() {
        feed.damage = Some((text.len() as u64, "it ends inside an item".to_owned()));
    }
    feed
}

impl Feed {
    fn add(&mut self, start: &BytesStart<'_>, raw: &str) {
        match name(start).as_str() {
            "title" => self.title = self.title.take().or_else(|| some(words(&inner(raw, false)))),
            "language" | "dc:language" => self.language = self.language.take().or_else(|| some(words(raw))),
            _ => {}
        }
    }
}

impl Item {
    fn add(&mut self, start: &BytesStart<'_>, raw: &str) {
        let markup = || inner(raw, attribute(start, "type").as_deref() == Some("xhtml"));
        let plain = || some(words(&markup()));
        match name(start).as_str() {
            "title" => self.title = self.title.take().or_else(plain),
            "content:encoded" | "content" | "xhtml:body" => {
                self.content = self.content.take().or_else(|| some(markup()))
            }
            "description" | "summary" => self.summary = self.summary.take().or_else(|| some(markup())),
            "pubdate" | "published" | "issued" | "dc:date" | "dcterms:issued" | "dcterms:created" => {
                self.published = self.published.take().or_else(plain);
            }
            "updated" | "modified" | "dcterms:modified" => self.updated = self.updated.take().or_else(plain),
            "link" => self.link(start, raw),
            "author" | "dc:creator" => self.authors.extend(author(raw)),
            "category" | "dc:subject" => self.tags.extend(attribute(start, "term").or_else(plain)),
            "source" => {
                let named = between(raw, "<title", "</title>").unwrap_or(raw);
                self.source = some(words(&inner(named, false)));
            }
            _ => {}
        }
    }

    /// RSS writes the address as text, Atom as an attribute beside links of other kinds.
    fn link(&mut self, start: &BytesStart<'_>, raw: &str) {
        let page = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
        let link = attribute(start, "href").or_else(|| some(words(&inner(raw, false))));
        if page {
            self.link = self.link.take().or(link);
        }
    }
}

/// A writer's name: alone, in an element of Atom, or in brackets behind an address.
fn author(raw: &str) -> Option<String> {
    let raw = between(raw, "<name", "</name>").unwrap_or(raw);
    let text = words(&inner(raw, false));
    if text.contains('@') {
        let name = text.split_once('(')?.1;
        return some(name.split(')').next()?.to_owned());
    }
    some(text)
}

/// What stands between a tag that opens so and its end.
fn between<'a>(raw: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, after) = raw.split_once(open)?;
    let (_, inside) = after.split_once('>')?;
    inside.split_once(close).map(|(inside, _)| inside)
}

fn name(start: &BytesStart<'_>) -> String {
    let name = start.name().as_ref().to_ascii_lowercase();
    // Some feeds give Atom's own elements a prefix.
    match name.strip_prefix("atom:").or_else(|| name.strip_prefix("a10:")) {
        Some(bare) => bare.to_owned(),
        None => name,
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.html_attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    some(words(&found.value))
}

fn some(words: String) -> Option<String> {
    Some(words).filter(|words| !words.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rss_with_what_others_add() {
        let feed = read(
            r#"<?xml version="1.0"?><rss version="2.0"><channel><title>The Norland Post</title><language>en-gb</language>
            <image><title>Logo</title></image>
            <item><title>Envoys meet &amp; part</title><link>https://post.example/a</link>
            <description><![CDATA[<p>They met.</p>]]></description><pubDate>Tue, 04 Mar 2031 10:30:00 +0100</pubDate>
            <author>desk@post.example (Ilse Brandt)</author><category>Talks</category>
            <source url="https://wire.example/rss">Coast Wire</source></item>
            <item><title>Second</title></item></channel></rss>"#,
        );
        assert_eq!((feed.title.as_deref(), feed.language.as_deref()), (Some("The Norland Post"), Some("en-gb")));
        assert_eq!(feed.items.len(), 2);
        let item = &feed.items[0];
        assert_eq!(item.title.as_deref(), Some("Envoys meet & part"));
        assert_eq!(item.summary.as_deref(), Some("<p>They met.</p>"));
        assert_eq!(
            (item.authors.as_slice(), item.tags.as_slice()),
            (&["Ilse Brandt".to_owned()][..], &["Talks".to_owned()][..])
        );
        assert_eq!(
            (item.source.as_deref(), item.link.as_deref()),
            (Some("Coast Wire"), Some("https://post.example/a"))
        );
        assert!(feed.damage.is_none());
    }

    #[test]
    fn atom_with_markup_inside() {
        let feed = read(
            r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="text">Post</title><entry>
            <title type="html">Envoys &lt;i&gt;meet&lt;/i&gt;</title><link rel="self" href="https://p.example/self"/>
            <link href="https://p.example/a"/><updated>2031-03-05T00:00:00Z</updated>
            <author><name>Ilse Brandt</name><email>i@p.example</email></author>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They <b>met</b> &amp; spoke.</p></div></content>
            </entry></feed>"#,
        );
        let item = &feed.items[0];
        assert_eq!(item.title.as_deref(), Some("Envoys meet"));
        assert_eq!(item.link.as_deref(), Some("https://p.example/a"));
        assert!(item.content.as_deref().unwrap().contains("<p>They <b>met</b> &amp; spoke.</p>"));
        assert_eq!(item.authors, ["Ilse Brandt"]);
        assert_eq!(feed.language.as_deref(), Some("en"));
    }

    #[test]
    fn damage_keeps_what_came_before() {
        let feed = read("<rss><channel><item><title>One</title></item><item><title>Two</title><description>cut");
        assert_eq!(feed.items.len(), 1);
        assert!(feed.damage.is_some());
    }

    #[test]
    fn entities_stay_as_they_are() {
        let feed = read(
            "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><item><title>x &b; &nbsp;y</title></item></channel></rss>",
        );
        assert!(feed.declares);
        assert_eq!(feed.items[0].title.as_deref(), Some("x &b; y"));
    }
}
