//! What the other names of a report say of a candidate.

use super::candidates::Asked;
use super::kind;
use crate::place::{Kind, Place};
use crate::table::{Row, table};
use std::collections::BTreeMap;

/// Candidates below this share keep no company: there are many and they weigh nothing.
const LEAST: f64 = 0.02;
/// How fast company thins out with distance, in kilometres.
const REACH: f64 = 100.0;
/// So many different names before and behind a name are its company: in a long list the others are further off.
const WINDOW: usize = 50;
/// Further north or south by so many degrees is out of reach: [`REACH`] four times over.
const FAR: f64 = 4.0;

/// The names of a report as far as they are settled.
pub(super) struct Company {
    names: Vec<Name>,
}

/// One of the names.
#[derive(Default)]
struct Name {
    key: String,
    /// Its likely towns and counties.
    points: Vec<(Place, f64)>,
    /// How likely it lies in, or is, an area.
    within: BTreeMap<Row, f64>,
    /// How likely it is each of its places.
    is: BTreeMap<Row, f64>,
    /// How likely it is a country or a capital.
    worldly: f64,
}

/// What company a candidate keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Kept {
    /// Other names near it, each by its likelihood and nearness.
    pub(super) near: f64,
    /// Other names that are its state or county, or lie in it.
    pub(super) nested: f64,
    /// Share of the other names that lie in its state.
    pub(super) state: f64,
    /// Share of the other names that lie in its country.
    pub(super) country: f64,
    /// Share of the other names that are countries or capitals.
    pub(super) worldly: f64,
}

impl Company {
    /// From the shares of each name's candidates; none where nothing is known yet.
    pub(super) fn of(asked: &[Asked], shares: &[Vec<f64>]) -> Self {
        let name = |(asked, shares): (&Asked, &Vec<f64>)| {
            let mut name = Name { key: asked.key.clone(), ..Name::default() };
            for (candidate, &share) in asked.candidates.iter().zip(shares).filter(|(_, share)| **share >= LEAST) {
                if matches!(kind(candidate.row), Kind::Town | Kind::County) {
                    name.points.push((Place(candidate.row), share));
                }
                if worldly(candidate.row) {
                    name.worldly += share;
                }
                *name.is.entry(candidate.row).or_default() += share;
                for row in table().around(candidate.row) {
                    *name.within.entry(row).or_default() += share;
                }
            }
            name
        };
        Self { names: asked.iter().zip(shares).map(name).collect() }
    }

    /// What company a candidate of the name with number `own` keeps.
    pub(super) fn kept(&self, own: usize, row: Row) -> Kept {
        let place = Place(row);
        let state = table().state(row);
        let country = table().country(row);
        let around: Vec<Row> =
            table().around(row).skip(1).filter(|row| matches!(kind(*row), Kind::State | Kind::County)).collect();
        let mut kept = Kept::default();
        let mut others = 0.0_f64;
        let window = own.saturating_sub(WINDOW)..self.names.len().min(own + WINDOW + 1);
        for name in self.names[window].iter().filter(|name| name.key != self.names[own].key) {
            others += 1.0;
            let share = |area: Option<Row>| area.and_then(|row| name.within.get(&row)).copied().unwrap_or_default();
            kept.state += share(state);
            kept.country += share(country);
            kept.worldly += name.worldly;
            let holds: f64 = around.iter().filter_map(|row| name.is.get(row)).sum();
            // States and counties only: that a country holds much of what is told is no news.
            let held = if matches!(kind(row), Kind::State | Kind::County) { share(Some(row)) } else { 0.0 };
            kept.nested += holds + held;
            if matches!(kind(row), Kind::Town | Kind::County) {
                let near = name.points.iter().map(|(other, share)| share * nearness(place, *other));
                kept.near += near.fold(0.0, f64::max);
            }
        }
        kept.state /= others.max(1.0);
        kept.country /= others.max(1.0);
        kept.worldly /= others.max(1.0);
        kept
    }
}

/// What reports of the wide world name: a country or a capital.
pub(super) fn worldly(row: Row) -> bool {
    kind(row) == Kind::Country || table().entry(row).capital
}

/// 1 for the same point, towards 0 with the distance.
pub(super) fn nearness(one: Place, other: Place) -> f64 {
    if (one.latitude() - other.latitude()).abs() > FAR { 0.0 } else { (-one.distance(other) / REACH).exp() }
}
