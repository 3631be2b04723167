//! A desk's corrections: kept as rules, and applied whenever a story is told.

use crate::database::{Database, Row, one};
use crate::{Library, Result, problem, settle};
use corrections::{Anchor, Correction, Rule};
use std::collections::BTreeMap;

/// Every rule that was not undone, in the order in which they were made.
pub(crate) fn rules(database: &mut dyn Database) -> Result<Vec<Rule>> {
    let sql = "SELECT no, at, author, correction FROM corrections WHERE undone IS NULL ORDER BY no";
    let place = database.place().to_owned();
    database.rows(sql, &[])?.into_iter().map(|row| rule(row, &place)).collect()
}

fn rule(mut row: Row, place: &str) -> Result<Rule> {
    let correction = serde_json::from_str(&row.text(3)).map_err(|error| problem::damaged(place, &error.to_string()))?;
    Ok(Rule { number: row.int(0), at: row.text(1), author: row.text(2), correction })
}

/// The stories that reports belong to by a desk's own word: it outweighs every grouping.
pub(crate) fn pinned(database: &mut dyn Database) -> Result<BTreeMap<String, String>> {
    let pin = |rule: Rule| match rule.correction {
        Correction::Belongs { report, story } => Some((report, story)),
        _ => None,
    };
    Ok(rules(database)?.into_iter().filter_map(pin).collect())
}

/// Marks the stories that a correction is about, so that they are told anew.
fn touch(database: &mut dyn Database, correction: &Correction) -> Result<()> {
    let mut of_report = |anchor: &Anchor| {
        let sql = "UPDATE stories SET stale = stale + 1 WHERE no = (SELECT story FROM reports WHERE id = $1)";
        database.run(sql, &[(&anchor.report.0).into()]).map(drop)
    };
    match correction {
        Correction::SameHappening { one, other } => {
            of_report(one)?;
            of_report(other)
        }
        Correction::OtherHappening { one: at }
        | Correction::Date { happening: at, .. }
        | Correction::Hidden { at, .. } => of_report(at),
        Correction::SameName { name, .. } | Correction::OtherName { name, .. } => {
            let sql = "UPDATE stories SET stale = stale + 1 WHERE no IN (SELECT e.story FROM entities e \
                       JOIN names n ON n.entity = e.no WHERE n.folded = $1)";
            database.run(sql, &[text::fold(name).into()]).map(drop)
        }
        Correction::Belongs { .. } => Ok(()),
    }
}

impl Library {
    /// Keeps a correction. [`refresh`](Self::refresh) tells the stories anew that it is about.
    ///
    /// # Errors
    /// `library/unknown` for a report that the library does not have; when the library cannot be written to.
    pub fn correct(&mut self, author: &str, correction: &Correction) -> Result<Rule> {
        let at = self.now();
        let place = self.place().to_owned();
        let written = serde_json::to_string(correction).map_err(|error| problem::failed(&place, &error.to_string()))?;
        let rule = self.write(|database| {
            let sql = "INSERT INTO corrections (at, author, correction) VALUES ($1, $2, $3) RETURNING no";
            let number = one(database, sql, &[(&at).into(), author.into(), written.into()])?.int(0);
            if let Correction::Belongs { report, story } = correction {
                settle::move_to(database, report, story, &at)?;
            }
            touch(database, correction)?;
            Ok(Rule { number, at: at.clone(), author: author.to_owned(), correction: correction.clone() })
        })?;
        self.placer = Default::default();
        Ok(rule)
    }

    /// The corrections that hold, in the order in which they were made.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn corrections(&mut self) -> Result<Vec<Rule>> {
        self.read(rules)
    }

    /// Takes a correction back; a report that it moved goes back to where it was. `None` for a number that none has that holds.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn undo_correction(&mut self, number: i64) -> Result<Option<Rule>> {
        let now = self.now();
        let undone = self.write(|database| {
            let Some(rule) = rules(database)?.into_iter().find(|rule| rule.number == number) else { return Ok(None) };
            let sql = "UPDATE corrections SET undone = $1 WHERE no = $2";
            database.run(sql, &[(&now).into(), number.into()])?;
            if let Correction::Belongs { report, story } = &rule.correction {
                let sql = "SELECT detail FROM changes WHERE kind = 'report-moved' AND report = $1 AND story = $2 \
                           ORDER BY no DESC LIMIT 1";
                let before = database.rows(sql, &[report.into(), story.into()])?.into_iter().next();
                if let Some(before) = before.and_then(|mut row| row.maybe_text(0)) {
                    settle::move_to(database, report, &before, &now)?;
                }
            }
            touch(database, &rule.correction)?;
            Ok(Some(rule))
        })?;
        self.placer = Default::default();
        Ok(undone)
    }
}
