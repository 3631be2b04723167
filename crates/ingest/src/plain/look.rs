//! A unit with everything that is seen of it before its neighbours are asked.

use super::features::Features;
use super::layout::Unit;
use super::phrases::Shown;
use crate::head::dates;

/// A unit's looks.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Its words.
    pub words: &'a str,
    /// Blank lines before it.
    pub gap: usize,
    /// Length, stops, case.
    pub features: Features,
    /// Phrases of a page's furniture.
    pub shown: Shown,
    /// Whether it says when, and nothing else.
    pub when: bool,
}

impl<'a> Look<'a> {
    /// Looks at `unit`.
    pub fn at(text: &'a str, unit: &Unit) -> Self {
        let words = unit.span.of(text);
        Self {
            words,
            gap: unit.gap,
            features: Features::of(text, unit),
            shown: Shown::of(words),
            when: dates::is_time_line(words),
        }
    }
}
