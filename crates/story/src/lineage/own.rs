//! A report's own words as numbers that are fast to compare.
//!
//! Words inside quotation marks are not its own: two reporters who sat in one press conference write down the
//! same quotation without having copied each other.

use crate::words::fold;
use record::{BlockKind, Report, Span, Spans};
use std::ops::Range;

/// Stands in the place of a quotation and is equal to nothing, itself included.
pub(super) const QUOTATION: u32 = 0;

/// The body of a report.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// 32 bits of each word's hash, or [`QUOTATION`]. A hash needs no table that all threads would share; the few
    /// words of a language that collide change no passage's length noticeably.
    pub words: Vec<u32>,
    /// The byte at which each begins.
    starts: Vec<u32>,
    /// Words without quotations.
    pub count: usize,
}

impl Own {
    pub(super) fn of(report: &Report) -> Self {
        // A word and its blank take four bytes at least, all but always.
        let most = report.text.len() / 4;
        let mut own = Self { words: Vec::with_capacity(most), starts: Vec::with_capacity(most), count: 0 };
        for block in report.blocks.iter().filter(|block| block.kind == BlockKind::Body) {
            let mut quoted = false;
            for_each_part(block.span.of(&report.text), |at, part| match part {
                Part::Word(word) if !quoted => own.push(number(word), block.span.start + at),
                Part::Word(_) if own.words.last() != Some(&QUOTATION) => own.push(QUOTATION, block.span.start + at),
                Part::Word(_) => {}
                Part::Sign('"') => quoted = !quoted,
                Part::Sign('\u{201C}' | '\u{AB}' | '\u{201E}') => quoted = true,
                Part::Sign('\u{201D}' | '\u{BB}') => quoted = false,
                Part::Sign(_) => {}
            });
        }
        own.count = own.words.iter().filter(|word| **word != QUOTATION).count();
        // A vector that grew has room to spare and has left smaller holes behind; a copy has neither.
        Self { words: own.words.as_slice().into(), starts: own.starts.as_slice().into(), count: own.count }
    }

    fn push(&mut self, number: u32, start: usize) {
        // What lies beyond 4 GiB of one text is not compared.
        if let Ok(start) = u32::try_from(start) {
            self.words.push(number);
            self.starts.push(start);
        }
    }

    /// The text from the word at `at` on; empty where there is none.
    pub(super) fn after<'t>(&self, report: &'t Report, at: usize) -> &'t str {
        self.starts.get(at).and_then(|&start| report.text.get(start as usize..)).unwrap_or("")
    }

    /// What stands between the words at `at` and `at + 1`.
    pub(super) fn between<'t>(&self, report: &'t Report, at: usize) -> &'t str {
        let next = self.starts.get(at + 1).map_or(report.text.len(), |&next| next as usize);
        let words = self.starts.get(at).and_then(|&start| report.text.get(start as usize..next)).unwrap_or("");
        words.find(|c: char| !c.is_alphanumeric()).and_then(|end| words.get(end..)).unwrap_or("")
    }

    /// Where the words of `range` stand, a span for each block.
    pub(super) fn spans(&self, report: &Report, range: &Range<usize>) -> Spans {
        let (Some(&first), Some(&last)) =
            (self.starts.get(range.start), range.end.checked_sub(1).and_then(|at| self.starts.get(at)))
        else {
            return Spans::default();
        };
        let start = first as usize;
        let last = last as usize;
        let rest = report.text.get(last..).unwrap_or("");
        let end = last + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let from = report.blocks.partition_point(|block| block.span.end <= start);
        let blocks = report.blocks.iter().skip(from).take_while(|block| block.span.start < end);
        let bodies = blocks.filter(|block| block.kind == BlockKind::Body);
        let parts = bodies.map(|block| Span::new(block.span.start.max(start), block.span.end.min(end)));
        Spans::new(parts.collect())
    }
}

/// What a text is made of.
pub(super) enum Part<'a> {
    /// Letters and digits in a row.
    Word(&'a str),
    /// Any other character.
    Sign(char),
}

/// Calls `act` with every part of `text` and the byte at which it begins.
pub(super) fn for_each_part<'a>(text: &'a str, mut act: impl FnMut(usize, Part<'a>)) {
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            act(from, Part::Word(text.get(from..at).unwrap_or("")));
        }
        act(at, Part::Sign(c));
    }
    if let Some(from) = start {
        act(from, Part::Word(text.get(from..).unwrap_or("")));
    }
}

/// For tables whose keys are [`number`]s: these are hashes already, so that mixing is enough.
pub(super) type Mixed = std::hash::BuildHasherDefault<Mixer>;

#[derive(Default)]
pub(super) struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl std::hash::Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(4) {
            self.mix(part.iter().fold(0, |word, &byte| (word << 8) | u64::from(byte)));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }
}

/// 32 bits for a word, whatever its case and accents; never [`QUOTATION`].
pub(super) fn number(word: &str) -> u32 {
    // FNV-1a: short, and the same on every machine.
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let hash = if word.is_ascii() {
        word.bytes().map(|byte| byte.to_ascii_lowercase()).fold(BASIS, step)
    } else {
        fold(word).bytes().fold(BASIS, step)
    };
    ((hash ^ (hash >> 32)) as u32).max(QUOTATION + 1)
}
