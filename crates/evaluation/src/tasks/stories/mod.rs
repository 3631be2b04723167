//! Briefs of real stories against what a desk editor expects of them.
//!
//! What counts is what a reader sees. A happening is found when a row of the timeline, which the brief in text prints,
//! has a word of each of its groups; its date is right when all the days that the row can be lie within its own,
//! widened by a tolerance. A disagreement is found when two of its values stand as two sides of one difference; a
//! statement when an attribution covers most of its words and names who said it; a person when there is one entity
//! for him or her.

mod days;
mod disagreements;
mod gold;
mod happenings;
mod people;
mod rows;
#[cfg(test)]
mod sample;
mod statements;
mod tally;
mod words;

use super::{Failed, files};
use crate::scores::Score;
use engine::{Engine, Limits, Read, Silent};
use gold::{Gold, Texts};
use std::collections::BTreeMap;
use std::path::Path;
use tally::{Measure, Tally};

/// What is expected of the stories.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/stories");

/// Scores the stories that something is expected of; `folder` has a folder of reports for each. With `verbose`, what
/// was found and missed of those looked at is printed.
///
/// # Errors
/// When a report cannot be read, or is not the one that was annotated.
pub fn run(engine: &Engine, folder: &Path, verbose: bool) -> Result<Vec<Score>, Failed> {
    let (mut seen, mut held) = (Tally::default(), Tally::default());
    for path in files(Path::new(FOLDER), ".json")? {
        let gold = Gold::open(&path)?;
        let tally = score(engine, &gold, &folder.join(&gold.story))?;
        if verbose && gold.looked_at {
            print(&gold, &tally);
        }
        *if gold.looked_at { &mut seen } else { &mut held } += &tally;
    }
    let mut scores = seen.scores("stories looked at");
    scores.extend(held.scores("stories never looked at"));
    held += &seen;
    scores.extend(held.scores("all stories"));
    Ok(scores)
}

/// Reads a story's reports and scores what comes of it.
fn score(engine: &Engine, gold: &Gold, folder: &Path) -> Result<Tally, Failed> {
    let outcome = engine::ingest(&[folder.to_owned()], &Limits::default());
    if let Some(failure) = outcome.failures.first() {
        return Err(Failed(format!("{}: {failure}", folder.display())));
    }
    let reads = engine.read_all(outcome.items, &Silent);
    // Each report alone, as `rapporteur read` gives it: before the others date it.
    let by_file: BTreeMap<&str, &Read> = reads.iter().map(|read| (file(&read.report.path), read)).collect();
    gold.check(&by_file.iter().map(|(file, read)| (*file, &*read.report.text)).collect())?;
    let mut said = Tally::default();
    statements::count(gold, &by_file, &mut said);
    let (reads, story) = engine.brief(reads);
    let texts: Texts<'_> = reads.iter().map(|read| (file(&read.report.path), &*read.report.text)).collect();
    let files = reads.iter().map(|read| (&read.report.id, file(&read.report.path))).collect();
    let printed = rows::print(&story);
    let mut tally = Tally::default();
    happenings::count(gold, &rows::rows(&story, &printed), &mut tally);
    disagreements::count(gold, &story, &texts, &files, &mut tally);
    tally += &said;
    people::count(gold, &story, &mut tally);
    tally.conflicts = rows::conflicts(&printed);
    tally.reports = reads.len();
    Ok(tally)
}

/// The name of a report's file, without the number of a record in it.
fn file(path: &str) -> &str {
    let path = path.split('#').next().unwrap_or(path);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn print(gold: &Gold, tally: &Tally) {
    println!("== {}", gold.story);
    for note in &tally.notes {
        println!("    {note}");
    }
    let share = |measure| {
        let (right, all) = tally.share(measure);
        format!("{right}/{all}")
    };
    println!(
        "    happenings {} (any date {}), main {}, disagreements {}, statements {}, persons {}, rows that must not \
         stand {}, rows {}/{}, conflicts {}\n",
        share(Measure::RightDate),
        share(Measure::AnyDate),
        share(Measure::Main),
        share(Measure::Disagreements),
        share(Measure::Speaker),
        share(Measure::Roles),
        tally.barred,
        tally.rows,
        tally.reports,
        tally.conflicts,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_s_file() {
        assert_eq!(file("stories/talks/a.jsonl#3"), "a.jsonl");
        assert_eq!(file("a.jsonl"), "a.jsonl");
    }
}
