//! Pairs into groups: from the likeliest pair on, two groups become one where their best members agree.

use crate::features::{COUNT, FAR_DAYS, Weighed, days_between, features};
use crate::profile::Profile;
use crate::rarity::Rarity;
use crate::scorer::score;
use crate::words::common;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;

/// Pairs that are less likely by so much than two groups have to be start nothing.
const SLACK: f32 = 0.5;
/// Members of a group that are compared with another one: the work on two large groups stays bounded.
pub(crate) const ASKED: usize = 8;
/// Links of a member to the other group that count: a report joins by its best members.
pub(crate) const BEST: usize = 4;
/// After two weeks a story is over, unless the pair is surer than this to tell of the same happening.
const REOPENS: f32 = 2.0;
/// A report made from another tells its story, and joins it first.
const COPIED: f32 = 9.0;
/// Rounds of the settling pass. Each only moves what the one before left wrong; few piles need a second.
const ROUNDS: usize = 4;
/// A report moves to another group where it fits better by so much.
const MARGIN: f32 = 0.25;

/// The pairs of a pile with what was found of them.
pub(crate) struct Links<'p> {
    reports: &'p [Weighed<&'p Profile>],
    rarity: &'p Rarity,
    /// For each report the others that it was compared with, the likeliest first.
    near: Vec<Vec<(usize, f32)>>,
    known: HashMap<(u32, u32), f32>,
}

impl<'p> Links<'p> {
    /// Scores `pairs`.
    pub(crate) fn new(reports: &'p [Weighed<&'p Profile>], rarity: &'p Rarity, pairs: &[(usize, usize)]) -> Self {
        let mut near = vec![Vec::new(); reports.len()];
        let mut known = HashMap::with_capacity(pairs.len());
        for &(a, b) in pairs {
            let likely = scored(&reports[a], &reports[b], rarity);
            near[a].push((b, likely));
            near[b].push((a, likely));
            known.insert((a as u32, b as u32), likely);
        }
        for list in &mut near {
            list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        }
        Self { reports, rarity, near, known }
    }

    /// How likely two reports tell of one story.
    pub(crate) fn of(&self, a: usize, b: usize) -> f32 {
        let key = (a.min(b) as u32, a.max(b) as u32);
        self.known.get(&key).copied().unwrap_or_else(|| scored(&self.reports[a], &self.reports[b], self.rarity))
    }

    /// Those that a report was compared with, the likeliest first.
    pub(crate) fn near(&self, report: usize) -> &[(usize, f32)] {
        &self.near[report]
    }

    /// How well a report goes with a group, itself left out: the mean of its best links.
    fn fit(&self, report: usize, group: &[usize]) -> f32 {
        let mut links: Vec<f32> = asked(group, report)
            .into_iter()
            .filter(|&other| other != report)
            .map(|other| self.of(report, other))
            .collect();
        links.sort_by(|a, b| b.total_cmp(a));
        links.truncate(BEST);
        if links.is_empty() { f32::MIN } else { links.iter().sum::<f32>() / links.len() as f32 }
    }

    /// How well two groups go together.
    pub(crate) fn between(&self, a: &[usize], b: &[usize]) -> f32 {
        let side = |a: &[usize], b: &[usize]| {
            let members = asked(a, b.first().copied().unwrap_or(0));
            members.iter().map(|&member| self.fit(member, b)).sum::<f32>() / members.len().max(1) as f32
        };
        side(a, b).min(side(b, a))
    }
}

/// How likely two reports tell of one story.
pub(crate) fn scored<P: Deref<Target = Profile>>(a: &Weighed<P>, b: &Weighed<P>, rarity: &Rarity) -> f32 {
    if copied(&a.profile, &b.profile) {
        return COPIED;
    }
    let numbers: [f32; COUNT] = features(a, b, rarity);
    let likely = score(&numbers);
    let over = days_between(a.profile.days, b.profile.days).is_some_and(|days| days as f32 > FAR_DAYS);
    if over && likely < REOPENS { likely.min(-1.0) } else { likely }
}

/// Whether one report was made from the other: most of the runs of words kept of the shorter one are in both.
fn copied(a: &Profile, b: &Profile) -> bool {
    /// Runs that tell no chance.
    const FEWEST: usize = 12;
    let shared = common(&a.runs, &b.runs);
    shared >= FEWEST && 2 * shared > a.runs.len().min(b.runs.len())
}

/// The members of a group nearest to `place` in the order of publication.
fn asked(group: &[usize], place: usize) -> Vec<usize> {
    let at = group.partition_point(|&member| member < place);
    let from = at.saturating_sub(ASKED / 2).min(group.len().saturating_sub(ASKED));
    group.iter().skip(from).take(ASKED).copied().collect()
}

/// Groups of the reports, each sorted, in the order of their first. Two become one where their members' best links are
/// above `least` on the mean.
pub(crate) fn groups(links: &Links<'_>, least: f32) -> Vec<Vec<usize>> {
    let count = links.near.len();
    let mut of: Vec<usize> = (0..count).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..count).map(|at| (at, vec![at])).collect();
    join(links, least, &mut of, &mut members);
    for _ in 0..ROUNDS {
        if !settle(links, least, &mut of, &mut members) {
            break;
        }
        join(links, least, &mut of, &mut members);
    }
    let mut groups: Vec<Vec<usize>> = members.into_values().collect();
    groups.sort();
    groups
}

/// Joins groups from the likeliest pair on.
fn join(links: &Links<'_>, least: f32, of: &mut [usize], members: &mut BTreeMap<usize, Vec<usize>>) {
    let mut pairs: Vec<(usize, usize, f32)> = Vec::new();
    for (a, list) in links.near.iter().enumerate() {
        pairs.extend(
            list.iter().filter(|(b, likely)| a < *b && *likely > least - SLACK).map(|&(b, likely)| (a, b, likely)),
        );
    }
    pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    // Groups that were refused, with how many members they had: they are asked again when they have grown by half.
    let mut refused: HashMap<(usize, usize), usize> = HashMap::new();
    for (a, b, _) in pairs {
        let (one, other) = (of[a].min(of[b]), of[a].max(of[b]));
        if one == other {
            continue;
        }
        let (Some(first), Some(second)) = (members.get(&one), members.get(&other)) else { continue };
        let size = first.len() + second.len();
        if refused.get(&(one, other)).is_some_and(|&before| size * 2 < before * 3) {
            continue;
        }
        if links.between(first, second) < least {
            refused.insert((one, other), size);
            continue;
        }
        let moved = members.remove(&other).unwrap_or_default();
        for &report in &moved {
            of[report] = one;
        }
        let list = members.entry(one).or_default();
        list.extend(moved);
        list.sort_unstable();
    }
}

/// Moves reports to the group that they fit best, or out of one that they do not fit; whether any moved.
fn settle(links: &Links<'_>, least: f32, of: &mut [usize], members: &mut BTreeMap<usize, Vec<usize>>) -> bool {
    let mut moved = false;
    for report in 0..of.len() {
        let own = of[report];
        let Some(group) = members.get(&own) else { continue };
        let stays = if group.len() == 1 { least } else { links.fit(report, group) };
        let mut best = (own, stays + MARGIN);
        let mut asked: Vec<usize> = links.near[report].iter().take(2 * BEST).map(|&(other, _)| of[other]).collect();
        asked.sort_unstable();
        asked.dedup();
        for other in asked.into_iter().filter(|&other| other != own) {
            let fit = members.get(&other).map_or(f32::MIN, |group| links.fit(report, group));
            if fit > best.1 && fit > least {
                best = (other, fit);
            }
        }
        let leaves = group.len() > 1 && stays < least - MARGIN && best.0 == own;
        if best.0 == own && !leaves {
            continue;
        }
        moved = true;
        let to = if leaves { free(members, report, own) } else { best.0 };
        if let Some(list) = members.get_mut(&own) {
            list.retain(|&member| member != report);
            if list.is_empty() {
                members.remove(&own);
            }
        }
        let list = members.entry(to).or_default();
        list.push(report);
        list.sort_unstable();
        of[report] = to;
    }
    moved
}

/// A name for a group of `report` alone that no other group has.
fn free(members: &BTreeMap<usize, Vec<usize>>, report: usize, own: usize) -> usize {
    if report != own && !members.contains_key(&report) {
        return report;
    }
    members.keys().next_back().map_or(0, |last| last + 1).max(report + 1)
}
