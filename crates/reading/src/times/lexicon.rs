//! The words of times, from `data/times/`.

use super::meaning::{Holiday, Reference, Unit};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What one word can be in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A unit; `true` in the plural.
    Unit(Unit, bool),
    /// A month from 1; `true` where shortened.
    Month(i8, bool),
    /// A weekday, Monday 1.
    Weekday(i8, Form),
    /// "twelve".
    Number(u32),
    /// "hundred".
    Scale(u32),
    /// "third".
    Ordinal(u32),
    /// "eighties".
    Decade(i32),
    /// `SU`; `true` in the plural.
    Season(&'static str, bool),
    /// `MO`, or a clock time such as `12:00`; `true` in the plural.
    Part(&'static str, bool),
    /// Days from publication.
    Day(i64),
    /// "now"; `true` for an adjective.
    Reference(Reference, bool),
    /// "daily".
    Frequency(u32, Unit),
    /// "weeklong".
    Long(u32, Unit),
    /// "GMT"; `true` where it is the time of Greenwich.
    Zone(bool),
    /// What it tells of tense.
    Cue(Cue),
}

/// How the name of a weekday is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Monday".
    Full,
    /// "Mon".
    Short,
    /// "Mondays".
    Plural,
}

/// What a word tells of tense where there is no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// "said".
    Past,
    /// "is".
    Present,
    /// "will".
    Future,
    /// "scheduled": what depends on it is yet to come.
    Planning,
}

static WORDS: LazyLock<BTreeMap<&'static str, Vec<Sense>>> = LazyLock::new(|| {
    let mut words: BTreeMap<&'static str, Vec<Sense>> = BTreeMap::new();
    for [word, class, value] in rows(include_str!("../../data/times/words.tsv")) {
        if let Some(sense) = sense(class, value) {
            words.entry(word).or_default().push(sense);
        }
    }
    words
});

/// A holiday's name, cut as the text is, with its rule.
type NamedHoliday = (Vec<String>, Holiday);

static HOLIDAYS: LazyLock<BTreeMap<String, Vec<NamedHoliday>>> = LazyLock::new(|| {
    let mut holidays: BTreeMap<String, Vec<NamedHoliday>> = BTreeMap::new();
    for [name, rule, _] in rows(include_str!("../../data/times/holidays.tsv")) {
        let spelling = spelling(name);
        if let (Some(first), Some(rule)) = (spelling.first(), holiday(rule)) {
            holidays.entry(first.clone()).or_default().push((spelling, rule));
        }
    }
    for names in holidays.values_mut() {
        names.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len()));
    }
    holidays
});

/// What the lower-case `word` can be.
pub fn senses(word: &str) -> &'static [Sense] {
    WORDS.get(word).map_or(&[], Vec::as_slice)
}

/// The holidays whose name begins with the lower-case `word`, longest names first.
pub fn holidays(word: &str) -> &'static [NamedHoliday] {
    HOLIDAYS.get(word).map_or(&[], Vec::as_slice)
}

/// The lines of a table; missing columns are empty.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().unwrap_or(""))
    })
}

/// Cuts a name into words and marks.
fn spelling(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut open = false;
    for c in name.chars() {
        if c.is_whitespace() {
            open = false;
        } else if c.is_alphabetic() {
            match parts.last_mut() {
                Some(last) if open => last.extend(c.to_lowercase()),
                _ => parts.push(c.to_lowercase().collect()),
            }
            open = true;
        } else {
            parts.push(c.to_string());
            open = false;
        }
    }
    parts
}

fn sense(class: &str, value: &'static str) -> Option<Sense> {
    let small = || value.parse::<i8>().ok();
    Some(match class {
        "unit" | "units" => Sense::Unit(unit(value)?, class == "units"),
        "month" | "month-short" => Sense::Month(small()?, class == "month-short"),
        "weekday" => Sense::Weekday(small()?, Form::Full),
        "weekday-short" => Sense::Weekday(small()?, Form::Short),
        "weekdays" => Sense::Weekday(small()?, Form::Plural),
        "number" => Sense::Number(value.parse().ok()?),
        "scale" => Sense::Scale(value.parse().ok()?),
        "ordinal" => Sense::Ordinal(value.parse().ok()?),
        "decade" => Sense::Decade(value.parse().ok()?),
        "season" | "seasons" => Sense::Season(value, class == "seasons"),
        "part" | "parts" => Sense::Part(value, class == "parts"),
        "day" => Sense::Day(value.parse().ok()?),
        "present" => Sense::Reference(Reference::Present, false),
        "past" => Sense::Reference(Reference::Past, false),
        "future" => Sense::Reference(Reference::Future, false),
        "present-adjective" => Sense::Reference(Reference::Present, true),
        "past-adjective" => Sense::Reference(Reference::Past, true),
        "future-adjective" => Sense::Reference(Reference::Future, true),
        "frequency" => {
            let (count, name) = value.split_once(' ')?;
            Sense::Frequency(count.parse().ok()?, unit(name)?)
        }
        "long" => {
            let (count, name) = value.split_once(' ')?;
            Sense::Long(count.parse().ok()?, unit(name)?)
        }
        "zone" => Sense::Zone(value == "utc"),
        "past-verb" => Sense::Cue(Cue::Past),
        "present-verb" => Sense::Cue(Cue::Present),
        "future-verb" => Sense::Cue(Cue::Future),
        "planning" => Sense::Cue(Cue::Planning),
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "season" => Unit::Season,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    })
}

fn holiday(rule: &str) -> Option<Holiday> {
    if let Some(days) = rule.strip_prefix("easter ") {
        return days.parse().ok().map(Holiday::Easter);
    }
    if let Some(numbers) = rule.strip_prefix("nth ") {
        let mut numbers = numbers.split(' ').map(str::parse);
        let mut next = || numbers.next()?.ok();
        return Some(Holiday::Nth(next()?, next()?, next()?));
    }
    let (month, day) = rule.split_once('-')?;
    Some(Holiday::Fixed(month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_understood() {
        for [word, class, value] in rows(include_str!("../../data/times/words.tsv")) {
            assert!(sense(class, value).is_some(), "{word}\t{class}\t{value}");
        }
        for [name, rule, _] in rows(include_str!("../../data/times/holidays.tsv")) {
            assert!(holiday(rule).is_some(), "{name}\t{rule}");
        }
    }
}
