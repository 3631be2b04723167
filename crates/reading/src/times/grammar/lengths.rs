//! Lengths of time: "two and a half years", "a 31-year freeze", "the past two weeks".

use super::Found;
use super::numbers::amount;
use crate::times::lexicon::Sense;
use crate::times::meaning::{Amount, Length, Reference, Unit};
use crate::times::tokens::Words;

/// The unit at `at`, and whether it is in the plural.
pub fn unit(w: &Words, at: usize) -> Option<(Unit, bool)> {
    w.at(at).sense(|sense| if let Sense::Unit(unit, plural) = sense { Some((*unit, *plural)) } else { None })
}

/// "two weeks", "a year and a half", "6 hours 30 minutes", "two to six days", "a day or two", "40+ years".
pub fn length(w: &Words, start: usize) -> Found<Length> {
    let (modifier, begin) = modifier(w, start);
    let (mut parts, mut end) = ranged(w, begin).or_else(|| single(w, begin))?;
    // "a year and a half"
    if w.is(end, &["and"])
        && w.is(end + 1, &["a"])
        && w.is(end + 2, &["half"])
        && unit(w, end + 3).is_none()
        && let Some((Amount::Exact(above, below), _)) = parts.last_mut()
    {
        (*above, *below) = (*above * 2 + u64::from(*below), *below * 2);
        end += 3;
    }
    // "two years and three months", "6 hours, 30 minutes"
    while parts.len() < 4 {
        let joint = end + usize::from(w.mark(end, &[',']));
        let joint = joint + usize::from(w.is(joint, &["and"]));
        let Some((next, after)) = single(w, joint) else { break };
        let smaller = parts.last().zip(next.first()).is_some_and(|(last, next)| next.1 < last.1);
        // "a five-day, 40-hour week" has two lengths.
        let apart = w.hyphen(end.saturating_sub(2)) && joint > end;
        if !smaller || apart || w.is(joint, &["a", "an"]) && joint > end {
            break;
        }
        parts.extend(next);
        end = after;
    }
    let (after_modifier, end) = after(w, end);
    Some((Length { parts, modifier: after_modifier.or(modifier) }, end))
}

/// "or so", "or more", "or less".
fn after(w: &Words, end: usize) -> (Option<&'static str>, usize) {
    if !w.is(end, &["or"]) {
        return (None, end);
    }
    match w.word(end + 1) {
        "so" => (Some("APPROX"), end + 2),
        "more" | "longer" => (Some("EQUAL_OR_MORE"), end + 2),
        "less" => (Some("EQUAL_OR_LESS"), end + 2),
        _ => (None, end),
    }
}

/// Words before an amount: "about", "nearly", "more than", "at least".
pub fn modifier(w: &Words, start: usize) -> (Option<&'static str>, usize) {
    let two = |modifier| (Some(modifier), start + 2);
    match (w.word(start), w.word(start + 1)) {
        ("more", "than") | ("just", "over") | ("well", "over") => two("MORE_THAN"),
        ("less" | "fewer", "than") | ("just", "under") => two("LESS_THAN"),
        ("at", "least") | ("no", "less") => two("EQUAL_OR_MORE"),
        ("at", "most") | ("up", "to") => two("EQUAL_OR_LESS"),
        ("no", "more") if w.is(start + 2, &["than"]) => (Some("EQUAL_OR_LESS"), start + 3),
        ("about" | "around" | "approximately" | "roughly" | "some" | "circa", _) => (Some("APPROX"), start + 1),
        ("nearly" | "almost", _) => (Some("LESS_THAN"), start + 1),
        _ => (None, start),
    }
}

type Parts = Vec<(Amount, Unit)>;

fn single(w: &Words, start: usize) -> Found<Parts> {
    let (how_many, at) = amount(w, start)?;
    let (unit, plural) = unit(w, at)?;
    // "the 2031 quarter": a number of several things and a singular go together only by a hyphen.
    let several = matches!(how_many, Amount::Exact(above, below) if above > u64::from(below));
    if plural && w.is(start, &["a", "an"]) && matches!(how_many, Amount::Exact(1, 1)) {
        return None;
    }
    if several && !plural && !w.hyphen(at - 1) && !w.is(at.saturating_sub(1), &["half"]) && w.at(start).digits() == 4 {
        return None;
    }
    // "the second": an ordinal, not a sixtieth of a minute; "a weekend" is no measure.
    if unit == Unit::Weekend && !plural {
        return None;
    }
    Some((vec![(how_many, unit)], at + 1))
}

/// "two to six days", "10-12 days", "two or three weeks", "weeks or months", "a year or two".
fn ranged(w: &Words, start: usize) -> Found<Parts> {
    if let Some((Amount::Exact(low, below), at)) = amount(w, start) {
        if let Some((unit, _)) = unit(w, at).filter(|_| w.is(at + 1, &["or"])) {
            // "a year or two"
            if w.is(at + 2, &["two", "three"]) && self::unit(w, at + 3).is_none() {
                return Some((vec![(Amount::Unknown, unit)], at + 3));
            }
        }
        let low_end = if w.hyphen(at.wrapping_sub(1)) { at - 1 } else { at };
        let joined = w.hyphen(low_end) || w.is(low_end, &["to", "or"]);
        if joined {
            let (high, at) = amount(w, low_end + 1)?;
            let (unit, _) = unit(w, at)?;
            let Amount::Exact(above, high_below) = high else { return None };
            // The upper end is the length; that it is a range is lost, as TIMEX3 has no form for it.
            let ordered = above * u64::from(below) > low * u64::from(high_below);
            return ordered.then_some((vec![(high, unit)], at + 1));
        }
    }
    let (first, plural) = unit(w, start)?;
    let (second, both) = unit(w, start + 2)?;
    (plural && both && w.is(start + 1, &["or", "and"]))
        .then_some((vec![(Amount::Unknown, first.min(second))], start + 3))
}

/// "weeklong", "day-long", "two-day-long", "decades-long": the length alone, whatever article stands before.
pub fn long(w: &Words, start: usize) -> Found<Length> {
    if let Some((count, unit)) = w.at(start).sense(|sense| match sense {
        Sense::Long(count, unit) => Some((u64::from(*count), *unit)),
        _ => None,
    }) {
        return Some((Length { parts: vec![(Amount::Exact(count, 1), unit)], modifier: None }, start + 1));
    }
    let (how_many, at) = match unit(w, start) {
        Some((_, plural)) => (if plural { Amount::Unknown } else { Amount::Exact(1, 1) }, start),
        None => amount(w, start).filter(|_| !w.is(start, &["a", "an", "another", "each"]))?,
    };
    let (unit, _) = unit(w, at)?;
    let end = w.past_hyphen(at + 1);
    let old = w.is(end, &["old"]) && how_many == Amount::Unknown && super::ages::old(w, at + 1).is_some();
    (end > at + 1 && (w.is(end, &["long"]) || old))
        .then(|| (Length { parts: vec![(how_many, unit)], modifier: None }, end + 1))
}

/// A bare plural after a preposition: "for weeks", "in years".
pub fn bare_plural(w: &Words, start: usize) -> Found<Length> {
    let (unit, plural) = unit(w, start)?;
    let cue = [
        "for", "in", "over", "within", "after", "just", "spent", "took", "takes", "take", "by", "last", "lasts",
        "lasted", "lasting",
    ];
    let before = start.checked_sub(1)?;
    let told = w.is(before, &cue)
        || w.is(before, &["the"])
            && (w.is(start.wrapping_sub(2), &["over"]) || w.is(start + 1, &["before", "after", "since", "leading"]));
    // "in after hours trading"
    let short = unit >= Unit::Minute && !w.is(before, &["after", "over", "by", "just", "the"]);
    (told && plural && (unit >= Unit::Day || short))
        .then(|| (Length { parts: vec![(Amount::Unknown, unit)], modifier: None }, start + 1))
}

/// "over the years", "the early days", "the final weeks": a stretch of such units, it is not said how many.
pub fn stretch(w: &Words, start: usize) -> Found<Length> {
    let edges = ["early", "earliest", "later", "first", "final", "last", "closing", "opening", "waning", "intervening"];
    let edge = w.is(start + 1, &edges);
    let led = w.is(start.wrapping_sub(1), &["over", "through", "throughout"]);
    let at = start + 1 + usize::from(edge);
    let (unit, plural) = unit(w, at).filter(|_| w.is(start, &["the"]))?;
    // "the early hours of Monday" are a part of Monday.
    let hours = unit == Unit::Hour && w.is(at + 1, &["of"]) && w.is(start + 1, &["early"]);
    let told = edge && unit >= Unit::Hour && !hours || led && unit >= Unit::Day;
    (told && plural && !w.hyphen(at + 1))
        .then(|| (Length { parts: vec![(Amount::Unknown, unit)], modifier: None }, at + 1))
}

/// "the past two weeks", "the next few days", "the first nine months", "recent years", "the weeks ahead".
pub fn spell_near_now(w: &Words, start: usize) -> Found<SpellNearNow> {
    let at = start + usize::from(w.is(start, &["the", "these", "those", "this"]));
    let far = |reference, end| Some((SpellNearNow::Reference(reference), end));
    let adverb = at + usize::from(w.is(at, &["more", "most", "very"]));
    if w.is(adverb, &["recent", "coming"]) {
        let unit_at = adverb + 1;
        let plural = unit(w, unit_at).is_some_and(|(unit, plural)| plural && unit >= Unit::Hour);
        if plural {
            let mut end = unit_at + 1;
            if w.is(end, &["and", "or"]) && unit(w, end + 1).is_some_and(|(_, plural)| plural) {
                end += 2;
            }
            // Weeks and months are a length that ends or begins now; "recent years" is the past.
            if let Some((unit, _)) = unit(w, unit_at).filter(|(unit, _)| *unit < Unit::Year && end == unit_at + 1) {
                return Some((
                    SpellNearNow::Length(Length { parts: vec![(Amount::Unknown, unit)], modifier: None }),
                    end,
                ));
            }
            let reference = if w.is(adverb, &["recent"]) { Reference::Past } else { Reference::Future };
            return far(reference, end);
        }
    }
    let which = w.word(at);
    if !matches!(
        which,
        "past" | "last" | "previous" | "next" | "coming" | "first" | "final" | "following" | "latest" | "preceding"
    ) {
        if at > start
            && let Some((unit, true)) = unit(w, at)
        {
            let ahead = w.is(at + 1, &["ahead"]) || w.is(at + 1, &["to"]) && w.is(at + 2, &["come"]);
            if ahead && unit >= Unit::Day {
                let end = at + 2 + usize::from(w.is(at + 1, &["to"]));
                let length = Length { parts: vec![(Amount::Unknown, unit)], modifier: None };
                return if unit < Unit::Year {
                    Some((SpellNearNow::Length(length), end))
                } else {
                    far(Reference::Future, end)
                };
            }
        }
        return None;
    }
    // "the past year" is the year up to now, "over the next decade" the one from now.
    let over = w.is(start.wrapping_sub(1), &["over", "within", "during", "for", "throughout"])
        || w.is(start.wrapping_sub(1), &["in"])
            && unit(w, at + 1).is_some_and(|(unit, _)| matches!(unit, Unit::Year | Unit::Decade));
    if at > start
        && (which == "past" || over && matches!(which, "next" | "coming" | "last"))
        && let Some((unit, false)) = unit(w, at + 1).filter(|(unit, _)| *unit >= Unit::Day && *unit != Unit::Weekend)
        && (which != "last" || unit >= Unit::Decade && !w.is(start.wrapping_sub(1), &["in"]))
    {
        return Some((
            SpellNearNow::Length(Length { parts: vec![(Amount::Exact(1, 1), unit)], modifier: None }),
            at + 2,
        ));
    }
    // "is to last 96 minutes"
    let verb = ["to", "will", "would", "could", "can", "may", "might", "should", "must", "not", "t"];
    if which == "last" && at == start && w.is(start.wrapping_sub(1), &verb) {
        return None;
    }
    let half = w.is(at + 1, &["half"]) && w.hyphen(at + 2) && at > start;
    let (length, end) = length(w, at + 1).filter(|_| half || !w.is(at + 1, &["a", "an", "half"]))?;
    if w.is(end, &["ago"]) {
        return None;
    }
    Some((SpellNearNow::Length(length), end))
}

/// What "recent years" and "the past two weeks" come to.
pub enum SpellNearNow {
    /// No length said.
    Reference(Reference),
    /// So long.
    Length(Length),
}
