//! A brief before it has a look: sections of rows of words, each with what it rests on.

use record::Evidence;

/// A whole brief.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    /// What the story is about.
    pub title: String,
    /// From when to when; empty when nothing is dated.
    pub period: String,
    /// How many reports, outlets, independent lines.
    pub summary: String,
    /// In order of reading.
    pub sections: Vec<Section>,
}

/// Rows under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// `TIMELINE`, or the headline of an event.
    pub heading: String,
    /// Beside the heading: a date.
    pub aside: String,
    /// What kind, for those who lay it out.
    pub kind: SectionKind,
    /// At least one.
    pub rows: Vec<Row>,
}

/// Kinds of section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Where reports differ.
    Differences,
    /// Dates and what happened.
    Timeline,
    /// One event in full.
    Event,
    /// Speakers and their words.
    Statements,
    /// Proposals, allegations.
    Ledger,
    /// The reports and how they hang together.
    Reports,
}

/// A line of a section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What it is called on a page: `e5` for a happening, `s12` for a statement, `p0`, `l0`, `d0`; empty where nothing
    /// points to it.
    pub id: String,
    /// What else it is called: other happenings that stand in this row.
    pub also: Vec<String>,
    /// A date, a speaker, `where`; empty to go on under the label above.
    pub label: String,
    /// The words.
    pub line: Line,
    /// Whether accounts agree.
    pub verdict: Option<Verdict>,
    /// Whether it stands out: an event that several lines of reporting tell of.
    pub main: bool,
    /// Rows that this one only counts: a page unfolds them, other looks leave them out.
    pub folded: Vec<Row>,
}

/// Words in order.
pub type Line = Vec<Inline>;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Our words.
    Text(String),
    /// Names.
    Strong(String),
    /// A report's words.
    Quote(String),
    /// Asides: on whose word, to whom.
    Muted(String),
    /// The words that it rests on.
    Cite(Vec<Citation>),
}

/// One place that a line rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The report's number in the brief, from 1.
    pub number: usize,
    /// Its words.
    pub evidence: Evidence,
}

/// How accounts stand to each other, for those rows where it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They cannot all be true.
    Disputed,
    /// They differ, and can all be true.
    Compatible,
    /// They are positions of parties, and differ.
    Differ,
}

impl Verdict {
    /// A sign and a word, so that neither colour nor sign alone carries it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Disputed => "✗ disputed",
            Self::Compatible => "✓ compatible",
            Self::Differ => "≠ positions differ",
        }
    }
}

/// The numbers of the reports cited, each once, in order.
pub fn numbers(citations: &[Citation]) -> Vec<usize> {
    citations.iter().map(|citation| citation.number).collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// `Inline::Text` from anything that is words.
pub fn words(text: impl Into<String>) -> Inline {
    Inline::Text(text.into())
}
