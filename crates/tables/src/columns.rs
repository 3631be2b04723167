//! Columns in the making, and what they become.

use crate::cell::{Cell, Kind};
use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float32Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, Int64Array, ListArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use record::Spans;
use std::sync::Arc;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// Whether it may be null: the report says nothing, or it does not apply.
    pub nullable: bool,
    /// What it means.
    pub what: &'static str,
}

impl Column {
    /// One that is never null.
    pub(crate) const fn always(name: &'static str, kind: Kind, what: &'static str) -> Self {
        Self { name, kind, nullable: false, what }
    }

    /// One that may be null.
    pub(crate) const fn maybe(name: &'static str, kind: Kind, what: &'static str) -> Self {
        Self { name, kind, nullable: true, what }
    }

    pub(crate) fn field(&self) -> Field {
        let description = [("description".to_owned(), self.what.to_owned())];
        Field::new(self.name, self.kind.data_type(), self.nullable).with_metadata(description)
    }
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Int => DataType::Int64,
            Self::Real => DataType::Float32,
            Self::Flag => DataType::Boolean,
            Self::Day => DataType::Date32,
            Self::Spans => DataType::List(span_field()),
            Self::Words => DataType::List(Arc::new(word_field())),
        }
    }

    /// Its name in Arrow.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "utf8",
            Self::Int => "int64",
            Self::Real => "float32",
            Self::Flag => "bool",
            Self::Day => "date32",
            Self::Spans => "list<struct<start: int64, end: int64>>",
            Self::Words => "list<utf8>",
        }
    }
}

fn word_field() -> Field {
    Field::new("item", DataType::Utf8, false)
}

fn ends() -> Fields {
    ["start", "end"].map(|name| Arc::new(Field::new(name, DataType::Int64, false))).into_iter().collect()
}

fn span_field() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(ends()), false))
}

/// The values of a column so far.
pub(crate) enum Values {
    Text(StringBuilder),
    Int(Int64Builder),
    Real(Float32Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder),
    Spans(SpansBuilder),
    Words(ListBuilder<StringBuilder>),
}

impl Values {
    pub fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Int => Self::Int(Int64Builder::new()),
            Kind::Real => Self::Real(Float32Builder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
            Kind::Day => Self::Day(Date32Builder::new()),
            Kind::Spans => Self::Spans(SpansBuilder::default()),
            Kind::Words => Self::Words(ListBuilder::new(StringBuilder::new()).with_field(word_field())),
        }
    }

    /// Adds a cell; one of another kind than the column's is a mistake of the program, and null.
    pub fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(value)) => column.append_value(value),
            (Self::Int(column), Cell::Int(value)) => column.append_value(value),
            (Self::Real(column), Cell::Real(value)) => column.append_value(value),
            (Self::Flag(column), Cell::Flag(value)) => column.append_value(value),
            (Self::Day(column), Cell::Day(value)) => column.append_value(value),
            (Self::Spans(column), Cell::Spans(value)) => column.push(&value),
            (Self::Words(column), Cell::Words(value)) => column.append_value(value.into_iter().map(Some)),
            (column, cell) => {
                debug_assert!(matches!(cell, Cell::Null), "a cell of another kind than its column");
                column.null();
            }
        }
    }

    fn null(&mut self) {
        match self {
            Self::Text(column) => column.append_null(),
            Self::Int(column) => column.append_null(),
            Self::Real(column) => column.append_null(),
            Self::Flag(column) => column.append_null(),
            Self::Day(column) => column.append_null(),
            Self::Spans(column) => column.null(),
            Self::Words(column) => column.append_null(),
        }
    }

    pub fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(mut column) => ArrayBuilder::finish(&mut column),
            Self::Int(mut column) => ArrayBuilder::finish(&mut column),
            Self::Real(mut column) => ArrayBuilder::finish(&mut column),
            Self::Flag(mut column) => ArrayBuilder::finish(&mut column),
            Self::Day(mut column) => ArrayBuilder::finish(&mut column),
            Self::Words(mut column) => ArrayBuilder::finish(&mut column),
            Self::Spans(column) => Arc::new(column.finish()?),
        })
    }
}

/// Lists of byte ranges.
pub(crate) struct SpansBuilder {
    lengths: Vec<usize>,
    starts: Vec<i64>,
    ends: Vec<i64>,
    known: NullBufferBuilder,
}

impl Default for SpansBuilder {
    fn default() -> Self {
        Self { lengths: Vec::new(), starts: Vec::new(), ends: Vec::new(), known: NullBufferBuilder::new(0) }
    }
}

impl SpansBuilder {
    fn push(&mut self, spans: &Spans) {
        self.lengths.push(spans.ranges().len());
        self.known.append_non_null();
        for span in spans.ranges() {
            self.starts.push(i64::try_from(span.start).unwrap_or(i64::MAX));
            self.ends.push(i64::try_from(span.end).unwrap_or(i64::MAX));
        }
    }

    fn null(&mut self) {
        self.lengths.push(0);
        self.known.append_null();
    }

    fn finish(mut self) -> Result<ListArray, ArrowError> {
        let columns: Vec<ArrayRef> =
            vec![Arc::new(Int64Array::from(self.starts)), Arc::new(Int64Array::from(self.ends))];
        let ranges = StructArray::try_new(ends(), columns, None)?;
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        ListArray::try_new(span_field(), offsets, Arc::new(ranges), self.known.finish())
    }
}
