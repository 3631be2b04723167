//! The other end of a range whose month or century is said only once: "May 17-19", "10-12 June", "1990-91".

use super::{Expression, dates};
use crate::times::meaning::{Base, Cycle, Meaning, Point, YearSaid};
use crate::times::tokens::Words;

/// The day before the dash in "10-12 June" and "10 and 12 June", which begins at `at`.
pub fn before_month(w: &Words, at: usize) -> Option<Expression> {
    let first = w.at(at);
    if !(1..=2).contains(&first.digits()) {
        return None;
    }
    let joined = w.hyphen(at + 1) || w.is(at + 1, &["to", "and", "or", "until"]) || w.mark(at + 1, &['–', '—']);
    if !joined || !(1..=2).contains(&w.at(at + 2).digits()) || w.before(at).number().is_some() {
        return None;
    }
    let (point, _) = dates::date(w, at + 2)?;
    let Base::Cycle { cycle: Cycle::Day(month, last), year, which } = point.base else { return None };
    let day = i8::try_from(first.number()?).ok().filter(|day| (1..last).contains(day))?;
    let point = Point::new(Base::Cycle { cycle: Cycle::Day(month, day), year, which });
    Some(Expression { words: at..at + 1, meaning: Meaning::Point(point) })
}

/// The later day or year after an expression that ends at `end`.
pub fn after(w: &Words, end: usize, first: &Meaning) -> Option<Expression> {
    let Meaning::Point(Point { base: Base::Cycle { cycle, year, which }, within: None, .. }) = first else {
        return None;
    };
    let dash = w.hyphen(end) || w.mark(end, &['–', '—']) && w.at(end + 1).glued;
    let at = end + 1;
    let token = w.at(at);
    let number = token.number().filter(|_| token.digits() <= 2)?;
    match *cycle {
        Cycle::Day(month, day) | Cycle::NamedDay(month, day, _) if *year == YearSaid::None || dash => {
            let joined = dash || w.is(end, &["to", "and", "through", "or", "until"]);
            let (other, mut after) = (i8::try_from(number).ok()?, at + 1);
            if !joined || other <= day || jiff::civil::Date::new(2000, month, other).is_err() {
                return None;
            }
            let comma = after + usize::from(w.mark(after, &[',']));
            let mut said = *year;
            if let Some((full, end)) = super::years::full_year(w, comma) {
                (said, after) = (YearSaid::Full(full), end);
            }
            let free = w.at(after).is_mark()
                || w.is(after, &["in", "at", "to", "by", "with", "when", "for", "after", "before", "as", "and"]);
            let unit = super::lengths::unit(w, w.past_hyphen(after)).is_some();
            let point = Point::new(Base::Cycle { cycle: Cycle::Day(month, other), year: said, which: *which });
            ((dash || free) && !unit).then_some(Expression { words: at..after, meaning: Meaning::Point(point) })
        }
        Cycle::Whole => {
            let YearSaid::Full(first) = *year else { return None };
            let short =
                i32::try_from(number).ok().filter(|short| dash && token.digits() == 2 && *short > first % 100)?;
            let point = Point::cycle(Cycle::Whole, YearSaid::Full(first - first % 100 + short));
            Some(Expression { words: at..at + 1, meaning: Meaning::Point(point) })
        }
        _ => None,
    }
}

/// Gives the year of a range's second end to its first: "from May to July 2019", "July 8-9, 2019".
pub fn share_years(w: &Words, found: &mut [Expression]) {
    for at in 1..found.len() {
        let (before, after) = found.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
        let joint = first.words.end;
        let joined = second.words.start == joint + 1
            && (w.is(joint, &["to", "and", "or", "until", "till", "through"]) || w.mark(joint, &['-', '–', '—', '/']));
        let Some((of_second, full @ YearSaid::Full(_))) = cycle(&second.meaning) else { continue };
        if let Meaning::Point(Point { base: Base::Cycle { cycle: of_first, year, .. }, .. }) = &mut first.meaning
            && joined
            && *year == YearSaid::None
            && order(*of_first) <= order(of_second)
            && order(*of_first).is_some()
        {
            *year = full;
        }
    }
}

fn cycle(meaning: &Meaning) -> Option<(Cycle, YearSaid)> {
    match meaning {
        Meaning::Point(Point { base: Base::Cycle { cycle, year, .. }, .. }) => Some((*cycle, *year)),
        _ => None,
    }
}

/// Where in the year it is, for what has a month.
fn order(cycle: Cycle) -> Option<(i8, i8)> {
    match cycle {
        Cycle::Month(month) => Some((month, 0)),
        Cycle::Day(month, day) => Some((month, day)),
        _ => None,
    }
}
