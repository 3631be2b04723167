//! Why two stories that are alike are two: another day, another place, other people.

use crate::features::FAR_DAYS;
use crate::profile::{Profile, date};
use std::collections::{BTreeMap, BTreeSet};

/// Names that are given for each side.
const NAMED: usize = 2;

/// What tells two stories apart, the plainest first.
pub(crate) fn why(one: &[&Profile], other: &[&Profile]) -> String {
    let reasons: Vec<String> = [day(one, other), place(one, other), people(one, other)].into_iter().flatten().collect();
    if reasons.is_empty() { "other happenings".to_owned() } else { reasons.join("; ") }
}

/// The day of the main happening that most reports give, else when they came out where that is far apart.
fn day(one: &[&Profile], other: &[&Profile]) -> Option<String> {
    let told = |story: &[&Profile]| most(story.iter().filter_map(|report| told_day(report)));
    if let Some((a, b)) = told(one).zip(told(other)) {
        return (a != b).then(|| format!("another day: {}, not {}", date(a), date(b)));
    }
    let first = |story: &[&Profile]| story.iter().filter_map(|report| report.days).map(|(day, _)| day).min();
    let last = |story: &[&Profile]| story.iter().filter_map(|report| report.days).map(|(_, day)| day).max();
    let (a, b) = first(one).zip(first(other))?;
    let (to_a, to_b) = last(one).zip(last(other))?;
    let far = (a - to_b).max(b - to_a) as f32 > FAR_DAYS;
    far.then(|| format!("another time: from {}, not {}", date(a), date(b)))
}

/// The day of a report's main happening; of the next two where the main one has none, as in a title.
fn told_day(report: &Profile) -> Option<i32> {
    report.scene.day.or_else(|| report.happenings.iter().take(3).find_map(|happening| happening.day))
}

fn place(one: &[&Profile], other: &[&Profile]) -> Option<String> {
    let all = |story: &[&Profile]| -> BTreeSet<String> {
        story.iter().filter_map(|report| report.scene.place.as_deref()).map(bare).collect()
    };
    if !all(one).is_disjoint(&all(other)) {
        return None;
    }
    let named = |story: &[&Profile]| most(story.iter().filter_map(|report| report.scene.place.clone()));
    let (a, b) = named(one).zip(named(other))?;
    Some(format!("another place: {a}, not {b}"))
}

fn people(one: &[&Profile], other: &[&Profile]) -> Option<String> {
    let last = |name: &String| bare(name.split_whitespace().next_back().unwrap_or(name));
    let all =
        |story: &[&Profile]| -> BTreeSet<String> { story.iter().flat_map(|r| &r.scene.people).map(last).collect() };
    let (a, b) = (all(one), all(other));
    if a.is_empty() || b.is_empty() || !a.is_disjoint(&b) {
        return None;
    }
    let named = |story: &[&Profile]| {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for name in story.iter().flat_map(|report| &report.scene.people) {
            *counts.entry(name).or_default() += 1;
        }
        let mut names: Vec<(&String, usize)> = counts.into_iter().collect();
        names.sort_by(|x, y| y.1.cmp(&x.1).then(x.0.cmp(y.0)));
        names.into_iter().take(NAMED).map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    Some(format!("other people: {}, not {}", named(one), named(other)))
}

fn bare(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

/// What occurs most often; of several the smallest.
fn most<T: Ord + Clone>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let best = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == best).map(|(one, _)| one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Scene;

    fn of(day: Option<i32>, place: &str, people: &[&str]) -> Profile {
        let people = people.iter().map(|name| (*name).to_owned()).collect();
        Profile { scene: Scene { day, place: Some(place.to_owned()), people }, ..Profile::default() }
    }

    #[test]
    fn another_day_place_and_other_people_are_said() {
        let one = of(Some(22_342), "Port Alder", &["Ilse Brandt"]);
        let other = of(Some(22_347), "Norwick", &["Tomas Reyl"]);
        assert_eq!(
            why(&[&one], &[&other]),
            "another day: 2031-03-04, not 2031-03-09; another place: Port Alder, not Norwick; \
             other people: Ilse Brandt, not Tomas Reyl"
        );
    }

    #[test]
    fn what_is_the_same_is_no_reason() {
        let one = of(Some(22_342), "the Port", &["Ilse Brandt"]);
        let other = of(Some(22_342), "Port", &["Anna Brandt"]);
        assert_eq!(why(&[&one], &[&other]), "other happenings");
        assert_eq!(why(&[], &[&other]), "other happenings");
    }

    #[test]
    fn reports_far_apart_without_days_are_of_another_time() {
        let mut one = of(None, "Port", &[]);
        let mut other = of(None, "Port", &[]);
        one.days = Some((22_342, 22_342));
        other.days = Some((22_400, 22_400));
        assert_eq!(why(&[&one], &[&other]), "another time: from 2031-03-04, not 2031-05-01");
    }
}
