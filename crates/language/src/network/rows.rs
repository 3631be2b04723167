//! Loops over the rows of a matrix, for whatever vector instructions the processor has.
//!
//! Between two matrix products each row is brought back from integers, added to, normalised and cut
//! into bytes again. These steps are fused, so that a row is worked on while it is in the nearest
//! cache, and written against `rten-simd`, which picks the instruction set when the program runs: a
//! build for plain x86-64 still uses AVX-512 where there is one.

use rten_simd::ops::{BitOps, FloatOps, IntOps, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp};

/// Row widths are a multiple of this: the bytes of the widest vector there is.
pub const LANES: usize = 64;

/// So many vectors are in hand at once, so that the processor need not wait for one to be done.
///
/// The loops are written out: `rten-simd`'s iterators are not always inlined, and outside of the
/// function that was dispatched to, every vector instruction is a function call.
pub const UNROLL: usize = 4;

/// Keeps the division in a layer norm finite; BERT's own value.
const NORM_EPSILON: f32 = 1e-12;
/// Weights and biases of a layer norm.
#[derive(Debug, Default, Clone)]
pub struct Norm {
    /// What each column is multiplied by.
    pub weight: Vec<f32>,
    /// What is added to each column.
    pub bias: Vec<f32>,
}
/// `rows = norm(rows)`
pub struct NormRows<'a> {
    /// Row after row, as wide as the norm.
    pub rows: &'a mut [f32],
    /// The layer norm.
    pub norm: &'a Norm,
}

impl SimdOp for NormRows<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        for row in self.rows.chunks_exact_mut(self.norm.weight.len().max(1)) {
            norm_row(isa, row, self.norm);
        }
    }
}
/// The first half of a softmax over each row: `x = exp(x − max)`, with one over the sum of the row.
///
/// The second half, the multiplication, is cheaper after the product with the values.
pub struct ExpRows<'a> {
    /// Row after row.
    pub rows: &'a mut [f32],
    /// How far the beginnings of two rows are apart.
    pub apart: usize,
    /// How wide a row is; what is behind it is left as it is.
    pub width: usize,
    /// One over the sum, by row.
    pub inverse_sums: &'a mut [f32],
}

impl SimdOp for ExpRows<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let lanes = ops.len();
        let rows = self.rows.chunks_exact_mut(self.apart.max(1)).filter_map(|row| row.get_mut(..self.width));
        for (row, inverse) in rows.zip(self.inverse_sums) {
            let (_, most) = range(isa, row);
            let shift = ops.splat(most);
            let mut sums = ops.zero();
            let mut cells = row.chunks_exact_mut(lanes);
            for cell in cells.by_ref() {
                let x = exp_below_zero(isa, ops.sub(ops.load(cell), shift));
                sums = ops.add(sums, x);
                ops.store(x, cell);
            }
            let mut sum = ops.sum(sums);
            let rest = cells.into_remainder();
            if !rest.is_empty() {
                let (tail, _) = ops.load_pad(rest);
                let x = exp_below_zero(isa, ops.sub(tail, shift));
                for (cell, x) in rest.iter_mut().zip(x.to_array()) {
                    *cell = x;
                    sum += x;
                }
            }
            *inverse = 1.0 / sum;
        }
    }
}

/// The exponential of numbers that are not above 0, to the last few bits; of very low ones about 1e-38.
///
/// As in the Cephes library: `exp(x) = 2^n · exp(r)` with `|r|` at most half of `ln 2`. It does without
/// the cases that `rten_vecmath::Exp` has for large numbers, which no softmax meets.
#[inline(always)]
fn exp_below_zero<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    const LOWEST: f32 = -87.0;
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    const TERMS: [f32; 6] = [1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5];
    let ops = isa.f32();
    let x = ops.max(x, ops.splat(LOWEST));
    let power = ops.to_int_round(ops.mul(x, ops.splat(std::f32::consts::LOG2_E)));
    let n = isa.i32().to_float(power);
    let r = ops.mul_add(n, ops.splat(-LN2_HIGH), x);
    let r = ops.mul_add(n, ops.splat(-LN2_LOW), r);
    let mut terms = ops.splat(TERMS[0]);
    for term in &TERMS[1..] {
        terms = ops.mul_add(terms, r, ops.splat(*term));
    }
    let fraction = ops.mul_add(ops.mul(terms, r), r, ops.add(r, ops.one()));
    let exponent = isa.i32().shift_left::<23>(isa.i32().add(power, isa.i32().splat(127)));
    ops.mul(fraction, exponent.reinterpret_cast::<I::F32>())
}

/// Writes each narrow row of `source`, times its factor, into columns of a wider matrix.
pub struct ScaleInto<'a> {
    /// Row after row.
    pub source: &'a [f32],
    /// How far the beginnings of two rows of the source are apart.
    pub apart: usize,
    /// How wide a row of the source is.
    pub width: usize,
    /// By row.
    pub factors: &'a [f32],
    /// The wider matrix.
    pub into: &'a mut [f32],
    /// How wide a row of it is.
    pub into_width: usize,
    /// The first of the columns.
    pub column: usize,
}

impl SimdOp for ScaleInto<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let rows = self.source.chunks_exact(self.apart.max(1)).map(|row| row.get(..self.width).unwrap_or(row));
        let rows = rows.zip(self.factors);
        for ((source, factor), into) in rows.zip(self.into.chunks_exact_mut(self.into_width.max(1))) {
            let Some(into) = into.get_mut(self.column..self.column + self.width) else {
                return;
            };
            for (to, from) in into.iter_mut().zip(source) {
                *to = from * factor;
            }
        }
    }
}

/// The products of rows with a vector that lacks the rows' last place, where it has a 1.
pub struct Dots<'a> {
    /// Row after row, each one number wider than the vector.
    pub rows: &'a [f32],
    /// The vector.
    pub vector: &'a [f32],
    /// By row.
    pub into: &'a mut [f32],
}

impl SimdOp for Dots<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let lanes = ops.len();
        for (row, into) in self.rows.chunks_exact(self.vector.len() + 1).zip(self.into) {
            let mut sum = ops.zero();
            let (mut cells, mut others) = (row.chunks_exact(lanes), self.vector.chunks_exact(lanes));
            for (a, b) in cells.by_ref().zip(others.by_ref()) {
                sum = ops.mul_add(ops.load(a), ops.load(b), sum);
            }
            let others = others.remainder();
            let rest = &row[self.vector.len() - others.len()..];
            let rest: f32 = rest.iter().zip(others.iter().chain([&1.0])).map(|(a, b)| a * b).sum();
            *into = ops.sum(sum) + rest;
        }
    }
}

#[inline(always)]
pub fn norm_row<I: Isa>(isa: I, row: &mut [f32], norm: &Norm) {
    let ops = isa.f32();
    let lanes = ops.len();
    let width = row.len() as f32;
    let mut sums = [ops.zero(); UNROLL];
    for cells in row.chunks_exact(UNROLL * lanes) {
        for (sum, cell) in sums.iter_mut().zip(ops.load_many::<UNROLL>(cells)) {
            *sum = ops.add(*sum, cell);
        }
    }
    let mean = ops.splat(total(isa, sums) / width);
    let mut squares = [ops.zero(); UNROLL];
    for cells in row.chunks_exact(UNROLL * lanes) {
        for (sum, cell) in squares.iter_mut().zip(ops.load_many::<UNROLL>(cells)) {
            let x = ops.sub(cell, mean);
            *sum = ops.mul_add(x, x, *sum);
        }
    }
    let variance = total(isa, squares) / width;
    let factor = ops.splat(1.0 / (variance + NORM_EPSILON).sqrt());
    let columns = norm.weight.chunks_exact(lanes).zip(norm.bias.chunks_exact(lanes));
    for (cell, (weight, bias)) in row.chunks_exact_mut(lanes).zip(columns) {
        let x = ops.mul(ops.sub(ops.load(cell), mean), factor);
        ops.store(ops.mul_add(x, ops.load(weight), ops.load(bias)), cell);
    }
}
/// The least and the greatest number of a row.
#[inline(always)]
pub fn range<I: Isa>(isa: I, row: &[f32]) -> (f32, f32) {
    let ops = isa.f32();
    let mut least = [ops.splat(f32::MAX); UNROLL];
    let mut most = [ops.splat(f32::MIN); UNROLL];
    let mut chunks = row.chunks_exact(UNROLL * ops.len());
    for cells in chunks.by_ref() {
        let cells = ops.load_many::<UNROLL>(cells);
        for i in 0..UNROLL {
            least[i] = ops.min(cells[i], least[i]);
            most[i] = ops.max(cells[i], most[i]);
        }
    }
    let mut rest = chunks.remainder().chunks_exact(ops.len());
    for cell in rest.by_ref() {
        let cell = ops.load(cell);
        least[0] = ops.min(cell, least[0]);
        most[0] = ops.max(cell, most[0]);
    }
    let least = ops.min(ops.min(least[0], least[1]), ops.min(least[2], least[3]));
    let most = ops.max(ops.max(most[0], most[1]), ops.max(most[2], most[3]));
    let (least, most) = (least.to_array().into_iter(), most.to_array().into_iter());
    let rest = rest.remainder();
    (
        least.chain(rest.iter().copied()).fold(f32::MAX, f32::min),
        most.chain(rest.iter().copied()).fold(f32::MIN, f32::max),
    )
}

#[inline(always)]
fn total<I: Isa>(isa: I, sums: [I::F32; UNROLL]) -> f32 {
    let ops = isa.f32();
    ops.sum(ops.add(ops.add(sums[0], sums[1]), ops.add(sums[2], sums[3])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(count: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919 % 1013) as f32 - 400.0) / 100.0).collect()
    }

    #[test]
    fn products_with_a_one_at_the_end() {
        for width in [5, 20, 128] {
            let rows: Vec<f32> = (0..2 * (width + 1)).map(|i| i as f32).collect();
            let mut found = [0.0; 2];
            Dots { rows: &rows, vector: &vec![2.0; width], into: &mut found }.dispatch();
            for (row, found) in rows.chunks(width + 1).zip(found) {
                assert_eq!(found, 2.0 * row[..width].iter().sum::<f32>() + row[width]);
            }
        }
    }

    #[test]
    fn exponentials() {
        let numbers: Vec<f32> = (0..1000).map(|i| -0.087 * i as f32).collect();
        let mut rows = numbers.clone();
        ExpRows { rows: &mut rows, apart: numbers.len(), width: numbers.len(), inverse_sums: &mut [0.0] }.dispatch();
        for (x, found) in numbers.iter().zip(rows) {
            assert!((found - x.exp()).abs() <= x.exp() * 3e-7, "exp({x}) = {found}");
        }
    }

    #[test]
    fn softmax_in_two_halves() {
        let mut rows = vec![1.0, 2.0, 3.0, -50.0, 0.0, 0.0, 0.0, 0.0];
        let mut inverse = vec![0.0; 2];
        ExpRows { rows: &mut rows, apart: 4, width: 4, inverse_sums: &mut inverse }.dispatch();
        let first: Vec<f32> = rows[..4].iter().map(|x| x * inverse[0]).collect();
        assert!((first[2] - 0.665_241).abs() < 1e-5 && first[3] < 1e-20, "{first:?}");
        assert!((rows[4] * inverse[1] - 0.25).abs() < 1e-6);
    }

    #[test]
    fn a_norm_centres_and_scales() {
        let mut rows = noise(128);
        let norm = Norm { weight: vec![2.0; 64], bias: vec![1.0; 64] };
        NormRows { rows: &mut rows, norm: &norm }.dispatch();
        for row in rows.chunks(64) {
            let mean = row.iter().sum::<f32>() / 64.0;
            let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / 64.0;
            assert!((mean - 1.0).abs() < 1e-4 && (variance - 4.0).abs() < 1e-3);
        }
    }
}
