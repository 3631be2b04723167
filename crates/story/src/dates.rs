//! TIMEX3 values as stretches of days.

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Interval {
    pub from: Date,
    pub to: Date,
    pub precision: Precision,
}

/// How closely a value is known, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    /// A time of day.
    Time,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A season, a quarter or a half year.
    Season,
    /// A year.
    Year,
    /// Longer.
    Longer,
}

impl Precision {
    /// As the contract has it; `None` for what a timeline has no entry for.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Longer => "decade",
        }
    }
}

impl Interval {
    /// Reads `2031`, `2031-03`, `2031-03-04`, `2031-03-04T10:30`, `2031-W09`, `2031-W09-2`, `2031-W09-WE`,
    /// `2031-Q1`, `2031-SP`, `203`, `20`. `None` for what names no definite days.
    pub(crate) fn parse(value: &str) -> Option<Self> {
        let (day, clock) = match value.split_once('T') {
            Some((day, _)) => (day, true),
            None => (value, false),
        };
        let parts: Vec<&str> = day.split('-').collect();
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit()) && !s.is_empty();
        let year_text = *parts.first()?;
        if !digits(year_text) || parts.len() > 3 {
            return None;
        }
        let year: i16 = year_text.parse().ok()?;
        if year_text.len() < 4 && parts.len() == 1 {
            let width = match year_text.len() {
                3 => 10,
                2 => 100,
                _ => return None,
            };
            let first = year.checked_mul(width)?;
            return Self::whole(first, 1, first.checked_add(width - 1)?, 12, Precision::Longer);
        }
        if year_text.len() != 4 {
            return None;
        }
        let is_week = |part: &str| part.strip_prefix('W').is_some_and(digits);
        match parts.as_slice() {
            [_] => Self::whole(year, 1, year, 12, Precision::Year),
            [_, week] if is_week(week) => Self::week(year, week, None),
            [_, week, day] if is_week(week) => Self::week(year, week, Some(day)),
            [_, part] if digits(part) => {
                let month: i8 = part.parse().ok()?;
                Self::whole(year, month, year, month, Precision::Month)
            }
            [_, part] => {
                let (first, last, years) = match *part {
                    "Q1" => (1, 3, 0),
                    "Q2" => (4, 6, 0),
                    "Q3" => (7, 9, 0),
                    "Q4" => (10, 12, 0),
                    "H1" => (1, 6, 0),
                    "H2" => (7, 12, 0),
                    "SP" => (3, 6, 0),
                    "SU" => (6, 9, 0),
                    "FA" => (9, 12, 0),
                    "WI" => (12, 3, 1),
                    _ => return None,
                };
                Self::whole(year, first, year + years, last, Precision::Season)
            }
            [_, month, day] if digits(month) && digits(day) => {
                let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
                Some(Self::day(date, if clock { Precision::Time } else { Precision::Day }))
            }
            _ => None,
        }
    }

    /// One day.
    pub(crate) fn day(date: Date, precision: Precision) -> Self {
        Self { from: date, to: date, precision }
    }

    fn whole(year: i16, month: i8, last_year: i16, last_month: i8, precision: Precision) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        let to = Date::new(last_year, last_month, 1).ok()?.last_of_month();
        Some(Self { from, to, precision })
    }

    fn week(year: i16, week: &str, day: Option<&str>) -> Option<Self> {
        let number: i8 = week.get(1..)?.parse().ok()?;
        let of = |weekday| ISOWeekDate::new(year, number, weekday).ok().map(ISOWeekDate::date);
        match day {
            None => Some(Self { from: of(Weekday::Monday)?, to: of(Weekday::Sunday)?, precision: Precision::Week }),
            Some("WE") => {
                Some(Self { from: of(Weekday::Saturday)?, to: of(Weekday::Sunday)?, precision: Precision::Week })
            }
            Some(day) => {
                let weekday = Weekday::from_monday_one_offset(day.parse().ok()?).ok()?;
                Some(Self::day(of(weekday)?, Precision::Day))
            }
        }
    }

    /// Whether the day lies in it.
    pub(crate) fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// The days of both, as closely as the closer of the two knows them; `None` when they share no day.
    pub(crate) fn meet(&self, other: &Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from <= to).then_some(Self { from, to, precision: self.precision.min(other.precision) })
    }

    /// Whether it is known to the day.
    pub(crate) fn is_day(&self) -> bool {
        self.from == self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn values_become_days() {
        let days = |value| Interval::parse(value).map(|i| (i.from, i.to));
        assert_eq!(days("2031-03-04T10:30"), Some((date(2031, 3, 4), date(2031, 3, 4))));
        assert_eq!(days("2031-W10"), Some((date(2031, 3, 3), date(2031, 3, 9))));
        assert_eq!(days("2031-W10-2"), Some((date(2031, 3, 4), date(2031, 3, 4))));
        assert_eq!(days("2031-02"), Some((date(2031, 2, 1), date(2031, 2, 28))));
        assert_eq!(days("2031-WI"), Some((date(2031, 12, 1), date(2032, 3, 31))));
        assert_eq!(days("203"), Some((date(2030, 1, 1), date(2039, 12, 31))));
    }

    #[test]
    fn indefinite_and_odd_values_are_none() {
        for value in
            ["", "PAST_REF", "XXXX-03-04", "2031-13", "2031-02-30", "99999-01-01", "P3D", "2031-W99", "-", "2031-é"]
        {
            assert_eq!(Interval::parse(value), None, "{value}");
        }
    }

    #[test]
    fn a_day_and_its_month_meet_in_the_day() {
        let (month, day) = (Interval::parse("2031-03"), Interval::parse("2031-03-04"));
        assert_eq!(month.zip(day).and_then(|(m, d)| m.meet(&d)), day);
    }
}
