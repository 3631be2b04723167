//! Which format an input has: by what it holds first, by its name second.

use crate::problem;
use crate::warc::arc;
use record::Diagnostic;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, one report.
    Text,
    /// A web page, one report.
    Html,
    /// A JSON object a line, each a report.
    JsonLines,
    /// JSON values, or a list of them, each a report.
    Json,
    /// RSS or Atom, a report an item.
    Feed,
    /// An e-mail, one report.
    Mail,
    /// A mailbox, a report a mail.
    Mailbox,
    /// A crawl archive, a report a page.
    Warc,
    /// A crawl archive of the format before, a report a page.
    Arc,
    /// A PDF document with a text layer, one report.
    Pdf,
}

/// First bytes that tell formats apart.
const MAGIC: &str = include_str!("../data/magic.tsv");

/// Bytes of the start of an input that are enough to tell its format.
pub const SNIFFED: usize = 4096;

/// Where a tar archive has its mark, and the mark.
const TAR: (usize, &[u8]) = (257, b"ustar");

/// Endings of names that never hold a report; in a folder they are passed over.
const NOT_REPORTS: [&str; 22] = [
    "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "css", "js", "map", "woff", "woff2", "ttf", "mp3", "mp4", "wav",
    "exe", "so", "o", "pyc", "lock", "tmp",
];

/// The format of an input called `path` that starts with `start`.
///
/// # Errors
/// When it is known not to hold a report that can be read.
pub fn detect(path: &str, start: &[u8]) -> Result<Format, Diagnostic> {
    magic(path, start)?;
    if start.get(TAR.0..).is_some_and(|rest| rest.starts_with(TAR.1)) {
        return Err(problem::unsupported(path, "a tar archive", "unpack it and give the folder"));
    }
    if is_warc(start) {
        return Ok(Format::Warc);
    }
    if start.starts_with(arc::MARK) {
        return Ok(Format::Arc);
    }
    if start.starts_with(b"%PDF-") {
        return Ok(Format::Pdf);
    }
    let name = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".zst")).unwrap_or(path).to_ascii_lowercase();
    let ending = name.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, end)| end);
    match ending {
        "jsonl" | "ndjson" => return Ok(Format::JsonLines),
        "html" | "htm" | "xhtml" => return Ok(Format::Html),
        "eml" | "mht" | "mhtml" => return Ok(Format::Mail),
        "json" => return Ok(Format::Json),
        _ => {}
    }
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let lower = text.get(..text.floor_char_boundary(SNIFFED)).unwrap_or(text).to_ascii_lowercase();
    if is_feed(&lower) || matches!(ending, "rss" | "atom") {
        return Ok(Format::Feed);
    }
    if is_page(&lower) {
        return Ok(Format::Html);
    }
    if lower.starts_with("<?xml") {
        return Err(problem::unsupported(
            path,
            "XML that is neither a page nor a feed",
            "convert it to HTML or JSON Lines",
        ));
    }
    if let Some(format) = json(text) {
        return Ok(format);
    }
    if text.starts_with("From ") && (ending == "mbox" || is_mail(text.split_once('\n').map_or("", |(_, rest)| rest))) {
        return Ok(Format::Mailbox);
    }
    if is_mail(text) {
        return Ok(Format::Mail);
    }
    Ok(Format::Text)
}

/// Whether an input is a zip archive.
pub fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// The letters alone could open a report on the archive format.
fn is_warc(start: &[u8]) -> bool {
    start.starts_with(b"WARC/") && start.get(5).is_some_and(u8::is_ascii_digit)
}

fn is_feed(lower: &str) -> bool {
    // What opens the document: comments, declarations and the style sheet of a feed may stand before it.
    lower.starts_with('<')
        && ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| {
            lower.find(tag).is_some_and(|at| {
                let before = lower.get(..at).unwrap_or_default();
                !before.contains("<html") && !before.contains("<body") && !before.contains("<!doctype html")
            })
        })
}

/// JSON by its first signs: `{"`, `{}`, `[{`; a value a line where the first line is one.
fn json(text: &str) -> Option<Format> {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let (first, second) = (signs.next()?, signs.next()?);
    match (first, second) {
        ('[', '{') => Some(Format::Json),
        ('{', '"' | '}') => {
            let line = text.lines().next().unwrap_or_default().trim_end();
            let whole = line.ends_with('}') || line.len() + 1 >= text.len() && !text.contains('\n');
            Some(if whole { Format::JsonLines } else { Format::Json })
        }
        _ => None,
    }
}

/// Names of header lines that only mails have; two of them before the first blank line make a mail.
const MAIL_HEADERS: [&str; 7] =
    ["message-id", "mime-version", "received", "return-path", "delivered-to", "list-unsubscribe", "dkim-signature"];

fn is_mail(text: &str) -> bool {
    let header = text.lines().take_while(|line| !line.trim().is_empty());
    let names = header.filter_map(|line| line.split_once(':')).map(|(name, _)| name.to_ascii_lowercase());
    let known = names.filter(|name| MAIL_HEADERS.contains(&name.as_str())).collect::<std::collections::BTreeSet<_>>();
    known.len() > 1
}

/// Whether a file met in a folder is passed over for its name.
pub fn is_other(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| NOT_REPORTS.contains(&end.to_ascii_lowercase().as_str()))
}

fn is_page(lower: &str) -> bool {
    let marks = ["<!doctype html", "<html", "<head", "<body", "<?xml"];
    marks.iter().any(|mark| lower.starts_with(mark))
        && (lower.contains("<html")
            || lower.contains("<head")
            || lower.contains("<body")
            || lower.contains("<!doctype"))
        || lower.starts_with("<!--") && lower.contains("<html")
}

fn magic(path: &str, start: &[u8]) -> Result<(), Diagnostic> {
    for line in MAGIC.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(hex), Some(code), Some(what), Some(hint)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if !starts_with_hex(start, hex) {
            continue;
        }
        match code {
            "binary" => return Err(problem::binary(path, what, hint)),
            _ => return Err(problem::unsupported(path, what, hint)),
        }
    }
    Ok(())
}

fn starts_with_hex(start: &[u8], hex: &str) -> bool {
    let mut pairs = hex.as_bytes().chunks_exact(2);
    start.len() >= hex.len() / 2
        && pairs.by_ref().zip(start).all(|(pair, byte)| {
            let digits = std::str::from_utf8(pair).unwrap_or_default();
            u8::from_str_radix(digits, 16) == Ok(*byte)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_more_than_the_name() {
        assert_eq!(detect("a.txt", b"<!DOCTYPE html><html>").unwrap(), Format::Html);
        assert_eq!(detect("a.txt", b"\n <html lang=en>").unwrap(), Format::Html);
        assert_eq!(detect("a.jsonl.gz", b"{}").unwrap(), Format::JsonLines);
        assert_eq!(detect("a", b"The <html> tag opens a page.").unwrap(), Format::Text);
        assert_eq!(detect("a", b"{\"id\": 1, \"text\": \"x\"}").unwrap(), Format::JsonLines);
        assert_eq!(detect("a.html", b"\x89PNG\r\n").unwrap_err().code, "input/binary");
    }

    #[test]
    fn formats_by_their_first_signs() {
        let tar = [&[b'x'; 257][..], b"ustar\0"].concat();
        for (path, start, what) in [("a.xml", &b"<?xml version=\"1.0\"?><newsItem>"[..], "XML"), ("a", &tar, "tar")] {
            let problem = detect(path, start).unwrap_err();
            assert_eq!(problem.code, "input/unsupported-format", "{path}");
            assert!(problem.message.contains(what), "{}", problem.message);
        }
        for (path, start, format) in [
            ("a", &b"WARC/1.0\r\n"[..], Format::Warc),
            ("a", b"filedesc://a.arc 0.0.0.0 20310304 text/plain 7", Format::Arc),
            ("a", b"%PDF-1.7", Format::Pdf),
            ("a.xml", b"<?xml version=\"1.0\"?><rss version=\"2.0\">", Format::Feed),
            ("a.eml", b"From: a@b", Format::Mail),
            ("a.mbox", b"From x", Format::Mailbox),
            ("a", b"From x Tue\nReturn-Path: <a@b.example>\nReceived: by c\n\nx\n", Format::Mailbox),
            ("a", b"Return-Path: <a@b.example>\nReceived: by c\nSubject: x\n\nReceived: y\n", Format::Mail),
            ("a", b"Subject: x\n\nReceived: y\nMessage-ID: z\n", Format::Text),
            ("a.json", b"[]", Format::Json),
            ("a", b"[{\"text\": 1}]", Format::Json),
            ("a", b"{\n  \"text\": \"x\"\n}", Format::Json),
            ("a", b"[1] The envoys met.", Format::Text),
        ] {
            assert_eq!(detect(path, start).unwrap(), format, "{path}");
        }
        assert_eq!(detect("a.txt", b"WARC files are archives.").unwrap(), Format::Text);
    }
}
