//! Reports come in, and go.

use crate::changes::{ChangeKind, Noted, note};
use crate::database::{Database, Value, one};
use crate::entry::{Packed, content};
use crate::{Entry, Library, Result, group, pack, rows};
use grouping::{Placer, Profile};
use record::Report;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of the reports that were added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Added {
    /// Ids of reports that are new.
    pub added: Vec<String>,
    /// Ids of reports that came with a new text.
    pub versions: Vec<String>,
    /// Ids of reports that were there already as they are.
    pub unchanged: Vec<String>,
    /// Ids of the stories that they went to.
    pub stories: Vec<String>,
}

/// An entry made ready before the library is locked.
struct Ready {
    content: String,
    packed: Packed,
    profile: Profile,
    words: Vec<String>,
}

impl Library {
    /// Takes reports in, all or none of them. A report that is there already changes nothing; another text under a known
    /// id or address is a new version of it. New reports go to stories at once; what the stories tell is brought up to
    /// date by [`refresh`](Self::refresh).
    ///
    /// # Errors
    /// When the library cannot be written to; nothing of these reports is in it then.
    pub fn add(&mut self, entries: &[Entry]) -> Result<Added> {
        let place = self.place().to_owned();
        let ready: Vec<Ready> = entries.iter().map(|entry| ready(entry, &place)).collect::<Result<_>>()?;
        let now = self.now();
        self.place_with(|database, placer| {
            let mut added = Added::default();
            for (entry, ready) in entries.iter().zip(ready) {
                take_in(database, placer, entry, ready, &now, &mut added)?;
            }
            added.stories.sort();
            added.stories.dedup();
            Ok(added)
        })
    }

    /// Whether a report is in the library as it is: then it need not be read. Its id there.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn has(&mut self, report: &Report) -> Result<Option<String>> {
        let Some((no, id, _)) = known(self.database.as_mut(), report)? else { return Ok(None) };
        Ok(has_version(self.database.as_mut(), no, &content(report))?.then_some(id))
    }

    /// Takes a report out with all its versions; `false` where there is none of this id.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn remove(&mut self, id: &str) -> Result<bool> {
        let now = self.now();
        self.place_with(|database, placer| {
            let found = database.rows("SELECT no, story FROM reports WHERE id = $1", &[id.into()])?;
            let Some(row) = found.first() else { return Ok(false) };
            let (no, story) = (row.int(0), row.int(1));
            rows::forget(database, story)?;
            group::forget(database, placer, no)?;
            database.forget(no)?;
            for table in [
                "readings WHERE version IN (SELECT no FROM versions WHERE report = $1)",
                "versions WHERE report = $1",
                "reports WHERE no = $1",
            ] {
                database.run(&format!("DELETE FROM {table}"), &[no.into()])?;
            }
            note(
                database,
                &now,
                &[Noted { kind: ChangeKind::ReportRemoved, report: Some(id), story: None, detail: None }],
            )?;
            group::touch(database, story, &now)?;
            Ok(true)
        })
    }
}

impl Library {
    /// Does work that places reports. The placer stays for the next time, unless others changed the library since, or
    /// the work came to nothing.
    fn place_with<T>(&mut self, work: impl FnOnce(&mut dyn Database, &mut Placer) -> Result<T>) -> Result<T> {
        let kept = std::mem::take(&mut self.placer);
        let last = |database: &mut dyn Database| Ok(one(database, "SELECT max(no) FROM changes", &[])?.int(0));
        let (value, kept) = self.write(|database| {
            let (mut placer, seen) = kept;
            if last(database)? != seen {
                placer = Placer::default();
            }
            let value = work(database, &mut placer)?;
            group::flush(database, &mut placer)?;
            let seen = last(database)?;
            Ok((value, (placer, seen)))
        })?;
        self.placer = kept;
        Ok(value)
    }
}

fn ready(entry: &Entry, place: &str) -> Result<Ready> {
    let title = entry.report.title.as_ref().filter(|title| title.span.is_none());
    let mut words: Vec<String> = Vec::new();
    for text in title.map(|title| title.value.as_str()).into_iter().chain([entry.report.text.as_str()]) {
        words.extend(text::folded(text).into_iter().map(|folded| folded.word));
    }
    Ok(Ready {
        content: content(&entry.report),
        packed: entry.packed(place)?,
        profile: Profile::new(&entry.telling()),
        words,
    })
}

/// The report that an entry is of: by its id, else by its address.
fn known(database: &mut dyn Database, report: &Report) -> Result<Option<(i64, String, Option<i64>)>> {
    let id = &report.id.0;
    let mut rows = database.rows("SELECT no, id, story FROM reports WHERE id = $1", &[id.into()])?;
    if rows.is_empty()
        && let Some(url) = &report.url
    {
        let sql = "SELECT no, id, story FROM reports WHERE url = $1 ORDER BY no LIMIT 1";
        rows = database.rows(sql, &[address(url).into()])?;
    }
    Ok(rows.into_iter().next().map(|mut row| (row.int(0), row.text(1), row.maybe_int(2))))
}

fn has_version(database: &mut dyn Database, report: i64, content: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM versions WHERE report = $1 AND content = $2";
    Ok(!database.rows(sql, &[report.into(), content.into()])?.is_empty())
}

/// An address without the part that only says where on the page.
fn address(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

fn take_in(
    database: &mut dyn Database,
    placer: &mut Placer,
    entry: &Entry,
    ready: Ready,
    now: &str,
    added: &mut Added,
) -> Result<()> {
    let known = known(database, &entry.report)?;
    if let Some((no, id, _)) = &known
        && has_version(database, *no, &ready.content)?
    {
        added.unchanged.push(id.clone());
        return Ok(());
    }
    let Ready { content, packed, profile, words } = ready;
    let no = match &known {
        Some((no, ..)) => *no,
        None => new_report(database, entry, now)?,
    };
    let version = new_version(database, entry, no, &content, now)?;
    let [head, reading, analysis] = packed;
    let sql = "INSERT INTO readings (version, report, reading, analysis) VALUES ($1, $2, $3, $4)";
    database.run(sql, &[version.into(), head.into(), reading.into(), analysis.into()])?;
    let days = profile.days().map(|(day, _)| i64::from(day));
    let values = [
        version.into(),
        (&entry.report.path).into(),
        entry.report.outlet.as_ref().map(|outlet| outlet.value.as_str()).into(),
        profile.title.as_ref().into(),
        profile.published.as_ref().into(),
        days.into(),
        no.into(),
    ];
    let sql =
        "UPDATE reports SET version = $1, path = $2, outlet = $3, title = $4, published = $5, day = $6 WHERE no = $7";
    database.run(sql, &values)?;
    if let Some((_, _, story)) = &known {
        // What was told of the old text must not point into the new one.
        rows::forget(database, story.unwrap_or(0))?;
        database.forget(no)?;
        group::forget(database, placer, no)?;
    }
    database.index(no, &words)?;
    let id = known.as_ref().map_or(entry.report.id.0.as_str(), |(_, id, _)| id);
    let mut profile = profile;
    profile.id = id.to_owned();
    let packed = pack::binary(&profile, database.place())?;
    database.run("INSERT INTO profiles (report, profile) VALUES ($1, $2)", &[no.into(), packed.into()])?;
    let kind = if known.is_some() { ChangeKind::VersionAdded } else { ChangeKind::ReportAdded };
    let story = group::place(database, placer, no, &profile, known.as_ref().and_then(|(_, _, story)| *story), now)?;
    note(database, now, &[Noted { kind, report: Some(id), story: Some(&story), detail: None }])?;
    if known.is_some() { &mut added.versions } else { &mut added.added }.push(id.to_owned());
    added.stories.push(story);
    Ok(())
}

fn new_report(database: &mut dyn Database, entry: &Entry, now: &str) -> Result<i64> {
    let report = &entry.report;
    let sql = "INSERT INTO reports (id, path, url, version, added) VALUES ($1, $2, $3, 0, $4) RETURNING no";
    let url = report.url.as_deref().map(address);
    let values: [Value; 4] = [(&report.id.0).into(), (&report.path).into(), url.into(), now.into()];
    Ok(one(database, sql, &values)?.int(0))
}

fn new_version(database: &mut dyn Database, entry: &Entry, no: i64, content: &str, now: &str) -> Result<i64> {
    let report = &entry.report;
    let sql = "INSERT INTO versions (report, version, content, added, path, url, outlet, title, published, text, model) \
               VALUES ($1, (SELECT count(*) + 1 FROM versions WHERE report = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10) \
               RETURNING no";
    let stated = |value: &Option<record::evidence::Stated>| -> Value {
        value.as_ref().map(|stated| stated.value.as_str()).into()
    };
    let values = [
        no.into(),
        content.into(),
        now.into(),
        (&report.path).into(),
        report.url.as_ref().into(),
        stated(&report.outlet),
        stated(&report.title),
        report.published.as_ref().map(|published| published.value.as_str()).into(),
        (&report.text).into(),
        (&entry.analysis.model).into(),
    ];
    Ok(one(database, sql, &values)?.int(0))
}
