//! Readings and stories in the formats that the field's tools read.
//!
//! A format is a module: what its columns are, what of a story has a place in it, and what is lost. What no report says is an
//! empty cell or a property left out, never a default. The same story gives the same bytes. Where a value comes from words of a
//! report, the evidence (`Sink`) says which: the row, the column, the report, the bytes and the words.

mod article;
mod cameo;
mod deeds;
mod manifest;
mod pile;
mod sink;
mod table;
mod times;
mod xml;

mod arrow;
mod brat;
mod conllu;
mod follow_the_money;
mod gdelt_events;
mod gdelt_gkg;
mod gdelt_mentions;
mod graphml;
mod happenings;
mod icalendar;
mod icews;
mod ninjs;
mod phoenix;
mod polecat;
mod schema_org;
mod timeml;
mod web_annotation;

pub use manifest::manifest;
pub use pile::{Pile, Source};
pub use sink::{Files, Memory, Sink};

use std::io;

/// The formats.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    /// What of a story is lost in it.
    pub lost: &'static str,
    /// How many files it makes.
    pub shape: Shape,
    /// Whether it holds the places of words itself; the others have them in the table of evidence.
    pub has_spans: bool,
    write: fn(&Pile<'_>, &mut Sink<'_>) -> io::Result<()>,
}

/// How many files a format makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One.
    File,
    /// One or more for each report.
    Folder,
}

impl Format {
    /// All of them, in the order of the list.
    pub const ALL: &'static [Self] = &[
        gdelt_events::FORMAT,
        gdelt_mentions::FORMAT,
        gdelt_gkg::FORMAT,
        polecat::FORMAT,
        icews::FORMAT,
        phoenix::FORMAT,
        happenings::CSV,
        happenings::JSONL,
        arrow::PARQUET,
        arrow::ARROW,
        timeml::FORMAT,
        conllu::FORMAT,
        brat::FORMAT,
        web_annotation::FORMAT,
        ninjs::FORMAT,
        schema_org::FORMAT,
        follow_the_money::FORMAT,
        icalendar::FORMAT,
        graphml::FORMAT,
    ];

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|format| format.name == name).copied()
    }

    /// Writes a pile.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(self, pile: &Pile<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
        (self.write)(pile, sink)
    }
}

/// The name of a report's files: its place in the story, and what of its id every file system takes.
fn stem(index: usize, report: &record::Report) -> String {
    /// Characters of the id; more would make names that some systems refuse.
    const LONGEST: usize = 64;
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' };
    let id: String = report.id.0.chars().take(LONGEST).map(plain).collect();
    format!("{:04}-{id}", index + 1)
}
