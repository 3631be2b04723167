//! The embedded table of places.
//!
//! `data/places.bin` is a line `places 1`, then a zlib stream of sections (their length, then their bytes), written by
//! `tools/build.py`:
//!
//! 1. continents: lines of GeoNames id, population, latitude, longitude, names
//! 2. countries: lines of ISO 3166-1 alpha-2 and alpha-3, id of the capital or nothing, id, population, latitude, longitude, names
//! 3. regions, states before what lies in them: lines of country (number of its line), region above (number of its
//!    line, or nothing), ISO 3166-2 code without the country, id, population, latitude, longitude, names
//! 4. the number of towns
//! 5. to 9. differences to the town before of: country, region (0: none, else the number of its line from 1), id,
//!    latitude, longitude
//! 10. a byte a town: 32 times the decimal logarithm of its population
//! 11. a line of names a town
//!
//! Degrees are in thousandths. Names are parted by bars, the usual one first.

mod bytes;
mod index;
mod reading;
mod short;

use crate::place::Kind;
use index::Index;
use short::Short;
use std::ops::Range;
use std::sync::LazyLock;

static PACKED: &[u8] = include_bytes!("../../data/places.bin");

/// A place's number in the table.
pub(crate) type Row = u32;

/// What the table says of a place.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: u32,
    pub(crate) kind: Kind,
    /// In thousandths of a degree.
    pub(crate) latitude: i32,
    pub(crate) longitude: i32,
    pub(crate) population: u32,
    /// Whether it is its country's capital.
    pub(crate) capital: bool,
    /// The narrowest area of the table that it lies in.
    pub(crate) parent: Option<Row>,
    names: Range<u32>,
}

/// A country's codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Codes {
    pub(crate) alpha2: [u8; 2],
    pub(crate) alpha3: [u8; 3],
}

/// All places, and where names lead.
pub(crate) struct Table {
    entries: Vec<Entry>,
    names: String,
    first_country: Row,
    codes: Vec<Codes>,
    index: Index,
    short: Short,
}

/// The embedded table, unpacked when it is first asked for.
///
/// # Panics
/// When the program was built with a table that is none, which the tests of this crate would have told.
pub(crate) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(PACKED).expect("the embedded table is whole"));
    &TABLE
}

impl Table {
    /// How many places there are.
    pub(crate) fn len(&self) -> Row {
        self.entries.len() as Row
    }

    pub(crate) fn entry(&self, row: Row) -> &Entry {
        &self.entries[row as usize]
    }

    /// All names of a place, the usual one first.
    pub(crate) fn names(&self, row: Row) -> impl Iterator<Item = &str> {
        let range = &self.entry(row).names;
        self.names[range.start as usize..range.end as usize].split('|')
    }

    /// The places that a folded name means, and whether it is one of their other names.
    pub(crate) fn find(&self, key: &str) -> Vec<(Row, bool)> {
        if self.short.is_no_place(key) {
            return Vec::new();
        }
        let mut found = self.index.find(self, key);
        for &row in self.short.names(key) {
            found.retain(|(known, _)| *known != row);
            found.push((row, false));
        }
        found
    }

    /// The areas that a folded abbreviation means behind a comma: "Ont", "tx".
    pub(crate) fn behind_comma(&self, key: &str) -> &[Row] {
        self.short.behind_comma(key)
    }

    /// A place and the areas around it, from the narrowest.
    pub(crate) fn around(&self, row: Row) -> impl Iterator<Item = Row> {
        std::iter::successors(Some(row), |row| self.entry(*row).parent)
    }

    /// The country that a place lies in or is.
    pub(crate) fn country(&self, row: Row) -> Option<Row> {
        self.around(row).find(|row| self.entry(*row).kind == Kind::Country)
    }

    /// The state or province that a place lies in or is.
    pub(crate) fn state(&self, row: Row) -> Option<Row> {
        self.around(row).find(|row| self.entry(*row).kind == Kind::State)
    }

    /// The codes of a country's row.
    pub(crate) fn codes(&self, country: Row) -> Option<&Codes> {
        self.codes.get(country.checked_sub(self.first_country)? as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_whole() {
        let table = Table::read(PACKED).unwrap();
        let count = |kind| table.entries.iter().filter(|entry| entry.kind == kind).count();
        assert_eq!(count(Kind::Continent), 7);
        assert!(table.entries.iter().filter(|entry| entry.capital).count() > 230);
        assert!(count(Kind::Country) > 240 && count(Kind::State) > 3000 && count(Kind::Town) > 100_000);
        for row in 0..table.len() {
            let entry = table.entry(row);
            assert!(entry.latitude.abs() <= 90_000 && entry.longitude.abs() <= 180_000, "{entry:?}");
            assert!(table.names(row).next().is_some_and(|name| !name.is_empty()), "{entry:?}");
            assert!(entry.kind == Kind::Continent || table.country(row).is_some(), "{entry:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(Table::read(b"places 0\n").is_err());
        assert!(Table::read(&PACKED[..PACKED.len() / 2]).is_err());
    }

    #[test]
    fn names_lead_to_places() {
        let table = table();
        let ids = |key: &str| table.find(key).iter().map(|(row, _)| table.entry(*row).id).collect::<Vec<_>>();
        assert!(ids("toronto").contains(&6_167_865));
        assert!(ids("us").contains(&6_252_001) && ids("texas").contains(&4_736_286));
        assert!(ids("norland on sea").is_empty());
    }

    #[test]
    fn a_town_lies_in_its_state_and_country() {
        let table = table();
        let ontario = table.find("ontario").into_iter().find(|(row, _)| table.entry(*row).kind == Kind::State).unwrap();
        let london = |(row, _): &(Row, bool)| table.around(*row).any(|around| around == ontario.0);
        let london = table.find("london").into_iter().find(london).unwrap().0;
        assert_eq!(table.entry(london).id, 6_058_560);
        assert_eq!(table.codes(table.country(london).unwrap()).unwrap().alpha3, *b"CAN");
    }
}
