//! The archive format before WARC (`.arc`): a line for each answer, with its address, time, type and length, and the
//! answer behind it.

use super::{BATCH, Found, http};
use crate::files::Input;
use crate::limits::Limits;
use crate::problem;
use rayon::prelude::*;
use record::{Diagnostic, Report};
use std::io::{self, BufRead, Read};

/// What opens an archive.
pub const MARK: &[u8] = b"filedesc://";
/// Bytes of the longest line of a record.
const LINE: usize = 16 << 10;
/// Fields of such a line, in the two versions of the format.
const FIELDS: [usize; 2] = [5, 10];

/// A record's line.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    url: String,
    length: u64,
}

/// The reports of the archive's pages.
pub fn reports(input: &Input<'_>, mut reader: impl BufRead, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let mut found = Vec::new();
    let mut batch = Vec::new();
    let (mut count, mut others, mut bytes, mut lost) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut about = false;
    loop {
        let mut passed = 0;
        let head = match next(&mut reader, &mut passed) {
            Ok(Some(head)) => head,
            Ok(None) => break,
            Err(error) => {
                batch.push(Found::Problem(input.failed(&error)));
                break;
            }
        };
        lost += if std::mem::take(&mut about) { 0 } else { passed };
        count += 1;
        if head.url.as_bytes().starts_with(MARK) {
            // It tells of the archive itself, and the next line that is a record's ends it, whatever its length says.
            others += 1;
            about = true;
            continue;
        }
        let path = format!("{}#{count}", input.path);
        let mut body = Vec::new();
        let kept = head.length.min(limits.page_bytes as u64 + 1);
        let read = reader.by_ref().take(kept).read_to_end(&mut body);
        let skip = read.and_then(|_| io::copy(&mut reader.by_ref().take(head.length - kept), &mut io::sink()));
        if let Err(error) = skip {
            batch.push(Found::Problem(input.failed(&error)));
            break;
        }
        if (body.len() as u64) < kept {
            let message = format!("the record ends after {} of {} bytes", body.len(), head.length);
            batch.push(Found::Problem(Diagnostic::error("input/truncated", message).at(path.clone())));
        }
        match http::page(body, limits) {
            Ok(Some(http::Page { bytes, charset })) => {
                batch.push(Found::Page { path, bytes, charset, url: Some(head.url), cut: false });
            }
            Ok(None) => others += 1,
            Err(problem) => batch.push(Found::Problem(problem.at(path))),
        }
        bytes += batch.last().map_or(0, Found::size);
        if batch.len() >= BATCH || bytes >= limits.batch_bytes {
            found.par_extend(std::mem::take(&mut batch).into_par_iter().map(|one| one.read(limits)));
            bytes = 0;
        }
    }
    found.par_extend(batch.into_par_iter().map(|one| one.read(limits)));
    if found.is_empty() {
        found.push(Err(problem::empty(input.path)));
    }
    if lost > 0 {
        let message = format!("{lost} lines between records are none of a record's; they were passed over");
        found.push(Err(Diagnostic::warning("warc/passed-over", message).at(input.path)));
    }
    if others > 1 {
        let message = format!("{} of {count} records hold no page and were passed over", others - 1);
        found.push(Err(Diagnostic::warning("warc/passed-over", message).at(input.path)));
    }
    found
}

/// The next record's line. Lines that are none, behind a record whose length is wrong, are counted.
fn next(reader: &mut impl BufRead, lost: &mut usize) -> io::Result<Option<Head>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if reader.by_ref().take(LINE as u64).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        match head(&String::from_utf8_lossy(&line)) {
            Some(head) => return Ok(Some(head)),
            None => *lost += usize::from(!line.iter().all(u8::is_ascii_whitespace)),
        }
    }
}

fn head(line: &str) -> Option<Head> {
    let fields: Vec<&str> = line.trim_end().split(' ').collect();
    let (url, length) = (fields.first()?, fields.last()?);
    let time = fields.get(2)?;
    let known = FIELDS.contains(&fields.len()) && url.contains(':') && time.bytes().all(|byte| byte.is_ascii_digit());
    known.then(|| Some(Head { url: (*url).to_owned(), length: length.parse().ok()? }))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_records() {
        let found = head("http://post.example/a 10.0.0.1 20310304100000 text/html 120\n");
        assert_eq!(found, Some(Head { url: "http://post.example/a".into(), length: 120 }));
        assert_eq!(head("<p>The ferry stays in port, said he.</p>"), None);
    }

    #[test]
    fn pages_of_an_archive() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Ferry stays</title><article><h1>Ferry stays</h1><p>The ferry stays in port, the office said on Monday.</p></article>";
        let about = "1 0 Post\nURL IP-address Archive-date Content-type Archive-length\n";
        let archive = format!(
            "filedesc://a.arc 0.0.0.0 20310304100000 text/plain {}\n{about}\nhttp://post.example/a 1.1.1.1 20310304100000 text/html {}\n{page}\n",
            about.len(),
            page.len()
        );
        let input = Input { path: "a.arc", name: "a.arc", depth: 0, packed: false, in_gzip: false };
        let found = reports(&input, archive.as_bytes(), &Limits::default());
        assert_eq!(found.len(), 1, "{found:?}");
        let report = found[0].as_ref().unwrap();
        assert_eq!((report.path.as_str(), report.url.as_deref()), ("a.arc#2", Some("http://post.example/a")));
        assert_eq!(report.title.as_ref().unwrap().value, "Ferry stays");
    }
}
