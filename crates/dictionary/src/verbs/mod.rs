//! Files of verbs: sets of synonyms, verbs in blocks, and the patterns around them.

mod code;
mod parse;
mod pattern;
mod print;

pub use code::EventCode;
pub(crate) use parse::parse;
pub use pattern::{Element, Item, Pattern};

use crate::Rule;
use crate::phrase::Phrase;
use crate::words::Entry;

/// Verbs that share patterns.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What the block is called; empty for a verb of TABARI, which is a block of its own.
    pub name: String,
    /// At least one.
    pub verbs: Vec<Verb>,
    /// In the order of the file.
    pub patterns: Vec<Pattern>,
    /// Whether the file is TABARI's: stems, patterns for the order of words alone, and nouns as triggers.
    pub stems: bool,
}

/// A verb with its forms.
#[derive(Clone, Debug, PartialEq)]
pub struct Verb {
    /// The verb as it is written in the file, then its other forms.
    pub forms: Vec<Form>,
    /// What it means where no pattern matches.
    pub code: EventCode,
    /// Its line.
    pub rule: Rule,
}

/// A form of a verb, with the words that belong to it: the "up" of "set up".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Words right before the verb.
    pub before: Vec<String>,
    /// The verb.
    pub word: Entry,
    /// Words right behind it.
    pub after: Vec<String>,
}

impl Form {
    /// How many words it has.
    pub fn length(&self) -> usize {
        self.before.len() + 1 + self.after.len()
    }
}

/// Words that a pattern may name together: `&WEAPON`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Synset {
    /// Whose words all stand beside each other.
    pub phrases: Vec<Phrase>,
}
