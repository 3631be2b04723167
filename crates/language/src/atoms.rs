//! Atoms: the smallest stretches of text that a word can begin or end at.
//!
//! The encoder's input is cut so finely that every word boundary of the treebanks falls between
//! two atoms; the `boundary` head then says which atoms join into words. A run of letters is one
//! atom unless the split table (learnt from the treebanks) or the rule for `n't` cuts it.

use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;

/// A run is cut at this many characters, so that no single atom can be of unbounded length.
const MAX_RUN: usize = 64;

/// Characters of which a repetition is one atom (`...`, `--`, `!!!`).
const REPEATING: &[char] = &['-', '.', '!', '?', '=', '*', '_', '~', '#', '+'];

/// What an atom looks like: the encoder itself sees lower-cased text only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// Padding and the special pieces.
    Special = 0,
    /// `talks`
    Lower = 1,
    /// `Talks`
    Title = 2,
    /// `TALKS`, two letters or more
    Upper = 3,
    /// `A`
    Single = 4,
    /// `tALKs`
    Mixed = 5,
    /// `2007`
    Digits = 6,
    /// An opening quotation mark that is not the typewriter's
    OpenQuote = 7,
    /// A closing quotation mark that is not the typewriter's; also the curly apostrophe
    CloseQuote = 8,
    /// `"` or `'`
    StraightQuote = 9,
    /// Any other single character
    Other = 10,
    /// `...`, `--`
    Repeated = 11,
}

/// What stands between an atom and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Gap {
    /// Nothing
    None = 0,
    /// White space without a line break
    Space = 1,
    /// White space with a line break
    Line = 2,
    /// It is the first atom of its block
    Block = 3,
}

/// A stretch of a block, with what the encoder is told of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atom {
    /// Byte offset of its first character in the block
    pub start: usize,
    /// Byte offset after its last character
    pub end: usize,
    /// Its look
    pub shape: Shape,
    /// What stands before it
    pub gap: Gap,
}

/// Where runs of letters are cut: lower-cased run to character offsets, ascending.
///
/// `cannot` is `[3]`. Learnt from the treebanks and stored in the model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Splits(pub BTreeMap<String, Vec<usize>>);

impl Splits {
    /// The character offsets at which `run` is cut, given the characters that follow it.
    fn cuts(&self, run: &[char], after: &[char]) -> Vec<usize> {
        let lower: String = run.iter().flat_map(|c| c.to_lowercase()).collect();
        if let Some(cuts) = self.0.get(&lower) {
            return cuts.clone();
        }
        if run.len() > 1 && ends_before_not(run, after) {
            return vec![run.len() - 1];
        }
        Vec::new()
    }
}

/// Whether `run` ends in the `n` of `n't`.
fn ends_before_not(run: &[char], after: &[char]) -> bool {
    let n = matches!(run.last(), Some('n' | 'N'));
    let apostrophe = matches!(after.first(), Some('\'' | '’'));
    let t = matches!(after.get(1), Some('t' | 'T'));
    n && apostrophe && t && !after.get(2).copied().is_some_and(is_letter)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

fn is_digit(c: char) -> bool {
    c.is_numeric() && !c.is_alphabetic()
}

/// Cuts a block into atoms.
#[must_use]
pub fn atoms(block: &str, splits: &Splits) -> Vec<Atom> {
    let (offsets, chars): (Vec<usize>, Vec<char>) = block.char_indices().unzip();
    let offset = |i: usize| offsets.get(i).copied().unwrap_or(block.len());
    let mut found: Vec<Atom> = Vec::new();
    let mut gap = Gap::Block;
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if c.is_whitespace() {
            gap = wider(gap, c);
            i += 1;
            continue;
        }
        let rest = &chars[i..];
        let length = run_length(rest);
        let (run, after) = rest.split_at(length);
        let cuts = if is_letter(c) { splits.cuts(run, after) } else { Vec::new() };
        let mut from = 0;
        for to in cuts.into_iter().chain([length]) {
            // A table that does not fit the run (a damaged model) cuts nothing.
            if to <= from || to > length {
                continue;
            }
            found.push(Atom { start: offset(i + from), end: offset(i + to), shape: shape(&run[from..to]), gap });
            gap = Gap::None;
            from = to;
        }
        i += length;
    }
    found
}

/// The gap after one more white-space character.
fn wider(gap: Gap, c: char) -> Gap {
    match (gap, c) {
        (Gap::Block, _) => Gap::Block,
        (_, '\n' | '\r' | '\u{2028}' | '\u{2029}') | (Gap::Line, _) => Gap::Line,
        _ => Gap::Space,
    }
}

/// How many characters the run at the start of `chars` has; at least one if there are any.
fn run_length(chars: &[char]) -> usize {
    let Some(&first) = chars.first() else {
        return 0;
    };
    let within = |same: &dyn Fn(char) -> bool| chars.iter().take(MAX_RUN).take_while(|&&c| same(c)).count();
    if is_letter(first) {
        within(&is_letter)
    } else if is_digit(first) {
        within(&is_digit)
    } else if REPEATING.contains(&first) {
        within(&|c| c == first)
    } else {
        1
    }
}

/// The look of one atom's characters.
fn shape(run: &[char]) -> Shape {
    let Some(&first) = run.first() else {
        return Shape::Special;
    };
    if is_letter(first) {
        return letter_shape(run);
    }
    if is_digit(first) {
        return Shape::Digits;
    }
    match first {
        '“' | '‘' | '«' | '„' | '‚' | '‹' => Shape::OpenQuote,
        '”' | '’' | '»' | '›' => Shape::CloseQuote,
        '"' | '\'' => Shape::StraightQuote,
        _ if run.len() > 1 => Shape::Repeated,
        _ => Shape::Other,
    }
}

fn letter_shape(run: &[char]) -> Shape {
    let letters = run.iter().filter(|c| c.is_alphabetic()).count();
    let upper = run.iter().filter(|c| c.is_uppercase()).count();
    let starts_upper = run.first().is_some_and(|c| c.is_uppercase());
    match upper {
        0 => Shape::Lower,
        1 if letters == 1 => Shape::Single,
        1 if starts_upper => Shape::Title,
        n if n == letters => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let splits = Splits(BTreeMap::from([("cannot".to_owned(), vec![3])]));
        atoms(text, &splits).iter().map(|a| &text[a.start..a.end]).collect()
    }

    #[test]
    fn runs_and_single_characters() {
        assert_eq!(cut("Norland's 3rd plan..."), ["Norland", "'", "s", "3", "rd", "plan", "..."]);
        assert_eq!(cut("Ilse—really?!"), ["Ilse", "—", "really", "?", "!"]);
        assert_eq!(cut("naïve cafe\u{301}s"), ["naïve", "cafe\u{301}s"]);
    }

    #[test]
    fn contractions_are_cut_before_not() {
        assert_eq!(cut("don't"), ["do", "n", "'", "t"]);
        assert_eq!(cut("DON’T"), ["DO", "N", "’", "T"]);
        assert_eq!(cut("n't on'tap"), ["n", "'", "t", "on", "'", "tap"]);
        assert_eq!(cut("Cannot"), ["Can", "not"]);
    }

    #[test]
    fn shapes_and_gaps() {
        let text = " “The NATO envoy,\n A. McBo";
        let found = atoms(text, &Splits::default());
        let looks: Vec<(Shape, Gap)> = found.iter().map(|a| (a.shape, a.gap)).collect();
        assert_eq!(
            looks,
            [
                (Shape::OpenQuote, Gap::Block),
                (Shape::Title, Gap::None),
                (Shape::Upper, Gap::Space),
                (Shape::Lower, Gap::Space),
                (Shape::Other, Gap::None),
                (Shape::Single, Gap::Line),
                (Shape::Other, Gap::None),
                (Shape::Mixed, Gap::Space),
            ]
        );
    }

    #[test]
    fn long_runs_are_cut_and_odd_tables_do_no_harm() {
        assert_eq!(atoms(&"x".repeat(1000), &Splits::default()).len(), 16);
        let odd = Splits(BTreeMap::from([("ab".to_owned(), vec![0, 5, 1])]));
        assert_eq!(atoms("ab", &odd).len(), 2);
        assert!(atoms("", &odd).is_empty());
    }

    #[test]
    fn atoms_cover_all_that_is_not_white_space() {
        let text = "a\u{301}\u{200b}\u{301} ½ 漢字\u{a0}§§ \u{ad}x";
        let covered: usize = atoms(text, &Splits::default()).iter().map(|a| a.end - a.start).sum();
        let solid: usize = text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum();
        assert_eq!(covered, solid);
    }
}
