//! The network's arithmetic: nothing here knows of text.

pub mod bytes;
pub mod encoder;
pub mod heads;
pub mod linear;
pub mod product;
pub mod rows;
mod weights;
