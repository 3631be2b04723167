//! A library in the browser and over HTTP: pages at `/`, REST under `/api/v1` with its OpenAPI document.
//!
//! ```text
//! connection ─http→ limits ─access→ route ─ job on a reader's thread (one open Library each) → page or JSON
//! ```
//! The library's calls block, so that none runs on a thread of the asynchronous runtime ([`shelf`]). Only this machine is
//! let in unless there are tokens ([`access`]). Nothing of what reports say is written to the log.

mod access;
mod api;
mod app;
mod cache;
mod http;
mod input;
mod limits;
mod pages;
mod problem;
mod public;
mod settings;
mod shelf;

pub use access::{Right, Tokens};
pub use api::document;
pub use app::{App, app};
pub use http::serve;
pub use settings::{Limits, Settings};

/// What the program can do wrong before it serves, and how it says so.
pub type Result<T> = std::result::Result<T, record::Diagnostic>;
