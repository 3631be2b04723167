//! Calendar dates and times of day as pages write them.

use super::{pattern, zones};
use jiff::civil::{Date, Time};
use record::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A date, with the time of day and zone where they are stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day; where day and month could be swapped, with the month first.
    pub date: Date,
    /// Whether it is written in figures that could be read day first as well as month first.
    pub ambiguous: bool,
    /// The time of day.
    pub time: Option<Time>,
    /// The time zone as written.
    pub zone: Option<String>,
    /// Whether the time of day is written with AM or PM.
    pub twelve_hours: bool,
    /// Its words.
    pub span: Span,
}

/// A time of day as written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clock {
    time: Time,
    twelve_hours: bool,
    zone: Option<String>,
    span: Span,
}

/// Years that a report can be from. News in print begins in 1605; a report from later than this is a mistake.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2199;

/// Bytes that may stand between a date and the time of day that belongs to it (" / ", ", at ", " - Updated ").
const TIME_GAP: usize = 14;

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

static MONTH_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b({MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})\b")));
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)\b(\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s+of)?[\s-]+({MONTH})\.?,?[\s-]+(\d{{4}})\b"))
});
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(\d{4})(?:-(\d{2})-(\d{2})|/(\d{1,2})/(\d{1,2})|\.(\d{2})\.(\d{2})|年(\d{1,2})月(\d{1,2})日)(?:[^\d]|$)",
    )
});
static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d./-])(?:(\d{1,2})(/)(\d{1,2})/(\d{4})|(\d{1,2})(\.)\s?(\d{1,2})\.\s?(\d{4})|(\d{1,2})(-)(\d{1,2})-(\d{4}))(?:[^\d./-]|[./-]?$|[.-]\s)",
    )
});
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\b|T)(?:(\d{1,2})(?:[:.](\d{2})(?::\d{2}(?:\.\d+)?)?)?\s?(?:([ap])\.?m\b\.?)",
        r"|(\d{1,2})[:.h](\d{2})(?::\d{2}(?:\.\d+)?)?",
        r"|(\d{2})(\d{2})(?:\s?hrs)?\s?(?:GMT|UTC))",
    ))
});
static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:hrs\s+)?\(?(?:(Z\b)|(?:GMT|UTC)?\s?([+−-]\d{1,2}(?::?\d{2})?)\b|([A-Z]{2,4})\b|(Eastern(?: Time)?)\b)",
    )
});
static AGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\+?\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[smhdwy])\s+ago\b",
    )
});
static WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"));
static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:at|on|the|of|posted|published|updated?|last|modified|first|date|time|local|hrs|edited|issued|release|released|permalink|reply|uhr|and|since|ist|edt|est|et|pt|gmt|utc)\b",
    )
});

/// The dates of `text`, in order, each with the time of day beside it. `base` is added to the spans.
pub fn dates(text: &str, base: usize) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    // A date has a year in figures.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    for captures in MONTH_FIRST.captures_iter(text) {
        push(&mut found, &captures, group(&captures, 3), month(&captures, 1), group(&captures, 2), false);
    }
    for captures in DAY_FIRST.captures_iter(text) {
        push(&mut found, &captures, group(&captures, 3), month(&captures, 2), group(&captures, 1), false);
    }
    for captures in YEAR_FIRST.captures_iter(text) {
        let at = [2, 4, 6, 8].into_iter().find(|at| captures.get(*at).is_some()).unwrap_or(2);
        push(&mut found, &captures, group(&captures, 1), group(&captures, at), group(&captures, at + 1), false);
    }
    for captures in FIGURES.captures_iter(text) {
        let at = [1, 5, 9].into_iter().find(|at| captures.get(*at).is_some()).unwrap_or(1);
        let (first, second) = (group(&captures, at), group(&captures, at + 2));
        let dotted = captures.get(at + 1).is_some_and(|mark| mark.as_str() == ".");
        // Dots are written day first wherever they are written; else only a number above 12 decides.
        let day_first = dotted || first > Some(12);
        let ambiguous = !day_first && second <= Some(12) && first != second;
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        push(&mut found, &captures, group(&captures, at + 3), month, day, ambiguous);
    }
    found.sort_by_key(|moment| (moment.span.start, std::cmp::Reverse(moment.span.end)));
    found.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    attach_times(text, &mut found);
    for moment in &mut found {
        moment.span = Span::new(moment.span.start + base, moment.span.end + base);
    }
    found
}

/// Joins to the first moment the time of day in `text`, the line after it, where that line is nothing else.
pub fn time_line(moment: &mut Moment, text: &str, base: usize) {
    let Some(clock) = clocks(text).into_iter().next() else { return };
    if moment.time.is_none() && is_time_line(text) {
        moment.time = Some(clock.time);
        moment.zone = clock.zone;
        moment.twelve_hours = clock.twelve_hours;
        moment.span = moment.span.cover(Span::new(base + clock.span.start, base + clock.span.end));
    }
}

/// Whether a line says when, and little else: a date, a time, an age such as `3 hours ago`.
pub fn is_time_line(text: &str) -> bool {
    beside_time(text).is_some_and(|rest| !rest.chars().any(char::is_alphabetic))
}

/// Whether a line has a full date and beside it no more than places, names and an edition's number: `Port Alder, 4 March
/// 2031, page 3`.
pub fn is_dated_line(text: &str) -> bool {
    const WORDS: usize = 8;
    const SMALL: [&str; 6] = ["page", "edition", "no", "by", "in", "from"];
    let full = || dates(text, 0).iter().any(|moment| !moment.ambiguous);
    beside_time(text).is_some_and(|rest| {
        let words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().any(char::is_alphabetic));
        let (mut count, mut named) = (0, true);
        for word in words {
            count += 1;
            named &= word.chars().next().is_some_and(char::is_uppercase) || SMALL.contains(&word);
        }
        named && count <= WORDS && full()
    })
}

/// What a short line that says when has beside dates, times, ages and the words around these; `None` if it says no time.
fn beside_time(text: &str) -> Option<String> {
    const LONGEST: usize = 120;
    let says = text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains("ago");
    if text.len() > LONGEST || !says {
        return None;
    }
    let days: Vec<Span> = dates(text, 0).iter().map(|moment| moment.span).collect();
    let rest = without(text, &days);
    let hours: Vec<Span> = clocks(&rest).iter().map(|clock| clock.span).collect();
    let rest = without(&rest, &hours);
    let aged = AGE.replace_all(&rest, " ");
    if days.is_empty() && hours.is_empty() && aged.len() == rest.len() {
        return None;
    }
    let rest = FILLER.replace_all(&aged, " ");
    Some(WEEKDAY.replace_all(&rest, " ").into_owned())
}

/// Whether `text` gives an age (`11 years ago`), which dates the visit to the page and not the report.
pub fn has_age(text: &str) -> bool {
    AGE.is_match(text)
}

/// `text` with each of the spans made a space.
fn without(text: &str, spans: &[Span]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        rest.push_str(text.get(at..span.start).unwrap_or(""));
        rest.push(' ');
        at = at.max(span.end);
    }
    rest.push_str(text.get(at..).unwrap_or(""));
    rest
}

/// Where `text` first says when: a date or an age.
pub fn first(text: &str) -> Option<Span> {
    let age = AGE.find(text).map(|age| Span::new(age.start(), age.end()));
    let date = dates(text, 0).first().map(|moment| moment.span);
    age.into_iter().chain(date).min()
}

/// Whether `word` is the name of a month or of a day of the week.
pub fn is_day_word(word: &str) -> bool {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^{MONTH}\.?,?$")));
    WHOLE.is_match(word) || WEEKDAY.find(word).is_some_and(|day| day.start() == 0 && word.len() - day.end() <= 1)
}

/// Whether there is a time of day in `text`.
pub fn has_clock(text: &str) -> bool {
    !clocks(text).is_empty()
}

impl Moment {
    /// ISO 8601 to the precision known.
    pub fn iso(&self) -> String {
        let Some(time) = self.time else { return self.date.to_string() };
        let moment = self.date.to_datetime(time);
        let offset = self.zone.as_deref().and_then(|zone| zones::numeric(zone).or_else(|| zones::offset(zone, moment)));
        let mut iso = format!("{}T{:02}:{:02}", self.date, time.hour(), time.minute());
        if let Some(offset) = offset {
            let seconds = offset.seconds();
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.unsigned_abs() / 60;
            iso.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
        iso
    }

    /// Whether the day is written the way that the United States write it: AM or PM, and one of their zones.
    pub fn is_american(&self) -> bool {
        const ZONES: [&str; 13] =
            ["ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "EASTERN"];
        self.twelve_hours
            && self.zone.as_deref().is_some_and(|zone| {
                let zone = zone.to_uppercase();
                ZONES.contains(&zone.strip_suffix(" TIME").unwrap_or(&zone))
            })
    }
}

fn group(captures: &Captures, at: usize) -> Option<i16> {
    captures.get(at)?.as_str().parse().ok()
}

fn month(captures: &Captures, at: usize) -> Option<i16> {
    month_number(captures.get(at)?.as_str())
}

/// The number of a month's English name or abbreviation.
pub fn month_number(name: &str) -> Option<i16> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    NAMES.iter().position(|name| *name == start).and_then(|at| i16::try_from(at + 1).ok())
}

fn push(
    found: &mut Vec<Moment>,
    captures: &Captures,
    year: Option<i16>,
    month: Option<i16>,
    day: Option<i16>,
    ambiguous: bool,
) {
    let (Some(year), Some(month), Some(day), Some(whole)) = (year, month, day, captures.get(0)) else { return };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return };
    let Ok(date) = Date::new(year, month, day) else { return };
    if !YEARS.contains(&year) {
        return;
    }
    // The patterns look at the character before and after; those are no part of the date.
    let text = whole.as_str();
    let is_edge = |c: char| !c.is_alphanumeric() && c != '日';
    let start = whole.start() + (text.len() - text.trim_start_matches(is_edge).len());
    let end = whole.start() + text.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '日').len();
    if start < end {
        let span = Span::new(start, end);
        found.push(Moment { date, ambiguous, time: None, zone: None, twelve_hours: false, span });
    }
}

fn clocks(text: &str) -> Vec<Clock> {
    let mut found = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    for captures in CLOCK.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let read = |at: usize| captures.get(at).and_then(|group| group.as_str().parse::<i8>().ok());
        let (time, twelve_hours) = if let Some(half) = captures.get(3) {
            let (Some(hour), minute) = (read(1), read(2).unwrap_or(0)) else { continue };
            if !(1..=12).contains(&hour) {
                continue;
            }
            let late = half.as_str().eq_ignore_ascii_case("p");
            (Time::new(hour % 12 + if late { 12 } else { 0 }, minute, 0, 0), true)
        } else if captures.get(4).is_some() {
            (Time::new(read(4).unwrap_or(-1), read(5).unwrap_or(-1), 0, 0), false)
        } else {
            (Time::new(read(6).unwrap_or(-1), read(7).unwrap_or(-1), 0, 0), false)
        };
        let Ok(time) = time else { continue };
        let start = whole.start() + usize::from(whole.as_str().starts_with(['T', 't']));
        let (mut end, mut zone) = (whole.end(), None);
        if captures.get(6).is_some() {
            zone = Some("GMT".to_owned());
        } else if let Some(after) = text.get(end..).and_then(|rest| ZONE.captures(rest)) {
            let name = (1..=4).find_map(|at| after.get(at)).map(|name| name.as_str());
            let known = name.filter(|name| {
                zones::numeric(name).is_some()
                    || zones::offset(name, Date::constant(2020, 1, 1).to_datetime(Time::midnight())).is_some()
            });
            if let (Some(name), Some(whole)) = (known, after.get(0)) {
                zone = Some(name.to_owned());
                end += whole.end();
            }
        }
        found.push(Clock { time, twelve_hours, zone, span: Span::new(start, end) });
    }
    found
}

/// Gives each date the time of day that stands next to it, after it rather than before.
fn attach_times(text: &str, found: &mut [Moment]) {
    if found.is_empty() {
        return;
    }
    let dates: Vec<Span> = found.iter().map(|moment| moment.span).collect();
    let mut clocks = clocks(text);
    clocks.retain(|clock| !dates.iter().any(|date| date.overlaps(clock.span)));
    for (moment, date) in found.iter_mut().zip(&dates) {
        let near = |from: usize, to: usize| {
            from <= to
                && to - from <= TIME_GAP
                && text.get(from..to).is_some_and(|gap| !gap.contains(|c: char| c == '.' || c.is_ascii_digit()))
        };
        let gap = |clock: &Clock| {
            let (after, before) = ((date.end, clock.span.start), (clock.span.end, date.start));
            [after, before].into_iter().find(|(from, to)| near(*from, *to)).map(|(from, to)| to - from)
        };
        // The nearer one: "22:14, 4 March 2031 | updated 7:51".
        let gaps = clocks.iter().enumerate().filter_map(|(at, clock)| Some((gap(clock)?, at)));
        if let Some((_, at)) = gaps.min() {
            let clock = clocks.remove(at);
            moment.time = Some(clock.time);
            moment.zone = clock.zone;
            moment.twelve_hours = clock.twelve_hours;
            moment.span = moment.span.cover(clock.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line: the words of a page, and the date that they give.
    const CASES: &str = "\
March 4, 2031 | 2031-03-04
Tuesday, 4 March 2031 | 2031-03-04
4th of March, 2031 | 2031-03-04
Mar. 4 2031 | 2031-03-04
04-Mar-2031 | 2031-03-04
2031-03-04 | 2031-03-04
2031/3/4 | 2031-03-04
2031年3月4日 | 2031-03-04
4.3.2031 | 2031-03-04
24/03/2031 | 2031-03-24
03/24/2031 | 2031-03-24
2031-03-04T10:30:00Z | 2031-03-04T10:30+00:00
2031-03-04T10:30:00.000+02:00 | 2031-03-04T10:30+02:00
2031-03-04 10:30 | 2031-03-04T10:30
Published 22:14, 4 March 2031 | Updated 07:51, 5 March 2031 | 2031-03-04T22:14
03/24/2031 9:05 PM ET | 2031-03-24T21:05-04:00
January 4th, 2031 / 12:09 AM ET | 2031-01-04T00:09-05:00
Updated 10.15am GMT on 4 March 2031 | 2031-03-04T10:15+00:00
4 March 2031, 1430 GMT | 2031-03-04T14:30+00:00
4 March 2031 14:30 GMT+3 | 2031-03-04T14:30+03:00
4 March 2031 at 14h30 | 2031-03-04T14:30
Posted at 6:16 pm, March 4, 2031 | 2031-03-04T18:16
February 30, 2031 | none
March 4, 99999 | none
version 4.3.2031.7 | none
tel. 555-04-2031 | none
";

    #[test]
    fn common_forms() {
        for line in CASES.lines() {
            let (words, expected) = line.rsplit_once(" | ").unwrap();
            let found = dates(words, 0);
            let got = found.first().map_or("none".to_owned(), Moment::iso);
            assert_eq!(got, expected, "{words}: {found:?}");
        }
    }

    #[test]
    fn day_and_month_that_could_be_swapped_are_marked() {
        assert!(dates("04/03/2031", 0)[0].ambiguous);
        assert!(!dates("24/03/2031", 0)[0].ambiguous);
        assert!(!dates("03/03/2031", 0)[0].ambiguous);
        assert!(dates("04/03/2031 10:50 AM ET", 0)[0].is_american());
    }

    #[test]
    fn spans_hold_the_words_alone() {
        let words = "(Norland Daily, 04/03/2031 10:50 AM ET)";
        assert_eq!(dates(words, 0)[0].span.of(words), "04/03/2031 10:50 AM ET");
        assert_eq!(dates(words, 100)[0].span.start, 116);
    }

    #[test]
    fn lines_that_say_when() {
        for line in ["March 4, 2031 at 6:16 pm |", "12:09 PM ET", "3 hours ago", "Tuesday, 4 March 2031", "an hour ago"]
        {
            assert!(is_time_line(line), "{line}");
        }
        for line in ["On March 4, 2031 the envoys met", "Tuesday", "Norland", "4", "Ilse Brandt, 4 March 2031"] {
            assert!(!is_time_line(line), "{line}");
        }
    }
}
