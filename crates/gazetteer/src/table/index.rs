//! From folded names to places.

use super::{Row, Table};
use crate::fold::fold;

/// Hashes of all folded names, sorted. The names themselves stand in the table and are compared when found.
#[derive(Default)]
pub(super) struct Index {
    hashes: Vec<(u64, Row)>,
}

impl Index {
    pub(super) fn of(table: &Table) -> Self {
        let mut hashes: Vec<(u64, Row)> =
            (0..table.len()).flat_map(|row| table.names(row).map(move |name| (hash(&fold(name)), row))).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes }
    }

    /// The places of a folded name, in the table's order, and whether it is one of their other names.
    pub(super) fn find(&self, table: &Table, key: &str) -> Vec<(Row, bool)> {
        let hash = hash(key);
        let start = self.hashes.partition_point(|(other, _)| *other < hash);
        self.hashes[start..]
            .iter()
            .take_while(|(other, _)| *other == hash)
            .filter_map(|(_, row)| table.names(*row).position(|name| fold(name) == key).map(|at| (*row, at > 0)))
            .collect()
    }
}

/// FNV-1a.
fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
