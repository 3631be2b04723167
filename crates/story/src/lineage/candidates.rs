//! Which reports are worth aligning with each other.
//!
//! Every report is cut into shingles, overlapping runs of [`SHINGLE`] words (Broder, "On the resemblance and
//! containment of documents", 1997), of which two of his samples are looked at: one in [`SAMPLED`], the same in every
//! report, and the [`FIRST`] with the smallest hashes, so that a short report keeps all. They are sorted by hash, so
//! that equal ones lie together; each report is then compared with the earlier ones that hold most of its rarest
//! shingles. The work on one report is bounded by its length, the sorting takes n log n, and there is no table beside the
//! sorted list. The lists are read in no order that a processor's cache could foresee: the sample keeps them small, which
//! is what makes a large pile take no longer per report than a small one.

use super::own::{Own, QUOTATION};

/// Words in a shingle. Of four words in a row, enough stay together where every fifth is replaced.
const SHINGLE: usize = 4;

/// One shingle in so many is kept: a long passage (`LONG_PASSAGE`) still has five.
const SAMPLED: u32 = 8;

/// Beside these, so many of each report. Two reports of about one length keep mostly the same.
const FIRST: usize = 64;

/// Earlier holders of one shingle that are looked at. A text that is copied more often has its source among the first;
/// a set phrase would lead to the whole pile.
const HOLDERS: usize = 16;

/// Reports that one report is aligned with.
const CANDIDATES: usize = 16;

/// Fewer shared shingles lead to no passage that counts.
const FEWEST: u32 = 2;

/// Nor does a smaller part of the shorter report's shingles: set phrases and names alone make as much.
const LEAST_PART: f64 = 0.03;

/// The sampled shingles of a pile that stand in more than one report.
pub(super) struct Shingles {
    /// Hash and report of each, sorted.
    holders: Vec<(u32, u32)>,
    /// Begin and end in `holders` of those in more than one report.
    groups: Vec<(u32, u32)>,
    /// How many different ones each report has.
    counts: Vec<usize>,
    /// A report with a group that it is in, though not the first there; sorted.
    lookups: Vec<(u32, u32)>,
}

/// What one thread counts in.
pub(super) struct Tally {
    /// Shared shingles with each earlier report, and their weight.
    counts: Vec<(u32, u64)>,
    touched: Vec<u32>,
}

impl Shingles {
    pub(super) fn of(own: &[Own]) -> Self {
        let mut holders: Vec<(u32, u32)> = Vec::new();
        let mut hashes: Vec<u32> = Vec::new();
        let mut counts = Vec::with_capacity(own.len());
        for (report, own) in (0..).zip(own) {
            hashes.clear();
            hashes.extend(own.words.array_windows::<SHINGLE>().filter(|run| !run.contains(&QUOTATION)).map(hash));
            hashes.sort_unstable();
            hashes.dedup();
            let mut before = 0..FIRST;
            hashes.retain(|hash| before.next().is_some() || hash % SAMPLED == 0);
            counts.push(hashes.len());
            holders.extend(hashes.iter().map(|&hash| (hash, report)));
        }
        // Places are kept in 32 bits; four thousand million shingles would not fit into memory anyhow.
        holders.truncate(u32::MAX as usize);
        holders.sort_unstable();
        let (mut groups, mut lookups) = (Vec::new(), Vec::new());
        let mut start = 0;
        for group in holders.chunk_by(|a, b| a.0 == b.0) {
            let end = start + group.len() as u32;
            if group.len() > 1 {
                lookups.extend(group.iter().skip(1).map(|(_, report)| (*report, groups.len() as u32)));
                groups.push((start, end));
            }
            start = end;
        }
        lookups.sort_unstable();
        Self { holders, groups, counts, lookups }
    }

    pub(super) fn tally(reports: usize) -> Tally {
        Tally { counts: vec![(0, 0); reports], touched: Vec::new() }
    }

    /// The earlier reports that `report` may have words from, in order.
    pub(super) fn candidates(&self, report: usize, tally: &mut Tally) -> Vec<usize> {
        let from = self.lookups.partition_point(|(other, _)| (*other as usize) < report);
        let lookups = self.lookups.iter().skip(from).take_while(|(other, _)| *other as usize == report);
        for &(start, end) in lookups.filter_map(|(_, group)| self.groups.get(*group as usize)) {
            let holders = self.holders.get(start as usize..end as usize).unwrap_or_default();
            // A shingle says the more the fewer hold it.
            let weight = (1_u64 << 32) / u64::from(end - start).max(1);
            for &(_, other) in holders.iter().take(HOLDERS).take_while(|(_, other)| (*other as usize) < report) {
                let Some((count, sum)) = tally.counts.get_mut(other as usize) else { continue };
                if *count == 0 {
                    tally.touched.push(other);
                }
                *count += 1;
                *sum += weight;
            }
        }
        let length = |report: usize| self.counts.get(report).copied().unwrap_or(0);
        let mut found: Vec<(u64, usize)> = Vec::new();
        for other in tally.touched.drain(..) {
            let Some((count, sum)) = tally.counts.get_mut(other as usize).map(std::mem::take) else { continue };
            let shorter = length(report).min(length(other as usize));
            if count >= FEWEST && f64::from(count) >= LEAST_PART * shorter as f64 {
                found.push((sum, other as usize));
            }
        }
        found.sort_unstable_by_key(|(sum, other)| (std::cmp::Reverse(*sum), *other));
        found.truncate(CANDIDATES);
        let mut found: Vec<usize> = found.into_iter().map(|(_, other)| other).collect();
        found.sort_unstable();
        found
    }
}

/// A collision costs one alignment at most.
fn hash(run: &[u32; SHINGLE]) -> u32 {
    let mixed = run.iter().fold(0_u64, |hash, &word| {
        let hash = (hash ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ (hash >> 32)
    });
    mixed as u32
}
