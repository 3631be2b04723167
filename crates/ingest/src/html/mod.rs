//! Web pages into reports.
//!
//! `trafilatura` tells the report from the page; the title, the date, the outlet and the writer come from the
//! page's metadata. The report's text is the headline, the paragraphs and the comments, parted by blank lines.

mod attributes;
mod blocks;
mod choice;
mod comments;
mod flatten;
mod linked;
mod live;
mod metadata;
mod pieces;
mod references;
mod stamps;
mod tree;

use crate::decode::{self, Decoded};
use crate::guard::quietly;
use crate::limits::Limits;
use crate::plain::{self, Given, Trust};
use crate::problem;
pub use blocks::Page;
use choice::Chosen;
use record::{BlockKind, Diagnostic, Report};
pub use references::unescape;
use trafilatura::Options;
use trafilatura::dom::Document;

/// Bytes in which a page names its encoding, by the HTML standard.
const PRESCAN: usize = 1024;

/// The report on a page that was served with an encoding named beside it, or none.
///
/// # Errors
/// When there is no text in it.
pub fn from_bytes(path: &str, bytes: &[u8], charset: Option<&str>, limits: &Limits) -> Result<Report, Diagnostic> {
    let decoded = decode(path, bytes, charset)?;
    let mut report = report(path, &decoded.text, limits)?;
    report.diagnostics.splice(0..0, decoded.warnings);
    Ok(report)
}

/// Decodes a page: by its mark, as UTF-8, as it was served, or as it says of itself.
///
/// # Errors
/// When it is no text.
pub fn decode(path: &str, bytes: &[u8], served: Option<&str>) -> Result<Decoded, Diagnostic> {
    if served.is_some() {
        return decode::decode_labelled(path, bytes, served);
    }
    let start = bytes.get(..bytes.len().min(PRESCAN * 2)).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let label = start.split("charset=").nth(1).map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).next().unwrap_or("")
    });
    decode::decode_labelled(path, bytes, label)
}

/// The report on the page `html`.
///
/// # Errors
/// When there is no text in it.
pub fn report(path: &str, html: &str, limits: &Limits) -> Result<Report, Diagnostic> {
    let flat = flatten::flatten(html, limits.page_depth);
    let mut warnings = Vec::new();
    if flat.dropped > 0 {
        let message =
            format!("{} tags nest deeper than {}; they were left out, their text was kept", flat.dropped, flat.depth);
        warnings.push(Diagnostic::warning("html/deep", message).at(path));
    }
    let large = flat.tags > limits.page_tags;
    let extracted = if large { slimmed(&flat.html, limits) } else { extract(&flat.html) };
    let mut report = match extracted {
        Some((page, given)) if !page.units.is_empty() => {
            let mut report = plain::assemble(path, page.text, &page.units, &page.hints, &given, Trust::Article)?;
            for (block, signed) in report.blocks.iter_mut().zip(page.signed) {
                if block.kind == BlockKind::Comment {
                    block.author = signed.author.or(block.author.take());
                    block.time = signed.time.or(block.time.take());
                } else if block.kind.is_reporting() {
                    // An entry of a live page is of its own time.
                    block.time = signed.time;
                }
            }
            report
        }
        _ => {
            let message = "the report could not be told from the page by its markup; the page was read as plain text";
            warnings.push(Diagnostic::warning("html/unextracted", message).at(path));
            let text = flatten::lines(&flat.html, false);
            plain::report(path, text, &stated(&flat.html, limits), Trust::Dump)?
        }
    };
    report.diagnostics.splice(0..0, warnings);
    Ok(report)
}

/// The report in markup that is nothing but a report: the content of a feed's item, of a record, of a mail. Its title
/// comes first in the text.
///
/// # Errors
/// When there is no text in it.
pub fn article(path: &str, markup: &str, given: Given, trust: Trust, limits: &Limits) -> Result<Report, Diagnostic> {
    problem::refuse_size(path, markup.len(), limits.page_bytes)?;
    let flat = flatten::flatten(markup, limits.page_depth);
    let title = given.title.as_deref();
    let mut page = Page::default();
    if let Some(title) = title {
        page.add(title, Some(BlockKind::Title));
    }
    let parts = match flat.tags {
        0 => None,
        tags if tags > limits.page_tags => None,
        _ => quietly(|| blocks::parts(&Document::parse(&flat.html))).ok(),
    };
    let parts = parts.unwrap_or_else(|| {
        flatten::lines(&flat.html, flat.tags == 0).lines().map(|line| (line.to_owned(), None)).collect()
    });
    for (words, hint) in parts {
        if !title.is_some_and(|title| plain::alike(title, &words)) {
            page.add(&words, hint);
        }
    }
    plain::assemble(path, page.text, &page.units, &page.hints, &given, trust)
}

/// The paragraphs of markup, with the ranks of those that are headings.
pub fn parts_of(markup: &str, limits: &Limits) -> Vec<(String, Option<u8>)> {
    let flat = flatten::flatten(markup, limits.page_depth);
    if flat.tags > limits.page_tags {
        return Vec::new();
    }
    let parts = quietly(|| tree::parts(&Document::parse(&flat.html))).unwrap_or_default();
    parts.parts.into_iter().map(|part| (part.words, part.heading)).collect()
}

/// The parts of a page of very many tags, most of which mostly style words; `None` where they do not.
fn slimmed(html: &str, limits: &Limits) -> Option<(Page, Given)> {
    let slim = flatten::slim(html, limits.page_depth);
    if slim.tags > limits.page_tags {
        return None;
    }
    let given = stated(html, limits);
    // The title is not part of what was kept.
    let (page, found) = extract_titled(&slim.html, given.title.as_deref())?;
    let known = given.title.is_some();
    Some((page, if known { given } else { found }))
}

/// What the head of a page tells about it, where the page itself is too large to be taken apart.
fn stated(html: &str, limits: &Limits) -> Given {
    let head = flatten::flatten(flatten::head(html), limits.page_depth);
    if head.html.is_empty() || head.tags > limits.page_tags {
        return Given::default();
    }
    let read = || metadata::read(&Document::parse(&head.html)).given(&trafilatura::Metadata::default());
    quietly(read).unwrap_or_default()
}

/// The report's parts; `None` where there are none, or the extractor fails on the page.
fn extract(html: &str) -> Option<(Page, Given)> {
    extract_titled(html, None)
}

/// The same for a page whose title is known from elsewhere.
fn extract_titled(html: &str, title: Option<&str>) -> Option<(Page, Given)> {
    // The extractor is not ours, and pages are hostile: a failure in it must cost no more than this page.
    let work = || {
        let document = Document::parse(html);
        let meta = metadata::read(&document);
        let captions = blocks::captions(&document);
        let signed = comments::find(&document);
        let parts = tree::parts(&document);
        let options = Options::default().with_fallback(true);
        let result = trafilatura::extract_document(document, &options).ok();
        (meta, captions, signed, parts, result)
    };
    let (meta, captions, signed, parts, result) = quietly(work).ok()?;
    let mut said = meta.said();
    let entries = meta.entries();
    if result.is_none() && entries.is_empty() {
        return None;
    }
    let result = result.unwrap_or_default();
    let given = meta.given(&result.metadata);
    let title = title.or(given.title.as_deref());
    said.title = title.map(str::to_owned);
    let page = quietly(|| {
        let taken = blocks::taken(&result);
        let chosen = choice::choose(&parts, &taken, &said);
        let plain = |words: String| Chosen { words, ..Chosen::default() };
        let content = chosen.unwrap_or_else(|| taken.into_iter().map(plain).collect());
        let content = live::longer(content, &entries);
        blocks::page(title, &captions, &signed, &content, &result)
    });
    let page = page.ok()?;
    Some((page, given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::BlockKind;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><title>Envoys meet in Port Alder | The Norland Post</title>
<meta property="og:site_name" content="The Norland Post"><meta name="author" content="Ilse Brandt">
<meta property="article:published_time" content="2031-03-04T10:30:00+01:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Envoys meet in Port Alder</h1>
<p>PORT ALDER, Norland (AP) — The envoys of Norland and Suderia met on Tuesday for three hours at the customs house of the harbour town.</p>
<p>"We have shown them the figures," Ilse Brandt told reporters after the meeting, and she added that an answer was expected within a month.</p>
<p>Neither side would say whether the border posts had been on the agenda, although both delegations had named them before.</p></article>
<div id="comments" class="comments"><ol class="commentlist"><li><p>I do not believe a single word of what these people say about the dam.</p></li></ol></div>
<footer>© 2031 The Norland Post. All rights reserved.</footer></body></html>"#;

    #[test]
    fn a_page_with_everything() {
        let report = report("a.html", PAGE, &Limits::default()).unwrap();
        assert_eq!(report.title.as_ref().unwrap().value, "Envoys meet in Port Alder");
        assert_eq!(report.outlet.as_ref().unwrap().value, "The Norland Post");
        assert_eq!(report.byline.as_ref().unwrap().value, "Ilse Brandt");
        assert_eq!(report.published.as_ref().unwrap().value, "2031-03-04T10:30+01:00");
        assert_eq!(report.dateline.as_ref().unwrap().place, "PORT ALDER, Norland");
        assert_eq!(report.language.as_deref(), Some("en-GB"));
        let kinds: Vec<BlockKind> = report.blocks.iter().map(|block| block.kind).collect();
        let body = BlockKind::Body;
        assert_eq!(kinds, [BlockKind::Title, body, body, body, BlockKind::Comment], "{}", report.text);
    }

    #[test]
    fn comments_keep_their_writers() {
        let comments = r#"<ol class="commentlist"><li class="comment" id="comment-1"><cite class="fn">Anna K.</cite>
            <time datetime="2031-03-05T21:12">5 March 2031, 21:12</time>
            <p>I do not believe a single word of what these people say about the dam.</p></li></ol>"#;
        let (before, rest) = PAGE.split_once("<ol class=\"commentlist\">").unwrap();
        let (_, after) = rest.split_once("</ol>").unwrap();
        let report = report("a.html", &format!("{before}{comments}{after}"), &Limits::default()).unwrap();
        let comment = report.blocks.iter().rfind(|block| report.words(block.span).starts_with("I do not")).unwrap();
        assert_eq!(comment.kind, BlockKind::Comment);
        assert_eq!(comment.author.as_deref(), Some("Anna K."));
        assert_eq!(comment.time.as_deref(), Some("5 March 2031, 21:12"));
    }

    #[test]
    fn a_page_of_very_many_tags_is_still_taken_apart() {
        let limits = Limits { page_tags: 300, ..Limits::default() };
        let styled = PAGE.replace("envoys", &"<span class=\"x\"><b>en</b>voys</span>".repeat(20));
        let found = report("a.html", &styled, &limits).unwrap();
        assert_eq!(found.title.as_ref().unwrap().value, "Envoys meet in Port Alder");
        assert_eq!(found.outlet.as_ref().unwrap().value, "The Norland Post");
        assert!(found.diagnostics.iter().all(|diagnostic| diagnostic.code != "html/unextracted"));
        assert!(!found.text.contains("World"), "{}", found.text);
        // What is too large even so is read as lines, with what its head says of it.
        let endless = PAGE.replace("<nav>", &format!("<nav>{}", "<div>x</div>".repeat(400)));
        let found = report("a.html", &endless, &limits).unwrap();
        assert_eq!(found.outlet.as_ref().unwrap().value, "The Norland Post");
        assert_eq!(found.published.as_ref().unwrap().value, "2031-03-04T10:30+01:00");
        assert_eq!(found.diagnostics[0].code, "html/unextracted");
    }

    #[test]
    fn the_encoding_that_a_page_names() {
        let page = b"<html><head><meta charset=\"iso-8859-2\"></head><body>\xb9\xe9</body></html>";
        assert!(decode("a", page, None).unwrap().text.contains("šé"));
    }
}
