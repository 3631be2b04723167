//! Which format an input has: by what it holds first, by its name second.

use crate::problem;
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
}

/// First bytes that tell formats apart.
const MAGIC: &str = include_str!("../data/magic.tsv");

/// Bytes of the start of an input that are enough to tell its format.
pub const SNIFFED: usize = 4096;

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
    let name = path.strip_suffix(".gz").unwrap_or(path).to_ascii_lowercase();
    let ending = name.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, end)| end);
    match ending {
        "jsonl" | "ndjson" => return Ok(Format::JsonLines),
        "html" | "htm" | "xhtml" => return Ok(Format::Html),
        "eml" | "mbox" => return Err(problem::unsupported(path, "an e-mail", "save its text as .txt first")),
        "json" => {
            return Err(problem::unsupported(path, "JSON", "write one object a line and call the file .jsonl"));
        }
        _ => {}
    }
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let lower = text.get(..text.floor_char_boundary(2048)).unwrap_or(text).to_ascii_lowercase();
    if ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| lower.contains(tag)) && lower.starts_with('<') {
        return Err(problem::unsupported(path, "a feed", "save the pages that it lists as .html files"));
    }
    if is_page(&lower) {
        return Ok(Format::Html);
    }
    if lower.starts_with('{') && lower.contains("\"text\"") {
        return Ok(Format::JsonLines);
    }
    Ok(Format::Text)
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
            // The letters alone could open a report on the archive format.
            "warc" if start.get(4) != Some(&b'/') => {}
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
    fn formats_to_come_are_named() {
        for (path, start, what) in [
            ("a.warc", &b"WARC/1.0\r\n"[..], "WARC"),
            ("a.zip", b"PK\x03\x04", "zip"),
            ("a.pdf", b"%PDF-1.7", "PDF"),
            ("a.xml", b"<?xml version=\"1.0\"?><rss version=\"2.0\">", "feed"),
            ("a.eml", b"From: a@b", "e-mail"),
            ("a.json", b"[]", "JSON"),
        ] {
            let problem = detect(path, start).unwrap_err();
            assert_eq!(problem.code, "input/unsupported-format", "{path}");
            assert!(problem.message.contains(what), "{}", problem.message);
        }
        assert_eq!(detect("a.txt", b"WARC files are archives.").unwrap(), Format::Text);
    }
}
