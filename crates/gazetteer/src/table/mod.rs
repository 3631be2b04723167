//! The embedded table of places.
//!
//! `data/places.bin` is a line `places 1`, then a zlib stream of sections ([`Bytes::section`]), written by
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

pub(crate) mod bytes;
mod index;
mod short;

use crate::place::Kind;
use bytes::{Bytes, Malformed};
use index::Index;
use short::Short;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

static PACKED: &[u8] = include_bytes!("../../data/places.bin");
const MAGIC: &[u8] = b"places 1\n";
/// No table is longer: this bounds what a damaged one can unpack to.
const LONGEST: usize = 64 << 20;
/// Steps of the population's exponent for each factor of ten.
const STEPS: f64 = 32.0;

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
    fn read(packed: &[u8]) -> Result<Self, Malformed> {
        let packed = packed.strip_prefix(MAGIC).ok_or(Malformed("it is of another kind or version"))?;
        let body = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, LONGEST)
            .map_err(|_| Malformed("it cannot be unpacked"))?;
        let mut bytes = Bytes(&body);
        let mut building = Building::default();
        for line in bytes.text()?.lines() {
            let [id, people, place @ ..] = cells::<5>(line)?;
            building.area(Kind::Continent, id, people, place, None)?;
        }
        let first_country = building.next()?;
        let mut codes = Vec::new();
        let mut iso = Vec::new();
        for line in bytes.text()?.lines() {
            let [alpha2, alpha3, capital, id, people, place @ ..] = cells::<8>(line)?;
            if !capital.is_empty() {
                building.capitals.insert(number(capital)?);
            }
            let code = Malformed("a country has no code");
            codes.push(Codes {
                alpha2: alpha2.as_bytes().try_into().map_err(|_| code)?,
                alpha3: alpha3.as_bytes().try_into().map_err(|_| code)?,
            });
            iso.push((alpha2.to_owned(), building.next()?));
            building.area(Kind::Country, id, people, place, None)?;
        }
        let first_region = building.next()?;
        for line in bytes.text()?.lines() {
            let [country, above, code, id, people, place @ ..] = cells::<8>(line)?;
            let country = number::<Row>(country)?;
            let kind = if above.is_empty() { Kind::State } else { Kind::County };
            let parent = if above.is_empty() { first_country + country } else { first_region + number::<Row>(above)? };
            if let (Kind::State, false, Some(codes)) = (kind, code.is_empty(), codes.get(country as usize)) {
                iso.push((format!("{}-{code}", String::from_utf8_lossy(&codes.alpha2)), building.next()?));
            }
            building.area(kind, id, people, place, Some(parent))?;
        }
        building.towns(&mut bytes, first_country, first_region)?;
        let Building { entries, names, .. } = building;
        if entries.iter().any(|entry| entry.parent.is_some_and(|parent| parent as usize >= entries.len())) {
            return Err(Malformed("a place lies in none of the table"));
        }
        let short = Short::read(&iso, &entries);
        let mut table = Self { entries, names, first_country, codes, index: Index::default(), short };
        table.index = Index::of(&table);
        Ok(table)
    }

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

/// A table while it is read.
#[derive(Default)]
struct Building {
    /// GeoNames ids.
    capitals: BTreeSet<u32>,
    entries: Vec<Entry>,
    names: String,
}

impl Building {
    /// The number of the next place.
    fn next(&self) -> Result<Row, Malformed> {
        Row::try_from(self.entries.len()).map_err(|_| Malformed("it has too many places"))
    }

    fn name(&mut self, names: &str) -> Range<u32> {
        let start = self.names.len() as u32;
        self.names.push_str(names);
        start..self.names.len() as u32
    }

    fn area(
        &mut self,
        kind: Kind,
        id: &str,
        people: &str,
        [latitude, longitude, names]: [&str; 3],
        parent: Option<Row>,
    ) -> Result<(), Malformed> {
        let population = number::<u64>(people)?.try_into().unwrap_or(u32::MAX);
        let names = self.name(names);
        let (latitude, longitude) = (number(latitude)?, number(longitude)?);
        self.entries.push(Entry {
            id: number(id)?,
            kind,
            latitude,
            longitude,
            population,
            capital: false,
            parent,
            names,
        });
        Ok(())
    }

    fn towns(&mut self, bytes: &mut Bytes<'_>, first_country: Row, first_region: Row) -> Result<(), Malformed> {
        let count = bytes.section()?.number()?;
        let (mut countries, mut regions, mut ids) = (bytes.section()?, bytes.section()?, bytes.section()?);
        let (mut latitudes, mut longitudes, people) = (bytes.section()?, bytes.section()?, bytes.section()?);
        let mut names = bytes.text()?.lines();
        let mut last = [0_i64; 5];
        for at in 0..count {
            for (value, column) in
                last.iter_mut().zip([&mut countries, &mut regions, &mut ids, &mut latitudes, &mut longitudes])
            {
                *value = value.saturating_add(column.signed()?);
            }
            let out = |_| Malformed("a town's numbers are out of range");
            let country = first_country + Row::try_from(last[0]).map_err(out)?;
            let region = Row::try_from(last[1]).map_err(out)?;
            let exponent = *people.0.get(at as usize).ok_or(Malformed("a town has no population"))?;
            let names = self.name(names.next().ok_or(Malformed("a town has no name"))?);
            let id = u32::try_from(last[2]).map_err(out)?;
            self.entries.push(Entry {
                id,
                capital: self.capitals.contains(&id),
                kind: Kind::Town,
                latitude: i32::try_from(last[3]).map_err(out)?,
                longitude: i32::try_from(last[4]).map_err(out)?,
                population: if exponent == 0 { 0 } else { 10_f64.powf(f64::from(exponent) / STEPS).round() as u32 },
                parent: Some(if region == 0 { country } else { first_region + region - 1 }),
                names,
            });
        }
        Ok(())
    }
}

fn cells<const N: usize>(line: &str) -> Result<[&str; N], Malformed> {
    let cells: Vec<&str> = line.split('\t').collect();
    cells.try_into().map_err(|_| Malformed("a line has too few or too many cells"))
}

fn number<T: std::str::FromStr>(cell: &str) -> Result<T, Malformed> {
    cell.parse().map_err(|_| Malformed("a cell is no number"))
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
