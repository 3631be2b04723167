//! Products of matrices, for whatever vector instructions the processor has.
//!
//! [`ByteWeights`] are the weights of a layer, packed once; [`FloatPanels`] are packed anew for each product. Both are
//! multiplied by a kernel that is chosen when the program runs ([`Instructions::best`]), and all kernels give the same
//! numbers: bytes are summed exactly, and floats by one chain of fused multiplications with addition for each number,
//! in the order of the depth.
//!
//! This is the one crate of the workspace with `unsafe` code: vector instructions, and reads and writes through
//! pointers beside them. Every function checks the sizes of what it is given before it calls such code, and each
//! kernel is tested against its portable twin.

mod bytes;
mod floats;
mod instructions;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use bytes::ByteWeights;
pub use floats::{FloatPanels, Strided};
pub use instructions::Instructions;

/// So many columns of a packed matrix lie together, for every kernel: four vectors of sixteen sums of bytes.
const BYTE_COLUMNS: usize = 64;

/// So many columns of packed floats lie together: two vectors of sixteen.
const FLOAT_COLUMNS: usize = 32;

/// Numbers below each other in a column are multiplied by one instruction in fours.
const GROUP: usize = 4;
