//! Restrictions of codes to days: `<20050803`, `>20050803`, `20050803-20090802`.

use crate::problem::{Wrong, quote, wrong};
use record::timex::{Interval, interval};
use std::fmt;

/// Years of two digits up to this one are of the twenty-first century, as KEDS, TABARI and PETRARCH read them.
const LAST_YEAR_OF_2000: u32 = 30;

/// The days on which a code holds, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day; `None` without a beginning.
    pub first: Option<Interval>,
    /// The last day; `None` without an end.
    pub last: Option<Interval>,
}

/// How a date lies to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// All of it inside.
    Inside,
    /// All of it outside.
    Outside,
    /// It may be inside: the date is not known, or not so precisely.
    Open,
}

impl Period {
    /// How `date`, the days that a date may mean, lies to it.
    pub fn position(&self, date: Option<Interval>) -> Position {
        let Some(date) = date else { return Position::Open };
        let (first, last) = (self.first.map(|day| day.first), self.last.map(|day| day.last));
        if first.is_some_and(|first| date.last < first) || last.is_some_and(|last| date.first > last) {
            Position::Outside
        } else if first.is_none_or(|first| first <= date.first) && last.is_none_or(|last| date.last <= last) {
            Position::Inside
        } else {
            Position::Open
        }
    }

    /// Reads what stands behind the code in a bracket; the second value says what was assumed.
    pub(crate) fn parse(written: &str) -> Result<(Self, Option<String>), Wrong> {
        let written = written.trim();
        let (first, last) = if let Some(rest) = written.strip_prefix('<') {
            (None, Some(day(rest)?))
        } else if let Some(rest) = written.strip_prefix('>') {
            (Some(day(rest)?), None)
        } else if let Some((first, last)) = written.split_once('-') {
            (Some(day(first)?), Some(day(last)?))
        } else {
            let hint = "write <DATE, >DATE or DATE-DATE behind the code";
            return Err((format!("no restriction to days: {}", quote(written)), Some(hint)));
        };
        let assumed = [&first, &last].into_iter().flatten().find_map(|(_, assumed)| assumed.clone());
        let period = Self { first: first.map(|(day, _)| day), last: last.map(|(day, _)| day) };
        if let (Some(first), Some(last)) = (period.first, period.last)
            && first.first > last.last
        {
            return Err(wrong(format!("the period ends before it begins: {}", quote(written))));
        }
        Ok((period, assumed))
    }
}

/// A day written `YYYYMMDD` or `YYMMDD`; the 31st of a month with 30 days is its last, which is said.
fn day(written: &str) -> Result<(Interval, Option<String>), Wrong> {
    let digits = written.trim();
    let bad = || (format!("no date: {}", quote(written)), Some("a date is written YYYYMMDD or YYMMDD"));
    if !matches!(digits.len(), 6 | 8) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    let (year, rest) = digits.split_at(digits.len() - 4);
    let number = |part: &str| part.parse::<u32>().map_err(|_| bad());
    let (mut year, month, written_day) = (number(year)?, number(&rest[..2])?, number(&rest[2..])?);
    if digits.len() == 6 {
        year += if year <= LAST_YEAR_OF_2000 { 2000 } else { 1900 };
    }
    let date = |day: u32| interval(&format!("{year:04}-{month:02}-{day:02}"));
    let (mut last, least) = (written_day, if (29..=31).contains(&written_day) { 28 } else { written_day });
    while last > least && date(last).is_none() {
        last -= 1;
    }
    let day = date(last).ok_or_else(bad)?;
    let assumed = (last != written_day).then(|| format!("{digits} is no day: the last of its month is taken"));
    Ok((day, assumed))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Interval| day.first.to_string().replace('-', "");
        match (self.first, self.last) {
            (Some(first), Some(last)) => write!(f, "{}-{}", day(first), day(last)),
            (Some(first), None) => write!(f, ">{}", day(first)),
            (None, Some(last)) => write!(f, "<{}", day(last)),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(period: &str, date: &str) -> Position {
        Period::parse(period).unwrap().0.position(interval(date))
    }

    #[test]
    fn both_ends_belong_to_a_period() {
        assert_eq!(position(">20310803", "2031-08-03"), Position::Inside);
        assert_eq!(position("> 20310803", "2031-08-02"), Position::Outside);
        assert_eq!(position("<310803", "2031-08-03"), Position::Outside, "310803 is in 1931");
        assert_eq!(position("<300803", "2030-08-03"), Position::Inside);
        assert_eq!(position("030101 - 051231", "2005-12-31"), Position::Inside);
        assert_eq!(position("20030101-051231", "2006-01-01"), Position::Outside);
    }

    #[test]
    fn a_date_that_is_not_precise_leaves_it_open() {
        assert_eq!(position(">20310803", "2031-08"), Position::Open);
        assert_eq!(position(">20310803", "2031-09"), Position::Inside);
        assert_eq!(Period::parse(">20310803").unwrap().0.position(None), Position::Open);
    }

    #[test]
    fn days_that_are_none_are_named() {
        assert_eq!(Period::parse("<031131").unwrap().1.unwrap(), "031131 is no day: the last of its month is taken");
        assert_eq!(position("<20310231", "2031-02-28"), Position::Inside);
        for bad in ["<031301", "<030100", "<030132", "<0301", "<2o030101", "20310102-20310101", "2031", "", "<-1"] {
            assert!(Period::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_period_is_read_as_it_is_printed() {
        for written in ["<20310803", ">19990101", "20030101-20051231"] {
            assert_eq!(Period::parse(written).unwrap().0.to_string(), written);
        }
    }
}
