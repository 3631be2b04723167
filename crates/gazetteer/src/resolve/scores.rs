//! How likely each candidate of a name is: a sum of weighted features, made a probability.

use super::candidates::Asked;
use super::company::{Company, nearness, worldly};
use super::kind;
use crate::place::{Kind, Place};
use crate::table::table;

/// Features of one candidate, in the order of [`FEATURES`].
pub type Features = [f64; FEATURES.len()];

/// What is looked at, and what it weighs.
///
/// Fitted by `tools/fit.py` (the likelihood of the right candidates, or of none where the table lacks the place) on
/// the half of the Local-Global Lexicon that `evaluation -- places` calls "looked at".
pub const FEATURES: [(&str, f64); 23] = [
    ("town: logarithm of its inhabitants", 1.21),
    ("town of unknown size", 1.28),
    ("area: logarithm of its inhabitants", 0.94),
    ("is a capital", -0.75),
    ("is a country", 1.69),
    ("is a state", 1.07),
    ("is a county", -1.62),
    ("is a continent", 0.37),
    ("the name is not its usual one", -0.92),
    ("words of the name were left aside", -6.72),
    ("near home", 2.83),
    ("in home's state", 1.88),
    ("in home's country", -0.31),
    ("logarithm of 1 and the names near it", 1.46),
    ("logarithm of 1 and the names around or inside it", 1.92),
    ("share of the names in its state", 2.96),
    ("share of the names in its country", 0.96),
    ("is a country or a capital: share of the names that are", 5.19),
    ("none of these", 3.20),
    ("none of these, and an area behind the name holds none", -0.06),
    ("none of these, and home is known", 1.38),
    ("none of these: logarithm of 1 and how many", 0.96),
    ("none of these, and the name is said to be a region", -2.33),
];

/// The features of a name's candidates, and last those of "none of these".
pub(super) fn features(asked: &Asked, home: Option<Place>, company: &Company, own: usize) -> Vec<Features> {
    let people = |row| f64::from(table().entry(row).population);
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
            flag(kind == Kind::Town && people(row) == 0.0),
            flag(kind != Kind::Town) * size,
            flag(place.is_capital()),
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
            flag(worldly(row)) * kept.worldly,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ]);
    }
    let mut none = [0.0; FEATURES.len()];
    {
        let [.., bias, elsewhere, known, many, area] = &mut none;
        // A name that an area behind it tells is held to be one of those that lie there.
        *bias = flag(!asked.told);
        *elsewhere = flag(asked.elsewhere);
        *known = flag(home.is_some() && !asked.told);
        *area = flag(asked.area && !asked.told);
        *many = flag(!asked.told) * (asked.candidates.len() as f64).ln_1p();
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
