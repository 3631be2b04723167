//! Gzip streams of one or more members, read on after a damaged one.
//!
//! Crawl archives pack each record as a member of its own, so that damage to one costs one record. After an error
//! the next read begins with the next member; readers that cannot go on from there stop at the error.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// The first bytes of a member: the format's mark and its only method.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// The flags that a member's fourth byte can have.
const FLAGS: u8 = 0x1f;
/// Packed bytes of a member that are kept to look for the next one in: the decoder of one that was cut off runs on
/// into the next before it notices. Pages pack to less.
const TAPE: usize = 1 << 20;

/// The content of all members, one after the other.
pub struct Members<R: BufRead> {
    state: State<R>,
}

enum State<R: BufRead> {
    /// Inside a member.
    Open(GzDecoder<Tape<R>>),
    /// Between members.
    Between(Tape<R>),
    /// At the end.
    Done,
}

impl<R: BufRead> Members<R> {
    /// Reads the members of `inner`.
    pub fn new(inner: R) -> Self {
        let tape = Tape { inner, back: io::Cursor::default(), kept: Vec::new(), fresh: 0, again: 0 };
        Self { state: State::Between(tape) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut tape) => {
                    if seek_member(&mut tape)? {
                        tape.kept.clear();
                        tape.put_back(MAGIC.to_vec());
                        self.state = State::Open(GzDecoder::new(tape));
                    }
                }
                State::Open(mut decoder) => match decoder.read(into) {
                    Ok(0) if !into.is_empty() => self.state = State::Between(decoder.into_inner()),
                    Ok(read) => {
                        self.state = State::Open(decoder);
                        return Ok(read);
                    }
                    Err(error) => {
                        let mut tape = decoder.into_inner();
                        tape.rewind();
                        self.state = State::Between(tape);
                        return Err(error);
                    }
                },
            }
        }
    }
}

/// Goes behind the first bytes of the next member; whether there is one. What lies between members is padding, or
/// the rest of a damaged one.
fn seek_member(inner: &mut impl BufRead) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let buffer = inner.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let mut used = 0;
        for &byte in buffer {
            used += 1;
            matched = match MAGIC.get(matched) {
                Some(wanted) if *wanted == byte => matched + 1,
                _ => usize::from(byte == MAGIC[0]),
            };
            if matched == MAGIC.len() {
                break;
            }
        }
        inner.consume(used);
        if matched == MAGIC.len() {
            return Ok(true);
        }
    }
}

/// A reader that can be put back into the member that it is in.
struct Tape<R> {
    inner: R,
    /// Bytes to be read again.
    back: io::Cursor<Vec<u8>>,
    /// Bytes of this member that were read, as long as they are few.
    kept: Vec<u8>,
    /// Bytes read of `inner`, and bytes put back: reading again must not cost more than reading.
    fresh: u64,
    again: u64,
}

impl<R: BufRead> Tape<R> {
    /// Goes back to the first member that begins inside the bytes that were kept, if any does.
    fn rewind(&mut self) {
        let inside = self.kept.get(1..).unwrap_or_default();
        let member = |bytes: &[u8]| bytes.starts_with(&MAGIC) && bytes.get(3).is_some_and(|flags| *flags <= FLAGS);
        let next = (0..inside.len()).find(|at| inside.get(*at..).is_some_and(member));
        if let Some(at) = next
            && self.kept.len() < TAPE
            && self.again <= 2 * self.fresh
        {
            let rest = inside.get(at..).unwrap_or_default().to_vec();
            self.again += rest.len() as u64;
            self.put_back(rest);
        }
    }

    fn put_back(&mut self, mut bytes: Vec<u8>) {
        let left = self.back.get_ref().get(self.back.position() as usize..).unwrap_or_default();
        bytes.extend_from_slice(left);
        self.back = io::Cursor::new(bytes);
    }
}

impl<R: BufRead> Read for Tape<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Tape<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let old = self.back.position() < self.back.get_ref().len() as u64;
        if old { self.back.fill_buf() } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        let at = self.back.position() as usize;
        let old = at < self.back.get_ref().len();
        if self.kept.len() < TAPE {
            // What is consumed was filled before, so that it is still there.
            let bytes = match old {
                true => self.back.get_ref().get(at..at + amount),
                false => self.inner.fill_buf().ok().and_then(|buffer| buffer.get(..amount)),
            };
            self.kept.extend_from_slice(bytes.unwrap_or_default());
        }
        if old {
            self.back.consume(amount);
        } else {
            self.fresh += amount as u64;
            self.inner.consume(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn member(words: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(words.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn members_follow_each_other_over_padding() {
        let bytes = [member("one "), vec![0; 40], member("two"), vec![0; 7]].concat();
        let mut text = String::new();
        Members::new(&bytes[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "one two");
    }

    #[test]
    fn damage_costs_one_member() {
        let mut bad = member("a longer one, in which something will be broken");
        bad.truncate(20);
        let bytes = [member("one "), bad, member("two")].concat();
        let mut members = Members::new(&bytes[..]);
        let mut text = Vec::new();
        assert!(members.read_to_end(&mut text).is_err());
        assert!(text.starts_with(b"one "));
        let mut rest = Vec::new();
        members.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, b"two");
    }

    #[test]
    fn marks_without_members_take_linear_time() {
        let bytes = [&MAGIC[..], &[0; 9]].concat().repeat(30_000);
        let mut members = Members::new(&bytes[..]);
        let mut errors = 0;
        while members.read(&mut [0; 64]).is_err() {
            errors += 1;
        }
        assert!(errors > 1);
    }
}
