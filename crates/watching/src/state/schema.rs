//! The tables that watching keeps, by number of their format.

use super::{Result, failed};
use record::Diagnostic;
use rusqlite::Connection;

/// What makes a state of one format from one of the format before. All names begin with `watch_`, so that the tables can
/// stand in a library's file.
const MIGRATIONS: [&str; 1] = [include_str!("0001.sql")];

/// Brings the tables up to date.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    let place = connection.path().unwrap_or_default().to_owned();
    let fail = |error: rusqlite::Error| failed(&place, &error);
    let work = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(fail)?;
    work.execute_batch("CREATE TABLE IF NOT EXISTS watch_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        .map_err(fail)?;
    let sql = "SELECT value FROM watch_meta WHERE name = 'format'";
    let format: usize = match work.query_row(sql, [], |row| row.get::<_, String>(0)) {
        Ok(format) => format.parse().unwrap_or(usize::MAX),
        Err(rusqlite::Error::QueryReturnedNoRows) => 0,
        Err(error) => return Err(fail(error)),
    };
    if format > MIGRATIONS.len() {
        let message = format!("what watching keeps there has format {format}; this program knows {}", MIGRATIONS.len());
        let newer = Diagnostic::error("watch/newer", message).at(place);
        return Err(newer.hint("use the newer program that wrote it"));
    }
    for migration in MIGRATIONS.iter().skip(format) {
        work.execute_batch(migration).map_err(fail)?;
    }
    let sql = "INSERT INTO watch_meta (name, value) VALUES ('format', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1";
    work.execute(sql, [MIGRATIONS.len().to_string()]).map_err(fail)?;
    work.commit().map_err(fail)
}
