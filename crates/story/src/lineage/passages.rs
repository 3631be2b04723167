//! What any two reports have in common, beyond what two reporters of one event would.

use super::alignment::{Passage, Seeds};
use super::candidates::Shingles;
use super::own::Own;
use super::parallel;
use crate::pile::Pile;
use record::Spans;
use std::num::NonZeroUsize;
use std::ops::Range;

/// From this part of the shorter report's own words on, one is a copy of the other, perhaps cut or in another order.
pub(crate) const COPY: f64 = 0.7;

/// From this part on, one was made from the other.
pub(crate) const COPIED: f64 = 0.25;

/// Two reports of one outlet have to share so much: every newsroom repeats set pieces of its own, from the background to
/// the lines about itself, and they are a large part of a short report. A later state of a report shares more.
pub(super) const ONE_HOUSE: f64 = 0.5;

/// Two reports that credit one agency have its text in common when at least this part is shared.
pub(super) const SAME_AGENCY: f64 = 0.05;

/// A passage of so many words is taken over even into a report that is otherwise new, from another outlet.
pub(super) const LONG_PASSAGE: usize = 40;

/// How two reports stand to each other by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kinship {
    /// Names, set phrases and perhaps a passage in common.
    Independent,
    /// One tells the other's report in partly other words.
    Rewrite,
    /// One is the other, perhaps cut, put in another order or touched up.
    Copy,
}

/// What two reports share, the earlier in the pile first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shared {
    pub a: usize,
    pub b: usize,
    /// The part of the shorter one's own words that stand in the other, 0 to 1.
    pub part: f64,
    /// All passages by the numbers of the words, the longest first.
    passages: Vec<Passage>,
}

impl Shared {
    pub(super) fn kinship(&self) -> Kinship {
        match self.part {
            part if part >= COPY => Kinship::Copy,
            part if part >= COPIED => Kinship::Rewrite,
            _ => Kinship::Independent,
        }
    }

    /// Equal words in the longest passage.
    pub(super) fn longest(&self) -> usize {
        self.passages.first().map_or(0, |passage| passage.equal)
    }

    /// The words of `report`, `a` or `b`, in each passage, with how many of them are equal.
    pub(super) fn words(&self, report: usize) -> impl Iterator<Item = (&Range<usize>, usize)> {
        self.passages.iter().map(move |found| (if report == self.a { &found.a } else { &found.b }, found.equal))
    }
}

/// All pairs that share a passage, and the words they were found by.
pub(crate) struct Passages {
    pub shared: Vec<Shared>,
    pub(super) own: Vec<Own>,
}

impl Passages {
    /// Where the words of `range` stand in the text of a report.
    pub(super) fn spans(&self, pile: &Pile<'_>, report: usize, range: &Range<usize>) -> Spans {
        self.own[report].spans(pile.tellings[report].report, range)
    }

    /// The longest passage of `shared` as it stands in `report`, one of the two.
    pub fn longest(&self, pile: &Pile<'_>, shared: &Shared, report: usize) -> Spans {
        shared.words(report).next().map_or_else(Spans::default, |(range, _)| self.spans(pile, report, range))
    }
}

/// Every two reports of the pile that share more than names and set phrases, in order of the later one.
pub(crate) fn shared(pile: &Pile<'_>) -> Passages {
    passages(pile, super::threads())
}

pub(super) fn passages(pile: &Pile<'_>, threads: NonZeroUsize) -> Passages {
    let reports = pile.tellings.len();
    let own: Vec<Own> = parallel::each(reports, threads, || (), |i, ()| Own::of(pile.tellings[i].report));
    let shingles = Shingles::of(&own);
    let compare = |b: usize, tally: &mut _| {
        let candidates = shingles.candidates(b, tally);
        if candidates.is_empty() {
            return Vec::new();
        }
        let seeds = Seeds::of(&own[b].words);
        let shared = candidates.into_iter().filter_map(|a| measure(&own, a, b, seeds.align(&own[a].words)));
        shared.collect::<Vec<_>>()
    };
    let shared = parallel::each(reports, threads, || Shingles::tally(reports), compare);
    Passages { shared: shared.into_iter().flatten().collect(), own }
}

fn measure(own: &[Own], a: usize, b: usize, mut passages: Vec<Passage>) -> Option<Shared> {
    passages.sort_by_key(|passage| std::cmp::Reverse(passage.equal));
    let longest = passages.first()?;
    let equal: usize = passages.iter().map(|passage| passage.equal).sum();
    let shorter = own[a].count.min(own[b].count).max(1);
    let part = (equal as f64 / shorter as f64).min(1.0);
    // Less is of no use to anybody, and there may be much of it.
    if part < SAME_AGENCY && longest.equal < LONG_PASSAGE {
        return None;
    }
    Some(Shared { a, b, part, passages })
}
