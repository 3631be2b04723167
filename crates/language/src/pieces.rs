//! Word pieces: from an atom to the entries of the encoder's vocabulary.
//!
//! The encoder was pre-trained on lower-cased text without accents, cut greedily into the longest
//! pieces of a fixed vocabulary (the `WordPiece` scheme). An atom that begins with none of them is
//! `[UNK]`.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::atoms::Shape;

/// An atom of more pieces than this tells the encoder nothing: it becomes `[UNK]`.
const MAX_PIECES: usize = 16;

/// Of a repeated character, so many pieces at most are shown to the encoder.
const MAX_REPEATED: usize = 3;

/// The vocabulary and its special pieces.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    ids: HashMap<String, u32>,
    /// Padding
    pub pad: u32,
    /// Stands for what the vocabulary does not have
    pub unknown: u32,
    /// The first piece of a window
    pub cls: u32,
    /// Ends a block
    pub sep: u32,
}

impl Vocabulary {
    /// Reads a vocabulary: one piece a line, its id the number of the line.
    ///
    /// Returns `None` if one of the special pieces is missing.
    #[must_use]
    pub fn new(lines: &str) -> Option<Self> {
        let mut ids = HashMap::new();
        for (id, piece) in (0u32..).zip(lines.lines()) {
            ids.insert(piece.to_owned(), id);
        }
        let special = |name: &str| ids.get(name).copied();
        Some(Self {
            pad: special("[PAD]")?,
            unknown: special("[UNK]")?,
            cls: special("[CLS]")?,
            sep: special("[SEP]")?,
            ids,
        })
    }

    /// Whether it has the piece: for a lower-cased word, whether it is a common one.
    #[must_use]
    pub fn has(&self, piece: &str) -> bool {
        self.ids.contains_key(piece)
    }

    /// How many pieces there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are no pieces: never, since the special ones are required.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Appends the pieces of an atom to `out`: at least one.
    pub fn pieces(&self, atom: &str, shape: Shape, out: &mut Vec<u32>) {
        if shape == Shape::Repeated {
            let mut one = String::new();
            one.extend(atom.chars().next());
            let id = self.ids.get(&one).copied().unwrap_or(self.unknown);
            let times = atom.chars().take(MAX_REPEATED).count();
            out.extend(std::iter::repeat_n(id, times.max(1)));
            return;
        }
        let before = out.len();
        if !self.greedy(&normalised(atom), out) {
            out.truncate(before);
            out.push(self.unknown);
        }
    }

    /// The longest-match cut of one normalised atom; `false` if it can't be made.
    fn greedy(&self, atom: &str, out: &mut Vec<u32>) -> bool {
        let before = out.len();
        let mut rest = atom;
        let mut candidate = String::new();
        while !rest.is_empty() {
            let first = out.len() == before;
            let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8()).rev();
            let mut found = None;
            for end in ends {
                candidate.clear();
                if !first {
                    candidate.push_str("##");
                }
                candidate.push_str(&rest[..end]);
                if let Some(&id) = self.ids.get(&candidate) {
                    found = Some((id, end));
                    break;
                }
            }
            let Some((id, end)) = found else {
                return false;
            };
            out.push(id);
            if out.len() - before > MAX_PIECES {
                return false;
            }
            rest = &rest[end..];
        }
        out.len() > before
    }
}

/// Lower case, no accents, straight quotation marks.
fn normalised(atom: &str) -> String {
    atom.chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|&c| !is_combining_mark(c))
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' | '‚' | '‹' | '›' => '\'',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##real\n##istic\n.\n'\nfjord";

    fn pieces(atom: &str, shape: Shape) -> Vec<u32> {
        let mut out = Vec::new();
        if let Some(vocabulary) = Vocabulary::new(LINES) {
            vocabulary.pieces(atom, shape, &mut out);
        }
        out
    }

    #[test]
    fn longest_match_first() {
        assert_eq!(pieces("Unrealistic", Shape::Title), [4, 5, 6]);
        assert_eq!(pieces("FJÖRD", Shape::Upper), [9]);
        assert_eq!(pieces("’", Shape::CloseQuote), [8]);
    }

    #[test]
    fn what_cannot_be_cut_is_unknown() {
        assert_eq!(pieces("unx", Shape::Lower), [1]);
        assert_eq!(pieces("\u{301}", Shape::Lower), [1]);
        assert_eq!(pieces(&"real".repeat(40), Shape::Lower), [1]);
    }

    #[test]
    fn repetitions_show_three_at_most() {
        assert_eq!(pieces("..", Shape::Repeated), [7, 7]);
        assert_eq!(pieces(".....", Shape::Repeated), [7, 7, 7]);
    }

    #[test]
    fn a_vocabulary_without_special_pieces_is_refused() {
        assert!(Vocabulary::new("a\nb").is_none());
    }
}
