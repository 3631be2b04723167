//! Times, durations, numbers and parts as they are compared.

use super::agreement::Relation;
use crate::dates::{Interval, Precision};
use crate::words::{content, fold, jaccard};
use record::reading::ParticipantRole;
use std::collections::BTreeSet;

/// Two lengths of time that differ by no more than this part are one length said roughly.
const ROUGHLY: f64 = 0.26;

/// Two descriptions that share this part of their words say the same.
const ALIKE: f64 = 0.5;

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Length {
    /// Minutes.
    pub minutes: f64,
    /// Said to be rough: "about", "just over".
    pub rough: bool,
}

impl Length {
    /// Reads a TIMEX3 duration (`PT4H`, `PT3H30M`, `P2D`); `before` are the words before it.
    pub(crate) fn parse(value: &str, before: &str, words: &str) -> Option<Self> {
        let mut minutes = 0.0;
        let mut number = String::new();
        let mut clock = false;
        for c in value.strip_prefix('P')?.chars() {
            match c {
                '0'..='9' | '.' => number.push(c),
                'T' => clock = true,
                unit => {
                    let n: f64 = std::mem::take(&mut number).parse().ok()?;
                    minutes += n * match (unit, clock) {
                        ('S', true) => 1.0 / 60.0,
                        ('M', true) => 1.0,
                        ('H', true) => 60.0,
                        ('D', false) => 1440.0,
                        ('W', false) => 7.0 * 1440.0,
                        ('M', false) => 30.0 * 1440.0,
                        ('Y', false) => 365.0 * 1440.0,
                        _ => return None,
                    };
                }
            }
        }
        const ROUGH: [&str; 14] = [
            "about",
            "around",
            "nearly",
            "almost",
            "over",
            "than",
            "some",
            "roughly",
            "approximately",
            "least",
            "under",
            "up",
            "close",
            "most",
        ];
        let near = format!("{} {}", fold(before), fold(words));
        let near: Vec<&str> = near.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let rough = near.iter().rev().take(5).any(|word| ROUGH.contains(word));
        (minutes > 0.0).then_some(Self { minutes, rough })
    }

    pub(crate) fn relate(&self, other: &Self) -> Relation {
        let difference = (self.minutes - other.minutes).abs() / self.minutes.max(other.minutes);
        if difference < 0.01 {
            return if self.rough == other.rough { Relation::Same } else { Relation::Compatible };
        }
        if (self.rough || other.rough) && difference <= ROUGHLY { Relation::Compatible } else { Relation::Conflict }
    }
}

/// How two times of one event stand to each other.
pub(crate) fn times(a: &Interval, b: &Interval) -> Relation {
    if (a.from, a.to) == (b.from, b.to) {
        Relation::Same
    } else if a.meet(b).is_some() || a.precision.max(Precision::Day) != b.precision.max(Precision::Day) {
        // "Last year" beside a day of this one may be loose talk: what is given as closely as the other can contradict it.
        Relation::Compatible
    } else {
        Relation::Conflict
    }
}

/// A part in an event, and whether the words say it or only that somebody took part.
pub(crate) type Part = (ParticipantRole, bool);

/// How two parts of one person stand to each other.
pub(crate) fn parts(a: &Part, b: &Part) -> Relation {
    use ParticipantRole::{Absent, Attended, Hosted, Mediated, Opened};
    let ((a, stated_a), (b, stated_b)) = (*a, *b);
    match (a.min(b), a.max(b)) {
        (x, y) if x == y => Relation::Same,
        (Attended, Absent) | (Hosted, Absent) | (Mediated, Absent) => Relation::Conflict,
        // Who opens a meeting may leave it.
        (Opened, Absent) => Relation::Compatible,
        // "The two met": that may mean no more than the other's part.
        (Attended, _) if !(if a == Attended { stated_a } else { stated_b }) => Relation::Compatible,
        (Attended, Opened) => Relation::Conflict,
        (Attended, _) => Relation::Compatible,
        _ => Relation::Detail,
    }
}

/// The name of a part as the contract has it.
pub(crate) fn part_name(role: ParticipantRole) -> &'static str {
    match role {
        ParticipantRole::Attended => "attended",
        ParticipantRole::Hosted => "hosted",
        ParticipantRole::Opened => "opened",
        ParticipantRole::Mediated => "mediated",
        ParticipantRole::Absent => "absent",
    }
}

/// "the first since 1979", "after 27 years": the year it goes back to, and how surely.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Since {
    /// The year named, or counted back from the event.
    pub year: Option<i16>,
    /// Counted, and so only good to a year; or said roughly.
    pub counted: bool,
    /// Said to be at least that long ago.
    pub or_more: bool,
    words: BTreeSet<String>,
}

impl Since {
    /// Reads the words of a precedent; `now` is the year of the event.
    pub(crate) fn parse(words: &str, now: Option<i16>) -> Self {
        let folded = fold(words);
        let numbers: Vec<(i16, &str)> = folded
            .split(|c: char| c.is_whitespace() || c == '-')
            .filter_map(|word| {
                let digits: String =
                    word.trim_start_matches(['(', '"']).chars().take_while(char::is_ascii_digit).collect();
                Some((digits.parse().ok()?, word))
            })
            .collect();
        let named = numbers.iter().map(|(n, _)| *n).find(|n| (1000..3000).contains(n));
        let years = folded.contains("year");
        let count = numbers.iter().find(|(n, _)| years && (1..500).contains(n));
        let ago = count.and_then(|(n, _)| now.map(|now| now - n));
        Self {
            year: named.or(ago),
            counted: named.is_none(),
            or_more: named.is_none()
                && (folded.contains("more than") || folded.contains("over") || folded.contains('+')),
            words: content(words),
        }
    }

    pub(crate) fn relate(&self, other: &Self) -> Relation {
        let (Some(a), Some(b)) = (self.year, other.year) else {
            return descriptions(&self.words, &other.words);
        };
        let apart = (i32::from(a) - i32::from(b)).abs();
        if apart == 0 {
            return Relation::Same;
        }
        let open = |open: &Self, year: i16| open.or_more && open.year.is_some_and(|least| year <= least);
        if open(self, b) || open(other, a) {
            return Relation::Compatible;
        }
        match (self.counted || other.counted, apart) {
            // A count of years may be off by one for the part of a year.
            (true, 1) => Relation::Compatible,
            (true, 2..=3) => Relation::Detail,
            _ => Relation::Conflict,
        }
    }
}

/// Descriptions: the same words, or another aspect.
pub(crate) fn descriptions(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Relation {
    if a == b || jaccard(a, b) >= ALIKE { Relation::Same } else { Relation::Compatible }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        let length = |value, before| Length::parse(value, before, "").unwrap();
        assert_eq!(length("PT4H", "").relate(&length("PT240M", "")), Relation::Same);
        assert_eq!(length("PT4H", "").relate(&length("PT3H", "")), Relation::Conflict);
        assert_eq!(length("PT4H", "").relate(&length("PT3H30M", "just under")), Relation::Compatible);
        assert_eq!(Length::parse("PXH", "", ""), None);
        assert_eq!(Length::parse("", "", ""), None);
    }

    #[test]
    fn parts_of_one_person() {
        use ParticipantRole::{Absent, Attended, Hosted, Opened};
        assert_eq!(parts(&(Attended, false), &(Absent, true)), Relation::Conflict);
        assert_eq!(parts(&(Attended, true), &(Opened, true)), Relation::Conflict);
        assert_eq!(parts(&(Attended, false), &(Opened, true)), Relation::Compatible);
        assert_eq!(parts(&(Hosted, true), &(Opened, true)), Relation::Detail);
    }

    #[test]
    fn years_of_precedent() {
        let since = |words| Since::parse(words, Some(2031));
        assert_eq!(since("the first since 1998").relate(&since("the first since 1997")), Relation::Conflict);
        assert_eq!(since("a 33-year silence").relate(&since("since 1997")), Relation::Compatible);
        assert_eq!(since("after 30+ years").relate(&since("since 1998")), Relation::Compatible);
        assert_eq!(since("after 30 years").relate(&since("since 1998")), Relation::Detail);
    }
}
