//! Where an outlet is at home, from what its reports name.

use super::company::nearness;
use super::{Mention, Names, kind};
use crate::place::{Kind, Place};
use crate::table::Row;
use std::collections::BTreeMap;

/// Reports from which an outlet's home can be told.
const REPORTS: usize = 2;
/// A name of so many places says too little of where any of them is.
const NAMESAKES: usize = 60;

/// Where most of what some reports of one outlet name lies close together: a local paper's town, a capital for a
/// national one.
///
/// Every name has a vote a report, half of it shared by how likely its places are by themselves, half evenly: a paper of
/// a small Paris would else be at home in France.
pub fn home(reports: &[Vec<Mention<'_>>]) -> Option<Place> {
    if reports.len() < REPORTS {
        return None;
    }
    let mut votes: BTreeMap<Row, f64> = BTreeMap::new();
    for mentions in reports {
        let names = Names::read(mentions);
        for (asked, shares) in names.asked.iter().zip(names.weigh(None)) {
            let count = asked.candidates.len();
            if count > NAMESAKES {
                continue;
            }
            for (candidate, share) in asked.candidates.iter().zip(shares) {
                if matches!(kind(candidate.row), Kind::Town | Kind::County) {
                    *votes.entry(candidate.row).or_default() += f64::midpoint(share, 1.0 / count as f64);
                }
            }
        }
    }
    let around = |place: Place| votes.iter().map(|(row, vote)| vote * nearness(place, Place(*row))).sum::<f64>();
    let mut best: Option<(f64, Place)> = None;
    for place in votes.keys().map(|row| Place(*row)) {
        let sum = around(place);
        if best.is_none_or(|(most, _)| sum > most) {
            best = Some((sum, place));
        }
    }
    best.map(|(_, place)| place)
}
