//! Which of the many Fridays, Mays and third quarters is meant.

use super::Context;
use super::stamp::{SEASONS, Stamp, easter, year_value};
use crate::times::direction::Direction;
use crate::times::meaning::{Cycle, Holiday, Unit, Which, YearSaid};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Days beyond which a month or day without a year is doubted, whatever the tense: of what lies further back or ahead
/// writers say the year, so that a verb misread is likelier.
const FURTHEST: i64 = 240;

/// The same for a quarter to come: results are forecast of the next.
const FURTHEST_QUARTER: i64 = 100;
/// By how many days a date to come must be nearer than one gone by, where nothing else decides.
const PAST_FIRST: i64 = 15;

/// A stretch of the calendar, or as much of a value as is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Placed {
    /// Known.
    Stamp(Stamp),
    /// Known in part: `XXXX-05-17`.
    Partial(String),
}

/// Places a recurring date. Its year, where said, decides; otherwise `which`; otherwise the date `before` that it is
/// joined to; otherwise the tense.
pub fn place(
    cycle: Cycle,
    year: YearSaid,
    which: Which,
    context: &Context<'_>,
    before: Option<Stamp>,
    direction: impl FnOnce() -> Direction,
) -> Placed {
    let known = match cycle {
        Cycle::Weekday(day) => weekday(day, year, which, context, before, direction),
        Cycle::Weekend => weekend(year, which, context, direction),
        Cycle::Period => said_year(year, context).map(|year| context.period(year)),
        Cycle::DayOfMonth(day) => day_of_month(day, context, direction),
        _ => match said_year(year, context) {
            Some(year) => in_year(cycle, year),
            None if year == YearSaid::None => nearest(cycle, which, context, before, direction),
            None => None,
        },
    };
    known.map_or_else(|| Placed::Partial(partial(cycle, year)), Placed::Stamp)
}

/// The year as a number, where it can be known.
fn said_year(year: YearSaid, context: &Context<'_>) -> Option<i32> {
    let published = context.published.year;
    match year {
        YearSaid::None => None,
        YearSaid::Full(year) => Some(year),
        YearSaid::Short(short) => {
            let short = i32::try_from(short).ok()?;
            // Of the hundred years that reach furthest 20 years ahead: "'98" in 2031 is 2018, "'45" is 2045.
            let latest = published? + 20;
            Some(latest - (latest - short).rem_euclid(100))
        }
        YearSaid::Shift(years) => Some(published? + i32::try_from(years).ok()?),
        YearSaid::NarrativeShift(years) => Some(context.narrative()?.year()? + i32::try_from(years).ok()?),
    }
}

/// The one of that year.
fn in_year(cycle: Cycle, year: i32) -> Option<Stamp> {
    let short = i16::try_from(year).ok()?;
    Some(match cycle {
        Cycle::Whole => Stamp::Year(year),
        Cycle::Month(month) => Stamp::Month(year, month),
        Cycle::Day(month, day) | Cycle::NamedDay(month, day, _) => Stamp::Day(Date::new(short, month, day).ok()?),
        Cycle::Quarter(quarter) => Stamp::Quarter(year, quarter),
        Cycle::Half(half) => Stamp::Half(year, half),
        Cycle::Season(code) => Stamp::Season(year, season_index(code)),
        Cycle::Holiday(holiday) => Stamp::Day(holiday_in(holiday, year)?),
        Cycle::Weekday(_) | Cycle::DayOfMonth(_) | Cycle::Weekend | Cycle::Period => return None,
    })
}

fn season_index(code: &str) -> i8 {
    SEASONS.iter().position(|season| *season == code).and_then(|at| i8::try_from(at).ok()).unwrap_or(0)
}

fn holiday_in(holiday: Holiday, year: i32) -> Option<Date> {
    let short = i16::try_from(year).ok()?;
    match holiday {
        Holiday::Fixed(month, day) => Date::new(short, month, day).ok(),
        Holiday::Nth(month, nth, weekday) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(short, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
        Holiday::Easter(days) => easter(year)?.checked_add(i64::from(days).days()).ok(),
    }
}

/// A month, day, quarter, season or holiday whose year is not said.
fn nearest(
    cycle: Cycle,
    which: Which,
    context: &Context<'_>,
    joined: Option<Stamp>,
    direction: impl FnOnce() -> Direction,
) -> Option<Stamp> {
    if cycle == Cycle::Whole {
        return None;
    }
    let published = context.published;
    let year = published.year?;
    let month = published.month?;
    let candidates: Vec<Stamp> = (year - 2..=year + 2).filter_map(|year| in_year(cycle, year)).collect();
    let unit = candidates.first()?.unit();
    // With a month known and no day, days are compared from its middle.
    let today = published.date.or_else(|| Date::new(i16::try_from(year).ok()?, month, 15).ok())?;
    let current = Stamp::holding(today, unit)?.first_day()?;
    let before = |strict: bool| {
        let ends =
            |stamp: &&Stamp| stamp.first_day().is_some_and(|day| if strict { day < current } else { day <= current });
        candidates.iter().rfind(ends).copied()
    };
    let after = |strict: bool| {
        let begins =
            |stamp: &&Stamp| stamp.first_day().is_some_and(|day| if strict { day > current } else { day >= current });
        candidates.iter().find(begins).copied()
    };
    let distance = |stamp: &Stamp| stamp.first_day().map_or(i64::MAX, |day| days_between(day, current).abs());
    // Of two as near the past one: more is told than forecast.
    let cost = |stamp: &&Stamp| distance(stamp) + if stamp.first_day() > Some(current) { PAST_FIRST } else { 0 };
    let closest = || candidates.iter().min_by_key(cost).copied();
    // "Friday, May 17": few years have a 17 May on a Friday. Where a writer erred in the weekday, none nearby has.
    if let Cycle::NamedDay(.., weekday) = cycle {
        let fits =
            |stamp: &&Stamp| matches!(stamp, Stamp::Day(date) if date.weekday().to_monday_one_offset() == weekday);
        let fitting = candidates.iter().filter(fits).min_by_key(cost).copied();
        if fitting.is_some() && which == Which::ByTense {
            return fitting;
        }
    }
    let other = joined.filter(|other| which == Which::ByTense && matches!(other, Stamp::Day(_) | Stamp::Month(..)));
    if let Some(other) = other.and_then(|other| other.widened(unit)?.first_day()) {
        return candidates
            .iter()
            .copied()
            .filter(|stamp| stamp.first_day() >= Some(other))
            .min_by_key(|stamp| stamp.first_day());
    }
    let furthest = if unit == Unit::Quarter { FURTHEST_QUARTER } else { FURTHEST };
    // Of a month of the running year nobody says the year, however far off it is.
    let credible =
        |stamp: &Stamp, furthest: i64| distance(stamp) <= furthest || unit == Unit::Month && stamp.year() == Some(year);
    match which {
        Which::Last => {
            // "last February", written in March, is that of the year before: this year's is "last month".
            let last = before(true)?;
            let just = unit == Unit::Month && last.shifted(1) == Stamp::holding(today, unit);
            if just { last.shifted(-12) } else { Some(last) }
        }
        Which::Next => after(true),
        Which::This => {
            // In January "this winter" is the one that began the year before.
            let begun = unit == Unit::Season && month <= 2 && cycle == Cycle::Season("WI");
            in_year(cycle, year - i32::from(begun))
        }
        // What is told of a half of the year is told when it is over.
        Which::ByTense if unit == Unit::Half => match direction() {
            Direction::Future | Direction::LikelyFuture => after(false),
            _ => candidates.iter().rfind(|stamp| stamp.shifted(1).and_then(Stamp::first_day) <= Some(today)).copied(),
        },
        Which::ByTense => match direction() {
            Direction::Past => before(false),
            Direction::Future => after(false),
            Direction::LikelyPast => before(false).filter(|stamp| credible(stamp, FURTHEST)).or_else(closest),
            Direction::LikelyFuture => after(false).filter(|stamp| credible(stamp, furthest)).or_else(closest),
            Direction::Unknown => closest(),
        },
    }
}

fn days_between(a: Date, b: Date) -> i64 {
    a.duration_since(b).as_hours() / 24
}

fn weekday(
    day: i8,
    year: YearSaid,
    which: Which,
    context: &Context<'_>,
    joined: Option<Stamp>,
    direction: impl FnOnce() -> Direction,
) -> Option<Stamp> {
    let weekday = Weekday::from_monday_one_offset(day).ok()?;
    // "the following Friday" counts from the day spoken of.
    let from = match year {
        YearSaid::NarrativeShift(_) => match context.narrative()? {
            Stamp::Day(date) => date,
            _ => return None,
        },
        _ => context.published.date?,
    };
    let back = |from: Date, strict: bool| {
        let days =
            (7 + i64::from(from.weekday().to_monday_zero_offset()) - i64::from(weekday.to_monday_zero_offset())) % 7;
        from.checked_sub(if strict && days == 0 { 7 } else { days }.days()).ok()
    };
    let ahead = |from: Date, strict: bool| {
        let days =
            (7 + i64::from(weekday.to_monday_zero_offset()) - i64::from(from.weekday().to_monday_zero_offset())) % 7;
        from.checked_add(if strict && days == 0 { 7 } else { days }.days()).ok()
    };
    if let (Some(Stamp::Day(start)), Which::ByTense) = (joined, which) {
        return ahead(start, true).map(Stamp::Day);
    }
    let date = match which {
        Which::Last => back(from, true),
        // Of tomorrow nobody says "next Tuesday".
        Which::Next if year == YearSaid::None => {
            let tomorrow = from.tomorrow().ok()?;
            ahead(if tomorrow.weekday() == weekday { tomorrow } else { from }, true)
        }
        Which::Next => ahead(from, true),
        Which::This => {
            if direction().is_past() {
                back(from, false)
            } else {
                ahead(from, false)
            }
        }
        Which::ByTense => {
            let next_to = |day: Option<Date>| day.filter(|day| day.weekday() == weekday);
            match direction() {
                Direction::Future | Direction::LikelyFuture => ahead(from, false),
                // "fired a missile on Friday", published on Thursday: tomorrow, where it is Friday already, and not six days
                // ago. In the reports that were annotated for this project it is so for 21 of 27.
                _ => next_to(from.tomorrow().ok()).or_else(|| back(from, false)),
            }
        }
    };
    date.map(Stamp::Day)
}

fn weekend(
    year: YearSaid,
    which: Which,
    context: &Context<'_>,
    direction: impl FnOnce() -> Direction,
) -> Option<Stamp> {
    if let YearSaid::NarrativeShift(count) = year {
        return context.narrative()?.widened(Unit::Weekend)?.shifted(count);
    }
    let today = context.published.date?;
    let this = Stamp::holding(today, Unit::Weekend)?;
    let on_it = today.weekday().to_monday_one_offset() >= 6;
    match which {
        Which::Last => this.shifted(-1),
        Which::Next => this.shifted(i64::from(on_it)),
        Which::This => this.shifted(if !on_it && direction().is_past() { -1 } else { 0 }),
        Which::ByTense if on_it || direction().is_future() => Some(this),
        Which::ByTense => this.shifted(-1),
    }
}

fn day_of_month(day: i8, context: &Context<'_>, direction: impl FnOnce() -> Direction) -> Option<Stamp> {
    let today = context.published.date?;
    let of = |date: Date| Date::new(date.year(), date.month(), day).ok();
    let this = of(today);
    let date = match direction() {
        Direction::Past | Direction::LikelyPast => {
            this.filter(|date| *date <= today).or_else(|| of(today.checked_sub(1.months()).ok()?))
        }
        Direction::Future | Direction::LikelyFuture => {
            this.filter(|date| *date >= today).or_else(|| of(today.checked_add(1.months()).ok()?))
        }
        Direction::Unknown => this,
    };
    date.map(Stamp::Day)
}

/// The value with `X` for what is not known.
pub fn partial(cycle: Cycle, year: YearSaid) -> String {
    let year = match year {
        YearSaid::Full(year) => year_value(year),
        YearSaid::Short(short) => format!("XX{short:02}"),
        _ => "XXXX".to_owned(),
    };
    match cycle {
        Cycle::Whole | Cycle::Period => year,
        Cycle::Weekend => format!("{year}-WXX-WE"),
        Cycle::Month(month) => format!("{year}-{month:02}"),
        Cycle::Day(month, day) | Cycle::NamedDay(month, day, _) | Cycle::Holiday(Holiday::Fixed(month, day)) => {
            format!("{year}-{month:02}-{day:02}")
        }
        Cycle::Weekday(day) => format!("{year}-WXX-{day}"),
        Cycle::Quarter(quarter) => format!("{year}-Q{quarter}"),
        Cycle::Half(half) => format!("{year}-H{half}"),
        Cycle::Season(season) => format!("{year}-{season}"),
        Cycle::Holiday(Holiday::Nth(month, ..)) => format!("{year}-{month:02}-XX"),
        Cycle::Holiday(Holiday::Easter(_)) => format!("{year}-XX-XX"),
        Cycle::DayOfMonth(day) => format!("{year}-XX-{day:02}"),
    }
}
