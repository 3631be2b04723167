//! Packed input: gzip streams and zip archives, opened with limits on ratio, size, entries and nesting.

pub mod gzip;
mod meter;
pub mod office;
pub mod zip;
pub mod zstd;

pub use meter::{Meter, is_bomb};
