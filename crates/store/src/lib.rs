//! A library: reports that go in once, fall into stories as they come, and can be searched and asked for years.
//!
//! ```text
//! Entry (report, analysis, reading) ─add→ library ─refresh→ stories told anew, rows of them ─ story, search, happenings, …
//! ```
//! [`Library`] is one SQLite file or one PostgreSQL database, told apart by its [`Location`]. What it holds are plain
//! tables that users may ask with SQL (`docs/library.md`). Every method is one transaction: it happens whole or not at all.

mod add;
mod asked;
mod changes;
mod corrected;
mod database;
mod entities;
mod entry;
mod group;
mod library;
mod location;
mod pack;
mod postgresql;
mod problem;
mod queries;
mod reports;
mod rows;
mod schema;
pub mod schemas;
mod search;
mod select;
mod settle;
mod sqlite;
mod stories;
mod upkeep;

pub use add::Added;
pub use asked::{Glance, Origin, Rows};
pub use changes::{Change, ChangeKind};
pub use entities::{EntityRow, Spelling};
pub use entry::Entry;
pub use library::Library;
pub use location::Location;
pub use queries::{ActRow, DifferenceRow, Filter, HappeningRow, Named, ParticipantRow, SideRow, StatementRow, StepRow};
pub use reports::{ReportRow, VersionRow};
pub use search::{Found, Hit, Passage};
pub use select::{Cell, Selected};
pub use settle::Moved;
pub use stories::{Kept, StoryRow};
pub use upkeep::Checked;

/// What a method gives, or why it could not.
pub type Result<T> = std::result::Result<T, record::Diagnostic>;
