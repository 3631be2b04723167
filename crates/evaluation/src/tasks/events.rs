//! Political events: PLOVER's gold records (type of the sentence's event, its actors' words) and PLV (type of the
//! event from a marked source to a marked target).

use super::{Failed, load, report};
use crate::scores::{Counts, Score};
use engine::{Engine, Read};
use rayon::prelude::*;
use record::Span;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Names of types that changed between versions of PLOVER, as the table of 2021 has them.
const RENAMED: [(&str, &str); 6] = [
    ("YIELD", "CONCEDE"),
    ("DEMAND", "REQUEST"),
    ("DISAPPROVE", "ACCUSE"),
    ("INVESTIGATE", "ACCUSE"),
    ("FIGHT", "ASSAULT"),
    // PLV's YIELD is CONCEDE and RETREAT together.
    ("RETREAT", "CONCEDE"),
];

fn current(kind: &str) -> &str {
    RENAMED.iter().find(|(old, _)| *old == kind).map_or(kind, |(_, new)| new)
}

/// Scores PLOVER's gold records: the type is right if any event of the sentence has it; an actor is found if a
/// participant's words of that event hold its words.
///
/// # Errors
/// When the file cannot be read or is no such array.
pub fn records(engine: &Engine, set: &str, path: &Path) -> Result<Vec<Score>, Failed> {
    let bad = |what: &str| Failed(format!("{}: {what}", path.display()));
    let records: Value = serde_json::from_str(&load(path)?).map_err(|error| bad(&error.to_string()))?;
    let records = records.as_array().ok_or_else(|| bad("expected an array of records"))?;
    let counted: Vec<(Counts, Counts, Counts)> = records
        .par_iter()
        .filter_map(|record| {
            let text = record["text"].as_str()?;
            let kind = current(record["event"].as_str()?);
            let read = engine.read(report(record["id"].as_str().unwrap_or(""), text, Some("2000-01-01")));
            Some((types(kind, &read), actors(record, "source", &read), actors(record, "target", &read)))
        })
        .collect();
    let mut sums = (Counts::default(), Counts::default(), Counts::default());
    for (kind, source, target) in counted {
        sums.0 += kind;
        sums.1 += source;
        sums.2 += target;
    }
    Ok(vec![
        Score::counts(set, "type", sums.0),
        Score::counts(set, "source's words", sums.1),
        Score::counts(set, "target's words", sums.2),
    ])
}

fn types(kind: &str, read: &Read) -> Counts {
    let found: BTreeSet<&str> =
        read.reading.events.iter().filter_map(|event| event.kind.as_deref()).map(current).collect();
    Counts { gold: 1, system: found.len(), correct: usize::from(found.contains(kind)) }
}

fn actors(record: &Value, side: &str, read: &Read) -> Counts {
    let Some(gold) = record[side].as_array() else { return Counts::default() };
    let reading = &read.reading;
    let participants =
        reading.events.iter().flat_map(|event| if side == "source" { &event.actors } else { &event.recipients });
    let words: BTreeSet<&str> = participants
        .filter_map(|participant| reading.mentions.get(participant.mention.0))
        .map(|mention| mention.span.of(&read.report.text))
        .collect();
    let texts = gold.iter().filter_map(|actor| actor["actorText"].as_str());
    let correct = texts.filter(|text| words.iter().any(|words| words.contains(text))).count();
    Counts { gold: gold.len(), system: words.len(), correct: correct.min(words.len()) }
}

/// Scores PLV: accuracy and macro F1 of the type of the event from the source to the target.
///
/// # Errors
/// When the file cannot be read or lacks a column.
pub fn pairs(engine: &Engine, set: &str, path: &Path) -> Result<Vec<Score>, Failed> {
    let input = load(path)?;
    let mut lines = input.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| {
        let found = header.iter().position(|column| *column == name);
        found.ok_or_else(|| Failed(format!("{}: there is no column {name}", path.display())))
    };
    let (marked, gold) = (column("marked_sentence")?, column("gold_root")?);
    let rows: Vec<(&str, &str)> = lines
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            Some((*fields.get(marked)?, current(fields.get(gold)?)))
        })
        .collect();
    let answers: Vec<Option<String>> = rows
        .par_iter()
        .map(|(sentence, _)| {
            let (text, source, target) = unmark(sentence)?;
            let read = engine.read(report("row", &text, Some("2000-01-01")));
            let reading = &read.reading;
            let found = reading::events::Found {
                mentions: &reading.mentions,
                entities: &reading.entities,
                times: &reading.times,
                attributions: &reading.attributions,
            };
            let event = reading::events::between(&read.report.text, &read.analysis, &found, source, target)?;
            Some(current(event.coded()).to_owned())
        })
        .collect();
    let golds: Vec<&str> = rows.iter().map(|(_, gold)| *gold).collect();
    let answers: Vec<Option<&str>> = answers.iter().map(Option::as_deref).collect();
    let (accuracy, macro_f1) = accuracy(&golds, &answers);
    let answered = answers.iter().flatten().count() as f64 / answers.len().max(1) as f64;
    Ok(vec![
        Score::single(set, "accuracy", accuracy),
        Score::single(set, "macro F1", macro_f1),
        Score::single(set, "share answered", answered),
    ])
}

/// Share of right answers, and the mean over the gold types of F1.
fn accuracy(gold: &[&str], answers: &[Option<&str>]) -> (f64, f64) {
    let mut by_kind: BTreeMap<&str, Counts> = gold.iter().map(|kind| (*kind, Counts::default())).collect();
    for (gold, answer) in gold.iter().zip(answers) {
        if let Some(counts) = by_kind.get_mut(gold) {
            counts.gold += 1;
            counts.correct += usize::from(*answer == Some(gold));
        }
        if let Some(counts) = answer.and_then(|kind| by_kind.get_mut(kind)) {
            counts.system += 1;
        }
    }
    let right: usize = by_kind.values().map(|counts| counts.correct).sum();
    let kinds = by_kind.len().max(1) as f64;
    (right as f64 / gold.len().max(1) as f64, by_kind.values().map(|counts| counts.f1()).sum::<f64>() / kinds)
}

/// Takes `<s>…</s>` and `<t>…</t>` out of a sentence.
fn unmark(sentence: &str) -> Option<(String, Span, Span)> {
    let mut text = String::new();
    let mut marks: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rest = sentence;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match ["<s>", "</s>", "<t>", "</t>"].into_iter().find(|mark| rest.starts_with(mark)) {
            Some(mark) => {
                marks.insert(mark, text.len());
                rest = &rest[mark.len()..];
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    let span = |open: &str, close: &str| {
        let (start, end) = (*marks.get(open)?, *marks.get(close)?);
        (start <= end).then(|| Span::new(start, end))
    };
    let (source, target) = (span("<s>", "</s>")?, span("<t>", "</t>")?);
    Some((text, source, target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans() {
        let (text, source, target) = unmark("<s>Norland</s> accused <t>Suderia</t> of x < y.").unwrap();
        assert_eq!(text, "Norland accused Suderia of x < y.");
        assert_eq!((source.of(&text), target.of(&text)), ("Norland", "Suderia"));
        assert_eq!(unmark("no marks"), None);
    }

    #[test]
    fn perfect_empty_and_wrong() {
        let gold = ["AGREE", "AGREE", "REJECT"];
        assert_eq!(accuracy(&gold, &[Some("AGREE"), Some("AGREE"), Some("REJECT")]), (1.0, 1.0));
        assert_eq!(accuracy(&gold, &[None, None, None]), (0.0, 0.0));
        let (accuracy, macro_f1) = accuracy(&gold, &[Some("AGREE"), Some("REJECT"), None]);
        // AGREE: 1 of 2 found, 1 given, F1 2/3. REJECT: none right.
        assert!((accuracy - 1.0 / 3.0).abs() < 1e-12 && (macro_f1 - 1.0 / 3.0).abs() < 1e-12);
    }
}
