//! Saved questions: what somebody wants to be told, where, and when.

use crate::facts::{Fact, Kind};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use record::Diagnostic;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What somebody wants to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What it is called.
    pub name: String,
    /// Facts about somebody or something of this name, in any spelling that the reports have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Facts of this story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// Facts of these kinds; none for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Kind>,
    /// Who is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receivers: Vec<Receiver>,
    /// When.
    #[serde(default)]
    pub when: When,
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Receiver {
    /// A mail address.
    Mail(String),
    /// An address that takes JSON.
    Webhook {
        /// The address.
        url: String,
        /// What the body is signed with.
        secret: String,
        /// Whether it may be in the house.
        #[serde(default)]
        allow_private: bool,
    },
}

impl Receiver {
    /// As lists show it, without the secret.
    pub fn name(&self) -> &str {
        match self {
            Self::Mail(address) => address,
            Self::Webhook { url, .. } => url,
        }
    }
}

/// When facts are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// As soon as they are found.
    #[default]
    Now,
    /// Together, not more often than after so many seconds.
    Every(u64),
    /// Together, at these times of the day in a time zone.
    Daily {
        /// `07:30`, in order.
        at: Vec<Time>,
        /// `Europe/Berlin`.
        zone: String,
    },
}

impl When {
    /// Reads `now`, `30m`, `2h` or `07:00,18:00`.
    ///
    /// # Errors
    /// When it is none of these, or the zone is not known.
    pub fn parse(words: &str, zone: &str) -> Result<Self, Diagnostic> {
        let wrong = |message: String| {
            Diagnostic::error("usage/when", message).hint("`now`, `30m`, `2h`, or hours of the day: `07:00,18:00`")
        };
        if words == "now" {
            return Ok(Self::Now);
        }
        if words.contains(':') {
            let times: Result<Vec<Time>, _> = words.split(',').map(|word| word.trim().parse()).collect();
            let mut at = times.map_err(|error| wrong(format!("{words:?}: {error}")))?;
            at.sort();
            TimeZone::get(zone).map_err(|_| wrong(format!("no time zone {zone:?} is known")))?;
            return Ok(Self::Daily { at, zone: zone.to_owned() });
        }
        seconds(words).map(Self::Every).ok_or_else(|| wrong(format!("{words:?} is no time")))
    }

    /// The next moment from `now` on at which facts may be sent, when the last were sent at `now` or never.
    pub fn next(&self, now: Timestamp) -> Timestamp {
        match self {
            Self::Now => now,
            Self::Every(seconds) => crate::clock::after(now, Duration::from_secs(*seconds)),
            Self::Daily { at, zone } => daily(at, zone, now).unwrap_or(now),
        }
    }
}

/// The next of some times of the day after a moment.
fn daily(at: &[Time], zone: &str, now: Timestamp) -> Option<Timestamp> {
    let zone = TimeZone::get(zone).ok()?;
    let today = now.to_zoned(zone.clone()).date();
    let days = [today, today.checked_add(1.day()).ok()?, today.checked_add(2.days()).ok()?];
    let moments = days.into_iter().flat_map(|day| at.iter().map(move |time| day.to_datetime(*time)));
    // A time that the clocks leap over is the moment after the leap.
    moments.filter_map(|moment| Some(moment.to_zoned(zone.clone()).ok()?.timestamp())).find(|moment| *moment > now)
}

/// `90s`, `30m`, `2h`, `1d` in seconds.
pub fn seconds(words: &str) -> Option<u64> {
    let (number, unit) = words.split_at_checked(words.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit).filter(|seconds| *seconds > 0)
}

impl Question {
    /// Whether a fact answers it.
    pub fn is_answered_by(&self, story: &str, title: &str, fact: &Fact) -> bool {
        let kind = self.kinds.is_empty() || self.kinds.contains(&fact.kind);
        let of_story = self.story.as_deref().is_none_or(|wanted| wanted == story || has_words(title, wanted));
        let about = self.about.as_deref().is_none_or(|wanted| fact.names.iter().any(|name| has_words(name, wanted)));
        kind && of_story && about
    }
}

impl Question {
    /// Whether an announced happening of a story is one that it asks about.
    pub fn asks_about(&self, story: &str, title: &str, headline: &str, names: &[String]) -> bool {
        let of_story = self.story.as_deref().is_none_or(|wanted| wanted == story || has_words(title, wanted));
        let in_words = |wanted: &str| has_words(headline, wanted) || names.iter().any(|name| has_words(name, wanted));
        of_story && self.about.as_deref().is_none_or(in_words)
    }
}

/// Whether all words of `wanted` are in `text`, whatever their case and accents.
fn has_words(text: &str, wanted: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let plain: String = unaccented(text);
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (text, wanted) = (words(text), words(wanted));
    !wanted.is_empty() && wanted.iter().all(|word| text.contains(word))
}

fn unaccented(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_at_which_facts_are_sent() {
        let at = |words: &str| words.parse::<Timestamp>().unwrap();
        let now = at("2031-03-29T20:00:00Z");
        assert_eq!(When::parse("now", "UTC").unwrap().next(now), now);
        assert_eq!(When::parse("2h", "UTC").unwrap().next(now), at("2031-03-29T22:00:00Z"));
        let berlin = When::parse("18:00,07:00", "Europe/Berlin").unwrap();
        // Saturday evening at 21:00 of the local winter; on Sunday, 30 March 2031, the clocks go forward.
        assert_eq!(berlin.next(now), at("2031-03-30T05:00:00Z"));
        assert_eq!(berlin.next(at("2031-03-30T05:00:00Z")), at("2031-03-30T16:00:00Z"));
        let leapt = When::parse("02:30", "Europe/Berlin").unwrap();
        assert_eq!(leapt.next(now), at("2031-03-30T01:30:00Z"));
        for wrong in ["", "soon", "25:00", "0h", "-1h", "h", "é", "1w"] {
            assert!(When::parse(wrong, "UTC").is_err(), "{wrong}");
        }
        assert!(When::parse("07:00", "Middle/Earth").is_err());
    }

    #[test]
    fn what_answers_a_question() {
        let fact = Fact {
            keys: vec!["denial:r1@4".into()],
            kind: Kind::Denial,
            what: String::new(),
            change: String::new(),
            lines: Vec::new(),
            evidence: Vec::new(),
            names: vec!["Inés Marrón".into(), "Marrón".into()],
        };
        let question = |about: &str, story: &str, kinds: &[Kind]| {
            let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
            let (about, story) = (some(about), some(story));
            let question =
                Question { name: "q".into(), about, story, kinds: kinds.into(), receivers: vec![], when: When::Now };
            question.is_answered_by("s1", "Ferry strike in Port Alder", &fact)
        };
        assert!(question("", "", &[]) && question("ines marron", "", &[]) && question("", "s1", &[Kind::Denial]));
        assert!(question("", "ferry strike", &[]));
        assert!(!question("Marr", "", &[]) && !question("", "s2", &[]) && !question("", "", &[Kind::Toll]));
    }
}
