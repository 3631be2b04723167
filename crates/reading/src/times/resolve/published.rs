//! When the report came out.

use super::stamp::Stamp;
use crate::times::meaning::Unit;
use jiff::civil::Date;
use record::timex;

/// The publication date to the precision known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Published {
    /// The year.
    pub year: Option<i32>,
    /// The month.
    pub month: Option<i8>,
    /// The day.
    pub date: Option<Date>,
}

impl Published {
    /// Reads an ISO 8601 date or time; what it does not give stays unknown. The date is taken as it is written,
    /// in its own offset: "yesterday" is counted from the day that the writer had.
    pub fn new(value: &str) -> Self {
        let date = value.split(['T', ' ']).next().unwrap_or("").trim();
        let Some(days) = timex::interval(date) else { return Self::default() };
        let precision = timex::precision(date);
        let fine = |precise| precision.is_some_and(|precision| precision >= precise);
        Self {
            year: fine(timex::Precision::Year).then(|| i32::from(days.first.year())),
            month: fine(timex::Precision::Month).then(|| days.first.month()),
            date: (days.first == days.last).then_some(days.first),
        }
    }

    /// The stretch of the size of `unit` that it lies in, where that is known.
    pub fn stamp(self, unit: Unit) -> Option<Stamp> {
        if let Some(date) = self.date {
            return Stamp::holding(date, unit);
        }
        let year = self.year?;
        match self.month {
            Some(month) if unit >= Unit::Month => Stamp::Month(year, month).widened(unit),
            _ => Stamp::Year(year).widened(unit),
        }
    }
}
