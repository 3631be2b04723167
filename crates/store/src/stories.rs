//! The stories of a library.

use crate::changes::{ChangeKind, Noted, note};
use crate::database::{Database, Row, Value};
use crate::entry::tell;
use crate::{Entry, Library, Result, corrected, pack, reports, rows};
use grouping::Profile;
use record::ReportId;
use record::Story;
use record::grouped::{Apart, GroupedReport, GroupedStory};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A story as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StoryRow {
    /// Its id: stays whatever is added.
    pub id: String,
    /// What it is called: the title of the report that has most in common with the others.
    pub title: String,
    /// When the first of its reports with a date was published.
    pub from: Option<String>,
    /// When the last was.
    pub to: Option<String>,
    /// How many reports it has.
    pub reports: usize,
    /// How many independent lines of reporting; 0 where it has not been told yet.
    pub lines: usize,
    /// Whether reports came to it or left it since it was told: [`Library::refresh`] tells it anew.
    pub stale: bool,
}

/// A story with everything that it was put together from.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its id in the library.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What its reports say together: what `brief --format json` prints.
    pub story: Story,
    /// Its reports in the order of [`Story::reports`], with dates that the others told.
    pub entries: Vec<Entry>,
}

/// The columns of a [`StoryRow`].
const STORY: &str = "SELECT id, title, published_first, published_last, reports, lines, stale FROM stories";

fn story_row(mut row: Row) -> StoryRow {
    let count = |row: &Row, column| usize::try_from(row.int(column)).unwrap_or(0);
    StoryRow {
        id: row.text(0),
        title: row.text(1),
        from: row.maybe_text(2),
        to: row.maybe_text(3),
        reports: count(&row, 4),
        lines: count(&row, 5),
        stale: row.int(6) != 0,
    }
}

impl Library {
    /// All stories, those with the latest reports first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn stories(&mut self) -> Result<Vec<StoryRow>> {
        let sql = format!("{STORY} ORDER BY coalesce(last_day, -99999999) DESC, no DESC");
        Ok(self.rows(&sql, &[])?.into_iter().map(story_row).collect())
    }

    /// The stories with their reports, in order of publication: what `rapporteur stories` prints. With `only`, that one.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn grouped(&mut self, only: Option<&str>) -> Result<Vec<GroupedStory>> {
        self.read(|database| grouped(database, only))
    }

    /// The story with an id, else the one whose title has all of these words, else the one that has a report with such a
    /// title.
    ///
    /// # Errors
    /// When the library cannot be read; `library/ambiguous`, with their titles, where several have them.
    pub fn find_story(&mut self, id_or_words: &str) -> Result<Option<StoryRow>> {
        let exact = self.rows(&format!("{STORY} WHERE id = $1"), &[id_or_words.into()])?;
        if let Some(row) = exact.into_iter().next() {
            return Ok(Some(story_row(row)));
        }
        let wanted: Vec<String> = text::folded(id_or_words).into_iter().map(|folded| folded.word).collect();
        if wanted.is_empty() {
            return Ok(None);
        }
        let has = |title: &str| {
            let words: Vec<String> = text::folded(title).into_iter().map(|folded| folded.word).collect();
            wanted.iter().all(|word| words.contains(word))
        };
        let all = self.stories()?;
        let mut found: Vec<StoryRow> = all.iter().filter(|story| has(&story.title)).cloned().collect();
        if found.is_empty() {
            let sql = "SELECT s.id, r.title FROM reports r JOIN stories s ON s.no = r.story WHERE r.title IS NOT NULL";
            let titles = self.rows(sql, &[])?.into_iter().map(|mut row| (row.text(0), row.text(1)));
            let ids: BTreeSet<String> = titles.filter(|(_, title)| has(title)).map(|(id, _)| id).collect();
            found = all.into_iter().filter(|story| ids.contains(&story.id)).collect();
        }
        if found.len() < 2 {
            return Ok(found.pop());
        }
        let titles: Vec<String> = found.iter().take(5).map(|story| format!("{} ({})", story.title, story.id)).collect();
        let message = format!("{} stories have these words in their titles: {}", found.len(), titles.join("; "));
        Err(crate::problem::at(self.place(), "library/ambiguous", message, "give its id, or more words"))
    }

    /// What the reports of a story say together, as it was last told; `None` for an unknown id or one never told.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn brief(&mut self, id: &str) -> Result<Option<Story>> {
        let sql = "SELECT b.merged FROM briefs b JOIN stories s ON s.no = b.story WHERE s.id = $1";
        let rows = self.rows(sql, &[id.into()])?;
        let place = self.place().to_owned();
        rows.into_iter().next().map(|mut row| pack::from_json(&row.bytes(0), &place)).transpose()
    }

    /// A story with its reports and all that was found in them. One that is stale is told anew, and, where the library can
    /// be written to, kept so.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn story(&mut self, id: &str) -> Result<Option<Kept>> {
        let Some((no, title)) = self.number_of(id)? else { return Ok(None) };
        let entries = reports::entries(self.database.as_mut(), no)?;
        let (entries, story) = tell(entries, &corrected::rules(self.database.as_mut())?);
        Ok(Some(Kept { id: id.to_owned(), title, story, entries }))
    }

    fn number_of(&mut self, id: &str) -> Result<Option<(i64, String)>> {
        let rows = self.rows("SELECT no, title FROM stories WHERE id = $1", &[id.into()])?;
        Ok(rows.into_iter().next().map(|mut row| (row.int(0), row.text(1))))
    }

    /// Tells stories anew whose reports changed since: up to `most` of them; how many are left.
    ///
    /// # Errors
    /// When the library cannot be written to; stories told before stay so.
    pub fn refresh(&mut self, most: usize) -> Result<usize> {
        let now = self.now();
        let sql = "SELECT no FROM stories WHERE stale <> 0 ORDER BY no LIMIT $1";
        for row in self.rows(sql, &[most.into()])? {
            self.retell(row.int(0), &now)?;
        }
        let left = crate::database::one(self.database.as_mut(), "SELECT count(*) FROM stories WHERE stale <> 0", &[])?;
        Ok(usize::try_from(left.int(0)).unwrap_or(0))
    }

    fn retell(&mut self, no: i64, now: &str) -> Result<()> {
        let place = self.place().to_owned();
        // Telling takes a while: other writers need not wait for it. Should one change the story meanwhile, the number of
        // its mark is another, and it stays stale.
        let (mark, profiles, entries, rules) = self.read(|database| {
            let mark = database.rows("SELECT stale FROM stories WHERE no = $1", &[no.into()])?;
            let mark = mark.first().map_or(0, |row| row.int(0));
            let entries = reports::entries(database, no)?;
            Ok((mark, profiles(database, Some(no))?, entries, corrected::rules(database)?))
        })?;
        let (_, story) = tell(entries, &rules);
        let profiles: Vec<Profile> = profiles.into_iter().map(|(_, profile)| profile).collect();
        let title = grouping::title(&profiles);
        let merged = pack::json(&story, &place)?;
        self.write(|database| {
            let same =
                database.rows("SELECT id FROM stories WHERE no = $1 AND stale = $2", &[no.into(), mark.into()])?;
            let Some(mut row) = same.into_iter().next() else { return Ok(()) };
            rows::forget(database, no)?;
            let keep = "INSERT INTO briefs (story, merged) VALUES ($1, $2)";
            database.run(keep, &[no.into(), merged.into()])?;
            rows::write(database, no, &story)?;
            let sql = "UPDATE stories SET title = $1, lines = $2, stale = 0 WHERE no = $3";
            database.run(sql, &[title.into(), story.lines.len().into(), no.into()])?;
            let id = row.text(0);
            note(database, now, &[Noted { kind: ChangeKind::StoryTold, report: None, story: Some(&id), detail: None }])
        })
    }
}

/// The profiles of a story's reports, or of all, in the order in which they came in.
pub(crate) fn profiles(database: &mut dyn Database, story: Option<i64>) -> Result<Vec<(i64, Profile)>> {
    let sql = "SELECT p.report, p.profile FROM profiles p JOIN reports r ON r.no = p.report \
               WHERE $1 = 0 OR r.story = $1 ORDER BY p.report";
    let rows = database.rows(sql, &[story.unwrap_or(0).into()])?;
    Ok(rows.into_iter().filter_map(|mut row| Some((row.int(0), pack::from_binary(&row.bytes(1))?))).collect())
}

fn grouped(database: &mut dyn Database, only: Option<&str>) -> Result<Vec<GroupedStory>> {
    let some = Value::from(only);
    let sql =
        format!("{STORY} WHERE $1 IS NULL OR id = $1 ORDER BY coalesce(first_day, 99999999), published_first, id");
    // PostgreSQL cannot tell the type of a value that is only compared with nothing.
    let sql = sql.replace("$1 IS NULL", "CAST($1 AS TEXT) IS NULL");
    let stories: Vec<StoryRow> = database.rows(&sql, std::slice::from_ref(&some))?.into_iter().map(story_row).collect();
    let sql = "SELECT s.id, r.id, r.path, r.outlet, r.title, r.published FROM reports r JOIN stories s ON s.no = r.story \
               WHERE CAST($1 AS TEXT) IS NULL OR s.id = $1 ORDER BY coalesce(r.day, 99999999), r.published, r.id";
    let mut reports: BTreeMap<String, Vec<GroupedReport>> = BTreeMap::new();
    for mut row in database.rows(sql, &[some])? {
        reports.entry(row.text(0)).or_default().push(GroupedReport {
            id: ReportId(row.text(1)),
            path: row.text(2),
            outlet: row.maybe_text(3),
            title: row.maybe_text(4),
            published: row.maybe_text(5),
        });
    }
    let sql = "SELECT s.id, o.id, a.why FROM apart a JOIN stories s ON s.no = a.story JOIN stories o ON o.no = a.other \
               ORDER BY o.no";
    let mut apart: BTreeMap<String, Vec<Apart>> = BTreeMap::new();
    for mut row in database.rows(sql, &[])? {
        apart.entry(row.text(0)).or_default().push(Apart { story: row.text(1), why: row.text(2) });
    }
    let story = |story: StoryRow| GroupedStory {
        reports: reports.remove(&story.id).unwrap_or_default(),
        apart_from: apart.remove(&story.id).unwrap_or_default(),
        id: story.id,
        title: story.title,
        from: story.from,
        to: story.to,
        lines: story.lines,
    };
    Ok(stories.into_iter().map(story).collect())
}
