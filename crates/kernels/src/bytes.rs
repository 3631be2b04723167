//! Activation bytes times weights of one byte.

use crate::instructions::{Instructions, Set};
use crate::{BYTE_COLUMNS, GROUP};

/// So many rows of activations go through all weights together, so that they stay in a near cache.
const ROWS_AT_ONCE: usize = 48;

/// The weights of a layer, packed for the kernels.
///
/// Columns lie in panels of [`BYTE_COLUMNS`]; in a panel the weights of [`GROUP`] inputs lie side by side, column
/// after column. What is missing to whole panels and groups is 0.
#[derive(Debug, Clone, Default)]
pub struct ByteWeights {
    packed: Vec<i8>,
    inputs: usize,
    outputs: usize,
}

/// What a kernel is given: some rows of activations and one panel.
#[derive(Clone, Copy)]
pub(crate) struct BytePanel<'a> {
    /// Row after row, `inputs` wide.
    pub rows: &'a [u8],
    pub inputs: usize,
    /// [`BYTE_COLUMNS`] · [`GROUP`] weights for each group of inputs.
    pub weights: &'a [i8],
}

impl BytePanel<'_> {
    /// Whole groups of inputs.
    #[cfg(target_arch = "x86_64")]
    pub fn whole(&self) -> usize {
        self.inputs / GROUP
    }

    /// The inputs of a row that fill no group, with zeros after them.
    #[cfg(target_arch = "x86_64")]
    pub fn rest(&self, row: usize) -> [u8; GROUP] {
        let rest = &self.rows[row * self.inputs + self.whole() * GROUP..(row + 1) * self.inputs];
        let mut group = [0; GROUP];
        group[..rest.len()].copy_from_slice(rest);
        group
    }
}

impl ByteWeights {
    /// Packs `weights`, which hold a row of `inputs` for each of the outputs.
    pub fn new(weights: &[i8], inputs: usize) -> Self {
        let outputs = weights.len() / inputs.max(1);
        let groups = inputs.div_ceil(GROUP);
        let mut packed = vec![0; outputs.div_ceil(BYTE_COLUMNS) * groups * BYTE_COLUMNS * GROUP];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            let (panel, column) = (output / BYTE_COLUMNS, output % BYTE_COLUMNS);
            for (group, inputs) in row.chunks(GROUP).enumerate() {
                let at = ((panel * groups + group) * BYTE_COLUMNS + column) * GROUP;
                packed[at..at + inputs.len()].copy_from_slice(inputs);
            }
        }
        Self { packed, inputs, outputs }
    }

    /// How many numbers a row of activations has.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many numbers a row of the product has.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// `into = rows · weights`, row after row.
    ///
    /// # Panics
    /// If `rows` are not whole, or `into` has not as many.
    pub fn multiply(&self, instructions: Instructions, rows: &[u8], into: &mut [i32]) {
        let Self { packed, inputs, outputs } = self;
        let (inputs, outputs) = (*inputs, *outputs);
        if inputs == 0 || outputs == 0 {
            into.fill(0);
            return;
        }
        let count = rows.len() / inputs;
        assert_eq!((rows.len(), into.len()), (count * inputs, count * outputs), "sizes of a product of bytes");
        let panel = inputs.div_ceil(GROUP) * BYTE_COLUMNS * GROUP;
        let blocks = rows.chunks(ROWS_AT_ONCE * inputs).zip(into.chunks_mut(ROWS_AT_ONCE * outputs));
        for (rows, into) in blocks {
            for (weights, column) in packed.chunks_exact(panel).zip((0..).step_by(BYTE_COLUMNS)) {
                let columns = BYTE_COLUMNS.min(outputs - column);
                let panel = BytePanel { rows, inputs, weights };
                if columns == BYTE_COLUMNS {
                    run(instructions, panel, &mut into[column..], outputs);
                } else {
                    let mut whole = vec![0; rows.len() / inputs * BYTE_COLUMNS];
                    run(instructions, panel, &mut whole, BYTE_COLUMNS);
                    for (from, to) in whole.chunks_exact(BYTE_COLUMNS).zip(into.chunks_exact_mut(outputs)) {
                        to[column..].copy_from_slice(&from[..columns]);
                    }
                }
            }
        }
    }
}

/// Writes the product of all rows with the panel; the rows of `into` begin `width` apart.
fn run(instructions: Instructions, panel: BytePanel<'_>, into: &mut [i32], width: usize) {
    match instructions.0 {
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 | Set::AvxVnni | Set::Avx512 | Set::Avx512Vnni => crate::x86::bytes(instructions, panel, into, width),
        _ => portable(panel, into, width),
    }
}

/// The same in plain words.
fn portable(panel: BytePanel<'_>, into: &mut [i32], width: usize) {
    let rows = panel.rows.chunks_exact(panel.inputs).zip(into.chunks_mut(width));
    for (row, into) in rows {
        let mut sums = [0_i32; BYTE_COLUMNS];
        for (bytes, weights) in row.chunks(GROUP).zip(panel.weights.as_chunks::<{ BYTE_COLUMNS * GROUP }>().0) {
            for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<GROUP>().0) {
                *sum += bytes.iter().zip(weights).map(|(&b, &w)| i32::from(b) * i32::from(w)).sum::<i32>();
            }
        }
        into[..BYTE_COLUMNS].copy_from_slice(&sums);
    }
}
