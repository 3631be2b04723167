//! The encoder: from word pieces to one vector each, every piece seeing its whole window.

use kernels::{FloatPanels, Strided};
use rten_simd::SimdOp;

use super::bytes::ByteRows;
use super::linear::{ByteLinear, Kernels, at_least};
use super::product::{Dequantise, DequantiseAddNorm, DequantiseGelu};
use super::rows::{ExpRows, Norm, NormRows, ScaleInto};

/// So many pieces go through a layer's products together, so that what is between two steps stays in the
/// processor's nearer caches.
const ROWS_AT_ONCE: usize = 48;

/// For so many pieces it is found together what they attend to, for the same reason.
const ATTENDING_AT_ONCE: usize = 24;

/// What the encoder is told of one word piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its line in the vocabulary.
    pub id: u32,
    /// The [`Shape`](crate::atoms::Shape) of its atom.
    pub shape: u8,
    /// The [`Gap`](crate::atoms::Gap) before it.
    pub gap: u8,
}

/// A table with a row of numbers for each of its entries.
#[derive(Debug, Default)]
pub struct Table {
    /// Row after row.
    pub rows: Vec<f32>,
}

/// The table of the vocabulary, as bytes with a scale for each row.
#[derive(Debug, Default)]
pub struct ByteTable {
    /// Row after row.
    pub rows: Vec<i8>,
    /// By row.
    pub scale: Vec<f32>,
}

/// The sum of these is what the first layer gets.
#[derive(Debug, Default)]
pub struct Embeddings {
    /// By piece of the vocabulary.
    pub word: ByteTable,
    /// By place in the window.
    pub position: Table,
    /// By shape of the atom.
    pub shape: Table,
    /// By gap before the piece.
    pub gap: Table,
    /// Applied to the sum.
    pub norm: Norm,
}

/// One layer of the encoder. The queries' scaling is folded into `qkv`.
pub struct Layer {
    /// Queries, keys and values side by side.
    pub qkv: ByteLinear,
    /// From the attended values back to the stream.
    pub out: ByteLinear,
    /// After the attention.
    pub norm1: Norm,
    /// Into the wide middle.
    pub up: ByteLinear,
    /// And back.
    pub down: ByteLinear,
    /// After the middle.
    pub norm2: Norm,
}

/// All of the encoder's weights.
pub struct Encoder {
    /// Numbers in a vector.
    pub hidden: usize,
    /// Attention heads.
    pub heads: usize,
    /// The most pieces that it takes at once.
    pub window: usize,
    /// The largest activation byte.
    pub levels: u8,
    /// The input side.
    pub embeddings: Embeddings,
    /// From first to last.
    pub layers: Vec<Layer>,
}

/// Room for the numbers between the layers, used again for every window.
#[derive(Default)]
pub struct Scratch {
    stream: Vec<f32>,
    bytes: ByteRows,
    wide: ByteRows,
    sums: Vec<i32>,
    qkv: Vec<f32>,
    attention: AttentionScratch,
    row: Vec<f32>,
}

#[derive(Default)]
struct AttentionScratch {
    keys: FloatPanels,
    values: FloatPanels,
    scores: Vec<f32>,
    attended: Vec<f32>,
    context: Vec<f32>,
}

impl Encoder {
    /// The vectors of `pieces`, row after row; of those beyond the window there are none.
    pub fn encode<'a>(&self, kernels: &Kernels, pieces: &[Piece], scratch: &'a mut Scratch) -> &'a [f32] {
        let pieces = &pieces[..pieces.len().min(self.window)];
        self.embed(pieces, &mut scratch.stream);
        scratch.bytes.quantise(&scratch.stream, self.hidden, self.levels);
        for layer in &self.layers {
            self.attend(kernels, layer, pieces.len(), scratch);
            self.transform(kernels, layer, pieces.len(), scratch);
        }
        &scratch.stream
    }

    fn embed(&self, pieces: &[Piece], stream: &mut Vec<f32>) {
        let Embeddings { word, position, shape, gap, norm } = &self.embeddings;
        let width = self.hidden;
        stream.clear();
        for (place, piece) in pieces.iter().enumerate() {
            let id = piece.id as usize;
            let (Some(words), Some(scale)) = (row(&word.rows, id, width), word.scale.get(id)) else {
                stream.resize(stream.len() + width, 0.0);
                continue;
            };
            let others = [(position, place), (shape, piece.shape.into()), (gap, piece.gap.into())];
            let start = stream.len();
            stream.extend(words.iter().map(|&w| f32::from(w) * scale));
            for (table, index) in others {
                for (sum, x) in stream[start..].iter_mut().zip(row(&table.rows, index, width).unwrap_or(&[])) {
                    *sum += x;
                }
            }
        }
        NormRows { rows: stream, norm }.dispatch();
    }

    /// Adds to each vector what it attends to in the window.
    fn attend(&self, kernels: &Kernels, layer: &Layer, count: usize, scratch: &mut Scratch) {
        let width = layer.qkv.outputs();
        let qkv = at_least(&mut scratch.qkv, count * width);
        for start in (0..count).step_by(ROWS_AT_ONCE) {
            let end = count.min(start + ROWS_AT_ONCE);
            let product = layer.qkv.apply(kernels, scratch.bytes.rows(start, end), &mut scratch.sums);
            Dequantise { product, into: &mut qkv[start * width..end * width] }.dispatch();
        }
        let context = scratch.attention.run(kernels, qkv, count, self.hidden, self.heads);
        scratch.bytes.quantise(context, self.hidden, self.levels);
        // The product borrows the scales of the rows that are about to be written over.
        let input = std::mem::take(&mut scratch.bytes);
        scratch.bytes.resize(count, self.hidden);
        let product = layer.out.apply(kernels, input.all(), &mut scratch.sums);
        DequantiseAddNorm {
            product,
            stream: &mut scratch.stream,
            norm: &layer.norm1,
            levels: self.levels,
            into: &mut scratch.bytes,
            first: 0,
        }
        .dispatch();
    }

    /// Adds to each vector what the two wide layers make of it.
    fn transform(&self, kernels: &Kernels, layer: &Layer, count: usize, scratch: &mut Scratch) {
        let width = self.hidden;
        scratch.row.resize(layer.up.outputs(), 0.0);
        for start in (0..count).step_by(ROWS_AT_ONCE) {
            let end = count.min(start + ROWS_AT_ONCE);
            let product = layer.up.apply(kernels, scratch.bytes.rows(start, end), &mut scratch.sums);
            scratch.wide.resize(end - start, layer.up.outputs());
            DequantiseGelu { product, row: &mut scratch.row, levels: self.levels, into: &mut scratch.wide }.dispatch();
            let product = layer.down.apply(kernels, scratch.wide.all(), &mut scratch.sums);
            DequantiseAddNorm {
                product,
                stream: &mut scratch.stream[start * width..end * width],
                norm: &layer.norm2,
                levels: self.levels,
                into: &mut scratch.bytes,
                first: start,
            }
            .dispatch();
        }
    }
}

impl AttentionScratch {
    /// What each piece attends to, all heads side by side.
    fn run(&mut self, kernels: &Kernels, qkv: &[f32], count: usize, hidden: usize, heads: usize) -> &[f32] {
        let Self { keys, values, scores, attended, context } = self;
        let size = hidden / heads.max(1);
        let context = at_least(context, count * hidden);
        for head in 0..heads {
            let part = |kind: usize| &qkv[kind * hidden + head * size..];
            keys.pack(Strided { numbers: part(1), down: 1, right: 3 * hidden }, size, count);
            values.pack(Strided { numbers: part(2), down: 3 * hidden, right: 1 }, count, size);
            let width = keys.width();
            for start in (0..count).step_by(ATTENDING_AT_ONCE) {
                let rows = ATTENDING_AT_ONCE.min(count - start);
                let queries = Strided { numbers: &part(0)[start * 3 * hidden..], down: 3 * hidden, right: 1 };
                let scores = at_least(scores, rows * width);
                keys.multiply(kernels.instructions, queries, rows, scores);
                let mut inverse = [0.0; ATTENDING_AT_ONCE];
                ExpRows { rows: scores, apart: width, width: count, inverse_sums: &mut inverse[..rows] }.dispatch();
                let attended = at_least(attended, rows * values.width());
                values.multiply(
                    kernels.instructions,
                    Strided { numbers: scores, down: width, right: 1 },
                    rows,
                    attended,
                );
                ScaleInto {
                    source: attended,
                    apart: values.width(),
                    width: size,
                    factors: &inverse[..rows],
                    into: &mut context[start * hidden..],
                    into_width: hidden,
                    column: head * size,
                }
                .dispatch();
            }
        }
        context
    }
}

fn row<T>(table: &[T], index: usize, width: usize) -> Option<&[T]> {
    let start = index.checked_mul(width)?;
    table.get(start..start.checked_add(width)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_as_written_in_the_books() {
        // Neither the pieces nor a head's size are a multiple of a vector's lanes.
        check(37, 24, 2);
        // As large as it comes.
        check(246, 384, 12);
    }

    fn check(count: usize, hidden: usize, heads: usize) {
        let size = hidden / heads;
        let qkv: Vec<f32> = (0..count * 3 * hidden).map(|i| ((i * 7919 % 211) as f32 - 100.0) / 60.0).collect();
        let mut attention = AttentionScratch::default();
        let context = attention.run(&Kernels::default(), &qkv, count, hidden, heads);
        let at = |row: usize, kind: usize, column: usize| qkv[row * 3 * hidden + kind * hidden + column];
        for head in 0..heads {
            for row in (0..count).step_by(9) {
                let score = |other: usize| -> f32 {
                    (0..size).map(|i| at(row, 0, head * size + i) * at(other, 1, head * size + i)).sum()
                };
                let weights: Vec<f32> = (0..count).map(|other| score(other).exp()).collect();
                let sum: f32 = weights.iter().sum();
                for i in 0..size {
                    let column = head * size + i;
                    let expected = (0..count).map(|o| weights[o] * at(o, 2, column)).sum::<f32>() / sum;
                    let found = context[row * hidden + column];
                    assert!((found - expected).abs() < 1e-4, "{found} for {expected}");
                }
            }
        }
    }
}
