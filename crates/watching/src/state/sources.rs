//! Sources, and what was seen of them.

use super::{Result, State, from_json, json, moment, stamp};
use crate::clock::after;
use crate::fetch::Validators;
use crate::sources::{Gathered, Item, Kind, Settings, Source};
use jiff::Timestamp;
use record::Diagnostic;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// An item as it was last seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemSeen {
    /// A hash of what the source said of it.
    pub content: String,
    /// Failed tries to get it; 0 once it was had.
    pub failures: u32,
}

/// A page that is to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The item that led to it.
    pub item: String,
    /// Its address.
    pub page: String,
    /// What to ask it with.
    pub validators: Validators,
}

/// How a source does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Health {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// What it is.
    pub kind: String,
    /// When it was last looked at.
    pub last_try: Option<String>,
    /// When that last went well.
    pub last_success: Option<String>,
    /// What was wrong the last time that it did not.
    pub last_error: Option<String>,
    /// Failures in a row.
    pub failures: u32,
    /// Looks so far.
    pub tries: u64,
    /// Items that were taken.
    pub items: u64,
    /// Reports that were new.
    pub reports: u64,
    /// Reports that came with another text.
    pub versions: u64,
    /// When it is looked at next.
    pub next: String,
}

/// What became of some items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Reports that were new.
    pub reports: usize,
    /// Reports that came with another text.
    pub versions: usize,
}

/// After the first sight of a page it is looked at again after so long: most silent changes come within a day.
const VISITS: [Duration; 5] = [
    Duration::from_secs(3600),
    Duration::from_secs(3 * 3600),
    Duration::from_secs(12 * 3600),
    Duration::from_secs(24 * 3600),
    Duration::from_secs(72 * 3600),
];
/// A source that fails is put off twice as long each time, up to so long.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 3600);
/// A source that has more than was taken is looked at again after so long.
const SOON: Duration = Duration::from_secs(10);

const SOURCE: &str = "SELECT no, address, kind, name, settings, due, validators, cursor FROM watch_sources";

fn source(row: &Row<'_>) -> rusqlite::Result<Source> {
    let kind: String = row.get(2)?;
    Ok(Source {
        no: row.get(0)?,
        address: row.get(1)?,
        kind: Kind::named(&kind).unwrap_or(Kind::Web),
        name: row.get(3)?,
        settings: from_json(4, &row.get::<_, String>(4)?)?,
        due: moment(5, &row.get::<_, String>(5)?)?,
        validators: from_json(6, &row.get::<_, String>(6)?)?,
        cursor: row.get(7)?,
    })
}

impl State {
    /// Adds a source; it is looked at in the next pass. `false` where the address or the name is there already.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn add_source(
        &mut self,
        address: &str,
        kind: Kind,
        name: &str,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<bool> {
        self.write(|db| {
            let sql = "INSERT OR IGNORE INTO watch_sources (address, kind, name, settings, added, due, validators) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?5, '{}')";
            Ok(db.execute(sql, params![address, kind.name(), name, json(settings)?, stamp(now)])? == 1)
        })
    }

    /// Forgets a source and what was seen of it; its reports stay in the library.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn remove_source(&mut self, name: &str) -> Result<bool> {
        self.write(|db| Ok(db.execute("DELETE FROM watch_sources WHERE name = ?1 OR address = ?1", [name])? > 0))
    }

    /// All sources, by name.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn sources(&self) -> Result<Vec<Source>> {
        self.read(|db| db.prepare(&format!("{SOURCE} ORDER BY name"))?.query_map([], source)?.collect())
    }

    /// The sources to look at now, those that have waited longest first.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn due_sources(&self, now: Timestamp) -> Result<Vec<Source>> {
        let sql = format!("{SOURCE} WHERE due <= ?1 ORDER BY due, name");
        self.read(|db| db.prepare(&sql)?.query_map([stamp(now)], source)?.collect())
    }

    /// When the next source is due, or the next page to be looked at again.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn next_due(&self) -> Result<Option<Timestamp>> {
        let sql = "SELECT min(due) FROM (SELECT due FROM watch_sources UNION ALL SELECT min(next_visit) FROM watch_items \
                   WHERE next_visit IS NOT NULL UNION ALL SELECT due FROM watch_alerts WHERE state = 'waiting' \
                   UNION ALL SELECT q.due FROM watch_questions q JOIN watch_matches m ON m.question = q.no AND m.alert IS NULL)";
        let due: Option<String> = self.read(|db| db.query_row(sql, [], |row| row.get(0)))?;
        Ok(due.and_then(|due| due.parse().ok()))
    }

    /// How all sources do, by name.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn health(&self) -> Result<Vec<Health>> {
        let sql = "SELECT name, address, kind, last_try, last_success, last_error, failures, tries, items, reports, \
                   versions, due FROM watch_sources ORDER BY name";
        let health = |row: &Row<'_>| {
            Ok(Health {
                name: row.get(0)?,
                address: row.get(1)?,
                kind: row.get(2)?,
                last_try: row.get(3)?,
                last_success: row.get(4)?,
                last_error: row.get(5)?,
                failures: row.get(6)?,
                tries: row.get(7)?,
                items: row.get(8)?,
                reports: row.get(9)?,
                versions: row.get(10)?,
                next: row.get(11)?,
            })
        };
        self.read(|db| db.prepare(sql)?.query_map([], health)?.collect())
    }

    /// What was seen of a source.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn seen(&self, source: i64) -> Result<BTreeMap<String, ItemSeen>> {
        self.read(|db| {
            let mut query = db.prepare("SELECT item, content, failures FROM watch_items WHERE source = ?1")?;
            let seen = |row: &Row<'_>| Ok((row.get(0)?, ItemSeen { content: row.get(1)?, failures: row.get(2)? }));
            query.query_map([source], seen)?.collect()
        })
    }

    /// Pages of a source that are to be looked at again by now.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn visits(&self, source: i64, now: Timestamp, most: usize) -> Result<Vec<Visit>> {
        let sql = "SELECT item, page, validators FROM watch_items WHERE source = ?1 AND next_visit <= ?2 AND page IS NOT NULL \
                   ORDER BY next_visit LIMIT ?3";
        let visit = |row: &Row<'_>| {
            let validators: Option<String> = row.get(2)?;
            let validators = validators.map(|text| from_json(2, &text)).transpose()?.unwrap_or_default();
            Ok(Visit { item: row.get(0)?, page: row.get(1)?, validators })
        };
        self.read(|db| db.prepare(sql)?.query_map(params![source, stamp(now), most], visit)?.collect())
    }

    /// The sources of which pages are to be looked at again by now.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn sources_with_visits(&self, now: Timestamp) -> Result<Vec<Source>> {
        let sql = format!("{SOURCE} WHERE no IN (SELECT source FROM watch_items WHERE next_visit <= ?1) ORDER BY name");
        self.read(|db| db.prepare(&sql)?.query_map([stamp(now)], source)?.collect())
    }

    /// A page was looked at again: what it says now, and when it is looked at next.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn visited(
        &mut self,
        source: i64,
        item: &str,
        validators: Option<&Validators>,
        counts: Counts,
        now: Timestamp,
    ) -> Result<()> {
        self.write(|db| {
            let sql = "SELECT visits, seen FROM watch_items WHERE source = ?1 AND item = ?2";
            let found = db.query_row(sql, params![source, item], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((visits, seen)) = found else { return Ok(()) };
            let (visits, seen): (usize, String) = (visits, seen);
            let next = next_visit(moment(1, &seen)?, visits + 1).map(stamp);
            let sql = "UPDATE watch_items SET visits = visits + 1, next_visit = ?3, validators = coalesce(?4, validators) \
                       WHERE source = ?1 AND item = ?2";
            db.execute(sql, params![source, item, next, validators.map(json).transpose()?])?;
            count(db, source, 0, counts)?;
            // What one visit left of the time is the next one's: a page that is always late is not asked twice at once.
            db.execute(
                "UPDATE watch_items SET next_visit = ?3 WHERE source = ?1 AND item = ?2 AND next_visit < ?3",
                params![source, item, stamp(after(now, SOON))],
            )?;
            Ok(())
        })
    }

    /// A look went well, and what it gave is in the library: its items are seen, and it is due again after its time.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn looked_at(&mut self, source: &Source, gathered: &Gathered, counts: Counts, now: Timestamp) -> Result<()> {
        let every = if gathered.more { SOON } else { Duration::from_secs(source.settings.every) };
        self.write(|db| {
            for item in &gathered.items {
                see(db, source, item, now)?;
            }
            count(db, source.no, gathered.items.iter().filter(|item| !item.failed).count(), counts)?;
            let sql = "UPDATE watch_sources SET validators = ?2, cursor = coalesce(?3, cursor), due = ?4, last_try = ?5, \
                       last_success = ?5, failures = 0, tries = tries + 1 WHERE no = ?1";
            let due = stamp(after(now, every));
            db.execute(sql, params![source.no, json(&gathered.validators)?, gathered.cursor, due, stamp(now)])?;
            Ok(())
        })
    }

    /// A look failed: the source is put off, longer each time, or for as long as its server asks.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn look_failed(
        &mut self,
        source: &Source,
        why: &Diagnostic,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<()> {
        self.write(|db| {
            let sql = "SELECT failures FROM watch_sources WHERE no = ?1";
            let failures: u32 = db.query_row(sql, [source.no], |row| row.get(0)).optional()?.unwrap_or(0);
            let every = Duration::from_secs(source.settings.every);
            let pause = every.saturating_mul(2u32.pow(failures.min(10))).min(LONGEST_PAUSE.max(every));
            let due = after(now, pause).max(until.unwrap_or(now));
            let sql = "UPDATE watch_sources SET due = ?2, last_try = ?3, last_error = ?4, failures = failures + 1, \
                       tries = tries + 1 WHERE no = ?1";
            db.execute(sql, params![source.no, stamp(due), stamp(now), why.message])?;
            Ok(())
        })
    }
}

fn see(db: &Connection, source: &Source, item: &Item, now: Timestamp) -> rusqlite::Result<()> {
    if item.failed {
        let sql = "INSERT INTO watch_items (source, item, content, seen, failures) VALUES (?1, ?2, '', ?3, 1) \
                   ON CONFLICT (source, item) DO UPDATE SET failures = failures + 1";
        return db.execute(sql, params![source.no, item.key, stamp(now)]).map(|_| ());
    }
    let again = item.page.as_ref().filter(|_| source.settings.revisit);
    let page = again.map(|(page, _)| page.as_str());
    let validators = again.map(|(_, validators)| json(validators)).transpose()?;
    let next = again.and_then(|_| next_visit(now, 0)).map(stamp);
    let sql = "INSERT INTO watch_items (source, item, content, seen, page, validators, next_visit) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (source, item) DO UPDATE SET content = ?3, seen = ?4, \
               page = ?5, validators = ?6, next_visit = ?7, visits = 0, failures = 0";
    db.execute(sql, params![source.no, item.key, item.content, stamp(now), page, validators, next]).map(|_| ())
}

fn next_visit(seen: Timestamp, visits: usize) -> Option<Timestamp> {
    VISITS.get(visits).map(|time| after(seen, *time))
}

fn count(db: &Connection, source: i64, items: usize, counts: Counts) -> rusqlite::Result<()> {
    let sql =
        "UPDATE watch_sources SET items = items + ?2, reports = reports + ?3, versions = versions + ?4 WHERE no = ?1";
    db.execute(sql, params![source, items, counts.reports, counts.versions]).map(|_| ())
}
