//! Web pages into reports.
//!
//! `trafilatura` tells the report from the page; the title, the date, the outlet and the writer come from the
//! page's metadata. The report's text is the headline, the paragraphs and the comments, parted by blank lines.

mod blocks;
mod flatten;
mod metadata;

use crate::decode::{self, Decoded};
use crate::limits::Limits;
use crate::plain::{self, Given, Trust};
use blocks::Page;
use record::{Diagnostic, Report};
use std::panic::AssertUnwindSafe;
use trafilatura::dom::Document;
use trafilatura::{ExtractResult, Options};

/// Bytes in which a page names its encoding, by the HTML standard.
const PRESCAN: usize = 1024;

/// Decodes a page: by its mark, as UTF-8, or as it says of itself.
///
/// # Errors
/// When it is no text.
pub fn decode(path: &str, bytes: &[u8]) -> Result<Decoded, Diagnostic> {
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
        let message = format!(
            "{} tags nest deeper than {}; they were left out, their text was kept",
            flat.dropped, limits.page_depth
        );
        warnings.push(Diagnostic::warning("html/deep", message).at(path));
    }
    let extracted = if flat.tags > limits.page_tags { None } else { extract(&flat.html) };
    let mut report = match extracted {
        Some((page, given)) if !page.units.is_empty() => {
            plain::assemble(path, page.text, &page.units, &page.hints, &given, Trust::Article)?
        }
        _ => {
            let message = "the report could not be told from the page by its markup; the page was read as plain text";
            warnings.push(Diagnostic::warning("html/unextracted", message).at(path));
            plain::report(path, flatten::lines(&flat.html), &Given::default(), Trust::Dump)?
        }
    };
    report.diagnostics.splice(0..0, warnings);
    Ok(report)
}

/// The report's parts; `None` where there are none, or the extractor fails on the page.
fn extract(html: &str) -> Option<(Page, Given)> {
    // The extractor is not ours, and pages are hostile: a failure in it must cost no more than this page.
    let work = || {
        let document = Document::parse(html);
        let meta = metadata::read(&document);
        let captions = blocks::captions(&document);
        let options = Options::default().with_fallback(true);
        let result = trafilatura::extract_document(document, &options).ok()?;
        Some((meta, captions, result))
    };
    let (meta, captions, result): (metadata::Meta, Vec<String>, ExtractResult) =
        quietly(AssertUnwindSafe(work)).ok().flatten()?;
    let given = meta.given(&result.metadata);
    let page = quietly(AssertUnwindSafe(|| blocks::page(given.title.as_deref(), &captions, &result))).ok()?;
    Some((page, given))
}

/// Runs `work`, a panic in it being an error and not the end.
fn quietly<T>(work: impl FnOnce() -> T + std::panic::UnwindSafe) -> std::thread::Result<T> {
    std::panic::catch_unwind(work)
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
    fn the_encoding_that_a_page_names() {
        let page = b"<html><head><meta charset=\"iso-8859-2\"></head><body>\xb9\xe9</body></html>";
        assert!(decode("a", page).unwrap().text.contains("šé"));
    }
}
