//! So much before or after: "two weeks ago", "a year earlier", "three days later", "a week from Tuesday".

use super::lengths::{length, unit};
use super::{Found, dates, relative};
use crate::times::meaning::{Amount, Base, Length, Origin, Point, Unit};
use crate::times::tokens::Words;

/// "two weeks ago", "a year earlier", "three days later", "two weeks from now", "a week ago Friday".
pub fn counted(w: &Words, start: usize) -> Found<Point> {
    let (length, end) = match length(w, start) {
        Some(found) => found,
        None => {
            // "months ago", "years later"
            let (unit, _) = unit(w, start).filter(|(_, plural)| *plural)?;
            (Length { parts: vec![(Amount::Unknown, unit)], modifier: None }, start + 1)
        }
    };
    let (sign, from, end) = match w.word(end) {
        "ago" => {
            // "a week ago Monday"
            if let ([(Amount::Exact(weeks, 1), Unit::Week)], Some((day, after))) =
                (length.parts.as_slice(), dates::weekday_of(w, end + 1))
            {
                let week = Point::shift(Unit::Week, -i64::try_from(*weeks).ok()?, Origin::Publication);
                return Some((Point::new(Base::NthOf(day, Unit::Day, Box::new(week))), after));
            }
            (-1, Origin::Ago, end + 1)
        }
        // "in three weeks' time"
        "" if w.mark(end, &['\'', '’']) && w.is(end + 1, &["time"]) && w.is(start.wrapping_sub(1), &["in"]) => {
            (1, Origin::Publication, end + 2)
        }
        "earlier" | "previously" | "beforehand" => (-1, Origin::Earlier, end + 1),
        "before" if w.at(end + 1).is_mark() => (-1, Origin::Narrative, end + 1),
        "later" | "afterward" | "afterwards" | "thereafter" => (1, Origin::Narrative, end + 1),
        "after" if w.at(end + 1).is_mark() => (1, Origin::Narrative, end + 1),
        "hence" => (1, Origin::Publication, end + 1),
        "from" if w.is(end + 1, &["now"]) => (1, Origin::Publication, end + 2),
        "from" if w.is(end + 1, &["then"]) => (1, Origin::Narrative, end + 2),
        "from" | "after" | "before" => {
            let sign = if w.is(end, &["before"]) { -1 } else { 1 };
            let at = end + 1 + usize::from(w.is(end + 1, &["this"]));
            let (point, after) = dates::date(w, at).or_else(|| relative::day_word(w, at))?;
            let weekly = w.is(end, &["from"]) || matches!(length.parts.as_slice(), [(_, unit)] if *unit <= Unit::Week);
            if !weekly {
                return None;
            }
            (sign, Origin::Point(Box::new(point)), after)
        }
        _ => return None,
    };
    Some((shifted(&length, sign, from), end))
}

/// A length as a shift: precise to its smallest unit, or to the next smaller where it is a fraction.
fn shifted(length: &Length, sign: i64, from: Origin) -> Point {
    let mut total: Option<(i64, Unit)> = None;
    let mut unknown = false;
    for (amount, unit) in &length.parts {
        let Amount::Exact(above, below) = *amount else {
            unknown = true;
            total = Some((0, *unit));
            break;
        };
        let below = u64::from(below.max(1));
        let (count, unit) = if above % below == 0 { (above / below, *unit) } else { finer(above, below, *unit) };
        let count = i64::try_from(count).unwrap_or(i64::MAX / 4).min(1_000_000);
        total = Some(match total {
            None => (count, unit),
            Some((sum, last)) => {
                let rate = i64::try_from(per(last, unit)).unwrap_or(1);
                (sum.saturating_mul(rate).saturating_add(count), unit)
            }
        });
    }
    let (count, unit) = total.unwrap_or((0, Unit::Day));
    let count = (!unknown).then_some(sign * count);
    Point { base: Base::Shift { unit, count, from }, within: None, modifier: length.modifier }
}

/// "two and a half years" in months.
fn finer(above: u64, below: u64, unit: Unit) -> (u64, Unit) {
    let smaller = match unit {
        Unit::Century | Unit::Decade | Unit::Millennium => Unit::Year,
        Unit::Year => Unit::Month,
        Unit::Month | Unit::Week => Unit::Day,
        Unit::Day => Unit::Hour,
        _ => Unit::Minute,
    };
    (above.saturating_mul(per(unit, smaller)) / below, smaller)
}

/// How many of the smaller unit there are in the larger.
fn per(large: Unit, small: Unit) -> u64 {
    match (large, small) {
        (Unit::Millennium, Unit::Year) => 1000,
        (Unit::Century, Unit::Year) => 100,
        (Unit::Decade, Unit::Year) => 10,
        (Unit::Year, Unit::Month) => 12,
        (Unit::Year, Unit::Week) => 52,
        (Unit::Year, Unit::Day) => 365,
        (Unit::Month, Unit::Week) => 4,
        (Unit::Month, Unit::Day) => 30,
        (Unit::Week, Unit::Day) => 7,
        (Unit::Day, Unit::Hour) => 24,
        (Unit::Hour, Unit::Minute) | (Unit::Minute, Unit::Second) => 60,
        _ => 1,
    }
}
