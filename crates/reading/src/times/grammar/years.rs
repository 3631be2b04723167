//! Years, decades and centuries.

use super::Found;
use super::numbers::ordinal;
use crate::times::lexicon::Sense;
use crate::times::meaning::{Base, Cycle, Point, YearSaid};
use crate::times::tokens::{Token, Words};

/// Years that are told from other numbers by being written with four digits and no comma.
const COMMON_YEARS: std::ops::RangeInclusive<u32> = 1000..=2199;

/// A year in digits, as the end of a date: four digits, or fewer with "A.D." or "BC".
pub fn full_year(w: &Words, at: usize) -> Found<i32> {
    if let Some((year, end)) = era_year(w, at) {
        return Some((year, end));
    }
    let token = w.at(at);
    let number = token.number().filter(|_| token.digits() == 4)?;
    // Parts of longer numbers, amounts, decades.
    let next = w.at(at + 1);
    let counted = next.glued && w.mark(at + 1, &['%'])
        || next.glued && w.mark(at + 1, &['.', ',']) && w.at(at + 2).glued && w.at(at + 2).number().is_some()
        || next.glued && next.number().is_none() && !next.is_mark();
    let alone = COMMON_YEARS.contains(&number) || next.is_mark();
    (!counted && alone && number > 0).then_some((number as i32, at + 1))
}

/// "44 B.C.", "A.D. 79", "800 CE".
fn era_year(w: &Words, at: usize) -> Found<i32> {
    let era = |at: usize| -> Option<(bool, usize)> {
        let dotted = |first: &str, second: &str| {
            w.is(at, &[first]) && w.mark(at + 1, &['.']) && w.is(at + 2, &[second]) && w.at(at + 2).glued
        };
        let stop = |end: usize| end + usize::from(w.mark(end, &['.']) && w.at(end).glued);
        match w.word(at) {
            _ if dotted("b", "c") => Some((true, stop(at + 3))),
            _ if dotted("a", "d") => Some((false, stop(at + 3))),
            "bc" | "bce" => Some((true, at + 1)),
            "ad" | "ce" if w.at(at).capital => Some((false, at + 1)),
            _ => None,
        }
    };
    if let Some((false, number_at)) = era(at) {
        let number = w.at(number_at).number().filter(|number| (1..=9999).contains(number))?;
        return Some((number as i32, number_at + 1));
    }
    let number = w.at(at).number().filter(|number| (1..=9999).contains(number))?;
    let (before_christ, end) = era(at + 1)?;
    // Astronomers' count, which jiff's calendar uses: 1 BC is 0.
    Some((if before_christ { 1 - number as i32 } else { number as i32 }, end))
}

/// "'98", "98" after a hyphen.
pub fn short_year(w: &Words, at: usize) -> Found<u32> {
    let quoted = w.mark(at, &['\'', '’', '‘', '`']);
    let number_at = at + usize::from(quoted);
    let token = w.at(number_at);
    let tied = if quoted { token.glued } else { w.hyphen(at.wrapping_sub(1)) && token.glued };
    let followed = w.at(number_at + 1).glued && !w.at(number_at + 1).is_mark();
    (tied && !followed && token.digits() == 2).then_some((token.number()?, number_at + 1))
}

/// "this year", "last year", "of the following year", "that year", "a year ago" at the end of a date.
pub fn year_after(w: &Words, at: usize) -> Found<YearSaid> {
    let the = at + usize::from(w.is(at, &["the", "of"]));
    let said = match w.word(the) {
        "this" | "current" if the == at || w.is(the, &["current"]) => YearSaid::Shift(0),
        "last" => YearSaid::Shift(-1),
        "next" => YearSaid::Shift(1),
        "that" | "same" => YearSaid::NarrativeShift(0),
        "following" => YearSaid::NarrativeShift(1),
        "previous" => YearSaid::NarrativeShift(-1),
        _ => return None,
    };
    w.is(the + 1, &["year"]).then_some((said, the + 2))
}

/// "1990", "fiscal 2019", "the year 2000", "FY2019", "the 2019 period".
pub fn year(w: &Words, start: usize) -> Found<Point> {
    let whole = |year, end| Some((Point::cycle(Cycle::Whole, YearSaid::Full(year)), end));
    let the = start + usize::from(w.is(start, &["the"]));
    match w.word(the) {
        "fiscal" => {
            let at = w.past_hyphen(the + 1);
            let at = at + usize::from(w.is(at, &["year"]));
            if let Some((year, end)) = full_year(w, at) {
                return whole(year, end);
            }
        }
        "fy" if w.at(the + 1).number().is_some() => {
            if let Some((year, end)) = full_year(w, the + 1) {
                return whole(year, end);
            }
            let short = w.at(the + 1);
            let year = short.number().filter(|_| short.digits() == 2)?;
            return Some((Point::cycle(Cycle::Whole, YearSaid::Short(year)), the + 2));
        }
        "year" | "years" => {
            let (year, end) = full_year(w, the + 1)?;
            return whole(year, end);
        }
        _ => {}
    }
    if let Some((year, end)) = era_year(w, start) {
        return whole(year, end);
    }
    if let Some((year, end)) = short_year(w, start).filter(|_| w.mark(start, &['\'', '’'])) {
        let led = w.is(start.wrapping_sub(1), &["in", "since", "of", "by", "from", "until"]);
        return led.then(|| (Point::cycle(Cycle::Whole, YearSaid::Short(year)), end));
    }
    let (year, end) = full_year(w, the)?;
    let number = w.at(the).number()?;
    // "the 2019 period" is one expression; "the 2019 accord" has the year alone.
    if the > start {
        let period = w.is(end, &["period", "quarter"]);
        return period.then(|| (Point::cycle(Cycle::Period, YearSaid::Full(year)), end + 1));
    }
    let token = w.at(start);
    let before = w.before(start);
    let glued_before = token.glued
        && before.is_mark()
        && !w.mark(start.wrapping_sub(1), &['(', '[', '"', '“', '‘', '\'', '-', '–', '—', '/', '`']);
    let money = w.mark(start.wrapping_sub(1), &['$', '£', '€', '#', '№']);
    // "Room 2019", "Flight 1999"
    let article = matches!(&*before.lower, "a" | "an" | "the" | "its" | "their" | "his" | "her" | "our" | "this");
    let numbered = before.capital && !before.is_mark() && !led(before) && !article;
    if glued_before || money || numbered {
        return None;
    }
    let prefix = token.glued && w.hyphen(start.wrapping_sub(1));
    if prefix
        && !w.is(start.wrapping_sub(2), &["mid", "post", "pre", "late", "early"])
        && w.at(start.wrapping_sub(2)).number().is_none()
    {
        return None;
    }
    let led = led(before);
    let amount = w.is(
        end,
        &[
            "percent",
            "people",
            "points",
            "miles",
            "km",
            "kilometers",
            "kilometres",
            "men",
            "troops",
            "soldiers",
            "dollars",
            "pounds",
            "feet",
            "meters",
            "metres",
            "tons",
            "tonnes",
            "gmt",
            "utc",
            "hours",
            "times",
            "jobs",
            "members",
            "acres",
            "barrels",
        ],
    );
    if amount || w.mark(end, &['%', ':']) && w.at(end).glued {
        return None;
    }
    // "between 1500 and 2000 workers" stays a risk; a plural noun after a round number is taken for a count.
    let noun = w.word(end);
    let counted = noun.len() > 3
        && noun.ends_with('s')
        && !noun.ends_with("ss")
        && !w.is(end, &["olympics", "elections", "does", "this", "less", "was", "is", "has", "talks", "accords"])
        && number.is_multiple_of(50);
    let modern = (1900..=2099).contains(&number) && !counted;
    let old = led
        && COMMON_YEARS.contains(&number)
        && !counted
        && !w.is(start.wrapping_sub(1), &["of", "than", "about", "around", "to", "and", "for", "or", "by", "that"]);
    if modern || old { whole(year, end) } else { None }
}

/// Whether a word often stands before a year.
fn led(before: &Token) -> bool {
    matches!(
        &*before.lower,
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "of"
            | "during"
            | "before"
            | "after"
            | "through"
            | "to"
            | "and"
            | "between"
            | "late"
            | "early"
            | "mid"
            | "for"
            | "or"
            | "than"
            | "back"
            | "around"
            | "circa"
            | "about"
            | "that"
            | "both"
            | "into"
            | "throughout"
            | "year"
            | "post"
            | "pre"
    )
}

/// "the 1990s", "the '80s", "the nineties", "the eighteen-eighties".
pub fn decade(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let the = at > start;
    let token = w.at(at);
    let s = |at: usize| {
        // "1990's" without "the" is what belongs to the year 1990.
        let apostrophe = usize::from(the && w.mark(at, &['\'', '’']) && w.at(at).glued);
        (w.is(at + apostrophe, &["s"]) && w.at(at + apostrophe).glued).then_some(at + apostrophe + 1)
    };
    if let Some(number) = token.number().filter(|number| token.digits() == 4 && number.is_multiple_of(10)) {
        let end = s(at + 1)?;
        return COMMON_YEARS.contains(&number).then(|| {
            let base = if number.is_multiple_of(100) && number < 1900 {
                Base::Century((number / 100) as i32, false)
            } else {
                Base::Decade((number / 10) as i32, true)
            };
            (Point::new(base), end)
        });
    }
    let quoted = w.mark(at, &['\'', '’', '‘']);
    let number_at = at + usize::from(quoted);
    let short = w.at(number_at);
    if let Some(number) = short.number().filter(|number| short.digits() == 2 && number.is_multiple_of(10)) {
        let end = s(number_at + 1)?;
        // "in his 40s" is an age.
        let article = at > start
            || w.is(start.wrapping_sub(1), &["the", "mid", "late", "early"])
            || w.hyphen(start.wrapping_sub(1));
        let age = !quoted && w.is(start.wrapping_sub(1), &["his", "her", "their", "my"]);
        return ((quoted || article) && !age).then(|| (Point::new(Base::Decade((number / 10) as i32, false)), end));
    }
    let named =
        |at: usize| w.at(at).sense(|sense| if let Sense::Decade(decade) = sense { Some(*decade) } else { None });
    let hyphen = w.past_hyphen(at + 1);
    if let Some(decade) = named(hyphen) {
        let century = match w.word(at) {
            "nineteen" => 190,
            "eighteen" => 180,
            "seventeen" => 170,
            _ => -1,
        };
        if century > 0 {
            return Some((Point::new(Base::Decade(century + decade, true)), hyphen + 1));
        }
    }
    let own = w.is(start.wrapping_sub(1), &["his", "her", "their", "my", "your"]);
    let article =
        at > start || w.is(start.wrapping_sub(1), &["the", "mid", "late", "early"]) || w.hyphen(start.wrapping_sub(1));
    let decade = named(at).filter(|_| article && !own)?;
    Some((Point::new(Base::Decade(decade, false)), at + 1))
}

/// "the 13th century", "nineteenth-century", "the third century B.C.".
pub fn century(w: &Words, start: usize) -> Found<Point> {
    let at = start + usize::from(w.is(start, &["the"]));
    let (number, at) = ordinal(w, at).filter(|(number, _)| (1..=30).contains(number))?;
    // "the 19th-century bridge": the article is the noun's.
    if w.hyphen(at) && w.is(start, &["the"]) {
        return None;
    }
    let at = w.past_hyphen(at);
    if !w.is(at, &["century"]) {
        return None;
    }
    let mut end = at + 1;
    let mut before_christ = false;
    if w.is(end, &["bc", "bce"]) {
        (end, before_christ) = (end + 1, true);
    } else if w.is(end, &["b"]) && w.mark(end + 1, &['.']) && w.is(end + 2, &["c"]) {
        let stop = usize::from(w.mark(end + 3, &['.']) && w.at(end + 3).glued);
        (end, before_christ) = (end + 3 + stop, true);
    }
    let number = i32::try_from(number).ok()? - 1;
    Some((Point::new(Base::Century(if before_christ { number + 1 } else { number }, before_christ)), end))
}
