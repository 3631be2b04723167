//! All stories grouped anew, as if their reports had come together: what order they came in no longer matters.

use crate::changes::{ChangeKind, Noted, note};
use crate::database::{Database, one};
use crate::{Library, Result, corrected, group, problem, rows, stories};
use grouping::{Placer, Profile};
use record::grouped::GroupedStory;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A report that went to another story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moved {
    /// The report.
    pub report: String,
    /// The story that it was in.
    pub from: String,
    /// The story that it is in now.
    pub to: String,
}

impl Library {
    /// Groups all reports anew. A story keeps its id where most of its reports stay together. What moved is written down,
    /// and [`undo_settling`](Self::undo_settling) takes it back.
    ///
    /// # Errors
    /// When the library cannot be written to; nothing has moved then. `library/locked` when reports keep coming in.
    pub fn settle(&mut self) -> Result<Vec<Moved>> {
        /// Reports may come in while the others are grouped; then it is done again.
        const TRIES: usize = 3;
        for _ in 0..TRIES {
            let seen = self.last_change()?;
            let profiles: Vec<Profile> = self
                .read(|database| stories::profiles(database, None))?
                .into_iter()
                .map(|(_, profile)| profile)
                .collect();
            let groups = grouping::stories(&profiles, |_| 1);
            drop(profiles);
            let now = self.now();
            let moved = self.write(|database| {
                if one(database, "SELECT max(no) FROM changes", &[])?.int(0) != seen {
                    return Ok(None);
                }
                regroup(database, &groups, &now).map(Some)
            })?;
            if let Some(moved) = moved {
                self.placer = (Placer::default(), 0);
                return Ok(moved);
            }
        }
        Err(problem::locked(self.place()))
    }

    /// Takes the last settling back that was not taken back yet: every report that it moved, and that is still where it was
    /// moved to, goes back.
    ///
    /// # Errors
    /// `library/nothing-to-undo`; when the library cannot be written to.
    pub fn undo_settling(&mut self) -> Result<Vec<Moved>> {
        let now = self.now();
        let moved = self.write(|database| {
            let sql = "SELECT no, detail FROM changes WHERE kind = 'settled' AND CAST(no AS TEXT) NOT IN \
                       (SELECT detail FROM changes WHERE kind = 'settling-undone') ORDER BY no DESC LIMIT 1";
            let Some(mut row) = database.rows(sql, &[])?.into_iter().next() else {
                let message = "no grouping is left to be taken back";
                return Err(problem::at(database.place(), "library/nothing-to-undo", message, ""));
            };
            let number = row.int(0).to_string();
            let moves: Vec<Moved> = serde_json::from_str(&row.text(1))
                .map_err(|error| problem::damaged(database.place(), &error.to_string()))?;
            let back = moves.into_iter().map(|Moved { report, from, to }| Moved { report, from: to, to: from });
            let back = carry(database, back.collect(), &now)?;
            let undone = Noted { kind: ChangeKind::SettlingUndone, report: None, story: None, detail: Some(number) };
            note(database, &now, &[undone])?;
            Ok(back)
        })?;
        self.placer = (Placer::default(), 0);
        Ok(moved)
    }
}

impl Library {
    /// Moves a report to a story, or to a new one of that id. [`refresh`](Self::refresh) tells both anew.
    ///
    /// # Errors
    /// `library/unknown` for an unknown report; when the library cannot be written to.
    pub fn move_report(&mut self, report: &str, story: &str) -> Result<()> {
        let now = self.now();
        self.write(|database| move_to(database, report, story, &now))?;
        self.placer = (Placer::default(), 0);
        Ok(())
    }
}

/// Moves a report to a story.
pub(crate) fn move_to(database: &mut dyn Database, report: &str, story: &str, now: &str) -> Result<()> {
    let sql = "SELECT s.id FROM reports r JOIN stories s ON s.no = r.story WHERE r.id = $1";
    let Some(mut row) = database.rows(sql, &[report.into()])?.into_iter().next() else {
        let message = format!("the library has no report {report:?}");
        return Err(problem::at(database.place(), "library/unknown", message, "`rapporteur search WORDS` shows ids"));
    };
    let from = row.text(0);
    if from != story {
        carry(database, vec![Moved { report: report.to_owned(), from, to: story.to_owned() }], now)?;
    }
    Ok(())
}

/// The story of each report.
fn now_in(database: &mut dyn Database) -> Result<HashMap<String, String>> {
    let sql = "SELECT r.id, s.id FROM reports r JOIN stories s ON s.no = r.story";
    Ok(database.rows(sql, &[])?.into_iter().map(|mut row| (row.text(0), row.text(1))).collect())
}

/// Moves reports so that the groups are the stories.
fn regroup(database: &mut dyn Database, groups: &[GroupedStory], now: &str) -> Result<Vec<Moved>> {
    let known = now_in(database)?;
    let ids = ids(groups, &known);
    let pinned = corrected::pinned(database)?;
    let mut moves = Vec::new();
    for (group, id) in groups.iter().zip(&ids) {
        for report in &group.reports {
            let id = pinned.get(&report.id.0).unwrap_or(id);
            if let Some(from) = known.get(&report.id.0).filter(|from| *from != id) {
                moves.push(Moved { report: report.id.0.clone(), from: from.clone(), to: id.clone() });
            }
        }
    }
    let moved = carry(database, moves, now)?;
    let detail =
        serde_json::to_string(&moved).map_err(|error| problem::failed(database.place(), &error.to_string()))?;
    note(database, now, &[Noted { kind: ChangeKind::Settled, report: None, story: None, detail: Some(detail) }])?;
    database.run("DELETE FROM apart", &[])?;
    let called: HashMap<&str, &String> = groups.iter().map(|group| group.id.as_str()).zip(&ids).collect();
    let sql = "INSERT INTO apart (story, other, why) SELECT s.no, o.no, $3 FROM stories s, stories o \
               WHERE s.id = $1 AND o.id = $2 ON CONFLICT (story, other) DO NOTHING";
    for (group, id) in groups.iter().zip(&ids) {
        for apart in &group.apart_from {
            if let Some(other) = called.get(apart.story.as_str()).filter(|other| **other != id) {
                database.run(sql, &[id.into(), (*other).into(), (&apart.why).into()])?;
            }
        }
    }
    Ok(moved)
}

/// What each group is called: like the story that most of its reports were in, where no other group has more of them; else
/// by its first report that no story is called by.
fn ids(groups: &[GroupedStory], known: &HashMap<String, String>) -> Vec<String> {
    let mut shared: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for story in group.reports.iter().filter_map(|report| known.get(&report.id.0)) {
            *shared.entry((story.as_str(), at)).or_default() += 1;
        }
    }
    let mut pairs: Vec<((&str, usize), usize)> = shared.into_iter().collect();
    pairs.sort_by_key(|&(pair, count)| (Reverse(count), pair));
    let mut called: Vec<Option<String>> = vec![None; groups.len()];
    let mut taken: HashSet<&str> = HashSet::new();
    for ((story, at), _) in pairs {
        if called[at].is_none() && taken.insert(story) {
            called[at] = Some(story.to_owned());
        }
    }
    let mut all: HashSet<String> = known.values().cloned().collect();
    let named = groups.iter().zip(called).map(|(group, called)| {
        called.unwrap_or_else(|| {
            let first = group.reports.first().map_or("story", |report| report.id.0.as_str());
            let free = group.reports.iter().map(|report| report.id.0.clone());
            let numbered = (2..).map(|number| format!("{first}-{number}"));
            let id = free.chain(numbered).find(|id| !all.contains(id)).unwrap_or_default();
            all.insert(id.clone());
            id
        })
    });
    named.collect()
}

/// Moves reports that are still where they were; those that moved.
fn carry(database: &mut dyn Database, moves: Vec<Moved>, now: &str) -> Result<Vec<Moved>> {
    let known = now_in(database)?;
    let moves: Vec<Moved> = moves.into_iter().filter(|one| known.get(&one.report) == Some(&one.from)).collect();
    let mut touched = BTreeSet::new();
    for Moved { report, from, to } in &moves {
        let from_no = number(database, from)?;
        let to_no = match number(database, to)? {
            Some(no) => no,
            None => begin(database, to, now)?,
        };
        for story in from_no.into_iter().chain([to_no]) {
            if touched.insert(story) {
                rows::forget(database, story)?;
            }
        }
        database.run("UPDATE reports SET story = $1 WHERE id = $2", &[to_no.into(), report.into()])?;
        let moved =
            Noted { kind: ChangeKind::ReportMoved, report: Some(report), story: Some(to), detail: Some(from.clone()) };
        note(database, now, &[moved])?;
    }
    for story in touched {
        group::touch(database, story, now)?;
    }
    Ok(moves)
}

fn number(database: &mut dyn Database, story: &str) -> Result<Option<i64>> {
    Ok(database.rows("SELECT no FROM stories WHERE id = $1", &[story.into()])?.first().map(|row| row.int(0)))
}

fn begin(database: &mut dyn Database, id: &str, now: &str) -> Result<i64> {
    let sql = "INSERT INTO stories (id, title, reports, lines, stale) VALUES ($1, '', 0, 0, 1) RETURNING no";
    let no = one(database, sql, &[id.into()])?.int(0);
    note(database, now, &[Noted { kind: ChangeKind::StoryBegun, report: None, story: Some(id), detail: None }])?;
    Ok(no)
}
