//! Reports of a library and their versions.

use crate::database::{Database, Row, Value};
use crate::entry::Packed;
use crate::{Entry, Library, Result};
use record::ReportId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A report as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// Where it was read from.
    pub path: String,
    /// The address of its page.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When, ISO 8601 to the precision known.
    pub published: Option<String>,
    /// The id of its story.
    pub story: Option<String>,
    /// How many versions of it there are; the last one counts.
    pub versions: usize,
    /// When it came into the library, ISO 8601 in UTC.
    pub added: String,
}

/// One text of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VersionRow {
    /// 1 for the first that came in.
    pub version: usize,
    /// When it came in, ISO 8601 in UTC.
    pub added: String,
    /// Where it was read from.
    pub path: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as it says.
    pub published: Option<String>,
    /// The model that read it.
    pub model: String,
}

/// The columns of a [`ReportRow`].
pub(crate) const REPORT: &str = "SELECT r.id, r.path, r.url, r.outlet, r.title, r.published, s.id, \
     (SELECT count(*) FROM versions v WHERE v.report = r.no), r.added \
     FROM reports r LEFT JOIN stories s ON s.no = r.story";

pub(crate) fn report_row(mut row: Row) -> ReportRow {
    ReportRow {
        id: row.text(0),
        path: row.text(1),
        url: row.maybe_text(2),
        outlet: row.maybe_text(3),
        title: row.maybe_text(4),
        published: row.maybe_text(5),
        story: row.maybe_text(6),
        versions: usize::try_from(row.int(7)).unwrap_or(0),
        added: row.text(8),
    }
}

/// The entry of a version's row: id of the report, text, three packed columns, from column `from` on.
pub(crate) fn entry(row: &mut Row, from: usize, place: &str) -> Result<Entry> {
    let id = row.text(from);
    let text = row.text(from + 1);
    let packed: Packed = [row.bytes(from + 2), row.bytes(from + 3), row.bytes(from + 4)];
    let mut entry = Entry::unpacked(text, &packed, place)?;
    // A version goes by the report's name, whatever its own text would be called.
    entry.report.id = ReportId(id);
    Ok(entry)
}

/// The last versions of a story's reports.
pub(crate) fn entries(database: &mut dyn Database, story: i64) -> Result<Vec<Entry>> {
    let sql = "SELECT r.id, v.text, x.report, x.reading, x.analysis FROM reports r \
               JOIN versions v ON v.no = r.version JOIN readings x ON x.version = v.no WHERE r.story = $1 ORDER BY r.no";
    let place = database.place().to_owned();
    database.rows(sql, &[story.into()])?.iter_mut().map(|row| entry(row, 0, &place)).collect()
}

impl Library {
    /// A report of the library, by its id, or by the beginning of its id where no other begins so.
    ///
    /// # Errors
    /// When the library cannot be read; `library/ambiguous` where several begin so.
    pub fn report(&mut self, id: &str) -> Result<Option<ReportRow>> {
        let exact = self.rows(&format!("{REPORT} WHERE r.id = $1"), &[id.into()])?;
        if let Some(row) = exact.into_iter().next() {
            return Ok(Some(report_row(row)));
        }
        if id.is_empty() {
            return Ok(None);
        }
        let after = Value::from(format!("{id}\u{10ffff}"));
        let near =
            self.rows(&format!("{REPORT} WHERE r.id >= $1 AND r.id < $2 ORDER BY r.id LIMIT 2"), &[id.into(), after])?;
        match near.len() {
            0 => Ok(None),
            1 => Ok(near.into_iter().next().map(report_row)),
            _ => Err(crate::problem::at(
                self.place(),
                "library/ambiguous",
                format!("several reports have ids that begin with {id:?}"),
                "give more of the id",
            )),
        }
    }

    /// The report that came from an address.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn report_at(&mut self, url: &str) -> Result<Option<ReportRow>> {
        let rows = self.rows(&format!("{REPORT} WHERE r.url = $1 ORDER BY r.no LIMIT 1"), &[url.into()])?;
        Ok(rows.into_iter().next().map(report_row))
    }

    /// Reports in the order in which they came in, after the one with the id `after`.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn reports(&mut self, after: Option<&str>, most: usize) -> Result<Vec<ReportRow>> {
        let sql =
            format!("{REPORT} WHERE r.no > coalesce((SELECT no FROM reports WHERE id = $1), 0) ORDER BY r.no LIMIT $2");
        Ok(self.rows(&sql, &[after.into(), most.into()])?.into_iter().map(report_row).collect())
    }

    /// The versions of a report, the first first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn versions(&mut self, id: &str) -> Result<Vec<VersionRow>> {
        let sql = "SELECT v.version, v.added, v.path, v.title, v.published, v.model FROM versions v \
                   JOIN reports r ON r.no = v.report WHERE r.id = $1 ORDER BY v.version";
        let version = |mut row: Row| VersionRow {
            version: usize::try_from(row.int(0)).unwrap_or(0),
            added: row.text(1),
            path: row.text(2),
            title: row.maybe_text(3),
            published: row.maybe_text(4),
            model: row.text(5),
        };
        Ok(self.rows(sql, &[id.into()])?.into_iter().map(version).collect())
    }

    /// A report with all that was found in it: its last version, or the one numbered `version`.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn entry(&mut self, id: &str, version: Option<usize>) -> Result<Option<Entry>> {
        let sql = "SELECT r.id, v.text, x.report, x.reading, x.analysis FROM reports r \
                   JOIN versions v ON v.report = r.no JOIN readings x ON x.version = v.no WHERE r.id = $1 \
                   AND (v.version = $2 OR ($2 = 0 AND v.no = r.version))";
        let rows = self.rows(sql, &[id.into(), version.unwrap_or(0).into()])?;
        let place = self.place().to_owned();
        rows.into_iter().next().map(|mut row| entry(&mut row, 0, &place)).transpose()
    }
}
