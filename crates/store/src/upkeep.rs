//! Looking after a library: is it whole, can it be smaller, a copy.

use crate::database::Row;
use crate::{Library, Result, pack, problem, reports};
use record::Story;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What [`Library::check`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// The format of the library.
    pub format: i64,
    /// How many reports it has.
    pub reports: usize,
    /// How many versions of them.
    pub versions: usize,
    /// How many stories.
    pub stories: usize,
    /// How many of them are to be told anew.
    pub stale: usize,
    /// What is wrong with it; nothing for a sound one.
    pub problems: Vec<String>,
}

/// Rows that are looked at in one go.
const BATCH: i64 = 500;

impl Library {
    /// Looks whether everything can be read and fits together.
    ///
    /// # Errors
    /// When the library cannot be read at all; what is wrong with parts of it is in the answer.
    pub fn check(&mut self) -> Result<Checked> {
        let mut checked =
            Checked { format: crate::schema::FORMAT, problems: self.database.inspect()?, ..Checked::default() };
        let mut count = |sql: &str| -> Result<usize> {
            let row = crate::database::one(self.database.as_mut(), sql, &[])?;
            Ok(usize::try_from(row.int(0)).unwrap_or(0))
        };
        checked.reports = count("SELECT count(*) FROM reports")?;
        checked.versions = count("SELECT count(*) FROM versions")?;
        checked.stories = count("SELECT count(*) FROM stories")?;
        checked.stale = count("SELECT count(*) FROM stories WHERE stale <> 0")?;
        let wrong = [
            ("reports without a story", "SELECT count(*) FROM reports WHERE story IS NULL"),
            (
                "reports without a readable version",
                "SELECT count(*) FROM reports r WHERE NOT EXISTS (SELECT 1 FROM versions v JOIN readings x \
                 ON x.version = v.no WHERE v.no = r.version)",
            ),
            (
                "stories whose number of reports is wrong",
                "SELECT count(*) FROM stories s WHERE s.reports <> (SELECT count(*) FROM reports r WHERE r.story = s.no)",
            ),
            (
                "accounts that point behind the end of their report",
                "SELECT count(*) FROM accounts a JOIN reports r ON r.no = a.report JOIN versions v ON v.no = r.version \
                 WHERE a.end_byte > octet_length(v.text)",
            ),
            (
                "words that point behind the end of their report",
                "SELECT count(*) FROM evidence x JOIN reports r ON r.no = x.report JOIN versions v ON v.no = r.version \
                 WHERE x.end_byte > octet_length(v.text)",
            ),
        ];
        for (what, sql) in wrong {
            let found = count(sql)?;
            if found > 0 {
                checked.problems.push(format!("{found} {what}"));
            }
        }
        self.unpack_all(&mut checked.problems)?;
        Ok(checked)
    }

    /// Unpacks every reading and every brief.
    fn unpack_all(&mut self, problems: &mut Vec<String>) -> Result<()> {
        let place = self.place().to_owned();
        let readings = "SELECT v.no, r.id, v.text, x.report, x.reading, x.analysis FROM versions v \
                        JOIN reports r ON r.no = v.report JOIN readings x ON x.version = v.no WHERE v.no > $1 \
                        ORDER BY v.no LIMIT $2";
        let briefs = "SELECT b.story, s.id, b.merged FROM briefs b JOIN stories s ON s.no = b.story WHERE b.story > $1 \
                      ORDER BY b.story LIMIT $2";
        let reading = |mut row: Row| {
            let id = row.text(1);
            row.0[1] = id.as_str().into();
            reports::entry(&mut row, 1, &place).err().map(|error| format!("report {id}: {}", error.message))
        };
        let brief = |mut row: Row| {
            let id = row.text(1);
            let read = pack::from_json::<Story>(&row.bytes(2), &place);
            read.err().map(|error| format!("story {id}: {}", error.message))
        };
        self.each(readings, problems, reading)?;
        self.each(briefs, problems, brief)
    }

    fn each(&mut self, sql: &str, problems: &mut Vec<String>, look: impl Fn(Row) -> Option<String>) -> Result<()> {
        let mut after = 0;
        loop {
            let rows = self.rows(sql, &[after.into(), BATCH.into()])?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.int(0);
            problems.extend(rows.into_iter().filter_map(&look));
        }
    }

    /// Gives back the room of what was removed, and puts the indexes in order. Others wait while it runs.
    ///
    /// # Errors
    /// When the library cannot be written to, or others use it.
    pub fn compact(&mut self) -> Result<()> {
        self.database.compact()
    }

    /// Copies the library as it is at this moment to a new file, while others go on using it.
    ///
    /// # Errors
    /// `library/exists` where there is a file of that name; `library/backup` for a server, whose own tools do this better.
    pub fn backup(&mut self, to: &Path) -> Result<()> {
        let place = to.display().to_string();
        if to.exists() {
            let hint = "name a file that is not there yet";
            return Err(problem::at(&place, "library/exists", "there is a file of this name", hint));
        }
        if self.database.back_up(to)? {
            return Ok(());
        }
        let message = "a library on a server is copied by the server's own tools";
        Err(problem::at(self.place(), "library/backup", message, "pg_dump, with the same address"))
    }
}
