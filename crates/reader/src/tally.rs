//! How much of what a reader said was kept.

use std::fmt;
use std::ops::Add;

/// Counts of what a reader said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Data whose words stand in the report.
    pub kept: usize,
    /// Data whose words, parties, times or numbers do not, or at no one place.
    pub without_words: usize,
    /// Data that their own words contradict.
    pub contradicted: usize,
    /// Data, or whole answers, that are not of the schema.
    pub malformed: usize,
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            kept: self.kept + other.kept,
            without_words: self.without_words + other.without_words,
            contradicted: self.contradicted + other.contradicted,
            malformed: self.malformed + other.malformed,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kept, without_words, contradicted, malformed } = self;
        write!(f, "{kept} kept, {without_words} without their words, {contradicted} contradicted")?;
        if *malformed > 0 {
            write!(f, ", {malformed} not of the schema")?;
        }
        Ok(())
    }
}
