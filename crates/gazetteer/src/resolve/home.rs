//! Where an outlet is at home, from what its reports name.

use super::candidates::Candidate;
use super::company::nearness;
use super::{Mention, Names, kind};
use crate::place::{Kind, Place};

/// Reports that must speak for a place before an outlet is held to be at home there.
const REPORTS: usize = 2;
/// A report speaks for a place from this share on.
const CLEAR: f64 = 0.1;
/// A name of so many places says too little of where any of them is.
const NAMESAKES: usize = 60;

/// Where most of what some reports of one outlet name lies close together: a local paper's town, a capital for a
/// national one.
///
/// A report speaks for a place by how near to it its names lie; the logarithm keeps one report from speaking for all. A
/// name's share is half by how likely its places are by themselves, half even: a paper of a small Paris would else be at home
/// in France.
pub fn home(reports: &[Vec<Mention<'_>>]) -> Option<Place> {
    let reports: Vec<Vec<(Place, f64)>> = reports.iter().map(|mentions| points(mentions)).collect();
    let mut best: Option<(f64, Place)> = None;
    let mut places: Vec<Place> = reports.iter().flatten().map(|(place, _)| *place).collect();
    places.sort_unstable();
    places.dedup();
    for place in places {
        let voices = reports
            .iter()
            .map(|points| points.iter().map(|(other, share)| share * nearness(place, *other)).sum::<f64>().ln_1p());
        let sum: f64 = voices.clone().sum();
        let spoken = voices.filter(|voice| *voice >= CLEAR).count();
        if spoken >= REPORTS && best.is_none_or(|(most, _)| sum > most) {
            best = Some((sum, place));
        }
    }
    best.map(|(_, place)| place)
}

/// The towns and counties that a report's names may mean, with their shares.
fn points(mentions: &[Mention<'_>]) -> Vec<(Place, f64)> {
    let names = Names::read(mentions);
    let mut points = Vec::new();
    for (asked, shares) in names.asked.iter().zip(names.weigh(None)) {
        let count = asked.candidates.len();
        if count > NAMESAKES {
            continue;
        }
        let small = |candidate: &Candidate| matches!(kind(candidate.row), Kind::Town | Kind::County);
        let areas = asked.candidates.iter().zip(&shares).filter(|(candidate, _)| !small(candidate));
        let even = (1.0 - areas.map(|(_, share)| share).sum::<f64>()) / count as f64;
        for (candidate, share) in asked.candidates.iter().zip(shares) {
            if small(candidate) {
                points.push((Place(candidate.row), f64::midpoint(share, even)));
            }
        }
    }
    points
}
