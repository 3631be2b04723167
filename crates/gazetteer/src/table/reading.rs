//! Reading the table off its bytes.

use super::bytes::{Bytes, Malformed};
use super::index::Index;
use super::short::Short;
use super::{Codes, Entry, Row, Table};
use crate::place::Kind;
use std::collections::BTreeSet;
use std::ops::Range;

const MAGIC: &[u8] = b"places 1\n";
/// No table is longer: this bounds what a damaged one can unpack to.
const LONGEST: usize = 64 << 20;
/// Steps of the population's exponent for each factor of ten.
const STEPS: f64 = 32.0;

impl Table {
    /// Unpacks a table.
    pub(super) fn read(packed: &[u8]) -> Result<Self, Malformed> {
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
