//! What questions need beside whole rows: words of many rows at a time, where reports come from, names that are nearly so.

use crate::database::{Dialect, Row, Value};
use crate::queries::Narrowed;
use crate::{Library, Result, problem};
use record::Story;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kinds of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rows {
    /// What happened.
    Happenings,
    /// What was said.
    Statements,
    /// Where reports differ.
    Differences,
    /// What was put on the table, and who accused whom.
    Acts,
}

/// A row by its number, with the words that tell what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Its number in the library.
    pub number: i64,
    /// Headline, content, or what an act is about; of a difference the happening that it is about.
    pub words: String,
    /// Of a happening: where. Of a statement: to whom.
    pub beside: Option<String>,
}

/// Where a report comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Its id.
    pub report: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When, ISO 8601 to the precision known.
    pub published: Option<String>,
    /// Where it was read from.
    pub path: String,
    /// The address of its page.
    pub url: Option<String>,
    /// Its story's id.
    pub story: Option<String>,
    /// Its independent line of reporting in the story; `None` where the story has not been told.
    pub line: Option<i64>,
}

impl crate::StatementRow {
    /// Its index in [`Story::statements`].
    pub fn index(&self) -> usize {
        crate::rows::index(self.number)
    }
}

impl Library {
    /// The rows that a filter wants, by number, in order of time; at most `filter.most`. Quicker than whole rows: for
    /// choosing by words.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn glance(&mut self, rows: Rows, filter: &crate::Filter) -> Result<Vec<Glance>> {
        let (narrowed, select, order) = match rows {
            Rows::Happenings => (
                Narrowed::happenings(filter),
                "SELECT h.no, h.headline, h.place FROM happenings h",
                "h.first_day, h.no",
            ),
            Rows::Statements => (
                Narrowed::statements(filter),
                "SELECT t.no, t.content, t.addressee FROM statements t",
                "t.first_day, t.no",
            ),
            Rows::Differences => (
                Narrowed::differences(filter),
                "SELECT d.no, coalesce(h.headline, ''), h.place FROM differences d LEFT JOIN happenings h ON h.no = d.happening",
                "h.first_day, d.no",
            ),
            Rows::Acts => (Narrowed::acts(filter), "SELECT a.no, a.what, NULL FROM acts a", "a.first_day, a.no"),
        };
        let (day, no) = order.split_once(", ").unwrap_or((order, ""));
        let (sql, values) = narrowed.sql(select, &format!("coalesce({day}, '9999-99-99'), {no}"), filter.most);
        let glance = |mut row: Row| Glance { number: row.int(0), words: row.text(1), beside: row.maybe_text(2) };
        Ok(self.rows(&sql, &values)?.into_iter().map(glance).collect())
    }

    /// Where some reports come from, in the order of their ids.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn origins(&mut self, reports: &[&str]) -> Result<Vec<Origin>> {
        /// Values that one statement takes for certain.
        const MOST: usize = 500;
        let mut found = Vec::new();
        for some in reports.chunks(MOST) {
            let places: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
            let sql = format!(
                "SELECT r.id, r.outlet, r.title, r.published, r.path, r.url, s.id, r.line FROM reports r \
                 LEFT JOIN stories s ON s.no = r.story WHERE r.id IN ({})",
                places.join(", ")
            );
            let values: Vec<Value> = some.iter().map(|id| Value::from(*id)).collect();
            found.extend(self.rows(&sql, &values)?.into_iter().map(origin));
        }
        found.sort();
        Ok(found)
    }

    /// Ids of stories a report of which has each of these words, as it is or with an s, the latest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn stories_with(&mut self, words: &str, most: usize) -> Result<Vec<String>> {
        let words: Vec<String> = text::folded(words).into_iter().map(|folded| folded.word).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        // Folded words are letters and digits alone: nothing to escape.
        let (inside, written) = match self.database.dialect() {
            Dialect::Sqlite => {
                let all: Vec<String> = words.iter().map(|word| format!("(\"{word}\" OR \"{word}s\")")).collect();
                ("SELECT rowid FROM words WHERE words MATCH $1", all.join(" AND "))
            }
            Dialect::Postgres => {
                let all: Vec<String> = words.iter().map(|word| format!("('{word}' | '{word}s')")).collect();
                ("SELECT report FROM words WHERE folded @@ CAST(CAST($1 AS TEXT) AS TSQUERY)", all.join(" & "))
            }
        };
        let sql = format!(
            "SELECT s.id FROM stories s WHERE s.no IN (SELECT story FROM reports WHERE no IN ({inside})) \
             ORDER BY coalesce(s.last_day, -99999999) DESC, s.no DESC LIMIT $2"
        );
        Ok(self.rows(&sql, &[written.into(), most.into()])?.into_iter().map(|mut row| row.text(0)).collect())
    }

    /// Ids of the stories that had reports since a day, the latest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn stories_since(&mut self, day: jiff::civil::Date, most: usize) -> Result<Vec<String>> {
        let sql = "SELECT id FROM stories WHERE last_day >= $1 ORDER BY last_day DESC, no DESC LIMIT $2";
        let rows = self.rows(sql, &[days(day).into(), most.into()])?;
        Ok(rows.into_iter().map(|mut row| row.text(0)).collect())
    }

    /// Numbers of the happenings in a story's timeline that no report told of before a day. An undated report may have.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn told_since(&mut self, story: &str, day: jiff::civil::Date) -> Result<Vec<i64>> {
        let sql = "SELECT h.no FROM happenings h JOIN stories s ON s.no = h.story JOIN accounts a ON a.happening = h.no \
                   JOIN reports r ON r.no = a.report WHERE s.id = $1 AND h.listed <> 0 GROUP BY h.no \
                   HAVING min(coalesce(r.day, -1)) >= $2 ORDER BY h.no";
        Ok(self.rows(sql, &[story.into(), days(day).into()])?.iter().map(|row| row.int(0)).collect())
    }

    /// Names of entities that begin with a letter, folded, each once.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn names_from(&mut self, letter: char) -> Result<Vec<String>> {
        let sql =
            "SELECT DISTINCT folded FROM names WHERE use = 'name' AND folded >= $1 AND folded < $2 ORDER BY folded";
        let values = [letter.to_string().into(), format!("{letter}\u{10ffff}").into()];
        Ok(self.rows(sql, &values)?.into_iter().map(|mut row| row.text(0)).collect())
    }

    /// Numbers of entities that a report gives this office or description.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn holders(&mut self, role: &str, most: usize) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT entity FROM names WHERE use = 'role' AND folded = $1 ORDER BY entity LIMIT $2";
        Ok(self.rows(sql, &[text::fold(role).into(), most.into()])?.iter().map(|row| row.int(0)).collect())
    }

    /// Takes `story` for what the reports of a story say together. [`refresh`](Self::refresh) tells it from the reports
    /// again as soon as they change; for tests of what asks a library, and for tools that bring a telling of their own.
    ///
    /// # Errors
    /// `library/missing-story` for an unknown id; when the library cannot be written to.
    pub fn keep(&mut self, id: &str, story: &Story) -> Result<()> {
        let place = self.place().to_owned();
        let merged = crate::pack::json(story, &place)?;
        self.write(|database| {
            let rows = database.rows("SELECT no FROM stories WHERE id = $1", &[id.into()])?;
            let Some(no) = rows.first().map(|row| row.int(0)) else {
                return Err(problem::at(&place, "library/missing-story", format!("there is no story {id:?}"), ""));
            };
            crate::rows::forget(database, no)?;
            database.run("INSERT INTO briefs (story, merged) VALUES ($1, $2)", &[no.into(), merged.into()])?;
            crate::rows::write(database, no, story)?;
            let sql = "UPDATE stories SET lines = $1, stale = 0 WHERE no = $2";
            database.run(sql, &[story.lines.len().into(), no.into()]).map(drop)
        })
    }
}

fn origin(mut row: Row) -> Origin {
    Origin {
        report: row.text(0),
        outlet: row.maybe_text(1),
        title: row.maybe_text(2),
        published: row.maybe_text(3),
        path: row.text(4),
        url: row.maybe_text(5),
        story: row.maybe_text(6),
        line: row.maybe_int(7),
    }
}

/// A day as the library counts it: from 1 January 1970.
fn days(day: jiff::civil::Date) -> i64 {
    (day - jiff::civil::date(1970, 1, 1)).get_days().into()
}
