//! Which story a report goes to.

use crate::changes::{ChangeKind, Noted, note};
use crate::database::{Database, Value, one};
use crate::{Result, pack};
use grouping::{Placed, Placer, Profile, Shelf};
use record::Diagnostic;

/// The day of a report whose day is not known: after all others.
const UNDATED: i64 = 99_999_999;
/// Reports of an unknown day in a story are near to the last ones.
const LAST: i64 = 99_999_998;

/// The library as the grouping sees it.
struct Shelved<'d>(&'d mut dyn Database);

fn key(key: u64) -> Value {
    // The same bits: SQL has no numbers without a sign.
    Value::Int(i64::from_ne_bytes(key.to_ne_bytes()))
}

fn day(day: Option<i32>) -> i64 {
    day.map_or(UNDATED, i64::from)
}

impl Shelf for Shelved<'_> {
    type Problem = Diagnostic;

    fn reports(&mut self) -> Result<usize> {
        Ok(usize::try_from(one(self.0, "SELECT coalesce(max(no), 0) FROM reports", &[])?.int(0)).unwrap_or(0))
    }

    fn counts(&mut self, keys: &[u64]) -> Result<Vec<usize>> {
        let count = |wanted: &u64| -> Result<usize> {
            let rows = self.0.rows("SELECT reports FROM counts WHERE key = $1", &[key(*wanted)])?;
            Ok(rows.first().map_or(0, |row| usize::try_from(row.int(0)).unwrap_or(0)))
        };
        keys.iter().map(count).collect()
    }

    fn holders(&mut self, wanted: u64, near: Option<i32>, most: usize) -> Result<Vec<i64>> {
        let values = [key(wanted), day(near).into(), most.into()];
        let before = "SELECT report FROM keys WHERE key = $1 AND day <= $2 ORDER BY day DESC, report DESC LIMIT $3";
        let after = "SELECT report FROM keys WHERE key = $1 AND day > $2 ORDER BY day, report LIMIT $3";
        let mut found = self.0.rows(before, &values)?;
        found.extend(self.0.rows(after, &values)?);
        Ok(found.iter().map(|row| row.int(0)).collect())
    }

    fn profile(&mut self, report: i64) -> Result<Option<(Profile, i64)>> {
        let sql = "SELECT p.profile, r.story FROM profiles p JOIN reports r ON r.no = p.report WHERE p.report = $1";
        let rows = self.0.rows(sql, &[report.into()])?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        Ok(row.maybe_int(1).and_then(|story| Some((pack::from_binary(&row.bytes(0))?, story))))
    }

    fn members(&mut self, story: i64, near: Option<i32>, most: usize) -> Result<Vec<i64>> {
        let values = [story.into(), near.map_or(LAST, i64::from).into(), most.into()];
        let before = "SELECT no, day FROM reports WHERE story = $1 AND day <= $2 ORDER BY day DESC, no DESC LIMIT $3";
        let after = "SELECT no, day FROM reports WHERE story = $1 AND (day > $2 OR day IS NULL) \
                     ORDER BY coalesce(day, 99999999), no LIMIT $3";
        let day = |row: &crate::database::Row| row.maybe_int(1).unwrap_or(UNDATED);
        let mut found = self.0.rows(before, &values)?;
        found.extend(self.0.rows(after, &values)?);
        let near = near.map_or(LAST, i64::from);
        found.sort_by_key(|row| (day(row).abs_diff(near), row.int(0)));
        Ok(found.iter().take(most).map(|row| row.int(0)).collect())
    }
}

/// Writes down what the placer counted.
pub(crate) fn flush(database: &mut dyn Database, placer: &mut Placer) -> Result<()> {
    let sql = "INSERT INTO counts (key, reports) VALUES ($1, $2) \
               ON CONFLICT (key) DO UPDATE SET reports = counts.reports + excluded.reports";
    for (word, count) in placer.fresh() {
        database.run(sql, &[key(word), count.into()])?;
    }
    Ok(())
}

/// Forgets what a report is found by.
pub(crate) fn forget(database: &mut dyn Database, placer: &mut Placer, report: i64) -> Result<()> {
    if let Some((profile, _)) = Shelved(database).profile(report)? {
        let day = day(profile.days().map(|(day, _)| day));
        for word in profile.keys() {
            let values = [key(word), day.into(), report.into()];
            database.run("DELETE FROM keys WHERE key = $1 AND day = $2 AND report = $3", &values)?;
        }
        placer.take_out(report, &profile);
    }
    database.run("DELETE FROM profiles WHERE report = $1", &[report.into()]).map(drop)
}

/// Puts a report into a story: the one that it was in before, the one that it fits, or a new one. The story's id.
pub(crate) fn place(
    database: &mut dyn Database,
    placer: &mut Placer,
    report: i64,
    profile: &Profile,
    before: Option<i64>,
    now: &str,
) -> Result<String> {
    let Placed { story, keys, apart } = placer.place(&mut Shelved(database), profile)?;
    placer.add(profile);
    let story = match before.or(story) {
        Some(story) => story,
        None => begin(database, profile, now)?,
    };
    let day = day(profile.days().map(|(day, _)| day));
    let rows: Vec<Vec<Value>> = keys.into_iter().map(|word| vec![key(word), day.into(), report.into()]).collect();
    database.insert("keys", &["key", "day", "report"], &rows)?;
    database.run("UPDATE reports SET story = $1 WHERE no = $2", &[story.into(), report.into()])?;
    let sql = "INSERT INTO apart (story, other, why) VALUES ($1, $2, $3) ON CONFLICT (story, other) DO NOTHING";
    for (other, why, why_not) in apart.into_iter().filter(|(other, ..)| *other != story) {
        database.run(sql, &[story.into(), other.into(), why.into()])?;
        database.run(sql, &[other.into(), story.into(), why_not.into()])?;
    }
    touch(database, story, now)?;
    let rows = database.rows("SELECT id FROM stories WHERE no = $1", &[story.into()])?;
    Ok(rows.into_iter().next().map(|mut row| row.text(0)).unwrap_or_default())
}

/// Begins a story with a report: it goes by its first report's id.
pub(crate) fn begin(database: &mut dyn Database, profile: &Profile, now: &str) -> Result<i64> {
    let mut id = profile.id.clone();
    let mut number = 2;
    while !database.rows("SELECT 1 FROM stories WHERE id = $1", &[(&id).into()])?.is_empty() {
        id = format!("{}-{number}", profile.id);
        number += 1;
    }
    let sql = "INSERT INTO stories (id, title, reports, lines, stale) VALUES ($1, $2, 0, 0, 1) RETURNING no";
    let row = one(database, sql, &[(&id).into(), profile.headline().into()])?;
    note(database, now, &[Noted { kind: ChangeKind::StoryBegun, report: None, story: Some(&id), detail: None }])?;
    Ok(row.int(0))
}

/// Notes that a story's reports changed; one that has none left ends.
pub(crate) fn touch(database: &mut dyn Database, story: i64, now: &str) -> Result<()> {
    let sql = "SELECT count(*), min(day), max(day) FROM reports WHERE story = $1";
    let row = one(database, sql, &[story.into()])?;
    if row.int(0) == 0 {
        let rows = database.rows("DELETE FROM stories WHERE no = $1 RETURNING id", &[story.into()])?;
        let id = rows.into_iter().next().map(|mut row| row.text(0));
        let ended = Noted { kind: ChangeKind::StoryEnded, report: None, story: id.as_deref(), detail: None };
        return note(database, now, &[ended]);
    }
    let published = |order: &str| {
        format!(
            "(SELECT published FROM reports WHERE story = $1 AND day IS NOT NULL ORDER BY day {order}, published {order} LIMIT 1)"
        )
    };
    let sql = format!(
        "UPDATE stories SET stale = stale + 1, reports = $2, first_day = $3, last_day = $4, published_first = {}, \
         published_last = {} WHERE no = $1",
        published("ASC"),
        published("DESC")
    );
    let value = |number: Option<i64>| -> Value { number.into() };
    let values = [story.into(), row.int(0).into(), value(row.maybe_int(1)), value(row.maybe_int(2))];
    database.run(&sql, &values).map(drop)
}
