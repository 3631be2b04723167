//! A block of text as atoms and word pieces, made a chunk at a time so that a block may be of any size.

use text::Span;

use crate::atoms::{Gap, Splits, atoms};
use crate::network::encoder::Piece;
use crate::pieces::Vocabulary;

/// So many bytes of a block are cut into atoms at once; the end of a chunk is moved to white space
/// where there is any. Far more than a window holds, so that a common paragraph is one chunk.
pub const CHUNK: usize = 16 * 1024;

/// One atom with its pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Its bytes in the text.
    pub span: Span,
    /// What stands before it.
    pub gap: Gap,
    /// The first of its pieces in [`Cuts::pieces`].
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// Atoms and their pieces, in order.
#[derive(Debug, Default, Clone)]
pub struct Cuts {
    /// The atoms.
    pub atoms: Vec<Cut>,
    /// Their pieces.
    pub pieces: Vec<Piece>,
}

impl Cuts {
    /// Forgets the first `count` atoms.
    pub fn drop_front(&mut self, count: usize) {
        let pieces = self.atoms.get(count).map_or(self.pieces.len(), |atom| atom.from);
        self.atoms.drain(..count.min(self.atoms.len()));
        self.pieces.drain(..pieces);
        for atom in &mut self.atoms {
            atom.from -= pieces;
            atom.to -= pieces;
        }
    }
}

/// Cuts a block, chunk by chunk.
pub struct Cutter<'a> {
    text: &'a str,
    splits: &'a Splits,
    vocabulary: &'a Vocabulary,
    at: usize,
    end: usize,
    gap: Gap,
    ids: Vec<u32>,
}

impl<'a> Cutter<'a> {
    /// Starts at the beginning of `block`; one that does not fit the text is taken as empty.
    pub fn new(text: &'a str, block: Span, splits: &'a Splits, vocabulary: &'a Vocabulary) -> Self {
        let end = if block.of(text).is_empty() { block.start } else { block.end };
        Self { text, splits, vocabulary, at: block.start, end, gap: Gap::Block, ids: Vec::new() }
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.at >= self.end
    }

    /// Appends the atoms of the next chunk; there may be none if it is white space.
    pub fn cut_chunk(&mut self, into: &mut Cuts) {
        let rest = Span { start: self.at, end: self.end }.of(self.text);
        let chunk = &rest[..chunk_length(rest)];
        let space = chunk.len() - chunk.trim_start().len();
        self.gap = chunk[..space].chars().fold(self.gap, wider);
        for atom in atoms(chunk, self.splits) {
            let form = chunk.get(atom.start..atom.end).unwrap_or("");
            let gap = if atom.gap == Gap::Block { self.gap } else { atom.gap };
            self.ids.clear();
            self.vocabulary.pieces(form, atom.shape, &mut self.ids);
            let from = into.pieces.len();
            into.pieces.extend(self.ids.iter().enumerate().map(|(i, &id)| Piece {
                id,
                shape: atom.shape as u8,
                gap: if i == 0 { gap } else { Gap::None } as u8,
            }));
            let span = Span { start: self.at + atom.start, end: self.at + atom.end };
            into.atoms.push(Cut { span, gap, from, to: into.pieces.len() });
            self.gap = Gap::None;
        }
        if space < chunk.len() {
            let tail = chunk.trim_end().len();
            self.gap = chunk[tail..].chars().fold(Gap::None, wider);
        }
        self.at += chunk.len();
    }
}

/// How much of `rest` to cut next: up to the last white space within [`CHUNK`] bytes, else all of them.
fn chunk_length(rest: &str) -> usize {
    if rest.len() <= CHUNK {
        return rest.len();
    }
    let most = rest.floor_char_boundary(CHUNK);
    match rest[..most].rfind(char::is_whitespace) {
        Some(space) if space > 0 => space,
        _ => most,
    }
}

/// The gap after one more white-space character.
fn wider(gap: Gap, c: char) -> Gap {
    match (gap, c) {
        (Gap::Block, _) => Gap::Block,
        (_, '\n' | '\r' | '\u{2028}' | '\u{2029}') | (Gap::Line, _) => Gap::Line,
        _ => Gap::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str) -> Cuts {
        let vocabulary = Vocabulary::new("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##b").expect("all special pieces");
        let splits = Splits::default();
        let mut cutter = Cutter::new(text, Span::new(0, text.len()), &splits, &vocabulary);
        let mut cuts = Cuts::default();
        while !cutter.is_done() {
            cutter.cut_chunk(&mut cuts);
        }
        cuts
    }

    #[test]
    fn gaps_are_the_same_whether_or_not_a_chunk_ends_there() {
        let word = "a".repeat(50);
        let texts = [" ", "\n", " \n "].map(|gap| vec![word.as_str(); 2000].join(gap));
        for (text, gap) in texts.iter().zip([Gap::Space, Gap::Line, Gap::Line]) {
            let cuts = cuts(text);
            assert_eq!(cuts.atoms.len(), 2000);
            assert_eq!(cuts.atoms[0].gap, Gap::Block);
            assert!(cuts.atoms[1..].iter().all(|atom| atom.gap == gap));
            assert!(cuts.atoms.iter().all(|atom| atom.span.of(text) == word));
        }
    }

    #[test]
    fn white_space_longer_than_a_chunk() {
        let text = format!("a{}\n{}b", " ".repeat(3 * CHUNK), " ".repeat(CHUNK));
        let found = cuts(&text);
        assert_eq!(found.atoms.iter().map(|atom| atom.gap).collect::<Vec<_>>(), [Gap::Block, Gap::Line]);
        assert!(cuts(&" ".repeat(3 * CHUNK)).atoms.is_empty());
    }

    #[test]
    fn a_letter_run_without_end_and_letters_of_many_bytes() {
        let text = "é".repeat(2 * CHUNK);
        let cuts = cuts(&text);
        let covered: usize = cuts.atoms.iter().map(|atom| atom.span.len()).sum();
        assert_eq!(covered, text.len());
        assert!(cuts.atoms.iter().all(|atom| !atom.span.of(&text).is_empty()));
    }

    #[test]
    fn dropping_from_the_front_keeps_the_pieces_of_the_rest() {
        let mut found = cuts("ab ab a");
        let third = found.pieces[found.atoms[2].from];
        found.drop_front(2);
        assert_eq!((found.atoms.len(), found.pieces[found.atoms[0].from]), (1, third));
        found.drop_front(5);
        assert!(found.atoms.is_empty() && found.pieces.is_empty());
    }

    #[test]
    fn a_block_off_the_text_is_empty() {
        let vocabulary = Vocabulary::new("[PAD]\n[UNK]\n[CLS]\n[SEP]").expect("all special pieces");
        let splits = Splits::default();
        assert!(Cutter::new("é", Span::new(1, 2), &splits, &vocabulary).is_done());
        assert!(Cutter::new("é", Span::new(7, 9), &splits, &vocabulary).is_done());
    }
}
