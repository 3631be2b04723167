//! Feeds: their items, and the pages behind those that are short.

use super::links::same_site;
use super::pages::{fetch, fill};
use super::{Gathered, Item, Look, MOST_AT_ONCE, Pages, Source, hash, sitemaps};
use crate::fetch::{Answer, Failure, Page};
use record::diagnostic::Severity;
use record::{BlockKind, Diagnostic, Report};
use url::Url;

/// Bytes of reporting below which an item is taken for a teaser.
const SHORT: usize = 1200;
/// Items of one feed that are looked at.
const MOST_ITEMS: usize = 2_000;

pub(super) fn look(source: &Source, look: &Look<'_>) -> Result<Gathered, Failure> {
    let url = address(source)?;
    let page = match look.fetcher.get(&url, &source.validators, &source.grant())? {
        Answer::Same => return Ok(Gathered { validators: source.validators.clone(), ..Gathered::default() }),
        Answer::Page(page) => page,
    };
    let mut gathered = match shape(&page) {
        Shape::Sitemap => sitemaps::items(source, look, &page),
        Shape::Feed => items(source, look, &page),
        Shape::Other => return Err(no_feed(&page)),
    }?;
    // With a part of it left over, "nothing has changed" would be the wrong thing to hear next time.
    let whole = !gathered.more && gathered.items.iter().all(|item| !item.failed);
    gathered.validators = if whole { page.validators } else { Default::default() };
    Ok(gathered)
}

pub(super) fn address(source: &Source) -> Result<Url, Failure> {
    Url::parse(&source.address).map_err(|error| {
        Failure::lasting(Diagnostic::error("sources/address", error.to_string()).at(source.address.as_str()))
    })
}

enum Shape {
    Feed,
    Sitemap,
    Other,
}

/// What was served, by what it opens with: servers send feeds as anything.
fn shape(page: &Page) -> Shape {
    const SNIFFED: usize = 4096;
    // Feeds in UTF-16 open with zeros between their letters.
    let start: Vec<u8> = page.bytes.iter().take(SNIFFED).copied().filter(|byte| *byte != 0).collect();
    let start = String::from_utf8_lossy(&start).to_ascii_lowercase();
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{fffd}');
    let has = |names: &[&str]| names.iter().any(|name| start.contains(name));
    let json =
        start.starts_with('{') && (has(&["jsonfeed.org"]) || page.kind.as_deref() == Some("application/feed+json"));
    let markup = start.starts_with('<');
    if markup && has(&["<urlset", "<sitemapindex"]) {
        Shape::Sitemap
    } else if json || (markup && has(&["<rss", "<feed", "<rdf:rdf", ":feed"])) {
        Shape::Feed
    } else {
        Shape::Other
    }
}

fn no_feed(page: &Page) -> Failure {
    let found = Diagnostic::error("sources/no-feed", "it is neither a feed nor a sitemap").at(page.url.as_str());
    let text = String::from_utf8_lossy(&page.bytes);
    Failure::passing(match feed_of(&page.url, &text) {
        Some(feed) => found.hint(format!("the page names this feed: {feed}")),
        None => found.hint("give the address of the outlet's RSS, Atom or JSON feed, or of its news sitemap"),
    })
}

/// The feed that a page names in its head.
fn feed_of(url: &Url, page: &str) -> Option<Url> {
    let head = page.get(..page.floor_char_boundary(page.len().min(100_000)))?;
    let link = head.split("<link").skip(1).filter_map(|rest| rest.split('>').next()).find(|tag| {
        ["application/rss+xml", "application/atom+xml", "application/feed+json"].iter().any(|kind| tag.contains(kind))
    })?;
    let value = link.split_once("href=")?.1;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    url.join(&value.split(quote).nth(1)?.replace("&amp;", "&")).ok()
}

fn items(source: &Source, look: &Look<'_>, page: &Page) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    // A feed in JSON is one value, though it may stand on one line like a report of JSON Lines.
    let json = page.bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let path = if json { format!("{}#feed.json", page.url) } else { page.url.to_string() };
    let mut read = ingest::from_bytes(&path, &page.bytes, look.limits);
    if read.len() > MOST_ITEMS {
        let message = format!("the feed has {} items; the first {MOST_ITEMS} were looked at", read.len());
        gathered.warnings.push(Diagnostic::warning("sources/many-items", message).at(source.address.as_str()));
        read.truncate(MOST_ITEMS);
    }
    let mut fetched = 0;
    for one in read {
        let report = match one {
            Ok(report) => report,
            Err(problem) => {
                gathered.warnings.push(problem);
                continue;
            }
        };
        let link = report.url.as_deref().and_then(|link| Url::parse(link).ok());
        let key = link.as_ref().map_or_else(|| report.id.0.clone(), |link| link.to_string());
        let content = content(&report);
        if look.knows(&key, &content) || gathered.items.iter().any(|item| item.key == key) {
            continue;
        }
        let wants_page = match source.settings.pages {
            Pages::Always => true,
            Pages::Never => false,
            Pages::Auto => reporting(&report) < SHORT,
        };
        let link = link.filter(|link| matches!(link.scheme(), "http" | "https"));
        match link.clone().filter(|_| wants_page) {
            Some(_) if fetched == MOST_AT_ONCE => gathered.more = true,
            Some(link) => {
                fetched += 1;
                gathered.items.push(with_page(source, look, key, content, report, &link, &mut gathered.warnings));
            }
            None => gathered.items.push(Item {
                key,
                content,
                reports: vec![own(report, link.as_ref(), &page.url)],
                page: None,
                failed: false,
            }),
        }
    }
    Ok(gathered)
}

/// An item with the page that it links to; its own words where the page cannot be had for good.
fn with_page(
    source: &Source,
    look: &Look<'_>,
    key: String,
    content: String,
    report: Report,
    link: &Url,
    warnings: &mut Vec<Diagnostic>,
) -> Item {
    let tried = look.seen.get(&key).map_or(0, |seen| seen.failures);
    match fetch(source, look, link, &Default::default()) {
        Ok(Some((page_report, url, validators))) => {
            let report = fill(page_report, &report);
            Item { key, content, reports: vec![report], page: Some((url, validators)), failed: false }
        }
        Ok(None) => Item { key, content, reports: Vec::new(), page: None, failed: false },
        Err(failure) => {
            let again = failure.passing && tried + 1 < TRIES;
            warnings.push(Diagnostic { severity: Severity::Warning, ..failure.diagnostic });
            let usable = !again && reporting(&report) > 0;
            let home = Url::parse(&source.address).unwrap_or_else(|_| link.clone());
            let reports = if usable { vec![own(report, Some(link), &home)] } else { Vec::new() };
            Item { key, content, reports, page: None, failed: again }
        }
    }
}

/// Times that a page is tried before the item stands without it.
const TRIES: u32 = 4;

/// A report of the feed's own words: it goes by the item's address only where that is the feed's own site.
fn own(mut report: Report, link: Option<&Url>, feed: &Url) -> Report {
    if let Some(link) = link {
        report.path = link.to_string();
        report.url = same_site(link, feed).then(|| link.to_string());
    }
    report
}

/// A hash of what a feed says of an item.
fn content(report: &Report) -> String {
    let published = report.published.as_ref().map_or("", |published| &published.value);
    let updated = report.updated.as_ref().map_or("", |updated| &updated.value);
    hash(&[&report.text, published, updated])
}

/// Bytes of paragraphs in a report.
fn reporting(report: &Report) -> usize {
    let body = report.blocks.iter().filter(|block| block.kind == BlockKind::Body);
    body.map(|block| block.span.len()).sum()
}
