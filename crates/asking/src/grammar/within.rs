//! When, and in which story: taken out of a question wherever they stand.

use super::folded;
use crate::days::{Days, days};
use crate::question::Within;
use crate::words::{Word, phrase};
use jiff::ToSpan;
use jiff::civil::Date;
use record::Diagnostic;

/// A time that was found: the days that it bounds, and its words.
struct Taken {
    since: Option<Date>,
    until: Option<Date>,
    words: usize,
}

/// Takes days and story out of the words.
pub(super) fn take(words: &mut Vec<Word>, today: Date) -> Result<Within, Diagnostic> {
    let mut within = Within::default();
    let mut at = 1;
    while at < words.len() {
        let taken = time(&folded(&words[at..]), today);
        if let Some(Taken { since, until, words: count }) = taken {
            within.since = since.map(|day| day.to_string()).or(within.since);
            within.until = until.map(|day| day.to_string()).or(within.until);
            words.drain(at..at + count);
            continue;
        }
        if matches!(words[at].folded.as_str(), "since" | "until" | "till") {
            let message = format!("no day was understood after {:?}", words[at].written);
            let hint = "`since 2031-03-04`, `since 4 March 2031`, `until Tuesday`, `since yesterday`; a name with this word \
                        in it goes into quotation marks";
            return Err(Diagnostic::error("ask/no-day", message).hint(hint));
        }
        at += 1;
    }
    within.story = story(words);
    Ok(within)
}

fn time(folded: &[&str], today: Date) -> Option<Taken> {
    let day = |at: usize| -> Option<(Days, usize)> { days(folded.get(at..)?, today) };
    match *folded.first()? {
        "since" => day(1).map(|((first, _), words)| taken(Some(first), None, words + 1)),
        "after" => {
            let ((_, last), words) = day(1)?;
            Some(taken(Some(last.checked_add(1.day()).ok()?), None, words + 1))
        }
        "until" | "till" => day(1).map(|((_, last), words)| taken(None, Some(last), words + 1)),
        "before" => {
            let ((first, _), words) = day(1)?;
            Some(taken(None, Some(first.checked_sub(1.day()).ok()?), words + 1))
        }
        word @ ("between" | "from") => {
            let ((first, _), words) = day(1)?;
            let joint = *folded.get(words + 1)?;
            let joined = if word == "between" { joint == "and" } else { matches!(joint, "to" | "until" | "till") };
            let ((_, last), more) = day(words + 2).filter(|_| joined)?;
            Some(taken(Some(first), Some(last), words + more + 2))
        }
        "on" | "in" | "during" | "over" => both(day(1)?, 1),
        "today" | "yesterday" | "last" | "this" => both(day(0)?, 0),
        _ => None,
    }
}

fn taken(since: Option<Date>, until: Option<Date>, words: usize) -> Taken {
    Taken { since, until, words }
}

fn both(((first, last), words): (Days, usize), before: usize) -> Option<Taken> {
    Some(taken(Some(first), Some(last), words + before))
}

/// `in the story WORDS`, to the end.
fn story(words: &mut Vec<Word>) -> Option<String> {
    let found = folded(words);
    let (at, count) = (1..found.len()).find_map(|at| match found[at..] {
        ["in" | "of" | "about", "story", _, ..] => Some((at, 2)),
        ["in" | "of" | "about", "the", "story", _, ..] => Some((at, 3)),
        _ => None,
    })?;
    let story = phrase(&words[at + count..]);
    words.truncate(at);
    story
}
