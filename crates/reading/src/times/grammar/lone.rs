//! Numbers that are dates by the word before them alone: "on the 15th", "in nineteen seventy-six".

use super::Found;
use super::numbers::{ordinal, year_in_words};
use crate::times::meaning::{Base, Cycle, Point, Which, YearSaid};
use crate::times::tokens::Words;

/// "the 15th" alone, after "on" or "by".
pub fn day_of_month(w: &Words, start: usize) -> Found<Point> {
    if !w.is(start, &["the"]) || !w.is(start.wrapping_sub(1), &["on", "by", "until", "since", "from"]) {
        return None;
    }
    let (day, end) = ordinal(w, start + 1).filter(|_| w.at(start + 1).number().is_some())?;
    let alone = w.at(end).is_mark() || w.is(end, &["and", "when", "to", "he", "she", "they", "it", "the", "in", "at"]);
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && alone)?;
    let point = Point::new(Base::Cycle { cycle: Cycle::DayOfMonth(day), year: YearSaid::None, which: Which::ByTense });
    Some((point, end))
}

/// A year in words stands where dates do: "in nineteen seventy-six".
pub fn spoken_year(w: &Words, start: usize) -> Found<Point> {
    let at = start + if w.is(start, &["the"]) && w.is(start + 1, &["year"]) { 2 } else { 0 };
    let led = at > start
        || w.is(
            start.wrapping_sub(1),
            &["in", "since", "by", "until", "from", "of", "before", "after", "late", "early"],
        );
    let (year, end) = year_in_words(w, at)?;
    led.then(|| (Point::cycle(Cycle::Whole, YearSaid::Full(year)), end))
}
