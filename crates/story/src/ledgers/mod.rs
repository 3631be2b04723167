//! What was put on the table and what became of it; who accuses whom and what is answered; where the parties stand.
//!
//! Each report's reading has its acts and stances; here those of several reports that are the same come together.

mod allegations;
mod positions;
mod proposals;

pub(crate) use allegations::allegations;
pub(crate) use positions::positions;
pub(crate) use proposals::proposals;

use crate::countries;
use crate::dates::Interval;
use crate::linking::Linked;
use crate::pile::Pile;
use crate::words::{content, overlap};
use jiff::civil::Date;
use record::Evidence;
use record::reading::{Act, ActKind};
use std::collections::{BTreeMap, BTreeSet};

/// Two tellings of one act share this part of the shorter one's words.
const SAME_MATTER: f64 = 0.5;
/// And at least so many.
const SHARED: usize = 2;

/// One report's telling of an act.
struct Told<'a> {
    report: usize,
    act: &'a Act,
    by: Option<usize>,
    to: Option<usize>,
    against: Option<usize>,
    /// Stems of what it says, without the names of countries: the parties are in every sentence of a story.
    matter: BTreeSet<String>,
    evidence: Evidence,
}

/// Every act of every report, in order.
fn told<'a>(pile: &Pile<'a>, linked: &Linked) -> Vec<Told<'a>> {
    let mut all = Vec::new();
    for (report, telling) in pile.tellings.iter().enumerate() {
        for act in &telling.reading.acts {
            let entity = |id: Option<record::EntityId>| linked.entity(report, id?);
            let named = |stem: &String| countries::lookup(stem).is_none();
            all.push(Told {
                report,
                act,
                by: entity(act.by),
                to: entity(act.to),
                against: entity(act.against),
                matter: content(&act.what).into_iter().filter(named).collect(),
                evidence: pile.evidence(report, act.span.clone()),
            });
        }
    }
    all
}

/// A side, or of those who have none and no name what they are called: two reports' "the investigators" are the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Party {
    Side(usize),
    Called(BTreeSet<String>),
}

fn party(linked: &Linked, id: usize) -> Party {
    let words = content(linked.name(id));
    match linked.side_of(id) {
        None if !linked.is_named(id) && !words.is_empty() => Party::Called(words),
        side => Party::Side(side.unwrap_or(id)),
    }
}

/// Acts that are the same, by their places in the list; found again by their words.
#[derive(Default)]
struct Groups {
    all: Vec<Vec<usize>>,
    by_stem: BTreeMap<String, Vec<usize>>,
    /// Each act's group, by report and id.
    of: BTreeMap<(usize, usize), usize>,
}

impl Groups {
    /// The groups of those that `fits`; two are the same where `alike` says that their makers and kinds allow it and their
    /// words are alike.
    fn new(told: &[Told<'_>], fits: impl Fn(&Told<'_>) -> bool, alike: impl Fn(&Told<'_>, &Told<'_>) -> bool) -> Self {
        let mut groups = Self::default();
        for (at, one) in told.iter().enumerate().filter(|(_, one)| fits(one)) {
            let same = |group: &usize| {
                groups.all[*group]
                    .iter()
                    .take(4)
                    .any(|&other| alike(one, &told[other]) && same_matter(one, &told[other]))
            };
            let near = groups.near(&one.matter);
            let group = near.into_iter().find(same).unwrap_or_else(|| {
                groups.all.push(Vec::new());
                groups.all.len() - 1
            });
            groups.all[group].push(at);
            groups.of.insert((one.report, one.act.id.0), group);
            for stem in &one.matter {
                let list = groups.by_stem.entry(stem.clone()).or_default();
                if list.last() != Some(&group) {
                    list.push(group);
                }
            }
        }
        groups
    }

    /// The groups that share at least two words with `matter`, or all of it, in order.
    fn near(&self, matter: &BTreeSet<String>) -> BTreeSet<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for group in matter.iter().filter_map(|stem| self.by_stem.get(stem)).flatten() {
            *shared.entry(*group).or_default() += 1;
        }
        let least = SHARED.min(matter.len()).max(1);
        shared.into_iter().filter(|&(_, count)| count >= least).map(|(group, _)| group).collect()
    }

    /// What an answer answers: what its report binds it to, else what its own words name. Who answers is never the maker.
    fn answered(&self, told: &[Told<'_>], answer: &Told<'_>, linked: &Linked, pile: &Pile<'_>) -> Option<usize> {
        if let Some(id) = answer.act.refers_to {
            return self.of.get(&(answer.report, id.0)).copied();
        }
        let day = |report: usize| pile.tellings.get(report).and_then(|telling| telling.day());
        let fits = |group: &usize| {
            self.all[*group].iter().take(4).any(|&at| {
                let one = &told[at];
                let later = day(one.report).zip(day(answer.report)).is_none_or(|(first, then)| then >= first);
                let shared = one.matter.intersection(&answer.matter).count();
                // Refused by somebody to whom it was not put is no answer.
                let refuses = answer.act.kind == ActKind::Refusal;
                let asked = !refuses || same_side(linked, answer.by, one.to) == Some(true);
                let other = same_side(linked, answer.by, one.by) == Some(false);
                let meant = one.against.is_none() || same_side(linked, answer.by, one.against) != Some(false);
                later
                    && other
                    && asked
                    && meant
                    && shared >= SHARED
                    && overlap(&one.matter, &answer.matter) >= SAME_MATTER
            })
        };
        self.near(&answer.matter).into_iter().find(fits)
    }
}

fn same_matter(a: &Told<'_>, b: &Told<'_>) -> bool {
    let shared = a.matter.intersection(&b.matter).count();
    shared >= SHARED.min(a.matter.len()).min(b.matter.len()).max(1) && overlap(&a.matter, &b.matter) >= SAME_MATTER
}

/// Whether two stand on one side, where both sides are known.
fn same_side(linked: &Linked, a: Option<usize>, b: Option<usize>) -> Option<bool> {
    let (a, b) = (a?, b?);
    if a == b {
        return Some(true);
    }
    Some(linked.side_of(a).unwrap_or(a) == linked.side_of(b).unwrap_or(b))
}

/// The day on which an act was done, ISO 8601, where its happening or the attribution that it stands in tells.
fn day(pile: &Pile<'_>, told: &Told<'_>) -> Option<String> {
    let reading = pile.tellings.get(told.report)?.reading;
    let event = told.act.event.and_then(|id| reading.events.get(id.0));
    let value = event.and_then(|event| event.time.as_ref()?.value.as_deref());
    let said = || reading.attributions.get(told.act.attribution?.0)?.time.as_ref().map(|time| time.value.as_str());
    day_of(value.or_else(said)?).map(|day| day.to_string())
}

fn day_of(value: &str) -> Option<Date> {
    Interval::parse(value).filter(Interval::is_day).map(|interval| interval.from)
}

/// Each piece of evidence once, without what lies within another of the same report.
fn evidence(told: &[Told<'_>], group: &[usize]) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = group.iter().map(|&at| told[at].evidence.clone()).collect();
    all.sort();
    all.dedup();
    all
}

/// The fullest wording that is not half a paragraph.
fn wording(told: &[Told<'_>], group: &[usize]) -> String {
    const LONGEST: usize = 220;
    let whats = || group.iter().map(|&at| (&told[at].matter, &told[at].act.what));
    let short = whats().filter(|(_, what)| what.chars().count() <= LONGEST);
    let best = short.max_by_key(|(matter, what)| (matter.len().min(8), std::cmp::Reverse(what.chars().count())));
    best.or_else(|| whats().next()).map_or_else(String::new, |(_, what)| what.clone())
}
