//! A library in one file.

use crate::database::{Database, Dialect, Row, Value};
use crate::{Result, problem};
use record::Diagnostic;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A writer waits so long for the others.
const PATIENCE: Duration = Duration::from_secs(60);
/// A user's query that runs longer is stopped.
const LONGEST_QUERY: Duration = Duration::from_secs(60);
/// Statements that are kept prepared: about as many as this crate has.
const STATEMENTS: usize = 128;
/// Marks a file as ours: "RAPP".
pub(crate) const MARK: i32 = 0x5241_5050;

pub(crate) struct Sqlite {
    connection: Connection,
    path: PathBuf,
    place: String,
}

impl Sqlite {
    /// Opens a file, or makes it. One that cannot be written to is opened to be read.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let place = path.display().to_string();
        let fresh = !path.exists();
        if fresh && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| problem::failed(&place, &error.to_string()))?;
        }
        let connection = connect(path).map_err(|error| said(&place, &error))?;
        let mut opened = Self { connection, path: path.to_owned(), place };
        opened.mark()?;
        Ok(opened)
    }

    /// Marks a new file, and refuses one that is not ours.
    fn mark(&mut self) -> Result<()> {
        let number = |name: &str| self.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
        let mark = number("application_id").map_err(|error| said(&self.place, &error))?;
        let tables = "SELECT count(*) FROM sqlite_master";
        let tables = || self.connection.query_row(tables, [], |row| row.get::<_, i64>(0));
        if mark == MARK {
            return Ok(());
        }
        if mark != 0 || tables().map_err(|error| said(&self.place, &error))? > 0 {
            return Err(problem::foreign(&self.place));
        }
        let made =
            self.connection.execute_batch(&format!("PRAGMA journal_mode = WAL; PRAGMA application_id = {MARK};"));
        made.map_err(|error| said(&self.place, &error))
    }

    fn said(&self, error: &rusqlite::Error) -> Diagnostic {
        said(&self.place, error)
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let rest = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | rest;
    let ready = |connection: Connection| {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // NORMAL would lose the last transactions in a power cut; an accepted report is on the disk.
        connection.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
        )?;
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
        Ok(connection)
    };
    let opened = Connection::open_with_flags(path, flags).and_then(ready);
    match opened {
        Err(error) if path.exists() && matches!(code(&error), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)) => {
            read(path).and_then(ready)
        }
        other => other,
    }
}

/// Opens a file that cannot be written to, or whose folder cannot.
fn read(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let plain = Connection::open_with_flags(path, flags)?;
    if plain.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).is_ok() {
        return Ok(plain);
    }
    // No room for the shared memory that a log needs: read the file as one that nobody changes.
    let name: String = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Connection::open_with_flags(format!("file:{name}?immutable=1"), flags | OpenFlags::SQLITE_OPEN_URI)
}

fn code(error: &rusqlite::Error) -> Option<ErrorCode> {
    error.sqlite_error_code()
}

fn said(place: &str, error: &rusqlite::Error) -> Diagnostic {
    match code(error) {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => problem::locked(place),
        Some(ErrorCode::ReadOnly) => problem::read_only(place),
        Some(ErrorCode::DiskFull) => problem::full(place),
        Some(ErrorCode::DatabaseCorrupt) => problem::damaged(place, &error.to_string()),
        Some(ErrorCode::NotADatabase) => problem::foreign(place),
        _ => problem::failed(place, &error.to_string()),
    }
}

/// `$1` as SQLite writes it.
fn written(sql: &str) -> String {
    sql.replace('$', "?")
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn value(from: ValueRef<'_>) -> Value {
    match from {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

impl Database for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let run = || self.connection.prepare_cached(&written(sql))?.execute(params_from_iter(values));
        run().map(|count| count as u64).map_err(|error| self.said(&error))
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.connection.execute_batch(sql).map_err(|error| self.said(&error))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let run = || {
            let mut statement = self.connection.prepare_cached(&written(sql))?;
            let columns = statement.column_count();
            let mut found = statement.query(params_from_iter(values))?;
            let mut rows = Vec::new();
            while let Some(row) = found.next()? {
                let values: rusqlite::Result<Vec<Value>> = (0..columns).map(|i| row.get_ref(i).map(value)).collect();
                rows.push(Row(values?));
            }
            Ok(rows)
        };
        run().map_err(|error| self.said(&error))
    }

    fn insert(&mut self, table: &str, columns: &[&str], rows: &[Vec<Value>]) -> Result<()> {
        let places = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {table} ({}) VALUES ({places})", columns.join(", "));
        let run = || {
            let mut statement = self.connection.prepare_cached(&sql)?;
            rows.iter().try_for_each(|row| statement.execute(params_from_iter(row)).map(drop))
        };
        run().map_err(|error| self.said(&error))
    }

    fn begin(&mut self, writes: bool) -> Result<()> {
        if writes && self.connection.is_readonly("main").unwrap_or(false) {
            return Err(problem::read_only(&self.place));
        }
        self.script(if writes { "BEGIN IMMEDIATE" } else { "BEGIN" })
    }

    fn commit(&mut self) -> Result<()> {
        self.script("COMMIT")
    }

    fn roll_back(&mut self) {
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    fn select(&mut self, sql: &str, most: usize) -> Result<(Vec<String>, Vec<Row>)> {
        let run = || {
            let mut connection = read(&self.path)?;
            connection.busy_timeout(PATIENCE)?;
            connection.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;")?;
            let start = Instant::now();
            connection.authorizer(Some(allowed))?;
            connection.progress_handler(100_000, Some(move || start.elapsed() > LONGEST_QUERY))?;
            let mut statement = connection.prepare(sql)?;
            let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
            let mut found = statement.query([])?;
            let mut rows = Vec::new();
            while let Some(row) = found.next()? {
                if rows.len() == most {
                    break;
                }
                let values: rusqlite::Result<Vec<Value>> =
                    (0..names.len()).map(|i| row.get_ref(i).map(value)).collect();
                rows.push(Row(values?));
            }
            Ok((names, rows))
        };
        run().map_err(|error: rusqlite::Error| match code(&error) {
            Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly) => problem::writes(),
            Some(ErrorCode::OperationInterrupted) => problem::too_long(LONGEST_QUERY),
            Some(ErrorCode::Unknown) | None => problem::query(&error.to_string()),
            _ => self.said(&error),
        })
    }

    fn index(&mut self, report: i64, words: &[String]) -> Result<()> {
        let values = [Value::Int(report), Value::from(words.join(" "))];
        self.run("INSERT INTO words (rowid, folded) VALUES ($1, $2)", &values).map(drop)
    }

    fn forget(&mut self, report: i64) -> Result<()> {
        self.run("DELETE FROM words WHERE rowid = $1", &[Value::Int(report)]).map(drop)
    }

    fn inspect(&mut self) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for mut row in self.rows("PRAGMA integrity_check(20)", &[])? {
            found.extend(Some(row.text(0)).filter(|line| line != "ok"));
        }
        for mut row in self.rows("PRAGMA foreign_key_check", &[])?.into_iter().take(20) {
            found.push(format!("a row of {} points to nothing", row.text(0)));
        }
        Ok(found)
    }

    fn compact(&mut self) -> Result<()> {
        self.script(
            "INSERT INTO words (words) VALUES ('optimize'); PRAGMA optimize; VACUUM; PRAGMA wal_checkpoint(TRUNCATE);",
        )
    }

    fn back_up(&mut self, to: &Path) -> Result<bool> {
        let Some(name) = to.to_str() else {
            return Err(problem::failed(&self.place, "the name of the copy is no text"));
        };
        self.run("VACUUM INTO $1", &[name.into()])?;
        Ok(true)
    }
}

/// What a user's query may do: read.
fn allowed(context: AuthContext<'_>) -> Authorization {
    /// What the full-text index itself asks for.
    const PRAGMAS: [&str; 1] = ["data_version"];
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => {
            Authorization::Allow
        }
        AuthAction::Pragma { pragma_name, pragma_value: None } if PRAGMAS.contains(&pragma_name) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}
