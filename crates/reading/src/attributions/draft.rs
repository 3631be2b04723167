//! An attribution while it is being put together.

use super::trees::Place;
use record::{Span, Spans};

/// Source, cue and content, before anything is concluded from them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub source: Spans,
    /// The word of the source that says who; also where the source is left out but the tree names it
    /// ("He smiled, adding that …" has `he`).
    pub source_head: Option<Place>,
    pub cue: Spans,
    /// The verb or noun of the cue.
    pub cue_head: Option<Place>,
    pub content: Spans,
    /// For a quotation without source: the draft whose speaker goes on speaking.
    pub goes_on: Option<usize>,
    pub origin: Origin,
}

/// What found a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The spans that the model marks.
    Model,
    /// The trees, with words that leave no doubt: speech with a clause, "according to".
    Sure,
    /// The trees, with words that often are something else.
    Weak,
    /// Quotation marks alone.
    Marks,
}

impl Draft {
    pub fn new(origin: Origin) -> Self {
        Self {
            source: Spans::default(),
            source_head: None,
            cue: Spans::default(),
            cue_head: None,
            content: Spans::default(),
            goes_on: None,
            origin,
        }
    }

    /// The first byte of any part.
    pub fn start(&self) -> usize {
        let parts = [&self.source, &self.cue, &self.content];
        parts.iter().filter_map(|part| part.cover()).map(|span| span.start).min().unwrap_or(usize::MAX)
    }

    /// Where it stands in the text order of cues; a draft without cue stands at its content.
    pub fn order(&self) -> (usize, usize) {
        let cue = self.cue.cover().or(self.content.cover()).map_or(usize::MAX, |span| span.start);
        (cue, self.start())
    }
}

/// The ranges of both, joined.
pub(super) fn join(one: &Spans, other: &Spans) -> Spans {
    Spans::new(one.ranges().iter().chain(other.ranges()).copied().collect())
}

/// The ranges with `span` added; ranges that overlap it melt into it.
pub(super) fn with(spans: &Spans, span: Span) -> Spans {
    Spans::new(spans.ranges().iter().copied().chain([span]).collect())
}

/// The ranges without `span` and without the comma and blanks before it.
pub(super) fn without(text: &str, spans: &Spans, span: Span) -> Spans {
    let mut kept = Vec::new();
    for &range in spans.ranges() {
        if !range.overlaps(span) {
            kept.push(range);
            continue;
        }
        let words = text.get(range.start..span.start.max(range.start)).unwrap_or("");
        let words = words.trim_end_matches([' ', ',', '\n', '–', '—', '-']);
        kept.push(Span::new(range.start, range.start + words.len()));
        kept.push(Span::new(span.end.min(range.end), range.end));
    }
    let said = |range: &Span| range.of(text).chars().any(char::is_alphanumeric);
    Spans::new(kept.into_iter().filter(said).collect())
}
