//! JSON Schemas of what commands print of a library.

use crate::{Added, Checked, EntityRow, Found, VersionRow};
use schemars::{Schema, schema_for};

/// Of `rapporteur add --format json`.
pub fn added() -> Schema {
    schema_for!(Added)
}

/// Of `rapporteur search --format json`.
pub fn search() -> Schema {
    schema_for!(Found)
}

/// Of `rapporteur entities --format json`.
pub fn entities() -> Schema {
    schema_for!(Vec<EntityRow>)
}

/// Of `rapporteur show --versions --format json`.
pub fn versions() -> Schema {
    schema_for!(Vec<VersionRow>)
}

/// Of `rapporteur library check --format json`.
pub fn check() -> Schema {
    schema_for!(Checked)
}
