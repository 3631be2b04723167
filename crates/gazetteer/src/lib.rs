//! Which place a name means: an embedded table of places (GeoNames), and a resolver of a report's names.
//!
//! [`resolve`] is a pure function from the names of a report, in the order of its text, to places, candidates or
//! nothing. [`home()`] tells from several reports of an outlet where it is at home.
//!
//! # How it is to be wired into the program
//! The stage that finds names makes a [`Mention`] of each geopolitical name and location of a report with
//! [`Mention::of`]; names of countries' peoples and adjectives ("Norwegian") are not places and stay with
//! `reading::gazetteer`. The home is the place of the dateline if `resolve` decides it alone, else the outlet's, which
//! [`home()`] tells when there are several reports of that outlet. Each [`Resolution::Place`] gives a row of the output its
//! GeoNames id, ISO codes and coordinates; of [`Resolution::Ambiguous`] the candidates are told, and no coordinates. The page
//! must say "GeoNames, CC BY 4.0" (`data/NOTICE.md`).

mod fold;
mod place;
mod resolve;
mod table;

pub use place::{Kind, Place, kilometres};
pub use resolve::{FEATURES, Features, Mention, Resolution, features, home, resolve};
