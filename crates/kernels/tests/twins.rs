//! Every kernel gives what its portable twin gives, to the last bit, whatever the sizes.

use kernels::{ByteWeights, FloatPanels, Instructions, Strided};

/// Numbers without a pattern, the same on every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, most: usize) -> usize {
        self.next() as usize % most
    }

    fn float(&mut self) -> f32 {
        self.next() as f32 / (1_u64 << 30) as f32 - 1.0
    }
}

/// Rows, inputs and outputs: single ones, those of the network, and whatever comes.
fn sizes(noise: &mut Noise) -> Vec<(usize, usize, usize)> {
    let mut sizes = vec![(1, 1, 1), (0, 4, 64), (3, 0, 2), (7, 384, 64), (13, 128, 192), (50, 65, 130)];
    if !cfg!(miri) {
        sizes.extend((0..60).map(|_| (1 + noise.below(60), 1 + noise.below(200), 1 + noise.below(200))));
    }
    sizes
}

#[test]
fn bytes_are_summed_exactly() {
    let mut noise = Noise(7);
    for (rows, inputs, outputs) in sizes(&mut noise) {
        for instructions in Instructions::all() {
            for largest in [64, 127] {
                let levels = usize::from(instructions.levels(largest));
                // Half of them as large as they may be, so that a sum that overflows is seen.
                let mut far = |most: usize| if noise.below(2) == 0 { most } else { noise.below(most + 1) };
                let bytes: Vec<u8> = (0..rows * inputs).map(|_| far(levels) as u8).collect();
                let weights: Vec<i8> = (0..inputs * outputs)
                    .map(|_| (far(2 * usize::from(largest)) as i32 - i32::from(largest)) as i8)
                    .collect();
                let expected: Vec<i32> = bytes
                    .chunks_exact(inputs.max(1))
                    .flat_map(|row| {
                        weights.chunks_exact(inputs.max(1)).map(|column| {
                            row.iter().zip(column).map(|(&b, &w)| i32::from(b) * i32::from(w)).sum::<i32>()
                        })
                    })
                    .collect();
                let mut found = vec![i32::MIN; expected.len()];
                ByteWeights::new(&weights, inputs).multiply(instructions, &bytes, &mut found);
                assert!(found == expected, "{} of {rows}×{inputs}×{outputs}", instructions.name());
            }
        }
    }
}

#[test]
fn floats_are_one_chain() {
    let mut noise = Noise(11);
    for (rows, depth, columns) in sizes(&mut noise) {
        let wider = depth + noise.below(5);
        let numbers: Vec<f32> = (0..rows * wider).map(|_| noise.float()).collect();
        let matrix: Vec<f32> = (0..depth * columns).map(|_| noise.float()).collect();
        let chain = |row: usize, column: usize| {
            (0..depth).fold(0.0_f32, |sum, k| numbers[row * wider + k].mul_add(matrix[k * columns + column], sum))
        };
        // As it is, and from its transpose.
        let turned: Vec<f32> =
            (0..columns).flat_map(|c| (0..depth).map(move |k| (k, c))).map(|(k, c)| matrix[k * columns + c]).collect();
        let upright = Strided { numbers: &matrix, down: columns, right: 1 };
        let lying = Strided { numbers: &turned, down: 1, right: depth };
        for instructions in Instructions::all() {
            for matrix in [upright, lying] {
                let mut panels = FloatPanels::default();
                panels.pack(matrix, depth, columns);
                let mut found = vec![f32::NAN; rows * panels.width()];
                panels.multiply(instructions, Strided { numbers: &numbers, down: wider, right: 1 }, rows, &mut found);
                for row in 0..rows {
                    for column in 0..columns {
                        let found = found[row * panels.width() + column];
                        assert_eq!(
                            found.to_bits(),
                            chain(row, column).to_bits(),
                            "{} at {row}, {column}",
                            instructions.name()
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn two_products_in_sixteen_bits() {
    // 2 · 255 · 64 = 32,640 fits, 2 · 255 · 65 = 33,150 does not.
    for instructions in Instructions::all() {
        let narrow = matches!(instructions.name(), "avx2" | "avx512");
        assert_eq!(instructions.levels(64), 255);
        assert_eq!(instructions.levels(65), if narrow { 127 } else { 255 });
    }
}
