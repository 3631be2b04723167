//! The product of two byte matrices, brought back to numbers and on to the next step.

use rten_simd::ops::{BitOps, NumOps, ToFloat};
use rten_simd::{Isa, SimdOp, SimdUnaryOp};
use rten_vecmath::Gelu;

use super::bytes::{ByteRows, quantise_into};
use super::rows::{Norm, norm_row};

/// The integers of a product of [`ByteRows`] with byte weights, and what turns them into numbers.
#[derive(Debug, Clone, Copy)]
pub struct Product<'a> {
    /// Row after row, as wide as `bias`.
    pub sums: &'a [i32],
    /// The scale of each row's activations.
    pub row_scale: &'a [f32],
    /// The byte that stands for 0 in each row.
    pub row_zero: &'a [u8],
    /// The scale of each column's weights.
    pub column_scale: &'a [f32],
    /// The sum of each column's weights, as the numbers that they stand for.
    pub column_total: &'a [f32],
    /// What is added to each column.
    pub bias: &'a [f32],
}

impl<'a> Product<'a> {
    fn rows(self) -> impl Iterator<Item = ProductRow<'a>> {
        let rows = self.sums.chunks_exact(self.bias.len().max(1)).zip(self.row_scale).zip(self.row_zero);
        rows.map(move |((sums, &scale), &zero)| ProductRow { sums, scale, zero: f32::from(zero), product: self })
    }
}

/// One row of a [`Product`].
struct ProductRow<'a> {
    sums: &'a [i32],
    scale: f32,
    zero: f32,
    product: Product<'a>,
}

impl ProductRow<'_> {
    /// Gives the row's numbers to `put`, with the cells of `into` that they belong to, some lanes at a time.
    #[inline(always)]
    fn numbers<I: Isa>(&self, isa: I, into: &mut [f32], mut put: impl FnMut(I::F32, &mut [f32])) {
        let ops = isa.f32();
        let lanes = ops.len();
        let (scale, zero) = (ops.splat(self.scale), ops.splat(-self.zero));
        let Product { column_scale, column_total, bias, .. } = self.product;
        let columns = column_scale.chunks_exact(lanes).zip(column_total.chunks_exact(lanes));
        let columns = columns.zip(bias.chunks_exact(lanes));
        let cells = self.sums.chunks_exact(lanes).zip(into.chunks_exact_mut(lanes));
        for ((sums, cell), ((column, total), bias)) in cells.zip(columns) {
            // Σ (byte − zero) · weight = Σ byte · weight − zero · Σ weight
            let sum = isa.i32().to_float(isa.i32().load(sums));
            let shift = ops.mul(zero, ops.load(total));
            let x = ops.mul_add(sum, ops.load(column), shift);
            put(ops.mul_add(x, scale, ops.load(bias)), cell);
        }
    }
}

/// `into = product`
pub struct Dequantise<'a> {
    /// The product.
    pub product: Product<'a>,
    /// As many numbers.
    pub into: &'a mut [f32],
}

impl SimdOp for Dequantise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let width = self.product.bias.len().max(1);
        for (row, into) in self.product.rows().zip(self.into.chunks_exact_mut(width)) {
            row.numbers(
                isa,
                into,
                #[inline(always)]
                |x, cell| isa.f32().store(x, cell),
            );
        }
    }
}

/// `into = bytes(gelu(product))`
pub struct DequantiseGelu<'a> {
    /// The product.
    pub product: Product<'a>,
    /// One row of room.
    pub row: &'a mut [f32],
    /// The largest byte.
    pub levels: u8,
    /// Has room for the product's rows.
    pub into: &'a mut ByteRows,
}

impl SimdOp for DequantiseGelu<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let gelu = Gelu {};
        for (i, row) in self.product.rows().enumerate() {
            row.numbers(
                isa,
                self.row,
                #[inline(always)]
                |x, cell| isa.f32().store(gelu.eval(isa, x), cell),
            );
            quantise_into(isa, self.row, i, self.levels, self.into);
        }
    }
}

/// `stream = norm(stream + product)`, and its bytes.
pub struct DequantiseAddNorm<'a> {
    /// The product.
    pub product: Product<'a>,
    /// The residual stream.
    pub stream: &'a mut [f32],
    /// The layer norm after the addition.
    pub norm: &'a Norm,
    /// The largest byte.
    pub levels: u8,
    /// Has room for the stream's rows.
    pub into: &'a mut ByteRows,
    /// The row of `into` that the first one becomes.
    pub first: usize,
}

impl SimdOp for DequantiseAddNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let width = self.product.bias.len().max(1);
        let rows = self.product.rows().zip(self.stream.chunks_exact_mut(width));
        for (i, (product, row)) in rows.enumerate() {
            product.numbers(
                isa,
                row,
                #[inline(always)]
                |x, cell| ops.store(ops.add(x, ops.load(cell)), cell),
            );
            norm_row(isa, row, self.norm);
            quantise_into(isa, row, self.first + i, self.levels, self.into);
        }
    }
}
