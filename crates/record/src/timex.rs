//! Reading TIMEX3 values: how precise one is, and which days it covers.
//!
//! ```
//! use record::timex::{Interval, Precision, interval, precision};
//!
//! assert_eq!(precision("2031-W10"), Some(Precision::Week));
//! let Some(Interval { first, last }) = interval("2031-02") else { panic!() };
//! assert_eq!((first.to_string(), last.to_string()), ("2031-02-01".into(), "2031-02-28".into()));
//! assert_eq!(interval("XXXX-WXX-2"), None);
//! ```

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// How precise a value is, from the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `19`
    Century,
    /// `199`
    Decade,
    /// `2018`
    Year,
    /// `2018-H1`
    Half,
    /// `2018-SU`
    Season,
    /// `2018-Q3`
    Quarter,
    /// `2018-03`
    Month,
    /// `2018-W10`
    Week,
    /// `2018-W10-WE`
    Weekend,
    /// `2018-03-06`, `2018-W10-5`
    Day,
    /// `2018-03-06TMO`
    PartOfDay,
    /// `2018-03-06T10`
    Hour,
    /// `2018-03-06T09:40`
    Minute,
    /// `2018-03-06T09:40:05`
    Second,
}

/// The days that a value covers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Interval {
    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

/// How precise the value of a `DATE` or `TIME` is; `None` for durations, references and what is no value.
/// A value with gaps is as precise as it is written: `XXXX-05-17` is a day.
pub fn precision(value: &str) -> Option<Precision> {
    let (date, time) = match value.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (value, None),
    };
    let of_date = date_precision(date)?;
    let Some(time) = time else { return Some(of_date) };
    if of_date != Precision::Day {
        return None;
    }
    let clock = time.split(['Z', '+', '-']).next().unwrap_or(time);
    Some(match clock.split(':').count() {
        _ if clock.starts_with(|c: char| c.is_ascii_uppercase() && c != 'X') => Precision::PartOfDay,
        1 => Precision::Hour,
        2 => Precision::Minute,
        _ => Precision::Second,
    })
}

fn date_precision(date: &str) -> Option<Precision> {
    let date = date.strip_prefix("BC").or_else(|| date.strip_prefix('-')).unwrap_or(date);
    let mut parts = date.split('-');
    let year = parts.next()?;
    if year.is_empty() || !year.chars().all(|c| c.is_ascii_digit() || c == 'X') {
        return None;
    }
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &str, count: usize| part.len() <= count && part.chars().all(|c| c.is_ascii_digit() || c == 'X');
    Some(match (year.len(), rest.as_slice()) {
        (2, []) => Precision::Century,
        (3, []) => Precision::Decade,
        (4, []) => Precision::Year,
        (4, ["SP" | "SU" | "FA" | "WI"]) => Precision::Season,
        (4, [part]) if part.starts_with('Q') => Precision::Quarter,
        (4, [part]) if part.starts_with('H') => Precision::Half,
        (4, [part]) if part.starts_with('W') => Precision::Week,
        (4, [week, "WE"]) if week.starts_with('W') => Precision::Weekend,
        (4, [week, day]) if week.starts_with('W') && digits(day, 1) => Precision::Day,
        (4, [month]) if digits(month, 2) => Precision::Month,
        (4, [month, day]) if digits(month, 2) && digits(day, 2) => Precision::Day,
        _ => return None,
    })
}

/// The days that the value of a `DATE` or `TIME` covers; `None` where it has gaps or is none.
///
/// `2018-WI` is taken as the winter that begins in December 2018.
pub fn interval(value: &str) -> Option<Interval> {
    let date = value.split('T').next()?;
    let precision = date_precision(date)?;
    if let Some(year) = date.strip_prefix("BC") {
        let year = 1 - year.parse::<i16>().ok()?;
        return days(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    }
    let parts: Vec<&str> = date.split('-').collect();
    let number = |index: usize| parts.get(index)?.parse::<i16>().ok();
    let small = |index: usize, prefix: char| parts.get(index)?.trim_start_matches(prefix).parse::<i8>().ok();
    let months = |first: i8, count: i32| {
        let first = Date::new(number(0)?, first, 1).ok()?;
        let last = first.checked_add(count.months()).ok()?.yesterday().ok()?;
        days(first, last)
    };
    let week = || {
        let monday = ISOWeekDate::new(number(0)?, small(1, 'W')?, Weekday::Monday).ok()?.date();
        Some(monday)
    };
    match precision {
        Precision::Century => years(number(0)?.checked_mul(100)?, 100),
        Precision::Decade => years(number(0)?.checked_mul(10)?, 10),
        Precision::Year => years(number(0)?, 1),
        Precision::Half => months(small(1, 'H').filter(|half| (1..=2).contains(half))? * 6 - 5, 6),
        Precision::Quarter => months(small(1, 'Q').filter(|quarter| (1..=4).contains(quarter))? * 3 - 2, 3),
        Precision::Season => months(
            match *parts.get(1)? {
                "SP" => 3,
                "SU" => 6,
                "FA" => 9,
                _ => 12,
            },
            3,
        ),
        Precision::Month => months(small(1, 'M')?, 1),
        Precision::Week => days(week()?, week()?.checked_add(6.days()).ok()?),
        Precision::Weekend => days(week()?.checked_add(5.days()).ok()?, week()?.checked_add(6.days()).ok()?),
        _ if parts.get(1)?.starts_with('W') => {
            let day = Weekday::from_monday_one_offset(small(2, 'D')?).ok()?;
            let date = ISOWeekDate::new(number(0)?, small(1, 'W')?, day).ok()?.date();
            days(date, date)
        }
        _ => {
            let date = Date::new(number(0)?, small(1, 'M')?, small(2, 'D')?).ok()?;
            days(date, date)
        }
    }
}

fn days(first: Date, last: Date) -> Option<Interval> {
    Some(Interval { first, last })
}

fn years(first: i16, count: i16) -> Option<Interval> {
    days(Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(count - 1)?, 12, 31).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(value: &str) -> Option<(String, String)> {
        interval(value).map(|days| (days.first.to_string(), days.last.to_string()))
    }

    #[test]
    fn a_value_covers_its_days() {
        for (value, first, last) in [
            ("20", "2000-01-01", "2099-12-31"),
            ("203", "2030-01-01", "2039-12-31"),
            ("2032", "2032-01-01", "2032-12-31"),
            ("2032-H2", "2032-07-01", "2032-12-31"),
            ("2032-Q1", "2032-01-01", "2032-03-31"),
            ("2032-WI", "2032-12-01", "2033-02-28"),
            ("2032-02", "2032-02-01", "2032-02-29"),
            ("2032-W01", "2031-12-29", "2032-01-04"),
            ("2032-W01-WE", "2032-01-03", "2032-01-04"),
            ("2032-W01-2", "2031-12-30", "2031-12-30"),
            ("2032-05-17TEV", "2032-05-17", "2032-05-17"),
            ("2032-05-17T09:40", "2032-05-17", "2032-05-17"),
        ] {
            assert_eq!(covered(value), Some((first.into(), last.into())), "{value}");
        }
    }

    #[test]
    fn gaps_references_and_rubbish_cover_nothing() {
        for value in [
            "",
            "XXXX-05-17",
            "XXXX",
            "203X",
            "PRESENT_REF",
            "P3D",
            "PT2H",
            "2032-13",
            "2032-02-30",
            "2032-W54",
            "2032-Q5",
            "2032-W01-9",
            "é",
            "-",
            "T",
            "2032--",
            "99999-01-01",
            "2032-WE",
        ] {
            assert_eq!(covered(value), None, "{value}");
        }
    }

    #[test]
    fn precision_is_as_written() {
        for (value, expected) in [
            ("XXXX-05-17", Some(Precision::Day)),
            ("XXXX-WXX-2", Some(Precision::Day)),
            ("XXXX-WXX", Some(Precision::Week)),
            ("2032-05-17TEV", Some(Precision::PartOfDay)),
            ("2032-05-17T10", Some(Precision::Hour)),
            ("2032-05-17T09:40Z", Some(Precision::Minute)),
            ("BC0044", Some(Precision::Year)),
            ("P3D", None),
            ("FUTURE_REF", None),
        ] {
            assert_eq!(precision(value), expected, "{value}");
        }
    }
}
