//! Saved questions.

use super::{Result, State, from_json, json, stamp};
use crate::questions::Question;
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<(i64, Question)>> {
    let mut query = db.prepare("SELECT no, question FROM watch_questions ORDER BY name")?;
    let question = |row: &Row<'_>| Ok((row.get(0)?, from_json(1, &row.get::<_, String>(1)?)?));
    query.query_map([], question)?.collect()
}

impl State {
    /// Saves a question, or saves it anew under a name that is there. Facts found from now on answer it.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn save_question(&mut self, question: &Question, now: Timestamp) -> Result<()> {
        // What is sent at hours of the day waits for the first of them.
        let due = stamp(question.when.next(now));
        self.write(|db| {
            let sql = "INSERT INTO watch_questions (name, question, added, due) VALUES (?1, ?2, ?3, ?4) \
                       ON CONFLICT (name) DO UPDATE SET question = ?2, due = ?4";
            db.execute(sql, params![question.name, json(question)?, stamp(now), due]).map(|_| ())
        })
    }

    /// Forgets a question; what waits to be sent for it is not sent.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn remove_question(&mut self, name: &str) -> Result<bool> {
        self.write(|db| {
            db.execute("DELETE FROM watch_alerts WHERE question = ?1 AND state <> 'sent'", [name])?;
            db.execute("DELETE FROM watch_unsubscribed WHERE question = ?1", [name])?;
            Ok(db.execute("DELETE FROM watch_questions WHERE name = ?1", [name])? > 0)
        })
    }

    /// All questions, by name.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn questions(&self) -> Result<Vec<Question>> {
        Ok(self.read(all)?.into_iter().map(|(_, question)| question).collect())
    }

    /// A receiver is told no more of a question's facts; what waits for it is not sent.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn unsubscribe(&mut self, question: &str, receiver: &str, now: Timestamp) -> Result<()> {
        self.write(|db| {
            let sql = "INSERT OR IGNORE INTO watch_unsubscribed (question, receiver, at) VALUES (?1, ?2, ?3)";
            db.execute(sql, params![question, receiver, stamp(now)])?;
            let sql = "DELETE FROM watch_alerts WHERE question = ?1 AND receiver = ?2 AND state <> 'sent'";
            db.execute(sql, params![question, receiver]).map(|_| ())
        })
    }

    /// Who unsubscribed from a question.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn unsubscribed(&self, question: &str) -> Result<Vec<String>> {
        let sql = "SELECT receiver FROM watch_unsubscribed WHERE question = ?1 ORDER BY receiver";
        self.read(|db| db.prepare(sql)?.query_map([question], |row| row.get(0))?.collect())
    }
}
