//! Sentences of our own with the happenings that they tell, read from raw text with the model that the program carries.
//!
//! `data/happenings.txt` has a sentence with each head marked `[word/CR]` (class and reality by the letters of
//! `training/annotations/README.md`) and, below it, what else must be found of a head: `when` (its own time words, or
//! `none` where the sentence's time is another's), `who`, `whom`, `where`, `type`, `clause`. `data/none.txt` has sentences
//! that tell nothing that a timeline could list. A model is not right everywhere: each kind of finding has a least share,
//! a little under what was measured, and what is missed is printed.

use engine::{Engine, Limits};
use record::reading::{Event, Factuality, Reading};
use record::{HappeningClass, Report, Span};
use std::collections::BTreeMap;
use std::io::Write;

const TOLD: &str = include_str!("data/happenings.txt");
const NONE: &str = include_str!("data/none.txt");

/// The day before which all of it is told.
const PUBLISHED: &str = "2031-03-07";
/// An editor lists what the model thinks at least so likely.
const LISTED: f32 = 0.5;

/// The least share of each kind of finding, in hundredths.
const LEAST: [(&str, usize); 9] = [
    ("mentions found", 90),
    ("mentions right", 88),
    ("class", 83),
    ("real or not", 85),
    ("when", 82),
    ("no time of another's", 80),
    ("who and whom", 45),
    ("clause", 70),
    ("nothing listed", 65),
];

/// A head with what is said of it.
struct Head {
    span: Span,
    class: HappeningClass,
    real: bool,
    facts: BTreeMap<String, String>,
}

/// A sentence without its marks, and its heads.
fn record(block: &str) -> (String, Vec<Head>) {
    let (line, notes) = block.split_once('\n').unwrap_or((block, ""));
    let (mut text, mut heads, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').expect("a mark is closed");
        let (word, letters) = mark.rsplit_once('/').expect("a mark has letters");
        text.push_str(before);
        let start = text.len();
        text.push_str(word);
        let class = "oasitpc".find(&letters[..1]).expect("a class");
        heads.push(Head {
            span: Span::new(start, text.len()),
            class: CLASSES[class],
            real: matches!(&letters[1..2], "a" | "g"),
            facts: BTreeMap::new(),
        });
        rest = after;
    }
    text.push_str(rest);
    for note in notes.lines().filter_map(|note| note.trim().split_once(": ")) {
        let head = heads.iter_mut().find(|head| head.span.of(&text) == note.0);
        let facts = note.1.split("; ").filter_map(|fact| fact.split_once('='));
        let facts: BTreeMap<String, String> = facts.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        if let Some(head) = head {
            head.facts = facts;
        }
    }
    (text, heads)
}

/// The classes in the order of their letters.
const CLASSES: [HappeningClass; 7] = [
    HappeningClass::Occurrence,
    HappeningClass::Announcement,
    HappeningClass::Speech,
    HappeningClass::Plan,
    HappeningClass::State,
    HappeningClass::Perception,
    HappeningClass::Aspect,
];

/// The sentences as reports, in a file of JSON Lines.
fn read(engine: &Engine, sentences: &[String]) -> Vec<(Report, Reading)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sentences.jsonl");
    let mut file = std::fs::File::create(&path).expect("a file");
    for (at, text) in sentences.iter().enumerate() {
        let text = serde_json::to_string(text).expect("a string");
        writeln!(file, "{{\"id\": \"{at:04}\", \"text\": {text}, \"published\": \"{PUBLISHED}\"}}").expect("written");
    }
    drop(file);
    let outcome = engine::ingest(&[path], &Limits::default());
    let mut reads: Vec<(Report, Reading)> =
        engine.read_all(outcome.items, &engine::Silent).into_iter().map(|read| (read.report, read.reading)).collect();
    reads.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    assert_eq!(reads.len(), sentences.len());
    reads
}

#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How many of the expected words are there, and how many of those there are expected: the mean of both.
fn alike(expected: &str, found: &str) -> f64 {
    let (expected, found) = (words(expected), words(found));
    let shared = expected.iter().filter(|word| found.contains(word)).count() as f64;
    2.0 * shared / ((expected.len() + found.len()) as f64).max(1.0)
}

/// Clauses that share so much say the same.
const SAME_CLAUSE: f64 = 0.8;

#[test]
fn sentences_of_all_kinds_of_news() {
    let engine = Engine::new().expect("the program carries a model");
    let records: Vec<(String, Vec<Head>)> = TOLD.trim().split("\n\n").map(record).collect();
    let none: Vec<String> = NONE.lines().map(str::to_owned).collect();
    assert_eq!((records.len(), none.len()), (250, 80));
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut count = |kind: &'static str, right: bool, what: String| {
        let tally = tallies.entry(kind).or_default();
        tally.all += 1;
        tally.right += usize::from(right);
        if !right {
            missed.push(format!("{kind}: {what}"));
        }
    };
    let sentences: Vec<String> = records.iter().map(|(text, _)| text.clone()).collect();
    for ((report, reading), (_, heads)) in read(&engine, &sentences).iter().zip(&records) {
        let text = &report.text;
        for event in &reading.events {
            let right = heads.iter().any(|head| head.span.overlaps(event.trigger));
            count("mentions right", right, format!("{} in {text}", event.trigger.of(text)));
        }
        for head in heads {
            let event = reading.events.iter().find(|event| event.trigger.overlaps(head.span));
            let place = format!("{} in {text}", head.span.of(text));
            count("mentions found", event.is_some(), place.clone());
            let Some(event) = event else { continue };
            count("class", event.class == head.class, format!("{:?} of {place}", event.class));
            let real = matches!(event.factuality, Factuality::Asserted | Factuality::Attributed);
            count("real or not", real == head.real, format!("{:?} of {place}", event.factuality));
            facts(&mut count, head, event, reading, text, &place);
        }
    }
    for (report, reading) in read(&engine, &none) {
        let listed = reading.events.iter().find(|event| event.weight.is_some_and(|weight| weight >= LISTED));
        count("nothing listed", listed.is_none(), report.text.clone());
    }
    let shares: Vec<(&str, usize, usize)> = LEAST
        .iter()
        .map(|(kind, least)| (*kind, 100 * tallies[kind].right / tallies[kind].all.max(1), *least))
        .collect();
    let below: Vec<_> = shares.iter().filter(|(_, share, least)| share < least).collect();
    assert!(below.is_empty(), "below the least share: {below:?}\nall: {shares:?}\n{}", missed.join("\n"));
    println!("{shares:?}");
}

fn facts(
    count: &mut impl FnMut(&'static str, bool, String),
    head: &Head,
    event: &Event,
    reading: &Reading,
    text: &str,
    place: &str,
) {
    let found = event.time.as_ref().and_then(|time| Some(time.span?.of(text)));
    match head.facts.get("when").map(String::as_str) {
        Some("none") => count("no time of another's", found.is_none(), format!("{found:?} of {place}")),
        Some(when) => {
            let right = found.is_some_and(|found| when.contains(found) || found.contains(when));
            count("when", right, format!("{found:?} for {when} of {place}"));
        }
        None => {}
    }
    let party = |list: &[record::reading::Participant], expected: &str| {
        list.iter().filter_map(|one| reading.mentions.get(one.mention.0)).any(|mention| {
            let words = mention.span.of(text);
            expected.contains(words) || words.contains(expected)
        })
    };
    for (key, list) in [("who", &event.actors), ("whom", &event.recipients)] {
        if let Some(expected) = head.facts.get(key) {
            count("who and whom", party(list, expected), format!("{key} {expected} of {place}"));
        }
    }
    if let Some(clause) = head.facts.get("clause") {
        let right = alike(clause, &event.clause.text) >= SAME_CLAUSE;
        count("clause", right, format!("{:?} for {clause:?}", event.clause.text));
    }
}
