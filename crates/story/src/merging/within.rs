//! Which words of one report tell of the same event.

use super::cluster::{Cluster, Fit};
use super::facts::Fact;
use crate::dates::Precision;
use crate::linking::Linked;
use crate::pile::Pile;

/// How many of the report's last events a word may point back to.
const LOOK_BACK: usize = 24;

/// The events of each report, the words for one event together.
pub(crate) fn clusters(facts: &[Fact], pile: &Pile<'_>, linked: &Linked) -> Vec<Cluster> {
    let mut all = Vec::new();
    let mut start = 0;
    while start < facts.len() {
        let report = facts[start].report;
        let end = start + facts[start..].iter().take_while(|fact| fact.report == report).count();
        let told = pile.tellings[report].day();
        let mut here: Vec<Cluster> = Vec::new();
        for (index, fact) in facts.iter().enumerate().take(end).skip(start) {
            let new = Cluster::new(index, fact, told, linked);
            let recent = here.len().saturating_sub(LOOK_BACK);
            // What is told of now goes before what was long ago.
            let candidates = || {
                (recent..here.len()).rev().filter(|&i| {
                    let cluster = &here[i];
                    same(cluster, &new, fact, linked) || one_blow(cluster, &new, fact, facts, linked)
                })
            };
            let found = candidates().find(|&i| !long_ago(&here[i])).or_else(|| candidates().next());
            match found {
                Some(at) => {
                    // The event spoken of last is the one that the next "the talks" means.
                    let mut cluster = here.remove(at);
                    cluster.absorb(new, linked);
                    here.push(cluster);
                }
                None => here.push(new),
            }
        }
        all.extend(rejoined(here, linked));
        start = end;
    }
    all
}

/// Whether it was over a month and more before the report came out.
fn long_ago(cluster: &Cluster) -> bool {
    const DAYS: i32 = 30;
    // Where the report has no date, a bare year is background all the same.
    let bare_year = cluster.when.is_some_and(|when| when.precision >= Precision::Year);
    bare_year || cluster.when.zip(cluster.told).is_some_and(|(when, told)| (told - when.to).get_days() > DAYS)
}

/// What only showed itself as one event when all of the report was read: undated talks of a caption, of which the
/// text gives date and number.
fn rejoined(here: Vec<Cluster>, linked: &Linked) -> Vec<Cluster> {
    let mut kept: Vec<Cluster> = Vec::with_capacity(here.len());
    for cluster in here {
        let recent = kept.len().saturating_sub(LOOK_BACK);
        let found = (recent..kept.len()).rev().find(|&i| {
            let other = &kept[i];
            let differs = matches!((other.future, cluster.future), (Some(a), Some(b)) if a != b);
            cluster.is_meeting()
                && cluster.apart == other.apart
                && !differs
                && cluster.fit(other, linked).is_some_and(|fit| fit.shared >= 2)
        });
        match found {
            Some(at) => kept[at].absorb(cluster, linked),
            None => kept.push(cluster),
        }
    }
    kept
}

/// Whether the new fact tells of the cluster's event.
fn same(cluster: &Cluster, new: &Cluster, fact: &Fact, linked: &Linked) -> bool {
    let Some(fit) = cluster.fit(new, linked) else { return false };
    let future_differs = matches!((cluster.future, new.future), (Some(a), Some(b)) if a != b);
    if fact.is_meeting() {
        meeting(cluster, new, fact, fit, future_differs)
    } else {
        let points_back = fact.nominal && fact.definite && new.actors.is_empty() && new.recipients.is_empty();
        let both = fit.actors > 0 && fit.recipients > 0;
        let whole = fit.stem && (both || fit.shared > 0 && !new.is_speech());
        !future_differs && (points_back || whole) && (fit.same_time || !fact.apart)
    }
}

/// "An air strike hit the village. Eleven people were killed": the blow and those it struck are one event.
fn one_blow(cluster: &Cluster, new: &Cluster, fact: &Fact, facts: &[Fact], linked: &Linked) -> bool {
    let harm = |toll: Option<&str>| matches!(toll, Some("killed" | "injured"));
    let placed = new.places.is_empty() || cluster.places.is_empty() || !new.places.is_disjoint(&cluster.places);
    if fact.kind.as_deref() != Some("ASSAULT") || cluster.future != new.future || !placed || fact.apart {
        return false;
    }
    let near = cluster.facts.iter().any(|&other| {
        let other = &facts[other];
        let after = fact.sentence.zip(other.sentence).map(|(new, old)| new.abs_diff(old));
        match after {
            Some(0) => harm(fact.toll) || harm(other.toll),
            Some(1) => harm(fact.toll) && fact.toll != other.toll,
            _ => false,
        }
    });
    // Another number of dead is another account, or another blow: the words do not tell.
    let rival = cluster.tolls.iter().any(|a| new.tolls.iter().any(|b| a.0 == b.0 && a.1 != b.1));
    near && !rival && cluster.fit(new, linked).is_some()
}

fn meeting(cluster: &Cluster, new: &Cluster, fact: &Fact, fit: Fit, future_differs: bool) -> bool {
    if cluster.apart != new.apart && !fit.round && !fit.same_time {
        return false;
    }
    if future_differs && !fit.same_time && !fit.round {
        return false;
    }
    // "The talks were held in 1998" do not date what is told without a date.
    if long_ago(new) && cluster.when.is_none() {
        return false;
    }
    // "A second meeting" is not the one told of so far, unless that is the second.
    let later_round = fact.round.is_some_and(|round| round > 1) && cluster.round.is_none();
    let both_planned = cluster.future == Some(true) && new.future == Some(true);
    let indefinite = fact.nominal && !fact.definite && !both_planned;
    if later_round && !fit.same_time && (indefinite || future_differs) {
        return false;
    }
    // Somebody must speak of the same people, or point back at them.
    let beside_only = new.sides.is_empty() && !new.beside.is_empty();
    let points_back = beside_only || fact.nominal && (fact.definite || new.sides.is_empty());
    let timed = fit.same_time && (fit.shared > 0 || points_back || cluster.sides.is_empty());
    let numbered = fit.round && (fit.shared > 0 || points_back || fit.fewest == 0);
    // Two sides alike, and nothing told against it: the same meeting as long as both are, or are not, to come.
    let peopled = fit.shared >= 2;
    // "They will meet … It would be the second meeting": what is to come is one thing until told otherwise.
    let planned = both_planned && fact.nominal && fit.shared > 0 && !fact.apart;
    timed || numbered || peopled || planned || (points_back && !fact.apart && (fit.shared > 0 || new.sides.is_empty()))
}
