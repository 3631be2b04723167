//! Where the report begins and ends.

use super::Draft;
use crate::plain::phrases::Furniture;
use record::BlockKind;

/// Percent of the report's words after which a list of related reports can end it.
const ENDING_PERCENT: usize = 60;
/// Percent of the units after a related header that must be headlines for all of it to be teasers.
const TEASER_PERCENT: usize = 35;
/// Words of the longest headline that asks or calls.
const ASKED: usize = 12;
/// Adverts and links in a row that a report goes on behind.
const BREAKS: usize = 3;

impl Draft<'_> {
    /// The units from the report's first paragraph to its last.
    pub(super) fn zone(&self) -> std::ops::Range<usize> {
        let all = 0..self.looks.len();
        let prose: Vec<usize> =
            all.clone().filter(|at| self.is_open(*at) && self.looks[*at].features.is_prose()).collect();
        let (Some(&first), Some(&last)) = (prose.first(), prose.last()) else {
            // A page of pictures: what is above them is its head.
            let caption = all.clone().find(|at| self.kinds[*at] == Some(BlockKind::Caption));
            if let Some(caption) = caption.filter(|_| self.page) {
                return caption..caption;
            }
            // No paragraph: a report of a few short lines.
            let sentences = || all.clone().filter(|at| self.is_open(*at) && self.looks[*at].features.is_sentence());
            let opens = || all.clone().filter(|at| self.is_open(*at));
            let first = sentences().next().or_else(|| opens().next()).unwrap_or(0);
            let last = sentences().next_back().or_else(|| opens().next_back()).map_or(0, |at| at + 1);
            return first..last.max(first);
        };
        let mut end = last + 1;
        if let Some(cut) = self.teasers(&prose) {
            end = cut;
        } else {
            while let Some(next) = self.next_sentence(end) {
                end = next + 1;
            }
        }
        let top = all.clone().find(|at| self.is_open(*at)).unwrap_or(first);
        let mut start = first;
        while start > 0
            && self.is_open(start - 1)
            && self.looks[start - 1].features.is_sentence()
            && !self.is_asked_above(start - 1, top)
        {
            start -= 1;
        }
        start..end
    }

    /// Whether a short question or exclamation stands with the head and not with the report below: a headline is one
    /// too. `top` is the first unit that is open.
    fn is_asked_above(&self, at: usize, top: usize) -> bool {
        let look = &self.looks[at];
        let apart = self.looks.get(at + 1).is_some_and(|next| next.gap > 0);
        let above = look.gap == 0 || top >= at;
        look.words.ends_with(['?', '!']) && look.features.words <= ASKED && apart && above
    }

    /// The unit that goes on with the report at `end`: a sentence right there, or behind what a page puts into its
    /// reports.
    fn next_sentence(&self, end: usize) -> Option<usize> {
        let breaks = (end..self.looks.len()).take_while(|at| self.furniture[*at] == Some(Furniture::Break)).count();
        let next = end + breaks.min(BREAKS);
        (self.is_open(next) && self.looks[next].features.is_sentence()).then_some(next)
    }

    /// Where a list of other reports ends this one: a header near its end, followed by headlines and teasers.
    fn teasers(&self, prose: &[usize]) -> Option<usize> {
        let words = |at: &usize| self.looks[*at].features.words;
        let total: usize = prose.iter().map(words).sum();
        let mut before = 0;
        let mut next = prose.iter().peekable();
        for at in 0..self.looks.len() {
            if self.furniture[at] == Some(Furniture::Related) && before * 100 >= total * ENDING_PERCENT {
                let after: Vec<usize> = (at + 1..self.looks.len()).filter(|at| self.is_open(*at)).collect();
                let heads = after.iter().filter(|at| !self.looks[**at].features.is_sentence()).count();
                if heads * 100 >= after.len() * TEASER_PERCENT && before < total {
                    return Some(at);
                }
            }
            if next.peek() == Some(&&at) {
                before += words(&at);
                next.next();
            }
        }
        None
    }
}
