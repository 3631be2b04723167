//! Tables with tabs between the cells, as the data sets of events have them.

use crate::sink::{Sink, flat};
use record::Evidence;
use std::io;

/// A table in the making. Rows count from 1, the head not counted.
pub(crate) struct Table {
    columns: &'static [&'static str],
    rows: usize,
}

/// A row in the making: every cell is empty until it is filled.
pub(crate) struct Row {
    columns: &'static [&'static str],
    cells: Vec<(String, Vec<Evidence>)>,
}

impl Table {
    pub fn new(columns: &'static [&'static str]) -> Self {
        Self { columns, rows: 0 }
    }

    /// Writes the names of the columns.
    pub fn head(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        sink.write(&self.columns.join("\t"))?;
        sink.write("\n")
    }

    pub fn row(&self) -> Row {
        Row { columns: self.columns, cells: vec![Default::default(); self.columns.len()] }
    }

    pub fn write(&mut self, row: &Row, sink: &mut Sink<'_>) -> io::Result<()> {
        self.rows += 1;
        for (index, (column, (value, from))) in row.columns.iter().zip(&row.cells).enumerate() {
            if index > 0 {
                sink.write("\t")?;
            }
            sink.write(&flat(value))?;
            if !value.is_empty() {
                sink.cite(self.rows, column, from)?;
            }
        }
        sink.write("\n")
    }
}

impl Row {
    /// Fills a cell with what no words of a report say: counts, codes of codes, names of sources.
    pub fn set(&mut self, column: &str, value: impl Cell) {
        self.cite(column, value, Vec::new());
    }

    /// Fills a cell with what was read from words.
    pub fn cite(&mut self, column: &str, value: impl Cell, from: Vec<Evidence>) {
        let index = self.columns.iter().position(|name| *name == column);
        debug_assert!(index.is_some(), "no column {column}");
        if let (Some(cell), Some(value)) = (index.and_then(|index| self.cells.get_mut(index)), value.cell()) {
            *cell = (value, from);
        }
    }
}

/// What can stand in a cell; `None` leaves it empty.
pub(crate) trait Cell {
    fn cell(self) -> Option<String>;
}

impl Cell for String {
    fn cell(self) -> Option<String> {
        Some(self)
    }
}

impl Cell for &str {
    fn cell(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Cell for usize {
    fn cell(self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Cell for u64 {
    fn cell(self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: Cell> Cell for Option<T> {
    fn cell(self) -> Option<String> {
        self.and_then(Cell::cell)
    }
}
