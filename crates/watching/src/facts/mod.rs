//! What a story tells that it did not tell before.
//!
//! [`difference`] is a function of two states of one story and opens no file and asks no clock. An item that only
//! repeats gives no fact: what counts is what the reports say together.

mod answers;
mod denials;
mod disagreements;
mod lines;
mod matching;
mod plans;
mod revisions;
mod tolls;

pub use revisions::Revision;

use jiff::civil::Date;
use matching::Pair;
use record::{Evidence, Story};
use serde::{Deserialize, Serialize};

/// The kinds of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A story that was not there.
    Story,
    /// One more independent line of reporting.
    Line,
    /// Another number of killed, hurt, taken or freed.
    Toll,
    /// Accounts that cannot both be true.
    Disagreement,
    /// A disagreement that is none any longer.
    Settled,
    /// Somebody says that it is not so.
    Denial,
    /// An offer, demand or invitation that was answered.
    Answer,
    /// An announced happening that is now told as done.
    Came,
    /// An announced happening that is told as called off or as not having been.
    Failed,
    /// An announced happening whose day is over, and nobody tells whether it was.
    Passed,
    /// A report that says something else than it did.
    Corrected,
}

impl Kind {
    /// All kinds, in the order in which an alert lists them.
    pub const ALL: [Self; 11] = [
        Self::Story,
        Self::Line,
        Self::Toll,
        Self::Disagreement,
        Self::Settled,
        Self::Denial,
        Self::Answer,
        Self::Came,
        Self::Failed,
        Self::Passed,
        Self::Corrected,
    ];

    /// As it is written in data and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Line => "line",
            Self::Toll => "toll",
            Self::Disagreement => "disagreement",
            Self::Settled => "settled",
            Self::Denial => "denial",
            Self::Answer => "answer",
            Self::Came => "came",
            Self::Failed => "failed",
            Self::Passed => "passed",
            Self::Corrected => "corrected",
        }
    }

    /// As people are told.
    pub fn words(self) -> &'static str {
        match self {
            Self::Story => "New story",
            Self::Line => "New independent line",
            Self::Toll => "Toll changed",
            Self::Disagreement => "Disagreement",
            Self::Settled => "Disagreement settled",
            Self::Denial => "Denial",
            Self::Answer => "Answer",
            Self::Came => "Announced, and came",
            Self::Failed => "Announced, and did not come",
            Self::Passed => "Announced, and its day is over",
            Self::Corrected => "Report corrected",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Something that a story did not tell before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Names of it that come from its content: who was told of one of them has been told of it.
    pub keys: Vec<String>,
    /// What kind.
    pub kind: Kind,
    /// A sentence that can be printed.
    pub what: String,
    /// What it changes, from what to what.
    pub change: String,
    /// The independent lines of reporting that tell it.
    pub lines: Vec<Line>,
    /// The words, at least one.
    pub evidence: Vec<Evidence>,
    /// Names of those it is about, every spelling.
    pub names: Vec<String>,
}

/// An independent line of reporting, as a reader knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the story, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Who published its first report, or that report's id.
    pub by: String,
}

/// What `after` tells that `before` did not; without a `before` the story is new. `revised` are reports of which a new
/// version came in between.
pub fn difference(before: Option<&Story>, after: &Story, revised: &[Revision]) -> Vec<Fact> {
    let none = Story::default();
    let pair = Pair::new(before.unwrap_or(&none), after, revised);
    let mut facts = lines::facts(&pair);
    facts.extend(tolls::facts(&pair));
    facts.extend(disagreements::facts(&pair));
    facts.extend(denials::facts(&pair));
    facts.extend(answers::facts(&pair));
    facts.extend(plans::facts(&pair));
    facts.extend(revisions::facts(&pair));
    facts.retain(|fact| !fact.evidence.is_empty());
    facts.sort_by(|a, b| (a.kind, &a.keys).cmp(&(b.kind, &b.keys)));
    facts
}

/// The announced happenings of a story whose day is over on `today` without a word on whether they were.
pub fn passed(story: &Story, today: Date) -> Vec<Fact> {
    let pair = Pair::new(story, story, &[]);
    plans::passed(&pair, today)
}

/// The first day from `today` on that something is announced for: when to ask [`passed`] again.
pub fn next_day(story: &Story, today: Date) -> Option<Date> {
    plans::next_day(story, today)
}

#[cfg(test)]
mod tests;
