//! What was found since some moment, to be read with coffee.

use super::{page, text};
use crate::state::Found;

/// How a digest is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A page.
    Html,
}

/// Facts of a stretch of time.
#[derive(Clone, Debug)]
pub struct Digest<'a> {
    /// What stands above them.
    pub title: String,
    /// The facts, in the order in which they were found.
    pub facts: &'a [Found],
}

impl Digest<'_> {
    /// As it is written.
    pub fn write(&self, look: Look) -> String {
        let none = self.facts.is_empty();
        match look {
            Look::Html => page::page(&self.title, self.facts, None),
            Look::Text if none => format!("{}\n\nNothing new.\n", self.title),
            Look::Text => format!("{}\n\n{}", self.title, text::plain(self.facts)),
            Look::Markdown if none => format!("# {}\n\nNothing new.\n", self.title),
            Look::Markdown => format!("# {}\n\n{}", self.title, text::markdown(self.facts)),
        }
    }
}
