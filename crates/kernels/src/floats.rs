//! Rows of floats times a matrix that is packed for the purpose.

use crate::FLOAT_COLUMNS;
use crate::instructions::{Instructions, Set};

/// A matrix somewhere in a slice: the number of row `i` and column `j` is at `i · down + j · right`.
#[derive(Debug, Clone, Copy)]
pub struct Strided<'a> {
    /// Its first number, and what lies behind.
    pub numbers: &'a [f32],
    /// From a number to the one below.
    pub down: usize,
    /// From a number to the next in its row.
    pub right: usize,
}

/// A matrix in panels of [`FLOAT_COLUMNS`] columns, each row after row. The last one is filled up with zeros.
#[derive(Debug, Clone, Default)]
pub struct FloatPanels {
    packed: Vec<f32>,
    depth: usize,
    columns: usize,
}

/// What a kernel is given: some rows and one panel, which has `depth` rows.
#[derive(Clone, Copy)]
pub(crate) struct FloatPanel<'a> {
    /// They begin `down` apart.
    pub rows: &'a [f32],
    pub count: usize,
    pub down: usize,
    pub panel: &'a [f32],
    pub depth: usize,
}

impl FloatPanels {
    /// Packs a matrix of `depth` rows and `columns` columns, in place of what was packed before.
    ///
    /// # Panics
    /// If `matrix` is not so large.
    pub fn pack(&mut self, matrix: Strided<'_>, depth: usize, columns: usize) {
        let Strided { numbers, down, right } = matrix;
        let panels = columns.div_ceil(FLOAT_COLUMNS);
        (self.depth, self.columns) = (depth, columns);
        self.packed.resize(panels * depth * FLOAT_COLUMNS, 0.0);
        for (panel, first) in
            self.packed.chunks_exact_mut((depth * FLOAT_COLUMNS).max(1)).zip((0..).step_by(FLOAT_COLUMNS))
        {
            let here = FLOAT_COLUMNS.min(columns - first);
            if here < FLOAT_COLUMNS {
                panel.fill(0.0);
            }
            if right == 1 {
                for (k, row) in panel.chunks_exact_mut(FLOAT_COLUMNS).enumerate() {
                    row[..here].copy_from_slice(&numbers[k * down + first..][..here]);
                }
            } else {
                let numbers = &numbers[first * right..];
                for (k, row) in panel.chunks_exact_mut(FLOAT_COLUMNS).enumerate() {
                    for (column, x) in row[..here].iter_mut().enumerate() {
                        *x = numbers[column * right + k * down];
                    }
                }
            }
        }
    }

    /// So many numbers a row of the product has: the columns, and zeros up to a whole panel.
    pub fn width(&self) -> usize {
        self.columns.next_multiple_of(FLOAT_COLUMNS)
    }

    /// `into = rows · matrix` for the first `count` rows, each number one chain of fused multiplications with addition.
    /// The rows of `into` are [`width`](Self::width) apart.
    ///
    /// # Panics
    /// If `rows` or `into` are not so large.
    pub fn multiply(&self, instructions: Instructions, rows: Strided<'_>, count: usize, into: &mut [f32]) {
        let (depth, width) = (self.depth, self.width());
        assert!(into.len() >= count * width, "room for a product of floats");
        if count == 0 || width == 0 {
            return;
        }
        if depth == 0 {
            into[..count * width].fill(0.0);
            return;
        }
        assert!(
            rows.right == 1 && rows.numbers.len() >= (count - 1) * rows.down + depth,
            "rows of a product of floats"
        );
        for (panel, column) in self.packed.chunks_exact(depth * FLOAT_COLUMNS).zip((0..).step_by(FLOAT_COLUMNS)) {
            let panel = FloatPanel { rows: rows.numbers, count, down: rows.down, panel, depth };
            run(instructions, panel, &mut into[column..], width);
        }
    }
}

fn run(instructions: Instructions, panel: FloatPanel<'_>, into: &mut [f32], width: usize) {
    match instructions.0 {
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 | Set::AvxVnni | Set::Avx512 | Set::Avx512Vnni => {
            crate::x86::floats(instructions, panel, into, width)
        }
        _ => portable(panel, into, width),
    }
}

/// The same in plain words.
fn portable(panel: FloatPanel<'_>, into: &mut [f32], width: usize) {
    for (i, into) in into.chunks_mut(width).take(panel.count).enumerate() {
        let row = &panel.rows[i * panel.down..][..panel.depth];
        let mut sums = [0.0_f32; FLOAT_COLUMNS];
        for (x, others) in row.iter().zip(panel.panel.as_chunks::<FLOAT_COLUMNS>().0) {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum = x.mul_add(*other, *sum);
            }
        }
        into[..FLOAT_COLUMNS].copy_from_slice(&sums);
    }
}
