//! What happens again and again: "every other week", "daily", "twice a month", "on Mondays".

use super::lengths::{self, length, unit};
use super::numbers::{amount, ordinal};
use super::{Found, dates};
use crate::times::lexicon::{Form, Sense};
use crate::times::meaning::{Amount, Base, Cycle, Length, Point, Unit, Which, Within, YearSaid};
use crate::times::tokens::{Kind, Words};

/// Words before the unit of "twice a week".
const ARTICLES: [&str; 5] = ["a", "an", "per", "each", "every"];

/// "every two weeks", "each year", "every other day", "daily", "twice a week", "a year" after a count.
pub fn every(w: &Words, start: usize) -> Found<Length> {
    let one = |count: u64, unit| Length { parts: vec![(Amount::Exact(count, 1), unit)], modifier: None };
    if let Some((count, unit)) = w.at(start).sense(|sense| match sense {
        Sense::Frequency(count, unit) => Some((u64::from(*count), *unit)),
        _ => None,
    }) {
        // "quarterly" and "annually" are how dividends and reports are called, more than when something happens.
        let name = w.at(start).capital && w.before(start).capital && !w.before(start).is_mark();
        let named = name || matches!(w.word(start), "quarterly" | "annually");
        return (!named || w.is(start.wrapping_sub(1), &["meets", "meet", "twice", "held"]))
            .then(|| (one(count, unit), start + 1));
    }
    // "six days a week": what comes again is the week.
    if let Some((Amount::Exact(..), at)) = amount(w, start).filter(|_| numeric(w, start))
        && let Some((small, true)) = unit(w, at)
        && let Some((large, false)) = unit(w, at + 2).filter(|_| w.is(at + 1, &ARTICLES))
        && small < large
        && !w.is(at + 3, &["ago", "earlier", "later", "before", "after"])
    {
        return Some((one(1, large), at + 3));
    }
    if w.is(start, &["every", "each"]) {
        let at = start + 1;
        if w.is(at, &["other", "second"]) {
            let (unit, _) = unit(w, at + 1)?;
            return Some((one(2, unit), at + 2));
        }
        if let Some((unit, false)) = unit(w, at).filter(|(unit, _)| *unit != Unit::Weekend) {
            return Some((one(1, unit), at + 1));
        }
        if let Some((number, at)) = ordinal(w, at) {
            let (unit, _) = unit(w, at)?;
            return Some((one(u64::from(number), unit), at + 1));
        }
        let (length, end) = length(w, at).filter(|_| w.is(start, &["every"]))?;
        return Some((length, end));
    }
    let twice = w.is(start, &["once", "twice", "thrice"]);
    if twice && let Some((length, end)) = every(w, start + 1).filter(|_| !w.is(start + 1, &ARTICLES)) {
        return Some((length, end));
    }
    if twice || (w.is(start + 1, &["times"]) && amount(w, start).is_some()) {
        let article = start + if twice { 1 } else { 2 };
        let (unit, _) = unit(w, article + 1).filter(|_| w.is(article, &ARTICLES))?;
        return Some((one(1, unit), article + 2));
    }
    if w.is(start, &["a", "an", "per"]) {
        let (unit, plural) = unit(w, start + 1)?;
        let rate = !is_rate(w, start) && (w.is(start, &["per"]) || after_count(w, start));
        let other = w.is(start + 2, &["ago", "earlier", "later", "before", "after", "or"])
            || w.is(start + 2, &["and"]) && w.is(start + 3, &["a"]);
        return (rate && !plural && !other && unit >= Unit::Hour).then(|| (one(1, unit), start + 2));
    }
    None
}

/// Whether "a year" at `at` is the measure of a quantity and no time of anything: "$500 million a year", "358,000
/// a month". TIMEX2, which TIMEX3 goes back to, leaves rates out for that.
pub fn is_rate(w: &Words, at: usize) -> bool {
    let unit = lengths::unit(w, at + 1).is_some_and(|(_, plural)| !plural);
    let other = w.is(at + 2, &["ago", "earlier", "later", "before", "after", "and", "or", "from", "hence"]);
    let before = w.before(at);
    let measure = before.kind == Kind::Mark('%')
        || numeric(w, at.wrapping_sub(1))
        || matches!(
            &*before.lower,
            "percent"
                | "cents"
                | "dollars"
                | "euros"
                | "pounds"
                | "barrels"
                | "tons"
                | "tonnes"
                | "miles"
                | "kilometers"
        );
    w.is(at, &["a", "an", "per"]) && unit && !other && measure
}

/// Whether several things stand before `at`: "two visits a year".
fn after_count(w: &Words, at: usize) -> bool {
    let before = w.before(at);
    let counted = numeric(w, at.wrapping_sub(2)) || numeric(w, at.wrapping_sub(3));
    before.lower == "times" || before.lower.ends_with('s') && before.lower.len() > 3 && counted
}

fn numeric(w: &Words, index: usize) -> bool {
    let token = w.at(index);
    token.number().is_some()
        || token.sense(|sense| matches!(sense, Sense::Number(_) | Sense::Scale(_)).then_some(())).is_some()
        || matches!(
            &*token.lower,
            "billion" | "trillion" | "dozen" | "hundreds" | "thousands" | "millions" | "billions"
        )
}

/// "every Monday", "each June", "on Mondays", "Friday mornings", "each of the last three years".
pub fn each(w: &Words, start: usize) -> Found<Point> {
    let repeated = |cycle| Point::new(Base::Cycle { cycle, year: YearSaid::None, which: Which::ByTense });
    if w.is(start, &["every", "each"]) {
        let at = start + 1;
        if let Some((mut point, end)) = dates::named_cycle(w, at) {
            let part = dates::part_of_day(w, end).filter(|part| part.len() == 2);
            point.within = part.map(Within::Part);
            return Some((point, end + usize::from(part.is_some())));
        }
        if w.is(at, &["weekend"]) {
            return Some((repeated(Cycle::Weekend), at + 1));
        }
        if let Some(part) = dates::part_of_day(w, at).filter(|part| part.len() == 2) {
            let mut point =
                Point::new(Base::Cycle { cycle: Cycle::Whole, year: YearSaid::None, which: Which::ByTense });
            point.within = Some(Within::Part(part));
            return Some((point, at + 1));
        }
        return None;
    }
    let plural = w.at(start).sense(|sense| match sense {
        Sense::Unit(Unit::Weekend, true) if w.is(start.wrapping_sub(1), &["on", "at"]) => Some(Cycle::Weekend),
        Sense::Weekday(day, Form::Plural) => Some(Cycle::Weekday(*day)),
        Sense::Season(season, true) => Some(Cycle::Season(season)),
        _ => None,
    });
    if let Some(cycle) = plural
        .filter(|cycle| !matches!(cycle, Cycle::Season(_)) || w.is(start.wrapping_sub(1), &["in", "during", "most"]))
    {
        return Some((repeated(cycle), start + 1));
    }
    // "Friday mornings"
    let weekday = w.at(start).sense(|sense| match sense {
        Sense::Weekday(day, Form::Full) => Some(*day),
        _ => None,
    })?;
    let part = w.at(start + 1).sense(|sense| match sense {
        Sense::Part(part, true) => Some(*part),
        _ => None,
    })?;
    let mut point = repeated(Cycle::Weekday(weekday));
    point.within = Some(Within::Part(part));
    Some((point, start + 2))
}
