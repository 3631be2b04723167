//! The kernels for x86-64.
//!
//! Each computes a tile: a few rows times a part of a panel, with all sums in registers. The number of rows is a
//! constant of the function, so that the compiler unrolls its loops.

use std::arch::x86_64::*;

use crate::bytes::BytePanel;
use crate::floats::FloatPanel;
use crate::instructions::{Instructions, Set};
use crate::{BYTE_COLUMNS, FLOAT_COLUMNS, GROUP};

/// Calls a tile for so many rows at a time, the last time for those that are left.
macro_rules! tiles {
    ($tile:ident, $most:literal, $($rows:literal)*; $count:expr, |$first:ident| $arguments:tt) => {{
        let mut $first = 0;
        while $first < $count {
            match $count - $first {
                $($rows => $tile::<$rows> $arguments,)*
                _ => $tile::<$most> $arguments,
            }
            $first += $most;
        }
    }};
}

/// Bytes times weights; the rows of `into` begin `width` apart.
pub fn bytes(instructions: Instructions, panel: BytePanel<'_>, into: &mut [i32], width: usize) {
    let count = panel.rows.len() / panel.inputs;
    assert!(panel.weights.len() >= panel.inputs.div_ceil(GROUP) * BYTE_COLUMNS * GROUP);
    assert!(count == 0 || into.len() >= (count - 1) * width + BYTE_COLUMNS);
    // SAFETY: the processor has the instructions, or there were no such value. Row `first` and those after it exist in
    // `rows` and in `into`, as counted and asserted above; so do as many groups of weights as a row has.
    unsafe {
        match instructions.0 {
            Set::Portable => unreachable!("chosen by the caller"),
            Set::Avx512Vnni => {
                tiles!(bytes_512_vnni, 6, 1 2 3 4 5; count, |first| (panel, first, into.as_mut_ptr().add(first * width), width));
            }
            Set::Avx512 => {
                tiles!(bytes_512, 6, 1 2 3 4 5; count, |first| (panel, first, into.as_mut_ptr().add(first * width), width));
            }
            Set::AvxVnni => {
                for part in 0..BYTE_COLUMNS / 16 {
                    tiles!(bytes_vnni, 6, 1 2 3 4 5; count, |first| (panel, part, first, into.as_mut_ptr().add(first * width), width));
                }
            }
            Set::Avx2 => {
                for part in 0..BYTE_COLUMNS / 16 {
                    tiles!(bytes_256, 4, 1 2 3; count, |first| (panel, part, first, into.as_mut_ptr().add(first * width), width));
                }
            }
        }
    }
}

/// Rows times a panel of floats; the rows of `into` begin `width` apart.
pub fn floats(instructions: Instructions, panel: FloatPanel<'_>, into: &mut [f32], width: usize) {
    let count = panel.count;
    assert!(panel.panel.len() >= panel.depth * FLOAT_COLUMNS);
    assert!(count == 0 || panel.rows.len() >= (count - 1) * panel.down + panel.depth);
    assert!(count == 0 || into.len() >= (count - 1) * width + FLOAT_COLUMNS);
    // SAFETY: as above; the last row of `rows` has `depth` numbers and that of `into` as many as a panel is wide.
    unsafe {
        match instructions.0 {
            Set::Portable => unreachable!("chosen by the caller"),
            Set::Avx512 | Set::Avx512Vnni => {
                tiles!(floats_512, 8, 1 2 3 4 5 6 7; count, |first| (panel, first, into.as_mut_ptr().add(first * width), width));
            }
            Set::Avx2 | Set::AvxVnni => {
                for part in 0..FLOAT_COLUMNS / 16 {
                    tiles!(floats_256, 6, 1 2 3 4 5; count, |first| (panel, part, first, into.as_mut_ptr().add(first * width), width));
                }
            }
        }
    }
}

/// A whole panel, with 512-bit vectors.
macro_rules! bytes_in_512_bits {
    ($name:ident, $features:literal, |$sum:ident, $x:ident, $column:ident| $step:expr) => {
        /// # Safety
        /// The processor has the instructions; `panel` has the rows `first..first + ROWS`, and so many may be written
        /// at `into`, `width` apart.
        #[target_feature(enable = $features)]
        unsafe fn $name<const ROWS: usize>(panel: BytePanel<'_>, first: usize, into: *mut i32, width: usize) {
            let stride = panel.inputs;
            // SAFETY: the caller promises it.
            unsafe {
                let rows = panel.rows.as_ptr().add(first * stride);
                let weights = panel.weights.as_ptr();
                let mut sums = [[_mm512_setzero_si512(); 4]; ROWS];
                for group in 0..panel.whole() {
                    let at = weights.add(group * BYTE_COLUMNS * GROUP);
                    let columns: [__m512i; 4] = std::array::from_fn(|i| _mm512_loadu_si512(at.add(i * 64).cast()));
                    for (row, sums) in sums.iter_mut().enumerate() {
                        let $x =
                            _mm512_set1_epi32(rows.add(row * stride + group * GROUP).cast::<i32>().read_unaligned());
                        for (sum, $column) in sums.iter_mut().zip(columns) {
                            let $sum = *sum;
                            *sum = $step;
                        }
                    }
                }
                if !panel.inputs.is_multiple_of(GROUP) {
                    let at = weights.add(panel.whole() * BYTE_COLUMNS * GROUP);
                    for (row, sums) in sums.iter_mut().enumerate() {
                        let $x = _mm512_set1_epi32(i32::from_ne_bytes(panel.rest(first + row)));
                        for (i, sum) in sums.iter_mut().enumerate() {
                            let ($sum, $column) = (*sum, _mm512_loadu_si512(at.add(i * 64).cast()));
                            *sum = $step;
                        }
                    }
                }
                for (row, sums) in sums.into_iter().enumerate() {
                    for (i, sum) in sums.into_iter().enumerate() {
                        _mm512_storeu_si512(into.add(row * width + i * 16).cast(), sum);
                    }
                }
            }
        }
    };
}

bytes_in_512_bits!(bytes_512_vnni, "avx512f,avx512vnni", |sum, x, column| _mm512_dpbusd_epi32(sum, x, column));
bytes_in_512_bits!(bytes_512, "avx512f,avx512bw", |sum, x, column| {
    let pairs = _mm512_maddubs_epi16(x, column);
    _mm512_add_epi32(sum, _mm512_madd_epi16(pairs, _mm512_set1_epi16(1)))
});

/// Sixteen columns of a panel, part `part` of it, with 256-bit vectors.
macro_rules! bytes_in_256_bits {
    ($name:ident, $features:literal, |$sum:ident, $x:ident, $column:ident| $step:expr) => {
        /// # Safety
        /// The processor has the instructions; `panel` has the rows `first..first + ROWS`, and so many may be written
        /// at `into`, `width` apart; `part` is one of four.
        #[target_feature(enable = $features)]
        unsafe fn $name<const ROWS: usize>(
            panel: BytePanel<'_>,
            part: usize,
            first: usize,
            into: *mut i32,
            width: usize,
        ) {
            let stride = panel.inputs;
            // SAFETY: the caller promises it.
            unsafe {
                let rows = panel.rows.as_ptr().add(first * stride);
                let weights = panel.weights.as_ptr().add(part * 64);
                let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
                for group in 0..panel.whole() {
                    let at = weights.add(group * BYTE_COLUMNS * GROUP);
                    let columns = [_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(32).cast())];
                    for (row, sums) in sums.iter_mut().enumerate() {
                        let $x =
                            _mm256_set1_epi32(rows.add(row * stride + group * GROUP).cast::<i32>().read_unaligned());
                        for (sum, $column) in sums.iter_mut().zip(columns) {
                            let $sum = *sum;
                            *sum = $step;
                        }
                    }
                }
                if !panel.inputs.is_multiple_of(GROUP) {
                    let at = weights.add(panel.whole() * BYTE_COLUMNS * GROUP);
                    for (row, sums) in sums.iter_mut().enumerate() {
                        let $x = _mm256_set1_epi32(i32::from_ne_bytes(panel.rest(first + row)));
                        for (i, sum) in sums.iter_mut().enumerate() {
                            let ($sum, $column) = (*sum, _mm256_loadu_si256(at.add(i * 32).cast()));
                            *sum = $step;
                        }
                    }
                }
                for (row, sums) in sums.into_iter().enumerate() {
                    for (i, sum) in sums.into_iter().enumerate() {
                        _mm256_storeu_si256(into.add(row * width + part * 16 + i * 8).cast(), sum);
                    }
                }
            }
        }
    };
}

bytes_in_256_bits!(bytes_vnni, "avx2,avxvnni", |sum, x, column| _mm256_dpbusd_avx_epi32(sum, x, column));
bytes_in_256_bits!(bytes_256, "avx2", |sum, x, column| {
    let pairs = _mm256_maddubs_epi16(x, column);
    _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
});

/// # Safety
/// The processor has AVX-512; `panel` has the rows `first..first + ROWS`, and so many may be written at `into`, `width`
/// apart.
#[target_feature(enable = "avx512f")]
unsafe fn floats_512<const ROWS: usize>(panel: FloatPanel<'_>, first: usize, into: *mut f32, width: usize) {
    // SAFETY: the caller promises it.
    unsafe {
        let rows = panel.rows.as_ptr().add(first * panel.down);
        let mut sums = [[_mm512_setzero_ps(); 2]; ROWS];
        for k in 0..panel.depth {
            let at = panel.panel.as_ptr().add(k * FLOAT_COLUMNS);
            let columns = [_mm512_loadu_ps(at), _mm512_loadu_ps(at.add(16))];
            for (row, sums) in sums.iter_mut().enumerate() {
                let x = _mm512_set1_ps(*rows.add(row * panel.down + k));
                for (sum, column) in sums.iter_mut().zip(columns) {
                    *sum = _mm512_fmadd_ps(x, column, *sum);
                }
            }
        }
        for (row, sums) in sums.into_iter().enumerate() {
            for (i, sum) in sums.into_iter().enumerate() {
                _mm512_storeu_ps(into.add(row * width + i * 16), sum);
            }
        }
    }
}

/// # Safety
/// The processor has AVX and FMA; `panel` has the rows `first..first + ROWS`, and so many may be written at `into`,
/// `width` apart; `part` is one of two.
#[target_feature(enable = "avx,fma")]
unsafe fn floats_256<const ROWS: usize>(
    panel: FloatPanel<'_>,
    part: usize,
    first: usize,
    into: *mut f32,
    width: usize,
) {
    // SAFETY: the caller promises it.
    unsafe {
        let rows = panel.rows.as_ptr().add(first * panel.down);
        let mut sums = [[_mm256_setzero_ps(); 2]; ROWS];
        for k in 0..panel.depth {
            let at = panel.panel.as_ptr().add(k * FLOAT_COLUMNS + part * 16);
            let columns = [_mm256_loadu_ps(at), _mm256_loadu_ps(at.add(8))];
            for (row, sums) in sums.iter_mut().enumerate() {
                let x = _mm256_set1_ps(*rows.add(row * panel.down + k));
                for (sum, column) in sums.iter_mut().zip(columns) {
                    *sum = _mm256_fmadd_ps(x, column, *sum);
                }
            }
        }
        for (row, sums) in sums.into_iter().enumerate() {
            for (i, sum) in sums.into_iter().enumerate() {
                _mm256_storeu_ps(into.add(row * width + part * 16 + i * 8), sum);
            }
        }
    }
}
