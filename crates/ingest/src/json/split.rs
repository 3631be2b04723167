//! Cuts a stream of JSON into the values of its outermost list, or into values that follow each other, without
//! holding more than one.

use std::io::{self, BufRead};

/// A piece of the stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// A value, as far as signs and brackets tell.
    Value(Vec<u8>),
    /// A value over the limit, left out.
    Large,
    /// A value that the stream ends inside of.
    Open,
}

/// Where the cutter is.
#[derive(Default)]
struct State {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Whether a value of the outermost level has begun.
    begun: bool,
}

/// Reads values from a stream.
pub struct Values<R> {
    inner: R,
    limit: usize,
    /// Whether the outermost list is open.
    listed: bool,
}

impl<R: BufRead> Values<R> {
    /// Reads from `inner`; values over `limit` bytes are left out.
    pub fn new(inner: R, limit: usize) -> Self {
        Self { inner, limit, listed: false }
    }

    /// The next value.
    ///
    /// # Errors
    /// When the stream cannot be read on.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        let mut state = State::default();
        let mut value = Vec::new();
        let mut large = false;
        loop {
            let buffer = self.inner.fill_buf()?;
            if buffer.is_empty() {
                return Ok(state.begun.then_some(if large { Piece::Large } else { Piece::Open }));
            }
            let mut used = 0;
            let mut ended = false;
            for &byte in buffer {
                used += 1;
                if !state.begun && !state.opens(byte, &mut self.listed) {
                    continue;
                }
                if value.len() < self.limit {
                    value.push(byte);
                } else {
                    large = true;
                }
                ended = state.closes(byte);
                if ended {
                    break;
                }
            }
            self.inner.consume(used);
            if ended {
                return Ok(Some(if large { Piece::Large } else { Piece::Value(value) }));
            }
        }
    }
}

impl State {
    /// Whether `byte` begins a value; signs between values, and the outermost list's brackets, do not.
    fn opens(&mut self, byte: u8, listed: &mut bool) -> bool {
        match byte {
            b'{' => self.begun = true,
            b'[' if *listed => self.begun = true,
            b'[' => *listed = true,
            b']' => *listed = false,
            b',' | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf => {}
            _ => self.begun = true,
        }
        self.begun
    }

    /// Takes in the next byte of a value; whether the value ends with it. What is no object or list ends at the
    /// first comma or line end.
    fn closes(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            b',' | b'\n' => return self.depth == 0,
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let mut values = Values::new(text.as_bytes(), 40);
        std::iter::from_fn(|| values.next().unwrap())
            .map(|piece| match piece {
                Piece::Value(bytes) => String::from_utf8(bytes).unwrap(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn lists_and_rows_of_values() {
        assert_eq!(split(r#" [{"a": "}]\""}, {"b": [1, {}]}] "#), [r#"{"a": "}]\""}"#, r#"{"b": [1, {}]}"#]);
        assert_eq!(split("{\"a\": 1}\n{\"b\": 2}"), ["{\"a\": 1}", "{\"b\": 2}"]);
        assert_eq!(split("[1, {\"a\": 1}"), ["1,", "{\"a\": 1}"]);
        assert_eq!(split("[{\"a\": 1}, {\"b\": "), ["{\"a\": 1}", "Open"]);
        assert_eq!(split(&format!("[{{\"a\": {:?}}}, {{}}]", "x".repeat(99))), ["Large", "{}"]);
        assert!(split(" [ ] ").is_empty());
    }
}
