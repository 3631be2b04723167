//! Where things stand in a text: byte spans, line maps, folded words.
//!
//! Every offset in the project is a byte offset into a report's text, half open, on UTF-8 boundaries.

mod fold;
mod lines;
mod span;

pub use fold::{Folded, fold, folded};
pub use lines::{LineMap, Place};
pub use span::{Span, Spans};
