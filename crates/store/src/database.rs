//! What both kinds of database can do: the one seam below everything else here.
//!
//! SQL is written once, with `$1`, `$2`, … for values. What the two write differently stands in [`Dialect`].

use crate::Result;
use record::Diagnostic;

/// A value of a row, or one that a statement is given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

/// What the two kinds of database write differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// An open database. Between [`begin`](Self::begin) and [`commit`](Self::commit) all happens, or nothing.
pub(crate) trait Database: Send {
    fn dialect(&self) -> Dialect;

    /// Where it is, for messages.
    fn place(&self) -> &str;

    /// Runs one statement; how many rows it changed.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64>;

    /// Runs several statements without values.
    fn script(&mut self, sql: &str) -> Result<()>;

    /// All rows of a query.
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>>;

    /// Puts rows into a table.
    fn insert(&mut self, table: &str, columns: &[&str], rows: &[Vec<Value>]) -> Result<()>;

    /// Begins a transaction; one that is to write waits here until no other writer is left.
    fn begin(&mut self, writes: bool) -> Result<()>;

    fn commit(&mut self) -> Result<()>;

    /// Undoes what was done since [`begin`](Self::begin); says nothing when that fails, since the reason is known.
    fn roll_back(&mut self);

    /// One query of a user's, that cannot write: names of columns, and rows up to a number.
    fn select(&mut self, sql: &str, most: usize) -> Result<(Vec<String>, Vec<Row>)>;

    /// The full-text index: takes the words of a report in.
    fn index(&mut self, report: i64, words: &[String]) -> Result<()>;

    /// The full-text index: forgets a report.
    fn forget(&mut self, report: i64) -> Result<()>;

    /// What is wrong with the file, in words; nothing for a sound one.
    fn inspect(&mut self) -> Result<Vec<String>>;

    /// Gives back the room of what was removed.
    fn compact(&mut self) -> Result<()>;

    /// Copies everything to a new SQLite file; `false` where this kind of database cannot.
    fn back_up(&mut self, to: &std::path::Path) -> Result<bool>;
}

/// A row of a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row(pub(crate) Vec<Value>);

impl Row {
    pub(crate) fn int(&self, column: usize) -> i64 {
        self.maybe_int(column).unwrap_or(0)
    }

    pub(crate) fn maybe_int(&self, column: usize) -> Option<i64> {
        match self.0.get(column) {
            Some(Value::Int(number)) => Some(*number),
            Some(Value::Real(number)) => Some(*number as i64),
            _ => None,
        }
    }

    pub(crate) fn text(&mut self, column: usize) -> String {
        self.maybe_text(column).unwrap_or_default()
    }

    /// Takes the words of a column out of the row.
    pub(crate) fn maybe_text(&mut self, column: usize) -> Option<String> {
        match self.0.get_mut(column).map(|value| std::mem::replace(value, Value::Null)) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Takes the bytes of a column out of the row.
    pub(crate) fn bytes(&mut self, column: usize) -> Vec<u8> {
        match self.0.get_mut(column).map(|value| std::mem::replace(value, Value::Null)) {
            Some(Value::Bytes(bytes)) => bytes,
            _ => Vec::new(),
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        // PostgreSQL's texts hold no zero sign. A blank is as long, so that offsets stay true.
        Self::Text(if text.contains('\0') { text.replace('\0', " ") } else { text.to_owned() })
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Does `work` in one transaction.
pub(crate) fn whole<T>(
    database: &mut dyn Database,
    writes: bool,
    work: impl FnOnce(&mut dyn Database) -> Result<T>,
) -> Result<T> {
    database.begin(writes)?;
    let done = work(database).and_then(|value| database.commit().map(|()| value));
    if done.is_err() {
        database.roll_back();
    }
    done
}

/// The only row of a query; an error of the library where there is none.
pub(crate) fn one(database: &mut dyn Database, sql: &str, values: &[Value]) -> Result<Row> {
    let rows = database.rows(sql, values)?;
    let none = || -> Diagnostic { crate::problem::damaged(database.place(), "a row is missing") };
    rows.into_iter().next().ok_or_else(none)
}
