//! A library, open.

use crate::database::{Database, Value, whole};
use crate::location::Location;
use crate::postgresql::Postgres;
use crate::sqlite::Sqlite;
use crate::{Result, problem, schema};
use grouping::Placer;

/// A library, open. One belongs to one thread at a time; several may be open on one library, in this program or others:
/// readers see whole changes only, writers wait for each other.
pub struct Library {
    pub(crate) database: Box<dyn Database>,
    /// Places reports; with the last change that it knows of.
    pub(crate) placer: (Placer, i64),
    clock: fn() -> jiff::Timestamp,
}

impl Library {
    /// Opens a library, or makes one where there is none. An older one is brought up to date.
    ///
    /// # Errors
    /// `library/newer` for one of a newer program, `library/foreign` for a file that is none, `library/damaged`,
    /// `library/locked`, `library/read-only`, `library/lost`.
    pub fn open(location: &Location) -> Result<Self> {
        let mut database: Box<dyn Database> = match location {
            Location::File(path) => Box::new(Sqlite::open(path)?),
            Location::Server(address) => Box::new(Postgres::open(address, &location.to_string())?),
        };
        schema::migrate(database.as_mut())?;
        Ok(Self { database, placer: Default::default(), clock: jiff::Timestamp::now })
    }

    /// Opens a library that is there already.
    ///
    /// # Errors
    /// `library/missing` where there is none, else as [`open`](Self::open).
    pub fn open_existing(location: &Location) -> Result<Self> {
        if location.exists() { Self::open(location) } else { Err(problem::missing(&location.to_string())) }
    }

    /// The same with another clock: for tests, and for outputs that must not depend on the day.
    #[must_use]
    pub fn with_clock(mut self, clock: fn() -> jiff::Timestamp) -> Self {
        self.clock = clock;
        self
    }

    /// Where it is, without anything secret.
    pub fn place(&self) -> &str {
        self.database.place()
    }

    /// Now, as it is written down.
    pub(crate) fn now(&self) -> String {
        let now = (self.clock)();
        now.round(jiff::Unit::Second).unwrap_or(now).to_string()
    }

    /// Does `work` in one transaction that may write.
    pub(crate) fn write<T>(&mut self, work: impl FnOnce(&mut dyn Database) -> Result<T>) -> Result<T> {
        whole(self.database.as_mut(), true, work)
    }

    /// Does `work` in one transaction that sees the library as it was at one moment.
    pub(crate) fn read<T>(&mut self, work: impl FnOnce(&mut dyn Database) -> Result<T>) -> Result<T> {
        whole(self.database.as_mut(), false, work)
    }

    /// The rows of one query.
    pub(crate) fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<crate::database::Row>> {
        self.database.rows(sql, values)
    }
}
