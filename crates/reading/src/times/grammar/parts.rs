//! Parts of the year: quarters, halves, seasons.

use super::Found;
use super::numbers::{ordinal, year_in_words};
use super::years::{full_year, short_year, year_after};
use crate::times::lexicon::Sense;
use crate::times::meaning::{Cycle, Point, YearSaid};
use crate::times::tokens::Words;

/// How many words around a half are looked at for what it is the half of.
const HALF_REACH: usize = 25;
/// Words of business, of which halves of years are told.
const FIGURES: [&str; 23] = [
    "results",
    "profit",
    "profits",
    "earnings",
    "sales",
    "revenue",
    "revenues",
    "loss",
    "losses",
    "income",
    "exports",
    "imports",
    "growth",
    "output",
    "economy",
    "gdp",
    "inflation",
    "dividend",
    "turnover",
    "shipments",
    "percent",
    "deficit",
    "surplus",
];

/// "the third quarter of 2006", "the 2018 second quarter", "third-quarter", "Q3 2006", "the fiscal first quarter".
pub fn quarter(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let (mut year, at) = match full_year(w, at).filter(|_| w.at(at).number().is_some()) {
        Some((year, after)) => (YearSaid::Full(year), after),
        None => (YearSaid::None, at),
    };
    let ago = year_ago(w, at);
    let at = ago.unwrap_or(at);
    if ago.is_some() {
        year = YearSaid::Shift(-1);
    }
    let at = if w.is(at, &["fiscal"]) { w.past_hyphen(at + 1) } else { at };
    let (number, mut end) = match w.word(at) {
        "q" if w.at(at + 1).glued && w.at(at + 1).digits() == 1 => (w.at(at + 1).number()?, at + 2),
        _ => {
            // "the last quarter" is the one before this, "the last quarter of 2006" the fourth.
            let last = w.is(at, &["last", "final"]) && w.is(at + 1, &["quarter"]) && w.is(at + 2, &["of"]);
            let last = (last && full_year(w, at + 3).is_some()).then_some((4, at + 1));
            let (number, end) = last.or_else(|| ordinal(w, at))?;
            // "the third-quarter loss": the article is the noun's.
            if at > start && w.hyphen(end) && year == YearSaid::None {
                return None;
            }
            let end = w.past_hyphen(end);
            let end = if w.is(end, &["fiscal"]) { w.past_hyphen(end + 1) } else { end };
            (number, if w.is(end, &["quarter"]) { end + 1 } else { return None })
        }
    };
    if !(1..=4).contains(&number) {
        return None;
    }
    if year == YearSaid::None {
        let of = end + usize::from(w.is(end, &["of", "in"]) || w.mark(end, &[',']));
        let of = of + usize::from(w.is(of, &["fiscal"]));
        if let Some((found, after)) = full_year(w, of) {
            (year, end) = (YearSaid::Full(found), after);
        } else if let Some((found, after)) = year_after(w, of) {
            (year, end) = (found, after);
        } else if w.is(of, &["the"]) && w.is(of + 1, &["year"]) {
            (year, end) = (YearSaid::NarrativeShift(0), of + 2);
        } else if w.is(of, &["a"]) && w.is(of + 1, &["year"]) && w.is(of + 2, &["ago", "earlier"]) {
            (year, end) = (YearSaid::Shift(-1), of + 3);
        }
    }
    Some((Point::cycle(Cycle::Quarter(i8::try_from(number).ok()?), year), end))
}

/// "year-ago", "year-earlier" before a noun; gives the index of that noun.
pub fn year_ago(w: &Words, at: usize) -> Option<usize> {
    let next = w.past_hyphen(at + 1);
    (w.is(at, &["year"]) && next > at + 1 && w.is(next, &["ago", "earlier"])).then_some(next + 1)
}

/// "the first half of 2006", "the second half of last year", "the last half of 2006".
pub fn half(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let last = w.is(at, &["last", "latter", "final"]).then_some((2, at + 1));
    let (number, at) = last.or_else(|| ordinal(w, at)).filter(|(number, _)| *number <= 2)?;
    let hyphened = w.hyphen(at);
    let at = w.past_hyphen(at);
    if !w.is(at, &["half"]) {
        return None;
    }
    if !w.is(at + 1, &["of"]) {
        // "the first-half loss": the article is the noun's.
        let extent = if hyphened { !w.is(start, &["the"]) } else { w.is(start, &["the"]) && last.is_none() };
        return (extent && figures(w, start))
            .then(|| (Point::cycle(Cycle::Half(i8::try_from(number).unwrap_or(1)), YearSaid::None), at + 1));
    }
    let of = at + 2 + usize::from(w.is(at + 2, &["the"]));
    let of = of + usize::from(w.is(of, &["fiscal"]));
    let (year, end) = match full_year(w, of) {
        Some((year, after)) => (YearSaid::Full(year), after),
        None if w.is(of, &["year"]) => (YearSaid::NarrativeShift(0), of + 1),
        None => year_after(w, of)?,
    };
    Some((Point::cycle(Cycle::Half(i8::try_from(number).ok()?), year), end))
}

/// Whether the words around tell of business, so that a half is one of a year and not of a match.
fn figures(w: &Words, at: usize) -> bool {
    let near = at.saturating_sub(HALF_REACH)..at + HALF_REACH;
    near.into_iter().any(|at| w.mark(at, &['$', '£', '€', '%']) || FIGURES.contains(&w.word(at)))
}

/// "the summer of 2006", "winter 1999", "in the spring", "summer".
pub fn season(w: &Words, start: usize) -> Found<Point> {
    let article = w.is(start, &["the"]);
    let at = start + usize::from(article);
    let season = w.at(at).sense(|sense| if let Sense::Season(season, false) = sense { Some(*season) } else { None })?;
    let end = at + 1;
    let of = end + usize::from(w.is(end, &["of"]));
    let point = |year, end| Some((Point::cycle(Cycle::Season(season), year), end));
    let in_words = || year_in_words(w, of).filter(|_| of > end);
    if let Some((year, after)) = full_year(w, of).or_else(in_words) {
        return point(YearSaid::Full(year), after);
    }
    if let Some((year, after)) = short_year(w, of).filter(|_| w.mark(of, &['\'', '’', '‘'])) {
        return point(YearSaid::Short(year), after);
    }
    if let Some((year, after)) = year_after(w, of) {
        return point(year, after);
    }
    // A season alone needs a sign that it is one: springs flow, governments fall.
    let lead = w.is(
        start.wrapping_sub(1),
        &[
            "in", "during", "by", "until", "since", "through", "into", "over", "for", "mid", "late", "early", "after",
            "before", "of",
        ],
    );
    // "the spring and summer"
    let season_before = w.at(start.wrapping_sub(2)).sense(|sense| matches!(sense, Sense::Season(..)).then_some(()));
    let lead = lead || w.is(start.wrapping_sub(1), &["and", "or"]) && season_before.is_some();
    let verbal = matches!(w.word(at), "fall" | "spring");
    let by = w.is(start.wrapping_sub(1), &["by", "until", "since", "before"]);
    let sure = if verbal { (article && lead || by) && of == end } else { (article || lead) && of == end };
    if sure && !w.is(end, &["games", "olympics", "olympic", "break", "camp", "school"]) {
        point(YearSaid::None, end)
    } else {
        None
    }
}

/// A quarter or half after "next year's".
pub fn part_of_year(w: &Words, start: usize) -> Found<Point> {
    if let Some(found) = quarter(w, start) {
        return Some(found);
    }
    let (number, end) = ordinal(w, start).filter(|(number, _)| *number <= 2)?;
    let at = w.past_hyphen(end);
    let half = i8::try_from(number).ok()?;
    w.is(at, &["half"]).then(|| (Point::cycle(Cycle::Half(half), YearSaid::None), at + 1))
}
