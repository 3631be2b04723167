//! Parts of longer stretches, and stretches as such: "the week of June 9", "the first Monday in May", "the quarter".

use super::lengths::unit;
use super::relative::{day_word, which};
use super::{Found, dates, years};
use crate::times::meaning::{Base, Cycle, Holiday, Origin, Point, Unit, Within, YearSaid};
use crate::times::tokens::Words;

/// "the first Monday in February", "the last Friday of January 2030".
pub fn nth_weekday(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let (number, after) = match w.word(at) {
        "last" => (-1_i64, at + 1),
        _ => super::numbers::ordinal(w, at)
            .map(|(number, end)| (i64::from(number), end))
            .filter(|(number, _)| (1..=5).contains(number))?,
    };
    let (weekday, of) = dates::weekday_of(w, after)?;
    let (mut point, end) = dates::date(w, of + 1).filter(|_| w.is(of, &["of", "in"]))?;
    let Base::Cycle { cycle, .. } = &mut point.base else { return None };
    let Cycle::Month(month) = *cycle else { return None };
    *cycle = Cycle::Holiday(Holiday::Nth(month, i8::try_from(number).ok()?, weekday));
    Some((point, end))
}

/// "the week of June 9", "the night of Sept. 4", "the last day of the month", "the second week of May".
pub fn whole_of(w: &Words, start: usize) -> Found<Point> {
    if !w.is(start, &["the", "its", "their", "his", "her", "first", "last"]) {
        return None;
    }
    let at = start + usize::from(!w.is(start, &["first", "last"]));
    let inner = |at: usize| {
        dates::date(w, at)
            .or_else(|| years::year(w, at))
            .or_else(|| which(w, at))
            .or_else(|| day_word(w, at))
            .or_else(|| the_unit(w, at))
    };
    if let Some(part) = dates::part_of_day(w, at).filter(|part| part.len() == 2) {
        let of = at + 1;
        let (mut point, end) = inner(of + 1).filter(|_| w.is(of, &["of"]))?;
        point.within = Some(Within::Part(part));
        return Some((point, end));
    }
    if let Some((unit, false)) = unit(w, at).filter(|(unit, _)| *unit >= Unit::Day) {
        let (point, end) = inner(at + 2).filter(|_| w.is(at + 1, &["of", "ending", "ended", "beginning"]))?;
        return (unit <= Unit::Week).then(|| (Point::new(Base::UnitOf(unit, Box::new(point))), end));
    }
    let (number, after) = match w.word(at) {
        "last" | "final" => (-1, at + 1),
        _ => super::numbers::ordinal(w, at).and_then(|(number, end)| Some((i8::try_from(number).ok()?, end)))?,
    };
    let (unit, plural) =
        unit(w, after).filter(|(unit, _)| matches!(unit, Unit::Day | Unit::Week | Unit::Weekend | Unit::Month))?;
    if plural {
        return None;
    }
    if w.is(after + 1, &["of", "in"])
        && let Some((point, end)) = inner(after + 2)
    {
        return Some((Point::new(Base::NthOf(number, unit, Box::new(point))), end));
    }
    // "the second day of the talks": the day spoken of.
    let running = unit == Unit::Day
        && w.is(after + 1, &["of"])
        && w.is(after + 2, &["a", "an", "the", "his", "her", "its", "their"])
        && super::lengths::unit(w, after + 3).is_none();
    if running {
        return Some((Point::shift(unit, 0, Origin::Narrative), after + 1));
    }
    // "now in its second week": the week that runs now.
    let running = w.is(start, &["its", "their", "his", "her"])
        && w.is(start.wrapping_sub(1), &["in", "into", "entered", "enters", "entering"]);
    (running && number > 0).then(|| (Point::shift(unit, 0, Origin::Publication), after + 1))
}

/// "the quarter", "the year", "the weekend": the one spoken of, or the running one.
pub fn the_unit(w: &Words, start: usize) -> Found<Point> {
    if !w.is(start, &["the"]) {
        return None;
    }
    let at = start + 1;
    let at = at + usize::from(w.is(at, &["fiscal", "full", "calendar", "entire", "whole"]));
    let (unit, plural) = unit(w, at)?;
    let allowed = matches!(unit, Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year);
    let sum = w.mark(at + 2, &['$', '£', '€']) || w.at(at + 2).number().is_some();
    let other = w.is(at + 1, &["before", "after", "when", "that", "ahead", "in", "he", "she", "they", "it", "since"])
        || w.is(at + 1, &["of", "to"]) && !sum
        || w.hyphen(at + 1)
        || w.is(at + 1, &["ended", "ending", "beginning", "starting"]);
    if unit == Unit::Weekend && !plural {
        return Some((Point::cycle(Cycle::Weekend, YearSaid::None), at + 1));
    }
    // "the quarter ended June 30" is that one; a year that ends then is told as a length.
    if unit == Unit::Quarter && !plural && w.is(at + 1, &["ended", "ending"]) {
        let (day, _) = dates::date(w, at + 2 + usize::from(w.is(at + 2, &["in", "on"])))?;
        return Some((Point::new(Base::UnitOf(unit, Box::new(day))), at + 1));
    }
    // "the quarter a year ago"
    if unit == Unit::Quarter && w.is(at + 1, &["a"]) && w.is(at + 2, &["year"]) && w.is(at + 3, &["ago", "earlier"]) {
        return Some((Point::shift(Unit::Year, -1, Origin::Ago), at + 4));
    }
    if plural || !allowed || other {
        return None;
    }
    let whole = unit == Unit::Year && at > start + 1;
    let from = if whole { Origin::Publication } else { Origin::Narrative };
    Some((Point::shift(unit, 0, from), at + 1))
}
