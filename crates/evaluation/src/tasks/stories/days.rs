//! Days from first to last.

use jiff::ToSpan as _;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The days that a date, month, year or week covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Days {
    /// Those of an ISO 8601 date, month, year or week; parts that are no numbers are passed over, so that a quarter
    /// is as wide as its year.
    pub fn of(value: &str) -> Option<Self> {
        let day = value.split('T').next()?;
        if let Some((year, week)) = day.split_once("-W")
            && let (4, 2, Some(year), Ok(week)) = (year.len(), week.len(), number(year), week.parse())
        {
            let first = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
            return Some(Self { first, last: first.saturating_add(6.days()) });
        }
        let mut parts = day.split('-').filter_map(number);
        let year = parts.next()?;
        let month: Option<i8> = parts.next().map(i8::try_from).transpose().ok()?;
        let of_month: Option<i8> = parts.next().map(i8::try_from).transpose().ok()?;
        let first = Date::new(year, month.unwrap_or(1), of_month.unwrap_or(1)).ok()?;
        let last = match (month, of_month) {
            (None, _) => first.last_of_year(),
            (_, None) => first.last_of_month(),
            _ => first,
        };
        Some(Self { first, last })
    }

    /// So many more days on both sides.
    pub fn widened(self, by: i64) -> Self {
        Self { first: self.first.saturating_sub(by.days()), last: self.last.saturating_add(by.days()) }
    }

    /// Whether all of the other's days are among these.
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

fn number(part: &str) -> Option<i16> {
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(value: &str) -> String {
        Days::of(value).map_or_else(|| "none".to_owned(), |days| format!("{} {}", days.first, days.last))
    }

    #[test]
    fn what_a_value_covers() {
        assert_eq!(days("2031-03-04T10:30"), "2031-03-04 2031-03-04");
        assert_eq!(days("2032-02"), "2032-02-01 2032-02-29");
        assert_eq!(days("2031"), "2031-01-01 2031-12-31");
        assert_eq!(days("2031-W10"), "2031-03-03 2031-03-09");
        assert_eq!(days("2031-Q1"), "2031-01-01 2031-12-31");
        assert_eq!(days("2031-02-30"), "none");
        assert_eq!(days(""), "none");
    }

    #[test]
    fn a_tolerance_widens_both_ends() {
        let month = Days::of("2031-03").unwrap();
        assert!(month.contains(Days::of("2031-03-31").unwrap()));
        assert!(!month.contains(Days::of("2031-04-01").unwrap()));
        assert!(month.widened(1).contains(Days::of("2031-04-01").unwrap()));
        assert!(!month.widened(1).contains(Days::of("2031").unwrap()));
    }
}
