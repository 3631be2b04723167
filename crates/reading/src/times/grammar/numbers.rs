//! Numbers in digits and words: cardinals, ordinals, fractions, years.

use super::Found;
use crate::times::lexicon::Sense;
use crate::times::meaning::Amount;
use crate::times::tokens::Words;

/// Number words that one number may have: "nine hundred and ninety-nine thousand" has five.
const LONGEST: usize = 10;

/// Adjectives between a number and its unit.
const ADJECTIVES: [&str; 14] = [
    "more",
    "additional",
    "extra",
    "full",
    "straight",
    "consecutive",
    "whole",
    "successive",
    "entire",
    "single",
    "solid",
    "mere",
    "long",
    "further",
];

/// A whole number: "12", "twelve", "twenty-five", "one hundred and fifty".
pub fn cardinal(w: &Words, start: usize) -> Found<u32> {
    if let Some(number) = w.at(start).number() {
        if let Some(scale) = w.at(start + 1).sense(scale) {
            return Some((number.checked_mul(scale)?, start + 2));
        }
        return Some((number, start + 1));
    }
    let (mut total, mut part, mut at) = (0u32, 0u32, start);
    let mut last = Last::Nothing;
    while at < start + LONGEST {
        let token = w.at(at);
        if let Some(number) = token.sense(number) {
            let fits = match last {
                Last::Nothing | Last::Scale => true,
                Last::Tens => number < 10,
                Last::Ones => false,
            };
            if !fits {
                break;
            }
            part = part.checked_add(number)?;
            last = if number >= 20 { Last::Tens } else { Last::Ones };
            at += 1;
            if last == Last::Tens && w.hyphen(at) && w.at(at + 1).sense(number_below_ten).is_some() {
                at += 1;
            }
        } else if let Some(scale) = token.sense(scale).filter(|_| part > 0) {
            if scale == 100 {
                part = part.checked_mul(100)?;
            } else {
                total = total.checked_add(part.checked_mul(scale)?)?;
                part = 0;
            }
            last = Last::Scale;
            at += 1;
            if w.is(at, &["and"]) && w.at(at + 1).sense(number).is_some() {
                at += 1;
            }
        } else {
            break;
        }
    }
    (at > start).then(|| (total.saturating_add(part), at))
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Ones,
    Tens,
    Scale,
}

fn number(sense: &Sense) -> Option<u32> {
    if let Sense::Number(number) = sense { Some(*number) } else { None }
}

fn number_below_ten(sense: &Sense) -> Option<u32> {
    number(sense).filter(|number| *number < 10)
}

fn plural(sense: &Sense) -> Option<()> {
    matches!(sense, Sense::Unit(_, true)).then_some(())
}

fn scale(sense: &Sense) -> Option<u32> {
    if let Sense::Scale(scale) = sense { Some(*scale) } else { None }
}

/// "third", "3rd", "twenty-first".
pub fn ordinal(w: &Words, start: usize) -> Found<u32> {
    let token = w.at(start);
    if let Some(number) = token.number() {
        let suffix = w.at(start + 1);
        return (suffix.glued && matches!(&*suffix.lower, "st" | "nd" | "rd" | "th")).then_some((number, start + 2));
    }
    let ordinal = |at: usize| w.at(at).sense(|sense| if let Sense::Ordinal(n) = sense { Some(*n) } else { None });
    if let Some(tens) = token.sense(number).filter(|tens| *tens >= 20) {
        let next = w.past_hyphen(start + 1);
        let ones = ordinal(next).filter(|ones| *ones < 10)?;
        return Some((tens + ones, next + 1));
    }
    ordinal(start).map(|number| (number, start + 1))
}

/// How many of a unit: "3.5", "2 1/2", "two and a half", "a few", "a couple of", "half a", "an".
///
/// The index after it is that of the unit, past a hyphen ("two-week").
pub fn amount(w: &Words, start: usize) -> Found<Amount> {
    let (amount, end) = plain_amount(w, start)?;
    let end = if w.mark(end, &['+']) && w.at(end).glued { end + 1 } else { end };
    let end = end + usize::from(w.is(end, &ADJECTIVES));
    Some((amount, w.past_hyphen(end)))
}

fn plain_amount(w: &Words, start: usize) -> Found<Amount> {
    let word = w.word(start);
    match word {
        "another" if cardinal(w, start + 1).is_some() => return plain_amount(w, start + 1),
        "some" if w.at(start + 1).sense(plural).is_some() => return Some((Amount::Unknown, start + 1)),
        "a" | "an" | "another" | "each" => {
            return article(w, start).or_else(|| (word != "each").then_some((Amount::Exact(1, 1), start + 1)));
        }
        "half" if w.is(start + 1, &["a", "an"]) => return Some((Amount::Exact(1, 2), start + 2)),
        "half" => return Some((Amount::Exact(1, 2), start + 1)),
        "quarter" if w.is(start + 1, &["of"]) && w.is(start + 2, &["a", "an"]) => {
            return Some((Amount::Exact(1, 4), start + 3));
        }
        "quarter" if w.hyphen(start + 1) => return Some((Amount::Exact(1, 4), start + 1)),
        "several" | "few" | "many" => return Some((Amount::Unknown, start + 1)),
        "couple" => return Some((Amount::Exact(2, 1), start + 1 + usize::from(w.is(start + 1, &["of"])))),
        "dozens" | "hundreds" | "thousands" | "scores" if w.is(start + 1, &["of"]) => {
            return Some((Amount::Unknown, start + 2));
        }
        "" if w.mark(start, &['½']) => return Some((Amount::Exact(1, 2), start + 1)),
        "" if w.mark(start, &['¼']) => return Some((Amount::Exact(1, 4), start + 1)),
        _ => {}
    }
    let (whole, end) = cardinal(w, start)?;
    let whole = u64::from(whole);
    if w.is(end, &["dozen"]) {
        return Some((Amount::Exact(whole * 12, 1), end + 1));
    }
    if w.mark(end, &['.'])
        && w.at(end).glued
        && w.at(end + 1).glued
        && let (Some(part), digits @ 1..=3) = (w.at(end + 1).number(), w.at(end + 1).digits())
    {
        let scale = 10u32.pow(u32::try_from(digits).unwrap_or(0));
        return Some((Amount::Exact(whole * u64::from(scale) + u64::from(part), scale), end + 2));
    }
    if w.mark(end, &['½']) {
        return Some((Amount::Exact(whole * 2 + 1, 2), end + 1));
    }
    let fraction = w.past_hyphen(end);
    if let Some((above, below, end)) = slashed(w, fraction) {
        return Some((Amount::Exact(whole * u64::from(below) + above, below), end));
    }
    if let Some((above, below, end)) = slashed(w, start) {
        return Some((Amount::Exact(above, below), end));
    }
    let and = w.past_hyphen(end);
    if w.is(and, &["and"]) {
        let article = w.past_hyphen(and + 1);
        let half = w.past_hyphen(if w.is(article, &["a", "one"]) { article + 1 } else { article });
        if w.is(half, &["half"]) {
            return Some((Amount::Exact(whole * 2 + 1, 2), half + 1));
        }
    }
    Some((Amount::Exact(whole, 1), end))
}

/// "a few", "a couple of", "a half", "a quarter of a", "a dozen", "a hundred".
fn article(w: &Words, start: usize) -> Found<Amount> {
    let next = start + 1;
    match w.word(next) {
        "few" => Some((Amount::Unknown, next + 1)),
        "number" if w.is(next + 1, &["of"]) => Some((Amount::Unknown, next + 2)),
        "good" if w.is(next + 1, &["many"]) => Some((Amount::Unknown, next + 2)),
        "couple" => Some((Amount::Exact(2, 1), next + 1 + usize::from(w.is(next + 1, &["of"])))),
        "half" => Some((Amount::Exact(1, 2), next + 1)),
        "quarter" if w.hyphen(next + 1) => Some((Amount::Exact(1, 4), next + 1)),
        "quarter" if w.is(next + 1, &["of"]) && w.is(next + 2, &["a", "an"]) => Some((Amount::Exact(1, 4), next + 3)),
        "dozen" => Some((Amount::Exact(12, 1), next + 1)),
        "hundred" => Some((Amount::Exact(100, 1), next + 1)),
        "thousand" => Some((Amount::Exact(1000, 1), next + 1)),
        _ => None,
    }
}

/// "1/2".
fn slashed(w: &Words, start: usize) -> Option<(u64, u32, usize)> {
    let (above, below) = (w.at(start).number()?, w.at(start + 2).number()?);
    let joined = w.mark(start + 1, &['/']) && w.at(start + 1).glued && w.at(start + 2).glued;
    (joined && (2..=10).contains(&below) && above < below).then_some((u64::from(above), below, start + 3))
}

/// A year in words: "nineteen seventy-six", "two thousand six", "nineteen hundred", "nineteen oh five".
pub fn year_in_words(w: &Words, start: usize) -> Found<i32> {
    let word = |at: usize| w.at(at).sense(number);
    let first = word(start)?;
    if (first == 2 || first == 1) && w.is(start + 1, &["thousand"]) {
        let (year, end) = cardinal(w, start)?;
        return i32::try_from(year).ok().filter(|year| (1000..2100).contains(year)).map(|year| (year, end));
    }
    let (century, mut end) = match first {
        10..=20 => (first, start + 1),
        _ => return None,
    };
    end = w.past_hyphen(end);
    if w.is(end, &["hundred"]) {
        return Some(((century * 100) as i32, end + 1));
    }
    if w.is(end, &["oh", "o"]) {
        let ones = w.at(w.past_hyphen(end + 1)).sense(number_below_ten)?;
        return Some(((century * 100 + ones) as i32, w.past_hyphen(end + 1) + 1));
    }
    let (rest, after) = cardinal(w, end).filter(|_| w.at(end).number().is_none())?;
    ((10..100).contains(&rest)).then_some(((century * 100 + rest) as i32, after))
}
