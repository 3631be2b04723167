//! Times counted from another: "yesterday", "last week", "two days later", "the week before last", "that day".

use super::lengths::unit;
use super::{Found, counted, dates, vague, wholes};
use crate::times::lexicon::Sense;
use crate::times::meaning::{Base, Cycle, Origin, Point, Unit, Which, Within, YearSaid};
use crate::times::tokens::Words;

/// How deep "the day before the day before …" may go.
const DEEPEST: usize = 3;

/// A relative time.
pub fn relative(w: &Words, start: usize) -> Found<Point> {
    nested(w, start, DEEPEST)
}

fn nested(w: &Words, start: usize, depth: usize) -> Found<Point> {
    day_word(w, start)
        .or_else(|| counted::counted(w, start))
        .or_else(|| vague::same_period(w, start))
        .or_else(|| part_before(w, start))
        .or_else(|| before_last(w, start, depth))
        .or_else(|| vague::before_last(w, start))
        .or_else(|| {
            [which(w, start), wholes::whole_of(w, start), wholes::nth_weekday(w, start)]
                .into_iter()
                .flatten()
                .max_by_key(|(_, end)| *end)
        })
}

/// "today", "yesterday", "tonight".
pub fn day_word(w: &Words, start: usize) -> Found<Point> {
    let token = w.at(start);
    let day = token.sense(|sense| if let Sense::Day(day) = sense { Some(*day) } else { None })?;
    // At the head of a sentence, no comma after it.
    let head = token.lower == "today" && token.capital && !w.at(start + 1).is_mark();
    let from = if head { Origin::Nowadays } else { Origin::Publication };
    let mut point = Point::shift(Unit::Day, day, from);
    if token.lower == "tonight" {
        point.within = Some(Within::Part("NI"));
    }
    // "USA Today", "Norland Today": the name of a paper or a programme.
    let name = token.capital && w.before(start).capital && !w.before(start).is_mark();
    (!name).then_some((point, start + 1))
}

/// "the week before last", "the day after tomorrow", "the day before last Thursday", "the day after Christmas".
fn before_last(w: &Words, start: usize, depth: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let (unit, plural) = unit(w, at).filter(|(unit, plural)| *unit >= Unit::Day && !plural)?;
    let _ = plural;
    let sign = match w.word(at + 1) {
        "before" => -1,
        "after" => 1,
        _ => return None,
    };
    if sign < 0
        && w.is(at + 2, &["last"])
        && super::lengths::unit(w, at + 3).is_none()
        && dates::named_cycle(w, at + 3).is_none()
    {
        return Some((Point::shift(unit, -2, Origin::Publication), at + 3));
    }
    if sign > 0
        && w.is(at + 2, &["next"])
        && super::lengths::unit(w, at + 3).is_none()
        && dates::named_cycle(w, at + 3).is_none()
    {
        return Some((Point::shift(unit, 2, Origin::Publication), at + 3));
    }
    // "the day before", "the week before": with nothing after it, before what is spoken of.
    if at > start && (w.at(at + 2).is_mark() || w.is(at + 2, &["in", "at", "by"])) {
        return Some((Point::shift(unit, sign, Origin::Narrative), at + 2));
    }
    if unit > Unit::Week {
        return None;
    }
    let depth = depth.checked_sub(1)?;
    let (point, end) = dates::date(w, at + 2).or_else(|| nested(w, at + 2, depth))?;
    if let Base::Shift { unit: inner, count: Some(count), from } = &point.base
        && *inner == unit
    {
        return Some((Point::shift(unit, count + sign, from.clone()), end));
    }
    Some((Point::shift(unit, sign, Origin::Point(Box::new(point))), end))
}

/// "the night before", "the morning after": of the day beside the one spoken of.
fn part_before(w: &Words, start: usize) -> Found<Point> {
    let part = dates::part_of_day(w, start + 1).filter(|part| w.is(start, &["the"]) && part.len() == 2)?;
    let days = match w.word(start + 2) {
        "before" => -1,
        "after" => 1,
        _ => return None,
    };
    let mut point = Point::shift(Unit::Day, days, Origin::Narrative);
    point.within = Some(Within::Part(part));
    w.at(start + 3).is_mark().then_some((point, start + 3))
}

/// "last week", "this Friday", "next March", "the following day", "that year", "the previous quarter", "this past spring".
pub fn which(w: &Words, start: usize) -> Found<Point> {
    let the = w.is(start, &["the", "its", "a"]);
    let mut at = start + usize::from(the);
    let (count, narrative, which) = match w.word(at) {
        "last" => (-1, false, Which::Last),
        "past" if the => (-1, false, Which::Last),
        "this" if !the => {
            if w.is(at + 1, &["past", "coming"]) {
                at += 1;
                if w.is(at, &["past"]) { (0, false, Which::Last) } else { (0, false, Which::Next) }
            } else {
                at += usize::from(w.is(at + 1, &["current", "very"]));
                (0, false, Which::This)
            }
        }
        "next" if the => (1, true, Which::Next),
        "next" => (1, false, Which::Next),
        "coming" | "upcoming" if the => (1, false, Which::Next),
        "current" if the => (0, false, Which::This),
        "latest" | "most" if the => {
            at += usize::from(w.is(at, &["most"]) && w.is(at + 1, &["recent"]));
            (0, true, Which::This)
        }
        "following" | "ensuing" if the => (1, true, Which::Next),
        "previous" | "preceding" | "prior" if the => (-1, true, Which::Last),
        "same" if the => (0, true, Which::This),
        "that" if !the => {
            at += usize::from(w.is(at + 1, &["same", "very"]));
            (0, true, Which::This)
        }
        _ => return None,
    };
    let mut named = at + 1;
    named += usize::from(w.is(named, &["fiscal", "calendar", "full", "single", "whole"]));
    // "This Week" with capitals within a sentence is a title.
    let title = w.at(named).capital && w.at(named + 1).capital && w.at(at).capital;
    // "that date", "the same date"
    if w.is(named, &["date"]) && narrative && which == Which::This && !w.is(at, &["latest", "most"]) {
        return Some((Point::shift(Unit::Day, 0, Origin::Narrative), named + 1));
    }
    if let Some((unit, plural)) = unit(w, named).filter(|(unit, _)| *unit != Unit::Weekend && !title) {
        return which_unit(w, start, (unit, plural), named + 1, count, narrative);
    }
    if w.is(named, &["night", "evening", "afternoon", "morning"]) {
        let part = dates::part_of_day(w, named)?;
        let days = match which {
            // "last night" and "last evening" are the night before; "this morning" is today's.
            Which::Last => -1,
            Which::Next if narrative => 1,
            Which::Next => 1,
            _ => 0,
        };
        let from = if narrative { Origin::Narrative } else { Origin::Publication };
        let mut point = Point::shift(Unit::Day, days, from);
        point.within = Some(Within::Part(part));
        return Some((point, named + 1));
    }
    if w.is(named, &["weekend"]) {
        let year = if narrative { YearSaid::NarrativeShift(count) } else { YearSaid::None };
        return Some((Point::new(Base::Cycle { cycle: Cycle::Weekend, year, which }), named + 1));
    }
    if narrative && which == Which::This {
        // "the same Friday", "that summer". In "said that Monday would do", "that" is a conjunction.
        let (mut point, end) = dates::named_cycle(w, named)?;
        let Base::Cycle { cycle, year, .. } = &mut point.base else { return None };
        let led = w.is(start.wrapping_sub(1), &["in", "by", "of", "during", "until", "since"]);
        let (season, month) = (matches!(cycle, Cycle::Season(_)), matches!(cycle, Cycle::Month(_)));
        if season || month {
            *year = YearSaid::NarrativeShift(0);
        }
        return (the || season || month && led).then_some((point, end));
    }
    let (mut point, end) = day_in_month(w, named).or_else(|| dates::named_cycle(w, named))?;
    if let Base::Cycle { which: slot, year, .. } = &mut point.base {
        *slot = which;
        if narrative && *year == YearSaid::None {
            *year = YearSaid::NarrativeShift(count);
        }
    }
    Some((point, end))
}

fn which_unit(
    w: &Words,
    start: usize,
    (unit, plural): (Unit, bool),
    end: usize,
    count: i64,
    narrative: bool,
) -> Found<Point> {
    // "the last days", "the past years" have no number to count.
    if plural || unit < Unit::Day {
        return None;
    }
    let the = w.is(start, &["the"]);
    let word = w.word(start + usize::from(the));
    // "the last day", "the last minute" are not counted from now; "the past year" is a length up to now.
    if the && matches!(word, "last") && unit < Unit::Week {
        return None;
    }
    if the && word == "past" {
        return None;
    }
    if unit == Unit::Day && (word == "last" || word == "this" || word == "past") {
        return None;
    }
    if narrative && count == 0 && w.is(start, &["that"]) && unit >= Unit::Decade {
        return None;
    }
    let from = match word {
        "latest" | "most" => Origin::Latest,
        _ if narrative => Origin::Narrative,
        _ => Origin::Publication,
    };
    Some((Point::shift(unit, count, from), end))
}

/// "Sept. 4" in "last Sept. 4".
fn day_in_month(w: &Words, at: usize) -> Found<Point> {
    let (point, end) = dates::date(w, at)?;
    matches!(point.base, Base::Cycle { cycle: Cycle::Day(..) | Cycle::NamedDay(..), year: YearSaid::None, .. })
        .then_some((point, end))
}
