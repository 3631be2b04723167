//! Sentences of our own with the acts that they tell, and as many that tell none.
//!
//! `acts.txt` tells how they are written; `acts.jsonl` has, a line for each, what the program reads of it before acts.

use record::reading::{Act, Reading};
use record::{Analysis, EntityId, Report, Sentence, Span, Token, Upos};
use serde_json::Value;

const CASES: &str = include_str!("acts.txt");
const READ: &str = include_str!("acts.jsonl");

/// A text and the acts that are expected of it.
fn cases() -> Vec<(&'static str, Vec<&'static str>)> {
    let blocks = CASES.split("\n\n").map(|block| block.lines().filter(|line| !line.starts_with('#')));
    blocks.filter_map(|mut lines| Some((lines.next()?, lines.map(str::trim).collect()))).collect()
}

fn span(value: &Value) -> Span {
    let number = |at: usize| value[0][at].as_u64().expect("a number") as usize;
    Span::new(number(0), number(1))
}

fn token(value: &Value) -> Token {
    let words = |key: &str| value[key].as_str().expect("words");
    Token {
        span: span(&value["span"]),
        multiword: None,
        lemma: words("lemma").into(),
        upos: Upos::from_label(words("upos")).expect("a part of speech"),
        xpos: words("xpos").into(),
        feats: words("feats").into(),
        head: value["head"].as_u64().and_then(|head| (head as usize).checked_sub(1)),
        deprel: words("deprel").into(),
    }
}

/// The reading of a line, with its acts.
fn read(line: &str) -> (Report, Reading) {
    let value: Value = serde_json::from_str(line).expect("JSON");
    let report: Report = serde_json::from_str(line).expect("a report");
    let mut reading: Reading = serde_json::from_str(line).expect("a reading");
    let sentences = value["sentences"].as_array().expect("sentences").iter().map(|sentence| Sentence {
        span: span(&sentence["span"]),
        block: sentence["block"].as_u64().expect("a block") as usize,
        tokens: sentence["tokens"].as_array().expect("tokens").iter().map(token).collect(),
    });
    let analysis = Analysis { sentences: sentences.collect(), ..Analysis::default() };
    reading::add_acts(&report, &analysis, &mut reading);
    (report, reading)
}

fn line(reading: &Reading, act: &Act) -> String {
    let name = |id: Option<EntityId>| id.map_or("-".to_owned(), |id| reading.entities[id.0].name.clone());
    let kind = serde_json::to_value(act.kind).expect("a kind");
    let other = act.against.or(act.to).map_or("-".to_owned(), |id| format!("> {}", name(Some(id))));
    let answers = act.refers_to.map_or(String::new(), |id| format!(" | answers {}", id.0 + 1));
    format!("{} | {} | {other} | {}{answers}", kind.as_str().expect("a word"), name(act.by), act.what)
}

#[test]
fn every_sentence_tells_its_acts_and_no_more() {
    let cases = cases();
    assert_eq!(cases.len(), READ.lines().count());
    assert!(cases.len() >= 60 && cases.iter().filter(|(_, acts)| acts.is_empty()).count() * 3 >= cases.len());
    let mut wrong = Vec::new();
    for ((text, expected), stored) in cases.iter().zip(READ.lines()) {
        let (report, reading) = read(stored);
        assert_eq!(report.text, *text);
        let found: Vec<String> = reading.acts.iter().map(|act| line(&reading, act)).collect();
        if found != *expected {
            wrong.push(format!("{text}\n  want {expected:#?}\n  got  {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_act_has_its_words() {
    for stored in READ.lines() {
        let (report, reading) = read(stored);
        for act in &reading.acts {
            assert!(!act.span.is_empty() && act.span.contains(act.trigger), "{act:?}");
            assert!(act.span.ranges().iter().all(|range| report.text.get(range.start..range.end).is_some()));
        }
    }
}
