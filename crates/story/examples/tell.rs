//! Tells the story of reports read before: `rapporteur read --tokens PATH… | cargo run -p story --example tell`.
//!
//! For work on this crate: the language model need not run again, and no other crate need be built.

use record::analysis::{Sentence, Token};
use record::{Analysis, Reading, Report, Span, Upos};
use serde_json::Value;
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut read: Vec<(Report, Analysis, Reading)> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let value: Value = serde_json::from_str(&line)?;
        read.push((serde_json::from_str(&complete(&value))?, analysis(&value)?, serde_json::from_str(&line)?));
    }
    let tellings: Vec<story::Telling<'_>> =
        read.iter().map(|(report, analysis, reading)| story::Telling { report, analysis, reading }).collect();
    for (telling, date) in tellings.iter().zip(story::infer_dates(&tellings)) {
        if let Some(date) = date {
            eprintln!("{}: {}", telling.report.path, serde_json::to_string(&date)?);
        }
    }
    let start = std::time::Instant::now();
    let told = story::tell(&tellings);
    eprintln!("told in {:?}", start.elapsed());
    println!("{}", serde_json::to_string_pretty(&told)?);
    Ok(())
}

/// The report's own fields, with what the contract leaves out filled in.
fn complete(value: &Value) -> String {
    let mut report = value.clone();
    if let Some(fields) = report.as_object_mut() {
        for name in ["url", "outlet", "title", "byline", "published", "dateline", "language"] {
            fields.entry(name).or_insert(Value::Null);
        }
        for name in ["diagnostics", "tags", "credits"] {
            fields.entry(name).or_insert(Value::Array(Vec::new()));
        }
    }
    report.to_string()
}

fn analysis(value: &Value) -> Result<Analysis, Box<dyn std::error::Error>> {
    let span = |value: &Value| serde_json::from_value::<Span>(value["span"].clone());
    let mut analysis = Analysis::default();
    for sentence in value["sentences"].as_array().into_iter().flatten() {
        let mut tokens = Vec::new();
        for token in sentence["tokens"].as_array().into_iter().flatten() {
            let text = |name: &str| token[name].as_str().unwrap_or("_");
            tokens.push(Token {
                span: span(token)?,
                multiword: None,
                lemma: text("lemma").into(),
                upos: Upos::from_label(text("upos")).unwrap_or(Upos::X),
                xpos: text("xpos").into(),
                feats: text("feats").into(),
                head: token["head"].as_u64().map(|head| head as usize),
                deprel: text("deprel").into(),
            });
        }
        let block = sentence["block"].as_u64().unwrap_or(0) as usize;
        analysis.sentences.push(Sentence { span: span(sentence)?, block, tokens });
    }
    Ok(analysis)
}
