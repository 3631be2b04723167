//! A place of the table.

use crate::table::{Row, table};
use std::fmt;

/// What sort of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Africa.
    Continent,
    /// A country or a territory with a code of its own.
    Country,
    /// A first-order region: a state, a province, one of the United Kingdom's four countries.
    State,
    /// A region in a state: a county, a district.
    County,
    /// A town, a village, a part of a town.
    Town,
}

/// A place with its GeoNames id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub(crate) Row);

impl Place {
    /// The place of a GeoNames id, if the table has it.
    ///
    /// ```
    /// use gazetteer::{Kind, Place};
    /// let oslo = Place::of_id(3_143_244).unwrap();
    /// assert_eq!((oslo.name(), oslo.kind(), oslo.alpha3()), ("Oslo", Kind::Town, Some("NOR")));
    /// ```
    pub fn of_id(id: u32) -> Option<Self> {
        (0..table().len()).find(|row| table().entry(*row).id == id).map(Self)
    }

    /// All places of a name, whatever is said around it, the most populous first.
    ///
    /// ```
    /// use gazetteer::Place;
    /// let londons = Place::named("London");
    /// assert!(londons.len() > 1);
    /// assert_eq!(londons[0].alpha2(), Some("GB"));
    /// ```
    pub fn named(name: &str) -> Vec<Self> {
        let mut places: Vec<Self> =
            table().find(&crate::fold::fold(name)).into_iter().map(|(row, _)| Self(row)).collect();
        places.sort_by_key(|place| (std::cmp::Reverse(place.population()), *place));
        places
    }

    /// Its number at GeoNames.
    pub fn id(self) -> u32 {
        table().entry(self.0).id
    }

    /// Its usual name at GeoNames.
    pub fn name(self) -> &'static str {
        table().names(self.0).next().unwrap_or_default()
    }

    /// What sort of place it is.
    pub fn kind(self) -> Kind {
        table().entry(self.0).kind
    }

    /// In degrees, north positive; of an area, near its middle (the middle of its towns).
    pub fn latitude(self) -> f64 {
        f64::from(table().entry(self.0).latitude) / 1000.0
    }

    /// In degrees, east positive; of an area, near its middle.
    pub fn longitude(self) -> f64 {
        f64::from(table().entry(self.0).longitude) / 1000.0
    }

    /// Inhabitants, to within a twelfth; 0 where GeoNames knows none. Of a region, those of its towns.
    pub fn population(self) -> u32 {
        table().entry(self.0).population
    }

    /// Whether it is its country's capital.
    pub fn is_capital(self) -> bool {
        table().entry(self.0).capital
    }

    /// The country that it lies in, or is.
    pub fn country(self) -> Option<Self> {
        table().country(self.0).map(Self)
    }

    /// The state or province that it lies in, or is.
    pub fn state(self) -> Option<Self> {
        table().state(self.0).map(Self)
    }

    /// Its country's ISO 3166-1 alpha-2 code: `NO`.
    pub fn alpha2(self) -> Option<&'static str> {
        let codes = table().codes(table().country(self.0)?)?;
        std::str::from_utf8(&codes.alpha2).ok()
    }

    /// Its country's ISO 3166-1 alpha-3 code, which PLOVER uses: `NOR`.
    pub fn alpha3(self) -> Option<&'static str> {
        let codes = table().codes(table().country(self.0)?)?;
        std::str::from_utf8(&codes.alpha3).ok()
    }

    /// Whether `other` lies in it, or is it.
    pub fn contains(self, other: Self) -> bool {
        table().around(other.0).any(|row| row == self.0)
    }

    /// Kilometres between the two, along a great circle.
    pub fn distance(self, other: Self) -> f64 {
        kilometres((self.latitude(), self.longitude()), (other.latitude(), other.longitude()))
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state =
            self.state().filter(|state| state != self).map_or(String::new(), |state| format!("{}, ", state.name()));
        write!(f, "{} ({:?} {}, {state}{})", self.name(), self.kind(), self.id(), self.alpha3().unwrap_or("-"))
    }
}

/// Mean radius of the earth, in kilometres.
const RADIUS: f64 = 6371.0;

/// Kilometres between two points given by latitude and longitude in degrees.
///
/// ```
/// let pole = gazetteer::kilometres((90.0, 0.0), (0.0, 45.0));
/// assert!((pole - 10_007.5).abs() < 1.0);
/// ```
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (a, b) = (one.0.to_radians(), other.0.to_radians());
    let east = (one.1 - other.1).to_radians() / 2.0;
    let half = ((a - b) / 2.0).sin().powi(2) + a.cos() * b.cos() * east.sin().powi(2);
    2.0 * RADIUS * half.clamp(0.0, 1.0).sqrt().asin()
}
