//! What a datum rests on.

use crate::ids::ReportId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use text::{Span, Spans};

/// How a value came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Read from the words of the report.
    Stated,
    /// Given beside the text: a page's metadata, a feed's fields, a record's keys.
    Metadata,
    /// Concluded from other data, which are named with it.
    Inferred,
}

/// The words of one report that a datum of the story was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The report.
    pub report: ReportId,
    /// Where in its text.
    pub span: Spans,
    /// The words of the span, ranges joined by ` … `.
    pub quote: String,
}

/// A value of a report's head (title, outlet, byline) with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// The value, white space collapsed.
    pub value: String,
    /// Where it was read; `None` for metadata from outside the text.
    pub span: Option<Span>,
    /// How it is known.
    pub basis: Basis,
}
