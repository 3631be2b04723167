//! Invented streams: wrecks in invented towns, told by agencies, copied by many, told again by few.

use super::desk::Item;
use jiff::{SignedDuration, Timestamp};

/// The first hour of a stream.
pub const START: &str = "2031-03-03T00:00:00Z";

/// Kinds of wreck, so that stories have different words.
const WRECKS: [[&str; 5]; 8] = [
    ["ferry", "capsized", "strait", "trawlers", "timber"],
    ["train", "derailed", "tunnel", "firemen", "gravel"],
    ["tram", "collided", "square", "policemen", "signals"],
    ["crane", "toppled", "dockyard", "welders", "concrete"],
    ["airship", "burned", "meadow", "farmers", "hydrogen"],
    ["barge", "grounded", "canal", "lockkeepers", "fertiliser"],
    ["balloon", "drifted", "marsh", "hunters", "ballast"],
    ["bus", "overturned", "pass", "shepherds", "ice"],
];
const FIRST: [&str; 10] = ["Al", "Bren", "Cor", "Dun", "Es", "Fal", "Gar", "Hol", "Ist", "Jor"];
const LAST: [&str; 10] = ["der", "mark", "vik", "sted", "holm", "moor", "wick", "bach", "ford", "rund"];

/// One story's names and words.
pub struct Tale {
    pub town: String,
    pub vessel: String,
    pub person: String,
    pub day: String,
    pub begun: Timestamp,
    words: [&'static str; 5],
    number: usize,
}

impl Tale {
    /// The story of a number, begun so many hours after the start.
    pub fn new(number: usize, hour: i64) -> Self {
        let begun = at(hour);
        let name = |salt: usize| {
            let n = number * 7 + salt * 31;
            format!("{}{}{}", FIRST[n % 10], LAST[(n / 10 + salt) % 10], LAST[(number + salt * 3) % 10])
        };
        let day = (begun - SignedDuration::from_hours(12)).strftime("%Y-%m-%d").to_string();
        let words = WRECKS[number % 8];
        Self { town: name(1), vessel: name(2), person: name(5), day, begun, words, number }
    }

    /// The agency's report with its toll.
    pub fn wire(&self, killed: u32) -> String {
        let Self { town, vessel, person, day, words: [kind, fell, place, helpers, cargo], .. } = self;
        format!(
            "The {kind} {vessel}/O {fell} on {day} in the {place} of {town}/G . The wreck killed {killed} passengers of the \
             {vessel}/O . Driver {person}/P was rescued by {helpers} of {town}/G . The mayor of {town}/G said the {vessel}/O was \
             overloaded with {cargo}"
        )
    }

    /// Another newspaper's own.
    pub fn own(&self) -> String {
        let Self { town, vessel, person, day, words: [kind, fell, place, helpers, _], .. } = self;
        format!(
            "{helpers} of {town}/G pulled driver {person}/P out on {day} when the {kind} {vessel}/O {fell} in the {place} . \
             Survivors of the {vessel}/O waited under blankets at the school of {town}/G . Nobody had slept in {town}/G that night"
        )
    }

    pub fn title(&self) -> String {
        let [kind, fell, ..] = self.words;
        format!("{kind} {}/O {fell} at {}/G", self.vessel, self.town)
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
