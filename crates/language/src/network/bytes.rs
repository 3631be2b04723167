//! Activations as bytes.

use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps};
use rten_simd::{Isa, SimdOp};

use super::rows::{UNROLL, range};

/// A matrix of activations as bytes: `value = scale · (byte − zero)`, with a scale for every row.
#[derive(Debug, Default)]
pub struct ByteRows {
    /// Row after row.
    pub bytes: Vec<u8>,
    /// The byte that stands for 0, by row.
    pub zero: Vec<u8>,
    /// The step from one byte to the next, by row.
    pub scale: Vec<f32>,
}

/// Some rows of a [`ByteRows`].
#[derive(Debug, Clone, Copy)]
pub struct SomeRows<'a> {
    /// Row after row.
    pub bytes: &'a [u8],
    /// The byte that stands for 0, by row.
    pub zero: &'a [u8],
    /// The step from one byte to the next, by row.
    pub scale: &'a [f32],
}

impl ByteRows {
    /// Its rows from `start` up to `end`, or as many as there are.
    pub fn rows(&self, start: usize, end: usize) -> SomeRows<'_> {
        let count = self.zero.len();
        let width = self.bytes.len() / count.max(1);
        let (start, end) = (start.min(count), end.min(count));
        SomeRows {
            bytes: &self.bytes[start * width..end * width],
            zero: &self.zero[start..end],
            scale: &self.scale[start..end],
        }
    }

    /// All of its rows.
    pub fn all(&self) -> SomeRows<'_> {
        self.rows(0, usize::MAX)
    }

    /// Makes room for `rows` rows of `width` bytes; what is in it afterwards is arbitrary.
    pub fn resize(&mut self, rows: usize, width: usize) {
        self.bytes.resize(rows * width, 0);
        self.zero.resize(rows, 0);
        self.scale.resize(rows, 0.0);
    }

    /// Cuts the rows of `source` into bytes `0..=levels`.
    pub fn quantise(&mut self, source: &[f32], width: usize, levels: u8) {
        self.resize(source.len() / width.max(1), width);
        Quantise { source, width, levels, into: self }.dispatch();
    }
}
struct Quantise<'a> {
    source: &'a [f32],
    width: usize,
    levels: u8,
    into: &'a mut ByteRows,
}

impl SimdOp for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        for (i, row) in self.source.chunks_exact(self.width.max(1)).enumerate() {
            quantise_into(isa, row, i, self.levels, self.into);
        }
    }
}
/// Cuts one row into the bytes of row `index`.
#[inline(always)]
pub fn quantise_into<I: Isa>(isa: I, row: &[f32], index: usize, levels: u8, into: &mut ByteRows) {
    let ops = isa.f32();
    let width = row.len();
    // The range takes in 0, so that 0 has a byte of its own.
    let (least, most) = range(isa, row);
    let (least, most) = (least.min(0.0), most.max(0.0));
    let levels_f = f32::from(levels);
    let scale = ((most - least) / levels_f).max(f32::MIN_POSITIVE);
    let inverse = 1.0 / scale;
    let zero = (-least * inverse).round_ties_even().clamp(0.0, levels_f);
    let bytes = into.bytes.get_mut(index * width..(index + 1) * width);
    let (Some(bytes), Some(to_zero), Some(to_scale)) = (bytes, into.zero.get_mut(index), into.scale.get_mut(index))
    else {
        return;
    };
    *to_zero = zero as u8;
    *to_scale = scale;
    let lanes = ops.len();
    let mut cells = row.chunks_exact(UNROLL * lanes);
    let mut chunks = bytes.chunks_exact_mut(UNROLL * lanes);
    for (cells, bytes) in cells.by_ref().zip(chunks.by_ref()) {
        // A loop, since `array::map` is not inlined into the function that was dispatched to.
        let mut whole = [isa.i32().zero(); UNROLL];
        for (whole, cell) in whole.iter_mut().zip(ops.load_many::<UNROLL>(cells)) {
            let x = ops.mul_add(cell, ops.splat(inverse), ops.splat(zero));
            *whole = ops.to_int_round(ops.min(x, ops.splat(levels_f)));
        }
        let low = isa.i32().narrow_saturate(whole[0], whole[1]);
        let high = isa.i32().narrow_saturate(whole[2], whole[3]);
        isa.u8().store(isa.i16().narrow_saturate(low, high), bytes);
    }
    for (x, byte) in cells.remainder().iter().zip(chunks.into_remainder()) {
        *byte = (x * inverse + zero).round_ties_even().clamp(0.0, levels_f) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(count: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919 % 1013) as f32 - 400.0) / 100.0).collect()
    }

    #[test]
    fn bytes_lead_back_to_the_numbers() {
        for (levels, source) in [(127, noise(3 * 128)), (255, noise(3 * 128))] {
            let mut rows = ByteRows::default();
            rows.quantise(&source, 128, levels);
            for (i, x) in source.iter().enumerate() {
                let byte = f32::from(rows.bytes[i]) - f32::from(rows.zero[i / 128]);
                let back = byte * rows.scale[i / 128];
                assert!(rows.bytes[i] <= levels);
                assert!((back - x).abs() <= rows.scale[i / 128] * 1.01, "{back} for {x}");
            }
        }
    }

    #[test]
    fn a_row_of_equal_numbers_is_kept() {
        for value in [0.0, 3.0, -2.5] {
            let mut rows = ByteRows::default();
            rows.quantise(&[value; 64], 64, 255);
            let byte = f32::from(rows.bytes[0]) - f32::from(rows.zero[0]);
            assert!((byte * rows.scale[0] - value).abs() < 0.02, "{value}");
        }
    }
}
