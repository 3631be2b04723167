//! What watching remembers from run to run: sources, items seen, stories as they were looked at, facts, alerts.
//!
//! The tables stand in the library's own SQLite file, or in a file of their own. Each method is one transaction, so that
//! whenever the program is killed the state is one that it could have stopped at.

mod alerts;
mod facts;
mod questions;
mod schema;
mod sources;

pub use alerts::{Outgoing, Sending};
pub use facts::{Found, Looked};
pub use sources::{Counts, Health, ItemSeen, Visit};

use crate::fetch::{Host, Hosts};
use record::Diagnostic;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// What a method gives, or why it could not.
pub type Result<T> = std::result::Result<T, Diagnostic>;

/// A writer waits for others for so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// The state, open.
pub struct State {
    connection: Connection,
}

/// Why the state could not be read or written.
fn failed(place: &str, error: &rusqlite::Error) -> Diagnostic {
    let hint = match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            "another program holds it; try again"
        }
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => "may it be written to?",
        Some(rusqlite::ErrorCode::DiskFull) => "make room on the disk and run it again: nothing is lost",
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
            "put back a copy of it; `rapporteur library check` says what is damaged"
        }
        _ => "run it again; what was done is kept",
    };
    Diagnostic::error("watch/state", format!("what watching remembers cannot be used: {error}")).at(place).hint(hint)
}

impl State {
    /// Opens the state in a file, or makes one.
    ///
    /// # Errors
    /// When the file cannot be written to, or a newer program wrote it.
    pub fn open(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        let fail = |error: rusqlite::Error| failed(&shown, &error);
        let mut connection = Connection::open(path).map_err(fail)?;
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(fail)?;
        // A transaction that was reported as done survives the machine's fall too.
        connection.pragma_update(None, "synchronous", "FULL").map_err(fail)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(fail)?;
        schema::migrate(&mut connection)?;
        Ok(Self { connection })
    }

    fn failed(&self, error: &rusqlite::Error) -> Diagnostic {
        failed(self.connection.path().unwrap_or_default(), error)
    }

    /// Reads.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|error| self.failed(&error))
    }

    /// Writes, whole or not at all.
    fn write<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let place = self.connection.path().unwrap_or_default().to_owned();
        let fail = |error: rusqlite::Error| failed(&place, &error);
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(fail)?;
        let done = work(&transaction).map_err(fail)?;
        transaction.commit().map_err(fail)?;
        Ok(done)
    }

    /// A value that was kept under a name.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn kept(&self, name: &str) -> Result<Option<String>> {
        self.read(|db| {
            db.query_row("SELECT value FROM watch_meta WHERE name = ?1", [name], |row| row.get(0)).optional()
        })
    }

    /// Keeps a value under a name.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn keep(&mut self, name: &str, value: &str) -> Result<()> {
        self.write(|db| keep(db, name, value))
    }

    /// The secret that links are signed with; made when it is first asked for.
    ///
    /// # Errors
    /// When the state cannot be written, or the machine has no random numbers.
    pub fn secret(&mut self) -> Result<String> {
        if let Some(secret) = self.kept("secret")? {
            return Ok(secret);
        }
        let fresh = crate::signing::random()?;
        self.write(|db| {
            db.execute("INSERT OR IGNORE INTO watch_meta (name, value) VALUES ('secret', ?1)", [&fresh])?;
            db.query_row("SELECT value FROM watch_meta WHERE name = 'secret'", [], |row| row.get(0))
        })
    }

    /// What is known of hosts.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn hosts(&self) -> Result<Hosts> {
        let rows: Vec<(String, String)> = self.read(|db| {
            let mut query = db.prepare("SELECT host, known FROM watch_hosts")?;
            query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        let known = rows.into_iter().filter_map(|(host, known)| Some((host, serde_json::from_str(&known).ok()?)));
        Ok(Hosts::new(known.collect::<BTreeMap<String, Host>>()))
    }

    /// Keeps what is known of hosts.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn keep_hosts(&mut self, hosts: &Hosts) -> Result<()> {
        let known = hosts.known();
        self.write(|db| {
            for (host, known) in &known {
                let sql = "INSERT INTO watch_hosts (host, known) VALUES (?1, ?2) \
                           ON CONFLICT (host) DO UPDATE SET known = ?2 WHERE known <> ?2";
                db.execute(sql, params![host, json(known)?])?;
            }
            Ok(())
        })
    }
}

fn keep(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO watch_meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    db.execute(sql, [name, value]).map(|_| ())
}

/// A value as JSON in a column.
fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// A value of a JSON column.
fn from_json<T: serde::de::DeserializeOwned>(column: usize, text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// A moment in a column.
fn moment(column: usize, text: &str) -> rusqlite::Result<jiff::Timestamp> {
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// A moment as it is kept: to the second, so that moments sort as text.
fn stamp(moment: jiff::Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
