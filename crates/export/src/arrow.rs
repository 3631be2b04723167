//! Parquet and Arrow files of all tables, one each: `docs/tables.md`.
//!
//! Nothing of a reading's or story's data is lost but what `LOST` says. Every datum has its spans, and beside them the words.

use crate::{Format, Pile, Shape, Sink};
use std::io;
use tables::{ArrowError, RecordBatch, Source, Table, write_arrow, write_parquet};

const LOST: &str = "messages about the input, where titles, outlets, bylines and credits stand in the text, which words each alias \
                    and role of an entity was read from, how sure the model is of words and names";

pub(crate) const PARQUET: Format = Format {
    name: "parquet",
    what: "all tables of readings and story as Parquet files",
    lost: LOST,
    shape: Shape::Folder,
    has_spans: true,
    write: |pile, sink| write(pile, sink, "parquet", |batch, to| write_parquet(batch, to)),
};

pub(crate) const ARROW: Format = Format {
    name: "arrow",
    what: "the same as Arrow files",
    lost: LOST,
    shape: Shape::Folder,
    has_spans: true,
    write: |pile, sink| write(pile, sink, "arrow", |batch, to| write_arrow(batch, to)),
};

type Write = fn(&RecordBatch, &mut Vec<u8>) -> Result<(), ArrowError>;

fn write<'a>(pile: &Pile<'a>, sink: &mut Sink<'_>, ending: &str, write: Write) -> io::Result<()> {
    let source = |one: &crate::Source<'a>| Source { report: one.report, analysis: one.analysis, reading: one.reading };
    let sources: Vec<Source<'_>> = pile.sources.iter().map(source).collect();
    for table in Table::ALL {
        let mut bytes = Vec::new();
        table
            .batch(&sources, Some(pile.story))
            .and_then(|batch| write(&batch, &mut bytes))
            .map_err(io::Error::other)?;
        sink.begin(&format!("{}.{ending}", table.name))?;
        sink.write_bytes(&bytes)?;
    }
    Ok(())
}
