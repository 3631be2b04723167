//! Of all reports that one has passages in common with, those that it was made from.

use super::Outlets;
use super::passages::{COPIED, LONG_PASSAGE, Passages, SAME_AGENCY, Shared};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Sources that explain at least this part of what the best one explains are as good as it, and the first of them is
/// taken: the copies of one report explain a further copy about as well as the report itself.
const AS_GOOD: f64 = 0.95;

/// `report` was made from `from`, or has a passage from it.
pub(super) struct Link<'p> {
    pub report: usize,
    pub from: usize,
    pub shared: &'p Shared,
    /// Whether more of the report is from there than from any other.
    pub main: bool,
}

/// The sources of each report, in the order of the pile.
///
/// The agency's own report is the source of one that credits it; else the earlier of the two. A further source is
/// named only for words that no better one explains.
pub(super) fn sources<'p>(passages: &'p Passages, outlets: &Outlets<'_>) -> Vec<Link<'p>> {
    let mut links: BTreeMap<usize, Vec<Link<'p>>> = BTreeMap::new();
    for shared in &passages.shared {
        let (report, from) =
            if outlets.of_wire(shared.a, shared.b) { (shared.a, shared.b) } else { (shared.b, shared.a) };
        let wire = outlets.of_wire(report, from) && shared.part >= SAME_AGENCY;
        let long = shared.longest() >= LONG_PASSAGE && !outlets.of_one_house(report, from);
        if wire || long || shared.part >= outlets.least_part(report, from) {
            links.entry(report).or_default().push(Link { report, from, shared, main: false });
        }
    }
    let mut chosen = Vec::new();
    for (report, mut links) in links {
        links.sort_by_key(|link| (Reverse(outlets.of_wire(report, link.from)), link.from));
        let length = |report: usize| passages.own.get(report).map_or(0, |own| own.words.len());
        let mut explained = vec![false; length(report)];
        let first = chosen.len();
        loop {
            let gains: Vec<usize> = links.iter().map(|link| gain(link, &explained)).collect();
            let most = gains.iter().copied().max().unwrap_or(0);
            let shorter = |link: &Link<'_>| length(report).min(length(link.from)) as f64;
            let good = links.iter().zip(&gains).position(|(link, &gain)| {
                gain as f64 >= AS_GOOD * most as f64
                    && (chosen.len() == first || gain >= LONG_PASSAGE || gain as f64 >= COPIED * shorter(link))
            });
            let Some(good) = good else { break };
            let link = Link { main: chosen.len() == first, ..links.remove(good) };
            for (range, _) in link.shared.words(report) {
                explained.get_mut(range.clone()).unwrap_or_default().fill(true);
            }
            chosen.push(link);
        }
    }
    chosen
}

/// Words of the report that the source has, too, and that are not explained yet.
fn gain(link: &Link<'_>, explained: &[bool]) -> usize {
    let ranges = link.shared.words(link.report);
    let fresh = ranges.map(|(range, equal)| {
        let words = explained.get(range.clone()).unwrap_or_default();
        words.iter().filter(|explained| !**explained).count() * equal / words.len().max(1)
    });
    fresh.sum()
}
