//! The heads: from the encoder's vectors to boundaries, tags and trees.

use std::ops::Range;

use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::Gelu;

use super::bytes::ByteRows;
use super::linear::{ByteLinear, Kernels, Linear, at_least};
use super::product::Dequantise;
use super::rows::Dots;
use crate::tree;

/// So many words at a time get the vectors that choose among relations: these are long, and together
/// they should not push each other out of the cache.
const RELATED_AT_ONCE: usize = 32;

/// The heads that give a word numbers of its own, in the order of their places in [`WordScores`].
pub const TAGS: [&str; 8] = ["upos", "xpos", "feats", "lemma", "names", "attribution", "happening", "identity"];

/// Sizes of the parser's vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParserSizes {
    /// Of the vectors that choose governors.
    pub arc: usize,
    /// Of the vectors that choose relations.
    pub relation: usize,
    /// Relations.
    pub labels: usize,
}

/// The weights of the parser.
pub struct Parser {
    /// Sizes.
    pub sizes: ParserSizes,
    /// Four layers side by side: governor and dependent for arcs, governor and dependent for relations.
    pub sides: ByteLinear,
    /// From the governor's vector to the one that is multiplied with the dependent's.
    pub arc: Linear,
    /// From the dependent's vector to one for each relation, to be multiplied with the governor's.
    pub relation: ByteLinear,
    /// The four vectors of the root.
    pub root: Vec<f32>,
    /// The relation of a sentence's root.
    pub root_label: usize,
}

/// All heads.
pub struct Heads {
    /// Join, word, sentence: for each atom.
    pub boundary: Linear,
    /// The heads of [`TAGS`] side by side.
    pub tags: ByteLinear,
    /// Where each of them begins in `tags`, and one more for the end.
    pub places: [usize; TAGS.len() + 1],
    /// What is added for a label of `names` after another: `[from, to]`.
    pub name_transitions: Vec<f32>,
    /// Trees.
    pub parser: Parser,
    /// The largest activation byte.
    pub levels: u8,
}

/// The scores of the heads of [`TAGS`] for a window's words.
#[derive(Debug, Default)]
pub struct WordScores {
    all: Vec<f32>,
    width: usize,
    places: [usize; TAGS.len() + 1],
}

impl WordScores {
    /// The scores of one word for the labels of one head.
    pub fn of(&self, word: usize, head: usize) -> &[f32] {
        let (Some(&from), Some(&to)) = (self.places.get(head), self.places.get(head + 1)) else {
            return &[];
        };
        let row = self.all.get(word * self.width..(word + 1) * self.width);
        row.and_then(|row| row.get(from..to)).unwrap_or(&[])
    }

    /// The label with the highest score.
    pub fn best(&self, word: usize, head: usize) -> usize {
        best(self.of(word, head))
    }
}

/// A word's place in the tree of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Governed {
    /// The word of the sentence that governs it; `None` for the root.
    pub head: Option<usize>,
    /// The class of its relation.
    pub relation: usize,
}

/// Room for the numbers of the heads, used again for every window.
#[derive(Default)]
pub struct HeadScratch {
    gathered: Vec<f32>,
    boundary: Vec<f32>,
    bytes: ByteRows,
    sums: Vec<i32>,
    sides: Vec<f32>,
    scores: WordScores,
    parse: ParseScratch,
}

#[derive(Default)]
struct ParseScratch {
    column: Vec<f32>,
    governors: Vec<f32>,
    arcs: Vec<f32>,
    bytes: ByteRows,
    sums: Vec<i32>,
    relations: Vec<f32>,
    labels: Vec<f32>,
}

impl Heads {
    /// The boundary scores of the atoms whose first pieces are at `firsts`.
    pub fn boundaries<'a>(
        &self,
        kernels: &Kernels,
        vectors: &[f32],
        hidden: usize,
        firsts: impl Iterator<Item = usize>,
        scratch: &'a mut HeadScratch,
    ) -> impl Iterator<Item = [f32; 3]> + 'a {
        scratch.gathered.clear();
        for first in firsts {
            scratch.gathered.extend_from_slice(vector(vectors, hidden, first));
        }
        self.boundary.apply(kernels, &scratch.gathered, &mut scratch.boundary).as_chunks().0.iter().copied()
    }

    /// The scores of words, each given by its first and its last piece, and their trees.
    pub fn words<'a>(
        &self,
        kernels: &Kernels,
        vectors: &[f32],
        hidden: usize,
        words: &[(usize, usize)],
        sentences: &[Range<usize>],
        scratch: &'a mut HeadScratch,
    ) -> (&'a WordScores, Vec<Governed>) {
        scratch.gathered.clear();
        for &(first, last) in words {
            let pair = vector(vectors, hidden, first).iter().zip(vector(vectors, hidden, last));
            scratch.gathered.extend(pair.map(|(a, b)| a + b));
        }
        scratch.bytes.quantise(&scratch.gathered, hidden, self.levels);
        let product = self.tags.apply(kernels, scratch.bytes.all(), &mut scratch.sums);
        scratch.scores.width = self.tags.outputs();
        scratch.scores.places = self.places;
        let scores = at_least(&mut scratch.scores.all, words.len() * self.tags.outputs());
        Dequantise { product, into: scores }.dispatch();
        let sides = self.parser.sides(kernels, &scratch.bytes, &mut scratch.sums, &mut scratch.sides);
        let mut trees = Vec::with_capacity(words.len());
        for sentence in sentences {
            let heads = self.parser.governors(kernels, sides, sentence.clone(), &mut scratch.parse);
            for start in (0..heads.len()).step_by(RELATED_AT_ONCE) {
                let words = start..heads.len().min(start + RELATED_AT_ONCE);
                let parse = &mut scratch.parse;
                self.parser.relate(kernels, sides, sentence, &heads, words, self.levels, parse, &mut trees);
            }
        }
        (&scratch.scores, trees)
    }
}

impl Parser {
    /// The four vectors of each row of `input`.
    pub fn sides<'a>(
        &self,
        kernels: &Kernels,
        input: &ByteRows,
        sums: &mut Vec<i32>,
        into: &'a mut Vec<f32>,
    ) -> &'a [f32] {
        let into = at_least(into, input.zero.len() * self.sides.outputs());
        Dequantise { product: self.sides.apply(kernels, input.all(), sums), into }.dispatch();
        Gelu {}.map_mut(into);
        into
    }

    /// The best tree over one sentence, as [`tree::heads`] gives it.
    fn governors(
        &self,
        kernels: &Kernels,
        sides: &[f32],
        sentence: Range<usize>,
        scratch: &mut ParseScratch,
    ) -> Vec<usize> {
        let (arc, count) = (self.sizes.arc, sentence.len());
        scratch.column.clear();
        scratch.column.extend_from_slice(self.root.get(..arc).unwrap_or(&[]));
        for word in sentence.clone() {
            scratch.column.extend_from_slice(self.side(sides, word, 0..arc));
        }
        let governors = self.arc.apply(kernels, &scratch.column, &mut scratch.governors);
        scratch.column.clear();
        for word in sentence {
            scratch.column.extend_from_slice(self.side(sides, word, arc..2 * arc));
        }
        let arcs = at_least(&mut scratch.arcs, count * (count + 1));
        let dependents = NdTensorView::from_data([count, arc], scratch.column.as_slice());
        let governors = NdTensorView::from_data([count + 1, arc], governors);
        kernels.product(arcs, dependents, governors.transposed());
        tree::heads(arcs, count)
    }

    /// Chooses the relations of some words of a sentence to their governors.
    #[allow(clippy::too_many_arguments, reason = "three are what it computes with, not what it computes")]
    fn relate(
        &self,
        kernels: &Kernels,
        sides: &[f32],
        sentence: &Range<usize>,
        heads: &[usize],
        words: Range<usize>,
        levels: u8,
        scratch: &mut ParseScratch,
        into: &mut Vec<Governed>,
    ) {
        let ParserSizes { arc, relation: size, labels } = self.sizes;
        let governor_side = 2 * arc..2 * arc + size;
        let dependent_side = governor_side.end..governor_side.end + size;
        scratch.column.clear();
        for word in words.clone() {
            scratch.column.extend_from_slice(self.side(sides, sentence.start + word, dependent_side.clone()));
        }
        scratch.bytes.quantise(&scratch.column, size, levels);
        let product = self.relation.apply(kernels, scratch.bytes.all(), &mut scratch.sums);
        let width = self.relation.outputs();
        let relations = at_least(&mut scratch.relations, words.len() * width);
        Dequantise { product, into: relations }.dispatch();
        for (row, word) in relations.chunks_exact(width).zip(words) {
            let head = heads[word].checked_sub(1);
            let Some(governor) = head.map(|head| self.side(sides, sentence.start + head, governor_side.clone())) else {
                into.push(Governed { head, relation: self.root_label });
                continue;
            };
            let scores = at_least(&mut scratch.labels, labels);
            Dots { rows: row, vector: governor, into: scores }.dispatch();
            if let Some(score) = scores.get_mut(self.root_label) {
                *score = f32::NEG_INFINITY;
            }
            into.push(Governed { head, relation: best(scores) });
        }
    }

    fn side<'a>(&self, sides: &'a [f32], word: usize, part: Range<usize>) -> &'a [f32] {
        let width = self.sides.outputs();
        sides.get(word * width..(word + 1) * width).and_then(|row| row.get(part)).unwrap_or(&[])
    }
}

/// The place of the highest score, the first of equals.
pub fn best(scores: &[f32]) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (i, &score) in scores.iter().enumerate() {
        if score > best.1 {
            best = (i, score);
        }
    }
    best.0
}

fn vector(vectors: &[f32], hidden: usize, piece: usize) -> &[f32] {
    let all = vectors.get(piece * hidden..(piece + 1) * hidden);
    debug_assert!(all.is_some(), "piece {piece} lies outside the window");
    all.unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equals_is_best() {
        assert_eq!(best(&[1.0, 3.0, 3.0]), 1);
        assert_eq!(best(&[]), 0);
        assert_eq!(best(&[f32::NAN, 0.0]), 1);
    }
}
