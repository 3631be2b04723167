//! Words that place a thing in the past, present or future and say little more: "now", "recently", "the year-ago
//! period".

use super::numbers::amount;
use super::years::full_year;
use super::{Found, parts};
use crate::times::lexicon::{Cue, Sense};
use crate::times::meaning::{Amount, Base, Cycle, Origin, Point, Reference, Unit, Within, YearSaid};
use crate::times::tokens::Words;

/// "the year-ago period", "the year-earlier quarter", "year-ago", "the latest period".
pub fn period(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the", "a"]));
    if let Some(noun) = parts::year_ago(w, at) {
        let from = if w.is(noun.saturating_sub(1), &["ago"]) { Origin::Ago } else { Origin::Earlier };
        let end = noun + usize::from(w.is(noun, &["period", "quarter", "month"]));
        return Some((Point::shift(Unit::Year, -1, from), end));
    }
    if at > start && w.is(at, &["latest"]) && w.is(at + 1, &["period"]) {
        return Some((Point::shift(Unit::Quarter, 0, Origin::Latest), at + 2));
    }
    None
}

/// "the same period last year", "the same quarter a year ago", "the same period of 2029".
pub fn same_period(w: &Words, start: usize) -> Found<Point> {
    let same = w.is(start, &["the"]) && w.is(start + 1, &["same"]) && w.is(start + 2, &["period", "quarter"]);
    let at = start + 3;
    let month = w.is(start, &["the"]) && w.is(start + 1, &["same"]) && w.is(start + 2, &["month"]);
    if month && w.is(at, &["a"]) && w.is(at + 1, &["year"]) && w.is(at + 2, &["ago", "earlier", "before"]) {
        return Some((Point::shift(Unit::Month, -12, Origin::Narrative), at + 3));
    }
    let last = at + usize::from(w.is(at, &["of"]));
    if month && w.is(last, &["last"]) && w.is(last + 1, &["year"]) {
        return Some((Point::shift(Unit::Month, -12, Origin::Narrative), last + 2));
    }
    if same && w.is(at, &["a"]) && w.is(at + 1, &["year"]) && w.is(at + 2, &["ago", "earlier", "before"]) {
        return Some((Point::shift(Unit::Year, -1, Origin::Ago), at + 3));
    }
    let of = at + usize::from(w.is(at, &["of", "in"]));
    // Of the year before the one spoken of, whichever that is: in March the last quarter reported is itself of last year.
    if same && w.is(of, &["last"]) && w.is(of + 1, &["year"]) {
        return Some((Point::shift(Unit::Year, -1, Origin::Ago), of + 2));
    }
    let (year, end) = full_year(w, of).filter(|_| same && of > at)?;
    Some((Point::cycle(Cycle::Period, YearSaid::Full(year)), end))
}

/// "the summer before last", "three summers ago", "two Fridays ago", "two nights ago".
pub fn before_last(w: &Words, start: usize) -> Found<Point> {
    let season = |at: usize, plural: bool| {
        w.at(at).sense(|sense| match sense {
            Sense::Season(season, several) if *several == plural => Some(*season),
            _ => None,
        })
    };
    let at = start + usize::from(w.is(start, &["the"]));
    if at > start
        && let Some(season) = season(at, false)
    {
        let last = w.is(at + 1, &["before"]) && w.is(at + 2, &["last"]);
        let point = Point::cycle(Cycle::Season(season), YearSaid::Shift(-2));
        return last.then_some((point, at + 3));
    }
    let (Amount::Exact(count, 1), at) = amount(w, start)? else { return None };
    let count = i64::try_from(count).ok()?;
    if !w.is(at + 1, &["ago"]) {
        return None;
    }
    if let Some(season) = season(at, true) {
        return Some((Point::cycle(Cycle::Season(season), YearSaid::Shift(-count)), at + 2));
    }
    let part = w.at(at).sense(|sense| if let Sense::Part(part, true) = sense { Some(*part) } else { None });
    if let Some(part) = part {
        let mut point = Point::shift(Unit::Day, -count, Origin::Publication);
        point.within = Some(Within::Part(part));
        return Some((point, at + 2));
    }
    None
}

/// "now", "recently", "the future", "the past", "one day".
pub fn reference(w: &Words, start: usize) -> Found<Point> {
    let point = |reference, end| Some((Point::new(Base::Reference(reference)), end));
    let at = start + usize::from(w.is(start, &["the"]));
    if at > start && w.is(at, &["other"]) && w.is(at + 1, &["day"]) {
        return point(Reference::Past, at + 2);
    }
    if at > start {
        let adjective =
            at + usize::from(w.is(at, &["near", "foreseeable", "immediate", "distant", "recent", "not", "very"]));
        return match w.word(adjective) {
            "future" if !w.is(adjective + 1, &["of"]) => point(Reference::Future, adjective + 1),
            "past"
                if w.is(start.wrapping_sub(1), &["in", "of", "from", "than"])
                    && (w.at(adjective + 1).is_mark() || w.is(adjective + 1, &["and", "to", "that"])) =>
            {
                point(Reference::Past, adjective + 1)
            }
            "present" if w.at(adjective + 1).is_mark() => point(Reference::Present, adjective + 1),
            "term" | "short" | "near" | "long" if w.is(at, &["short", "near", "long"]) && w.is(at + 1, &["term"]) => {
                point(Reference::Future, at + 2)
            }
            _ => None,
        };
    }
    // "future talks"
    let plural = |at: usize| w.word(at).len() > 3 && w.word(at).ends_with('s') && !w.word(at).ends_with("ss");
    if w.is(start, &["future"])
        && !w.at(start).capital
        && !w.hyphen(start + 1)
        && (plural(start + 1) || plural(start + 2))
    {
        return point(Reference::Future, start + 1);
    }
    if let Some(found) = phrase(w, start) {
        return Some(found);
    }
    if w.is(start, &["right", "just"]) && w.is(start + 1, &["now"]) {
        return point(Reference::Present, start + 2);
    }
    if w.is(start, &["more", "most"]) && w.is(start + 1, &["recently"]) {
        return point(Reference::Past, start + 2);
    }
    // "will one day"
    if w.is(start, &["one", "some"]) && w.is(start + 1, &["day"]) {
        let modal = w.is(
            start.wrapping_sub(1),
            &["will", "may", "might", "could", "would", "can", "to", "must", "should", "ll"],
        );
        return if modal { point(Reference::Future, start + 2) } else { None };
    }
    if w.is(start, &["as"]) && w.is(start + 1, &["soon"]) && w.is(start + 2, &["as"]) && w.is(start + 3, &["possible"])
    {
        return point(Reference::Future, start + 4);
    }
    // "Now, let us be realistic", "Now for the quiz": a call, no time.
    let comma = start + 1 + usize::from(w.mark(start + 1, &[',']));
    if w.is(start, &["now"]) && w.at(start).capital && w.is(comma, &["let", "don", "do", "for", "if", "look"]) {
        return None;
    }
    let (reference, adjective) = w.at(start).sense(|sense| {
        if let Sense::Reference(reference, adjective) = sense { Some((*reference, *adjective)) } else { None }
    })?;
    // "the now-closed plant" says of the plant what it is, not when.
    if w.hyphen(start + 1) && w.at(start + 2).glued {
        return None;
    }
    let noun = !w.at(start + 1).is_mark() && !w.at(start + 1).lower.is_empty();
    if adjective && !noun {
        return None;
    }
    if w.is(start, &["soon"]) {
        // "soon after", "as soon as", and "soon became", "was soon released", which tell of the past.
        let next = w.word(start + 1);
        let past = next.ends_with("ed") || w.at(start + 1).senses.contains(&Sense::Cue(Cue::Past));
        let before = w.is(start.wrapping_sub(1), &["as", "too", "was", "were", "had", "very"]);
        if past || before || matches!(next, "as" | "after" | "afterward" | "enough") {
            return None;
        }
    }
    point(reference, start + 1)
}

/// "long ago", "these days", "mid-year".
fn phrase(w: &Words, start: usize) -> Found<Point> {
    let point = |reference, end| Some((Point::new(Base::Reference(reference)), end));
    let not = start + usize::from(w.is(start, &["not"]));
    if w.is(not, &["long"]) && w.is(not + 1, &["ago"]) {
        return point(Reference::Past, not + 2);
    }
    if w.is(start, &["a", "some"]) {
        let time = start + 1 + usize::from(w.is(start + 1, &["long", "short"]));
        return if w.is(time, &["time"]) && w.is(time + 1, &["ago"]) { point(Reference::Past, time + 2) } else { None };
    }
    if w.is(start, &["these"]) && w.is(start + 1, &["days"]) && !w.is(start.wrapping_sub(1), &["of"]) {
        return point(Reference::Present, start + 2);
    }
    let end = match w.word(start) {
        "midyear" => start + 1,
        "mid" if w.hyphen(start + 1) && w.is(start + 2, &["year"]) => start + 3,
        _ => return None,
    };
    let mut year = Point::shift(Unit::Year, 0, Origin::Publication);
    year.modifier = Some("MID");
    Some((year, end))
}
