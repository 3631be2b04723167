//! Where things stand in a text: byte spans and line maps.
//!
//! Every offset in the project is a byte offset into a report's text, half open, on UTF-8 boundaries.

mod lines;
mod span;

pub use lines::{LineMap, Place};
pub use span::{Span, Spans};
