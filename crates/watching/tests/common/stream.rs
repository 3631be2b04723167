//! Invented streams: wrecks in invented towns, told by agencies, copied by many, told again by few.

use super::desk::Item;
use jiff::{SignedDuration, Timestamp};

/// The first hour of a stream.
pub const START: &str = "2031-03-03T00:00:00Z";

const FIRST: [&str; 10] = ["Al", "Bren", "Cor", "Dun", "Es", "Fal", "Gar", "Hol", "Ist", "Jor"];
const LAST: [&str; 10] = ["der", "mark", "vik", "sted", "holm", "moor", "wick", "bach", "ford", "rund"];

/// One story's names and words.
pub struct Tale {
    pub town: String,
    pub vessel: String,
    pub person: String,
    pub day: String,
    pub begun: Timestamp,
    number: usize,
}

impl Tale {
    /// The story of a number, begun so many minutes after the start.
    pub fn new(number: usize, minute: i64) -> Self {
        let begun = at(0) + SignedDuration::from_mins(minute);
        let name = |salt: usize| {
            let n = number * 7 + salt * 31;
            // A hundred pairs of endings, then the same with another ending.
            let more = ["", "en", "au"][number / 100];
            format!("{}{}{}{more}", FIRST[n % 10], LAST[(n / 10 + salt) % 10], LAST[(number + salt * 3) % 10])
        };
        let day = (begun - SignedDuration::from_hours(12)).strftime("%Y-%m-%d").to_string();
        Self { town: name(1), vessel: name(2), person: name(5), day, begun, number }
    }

    /// An invented word that no other story has: whole sentences of it share no run of words with another story's.
    fn word(&self, n: usize) -> String {
        const SYLLABLES: [&str; 20] = [
            "ba", "ke", "di", "fo", "gu", "ha", "je", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa", "ze",
            "chi", "sho", "thu",
        ];
        let at = self.number * 16 + n;
        [at % 20, at / 20 % 20, at / 400 % 20].map(|n| SYLLABLES[n]).concat()
    }

    /// The agency's report with its toll.
    pub fn wire(&self, killed: u32) -> String {
        let Self { town, vessel, person, day, .. } = self;
        let w = |n| self.word(n);
        format!(
            "The {} {vessel}/O {} on {day} in the {} of {town}/G . The {} killed {killed} {} of {vessel}/O . {} {person}/P was {} \
             by {} of {town}/G . {} of {town}/G {} the {vessel}/O {} with {}",
            w(0),
            w(1),
            w(2),
            w(3),
            w(4),
            w(5),
            w(6),
            w(7),
            w(8),
            w(9),
            w(10),
            w(11)
        )
    }

    /// Another newspaper's own, in other words and another order.
    pub fn own(&self) -> String {
        let Self { town, vessel, person, day, .. } = self;
        let w = |n| self.word(n);
        format!(
            "{} of {town}/G {} {person}/P on {day} after the {} {vessel}/O {} at the {} . {} from {vessel}/O {} at {town}/G , the {} \
             had {}",
            w(7),
            w(12),
            w(0),
            w(1),
            w(2),
            w(4),
            w(13),
            w(14),
            w(15)
        )
    }

    pub fn title(&self) -> String {
        format!("{} {}/O {} at {}/G", self.word(0), self.vessel, self.word(1), self.town)
    }

    /// An item of the story, so many minutes after it began.
    pub fn item(&self, name: &str, outlet: usize, minutes: i64, text: String) -> Item {
        Item {
            id: format!("s{}-{name}", self.number),
            outlet,
            published: self.begun + SignedDuration::from_mins(minutes),
            title: self.title(),
            text,
        }
    }
}

/// A moment so many hours after the start.
pub fn at(hour: i64) -> Timestamp {
    START.parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hour)
}
