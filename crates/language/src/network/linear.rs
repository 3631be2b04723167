//! Linear layers: with byte weights for the encoder, with `f32` weights for the heads.

use kernels::Instructions;
use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

use super::bytes::SomeRows;
use super::product::Product;
use super::rows::LANES;
use super::weights::{Multiplier, Weights};

/// Float weights that are cut into bytes reach this size at most, so that no processor's sums of two
/// products in 16 bits overflow.
pub const LARGEST: u8 = 64;

/// The matrix kernels for this processor. Cheap to make; each thread has its own.
pub struct Kernels {
    /// The vector instructions that the encoder's products use.
    pub instructions: Instructions,
    bytes: Multiplier,
    floats: GemmExecutor<f32>,
}

impl Default for Kernels {
    fn default() -> Self {
        Self { instructions: Instructions::best(), bytes: Multiplier::default(), floats: GemmExecutor::new() }
    }
}

impl Kernels {
    /// The largest activation byte with which weights up to `largest` in size are multiplied exactly.
    ///
    /// Without VNNI, x86 adds two products in 16 bits, which overflow for large weights; bytes of
    /// seven bits are safe for all.
    pub fn levels(&self, largest: u8) -> u8 {
        self.bytes.levels(largest)
    }

    /// `into = a · b`, row after row, where `b` may be a transposed view.
    pub fn product(&self, into: &mut [f32], a: NdTensorView<f32, 2>, b: NdTensorView<f32, 2>) {
        self.floats
            .gemm(into, GemmInputA::Unpacked(a), GemmInputB::Unpacked(b), GemmOptions::default())
            .expect("the shapes follow from those checked when the model was loaded");
    }
}

/// A linear layer whose weights are bytes with a scale for each output.
pub struct ByteLinear {
    weights: Weights,
    scale: Vec<f32>,
    total: Vec<f32>,
    bias: Vec<f32>,
}

impl ByteLinear {
    /// `weights` holds a row of as many inputs as fit for each of the outputs.
    pub fn new(kernels: &Kernels, weights: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        let inputs = weights.len() / outputs.max(1);
        let rows = weights.chunks_exact(inputs.max(1)).zip(&scale);
        let total = rows.map(|(row, scale)| row.iter().map(|&w| i32::from(w)).sum::<i32>() as f32 * scale).collect();
        Self { weights: kernels.bytes.pack(weights, inputs), scale, total, bias }
    }

    /// Cuts float weights into bytes. Outputs of no meaning are added until vectors of any width fit.
    pub fn from_floats(kernels: &Kernels, weights: &[f32], mut bias: Vec<f32>) -> Self {
        let inputs = weights.len() / bias.len().max(1);
        bias.resize(bias.len().next_multiple_of(LANES), 0.0);
        let (mut bytes, mut scale) = quantised(weights, inputs);
        bytes.resize(bias.len() * inputs, 0);
        scale.resize(bias.len(), 0.0);
        Self::new(kernels, &bytes, scale, bias)
    }

    /// How many numbers a row of the product has.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The product of `rows` with the weights, its integers in `sums`.
    pub fn apply<'a>(&'a self, kernels: &Kernels, rows: SomeRows<'a>, sums: &'a mut Vec<i32>) -> Product<'a> {
        let count = rows.zero.len();
        let sums = at_least(sums, count * self.outputs());
        // The zeros of the rows are seen to later, see `Product`.
        kernels.bytes.multiply(&self.weights, rows.bytes, sums);
        Product {
            sums,
            row_scale: rows.scale,
            row_zero: rows.zero,
            column_scale: &self.scale,
            column_total: &self.total,
            bias: &self.bias,
        }
    }
}

/// Rows of floats as bytes, with a scale for each row.
pub fn quantised(floats: &[f32], width: usize) -> (Vec<i8>, Vec<f32>) {
    let rows = floats.chunks_exact(width.max(1));
    let scales: Vec<f32> = rows
        .clone()
        .map(|row| row.iter().fold(f32::MIN_POSITIVE, |most, x| most.max(x.abs())) / f32::from(LARGEST))
        .collect();
    let bytes = rows.zip(&scales).flat_map(|(row, scale)| row.iter().map(move |x| (x / scale).round() as i8));
    (bytes.collect(), scales)
}

/// The first `size` places of a buffer that grows but never shrinks: to shrink it would mean to
/// clear what is added when it grows again.
pub fn at_least<T: Copy + Default>(buffer: &mut Vec<T>, size: usize) -> &mut [T] {
    if buffer.len() < size {
        buffer.resize(size, T::default());
    }
    &mut buffer[..size]
}

/// A linear layer with `f32` weights.
pub struct Linear {
    packed: PackedBMatrix<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// `weights` holds a row of as many inputs as fit for each of the outputs.
    pub fn new(kernels: &Kernels, weights: &[f32], bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        let inputs = weights.len() / outputs.max(1);
        let view = NdTensorView::from_data([outputs, inputs], weights);
        Self { packed: kernels.floats.prepack_b(view.transposed()), bias }
    }

    /// How many numbers a row of the output has.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// `into = input · weights + bias`, a row for each row of `input`.
    pub fn apply<'a>(&self, kernels: &Kernels, input: &[f32], into: &'a mut Vec<f32>) -> &'a [f32] {
        let inputs = self.packed.rows();
        let rows = input.len() / inputs.max(1);
        let into = at_least(into, rows * self.outputs());
        let options = GemmOptions { bias: Some(BiasVector::Row(&self.bias)), ..GemmOptions::default() };
        let input = NdTensorView::from_data([rows, inputs], input);
        kernels
            .floats
            .gemm(into, GemmInputA::Unpacked(input), GemmInputB::Packed(&self.packed), options)
            .expect("the shapes follow from those checked when the model was loaded");
        into
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::bytes::ByteRows;
    use crate::network::product::Dequantise;
    use rten_simd::SimdOp;

    #[test]
    fn bytes_and_floats_agree() {
        // As wide as the middle of a layer, so that the kernels go through it in several blocks.
        for (rows, inputs, outputs) in [(5, 128, 64), (33, 1536, 384), (246, 384, 1152)] {
            check(rows, inputs, outputs);
        }
    }

    fn check(rows: usize, inputs: usize, outputs: usize) {
        let kernels = Kernels::default();
        let weights: Vec<i8> = (0..inputs * outputs).map(|i| ((i * 31 % 127) as i8) - 63).collect();
        let scale: Vec<f32> = (0..outputs).map(|i| 0.01 + i as f32 * 1e-4).collect();
        let bias: Vec<f32> = (0..outputs).map(|i| i as f32 * 0.1).collect();
        let input: Vec<f32> =
            (0..rows * inputs).map(|i| ((i * 17 % 101) as f32 - (i / inputs % 90) as f32) / 50.0).collect();
        let floats: Vec<f32> = weights.iter().enumerate().map(|(i, w)| f32::from(*w) * scale[i / inputs]).collect();

        let mut expected = Vec::new();
        Linear::new(&kernels, &floats, bias.clone()).apply(&kernels, &input, &mut expected);
        let linear = ByteLinear::new(&kernels, &weights, scale, bias);
        let mut bytes = ByteRows::default();
        bytes.quantise(&input, inputs, kernels.levels(64));
        let mut sums = Vec::new();
        let product = linear.apply(&kernels, bytes.all(), &mut sums);
        let mut found = vec![0.0; rows * outputs];
        Dequantise { product, into: &mut found }.dispatch();
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() < 0.1 + 0.01 * expected.abs(), "{found} for {expected}");
        }
    }

    #[test]
    fn floats_become_bytes_with_a_scale_for_each_row() {
        let (bytes, scale) = quantised(&[1.0, -0.5, 0.0, 8.0], 2);
        assert_eq!(bytes, [64, -32, 0, 64]);
        assert_eq!(scale, [1.0 / 64.0, 0.125]);
    }
}
