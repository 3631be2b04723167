//! Whether the positions that a brief tells are those that a reader found before.
//!
//! `data/positions/positions.tsv` has what was read: story, report, bytes, whose position it is, which, and what about in
//! the reader's own words. A step that is shown is right where it stands on such bytes with the same party and stance;
//! what else is shown was not read so, and may be right all the same: it is printed, to be judged.

use super::Failed;
use crate::scores::{Counts, Score, Value};
use engine::{Engine, Limits, Silent};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const READ: &str = include_str!("../../data/positions/positions.tsv");

/// A position as a reader found it.
struct Position<'a> {
    report: &'a str,
    start: usize,
    end: usize,
    party: &'a str,
    stance: &'a str,
}

/// Scores the stories that positions were read in; `folder` has a folder of reports for each.
///
/// # Errors
/// When a report cannot be read.
pub fn run(engine: &Engine, folder: &Path) -> Result<Vec<Score>, Failed> {
    let mut stories: BTreeMap<&str, Vec<Position<'_>>> = BTreeMap::new();
    for line in READ.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [story, report, start, end, party, stance, _] = fields[..] else {
            return Err(Failed(format!("positions.tsv: not seven fields: {line}")));
        };
        let byte = |text: &str| text.parse().map_err(|_| Failed(format!("positions.tsv: no number: {text}")));
        let position = Position { report, start: byte(start)?, end: byte(end)?, party, stance };
        stories.entry(story).or_default().push(position);
    }
    let mut counts = Counts::default();
    for (story, gold) in &stories {
        counts += score(engine, &folder.join(story), gold)?;
    }
    Ok(vec![Score { set: "stories".to_owned(), measure: "positions".to_owned(), value: Value::Counts(counts) }])
}

fn score(engine: &Engine, folder: &Path, gold: &[Position<'_>]) -> Result<Counts, Failed> {
    let outcome = engine::ingest(&[folder.to_owned()], &Limits::default());
    if let Some(failure) = outcome.failures.first() {
        return Err(Failed(format!("{}: {failure}", folder.display())));
    }
    let (reads, story) = engine.brief(engine.read_all(outcome.items, &Silent));
    let file = |path: &str| path.rsplit('/').next().unwrap_or(path).split('#').next().unwrap_or("").to_owned();
    let files: BTreeMap<_, String> = reads.iter().map(|read| (&read.report.id, file(&read.report.path))).collect();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut counts = Counts { gold: gold.len(), ..Counts::default() };
    for position in &story.positions {
        let party = story.entities.get(position.party.0).map_or("", |entity| &entity.name);
        for step in &position.steps {
            counts.system += 1;
            let stance = format!("{:?}", step.stance).to_lowercase();
            let fits = |one: &Position<'_>| {
                let here = step
                    .evidence
                    .iter()
                    .filter(|evidence| files.get(&evidence.report).is_some_and(|file| file == one.report));
                let mut spans = here.filter_map(|evidence| evidence.span.cover());
                one.stance == stance
                    && same_party(one.party, party)
                    && spans.any(|span| span.start < one.end && one.start < span.end)
            };
            let right: Vec<usize> = (0..gold.len()).filter(|&at| fits(&gold[at])).collect();
            if right.is_empty() {
                eprintln!("not read so: {}: {party} {stance} {:?}", folder.display(), step.content);
            }
            found.extend(right);
        }
    }
    counts.correct = found.len();
    Ok(counts)
}

/// The same last name, and no other first name: "Trump" and "Donald Trump", but not "Melania Trump".
fn same_party(read: &str, shown: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        // A soft hyphen is no letter of a name.
        let name: String = name.to_lowercase().chars().filter(|c| !matches!(c, '.' | '\u{AD}')).collect();
        name.split_whitespace().map(str::to_owned).collect()
    };
    let (read, shown) = (words(read), words(shown));
    read.is_subset(&shown) || shown.is_subset(&read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_party_under_its_names() {
        assert!(same_party("Anna Holt", "Holt"));
        assert!(!same_party("Anna Holt", "Vera Holt"));
    }
}
