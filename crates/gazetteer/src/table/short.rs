//! What English papers call places beside their names: "Calif.", "Britain", "TX".

use super::{Entry, Row};
use crate::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

static NAMES: &str = include_str!("../../data/short.tsv");

/// Countries whose codes of states stand behind towns in English papers: "Austin, TX".
const POSTAL: [&str; 3] = ["US-", "CA-", "AU-"];

/// Short and further names by their folded form.
#[derive(Default)]
pub(super) struct Short {
    names: BTreeMap<String, Vec<Row>>,
    behind_comma: BTreeMap<String, Vec<Row>>,
    no_places: BTreeSet<String>,
}

impl Short {
    /// Reads `data/short.tsv` given the places by ISO code and by GeoNames id.
    pub(super) fn read(iso: &[(String, Row)], entries: &[Entry]) -> Self {
        let mut short = Self::default();
        for line in NAMES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut cells = line.split('\t');
            let place = cells.next().unwrap_or_default();
            let row = match place.parse::<u32>() {
                Ok(id) => entries.iter().position(|entry| entry.id == id).map(|at| at as Row),
                Err(_) => iso.iter().find(|(code, _)| code == place).map(|(_, row)| *row),
            };
            if place == "-" {
                short.no_places.extend(cells.next().unwrap_or_default().split(", ").map(fold));
                continue;
            }
            let Some(row) = row else { continue };
            for (map, cell) in [&mut short.names, &mut short.behind_comma].into_iter().zip(cells) {
                for name in cell.split(", ").filter(|name| *name != "-") {
                    map.entry(fold(name)).or_default().push(row);
                }
            }
        }
        for (code, row) in iso.iter().filter(|(code, _)| POSTAL.iter().any(|country| code.starts_with(country))) {
            let rows = short.behind_comma.entry(fold(&code[3..])).or_default();
            if !rows.contains(row) {
                rows.push(*row);
            }
        }
        short
    }

    pub(super) fn names(&self, key: &str) -> &[Row] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a name means something larger than any place of the table: a sea, a part of a continent.
    pub(super) fn is_no_place(&self, key: &str) -> bool {
        self.no_places.contains(key)
    }

    pub(super) fn behind_comma(&self, key: &str) -> &[Row] {
        self.behind_comma.get(key).map_or(&[], Vec::as_slice)
    }
}
