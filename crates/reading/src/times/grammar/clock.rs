//! Times of day: "9:40 a.m. ET", "1930 GMT", "noon", "4 in the morning", "five o'clock".

use super::numbers::cardinal;
use super::{Found, dates};
use crate::times::lexicon::Sense;
use crate::times::meaning::Within;
use crate::times::tokens::Words;

/// Words before an hour or a "9:40" that make it a time of day.
const LEADS: [&str; 11] =
    ["at", "by", "until", "till", "from", "around", "about", "before", "after", "since", "between"];

/// A clock time.
pub fn clock(w: &Words, start: usize) -> Found<Within> {
    named(w, start).or_else(|| halves(w, start)).or_else(|| digits(w, start))
}

/// "noon", "midnight", "midday".
fn named(w: &Words, start: usize) -> Found<Within> {
    let time = w.at(start).sense(|sense| if let Sense::Part(part, false) = sense { Some(*part) } else { None })?;
    let (hour, minute) = time.split_once(':')?;
    let (_, end) = zone(w, start + 1).unwrap_or((false, start + 1));
    Some((Within::Clock(hour.parse().ok()?, Some(minute.parse().ok()?), None, false), end))
}

/// "half past five", "a quarter to nine".
fn halves(w: &Words, start: usize) -> Found<Within> {
    let at = start + usize::from(w.is(start, &["a"]));
    let minutes = match w.word(at) {
        "half" => 30,
        "quarter" => 15,
        _ => return None,
    };
    // "time and a half after eight hours" tells no time.
    let (hour, end) =
        cardinal(w, at + 2).filter(|(hour, end)| (1..=12).contains(hour) && super::lengths::unit(w, *end).is_none())?;
    let (hour, minute) = match w.word(at + 1) {
        "past" | "after" => (hour, minutes),
        "to" if minutes == 15 => (hour - 1, 45),
        _ => return None,
    };
    let (noon, end) = half_of_day(w, end).unwrap_or((false, end));
    Some((Within::Clock(of_24(hour, noon)?, Some(minute), None, false), end))
}

/// An hour of the twelve as one of the 24.
fn of_24(hour: u32, afternoon: bool) -> Option<u8> {
    let hour = u8::try_from(hour).ok()?;
    Some(if hour < 12 && afternoon { hour + 12 } else { hour })
}

fn digits(w: &Words, start: usize) -> Found<Within> {
    let token = w.at(start);
    if token.glued && w.mark(start.wrapping_sub(1), &['.', ':', '$', '£', '€', ',']) {
        return None;
    }
    let (hour, mut end) = cardinal(w, start)?;
    // "1930 GMT", "0500 hours"
    if token.digits() == 4 && hour < 2400 && hour % 100 < 60 {
        let (utc, after) = zone(w, end).or_else(|| w.is(end, &["hours", "hrs"]).then_some((false, end + 1)))?;
        let (hour, minute) = (u8::try_from(hour / 100).ok()?, u8::try_from(hour % 100).ok()?);
        let (_, after) = zone(w, after).unwrap_or((utc, after));
        return Some((Within::Clock(hour, Some(minute), None, utc), after));
    }
    if hour > 24 || token.digits() > 2 {
        return None;
    }
    let (mut minute, mut second) = (None, None);
    let two_digits = |at: usize| {
        let part = w.at(at + 1);
        let joined = w.at(at).glued && part.glued && part.digits() == 2;
        part.number().filter(|number| joined && *number < 60).and_then(|number| u8::try_from(number).ok())
    };
    // "7.30 p.m." as British papers write it, but only before "p.m."
    let dotted = w.mark(end, &['.']) && half_of_day(w, end + 2).is_some();
    if w.mark(end, &[':']) || dotted {
        minute = Some(two_digits(end)?);
        end += 2;
        if w.mark(end, &[':'])
            && let Some(found) = two_digits(end)
        {
            second = Some(found);
            end += 2;
        }
    } else if w.mark(end, &['h']) {
        return None;
    }
    if let Some((afternoon, after)) = half_of_day(w, end).filter(|_| (1..=12).contains(&hour)) {
        let hour = match (hour, afternoon) {
            (12, false) => 0,
            (12, true) => 12,
            _ => u32::from(of_24(hour, afternoon)?),
        };
        let (utc, after) = zone(w, after).unwrap_or((false, after));
        return Some((Within::Clock(u8::try_from(hour).ok()?, minute.or(Some(0)), second, utc), after));
    }
    let clock =
        |hour: u32, utc, end| Some((Within::Clock(u8::try_from(hour).ok()?, minute.or(Some(0)), second, utc), end));
    if w.is(end, &["o"]) && w.is(end + 2, &["clock"]) && hour <= 12 {
        let (afternoon, after) = in_the(w, end + 3).unwrap_or((false, end + 3));
        return clock(u32::from(of_24(hour, afternoon)?), false, after);
    }
    if let Some((afternoon, after)) = in_the(w, end).filter(|_| (1..=12).contains(&hour)) {
        let at =
            w.is(start.wrapping_sub(1), &["at", "around", "about", "by", "before", "after", "until", "past", "since"]);
        return if at || minute.is_some() { clock(u32::from(of_24(hour, afternoon)?), false, after) } else { None };
    }
    // "at 9 this morning", "at 8 tonight"
    let led = w.is(start.wrapping_sub(1), &LEADS);
    let part = |at: usize| dates::part_of_day(w, at).is_some();
    let of_day = w.is(end, &["tonight"])
        || w.is(end, &["this", "last", "tomorrow", "yesterday"]) && part(end + 1)
        || dates::weekday_of(w, end).is_some_and(|(_, after)| part(after));
    if led && of_day && (1..=12).contains(&hour) {
        return clock(hour, false, end);
    }
    minute?;
    // "2031-03-05T10:50Z"
    if w.is(start.wrapping_sub(1), &["t"]) && token.glued && hour < 24 {
        let utc = w.is(end, &["z"]) && w.at(end).glued;
        return clock(hour, utc, end + usize::from(utc));
    }
    if let Some((utc, after)) = zone(w, end) {
        return clock(hour, utc, after);
    }
    if w.is(end, &["hours", "hrs", "h"]) {
        let (utc, after) = zone(w, end + 1).unwrap_or((false, end + 1));
        return clock(hour, utc, after);
    }
    // "9:40" alone is a time after "at" and the like; otherwise it may be a score or a verse.
    // "2031-03-05 9:40"
    let dated = matches!(w.before(start).digits(), 2 | 4)
        && w.before(start).glued
        && w.mark(start.wrapping_sub(2), &['-', '/', '.']);
    // "12 March 2031, 9:40"
    let comma = usize::from(w.mark(start.wrapping_sub(1), &[',']));
    let year = w.at(start.wrapping_sub(1 + comma));
    let month_near = (2..=4).any(|back| dates::month(w, start.wrapping_sub(back + comma)).is_some());
    let led = led || dated || year.digits() == 4 && month_near;
    let more = w.mark(end, &['-', ':', '.', '/'])
        && w.at(end).glued
        && w.at(end + 1).glued
        && w.at(end + 1).number().is_some();
    if led && !more && hour < 24 { clock(hour, false, end) } else { None }
}

/// "a.m.", "pm": `true` for the afternoon.
fn half_of_day(w: &Words, at: usize) -> Found<bool> {
    match w.word(at) {
        "am" | "pm" => Some((w.is(at, &["pm"]), at + 1)),
        "a" | "p" if w.mark(at + 1, &['.']) && w.is(at + 2, &["m"]) && w.at(at + 2).glued => {
            let stop = w.mark(at + 3, &['.']) && w.at(at + 3).glued;
            Some((w.is(at, &["p"]), at + 3 + usize::from(stop)))
        }
        _ => None,
    }
}

/// "in the morning", "at night".
fn in_the(w: &Words, at: usize) -> Found<bool> {
    if w.is(at, &["at"]) && w.is(at + 1, &["night"]) {
        return Some((true, at + 2));
    }
    let part =
        dates::part_of_day(w, at + 2).filter(|part| w.is(at, &["in"]) && w.is(at + 1, &["the"]) && part.len() == 2)?;
    Some((part != "MO", at + 3))
}

/// "GMT", "EST", "local time", "Moscow time", "(1730 GMT)" left for itself: `true` where it is the time of Greenwich.
fn zone(w: &Words, at: usize) -> Found<bool> {
    if w.is(at, &["local", "eastern", "pacific", "central", "mountain"]) {
        let standard = at + 1 + usize::from(w.is(at + 1, &["standard", "daylight"]));
        return w.is(standard, &["time"]).then_some((false, standard + 1));
    }
    if w.at(at).capital && w.is(at + 1, &["time"]) && !w.is(at, &["time", "this", "that", "the"]) {
        return Some((false, at + 2));
    }
    let utc = w.at(at).sense(|sense| if let Sense::Zone(utc) = sense { Some(*utc) } else { None })?;
    w.at(at).capital.then_some((utc, at + 1))
}
