//! Dates by the calendar: "May 17, 2019", "Friday, 17 May", "July 2018", "the third quarter of 2006", "the 1990s".

use super::numbers::{ordinal, year_in_words};
use super::years::{full_year, short_year, year_after};
use super::{Found, parts};
use crate::times::lexicon::{self, Form, Sense};
use crate::times::meaning::{Base, Cycle, Holiday, Origin, Point, Unit, YearSaid};
use crate::times::tokens::{Token, Words};

/// A date that names a year, month, day, weekday, season, quarter or holiday.
pub fn date(w: &Words, start: usize) -> Found<Point> {
    let readings =
        [numeric(w, start), weekday_date(w, start), day_month(w, start), month_day(w, start), holiday(w, start)];
    readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, end)| *end)
        .or_else(|| month_year(w, start))
        .or_else(|| parts::quarter(w, start))
        .or_else(|| parts::half(w, start))
        .or_else(|| parts::season(w, start))
        .or_else(|| weekday(w, start))
}

fn month_of(token: &Token) -> Option<(i8, bool)> {
    token.sense(|sense| if let Sense::Month(month, short) = sense { Some((*month, *short)) } else { None })
}

/// A month's name at `at`, with the full stop of a shortened one. "may" and "march" are months with a capital only.
pub fn month(w: &Words, at: usize) -> Found<i8> {
    let token = w.at(at);
    let (month, short) = month_of(token)?;
    let word = &*token.lower;
    if !token.capital && matches!(word, "may" | "march" | "mar" | "august") {
        return None;
    }
    let stop = short && w.mark(at + 1, &['.']) && w.at(at + 1).glued;
    Some((month, at + 1 + usize::from(stop)))
}

/// The name of a weekday, in full or shortened.
pub fn weekday_of(w: &Words, at: usize) -> Found<i8> {
    let token = w.at(at);
    let (day, form) =
        token.sense(|sense| if let Sense::Weekday(day, form) = sense { Some((*day, *form)) } else { None })?;
    match form {
        Form::Full => Some((day, at + 1)),
        Form::Short if token.capital => Some((day, at + 1 + usize::from(w.mark(at + 1, &['.']) && w.at(at + 1).glued))),
        _ => None,
    }
}

/// A weekday alone: in full, or shortened before a clock time or a comma.
fn weekday(w: &Words, at: usize) -> Found<Point> {
    let token = w.at(at);
    let full = token.sense(|sense| matches!(sense, Sense::Weekday(_, Form::Full)).then_some(())).is_some();
    let (day, end) = weekday_of(w, at)?;
    let dotted = end == at + 2 && !matches!(&*token.lower, "sun" | "sat" | "wed");
    if !(full || dotted) {
        return None;
    }
    // "Monday last week", "Monday of next week"
    let of = end + usize::from(w.is(end, &["of"]));
    if let Some(weeks) = near(w, of).filter(|_| w.is(of + 1, &["week"])) {
        let week = Point::shift(Unit::Week, weeks, Origin::Publication);
        return Some((Point::new(Base::NthOf(day, Unit::Day, Box::new(week))), of + 2));
    }
    Some((Point::cycle(Cycle::Weekday(day), YearSaid::None), end))
}

/// How many away the week or month is that "last", "this" or "next" begins.
fn near(w: &Words, at: usize) -> Option<i64> {
    match w.word(at) {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    }
}

/// A month, weekday, season, holiday or part of the year as it can recur: "each June", "every Monday".
pub fn named_cycle(w: &Words, at: usize) -> Found<Point> {
    if let Some((month, end)) = month(w, at) {
        return Some((Point::cycle(Cycle::Month(month), YearSaid::None), end));
    }
    let season = w.at(at).sense(|sense| if let Sense::Season(season, false) = sense { Some(*season) } else { None });
    if let Some(season) = season {
        return Some((Point::cycle(Cycle::Season(season), YearSaid::None), at + 1));
    }
    holiday(w, at).or_else(|| weekday(w, at))
}

/// The part of day named at `at`: `MO`, or a clock time for noon and midnight.
pub fn part_of_day(w: &Words, at: usize) -> Option<&'static str> {
    w.at(at).sense(|sense| if let Sense::Part(part, false) = sense { Some(*part) } else { None })
}

/// A day number at `at`, with or without its "th".
fn day_number(w: &Words, at: usize) -> Found<i8> {
    let (number, end) = match ordinal(w, at) {
        Some(found) => found,
        None => (w.at(at).number().filter(|_| w.at(at).digits() <= 2)?, at + 1),
    };
    // "May 5%", "May 5.5", "May 5,000"
    let decimal =
        w.mark(end, &['.', ':']) && w.at(end).glued && w.at(end + 1).glued && w.at(end + 1).number().is_some();
    let percent = w.mark(end, &['%']) || w.is(end, &["percent", "million", "billion"]);
    (!decimal && !percent && (1..=31).contains(&number)).then_some((i8::try_from(number).ok()?, end))
}

/// "May 17", "Sept. 12, 2019", "May 17th this year".
fn month_day(w: &Words, start: usize) -> Found<Point> {
    let (month, at) = month(w, start)?;
    let at = w.past_hyphen(at + usize::from(w.is(at, &["the"])));
    let (day, end) = day_number(w, at)?;
    let (year, end) = day_year(w, end);
    day_point(month, day, year, end)
}

/// "17 May 2019", "the 17th of May", "15th August".
fn day_month(w: &Words, start: usize) -> Found<Point> {
    let start = start + usize::from(w.is(start, &["the"]) && ordinal(w, start + 1).is_some());
    let (day, at) = day_number(w, start)?;
    let at = at + usize::from(w.is(at, &["of"]));
    // "the 17th of this month"
    let months = near(w, at).filter(|_| w.is(at + 1, &["month"]));
    if let Some(months) = months {
        let month = Point::shift(Unit::Month, months, Origin::Publication);
        return Some((Point::new(Base::NthOf(day, Unit::Day, Box::new(month))), at + 2));
    }
    let (month, end) = month(w, w.past_hyphen(at))?;
    // "17-May-19"
    if w.hyphen(at)
        && let Some((year, end)) = short_year(w, w.past_hyphen(end))
    {
        return day_point(month, day, YearSaid::Short(year), end);
    }
    let (year, end) = day_year(w, end);
    day_point(month, day, year, end)
}

fn day_point(month: i8, day: i8, year: YearSaid, end: usize) -> Found<Point> {
    let fits = jiff::civil::Date::new(2000, month, day).is_ok();
    fits.then(|| (Point::cycle(Cycle::Day(month, day), year), end))
}

/// The year after a day of a month.
fn day_year(w: &Words, end: usize) -> (YearSaid, usize) {
    let hyphen = w.past_hyphen(end);
    let comma = hyphen + usize::from(w.mark(hyphen, &[',']));
    let of = comma + usize::from(w.is(comma, &["of"]));
    if let Some((year, after)) = full_year(w, of) {
        return (YearSaid::Full(year), after);
    }
    if w.mark(comma, &['\'', '’', '‘'])
        && let Some((year, after)) = short_year(w, comma)
    {
        return (YearSaid::Short(year), after);
    }
    year_after(w, of).unwrap_or((YearSaid::None, end))
}

/// "Friday, Oct. 17, 2019", "Friday 17 May 2019", "Friday the 13th".
fn weekday_date(w: &Words, start: usize) -> Found<Point> {
    let (weekday, end) = weekday_of(w, start)?;
    let at = end + usize::from(w.mark(end, &[',']));
    let at = at + usize::from(w.is(at, &["the"]));
    if let Some((mut point, end)) =
        [month_day(w, at), day_month(w, at), numeric(w, at)].into_iter().flatten().max_by_key(|(_, end)| *end)
    {
        if let Base::Cycle { cycle, year: YearSaid::None, .. } = &mut point.base
            && let Cycle::Day(month, day) = *cycle
        {
            *cycle = Cycle::NamedDay(month, day, weekday);
        }
        return Some((point, end));
    }
    // "Friday the 13th"; "Friday, the fourth decline" is another thing.
    let (day, end) = ordinal(w, at).filter(|_| at == end + 1 && w.at(at).number().is_some())?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    Some((Point::cycle(Cycle::DayOfMonth(day), YearSaid::None), end))
}

/// "July 2018", "January, 2019", "January this year", "March of last year", "May".
fn month_year(w: &Words, start: usize) -> Found<Point> {
    let (month, end) = month(w, start)?;
    let point = |year, end| Some((Point::cycle(Cycle::Month(month), year), end));
    let comma = end + usize::from(w.mark(end, &[',']) || w.is(end, &["of"]));
    let at = w.past_hyphen(comma);
    let in_words = || year_in_words(w, at).filter(|_| w.is(end, &["of"]));
    if let Some((year, after)) = full_year(w, at).or_else(in_words) {
        return point(YearSaid::Full(year), after);
    }
    if let Some((year, after)) = short_year(w, at) {
        return point(YearSaid::Short(year), after);
    }
    if let Some((year, after)) = year_after(w, at) {
        return point(year, after);
    }
    // A month alone: "March for the dead" is a march, "May" before a verb's subject is not a month.
    let token = w.at(start);
    let doubtful = matches!(&*token.lower, "march" | "may" | "mar" | "sun" | "august");
    let (_, short) = month_of(token)?;
    let before = w.word(start.wrapping_sub(1));
    let led = matches!(
        before,
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "to"
            | "of"
            | "last"
            | "this"
            | "next"
            | "early"
            | "late"
            | "mid"
            | "during"
            | "through"
            | "before"
            | "after"
            | "and"
            | "between"
            | "or"
            | "for"
            | "each"
            | "every"
            | "the"
    ) || w.hyphen(start.wrapping_sub(1));
    let surely =
        matches!(before, "in" | "since" | "until" | "by" | "last" | "next" | "during" | "early" | "late" | "mid");
    let followed = !surely && w.is(end, &["for", "on", "of", "i", "we", "you", "be", "not", "have"]);
    // "April O'Neil", "June Carter": a first name.
    let next = w.at(end);
    if !led && next.capital && !next.is_mark() || matches!(before, "named" | "called") {
        return None;
    }
    if (doubtful && (!led || followed)) || (short && end == start + 1) {
        return None;
    }
    point(YearSaid::None, end)
}

/// "2019-05-17", "5/17/2019", "17.05.2019", "2019/05/17".
fn numeric(w: &Words, start: usize) -> Found<Point> {
    let (a, b, c) = (w.at(start), w.at(start + 2), w.at(start + 4));
    let mark = ['-', '/', '.'].into_iter().find(|mark| w.mark(start + 1, &[*mark]))?;
    let joined = (start + 1..start + 5).all(|at| w.at(at).glued) && w.mark(start + 3, &[mark]);
    let part_of_more = w.mark(start + 5, &['-', '/']) && w.at(start + 5).glued
        || a.glued && w.mark(start.wrapping_sub(1), &['-', '/', '.', '$']);
    if !joined || part_of_more {
        return None;
    }
    let (first, second, third) = (a.number()?, b.number()?, c.number()?);
    let (year, month, day) = match (a.digits(), b.digits(), c.digits()) {
        (4, 1..=2, 1..=2) => (YearSaid::Full(first as i32), second, third),
        (1..=2, 1..=2, 4 | 2) => {
            let year = if c.digits() == 4 { YearSaid::Full(third as i32) } else { YearSaid::Short(third) };
            // Month first as in the United States, unless that is impossible or dots say otherwise.
            if mark == '.' || first > 12 { (year, second, first) } else { (year, first, second) }
        }
        _ => return None,
    };
    // "1.2.34" may be a version, a score, an address.
    if mark == '.' && matches!(year, YearSaid::Short(_)) {
        return None;
    }
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    day_point(month, day, year, start + 5)
}

/// "Thanksgiving", "New Year's Eve 1999", "Christmas of last year".
pub fn holiday(w: &Words, start: usize) -> Found<Point> {
    let token = w.at(start);
    if !token.capital {
        return None;
    }
    let (rule, end) =
        lexicon::holidays(&token.lower).iter().find_map(|(spelling, rule)| Some((*rule, w.spell(start, spelling)?)))?;
    let end = end + usize::from(matches!(rule, Holiday::Easter(_)) && w.is(end, &["day"]));
    let at = end + usize::from(w.mark(end, &[',']) || w.is(end, &["of", "in"]));
    let (year, end) = match full_year(w, at) {
        Some((year, after)) => (YearSaid::Full(year), after),
        None => year_after(w, at).unwrap_or((YearSaid::None, end)),
    };
    let week = w.is(end, &["week", "weekend"]);
    let point = Point::cycle(Cycle::Holiday(rule), year);
    if week {
        let unit = if w.is(end, &["week"]) { Unit::Week } else { Unit::Weekend };
        return Some((Point::new(Base::UnitOf(unit, Box::new(point))), end + 1));
    }
    Some((point, end))
}
