//! Readings and stories as tables: Arrow record batches, and files of them.
//!
//! A [`Table`] is a name, columns with what they mean, and a function that fills rows. The tables of readings have a row's
//! `report` first; those of a story name the things of the story. Ids are those of the JSON (`x0`, `e3`), so that
//! both can be joined. Offsets are bytes of `reports.text`; beside every span stand its words. What no report says is null.

mod cell;
mod columns;
mod describe;
mod files;
mod happenings;
mod readings;
mod reports;
mod stories;
mod told;

pub use arrow_array::RecordBatch;
pub use arrow_schema::ArrowError;
pub use cell::Kind;
pub use columns::Column;
pub use describe::describe;
pub use files::{write_arrow, write_parquet};

use arrow_schema::Schema;
use cell::Cell;
use columns::Values;
use record::{Analysis, Reading, Report, Story};
use std::sync::Arc;

/// One report with all that was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// As it came in.
    pub report: &'a Report,
    /// Its sentences, words and names.
    pub analysis: &'a Analysis,
    /// What it says.
    pub reading: &'a Reading,
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub what: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    rows: Fill,
}

#[derive(Clone, Copy, Debug)]
enum Fill {
    Reading(fn(&Source<'_>, &mut Rows)),
    Story(fn(&Story, &mut Rows)),
}

/// The rows of a table so far.
struct Rows {
    values: Vec<Values>,
    count: usize,
}

impl Rows {
    fn add(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut cells = cells.into_iter();
        for column in &mut self.values {
            column.push(cells.next().unwrap_or(Cell::Null));
        }
        debug_assert!(cells.next().is_none(), "more cells than columns");
        self.count += 1;
    }
}

impl Table {
    /// All of them: those of the readings, then those of a story.
    pub const ALL: &'static [Self] = &[
        reports::REPORTS,
        reports::BLOCKS,
        reports::SENTENCES,
        reports::TOKENS,
        readings::MENTIONS,
        readings::ENTITIES,
        readings::TIMES,
        readings::ATTRIBUTIONS,
        readings::QUANTITIES,
        happenings::HAPPENINGS,
        happenings::PARTICIPANTS,
        happenings::DETAILS,
        stories::STORY_REPORTS,
        stories::STORY_ENTITIES,
        stories::STORY_MENTIONS,
        stories::STORY_HAPPENINGS,
        stories::ACCOUNTS,
        stories::VALUES,
        stories::TIMELINE,
        told::STATEMENTS,
        told::STATEMENT_WORDS,
        told::DIFFERENCES,
        told::LEDGER,
        told::LEDGER_STEPS,
        told::LINEAGE,
    ];

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|table| table.name == name).copied()
    }

    /// Whether its rows come from readings; else they come from a story.
    pub fn is_of_readings(self) -> bool {
        matches!(self.rows, Fill::Reading(_))
    }

    /// Names and types of its columns, with what they mean.
    pub fn schema(self) -> Schema {
        let fields: Vec<_> = self.columns.iter().map(Column::field).collect();
        Schema::new(fields).with_metadata([
            ("table", self.name),
            ("description", self.what),
            ("span_unit", "byte"),
            ("rapporteur", env!("CARGO_PKG_VERSION")),
        ])
    }

    /// Its rows, from whatever of readings and a story it is made of.
    ///
    /// # Errors
    /// When it is larger than Arrow's arrays can be: 2 GiB of words in one column.
    pub fn batch(self, sources: &[Source<'_>], story: Option<&Story>) -> Result<RecordBatch, ArrowError> {
        let mut rows = Rows { values: self.columns.iter().map(|column| Values::new(column.kind)).collect(), count: 0 };
        match self.rows {
            Fill::Reading(fill) => sources.iter().for_each(|source| fill(source, &mut rows)),
            Fill::Story(fill) => story.iter().for_each(|story| fill(story, &mut rows)),
        }
        let columns: Result<Vec<_>, _> = rows.values.into_iter().map(Values::finish).collect();
        RecordBatch::try_new(Arc::new(self.schema()), columns?)
    }
}
