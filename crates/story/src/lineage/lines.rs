//! Independent lines of reporting, and how many of them tell a thing.

use record::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Where words of a report come from that are not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A line of the pile.
    Line(usize),
    /// Something that no report of the pile holds, by the number of the outlet that is named for it.
    Outlet(usize),
}

/// Which line each report belongs to, and which of its words belong to another.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The line of each report.
    pub of: Vec<usize>,
    /// Words that a report has from elsewhere, in order of their beginning once [`Lines::finish`] was called. The first
    /// of several that hold one place decides.
    taken: BTreeMap<usize, Vec<Taken>>,
    /// The outlets cited from outside the pile that each report speaks for, as its publisher or under their credit.
    voices: BTreeMap<usize, BTreeSet<usize>>,
}

#[derive(Debug)]
struct Taken {
    words: Span,
    origin: Origin,
    /// The number it was added with.
    rank: usize,
    /// The last end of this and all before it.
    reach: usize,
}

impl Lines {
    /// The line of each report, and nothing taken from elsewhere yet.
    pub fn new(of: Vec<usize>) -> Self {
        Self { of, ..Self::default() }
    }

    /// Says that `words` of `report` come from elsewhere.
    pub fn take(&mut self, report: usize, words: Span, origin: Origin) {
        let list = self.taken.entry(report).or_default();
        list.push(Taken { words, origin, rank: list.len(), reach: words.end });
    }

    /// Says that `report` is itself the word of an outlet cited elsewhere.
    pub fn speaks_for(&mut self, report: usize, outlet: usize) {
        self.voices.entry(report).or_default().insert(outlet);
    }

    /// Puts all in order; to be called after the last [`Lines::take`].
    pub fn finish(&mut self) {
        for list in self.taken.values_mut() {
            list.sort_by_key(|taken| (taken.words, taken.rank));
            let mut reach = 0;
            for taken in list {
                reach = reach.max(taken.words.end);
                taken.reach = reach;
            }
        }
    }

    /// How many independent lines tell what stands at `places`.
    ///
    /// What a report has from elsewhere counts for the line that it comes from, unless the report tells it in words
    /// of its own, too. An outlet cited for what its own report among these tells is no further source.
    pub fn independent(&self, places: impl Iterator<Item = (usize, Span)>) -> usize {
        let mut told: BTreeMap<usize, BTreeSet<Origin>> = BTreeMap::new();
        for (report, span) in places {
            told.entry(report).or_default().insert(self.origin(report, span));
        }
        let mut origins = BTreeSet::new();
        let mut heard: BTreeSet<usize> = BTreeSet::new();
        for (report, mut from) in told {
            let own = self.own(report);
            if from.contains(&own) {
                from = BTreeSet::from([own]);
                heard.extend(self.voices.get(&report).into_iter().flatten());
            }
            origins.extend(from);
        }
        origins.iter().filter(|origin| !matches!(origin, Origin::Outlet(outlet) if heard.contains(outlet))).count()
    }

    fn own(&self, report: usize) -> Origin {
        Origin::Line(self.of.get(report).copied().unwrap_or(report))
    }

    /// Where the words at `span` of a report are from: itself, or a source named or copied there.
    fn origin(&self, report: usize, span: Span) -> Origin {
        let taken = self.taken.get(&report).map_or(&[][..], Vec::as_slice);
        let begun = taken.partition_point(|taken| taken.words.start <= span.start);
        let open = taken[..begun].iter().rev().take_while(|taken| taken.reach >= span.end);
        let holding = open.filter(|taken| taken.words.contains(span));
        holding.min_by_key(|taken| taken.rank).map_or_else(|| self.own(report), |taken| taken.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_taken_words_that_hold_a_place_decide() {
        let mut lines = Lines::new(vec![0]);
        lines.take(0, Span::new(0, 50), Origin::Line(7));
        lines.take(0, Span::new(0, 10), Origin::Line(8));
        lines.take(0, Span::new(40, 60), Origin::Line(9));
        lines.finish();
        let at = |start, end| lines.origin(0, Span::new(start, end));
        assert_eq!([at(2, 5), at(42, 48), at(45, 55)], [7, 7, 9].map(Origin::Line));
        assert_eq!([at(58, 62), at(70, 80)], [0, 0].map(Origin::Line));
    }

    #[test]
    fn an_outlet_that_tells_it_itself_is_not_counted_twice() {
        let mut lines = Lines::new(vec![0, 1]);
        let words = Span::new(0, 50);
        lines.take(1, words, Origin::Outlet(3));
        lines.finish();
        let count = |lines: &Lines| lines.independent([(0, words), (1, words)].into_iter());
        assert_eq!(count(&lines), 2);
        lines.speaks_for(0, 3);
        assert_eq!(count(&lines), 1);
    }
}
