//! Sitemaps with news entries.

use super::pages::{fetch, fill};
use super::{Gathered, Item, Look, MOST_AT_ONCE, Source, hash};
use crate::fetch::{Answer, Failure, Page, Validators};
use quick_xml::Reader;
use quick_xml::events::Event;
use record::diagnostic::Severity;
use record::evidence::Stated;
use record::report::Published;
use record::{Basis, Diagnostic, Report, ReportId};
use url::Url;

/// Sitemaps that an index of them leads to and that are looked at: the ones changed last.
const MOST_SITEMAPS: usize = 5;
/// Entries of one sitemap that are looked at; news sitemaps hold a thousand at most.
const MOST_ENTRIES: usize = 5_000;

/// An entry of a sitemap or of an index of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    location: String,
    changed: String,
    news: bool,
    title: String,
    published: String,
    outlet: String,
    language: String,
}

pub(super) fn items(source: &Source, look: &Look<'_>, page: &Page) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    let mut entries = read(page, &mut gathered.warnings);
    if entries.index {
        entries.list.sort_by(|a, b| b.changed.cmp(&a.changed));
        let mut inner = Vec::new();
        for entry in entries.list.iter().take(MOST_SITEMAPS) {
            inner.extend(below(source, look, page, entry, &mut gathered.warnings));
        }
        entries.list = inner;
    }
    let news: Vec<Entry> = entries.list.into_iter().filter(|entry| entry.news).take(MOST_ENTRIES).collect();
    if news.is_empty() {
        let none =
            Diagnostic::warning("sources/no-news", "the sitemap has no news entries").at(source.address.as_str());
        gathered.warnings.push(none.hint("outlets name their news sitemap in robots.txt"));
    }
    for entry in news {
        let Some(url) = page.url.join(&entry.location).ok() else { continue };
        let (key, content) = (url.to_string(), hash(&[&entry.changed, &entry.published, &entry.title]));
        if look.knows(&key, &content) || gathered.items.iter().any(|item| item.key == key) {
            continue;
        }
        if gathered.items.len() == MOST_AT_ONCE {
            gathered.more = true;
            break;
        }
        let item = match fetch(source, look, &url, &Validators::default()) {
            Ok(Some((report, at, validators))) => {
                let report = fill(report, &entry.report(&key));
                Item { key, content, reports: vec![report], page: Some((at, validators)), failed: false }
            }
            Ok(None) => continue,
            Err(failure) => {
                let tried = look.seen.get(&key).map_or(0, |seen| seen.failures);
                gathered.warnings.push(Diagnostic { severity: Severity::Warning, ..failure.diagnostic });
                Item { key, content, reports: Vec::new(), page: None, failed: failure.passing && tried < 3 }
            }
        };
        gathered.items.push(item);
    }
    Ok(gathered)
}

/// The entries of a sitemap that an index leads to.
fn below(source: &Source, look: &Look<'_>, index: &Page, entry: &Entry, warnings: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let Ok(url) = index.url.join(&entry.location) else { return Vec::new() };
    match look.fetcher.get(&url, &Validators::default(), &source.grant()) {
        Ok(Answer::Page(page)) => read(&page, warnings).list,
        Ok(Answer::Same) => Vec::new(),
        Err(failure) => {
            warnings.push(Diagnostic { severity: Severity::Warning, ..failure.diagnostic });
            Vec::new()
        }
    }
}

#[derive(Default)]
struct Entries {
    index: bool,
    list: Vec<Entry>,
}

fn read(page: &Page, warnings: &mut Vec<Diagnostic>) -> Entries {
    let text = String::from_utf8_lossy(&page.bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut entries = Entries::default();
    let (mut entry, mut words): (Option<Entry>, String) = (None, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                words.clear();
                match tag.local_name().as_ref() {
                    "sitemapindex" => entries.index = true,
                    "url" | "sitemap" => entry = Some(Entry::default()),
                    "news" => entry.iter_mut().for_each(|entry| entry.news = true),
                    _ => {}
                }
            }
            Ok(Event::Text(text)) => words.push_str(&text),
            Ok(Event::CData(text)) => words.push_str(&text),
            Ok(Event::GeneralRef(name)) => words.push_str(reference(&name)),
            Ok(Event::End(tag)) => {
                let name = tag.local_name();
                if matches!(name.as_ref(), "url" | "sitemap") {
                    entries.list.extend(entry.take().filter(|entry| !entry.location.is_empty()));
                } else if let Some(entry) = &mut entry {
                    entry.set(name.as_ref(), words.trim());
                }
                words.clear();
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let message = format!("the sitemap is damaged: {error}; what came before was read");
                warnings.push(Diagnostic::warning("sources/damaged", message).at(page.url.as_str()));
                break;
            }
        }
        if entries.list.len() > MOST_ENTRIES * 10 {
            break;
        }
    }
    entries
}

fn reference(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" | "#39" => "'",
        _ => " ",
    }
}

impl Entry {
    fn set(&mut self, element: &str, words: &str) {
        let field = match element {
            "loc" if self.location.is_empty() => &mut self.location,
            "lastmod" => &mut self.changed,
            "title" => &mut self.title,
            "publication_date" => &mut self.published,
            "name" => &mut self.outlet,
            "language" => &mut self.language,
            _ => return,
        };
        field.push_str(words);
    }

    /// What the entry says of its page.
    fn report(&self, path: &str) -> Report {
        let some = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        let stated = |words: &str| some(words).map(|value| Stated { value, span: None, basis: Basis::Metadata });
        let is_day = |words: &str| words.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
        let published = some(&self.published).filter(|words| is_day(words));
        Report {
            id: ReportId(String::new()),
            path: path.to_owned(),
            outlet: stated(&self.outlet),
            title: stated(&self.title),
            byline: None,
            published: published.map(|value| Published {
                value,
                basis: Basis::Metadata,
                span: None,
                evidence: Vec::new(),
            }),
            updated: None,
            dateline: None,
            credits: Vec::new(),
            tags: Vec::new(),
            language: some(&self.language),
            url: Url::parse(path).ok().map(String::from),
            text: String::new(),
            blocks: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}
