//! The language analyser of rapporteur: a trained model, loaded from one file, that turns a block
//! of raw text into sentences, words, tags, trees and names.
//!
//! [`atoms`] and [`pieces`] define what the encoder sees and are shared by training (which
//! prepares its arrays with them) and inference; [`lemmas`] holds the edit scripts that the lemma
//! head chooses from.
//!
//! ```
//! use text::Span;
//!
//! let analyser = language::Analyser::english()?;
//! let text = "The envoys met on Monday.";
//! let analysis = analyser.analyse(text, &[Span::new(0, text.len())]);
//! assert_eq!(analysis.sentences[0].tokens.len(), 6);
//! # Ok::<(), language::ModelError>(())
//! ```

mod analyse;
pub mod atoms;
mod blocks;
mod decode;
mod happenings;
pub mod lemmas;
mod model;
mod network;
pub mod pieces;
#[cfg(test)]
mod reference;
mod tree;
mod windows;
mod words;
mod workers;

pub use analyse::Analyser;
pub use model::{Model, ModelError};
pub use workers::Outcome;
