//! Alerts on their way out: made once, and sent until they are received.

use super::facts::{FOUND, found};
use super::{Result, State, from_json, json, moment, questions, stamp};
use crate::alert::Alert;
use crate::clock::after;
use crate::questions::{Question, Receiver};
use crate::signing::digest;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use std::collections::BTreeSet;
use std::time::Duration;

/// An alert that is being sent.
#[derive(Clone, Debug)]
pub struct Sending {
    /// What.
    pub alert: Alert,
    /// To whom.
    pub receiver: Receiver,
}

/// An alert on its way, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outgoing {
    /// Its name.
    pub key: String,
    /// The question.
    pub question: String,
    /// To whom.
    pub receiver: String,
    /// When it was made.
    pub made: String,
    /// `waiting`, `sending`, `sent`, `dead`.
    pub state: String,
    /// Tries so far.
    pub tries: u32,
    /// The next try.
    pub next: String,
    /// Why the last failed.
    pub last_error: Option<String>,
}

/// Facts in one alert; more go into a further one.
const MOST_FACTS: usize = 100;
/// Tries before an alert is given up, over some three days.
const MOST_TRIES: u32 = 16;
/// Between the first try and the second; then twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_secs(15);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 3600);

impl State {
    /// Puts the facts that wait for a question's time into alerts; how many alerts were made.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn make_alerts(&mut self, now: Timestamp) -> Result<usize> {
        self.write(|db| {
            let mut made = 0;
            for (no, question) in questions::all(db)? {
                let due: String =
                    db.query_row("SELECT due FROM watch_questions WHERE no = ?1", [no], |row| row.get(0))?;
                if moment(0, &due)? > now {
                    continue;
                }
                let mut any = false;
                while let Some(alert) = alert(db, no, &question, now)? {
                    any = true;
                    made += put_out(db, &question, &alert, now)?;
                }
                if any {
                    let due = stamp(question.when.next(now));
                    db.execute("UPDATE watch_questions SET due = ?2 WHERE no = ?1", params![no, due])?;
                }
            }
            Ok(made)
        })
    }

    /// Takes the next alert that is due, and writes down that it is being sent. Alerts whose sending was broken off come first.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn take_alert(&mut self, now: Timestamp) -> Result<Option<Sending>> {
        self.write(|db| {
            let sql = "SELECT key, receiver, alert FROM watch_alerts WHERE state = 'sending' OR (state = 'waiting' AND due <= ?1) \
                       ORDER BY state, made, key, receiver LIMIT 1";
            let found = db.query_row(sql, [stamp(now)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
            let Some((key, name, text)) = found else { return Ok(None) };
            let (key, name, text): (String, String, String) = (key, name, text);
            let alert: Alert = from_json(2, &text)?;
            let asked = questions::all(db)?.into_iter().map(|(_, question)| question);
            let question = asked.into_iter().find(|question| question.name == alert.question);
            let receiver = question.and_then(|question| question.receivers.into_iter().find(|one| one.name() == name));
            let Some(receiver) = receiver else {
                // The question or this receiver of it is no more: kept for the record.
                let sql = "UPDATE watch_alerts SET state = 'dead', last_error = 'the receiver was removed' WHERE key = ?1 AND receiver = ?2";
                db.execute(sql, params![key, name])?;
                return Ok(None);
            };
            let sql = "UPDATE watch_alerts SET state = 'sending', tries = tries + 1 WHERE key = ?1 AND receiver = ?2";
            db.execute(sql, params![key, name])?;
            Ok(Some(Sending { alert, receiver }))
        })
    }

    /// The alert was received.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn alert_sent(&mut self, sending: &Sending, now: Timestamp) -> Result<()> {
        let sql =
            "UPDATE watch_alerts SET state = 'sent', sent = ?3, last_error = NULL WHERE key = ?1 AND receiver = ?2";
        let values = params![sending.alert.key, sending.receiver.name(), stamp(now)];
        self.write(|db| db.execute(sql, values).map(|_| ()))
    }

    /// The alert was not received: it is tried again later, or given up.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn alert_failed(
        &mut self,
        sending: &Sending,
        why: &str,
        passing: bool,
        wait: Option<Duration>,
        now: Timestamp,
    ) -> Result<()> {
        self.write(|db| {
            let (key, receiver) = (&sending.alert.key, sending.receiver.name());
            let sql = "SELECT tries FROM watch_alerts WHERE key = ?1 AND receiver = ?2";
            let tries: u32 = db.query_row(sql, params![key, receiver], |row| row.get(0)).optional()?.unwrap_or(1);
            let pause = FIRST_PAUSE.saturating_mul(2u32.pow(tries.saturating_sub(1).min(16))).min(LONGEST_PAUSE);
            let due = stamp(after(now, pause.max(wait.unwrap_or_default())));
            let state = if passing && tries < MOST_TRIES { "waiting" } else { "dead" };
            let sql = "UPDATE watch_alerts SET state = ?3, due = ?4, last_error = ?5 WHERE key = ?1 AND receiver = ?2";
            db.execute(sql, params![key, receiver, state, due, why]).map(|_| ())
        })
    }

    /// Alerts that were given up are tried again; how many.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn retry_dead(&mut self, now: Timestamp) -> Result<usize> {
        let sql = "UPDATE watch_alerts SET state = 'waiting', tries = 0, due = ?1 WHERE state = 'dead'";
        self.write(|db| db.execute(sql, [stamp(now)]))
    }

    /// Alerts that are not received yet or were given up, the oldest first.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn outgoing(&self) -> Result<Vec<Outgoing>> {
        let sql = "SELECT key, question, receiver, made, state, tries, due, last_error FROM watch_alerts WHERE state <> 'sent' \
                   ORDER BY made, key, receiver";
        let one = |row: &Row<'_>| {
            Ok(Outgoing {
                key: row.get(0)?,
                question: row.get(1)?,
                receiver: row.get(2)?,
                made: row.get(3)?,
                state: row.get(4)?,
                tries: row.get(5)?,
                next: row.get(6)?,
                last_error: row.get(7)?,
            })
        };
        self.read(|db| db.prepare(sql)?.query_map([], one)?.collect())
    }

    /// How many alerts were received.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn sent(&self) -> Result<u64> {
        self.read(|db| db.query_row("SELECT count(*) FROM watch_alerts WHERE state = 'sent'", [], |row| row.get(0)))
    }
}

/// The next alert of a question's facts that wait.
fn alert(db: &Connection, no: i64, question: &Question, now: Timestamp) -> rusqlite::Result<Option<Alert>> {
    let sql = format!(
        "SELECT {FOUND}, f.no FROM watch_matches m JOIN watch_facts f ON f.no = m.fact WHERE m.question = ?1 AND m.alert IS NULL \
         ORDER BY f.no LIMIT ?2"
    );
    let rows: Vec<(super::Found, i64)> = db
        .prepare(&sql)?
        .query_map(params![no, MOST_FACTS], |row| Ok((found(row)?, row.get(4)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if rows.is_empty() {
        return Ok(None);
    }
    let names: Vec<&str> = rows.iter().filter_map(|(found, _)| found.fact.keys.first()).map(String::as_str).collect();
    let key = digest(format!("{}\u{0}{}", question.name, names.join("\u{0}")).as_bytes());
    for (_, fact) in &rows {
        let sql = "UPDATE watch_matches SET alert = ?3 WHERE question = ?1 AND fact = ?2";
        db.execute(sql, params![no, fact, key])?;
    }
    let facts = rows.into_iter().map(|(found, _)| found).collect();
    Ok(Some(Alert { key, question: question.name.clone(), made: stamp(now), facts }))
}

/// An alert for each receiver who has not unsubscribed.
fn put_out(db: &Connection, question: &Question, alert: &Alert, now: Timestamp) -> rusqlite::Result<usize> {
    let sql = "SELECT receiver FROM watch_unsubscribed WHERE question = ?1";
    let gone: BTreeSet<String> =
        db.prepare(sql)?.query_map([&question.name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut made = 0;
    for receiver in question.receivers.iter().filter(|receiver| !gone.contains(receiver.name())) {
        let sql = "INSERT OR IGNORE INTO watch_alerts (key, receiver, question, made, alert, state, due) \
                   VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?4)";
        made += db.execute(sql, params![alert.key, receiver.name(), question.name, stamp(now), json(alert)?])?;
    }
    Ok(made)
}
