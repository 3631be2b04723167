//! Stories as they were last looked at, and the facts that were found in them.

use super::{Result, State, from_json, json, keep, questions, stamp};
use crate::facts::{Fact, Kind};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use jiff::Timestamp;
use record::{Diagnostic, Story};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// A story that was looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Its id.
    pub story: String,
    /// What it is called.
    pub title: String,
    /// What it says now; `None` where it is no more.
    pub state: Option<Story>,
    /// What it says that it did not say before.
    pub facts: Vec<Fact>,
    /// The first day that is announced in it and not over.
    pub open_until: Option<jiff::civil::Date>,
}

/// A fact as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The story.
    pub story: String,
    /// What it was called.
    pub title: String,
    /// When.
    pub found: String,
    /// The fact.
    #[serde(flatten)]
    pub fact: Fact,
}

/// The columns of a [`Found`].
pub(super) const FOUND: &str = "f.story, f.title, f.found, f.fact";

pub(super) fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        story: row.get(0)?,
        title: row.get(1)?,
        found: row.get(2)?,
        fact: from_json(3, &row.get::<_, String>(3)?)?,
    })
}

impl State {
    /// A story as it was last looked at.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn story(&self, id: &str) -> Result<Option<Story>> {
        let sql = "SELECT state FROM watch_stories WHERE story = ?1";
        let packed: Option<Vec<u8>> = self.read(|db| db.query_row(sql, [id], |row| row.get(0)).optional())?;
        packed.map(|packed| unpack(&packed).map_err(|error| damaged(id, &error))).transpose()
    }

    /// Stories with something announced for a day before `today`, with their titles.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn overdue(&self, today: jiff::civil::Date) -> Result<Vec<(String, String)>> {
        let sql = "SELECT story, title FROM watch_stories WHERE open_until < ?1 ORDER BY story";
        self.read(|db| db.prepare(sql)?.query_map([today.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
    }

    /// Stories with something announced that is not over, the next first.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn with_plans(&self, most: usize) -> Result<Vec<String>> {
        let sql = "SELECT story FROM watch_stories WHERE open_until IS NOT NULL ORDER BY open_until, story LIMIT ?1";
        self.read(|db| db.prepare(sql)?.query_map([most], |row| row.get(0))?.collect())
    }

    /// Stories were looked at: keeps what they say, and those of their facts that nobody has been told, for the questions
    /// that they answer. With `cursor`, the library's changes up to there have been seen. How many facts were new.
    ///
    /// # Errors
    /// When the state cannot be written; nothing of it is kept then.
    pub fn keep_looked(
        &mut self,
        looked: &[Looked],
        cursor: Option<i64>,
        silent: bool,
        now: Timestamp,
    ) -> Result<usize> {
        let mut packed = Vec::with_capacity(looked.len());
        for one in looked {
            packed.push(one.state.as_ref().map(pack).transpose().map_err(|error| damaged(&one.story, &error))?);
        }
        self.write(|db| {
            let questions = questions::all(db)?;
            let mut new = 0;
            for (one, packed) in looked.iter().zip(packed) {
                for fact in &one.facts {
                    if is_new(db, fact)? && !silent {
                        new += 1;
                        let no = keep_fact(db, one, fact, now)?;
                        for (question, asked) in &questions {
                            if asked.is_answered_by(&one.story, &one.title, fact) {
                                let sql = "INSERT INTO watch_matches (question, fact) VALUES (?1, ?2)";
                                db.execute(sql, params![question, no])?;
                            }
                        }
                    }
                }
                keep_story(db, one, packed)?;
            }
            if let Some(cursor) = cursor {
                keep(db, "changes", &cursor.to_string())?;
            }
            Ok(new)
        })
    }

    /// The facts found from a moment on, the first first; of one question, where it is named.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn found_since(&self, since: Timestamp, question: Option<&str>) -> Result<Vec<Found>> {
        let sql = format!(
            "SELECT {FOUND} FROM watch_facts f WHERE f.found >= ?1 AND (?2 IS NULL OR f.no IN (SELECT m.fact FROM watch_matches m \
             JOIN watch_questions q ON q.no = m.question WHERE q.name = ?2)) ORDER BY f.no"
        );
        self.read(|db| db.prepare(&sql)?.query_map(params![stamp(since), question], found)?.collect())
    }

    /// The last facts of a question, the last first.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn last_found(&self, question: &str, most: usize) -> Result<Vec<Found>> {
        let sql = format!(
            "SELECT {FOUND} FROM watch_facts f JOIN watch_matches m ON m.fact = f.no JOIN watch_questions q \
             ON q.no = m.question WHERE q.name = ?1 ORDER BY f.no DESC LIMIT ?2"
        );
        self.read(|db| db.prepare(&sql)?.query_map(params![question, most], found)?.collect())
    }
}

fn damaged(story: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("what was kept of the story {story} cannot be read: {error}");
    Diagnostic::error("watch/state", message).hint("put back a copy of the file")
}

/// Whether nobody has been told of it; a report that only moved between stories is no news either.
fn is_new(db: &Connection, fact: &Fact) -> rusqlite::Result<bool> {
    let mut known = db.prepare_cached("SELECT 1 FROM watch_keys WHERE key = ?1")?;
    let mut moved = db.prepare_cached("SELECT 1 FROM watch_reports WHERE report = ?1")?;
    for key in &fact.keys {
        if known.exists([key])? {
            return Ok(false);
        }
        let report = key.split_once(':').map(|(_, report)| report);
        if matches!(fact.kind, Kind::Story | Kind::Line)
            && report.is_some_and(|report| moved.exists([report]).unwrap_or(false))
        {
            return Ok(false);
        }
    }
    Ok(true)
}

fn keep_fact(db: &Connection, looked: &Looked, fact: &Fact, now: Timestamp) -> rusqlite::Result<i64> {
    let sql = "INSERT INTO watch_facts (story, title, kind, found, fact) VALUES (?1, ?2, ?3, ?4, ?5)";
    db.execute(sql, params![looked.story, looked.title, fact.kind.name(), stamp(now), json(fact)?])?;
    let no = db.last_insert_rowid();
    let mut key = db.prepare_cached("INSERT OR IGNORE INTO watch_keys (key, fact) VALUES (?1, ?2)")?;
    for name in &fact.keys {
        key.execute(params![name, no])?;
    }
    Ok(no)
}

fn keep_story(db: &Connection, looked: &Looked, packed: Option<Vec<u8>>) -> rusqlite::Result<()> {
    let (Some(story), Some(packed)) = (&looked.state, packed) else {
        return db.execute("DELETE FROM watch_stories WHERE story = ?1", [&looked.story]).map(|_| ());
    };
    let sql = "INSERT INTO watch_stories (story, title, state, open_until) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (story) DO UPDATE SET title = ?2, state = ?3, open_until = ?4";
    let day = looked.open_until.map(|day| day.to_string());
    db.execute(sql, params![looked.story, looked.title, packed, day])?;
    let mut known = db.prepare_cached("INSERT OR IGNORE INTO watch_reports (report) VALUES (?1)")?;
    for report in &story.reports {
        known.execute([&report.id.0])?;
    }
    Ok(())
}

fn pack(story: &Story) -> std::io::Result<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut packer, story)?;
    packer.flush()?;
    packer.finish()
}

fn unpack(packed: &[u8]) -> std::io::Result<Story> {
    let mut text = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}
