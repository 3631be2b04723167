//! Piles of reports against the stories that they were gathered for: B³ over all reports (Bagga and Baldwin 1998).
//!
//! `stories` holds a folder a story; some folders were kept from training. A topic of ECB+ holds two happenings of one kind,
//! `N` and `Nplus`; its texts are read as they stand, without their annotation.

use super::{Failed, files, load};
use crate::coreference::Coreference;
use crate::scores::Score;
use engine::{Engine, Limits, Silent};
use grouping::Profile;
use rayon::prelude::*;
use record::Report;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// Stories that nothing was fitted on, by the opening of their folders' names.
const KEPT: [&str; 12] = [
    "business-09",
    "entertainment-52",
    "politics-wcl2",
    "politics-wcl6",
    "science-31",
    "science-47",
    "sports-15",
    "technology-60",
    "technology-62",
    "world-03",
    "world-36",
    "world-77",
];
/// Topics of ECB+ up to this one are for training.
const TRAINING: usize = 30;

/// A report's profile with the story that it belongs to.
#[derive(Serialize, Deserialize)]
struct Marked {
    /// `stories` or `ecb`.
    set: String,
    story: String,
    /// Whether it may be trained on.
    training: bool,
    profile: Profile,
}

/// Scores the piles of the development sets.
///
/// # Errors
/// When they cannot be read.
pub fn run(engine: &Engine, data: &Path) -> Result<Vec<Score>, Failed> {
    let mut all = stories(engine, data)?;
    all.extend(ecb(engine, data, |topic| topic > TRAINING)?);
    Ok(score(&all))
}

/// Scores profiles that were printed before.
///
/// # Errors
/// When they cannot be read.
pub fn printed(path: &Path) -> Result<Vec<Score>, Failed> {
    Ok(score(&read(path)?))
}

/// Prints the profiles of all reports of the development sets, one JSON object a line.
///
/// # Errors
/// When they cannot be read.
pub fn profiles(engine: &Engine, data: &Path) -> Result<(), Failed> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut print = |all: Vec<Marked>| -> Result<(), Failed> {
        for one in &all {
            let line = serde_json::to_string(one).map_err(|error| Failed(error.to_string()))?;
            writeln!(out, "{line}").map_err(|error| Failed(error.to_string()))?;
        }
        out.flush().map_err(|error| Failed(error.to_string()))
    };
    print(stories(engine, data)?)?;
    print(ecb(engine, data, |topic| topic > TRAINING)?)?;
    (1..=TRAINING).try_for_each(|wanted| print(ecb(engine, data, |topic| topic == wanted)?))
}

/// Prints what compares the pairs of the profiles for training: the set, both stories, the numbers.
///
/// # Errors
/// When they cannot be read.
pub fn joins(path: &Path) -> Result<(), Failed> {
    let all = read(path)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for set in ["stories", "ecb"] {
        let (names, profiles) = pile(&all, |one| one.set == set && one.training);
        for (a, b, numbers) in grouping::compared(&profiles) {
            let numbers: Vec<String> = numbers.iter().map(|x| format!("{x:.4}")).collect();
            writeln!(out, "{set}\t{}\t{}\t{}", names[a], names[b], numbers.join("\t"))
                .map_err(|error| Failed(error.to_string()))?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Marked>, Failed> {
    let text = load(path)?;
    let lines = text.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().map_err(|error| Failed(format!("{}: {error}", path.display())))
}

fn pile(all: &[Marked], wanted: impl Fn(&Marked) -> bool) -> (Vec<&str>, Vec<Profile>) {
    let chosen = all.iter().filter(|one| wanted(one));
    chosen.map(|one| (one.story.as_str(), one.profile.clone())).unzip()
}

fn score(all: &[Marked]) -> Vec<Score> {
    let piles: [(&str, Vec<&Marked>); 4] = [
        ("stories, all mixed", all.iter().filter(|one| one.set == "stories").collect()),
        ("stories kept from training, mixed", all.iter().filter(|one| one.set == "stories" && !one.training).collect()),
        ("ECB+ topics 31 to 35, raw text, mixed", all.iter().filter(|one| one.set == "ecb" && !one.training).collect()),
        ("ECB+ topics 1 to 30, trained on, mixed", all.iter().filter(|one| one.set == "ecb" && one.training).collect()),
    ];
    let mut scores = Vec::new();
    for (name, pile) in piles.into_iter().filter(|(_, pile)| !pile.is_empty()) {
        let profiles: Vec<Profile> = pile.iter().map(|one| one.profile.clone()).collect();
        let system = grouping::group(&profiles).into_iter().map(|group| group.into_iter().collect()).collect();
        let mut gold: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (at, one) in pile.iter().enumerate() {
            gold.entry(&one.story).or_default().insert(at);
        }
        let mut measures = Coreference::default();
        measures.add(&gold.into_values().collect(), &system);
        scores.extend(measures.scores(name, "reports of one story").into_iter().filter(|s| s.measure.ends_with("B³")));
    }
    scores
}

/// Reads reports; one on which the program fails is missing from its pile, and would be from a user's.
fn marked(engine: &Engine, set: &str, reports: Vec<(String, bool, Report)>) -> Vec<Marked> {
    let read = |(story, training, report): (String, bool, Report)| {
        let read = engine.try_read_all(vec![report], &Silent).0.pop()?;
        let telling = story::Telling { report: &read.report, analysis: &read.analysis, reading: &read.reading };
        Some(Marked { set: set.to_owned(), story, training, profile: Profile::new(&telling) })
    };
    reports.into_par_iter().filter_map(read).collect()
}

fn stories(engine: &Engine, data: &Path) -> Result<Vec<Marked>, Failed> {
    let folder = data.join("stories");
    let mut reports = Vec::new();
    for file in files(&folder, ".jsonl")? {
        let story = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let kept = KEPT.iter().any(|name| story.starts_with(name));
        let outcome = engine::ingest(&[file], &Limits::default());
        reports.extend(outcome.items.into_iter().map(|report| (story.clone(), !kept, report)));
    }
    Ok(marked(engine, "stories", reports))
}

fn ecb(engine: &Engine, data: &Path, wanted: impl Fn(usize) -> bool) -> Result<Vec<Marked>, Failed> {
    let mut reports = Vec::new();
    for file in files(&data.join("crossdoc/ecbplus"), ".xml")? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((topic, number)) = name.split_once('_') else { continue };
        let Some(topic) = topic.parse().ok().filter(|topic| wanted(*topic)) else { continue };
        let plus = if number.ends_with("plus") { "plus" } else { "" };
        let text = raw(&load(&file)?).map_err(|error| Failed(format!("{}: {error}", file.display())))?;
        let report = ingest::from_text(&name, text.as_bytes(), &Limits::default());
        let report = report.map_err(|error| Failed(error.to_string()))?;
        reports.push((format!("{topic}{plus}"), topic <= TRAINING, report));
    }
    Ok(marked(engine, "ecb", reports))
}

/// The sentences of a file, one a paragraph, without the address of the page, which would give the answer away.
fn raw(xml: &str) -> Result<String, roxmltree::Error> {
    let tree = roxmltree::Document::parse(xml)?;
    let mut text = String::new();
    let mut last = None;
    for token in tree.descendants().filter(|node| node.has_tag_name("token")) {
        let word = token.text().unwrap_or("");
        let sentence = token.attribute("sentence");
        if last.is_some() {
            text.push_str(if last == Some(sentence) { " " } else { "\n\n" });
        }
        last = Some(sentence);
        text.push_str(word);
    }
    let address = |line: &&str| line.trim_start().starts_with("http");
    Ok(text.split("\n\n").filter(|line| !address(line)).collect::<Vec<_>>().join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_text_has_no_address() {
        let xml = "<Document><token sentence=\"0\">http</token><token sentence=\"0\">:</token>\
            <token sentence=\"1\">Envoys</token><token sentence=\"1\">met</token><token sentence=\"2\">Rain</token></Document>";
        assert_eq!(raw(xml).unwrap(), "Envoys met\n\nRain");
    }
}
