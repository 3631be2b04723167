//! The product of bytes: by our own kernels on x86-64, elsewhere by rten's.

#[cfg(target_arch = "x86_64")]
mod chosen {
    use kernels::{ByteWeights, Instructions};

    /// The weights of a layer, packed.
    pub type Weights = ByteWeights;

    /// What multiplies them with bytes.
    pub struct Multiplier(Instructions);

    impl Default for Multiplier {
        fn default() -> Self {
            Self(Instructions::best())
        }
    }

    impl Multiplier {
        pub fn levels(&self, largest: u8) -> u8 {
            self.0.levels(largest)
        }

        pub fn pack(&self, weights: &[i8], inputs: usize) -> Weights {
            ByteWeights::new(weights, inputs)
        }

        pub fn multiply(&self, weights: &Weights, rows: &[u8], into: &mut [i32]) {
            weights.multiply(self.0, rows, into);
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod chosen {
    use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
    use rten_tensor::NdTensorView;

    /// The weights of a layer, packed.
    pub type Weights = PackedBMatrix<i8>;

    /// What multiplies them with bytes.
    pub struct Multiplier(GemmExecutor<u8, i8, i32>);

    impl Default for Multiplier {
        fn default() -> Self {
            Self(GemmExecutor::new())
        }
    }

    impl Multiplier {
        pub fn levels(&self, largest: u8) -> u8 {
            if self.0.may_saturate() && u32::from(largest) * 2 * 255 > 32_767 { 127 } else { 255 }
        }

        pub fn pack(&self, weights: &[i8], inputs: usize) -> Weights {
            let outputs = weights.len() / inputs.max(1);
            self.0.prepack_b(NdTensorView::from_data([outputs, inputs], weights).transposed())
        }

        pub fn multiply(&self, weights: &Weights, rows: &[u8], into: &mut [i32]) {
            let count = rows.len() / weights.rows().max(1);
            let input = NdTensorView::from_data([count, weights.rows()], rows);
            // Zero points are not given: rten-gemm 0.27 takes those of the first rows for all.
            let options = GemmOptions::default();
            self.0
                .gemm(into, GemmInputA::Unpacked(input), GemmInputB::Packed(weights), options)
                .expect("the shapes follow from those checked when the model was loaded");
        }
    }
}

pub use chosen::{Multiplier, Weights};
