//! A user's own SQL, that can only read.

use crate::database::Value;
use crate::{Library, Result};
use schemars::JsonSchema;
use serde::Serialize;

/// Rows that are given at most: bounds what is held in memory.
const MOST: usize = 1_000_000;

/// What a query found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Selected {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// Words; bytes as hexadecimal digits.
    Text(String),
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Int(number) => Self::Int(number),
            Value::Real(number) => Self::Real(number),
            Value::Text(text) => Self::Text(text),
            Value::Bytes(bytes) => Self::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
        }
    }
}

impl Library {
    /// Answers one `SELECT`. Whatever it says, it cannot write: it runs on a connection that only reads.
    ///
    /// # Errors
    /// `library/sql` for one that cannot be answered, `library/sql-writes` for one that would write,
    /// `library/sql-too-long` after a minute.
    pub fn sql(&mut self, query: &str) -> Result<Selected> {
        let (columns, rows) = self.database.select(query, MOST)?;
        let rows = rows.into_iter().map(|row| row.0.into_iter().map(Cell::from).collect());
        Ok(Selected { columns, rows: rows.collect() })
    }
}
