//! Ways out: words, mail, webhooks, feeds, calendars.

mod atom;
mod calendar;
mod digest;
mod mail;
mod page;
mod text;
mod unsubscribe;
mod webhook;

pub use atom::feed;
pub use calendar::calendar;
pub use digest::{Digest, Look};
pub use mail::{Mailer, Post};
pub use unsubscribe::{link, unsubscribed};
pub use webhook::Hooks;

use crate::state::Found;
use std::time::Duration;

/// Why something was not received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What the other side said.
    pub why: String,
    /// Whether trying again can help.
    pub passing: bool,
    /// How long to wait at least.
    pub wait: Option<Duration>,
}

impl Refused {
    fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), passing: true, wait: None }
    }

    fn lasting(why: impl Into<String>) -> Self {
        Self { why: why.into(), passing: false, wait: None }
    }
}

/// Facts by story, the stories in the order in which facts of them were found.
fn by_story(facts: &[Found]) -> Vec<(&str, Vec<&Found>)> {
    let mut stories: Vec<(&str, &str, Vec<&Found>)> = Vec::new();
    for found in facts {
        match stories.iter_mut().find(|(id, ..)| *id == found.story) {
            Some((_, title, list)) => {
                // The last title that it had.
                *title = &found.title;
                list.push(found);
            }
            None => stories.push((&found.story, &found.title, vec![found])),
        }
    }
    stories
        .into_iter()
        .map(|(_, title, mut list)| {
            list.sort_by_key(|found| found.fact.kind);
            (title, list)
        })
        .collect()
}

/// The lines that tell a fact: "line 2 of 3, Norland Post".
fn lines(found: &Found) -> String {
    let one = |line: &crate::facts::Line| format!("{} (line {} of {})", line.by, line.number, line.of);
    found.fact.lines.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The bytes of some words: "120-171, 189-240".
fn place(span: &record::Spans) -> String {
    let ranges = span.ranges().iter().map(|range| format!("{}-{}", range.start, range.end));
    ranges.collect::<Vec<_>>().join(", ")
}
