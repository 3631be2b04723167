//! Briefs and readings as people and scripts read them.
//!
//! [`compose::brief`] turns a [`Story`](record::Story) into a [`document::Brief`], which says what is shown
//! and in what order; [`text`], [`markdown`] and [`html`] only say how it looks. [`json`] prints the contract's
//! shapes and takes no such decisions.

mod clean;
pub mod compose;
pub mod dates;
pub mod document;
pub mod html;
pub mod ingested;
pub mod json;
pub mod markdown;
mod narrow;
pub mod stories;
pub mod text;

pub use clean::{clean, steers};
pub use narrow::{Narrow, narrow};
