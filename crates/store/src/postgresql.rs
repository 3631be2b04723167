//! A library in a database of a PostgreSQL server.

use crate::database::{Database, Dialect, Row, Value};
use crate::{Result, problem};
use postgres::error::SqlState;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, Statement};
use record::Diagnostic;
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

/// A writer waits so long for the others, and a user's query is stopped after so long.
const PATIENCE: &str = "60s";
/// Values that are sent in one statement: the protocol counts them in 16 bits.
const VALUES: usize = 30_000;
/// Rows that are sent in one statement.
const ROWS: usize = 500;
/// Places of a word that a `tsvector` keeps, and the last place that it counts.
const PLACES: usize = 255;
const LAST_PLACE: usize = 16_383;
/// PostgreSQL takes no longer word; the rest is cut on both sides of the search.
const LONGEST_WORD: usize = 2_000;

pub(crate) struct Postgres {
    client: Client,
    place: String,
    prepared: HashMap<String, Statement>,
}

impl Postgres {
    pub(crate) fn open(address: &str, place: &str) -> Result<Self> {
        let client = Client::connect(address, NoTls).map_err(|error| said(place, &error))?;
        let mut opened = Self { client, place: place.to_owned(), prepared: HashMap::new() };
        opened.script(&format!("SET lock_timeout = '{PATIENCE}'; SET client_min_messages = warning"))?;
        Ok(opened)
    }

    fn said(&self, error: &postgres::Error) -> Diagnostic {
        said(&self.place, error)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql).map_err(|error| said(&self.place, &error))?;
        // Lists of numbers stand in the text of a statement: such are not worth keeping.
        if self.prepared.len() < 256 {
            self.prepared.insert(sql.to_owned(), statement.clone());
        }
        Ok(statement)
    }
}

fn said(place: &str, error: &postgres::Error) -> Diagnostic {
    let why = error.as_db_error().map_or_else(
        || error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}")),
        |error| error.message().to_owned(),
    );
    let Some(code) = error.code() else { return problem::lost(place, &why) };
    match *code {
        SqlState::LOCK_NOT_AVAILABLE | SqlState::T_R_DEADLOCK_DETECTED => problem::locked(place),
        SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE => problem::read_only(place),
        SqlState::DISK_FULL => problem::full(place),
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => problem::damaged(place, &why),
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
            problem::lost(place, &why)
        }
        _ => problem::failed(place, &why),
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        wanted: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *wanted == Type::INT4 => i32::try_from(*number)?.to_sql(wanted, out),
            Self::Int(number) => number.to_sql(&Type::INT8, out),
            Self::Real(number) => number.to_sql(&Type::FLOAT8, out),
            Self::Text(text) => text.to_sql(&Type::TEXT, out),
            Self::Bytes(bytes) => bytes.to_sql(&Type::BYTEA, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn value(row: &postgres::Row, column: usize) -> std::result::Result<Value, postgres::Error> {
    let kind = row.columns()[column].type_().clone();
    Ok(match kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(column)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(column)?.map(i64::from).into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(column)?.map_or(Value::Null, Value::Real),
        Type::BOOL => row.try_get::<_, Option<bool>>(column)?.into(),
        _ => row.try_get::<_, Option<String>>(column)?.into(),
    })
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl Database for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        self.client.execute(&statement, &parameters(values)).map_err(|error| said(&self.place, &error))
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(|error| said(&self.place, &error))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let statement = self.prepare(sql)?;
        let found = self.client.query(&statement, &parameters(values)).map_err(|error| said(&self.place, &error))?;
        let row =
            |row: &postgres::Row| (0..row.len()).map(|column| value(row, column)).collect::<Result2<_>>().map(Row);
        found.iter().map(row).collect::<Result2<_>>().map_err(|error| self.said(&error))
    }

    fn insert(&mut self, table: &str, columns: &[&str], rows: &[Vec<Value>]) -> Result<()> {
        let width = columns.len().max(1);
        for some in rows.chunks((VALUES / width).clamp(1, ROWS)) {
            let place = |row: usize| {
                let places: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
                format!("({})", places.join(", "))
            };
            let places: Vec<String> = (0..some.len()).map(place).collect();
            let sql = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), places.join(", "));
            let values: Vec<&(dyn ToSql + Sync)> =
                some.iter().flatten().map(|value| value as &(dyn ToSql + Sync)).collect();
            self.client.execute(&sql, &values).map_err(|error| said(&self.place, &error))?;
        }
        Ok(())
    }

    fn begin(&mut self, writes: bool) -> Result<()> {
        if !writes {
            return self.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        }
        self.script("BEGIN")?;
        // One number for all libraries of a database: writers wait for each other, readers for none.
        self.script("SELECT pg_advisory_xact_lock(1380012112)")
    }

    fn commit(&mut self) -> Result<()> {
        self.script("COMMIT")
    }

    fn roll_back(&mut self) {
        let _ = self.client.batch_execute("ROLLBACK");
    }

    fn select(&mut self, sql: &str, most: usize) -> Result<(Vec<String>, Vec<Row>)> {
        let asked = sql.trim().trim_end_matches(';').trim_end();
        self.script(&format!("BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = '{PATIENCE}'; SELECT 1"))?;
        let answer = self.answer(asked, most);
        self.roll_back();
        answer.map_err(|error| match error.code() {
            Some(&SqlState::READ_ONLY_SQL_TRANSACTION) => problem::writes(),
            Some(&SqlState::QUERY_CANCELED) => problem::too_long(std::time::Duration::from_secs(60)),
            None => said(&self.place, &error),
            Some(_) => problem::query(error.as_db_error().map_or(&error.to_string(), |error| error.message())),
        })
    }

    fn index(&mut self, report: i64, words: &[String]) -> Result<()> {
        let mut places: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
        for (at, word) in (1..).zip(words) {
            let word = word.get(..word.floor_char_boundary(LONGEST_WORD)).unwrap_or(word);
            let known = places.entry(word).or_default();
            if known.len() < PLACES {
                known.push(at.min(LAST_PLACE));
            }
        }
        let written: Vec<String> = places
            .iter()
            .map(|(word, places)| {
                let places: Vec<String> = places.iter().map(usize::to_string).collect();
                format!("'{word}':{}", places.join(","))
            })
            .collect();
        let sql = "INSERT INTO words (report, folded) VALUES ($1, CAST(CAST($2 AS TEXT) AS TSVECTOR))";
        self.run(sql, &[report.into(), written.join(" ").into()]).map(drop)
    }

    fn forget(&mut self, report: i64) -> Result<()> {
        self.run("DELETE FROM words WHERE report = $1", &[report.into()]).map(drop)
    }

    fn inspect(&mut self) -> Result<Vec<String>> {
        // The server looks after its own files.
        Ok(Vec::new())
    }

    fn compact(&mut self) -> Result<()> {
        self.script("VACUUM (ANALYZE)")
    }

    fn back_up(&mut self, _to: &Path) -> Result<bool> {
        Ok(false)
    }
}

type Result2<T> = std::result::Result<T, postgres::Error>;

impl Postgres {
    /// Answers a user's query inside a transaction that only reads. It is one statement to the protocol and a subquery to
    /// the server, so that it can neither end the transaction nor be anything but a query.
    fn answer(&mut self, asked: &str, most: usize) -> Result2<(Vec<String>, Vec<Row>)> {
        let statement = self.client.prepare(asked)?;
        let names: Vec<String> = statement.columns().iter().map(|column| column.name().to_owned()).collect();
        let kinds: Vec<Type> = statement.columns().iter().map(|column| column.type_().clone()).collect();
        if names.is_empty() {
            // Not a query: let the server say so, without running it.
            let explained = self.client.execute(&format!("SELECT * FROM ({asked}\n) AS asked"), &[])?;
            debug_assert_eq!(explained, 0);
            return Ok((names, Vec::new()));
        }
        let columns: Vec<String> = (0..names.len()).map(|column| format!("c{column}")).collect();
        let texts: Vec<String> = columns.iter().map(|column| format!("CAST({column} AS TEXT)")).collect();
        let sql =
            format!("SELECT {} FROM ({asked}\n) AS asked ({}) LIMIT {most}", texts.join(", "), columns.join(", "));
        let found = self.client.query(&sql, &[])?;
        let cell = |row: &postgres::Row, column: usize| -> Result2<Value> {
            let text: Option<String> = row.try_get(column)?;
            let whole = [Type::INT2, Type::INT4, Type::INT8].contains(&kinds[column]);
            let real = [Type::FLOAT4, Type::FLOAT8, Type::NUMERIC].contains(&kinds[column]);
            Ok(match text {
                None => Value::Null,
                Some(text) => match (text.parse::<i64>(), text.parse::<f64>()) {
                    (Ok(number), _) if whole => Value::Int(number),
                    (_, Ok(number)) if real => Value::Real(number),
                    _ => Value::Text(text),
                },
            })
        };
        let row =
            |row: &postgres::Row| (0..names.len()).map(|column| cell(row, column)).collect::<Result2<_>>().map(Row);
        let rows = found.iter().map(row).collect::<Result2<_>>()?;
        Ok((names, rows))
    }
}
