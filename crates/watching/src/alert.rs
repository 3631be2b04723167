//! What is sent to somebody: facts that came together, for one question.

use crate::state::Found;
use serde::{Deserialize, Serialize};

/// Facts that are sent together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Its name: the same on every try, so that a receiver knows what it has already.
    pub key: String,
    /// The question that the facts answer.
    pub question: String,
    /// When it was made, ISO 8601 in UTC.
    pub made: String,
    /// In the order in which they were found.
    pub facts: Vec<Found>,
}

impl Alert {
    /// A line that says what is in it.
    pub fn subject(&self) -> String {
        let Some(first) = self.facts.first() else { return self.question.clone() };
        let first = format!("{}: {}", first.fact.kind.words(), first.fact.what);
        match self.facts.len() {
            1 => first,
            n => format!("{n} new facts: {first}"),
        }
    }
}
