//! What stands in one cell.

use record::{Span, Spans};
use serde::Serialize;

/// The types of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, UTF-8.
    Text,
    /// A whole number, 64 bits.
    Int,
    /// A number of 32 bits.
    Real,
    /// Yes or no.
    Flag,
    /// A day: date32.
    Day,
    /// Byte ranges of the report's text: a list of `start` and `end`.
    Spans,
    /// A list of words.
    Words,
}

/// What stands in one cell.
pub(crate) enum Cell {
    Null,
    Text(String),
    Int(i64),
    Real(f32),
    Flag(bool),
    Day(i32),
    Spans(Spans),
    Words(Vec<String>),
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Cell {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<usize> for Cell {
    fn from(value: usize) -> Self {
        i64::try_from(value).map_or(Self::Null, Self::Int)
    }
}

impl From<f32> for Cell {
    fn from(value: f32) -> Self {
        Self::Real(value)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<Span> for Cell {
    fn from(value: Span) -> Self {
        Self::Spans(value.into())
    }
}

impl From<&Spans> for Cell {
    fn from(value: &Spans) -> Self {
        Self::Spans(value.clone())
    }
}

impl From<Vec<String>> for Cell {
    fn from(value: Vec<String>) -> Self {
        Self::Words(value)
    }
}

/// An id as JSON has it: `x0`.
pub(crate) fn id(id: impl std::fmt::Display) -> Cell {
    Cell::Text(id.to_string())
}

/// Some ids.
pub(crate) fn ids<T: std::fmt::Display>(ids: impl IntoIterator<Item = T>) -> Cell {
    Cell::Words(ids.into_iter().map(|id| id.to_string()).collect())
}

/// A value of a closed list by the name that JSON gives it.
pub(crate) fn label(value: impl Serialize) -> Cell {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Cell::Text(name),
        _ => Cell::Null,
    }
}

/// The first and the last day of a TIMEX3 or ISO value.
pub(crate) fn days(value: Option<&str>) -> [Cell; 2] {
    let interval = value.and_then(record::timex::interval);
    [interval.map(|days| days.first), interval.map(|days| days.last)].map(|date| date.and_then(number).into())
}

/// Days since 1970, as Arrow counts them.
fn number(date: jiff::civil::Date) -> Option<DayNumber> {
    jiff::civil::date(1970, 1, 1).until(date).ok().map(|span| DayNumber(span.get_days()))
}

struct DayNumber(i32);

impl From<DayNumber> for Cell {
    fn from(value: DayNumber) -> Self {
        Self::Day(value.0)
    }
}
