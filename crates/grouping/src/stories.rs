//! Groups as the stories that are printed.

use crate::apart::why;
use crate::joining::Links;
use crate::profile::Profile;
use record::ReportId;
use record::grouped::{Apart, GroupedReport, GroupedStory};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Stories that one is told apart from, the likest first.
pub(crate) const SHOWN: usize = 3;
/// Two stories are alike where a pair of their reports is at least so likely one story: less, and nobody would take them
/// for one.
pub(crate) const ALIKE: f32 = -1.5;

/// Stories of groups of the sorted `reports`, in their order; `lines` counts the lines of reporting of a group.
pub(crate) fn stories(
    reports: &[&Profile],
    links: &Links<'_>,
    groups: &[Vec<usize>],
    lines: impl Fn(&[usize]) -> usize,
) -> Vec<GroupedStory> {
    let ids = ids(reports, groups);
    let like = like(links, groups);
    let of = |group: &[usize]| -> Vec<&Profile> { group.iter().map(|&at| reports[at]).collect() };
    groups
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let members = of(group);
            let apart = like[at]
                .iter()
                .map(|&other| Apart { story: ids[other].clone(), why: why(&members, &of(&groups[other])) });
            let dated = || members.iter().filter(|report| report.days.is_some());
            GroupedStory {
                id: ids[at].clone(),
                title: reports[centre(links, group)].headline.clone(),
                from: dated().next().and_then(|report| report.published.clone()),
                to: dated().max_by_key(|report| report.days.map(|(_, last)| last)).and_then(|r| r.published.clone()),
                reports: members.iter().map(|report| printed(report)).collect(),
                lines: lines(group),
                apart_from: apart.collect(),
            }
        })
        .collect()
}

fn printed(report: &Profile) -> GroupedReport {
    GroupedReport {
        id: ReportId(report.id.clone()),
        path: report.path.clone(),
        outlet: report.outlet.clone(),
        title: report.title.clone(),
        published: report.published.clone(),
    }
}

/// The id of each story: its first report's. Where a pile holds an id twice, a number tells the stories apart.
fn ids(reports: &[&Profile], groups: &[Vec<usize>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut ids = Vec::with_capacity(groups.len());
    for group in groups {
        let first = group.first().map_or("", |&at| reports[at].id.as_str());
        let mut numbers = 2..;
        let mut id = first.to_owned();
        while !taken.insert(id.clone()) {
            id = format!("{first}-{}", numbers.next().unwrap_or(0));
        }
        ids.push(id);
    }
    ids
}

/// The report that is most like the others that it was compared with; of equals the first.
pub(crate) fn centre(links: &Links<'_>, group: &[usize]) -> usize {
    let inside: BTreeSet<usize> = group.iter().copied().collect();
    let sum = |report: usize| -> f32 {
        links.near(report).iter().filter(|(other, _)| inside.contains(other)).map(|(_, likely)| likely).sum()
    };
    let first = group.first().copied().unwrap_or(0);
    group
        .iter()
        .copied()
        .fold((first, f32::MIN), |best, report| {
            let sum = sum(report);
            if sum > best.1 { (report, sum) } else { best }
        })
        .0
}

/// For each group those that are likest it.
fn like(links: &Links<'_>, groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let of: HashMap<usize, usize> =
        groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |&report| (report, at))).collect();
    let each = groups.iter().enumerate().map(|(at, group)| {
        let mut best: BTreeMap<usize, f32> = BTreeMap::new();
        for &(other, likely) in group.iter().flat_map(|&report| links.near(report)) {
            let Some(&other) = of.get(&other).filter(|other| **other != at) else { continue };
            let known = best.entry(other).or_insert(f32::MIN);
            *known = known.max(likely);
        }
        let mut found: Vec<(usize, f32)> = best.into_iter().filter(|(_, likely)| *likely >= ALIKE).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().take(SHOWN).map(|(other, _)| other).collect()
    });
    each.collect()
}
