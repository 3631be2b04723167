//! What the accounts of one event agree on, and where they differ.

mod agreement;
mod clause;
mod events;
mod headline;
mod moments;
mod phrases;
mod places;
mod quotes;
mod values;

pub(crate) use agreement::Relation;
pub(crate) use events::{Scene, describe};
pub(crate) use places::Geography;
pub(crate) use quotes::quotes;
