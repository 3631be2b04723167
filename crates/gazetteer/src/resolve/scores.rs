//! How likely each candidate of a name is: a sum of weighted features, made a probability.

use super::candidates::Asked;
use super::company::{Company, nearness};
use super::kind;
use crate::place::{Kind, Place};
use crate::table::table;

/// Features of one candidate, in the order of [`FEATURES`].
pub type Features = [f64; FEATURES.len()];

/// What is looked at, and what it weighs.
///
/// Fitted by `tools/fit.py` (the likelihood of the right candidates, or of none where the table lacks the place) on
/// the half of the Local-Global Lexicon that `evaluation -- places` calls "looked at".
pub const FEATURES: [(&str, f64); 19] = [
    ("town: logarithm of its inhabitants", 1.0),
    ("area: logarithm of its inhabitants", 0.5),
    ("share of the inhabitants of all places of the name", 1.0),
    ("is a country", 3.0),
    ("is a state", 2.0),
    ("is a county", 0.0),
    ("is a continent", 3.0),
    ("the name is not its usual one", -2.0),
    ("words of the name were left aside", 0.0),
    ("near home", 4.0),
    ("in home's state", 2.0),
    ("in home's country", 1.0),
    ("logarithm of 1 and the names near it", 3.0),
    ("logarithm of 1 and the names around or inside it", 2.0),
    ("share of the names in its state", 1.0),
    ("share of the names in its country", 1.0),
    ("none of these", 1.0),
    ("none of these, and an area behind the name holds none", 2.0),
    ("none of these, and home is known", 0.0),
];

/// The features of a name's candidates, and last those of "none of these".
pub(super) fn features(asked: &Asked, home: Option<Place>, company: &Company, own: usize) -> Vec<Features> {
    let people = |row| f64::from(table().entry(row).population);
    let all: f64 = asked.candidates.iter().map(|candidate| people(candidate.row)).sum();
    let flag = |yes: bool| f64::from(u8::from(yes));
    let mut rows = Vec::with_capacity(asked.candidates.len() + 1);
    for candidate in &asked.candidates {
        let (row, place) = (candidate.row, Place(candidate.row));
        let size = (1.0 + people(row)).log10();
        let kind = kind(row);
        let kept = company.kept(own, row);
        let small = matches!(kind, Kind::Town | Kind::County);
        let near = home.filter(|home| small && matches!(home.kind(), Kind::Town | Kind::County));
        rows.push([
            flag(kind == Kind::Town) * size,
            flag(kind != Kind::Town) * size,
            people(row) / all.max(1.0),
            flag(kind == Kind::Country),
            flag(kind == Kind::State),
            flag(kind == Kind::County),
            flag(kind == Kind::Continent),
            flag(candidate.other),
            flag(candidate.trimmed),
            near.map_or(0.0, |home| nearness(home, place)),
            flag(home.and_then(Place::state).is_some_and(|state| Some(state) == place.state())),
            flag(home.and_then(Place::country).is_some_and(|country| Some(country) == place.country())),
            kept.near.ln_1p(),
            kept.nested.ln_1p(),
            kept.state,
            kept.country,
            0.0,
            0.0,
            0.0,
        ]);
    }
    let mut none = [0.0; FEATURES.len()];
    {
        let [.., bias, elsewhere, known] = &mut none;
        // A name that an area behind it tells is held to be one of those that lie there.
        *bias = flag(!asked.told);
        *elsewhere = flag(asked.elsewhere);
        *known = flag(home.is_some() && !asked.told);
    }
    rows.push(none);
    rows
}

/// The probability of each row of each name.
pub(super) fn shares(features: &[Vec<Features>]) -> Vec<Vec<f64>> {
    let score = |row: &Features| row.iter().zip(&FEATURES).map(|(value, (_, weight))| value * weight).sum::<f64>();
    let of = |rows: &Vec<Features>| {
        let scores: Vec<f64> = rows.iter().map(score).collect();
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
        let sum: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / sum).collect()
    };
    features.iter().map(of).collect()
}
