//! Feeds in, facts out.
//!
//! Watching fetches what sources have that is new ([`fetch`], [`sources`]), lets it be read and put into stories, finds
//! the facts that a story did not tell before ([`facts`]), and tells those who asked ([`questions`], [`alert`]). What it
//! has to remember from run to run is in tables of its own ([`state`]).

pub mod alert;
pub mod clock;
pub mod ending;
pub mod facts;
pub mod fetch;
pub mod out;
pub mod questions;
pub mod signing;
pub mod sources;
pub mod state;
pub mod watcher;
