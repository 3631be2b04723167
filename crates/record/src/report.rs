//! A report as it came in: text, blocks, metadata.

use crate::diagnostic::Diagnostic;
use crate::evidence::{Basis, Evidence, Stated};
use crate::ids::ReportId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use text::Span;

/// One news report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Derived from the content, or given with it.
    pub id: ReportId,
    /// As given; `path#n` for the n-th record of a file that holds several (from 1).
    pub path: String,
    /// Who published it.
    pub outlet: Option<Stated>,
    /// Its headline.
    pub title: Option<Stated>,
    /// Who wrote it, as stated.
    pub byline: Option<Stated>,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was last changed, where that is another time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Published>,
    /// The place that opens an agency-style report.
    pub dateline: Option<Dateline>,
    /// Agencies, photographers and others named as origin.
    pub credits: Vec<Credit>,
    /// Subjects, as stated.
    pub tags: Vec<String>,
    /// BCP 47, as stated by the input; `None` where it says nothing.
    pub language: Option<String>,
    /// The address of the page, where known.
    pub url: Option<String>,
    /// The text that every offset counts in.
    pub text: String,
    /// Cover the whole text, in order, without gap or overlap but for white space.
    pub blocks: Vec<Block>,
    /// What was assumed or left out on the way in.
    pub diagnostics: Vec<Diagnostic>,
}

/// A publication date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Published {
    /// ISO 8601 to the precision known: `2031`, `2031-03`, `2031-03-04`, `2031-03-04T10:30`, with an
    /// offset where one is known.
    pub value: String,
    /// How it is known.
    pub basis: Basis,
    /// Where it was read.
    pub span: Option<Span>,
    /// For an inferred date: the words, of this or other reports, that it follows from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// `PORT ALDER —` at the start of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// The place as written.
    pub place: String,
    /// Its words.
    pub span: Span,
}

/// Whose work is in the report beside the outlet's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Credit {
    /// What for.
    pub kind: CreditKind,
    /// The name as written.
    pub name: String,
    /// Its words.
    pub span: Span,
}

/// What a credit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CreditKind {
    /// The agency that the report comes from.
    Wire,
    /// The outlet through which it came.
    Via,
    /// A picture.
    Photo,
    /// "… contributed to this report".
    Contributor,
}

/// A stretch of the text of one kind: a paragraph, a caption, a reader's comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes, without the white space around it.
    pub span: Span,
    /// A comment's author.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub author: Option<String>,
    /// A comment's time as stated.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub time: Option<String>,
}

/// The kinds of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Headline, deck, kicker.
    Title,
    /// A paragraph of reporting.
    Body,
    /// Words under a picture.
    Caption,
    /// Who wrote it.
    Byline,
    /// A line with the date or place of the report alone.
    Dateline,
    /// Agency, photographer, copyright holder of a picture.
    Credit,
    /// A reader's words.
    Comment,
    /// Navigation, footers, legal lines, adverts.
    Boilerplate,
}

impl BlockKind {
    /// Whether findings may come from it: a reader's comment is never reporting.
    pub fn is_reporting(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Caption)
    }
}

impl Report {
    /// The words at `span`.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The evidence for a datum read at `span`.
    pub fn evidence(&self, span: impl Into<text::Spans>) -> Evidence {
        let span = span.into();
        Evidence { report: self.id.clone(), quote: span.quote(&self.text), span }
    }

    /// The kind of the block that holds the byte `offset`, if any does.
    pub fn kind_at(&self, offset: usize) -> Option<BlockKind> {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        let block = self.blocks.get(after.checked_sub(1)?)?;
        (offset < block.span.end).then_some(block.kind)
    }
}
