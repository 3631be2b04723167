//! The records of a crawl archive (ISO 28500), one at a time, and what to do where one is damaged: say so, and go on
//! with the next line that opens a record.

use super::damage::{Damage, What};
use super::header::{Header, Kind};
use crate::limits::Limits;
use crate::packed::is_bomb;
use std::io::{self, BufRead, Read};

/// A record that may hold a page.
#[derive(Debug)]
pub struct Record {
    /// Its place in the archive, from 1.
    pub number: usize,
    /// What is in it.
    pub kind: Kind,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// Whether the crawler says that it cut the content off.
    pub cut: bool,
    /// Its content; empty where it is of no use here.
    pub body: Vec<u8>,
}

/// Bytes of the longest line of a header, and of the longest header.
const LINE: usize = 16 << 10;
const HEADER: usize = 256 << 10;
/// What opens a record, at the start of a line.
const MARK: &[u8] = b"WARC/";
/// Failures to read in a row after which the rest is given up.
const TRIES: usize = 100;

/// Reads records from a stream.
pub struct Records<R> {
    inner: R,
    /// Bytes to be read again: what a damaged record took of the next.
    back: io::Cursor<Vec<u8>>,
    limit: u64,
    count: usize,
    /// Bytes read of `inner`, and bytes put back: reading again must not cost more than reading.
    fresh: u64,
    again: u64,
    failures: usize,
    /// A failure met while looking behind a record, told after it.
    pending: Option<io::Error>,
    done: bool,
}

impl<R: BufRead> Records<R> {
    /// Reads from `inner`; contents over the page limit, with some room for headers, are not held.
    pub fn new(inner: R, limits: &Limits) -> Self {
        let limit = (limits.page_bytes.max(limits.report_bytes) + HEADER) as u64;
        let back = io::Cursor::default();
        Self { inner, back, limit, count: 0, fresh: 0, again: 0, failures: 0, pending: None, done: false }
    }

    /// Records so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The next record.
    pub fn next(&mut self) -> Option<Result<Record, Damage>> {
        if self.done {
            return None;
        }
        let read = self.pending.take().map_or_else(|| self.read(), Err);
        match read {
            Ok(found) => found,
            Err(error) => {
                self.failures += 1;
                self.done = is_bomb(&error) || self.failures >= TRIES;
                Some(Err(self.damage(What::Unread(error))))
            }
        }
    }

    fn damage(&self, what: What) -> Damage {
        Damage { number: self.count.max(1), what }
    }

    fn read(&mut self) -> io::Result<Option<Result<Record, Damage>>> {
        let mut line = Vec::new();
        let mut lost = false;
        loop {
            if !self.line(&mut line)? {
                self.done = true;
                return Ok(lost.then(|| Err(self.damage(What::Lost))));
            }
            if line.starts_with(MARK) {
                break;
            }
            lost |= !line.iter().all(u8::is_ascii_whitespace);
        }
        if lost {
            // Told before the record is read, which is then the next.
            self.put_back(line);
            let damage = self.damage(What::Lost);
            return Ok(Some(Err(damage)));
        }
        self.count += 1;
        let header = self.header()?;
        let Some(length) = header.length else { return Ok(Some(Err(self.damage(What::NoLength)))) };
        let kind = header.kind();
        let mut body = Vec::new();
        if kind == Kind::Other || length > self.limit {
            let left = self.skip(length)?;
            let damage = if left > 0 {
                What::Short((length - left) as usize, length)
            } else if kind != Kind::Other {
                What::Large
            } else {
                return Ok(Some(Ok(Record { number: self.count, kind, url: None, cut: false, body })));
            };
            return Ok(Some(Err(self.damage(damage))));
        }
        self.take(length, &mut body)?;
        let ends = self.at_end().unwrap_or_else(|error| {
            self.pending = Some(error);
            true
        });
        if (body.len() as u64) < length || !ends {
            let whole = body.len() as u64 == length;
            if let Some(at) = next_mark(&body).filter(|_| self.again <= 2 * self.fresh) {
                let rest = body.split_off(at);
                self.again += rest.len() as u64;
                let damage = self.damage(What::Short(at, length));
                self.put_back(rest);
                return Ok(Some(Err(damage)));
            }
            if !whole {
                return Ok(Some(Err(self.damage(What::Short(body.len(), length)))));
            }
        }
        Ok(Some(Ok(Record { number: self.count, kind, url: header.url, cut: header.cut, body })))
    }

    fn header(&mut self) -> io::Result<Header> {
        let mut header = Header::default();
        let mut line = Vec::new();
        let mut size = 0;
        while self.line(&mut line)? {
            size += line.len();
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end();
            if text.is_empty() || size > HEADER {
                break;
            }
            let Some((name, value)) = text.split_once(':') else { continue };
            header.add(name.trim(), value.trim());
        }
        Ok(header)
    }

    /// Reads a line, of which no more than [`LINE`] bytes are kept; whether there is one.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        let mut any = false;
        loop {
            let fresh = self.is_fresh();
            let buffer = self.fill()?;
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            let kept = used.min(LINE.saturating_sub(line.len()));
            line.extend_from_slice(buffer.get(..kept).unwrap_or_default());
            self.used(used, fresh);
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    /// Reads over `length` bytes; how many of them were not there.
    fn skip(&mut self, length: u64) -> io::Result<u64> {
        let mut left = length;
        while left > 0 {
            let fresh = self.is_fresh();
            let used = (self.fill()?.len() as u64).min(left);
            if used == 0 {
                break;
            }
            self.used(used as usize, fresh);
            left -= used;
        }
        Ok(left)
    }

    fn take(&mut self, length: u64, body: &mut Vec<u8>) -> io::Result<()> {
        let before = body.len();
        self.back.by_ref().take(length).read_to_end(body)?;
        let left = length - (body.len() - before) as u64;
        let start = body.len();
        let read = self.inner.by_ref().take(left).read_to_end(body);
        self.fresh += (body.len() - start) as u64;
        read.map(|_| ())
    }

    /// Whether the next bytes end a record, or the archive.
    fn at_end(&mut self) -> io::Result<bool> {
        let mut line = Vec::new();
        let mut blank = 0;
        // Two line ends close a record; some writers leave them out.
        while blank < 2 {
            let next = self.fill()?;
            match next.first() {
                None => return Ok(true),
                Some(b'\r' | b'\n') => {
                    self.line(&mut line)?;
                    if !line.iter().all(u8::is_ascii_whitespace) {
                        self.put_back(line);
                        return Ok(false);
                    }
                    blank += 1;
                }
                Some(byte) => return Ok(*byte == MARK[0]),
            }
        }
        Ok(self.fill()?.first().is_none_or(|byte| *byte == MARK[0] || byte.is_ascii_whitespace()))
    }

    fn put_back(&mut self, mut bytes: Vec<u8>) {
        self.back.read_to_end(&mut bytes).unwrap_or_default();
        self.back = io::Cursor::new(bytes);
    }

    fn is_fresh(&self) -> bool {
        self.back.position() as usize >= self.back.get_ref().len()
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        if self.is_fresh() { self.inner.fill_buf() } else { self.back.fill_buf() }
    }

    fn used(&mut self, amount: usize, fresh: bool) {
        if fresh {
            self.fresh += amount as u64;
            self.inner.consume(amount);
        } else {
            self.back.consume(amount);
        }
    }
}

/// Where, in the content of a record that ends early, the next record begins.
fn next_mark(body: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(step) = body.get(from..)?.iter().position(|byte| *byte == MARK[0]) {
        let at = from + step;
        let rest = body.get(at..).unwrap_or_default();
        // `WARC/1.1`, a line end, and the first field: enough to tell it from the words of a page.
        let end = rest.iter().take(12).position(|byte| *byte == b'\n');
        let field = end.and_then(|end| rest.get(end + 1..end + 6)).unwrap_or_default();
        if rest.starts_with(MARK) && (field == b"WARC-" || field.eq_ignore_ascii_case(b"conte")) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// The number of a record, damaged or not.
pub trait Numbered {
    /// From 1.
    fn number(&self) -> usize;
}

impl Numbered for Result<Record, Damage> {
    fn number(&self) -> usize {
        match self {
            Ok(record) => record.number,
            Err(damage) => damage.number,
        }
    }
}
