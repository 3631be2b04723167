//! The attributions whose content the reader is in.

use record::AttributionId;
use record::Span;
use record::reading::Attribution;

/// The attributions whose content reaches into the sentence at hand.
pub struct OpenAttributions<'a> {
    /// In order of where the content begins.
    coming: Vec<&'a Attribution>,
    next: usize,
    open: Vec<&'a Attribution>,
}

impl<'a> OpenAttributions<'a> {
    /// Of a report's attributions.
    pub fn new(attributions: &'a [Attribution]) -> Self {
        let mut coming: Vec<&Attribution> = attributions.iter().filter(|one| !one.content.is_empty()).collect();
        coming.sort_by_key(|one| one.content.cover().map(|span| span.start));
        Self { coming, next: 0, open: Vec::new() }
    }

    /// Goes on to the next sentence.
    pub fn advance(&mut self, sentence: Span) {
        self.open.retain(|one| one.content.cover().is_some_and(|span| span.end > sentence.start));
        while let Some(one) = self.coming.get(self.next) {
            if one.content.cover().is_some_and(|span| span.start >= sentence.end) {
                break;
            }
            self.open.push(one);
            self.next += 1;
        }
    }

    /// The one with the shortest content around the trigger; one whose cue is the event's own verb ("held talks")
    /// says nothing of it.
    pub fn innermost(&self, trigger: Span, anchor: Span) -> Option<AttributionId> {
        let around = self.open.iter().filter(|one| one.content.contains(trigger) && !one.cue.overlaps(anchor));
        let length = |one: &&&Attribution| one.content.ranges().iter().map(|range| range.len()).sum::<usize>();
        around.min_by_key(|one| (length(one), one.id)).map(|one| one.id)
    }
}
