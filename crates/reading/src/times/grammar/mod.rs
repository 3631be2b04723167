//! From words to meanings: a grammar of English time expressions by hand, in parts that combine.
//!
//! A rule takes the words and the index to begin at, and gives what it read with the index after it. Every rule
//! looks a bounded number of words ahead, so that the whole is linear in the text.

mod ages;
mod clock;
mod compose;
mod counted;
mod dates;
mod lengths;
mod lone;
mod numbers;
mod parts;
mod ranges;
mod relative;
mod sets;
mod vague;
mod wholes;
mod years;

use super::meaning::{Amount, Base, Length, Meaning, Point, Unit};
use super::tokens::Words;
use std::ops::Range;

/// What a rule reads, and the index of the word after it.
type Found<T> = Option<(T, usize)>;

/// An expression: its words and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Indices of its words.
    pub words: Range<usize>,
    /// What they mean.
    pub meaning: Meaning,
}

/// All expressions of a block, in order, not overlapping.
pub fn expressions(w: &Words) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    let mut at = 0;
    while at < w.len() {
        if let Some(ranged) = ranges::before_month(w, at) {
            at = ranged.words.end;
            found.push(ranged);
            continue;
        }
        let Some((meaning, end)) = expression(w, at).filter(|(_, end)| *end > at) else {
            at += 1;
            continue;
        };
        let follow = ranges::after(w, end, &meaning);
        found.push(Expression { words: at..end, meaning });
        at = end;
        if let Some(second) = follow {
            at = second.words.end;
            found.push(second);
        }
    }
    ranges::share_years(w, &mut found);
    found
}

/// The longest expression that begins at `start`.
fn expression(w: &Words, start: usize) -> Found<Meaning> {
    let mut best: Found<Meaning> = None;
    let mut offer = |candidate: Found<Meaning>| {
        if let Some((meaning, end)) = candidate
            && best.as_ref().is_none_or(|(_, longest)| end > *longest)
        {
            best = Some((meaning, end));
        }
    };
    offer(sets::each(w, start).map(|(point, end)| (Meaning::Each(point), end)));
    offer(sets::every(w, start).map(|(length, end)| (Meaning::Every(length), end)));
    offer(near_now(w, start));
    offer(compose::point(w, start).map(|(point, end)| (Meaning::Point(point), end)));
    offer(lengths::long(w, start).map(|(length, end)| (Meaning::Length(length), end)));
    offer(length(w, start));
    offer(lengths::stretch(w, start).map(|(length, end)| (Meaning::Length(length), end)));
    best
}

fn near_now(w: &Words, start: usize) -> Found<Meaning> {
    // "at least the past 18 months"
    let (modifier, begin) = lengths::modifier(w, start);
    let begin = if w.is(begin, &["the"]) { begin } else { start };
    let (mut spell, end) = lengths::spell_near_now(w, begin)?;
    if let (lengths::SpellNearNow::Length(length), true) = (&mut spell, begin > start) {
        length.modifier = length.modifier.or(modifier);
    }
    let meaning = match spell {
        lengths::SpellNearNow::Reference(reference) => Meaning::Point(Point::new(Base::Reference(reference))),
        lengths::SpellNearNow::Length(length) => Meaning::Length(length),
    };
    Some((meaning, end))
}

/// A length that is said of time, and not of an age, a fraction or a name.
fn length(w: &Words, start: usize) -> Found<Meaning> {
    let Some((length, end)) = lengths::length(w, start).or_else(|| the_length(w, start)) else {
        return lengths::bare_plural(w, start).map(|(length, end)| (Meaning::Length(length), end));
    };
    let end = ages::old(w, end)?;
    // "a week-long strike": the length is "week-long".
    if w.hyphen(end) && w.is(end + 1, &["long"]) {
        return None;
    }
    // "the fourth in as many days" tells the number before.
    if sets::is_rate(w, start) || w.is(start.wrapping_sub(1), &["as"]) && w.is(start, &["many"]) {
        return None;
    }
    let article = w.is(start, &["a", "an", "another"]);
    let (_, unit) = *length.parts.first()?;
    // "a quarter of the votes", "a second attempt", "three quarters of them"
    let counted = matches!(length.parts.first(), Some((Amount::Exact(..), _)));
    let fraction = unit == Unit::Quarter && (article || counted && w.is(end, &["of"]));
    let ordinal = unit == Unit::Second && article && w.is(end - 1, &["second"]);
    // "Sixty Minutes" is a programme.
    let hyphened = (start..end).any(|at| w.hyphen(at)) && w.at(start).capital;
    let title = w.at(end - 1).capital && (w.at(start).number().is_some() || hyphened && w.at(end).capital);
    (!fraction && !ordinal && !title).then_some((Meaning::Length(length), end))
}

/// "the four days", "the nine months", "the year ended March 31".
fn the_length(w: &Words, start: usize) -> Found<Length> {
    let ended = w.is(start + 2, &["ended", "ending"]).then(|| lengths::unit(w, start + 1)).flatten();
    if let Some((unit, false)) = ended.filter(|_| w.is(start, &["the"])) {
        return Some((Length { parts: vec![(Amount::Exact(1, 1), unit)], modifier: None }, start + 2));
    }
    if !w.is(start, &["the"]) || w.is(start + 1, &["a", "an", "half", "quarter", "one"]) {
        return None;
    }
    let at = parts::year_ago(w, start + 1).unwrap_or(start + 1);
    lengths::length(w, at).filter(|(_, end)| !w.hyphen(*end) && !w.hyphen(end.saturating_sub(2)))
}
