//! Happenings against TimeML's events, as TempEval-3 counts them (UzZaman et al. 2013): mentions by their words, class
//! among those found, and of each event its time by the links that share a moment with a time of the text.
//!
//! Our classes are fewer than TimeML's: an announcement may be REPORTING or I_ACTION there, a plan I_ACTION or I_STATE.

use super::times::Part;
use super::times::document::{Document, GoldEvent, Relation};
use super::{Failed, files, load, report};
use crate::scores::{Counts, Score};
use engine::Engine;
use rayon::prelude::*;
use record::HappeningClass;
use record::reading::{Event, Factuality, Polarity, Reading};
use serde::Deserialize;
use std::path::Path;

const MEASURES: [&str; 4] = ["mentions", "mentions with class", "negation", "its time"];

/// Scores the `.tml` files below a folder.
///
/// # Errors
/// When a file cannot be read or is no TimeML.
pub fn run(engine: &Engine, set: &str, path: &Path, part: Part) -> Result<Vec<Score>, Failed> {
    let mut documents = Vec::new();
    for file in files(path, ".tml")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if part == Part::All || part == Part::of(&name) {
            let text = load(&file)?;
            let document =
                Document::parse(&name, &text).map_err(|error| Failed(format!("{}: {error}", file.display())))?;
            // In AQUAINT most polarities are wrong.
            let polarities = file.parent().is_some_and(|folder| folder.ends_with("TimeBank"));
            documents.push((document, polarities));
        }
    }
    let counted: Vec<[Counts; 4]> = documents
        .par_iter()
        .map(|(document, polarities)| {
            let read = engine.read(report(&document.name, &document.text, document.created.as_deref()));
            count(document, &read.reading, *polarities)
        })
        .collect();
    let mut sums = [Counts::default(); 4];
    for document in counted {
        for (sum, counts) in sums.iter_mut().zip(document) {
            *sum += counts;
        }
    }
    Ok(MEASURES.iter().zip(sums).map(|(name, counts)| Score::counts(set, name, counts)).collect())
}

fn count(document: &Document, reading: &Reading, polarities: bool) -> [Counts; 4] {
    let mut counts = [Counts::default(); 4];
    let [mentions, classes, negation, times] = &mut counts;
    mentions.gold = document.events.len();
    mentions.system = reading.events.len();
    classes.gold = document.events.len();
    classes.system = reading.events.len();
    times.system = reading.events.iter().filter(|event| timex(event).is_some()).count();
    let mut taken = vec![false; reading.events.len()];
    for gold in &document.events {
        let linked: Vec<usize> =
            gold.times.iter().filter(|(_, relation)| *relation == Relation::Overlap).map(|(time, _)| *time).collect();
        times.gold += usize::from(!linked.is_empty());
        let found = (0..reading.events.len()).find(|&i| !taken[i] && reading.events[i].trigger.overlaps(gold.span));
        let Some(found) = found else {
            negation.gold += usize::from(polarities && gold.negative == Some(true));
            continue;
        };
        taken[found] = true;
        let event = &reading.events[found];
        mentions.correct += 1;
        classes.correct += usize::from(fits(event.class, gold));
        if polarities {
            let negative = event.polarity == Polarity::Negative || event.factuality == Factuality::Denied;
            negation.gold += usize::from(gold.negative == Some(true));
            negation.system += usize::from(negative);
            negation.correct += usize::from(negative && gold.negative == Some(true));
        }
        let span = timex(event).and_then(|id| reading.times.get(id)).map(|timex| timex.span);
        let right = span.is_some_and(|span| linked.iter().any(|&time| document.times[time].span.overlaps(span)));
        times.correct += usize::from(right);
    }
    counts
}

fn timex(event: &Event) -> Option<usize> {
    Some(event.time.as_ref()?.timex?.0)
}

fn fits(class: HappeningClass, gold: &GoldEvent) -> bool {
    let may_be: &[&str] = match class {
        HappeningClass::Occurrence => &["OCCURRENCE"],
        HappeningClass::Announcement => &["REPORTING", "I_ACTION"],
        HappeningClass::Speech => &["REPORTING"],
        HappeningClass::Plan => &["I_ACTION", "I_STATE"],
        HappeningClass::State => &["STATE"],
        HappeningClass::Perception => &["PERCEPTION"],
        HappeningClass::Aspect => &["ASPECTUAL"],
    };
    may_be.contains(&gold.class.as_str())
}

/// A document of our own annotation, as `training/happenings.py` writes it.
#[derive(Deserialize)]
struct Own {
    id: String,
    text: String,
    published: Option<String>,
    marks: Vec<Mark>,
}

#[derive(Deserialize)]
struct Mark {
    span: [usize; 2],
    classes: Vec<usize>,
    reality: usize,
    weight: usize,
    time: Option<[usize; 2]>,
}

/// What is counted against our own annotation.
const OWN: [&str; 7] =
    ["mentions", "mentions with class", "real or not", "listed", "its time", "main", "main, its own or near"];

/// Scores documents of our own annotation, one JSON object a line.
///
/// # Errors
/// When the file cannot be read or is not of that form.
pub fn own(engine: &Engine, set: &str, path: &Path) -> Result<Vec<Score>, Failed> {
    let mut documents: Vec<Own> = Vec::new();
    for line in load(path)?.lines() {
        documents.push(serde_json::from_str(line).map_err(|error| Failed(format!("{}: {error}", path.display())))?);
    }
    let counted: Vec<[Counts; 7]> = documents
        .par_iter()
        .map(|document| {
            let read = engine.read(report(&document.id, &document.text, document.published.as_deref()));
            count_own(document, &read.reading)
        })
        .collect();
    let mut sums = [Counts::default(); 7];
    for document in counted {
        for (sum, counts) in sums.iter_mut().zip(document) {
            *sum += counts;
        }
    }
    Ok(OWN.iter().zip(sums).map(|(name, counts)| Score::counts(set, name, counts)).collect())
}

/// An editor lists what the model thinks at least so likely.
const LISTED: f32 = 0.5;

fn count_own(document: &Own, reading: &Reading) -> [Counts; 7] {
    let mut counts = [Counts::default(); 7];
    let [mentions, classes, realities, listed, times, main, near] = &mut counts;
    for all in [&mut *mentions, &mut *classes, &mut *realities] {
        all.gold = document.marks.len();
        all.system = reading.events.len();
    }
    let is_listed = |event: &Event| event.weight.is_some_and(|weight| weight >= LISTED);
    listed.gold = document.marks.iter().filter(|mark| mark.weight >= 2).count();
    listed.system = reading.events.iter().filter(|event| is_listed(event)).count();
    times.gold = document.marks.iter().filter(|mark| mark.time.is_some()).count();
    times.system = reading.events.iter().filter(|event| timex(event).is_some()).count();
    let overlaps = |span: record::Span, [start, end]: [usize; 2]| span.start < end && start < span.end;
    for mark in &document.marks {
        let Some(event) = reading.events.iter().find(|event| overlaps(event.trigger, mark.span)) else { continue };
        mentions.correct += 1;
        let class = HappeningClass::ALL.iter().position(|class| *class == event.class).map(|at| at + 1);
        classes.correct += usize::from(class.is_some_and(|class| mark.classes.contains(&class)));
        realities.correct += usize::from(real(event) == matches!(mark.reality, 0 | 5));
        listed.correct += usize::from(mark.weight >= 2 && is_listed(event));
        let found = timex(event).and_then(|id| reading.times.get(id));
        times.correct += usize::from(mark.time.zip(found).is_some_and(|(gold, found)| overlaps(found.span, gold)));
    }
    let heads: Vec<[usize; 2]> = document.marks.iter().filter(|mark| mark.weight == 3).map(|mark| mark.span).collect();
    let chosen = reading.main.and_then(|id| reading.events.get(id.0));
    for one in [&mut *main, &mut *near] {
        one.gold = usize::from(!heads.is_empty());
        one.system = usize::from(chosen.is_some());
    }
    let is_main = |event: &Event| heads.iter().any(|head| overlaps(event.trigger, *head));
    main.correct += usize::from(chosen.is_some_and(is_main));
    let in_clause =
        |event: &Event| heads.iter().any(|[start, end]| event.clause.span.contains(record::Span::new(*start, *end)));
    near.correct += usize::from(chosen.is_some_and(|event| is_main(event) || in_clause(event)));
    counts
}

fn real(event: &Event) -> bool {
    matches!(event.factuality, Factuality::Asserted | Factuality::Attributed)
}
