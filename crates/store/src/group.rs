//! Which story a report goes to.

use crate::changes::{ChangeKind, Noted, note};
use crate::database::{Database, Value};
use crate::{Result, stories};
use grouping::Profile;
use std::collections::BTreeMap;

/// Forgets what a report is found by.
pub(crate) fn forget(database: &mut dyn Database, report: i64) -> Result<()> {
    database.run("DELETE FROM profiles WHERE report = $1", &[report.into()]).map(drop)
}

/// Puts a report into a story: the one that it was in before, the one that it fits, or a new one. The story's id.
pub(crate) fn place(
    database: &mut dyn Database,
    report: i64,
    profile: &Profile,
    before: Option<i64>,
    now: &str,
) -> Result<String> {
    let story = match before {
        Some(story) => story,
        None => match fitting(database, report)? {
            Some(story) => story,
            None => begin(database, profile, now)?,
        },
    };
    database.run("UPDATE reports SET story = $1 WHERE no = $2", &[story.into(), report.into()])?;
    touch(database, story, now)?;
    let rows = database.rows("SELECT id FROM stories WHERE no = $1", &[story.into()])?;
    Ok(rows.into_iter().next().map(|mut row| row.text(0)).unwrap_or_default())
}

/// The story that most of the reports are in with which a grouping of all puts this one.
fn fitting(database: &mut dyn Database, report: i64) -> Result<Option<i64>> {
    let all = stories::profiles(database, None)?;
    let profiles: Vec<Profile> = all.iter().map(|(_, profile)| profile.clone()).collect();
    let groups = grouping::group(&profiles);
    let own = groups.into_iter().find(|group| group.iter().any(|&at| all[at].0 == report)).unwrap_or_default();
    let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
    for (no, _) in own.iter().map(|&at| &all[at]).filter(|(no, _)| *no != report) {
        let rows = database.rows("SELECT story FROM reports WHERE no = $1", &[(*no).into()])?;
        if let Some(story) = rows.first().and_then(|row| row.maybe_int(0)) {
            *votes.entry(story).or_default() += 1;
        }
    }
    Ok(votes.into_iter().max_by_key(|&(story, count)| (count, -story)).map(|(story, _)| story))
}

/// Begins a story with a report: it goes by its first report's id.
fn begin(database: &mut dyn Database, profile: &Profile, now: &str) -> Result<i64> {
    let mut id = profile.id.clone();
    let mut number = 2;
    while !database.rows("SELECT 1 FROM stories WHERE id = $1", &[(&id).into()])?.is_empty() {
        id = format!("{}-{number}", profile.id);
        number += 1;
    }
    let sql = "INSERT INTO stories (id, title, reports, lines, stale) VALUES ($1, $2, 0, 0, 1) RETURNING no";
    let title = profile.headline();
    let row = crate::database::one(database, sql, &[(&id).into(), title.into()])?;
    note(database, now, &[Noted { kind: ChangeKind::StoryBegun, report: None, story: Some(&id), detail: None }])?;
    Ok(row.int(0))
}

/// Notes that a story's reports changed; one that has none left ends.
pub(crate) fn touch(database: &mut dyn Database, story: i64, now: &str) -> Result<()> {
    let sql = "SELECT count(*), min(day), max(day) FROM reports WHERE story = $1";
    let row = crate::database::one(database, sql, &[story.into()])?;
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
