//! An HTTP answer as crawlers store it: its page, decoded, if it is one.

use crate::limits::Limits;
use crate::packed::zstd;
use crate::problem;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use record::Diagnostic;
use std::io::Read;

/// The page in an answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// The page.
    pub bytes: Vec<u8>,
    /// The encoding that the server gave.
    pub charset: Option<String>,
}

/// Bytes that the unpacker reads at once.
const BUFFER: usize = 4096;
/// Bytes of the longest header of an answer.
const HEADER: usize = 256 << 10;

/// The page in `answer`; `None` where it is an error, a redirection or no page.
///
/// # Errors
/// When the page is packed in a way that cannot be undone here.
pub fn page(mut answer: Vec<u8>, limits: &Limits) -> Result<Option<Page>, Diagnostic> {
    let Some(end) = header_end(&answer) else { return Ok(None) };
    let body = answer.split_off(end);
    let header = String::from_utf8_lossy(&answer).into_owned();
    let mut lines = header.lines();
    let mut status = lines.next().unwrap_or_default().split_whitespace();
    let http = status.next().is_some_and(|version| version.starts_with("HTTP/"));
    if !http || !status.next().is_some_and(|code| code.starts_with('2')) {
        return Ok(None);
    }
    let value = |wanted: &str| {
        let mut named = header.lines().filter_map(|line| line.split_once(':'));
        named.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim().to_lowercase())
    };
    let content = value("content-type").unwrap_or_default();
    if !content.starts_with("text/html") && !content.starts_with("application/xhtml") {
        return Ok(None);
    }
    let charset = content.split("charset=").nth(1).map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(['"', '\'', ';', ',', ' ']).next().unwrap_or_default().to_owned()
    });
    // Crawlers often undo both and leave the headers as they were, so each is tried and may fail.
    let chunked = value("transfer-encoding").is_some_and(|value| value.contains("chunked"));
    let body = if chunked { joined(&body).unwrap_or(body) } else { body };
    let packing = value("content-encoding").unwrap_or_default();
    let bytes = unpacked(body, packing.trim(), limits)?;
    Ok(Some(Page { bytes, charset: charset.filter(|name| !name.is_empty()) }))
}

/// Where the header of an answer ends.
fn header_end(answer: &[u8]) -> Option<usize> {
    let start = answer.get(..answer.len().min(HEADER))?;
    let lines = |mark: &[u8]| start.windows(mark.len()).position(|window| window == mark).map(|at| at + mark.len());
    match (lines(b"\r\n\r\n"), lines(b"\n\n")) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// A body without its chunks' sizes; `None` where it has none.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at_checked(end + 1)?;
        let line = std::str::from_utf8(line).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let Some((chunk, after)) = after.split_at_checked(size) else {
            // The last chunk was cut off with the record.
            whole.extend_from_slice(after);
            return Some(whole);
        };
        whole.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

fn unpacked(body: Vec<u8>, packing: &str, limits: &Limits) -> Result<Vec<u8>, Diagnostic> {
    let limit = limits.page_bytes as u64 + 1;
    let mut bytes = Vec::new();
    let read = match packing {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            flate2::bufread::MultiGzDecoder::new(&body[..]).take(limit).read_to_end(&mut bytes)
        }
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            ZlibDecoder::new(&body[..]).take(limit).read_to_end(&mut bytes)
        }
        "deflate" if !body.starts_with(b"<") => DeflateDecoder::new(&body[..]).take(limit).read_to_end(&mut bytes),
        "br" if std::str::from_utf8(&body).is_err() => {
            brotli_decompressor::Decompressor::new(&body[..], BUFFER).take(limit).read_to_end(&mut bytes)
        }
        "zstd" if body.starts_with(&zstd::MAGIC) => zstd::Frames::new(&body[..]).take(limit).read_to_end(&mut bytes),
        _ => return Ok(body),
    };
    match read {
        // What unpacks before the damage is still the page's beginning, but no one could tell what is missing.
        Err(error) => Err(problem::packed("", &error)),
        Ok(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(answer: &str) -> Option<Page> {
        page(answer.as_bytes().to_vec(), &Limits::default()).unwrap()
    }

    #[test]
    fn pages_with_their_encoding() {
        let page = found("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"ISO-8859-2\"\r\n\r\n<p>x").unwrap();
        assert_eq!((page.bytes.as_slice(), page.charset.as_deref()), (&b"<p>x"[..], Some("iso-8859-2")));
        assert_eq!(found("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x"), None);
        assert_eq!(found("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"), None);
        assert_eq!(found("nonsense"), None);
    }

    #[test]
    fn chunks_are_joined_where_there_are_any() {
        let head = "HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked\n\n";
        assert_eq!(found(&format!("{head}3\r\n<p>\r\n2;x\r\nhi\r\n0\r\n\r\n")).unwrap().bytes, b"<p>hi");
        assert_eq!(found(&format!("{head}<p>hi")).unwrap().bytes, b"<p>hi");
    }
}
