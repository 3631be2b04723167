//! Stretches of the calendar, counting in them, and how TIMEX3 writes them.

use crate::times::meaning::Unit;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// Years outside these are written in no TIMEX3 value.
const YEARS: std::ops::RangeInclusive<i32> = -9998..=9998;

/// A stretch of the calendar that has a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// By its first digits: 19 is 1900 to 1999.
    Century(i32),
    /// 199
    Decade(i32),
    /// 2018; 0 is 1 BC.
    Year(i32),
    /// 1 or 2.
    Half(i32, i8),
    /// From 1.
    Quarter(i32, i8),
    /// From spring, 0.
    Season(i32, i8),
    /// From 1.
    Month(i32, i8),
    /// ISO week year and week.
    Week(i16, i8),
    /// The same.
    Weekend(i16, i8),
    /// A day.
    Day(Date),
}

/// The seasons' codes in the order of the year.
pub const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

impl Stamp {
    /// The stretch of the size of `unit` that holds `date`; `None` for units smaller than a day.
    pub fn holding(date: Date, unit: Unit) -> Option<Self> {
        let year = i32::from(date.year());
        let week = date.iso_week_date();
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Self::Day(date),
            Unit::Weekend => Self::Weekend(week.year(), week.week()),
            Unit::Week => Self::Week(week.year(), week.week()),
            Unit::Month => Self::Month(year, date.month()),
            Unit::Quarter => Self::Quarter(year, (date.month() + 2) / 3),
            Unit::Season => match date.month() {
                1 | 2 => Self::Season(year - 1, 3),
                month => Self::Season(year, month / 3 - 1),
            },
            Unit::Half => Self::Half(year, if date.month() <= 6 { 1 } else { 2 }),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year.div_euclid(10)),
            Unit::Century | Unit::Millennium => Self::Century(year.div_euclid(100)),
        })
    }

    /// Its size.
    pub fn unit(self) -> Unit {
        match self {
            Self::Century(_) => Unit::Century,
            Self::Decade(_) => Unit::Decade,
            Self::Year(_) => Unit::Year,
            Self::Half(..) => Unit::Half,
            Self::Quarter(..) => Unit::Quarter,
            Self::Season(..) => Unit::Season,
            Self::Month(..) => Unit::Month,
            Self::Week(..) => Unit::Week,
            Self::Weekend(..) => Unit::Weekend,
            Self::Day(_) => Unit::Day,
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Option<Date> {
        let start = |year: i32, month: i8| Date::new(i16::try_from(year).ok()?, month, 1).ok();
        match self {
            Self::Century(century) => start(century * 100, 1),
            Self::Decade(decade) => start(decade * 10, 1),
            Self::Year(year) => start(year, 1),
            Self::Half(year, half) => start(year, half * 6 - 5),
            Self::Quarter(year, quarter) => start(year, quarter * 3 - 2),
            Self::Season(year, season) => start(year, season * 3 + 3),
            Self::Month(year, month) => start(year, month),
            Self::Week(year, week) => monday(year, week),
            Self::Weekend(year, week) => monday(year, week)?.checked_add(5.days()).ok(),
            Self::Day(date) => Some(date),
        }
    }

    /// The year that it begins in.
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Year(year)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Season(year, _)
            | Self::Month(year, _) => Some(year),
            Self::Century(_) | Self::Decade(_) => None,
            _ => self.first_day().map(|date| i32::from(date.year())),
        }
    }

    /// The stretch of the size of `unit` around or at its start; `None` where it is coarser than `unit`, so that
    /// it does not say which.
    pub fn widened(self, unit: Unit) -> Option<Self> {
        if self.unit() == unit {
            return Some(self);
        }
        if self.unit() > unit {
            return None;
        }
        match (self, unit) {
            // A season crosses years and quarters; its year is the one it is named by.
            (Self::Season(year, _), Unit::Year) => Some(Self::Year(year)),
            (Self::Decade(decade), Unit::Century | Unit::Millennium) => Some(Self::Century(decade.div_euclid(10))),
            _ => Self::holding(self.first_day()?, unit),
        }
    }

    /// So many of its own kind later.
    pub fn shifted(self, count: i64) -> Option<Self> {
        let years = |year: i32, in_year: i64, index: i8| -> Option<(i32, i8)> {
            let total = i64::from(year).checked_mul(in_year)?.checked_add(i64::from(index))?.checked_add(count)?;
            let year = i32::try_from(total.div_euclid(in_year)).ok().filter(|year| YEARS.contains(year))?;
            Some((year, i8::try_from(total.rem_euclid(in_year)).ok()?))
        };
        let whole = |number: i32, size: i32| -> Option<i32> {
            let number = i32::try_from(i64::from(number).checked_add(count)?).ok()?;
            YEARS.contains(&number.checked_mul(size)?).then_some(number)
        };
        let moved = |date: Date, unit: fn(i64) -> Span| -> Option<Date> {
            (count.abs() < 4_000_000).then(|| date.checked_add(unit(count)).ok()).flatten()
        };
        let weeks = |year: i16, week: i8| {
            let date =
                (count.abs() < 500_000).then(|| monday(year, week)?.checked_add(count.weeks()).ok()).flatten()?;
            Some(date.iso_week_date())
        };
        Some(match self {
            Self::Century(century) => Self::Century(whole(century, 100)?),
            Self::Decade(decade) => Self::Decade(whole(decade, 10)?),
            Self::Year(year) => Self::Year(whole(year, 1)?),
            Self::Half(year, half) => years(year, 2, half - 1).map(|(year, half)| Self::Half(year, half + 1))?,
            Self::Quarter(year, quarter) => {
                years(year, 4, quarter - 1).map(|(year, quarter)| Self::Quarter(year, quarter + 1))?
            }
            Self::Season(year, season) => years(year, 4, season).map(|(year, season)| Self::Season(year, season))?,
            Self::Month(year, month) => years(year, 12, month - 1).map(|(year, month)| Self::Month(year, month + 1))?,
            Self::Week(year, week) => weeks(year, week).map(|week| Self::Week(week.year(), week.week()))?,
            Self::Weekend(year, week) => weeks(year, week).map(|week| Self::Weekend(week.year(), week.week()))?,
            Self::Day(date) => Self::Day(moved(date, |days| days.days())?),
        })
    }

    /// The TIMEX3 value.
    pub fn value(self) -> String {
        match self {
            Self::Century(century) => format!("{century:02}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Year(year) => year_value(year),
            Self::Half(year, half) => format!("{}-H{half}", year_value(year)),
            Self::Quarter(year, quarter) => format!("{}-Q{quarter}", year_value(year)),
            Self::Season(year, season) => {
                let season = usize::try_from(season).ok().and_then(|season| SEASONS.get(season)).unwrap_or(&"WI");
                format!("{}-{season}", year_value(year))
            }
            Self::Month(year, month) => format!("{}-{month:02}", year_value(year)),
            Self::Week(year, week) => format!("{}-W{week:02}", year_value(i32::from(year))),
            Self::Weekend(year, week) => format!("{}-W{week:02}-WE", year_value(i32::from(year))),
            Self::Day(date) => format!("{}-{:02}-{:02}", year_value(i32::from(date.year())), date.month(), date.day()),
        }
    }
}

fn monday(year: i16, week: i8) -> Option<Date> {
    Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date())
}

/// `2018`, or `BC0044`.
pub fn year_value(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous computation of 1876.
pub fn easter(year: i32) -> Option<Date> {
    if !(1583..=9998).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_goes_over_the_ends_of_years() {
        assert_eq!(Stamp::Month(2031, 11).shifted(3).map(Stamp::value).as_deref(), Some("2032-02"));
        assert_eq!(Stamp::Quarter(2031, 1).shifted(-1).map(Stamp::value).as_deref(), Some("2030-Q4"));
        assert_eq!(Stamp::Week(2031, 1).shifted(-1).map(Stamp::value).as_deref(), Some("2030-W52"));
        assert_eq!(Stamp::Year(5).shifted(-6).map(Stamp::value).as_deref(), Some("BC0002"));
        assert_eq!(Stamp::Year(2031).shifted(i64::MAX), None);
    }

    #[test]
    fn easter_is_where_it_was() {
        for (year, month, day) in [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2024, 3, 31)] {
            assert_eq!(easter(year), Date::new(i16::try_from(year).unwrap(), month, day).ok());
        }
    }
}
