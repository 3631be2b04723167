//! Attributions in attributions, and which attribution something stands in.

use record::reading::Attribution;
use record::{AttributionId, Span};

/// The innermost attribution whose content holds `span`.
///
/// To ask for many spans, make [`Contents`] once.
pub fn containing(span: Span, attributions: &[Attribution]) -> Option<AttributionId> {
    Contents::new(attributions).containing(span)
}

/// The contents of a report's attributions, in order, to find which holds a span.
#[derive(Clone, Debug)]
pub struct Contents {
    /// Sorted by start, the longer first.
    ranges: Vec<Range>,
}

#[derive(Clone, Debug)]
struct Range {
    span: Span,
    /// Index of the attribution.
    of: usize,
    /// Index in the list of the narrowest range that holds this one's start.
    outer: Option<usize>,
}

impl Contents {
    /// Reads the contents of the attributions.
    pub fn new(attributions: &[Attribution]) -> Self {
        let all = attributions.iter().enumerate();
        Self::of(all.flat_map(|(of, one)| one.content.ranges().iter().map(move |&span| (span, of))).collect())
    }

    pub(super) fn of(mut spans: Vec<(Span, usize)>) -> Self {
        spans.sort_by_key(|&(span, of)| (span.start, std::cmp::Reverse(span.end), of));
        let mut ranges: Vec<Range> = Vec::with_capacity(spans.len());
        let mut open: Vec<usize> = Vec::new();
        for (span, of) in spans {
            while open.last().is_some_and(|&last| ranges[last].span.end <= span.start) {
                open.pop();
            }
            ranges.push(Range { span, of, outer: open.last().copied() });
            open.push(ranges.len() - 1);
        }
        Self { ranges }
    }

    /// The innermost attribution whose content holds `span` in one piece.
    pub fn containing(&self, span: Span) -> Option<AttributionId> {
        self.holding(span).next().map(AttributionId)
    }

    /// All attributions whose content holds `span`, the innermost first.
    pub fn holding(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let after = self.ranges.partition_point(|range| range.span.start <= span.start);
        let mut at = after.checked_sub(1);
        std::iter::from_fn(move || {
            while let Some(index) = at {
                let range = &self.ranges[index];
                at = range.outer;
                if range.span.contains(span) {
                    return Some(range.of);
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_comes_first() {
        let span = Span::new;
        let contents = Contents::of(vec![(span(0, 50), 0), (span(10, 30), 1), (span(20, 25), 2), (span(60, 70), 3)]);
        assert_eq!(contents.holding(span(21, 24)).collect::<Vec<_>>(), [2, 1, 0]);
        assert_eq!(contents.containing(span(26, 29)), Some(AttributionId(1)));
        assert_eq!(contents.containing(span(45, 55)), None);
        assert_eq!(contents.containing(span(60, 70)), Some(AttributionId(3)));
    }
}
