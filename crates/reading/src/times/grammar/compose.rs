//! Points of time put together: "early Friday", "the end of last month", "4 p.m. EST, Apr. 9", "Monday night".

use super::clock::clock;
use super::{Found, dates, lengths, lone, parts, relative, vague, wholes, years};
use crate::times::meaning::{Base, Cycle, Origin, Point, Unit, Within, YearSaid};
use crate::times::tokens::Words;

/// A point of time with all that belongs to it.
pub fn point(w: &Words, start: usize) -> Found<Point> {
    let readings = [
        modified(w, start),
        edge(w, start),
        half_of(w, start),
        year_end(w, start),
        timed(w, start),
        clocked(w, start),
        part_alone(w, start),
    ];
    readings.into_iter().flatten().max_by_key(|(_, end)| *end)
}

/// A date, year, or relative time without modifiers.
fn plain(w: &Words, start: usize) -> Found<Point> {
    let first =
        [relative::relative(w, start), dates::date(w, start), years::decade(w, start), years::century(w, start)];
    first
        .into_iter()
        .flatten()
        .max_by_key(|(_, end)| *end)
        .or_else(|| years::year(w, start))
        .or_else(|| vague::period(w, start))
        .or_else(|| lone::spoken_year(w, start))
        .or_else(|| lone::day_of_month(w, start))
        .or_else(|| wholes::the_unit(w, start))
        .or_else(|| vague::reference(w, start))
}

/// Whether the point is one day, so that a time of day can go with it.
fn is_day(point: &Point) -> bool {
    match &point.base {
        Base::Cycle { cycle, .. } => {
            matches!(
                cycle,
                Cycle::Day(..) | Cycle::NamedDay(..) | Cycle::Weekday(_) | Cycle::Holiday(_) | Cycle::DayOfMonth(_)
            )
        }
        Base::Shift { unit, .. } | Base::NthOf(_, unit, _) | Base::UnitOf(unit, _) => *unit == Unit::Day,
        _ => false,
    }
}

/// A date with a time of day after it: "Monday night", "tomorrow morning", "May 17 at 9:40 a.m.".
fn timed(w: &Words, start: usize) -> Found<Point> {
    let (mut point, end) = plain(w, start)?;
    if let Some(found) = part_of_year(w, &point, end) {
        return Some(found);
    }
    if matches!(point.base, Base::Cycle { cycle: Cycle::Whole, .. }) {
        let open = match (w.word(end), w.word(end + 1)) {
            ("or", "later") | ("and", "beyond" | "later") => Some("ON_OR_AFTER"),
            ("or", "earlier" | "before") => Some("ON_OR_BEFORE"),
            _ => None,
        };
        point.modifier = open;
        return Some((point, if open.is_some() { end + 2 } else { end }));
    }
    if point.within.is_some() || !is_day(&point) {
        return Some((point, end));
    }
    let early = w.is(end, &["early", "late"]) && dates::part_of_day(w, end + 1).is_some();
    let at = end + usize::from(early);
    if let Some(part) = dates::part_of_day(w, at).filter(|_| !w.hyphen(at + 1)) {
        point.within = Some(match part.split_once(':') {
            Some((hour, _)) => Within::Clock(hour.parse().ok()?, Some(0), None, false),
            None => Within::Part(part),
        });
        return Some((point, at + 1));
    }
    let comma = end + usize::from(w.mark(end, &[',']));
    let at = comma + usize::from(w.is(comma, &["at"]));
    let stamp = w.is(end, &["t"]) && w.at(end).glued && w.at(end + 1).glued;
    if let Some((time, after)) =
        clock(w, if stamp { end + 1 } else { at }).filter(|_| at > comma || comma == end || w.at(at).number().is_some())
    {
        point.within = Some(time);
        return Some((point, after));
    }
    Some((point, end))
}

/// "next year's first quarter", "2029's third quarter", "this year's second half".
fn part_of_year(w: &Words, year: &Point, end: usize) -> Found<Point> {
    let said = match &year.base {
        Base::Cycle { cycle: Cycle::Whole, year: said @ YearSaid::Full(_), .. } => *said,
        Base::Shift { unit: Unit::Year, count: Some(count), from: Origin::Publication } => YearSaid::Shift(*count),
        _ => return None,
    };
    if !(w.mark(end, &['\'', '’']) && w.is(end + 1, &["s"])) {
        return None;
    }
    let (mut part, after) = parts::part_of_year(w, end + 2)?;
    match &mut part.base {
        Base::Cycle { year, .. } if *year == YearSaid::None => *year = said,
        _ => return None,
    }
    Some((part, after))
}

/// A clock time, with the date after it if there is one: "noon Saturday", "4 a.m. EDT on Thursday".
fn clocked(w: &Words, start: usize) -> Found<Point> {
    let (time, end) = clock(w, start)?;
    let at = end + usize::from(w.mark(end, &[',']));
    let at = at + usize::from(w.is(at, &["on"]));
    let day = timed(w, at).filter(|(point, _)| is_day(point) && !matches!(point.within, Some(Within::Clock(..))));
    if let Some((mut point, after)) = day {
        point.within = Some(in_part(time, point.within));
        return Some((point, after));
    }
    // "the 9:40 a.m. train": the article stays outside. A clock time alone is of the day spoken of.
    let mut point = Point::shift(Unit::Day, 0, Origin::Narrative);
    point.within = Some(time);
    Some((point, end))
}

/// The half of the day that a part of it gives to a clock time: "8 o'clock Monday night".
fn in_part(time: Within, part: Option<Within>) -> Within {
    match (time, part) {
        (Within::Clock(hour @ 1..12, minute, second, utc), Some(Within::Part("AF" | "EV"))) => {
            Within::Clock(hour + 12, minute, second, utc)
        }
        // "2 o'clock at night" is that of the morning.
        (Within::Clock(hour @ 5..12, minute, second, utc), Some(Within::Part("NI"))) => {
            Within::Clock(hour + 12, minute, second, utc)
        }
        _ => time,
    }
}

/// "the morning", "overnight", "dawn" without a day.
fn part_alone(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let at = at + usize::from(w.is(at, &["early", "late"]) && at > start);
    let part = dates::part_of_day(w, at).filter(|part| part.len() == 2)?;
    let led = w.is(
        start.wrapping_sub(1),
        &["in", "during", "by", "until", "through", "at", "before", "after", "since", "throughout"],
    );
    let word = w.word(at);
    let fits = match word {
        "overnight" => at == start,
        "dawn" | "dusk" | "daybreak" | "nightfall" | "sunrise" | "sunset" | "lunchtime" => led,
        "night" => at > start && led && !w.is(start.wrapping_sub(1), &["at"]),
        _ => at > start && led,
    };
    let more = w.hyphen(at + 1) || w.is(at + 1, &["of", "sky", "club", "light", "news", "shift"]);
    // "dawn Tuesday"
    let day = dates::date(w, at + 1).filter(|(point, _)| at == start && is_day(point) && point.within.is_none());
    let (mut point, end) = day.unwrap_or_else(|| (Point::shift(Unit::Day, 0, Origin::Narrative), at + 1));
    point.within = Some(Within::Part(part));
    (fits && !more).then_some((point, end))
}

/// "early Friday", "late last week", "mid-November", "the early 1980s", "earlier this year", "later today".
fn modified(w: &Words, start: usize) -> Found<Point> {
    let the = start + usize::from(w.is(start, &["the"]));
    let word = w.word(the);
    let modifier = match word {
        "early" | "earlier" => "START",
        "late" | "later" => "END",
        "mid" | "middle" => "MID",
        "post" if the == start && w.hyphen(the + 1) => "AFTER",
        "pre" if the == start && w.hyphen(the + 1) => "BEFORE",
        _ => return None,
    };
    let at = w.past_hyphen(the + 1);
    let at = at + usize::from(w.is(at, &["in", "on"]) && !matches!(word, "mid" | "middle"));
    let part = dates::part_of_day(w, at).filter(|part| part.len() == 2 && word == "mid");
    let (mut point, end) = match part {
        Some(part) => {
            let mut point = Point::shift(Unit::Day, 0, Origin::Narrative);
            point.within = Some(Within::Part(part));
            (point, at + 1)
        }
        // "later in the day": the one spoken of.
        None if w.is(at, &["the"]) && w.is(at + 1, &["day"]) && w.is(at.wrapping_sub(1), &["in"]) => {
            (Point::shift(Unit::Day, 0, Origin::Narrative), at + 2)
        }
        None => timed(w, at)?,
    };
    if matches!(point.base, Base::Reference(_)) || point.modifier.is_some() {
        return None;
    }
    // "later" and "earlier" say before or after what, not which part of it, unless the unit runs now.
    let counted = w.is(end.saturating_sub(1), &["ago", "earlier", "later"]);
    if counted || (the > start && !matches!(point.base, Base::Decade(..) | Base::Century(..) | Base::Cycle { .. })) {
        return None;
    }
    point.modifier = Some(modifier);
    Some((point, end))
}

/// "the end of the year", "the beginning of October", "the middle of next week", "end of May".
fn edge(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let at = at + usize::from(w.is(at, &["very"]));
    let modifier = match w.word(at) {
        "end" | "close" | "close-out" => "END",
        "beginning" | "start" | "outset" => "START",
        "middle" | "midst" => "MID",
        "rest" | "remainder" => "END",
        _ => return None,
    };
    edge_of(w, at + 1, modifier)
}

/// "the first half of the 20th century", "the latter half of May": halves that TIMEX3 has no value for.
fn half_of(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let modifier = match w.word(at) {
        "first" => "START",
        "second" | "latter" | "last" => "END",
        _ => return None,
    };
    let half = w.past_hyphen(at + 1);
    let (point, end) = edge_of(w, half + 1, modifier).filter(|_| w.is(half, &["half"]))?;
    let no_value = matches!(
        point.base,
        Base::Century(..) | Base::Decade(..) | Base::Cycle { cycle: Cycle::Month(_), .. } | Base::Shift { .. }
    );
    no_value.then_some((point, end))
}

/// What stands after "the end": "of the year".
fn edge_of(w: &Words, of: usize, modifier: &'static str) -> Found<Point> {
    let (mut point, end) = plain(w, of + 1).filter(|_| w.is(of, &["of"]))?;
    if matches!(point.base, Base::Reference(_)) || point.within.is_some() {
        return None;
    }
    point.modifier = Some(modifier);
    Some((point, end))
}

/// "year-end", "year's end", "the year end", "month-end".
fn year_end(w: &Words, start: usize) -> Found<Point> {
    let (_, begin) = lengths::modifier(w, start);
    let at = begin + usize::from(w.is(begin, &["the"]));
    let (unit, _) = lengths::unit(w, at)
        .filter(|(unit, plural)| matches!(unit, Unit::Year | Unit::Month | Unit::Quarter) && !plural)?;
    let possessive = w.mark(at + 1, &['\'', '’']) && w.is(at + 2, &["s"]);
    let end = if possessive { at + 3 } else { w.past_hyphen(at + 1) };
    if !w.is(end, &["end"]) {
        return None;
    }
    let (mut point, end) = match years::full_year(w, end + 1).filter(|_| unit == Unit::Year) {
        Some((year, after)) => (Point::cycle(Cycle::Whole, YearSaid::Full(year)), after),
        None => (Point::shift(unit, 0, Origin::Publication), end + 1),
    };
    point.modifier = Some("END");
    Some((point, end))
}
