//! Paths to reports: what a newsroom, a researcher or a crawler has on disk, made into [`Report`]s whose text,
//! blocks and metadata can be relied on.
//!
//! [`read_paths`] walks files and folders; [`from_bytes`], [`from_text`], [`from_html`] and [`from_jsonl_line`]
//! are pure functions of bytes. An input that cannot be used gives a [`Diagnostic`] and leaves its neighbours
//! alone.
//!
//! ```
//! let limits = ingest::Limits::default();
//! let text = b"Envoys meet in Port Alder\n\nPORT ALDER, Norland (AP) - The envoys met on Tuesday.\n";
//! let report = ingest::from_text("talks.txt", text, &limits).unwrap();
//! assert_eq!(report.title.unwrap().value, "Envoys meet in Port Alder");
//! assert_eq!(report.dateline.unwrap().place, "PORT ALDER, Norland");
//! ```

mod decode;
mod feed;
mod files;
mod format;
mod guard;
mod head;
mod html;
mod id;
mod json;
mod limits;
mod mail;
mod mailbox;
mod packed;
mod pdf;
mod plain;
mod problem;
mod walk;
mod warc;

pub use files::{Ingested, gather, read_each, read_paths};
pub use format::Format;
pub use limits::Limits;
pub use record::{Diagnostic, Report};

use plain::Trust;

/// The report in a plain text file.
///
/// The report's text is the decoded input, unchanged.
///
/// # Errors
/// When the input is empty, binary or over a limit.
pub fn from_text(path: &str, bytes: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    problem::refuse_size(path, bytes.len(), limits.report_bytes)?;
    let decoded = decode::decode(path, bytes)?;
    let mut report = plain::report(path, decoded.text, &plain::Given::default(), Trust::Dump)?;
    report.diagnostics.splice(0..0, decoded.warnings);
    Ok(report)
}

/// The report on a web page: its text is what the page says, without its furniture.
///
/// # Errors
/// When the page is empty, binary, over a limit or has no text.
pub fn from_html(path: &str, bytes: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    problem::refuse_size(path, bytes.len(), limits.page_bytes)?;
    html::from_bytes(path, bytes, None, limits)
}

/// The report on a web page that a server sent with the encoding `charset` named beside it, or none.
///
/// # Errors
/// As [`from_html`].
pub fn from_served_html(
    path: &str,
    bytes: &[u8],
    charset: Option<&str>,
    limits: &Limits,
) -> Result<Report, Diagnostic> {
    problem::refuse_size(path, bytes.len(), limits.page_bytes)?;
    html::from_bytes(path, bytes, charset, limits)
}

/// The report in one line of a JSON Lines file: `{"id", "text", "title", "outlet", "published", "url"}`, all but
/// `text` optional. `n` is the record's number in its file, from 1.
///
/// # Errors
/// When the line is no such object, or over a limit.
pub fn from_jsonl_line(path: &str, n: usize, line: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    json::lines::report(path, n, line, limits)
}

/// The reports in one file's bytes, in order; the format is told from the content and the name. What could not be
/// read stands in its place as an error; what was passed over without being one, as a warning.
pub fn from_bytes(path: &str, bytes: &[u8], limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    files::from_seekable(path, std::io::Cursor::new(bytes), limits)
}
