//! Days in questions: `2031-03-04`, `4 March 2031`, `March 4`, `March 2031`, `2031`, `Tuesday`, `yesterday`, `last week`,
//! `3 days ago`. One without a year, or a weekday, is the last such one up to today.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

/// First and last day of a time.
pub(crate) type Days = (Date, Date);

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The time that the words begin with, and of how many words it is. `folded` are words as they are compared.
pub(crate) fn days(folded: &[&str], today: Date) -> Option<(Days, usize)> {
    let rest = folded.get(1..).unwrap_or_default();
    match folded {
        ["the", ..] => days(rest, today).map(|(days, count)| (days, count + 1)),
        ["today", ..] => Some(((today, today), 1)),
        ["yesterday", ..] => one(ago(today, 1.day())?, 1),
        ["last", "week", ..] => Some((week(ago(today, 7.days())?)?, 2)),
        ["this", "week", ..] => Some((week(today)?, 2)),
        ["last", "month", ..] => Some((month(ago(today.first_of_month(), 1.day())?), 2)),
        ["this", "month", ..] => Some((month(today), 2)),
        ["this", "year", ..] => Some((year(today.year())?, 2)),
        ["last", "year", ..] => Some((year(today.year().checked_sub(1)?)?, 2)),
        ["last" | "past", number, unit, ..] => Some(((ago(today, length(number, unit)?)?, today), 3)),
        ["last", ..] => days(rest, today).filter(|_| weekday(rest).is_some()).map(|(days, count)| (days, count + 1)),
        [number, unit, "ago", ..] => one(ago(today, length(number, unit)?)?, 3),
        _ => named(folded, today),
    }
}

fn one(day: Date, words: usize) -> Option<(Days, usize)> {
    Some(((day, day), words))
}

fn ago(day: Date, span: Span) -> Option<Date> {
    day.checked_sub(span).ok()
}

fn length(number: &str, unit: &str) -> Option<Span> {
    let number: i32 = match number {
        "a" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        _ => number.parse().ok().filter(|number| (1..=9999).contains(number))?,
    };
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Some(number.days()),
        "week" => Some(number.weeks()),
        "month" => Some(number.months()),
        "year" => Some(number.years()),
        _ => None,
    }
}

fn week(day: Date) -> Option<Days> {
    let first = ago(day, i32::from(day.weekday().to_monday_zero_offset()).days())?;
    Some((first, first.checked_add(6.days()).ok()?))
}

fn month(day: Date) -> Days {
    (day.first_of_month(), day.last_of_month())
}

fn year(year: i16) -> Option<Days> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

fn weekday(folded: &[&str]) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|name| Some(name) == folded.first())?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

fn named(folded: &[&str], today: Date) -> Option<(Days, usize)> {
    if let Some(wanted) = weekday(folded) {
        let back = today.weekday().since(wanted);
        return one(ago(today, i32::from(back).days())?, 1);
    }
    // A day as ISO writes it folds to its numbers: "2031 03 04".
    let parts: Vec<&str> = folded.first()?.split(' ').collect();
    match parts.as_slice() {
        [y, m, d] => return one(Date::new(full_year(y)?, m.parse().ok()?, d.parse().ok()?).ok()?, 1),
        [y, m] if y.len() == 4 && m.len() == 2 => {
            return Some((month(Date::new(full_year(y)?, m.parse().ok()?, 1).ok()?), 1));
        }
        _ => {}
    }
    let of_month = |at: usize| month_number(folded.get(at)?);
    let of_year = |at: usize| full_year(folded.get(at)?);
    if let Some(day) = day_number(folded[0]) {
        let skip = usize::from(folded.get(1) == Some(&"of"));
        let month = of_month(1 + skip)?;
        return day_of(of_year(2 + skip), month, day, today, 2 + skip);
    }
    if let Some(number) = month_number(folded[0]) {
        if let Some(day) = folded.get(1).and_then(|word| day_number(word)) {
            return day_of(of_year(2), number, day, today, 2);
        }
        let first = |year: i16| date_of(year, number, 1);
        return Some(match of_year(1) {
            Some(year) => (month(first(year)?), 2),
            None => {
                (month(first(today.year()).filter(|first| *first <= today).or_else(|| first(today.year() - 1))?), 1)
            }
        });
    }
    full_year(folded[0]).and_then(year).map(|days| (days, 1))
}

fn day_of(year: Option<i16>, month: i8, day: i8, today: Date, words: usize) -> Option<(Days, usize)> {
    if let Some(year) = year {
        return one(date_of(year, month, day)?, words + 1);
    }
    // 29 February may be some years back.
    let up_to_today = (0..8).filter_map(|back| date_of(today.year() - back, month, day)).find(|day| *day <= today);
    one(up_to_today?, words)
}

fn date_of(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn full_year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (date(1000, 1, 1).year()..=9998).contains(year))
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = word.get(digits.len()..)?;
    let number = digits.parse().ok().filter(|number| (1..=31).contains(number))?;
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then_some(number)
}

fn month_number(word: &str) -> Option<i8> {
    let short = |name: &str| word.len() == 3 && name.starts_with(word) || word == "sept" && name == "september";
    let at = MONTHS.iter().position(|name| *name == word || short(name))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wednesday, 19 March 2031.
    fn read(text: &str) -> Option<(String, usize)> {
        let words = crate::words::words(text)?;
        let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let ((first, last), count) = days(&folded, date(2031, 3, 19))?;
        Some((if first == last { first.to_string() } else { format!("{first} {last}") }, count))
    }

    #[test]
    fn days_as_people_write_them() {
        for (text, days, count) in [
            ("2031-03-04 in", "2031-03-04", 1),
            ("2030-02", "2030-02-01 2030-02-28", 1),
            ("4 March 2031", "2031-03-04", 3),
            ("the 4th of March, 2031", "2031-03-04", 5),
            ("March 4, 2030", "2030-03-04", 3),
            ("March 4", "2031-03-04", 2),
            ("24 Dec", "2030-12-24", 2),
            ("29 February", "2028-02-29", 2),
            ("March", "2031-03-01 2031-03-31", 1),
            ("April", "2030-04-01 2030-04-30", 1),
            ("Sept 2031", "2031-09-01 2031-09-30", 2),
            ("1998", "1998-01-01 1998-12-31", 1),
            ("Tuesday", "2031-03-18", 1),
            ("last Wednesday", "2031-03-19", 2),
            ("yesterday", "2031-03-18", 1),
            ("last week", "2031-03-10 2031-03-16", 2),
            ("this week", "2031-03-17 2031-03-23", 2),
            ("last month", "2031-02-01 2031-02-28", 2),
            ("the last 3 days", "2031-03-16 2031-03-19", 4),
            ("two weeks ago", "2031-03-05", 3),
        ] {
            assert_eq!(read(text), Some((days.to_owned(), count)), "{text}");
        }
        for text in ["", "31 April 2031", "32 March", "the talks", "9999", "last ship", "2031-13", "0 days ago", "12"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
