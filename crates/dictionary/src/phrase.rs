//! Phrases: words joined by underscores stand beside each other, others may have words between them.

use crate::problem::{Wrong, quote, wrong};
use crate::words::{Entry, How, Word};
use std::collections::HashMap;
use std::fmt;

/// A longer phrase is refused. The longest of the known dictionaries has 16 words.
const MAX_WORDS: usize = 32;

/// Words of a dictionary that stand for words of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phrase {
    /// At least one.
    pub parts: Vec<Part>,
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part {
    /// The word.
    pub entry: Entry,
    /// Whether the next word of the phrase follows at once, hyphens aside.
    pub adjoins: bool,
}

impl Phrase {
    /// Reads a phrase. A word before an underscore is whole; other words are as `open` says.
    ///
    /// Hyphens are read as underscores, since the texts' words are cut at them; a possessive `'S` is a word of its own.
    pub(crate) fn parse(written: &str, open: How) -> Result<Self, Wrong> {
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = written.trim_start_matches(is_joint);
        while !rest.is_empty() {
            let (word, after) = rest.split_at(rest.find(is_joint).unwrap_or(rest.len()));
            let next = after.trim_start_matches(is_joint);
            let joint = &after[..after.len() - next.len()];
            let joined = joint.contains('_');
            let how = if joined && open == How::Stem { How::Word } else { open };
            push(&mut parts, word, how, joined && !joint.contains(char::is_whitespace) && !next.is_empty());
            rest = next;
        }
        match parts.len() {
            0 => Err(wrong("no words before the code")),
            1..=MAX_WORDS => Ok(Self { parts }),
            _ => Err(wrong(format!("more than {MAX_WORDS} words: {}", quote(written)))),
        }
    }

    /// Reads a phrase whose words all stand beside each other.
    pub(crate) fn joined(written: &str, how: How) -> Result<Self, Wrong> {
        let mut phrase = Self::parse(written, how)?;
        let last = phrase.parts.len() - 1;
        for (i, part) in phrase.parts.iter_mut().enumerate() {
            part.adjoins = i < last;
            part.entry.how = if i < last { How::Word } else { how };
        }
        Ok(phrase)
    }

    /// One past the last of the words that it stands for, if it stands for words from `start` on; the fewest words.
    pub fn end_at(&self, words: &[Word], start: usize) -> Option<usize> {
        let mut open = vec![start];
        let mut adjoins = true;
        for part in &self.parts {
            let here = |&i: &usize| words.get(i).is_some_and(|word| part.entry.is(word));
            let first = *open.first()?;
            open = match adjoins {
                true => open.iter().map(|&i| past_hyphens(words, i)).filter(here).map(|i| i + 1).collect(),
                false => (first..words.len()).filter(here).map(|i| i + 1).collect(),
            };
            adjoins = part.adjoins;
        }
        open.first().copied()
    }
}

/// Whether it stands between words.
fn is_joint(c: char) -> bool {
    c == '_' || c.is_whitespace()
}

/// The first word at or behind `i` that is no hyphen.
pub(crate) fn past_hyphens(words: &[Word], i: usize) -> usize {
    let hyphens = words.iter().skip(i).take_while(|word| word.is_hyphen()).count();
    i + hyphens
}

/// Adds a word as the texts' words are cut: at hyphens and before a possessive ending.
fn push(parts: &mut Vec<Part>, word: &str, how: How, adjoins: bool) {
    let pieces = cut(word);
    let last = pieces.len().saturating_sub(1);
    for (i, piece) in pieces.iter().enumerate() {
        let (how, adjoins) = if i < last { (How::Word, true) } else { (how, adjoins) };
        parts.push(Part { entry: Entry::new(piece, how), adjoins });
    }
}

/// A dictionary's word as the words of a text are cut.
pub(crate) fn cut(word: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = word.split('-').filter(|piece| !piece.is_empty()).collect();
    if let Some(last) = pieces.pop() {
        let owner = last.len() - ["'S", "'s", "'"].iter().find(|end| last.ends_with(*end)).map_or(0, |end| end.len());
        let (noun, ending) = last.split_at(owner);
        pieces.extend([noun, ending].into_iter().filter(|piece| !piece.is_empty()));
    }
    pieces
}

impl fmt::Display for Phrase {
    /// As in a dictionary file: capitals, underscores between words that adjoin and behind whole ones.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.parts.iter().enumerate() {
            f.write_str(&part.entry.word.to_uppercase())?;
            let last = i + 1 == self.parts.len();
            f.write_str(match (part.adjoins, part.entry.how, last) {
                (true, ..) | (_, How::Word, true) => "_",
                (_, How::Word, false) => "_ ",
                (_, _, true) => "",
                (_, _, false) => " ",
            })?;
        }
        Ok(())
    }
}

/// Finds what begins with a word: phrases by their first words, forms of verbs by the verb.
#[derive(Clone, Debug)]
pub(crate) struct Index<T> {
    whole: HashMap<String, Vec<T>>,
    stems: HashMap<String, Vec<T>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { whole: HashMap::new(), stems: HashMap::new() }
    }
}

/// An entry of a dictionary, and which of its phrases.
pub(crate) type Place = (usize, usize);

/// A phrase found in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The entry.
    pub entry: usize,
    /// First of the words.
    pub start: usize,
    /// One past their last.
    pub end: usize,
    /// How many words the phrase has.
    pub length: usize,
}

impl<T: Copy + Ord> Index<T> {
    pub fn add(&mut self, entry: &Entry, place: T) {
        let map = if entry.how == How::Stem { &mut self.stems } else { &mut self.whole };
        map.entry(entry.word.clone()).or_default().push(place);
    }

    /// What may begin with `word`, in the order of the dictionary.
    pub fn candidates(&self, word: &Word) -> Vec<T> {
        let whole = word.keys().filter_map(|key| self.whole.get(&key)).flatten();
        let stems = word.stems().filter_map(|stem| self.stems.get(stem)).flatten();
        let mut places: Vec<T> = whole.chain(stems).copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

impl Index<Place> {
    /// All phrases that stand in `words`, the longest first; of those of one length the first in the text, of those
    /// at one place the first in the dictionary.
    pub fn find<'a>(&self, words: &[Word], phrase: impl Fn(Place) -> &'a Phrase) -> Vec<Found> {
        let mut found = Vec::new();
        for (start, word) in words.iter().enumerate() {
            for place in self.candidates(word) {
                let phrase = phrase(place);
                if let Some(end) = phrase.end_at(words, start) {
                    found.push(Found { entry: place.0, start, end, length: phrase.parts.len() });
                }
            }
        }
        found.sort_by_key(|found| (std::cmp::Reverse(found.length), found.start, found.entry));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(phrase: &str, how: How, text: &str) -> Option<usize> {
        let words: Vec<Word> = text.split(' ').map(Word::plain).collect();
        Phrase::parse(phrase, how).unwrap().end_at(&words, 0)
    }

    #[test]
    fn underscores_join_and_blanks_leave_gaps() {
        assert_eq!(end("ALDER_RIVER", How::Word, "Alder River"), Some(2));
        assert_eq!(end("ALDER_RIVER", How::Word, "Alder - River"), Some(3));
        assert_eq!(end("ALDER_RIVER", How::Word, "Alder valley River"), None);
        assert_eq!(end("ALDER RIVER", How::Word, "Alder valley River"), Some(3));
        assert_eq!(end("ALDER-RIVER", How::Word, "Alder - River"), Some(3));
        assert_eq!(end("A B_C", How::Word, "a b d b c"), Some(5));
    }

    #[test]
    fn a_stem_needs_no_underscore_behind_it() {
        assert_eq!(end("FOREIGN_MINIST", How::Stem, "foreign ministries"), Some(2));
        assert_eq!(end("FOREIGN_MINIST_", How::Stem, "foreign ministries"), None);
        assert_eq!(end("MINIST OF_TRADE_", How::Stem, "ministers of trade"), Some(3));
    }

    #[test]
    fn possessives_are_words() {
        assert_eq!(end("GOVERNOR'S_OFFICE", How::Word, "governor 's office"), Some(3));
        assert_eq!(end("GUARDS'_CLUB", How::Word, "guards ' club"), Some(3));
    }

    #[test]
    fn a_phrase_is_read_as_it_is_printed() {
        for (written, how) in [("A_B C_", How::Stem), ("MINIST OF_TRADE_", How::Stem), ("A_ B", How::Stem)] {
            let phrase = Phrase::parse(written, how).unwrap();
            assert_eq!(Phrase::parse(&phrase.to_string(), how).unwrap(), phrase, "{written}");
        }
        assert_eq!(Phrase::parse(" ALDER__RIVER _", How::Word).unwrap().to_string(), "ALDER_RIVER_");
    }

    #[test]
    fn a_phrase_without_end_costs_little_and_is_refused_where_too_long() {
        let many = "a ".repeat(MAX_WORDS) + "b";
        assert!(Phrase::parse(&many, How::Word).is_err());
        let words: Vec<Word> = (0..2_000).map(|_| Word::plain("a")).collect();
        let phrase = Phrase::parse(&("a ".repeat(MAX_WORDS - 1) + "b"), How::Word).unwrap();
        assert_eq!(phrase.end_at(&words, 0), None);
    }
}
