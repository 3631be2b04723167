//! Dumps of pages in many styles, written for this project, with what must be made of each line.
//!
//! A file in `dumps/` has lines `## key: value` for the metadata (`-`: none), and a line for each block:
//! `kind | words`, or `comment author @ time | words`. `⏎` breaks a line inside a block. Blocks stand on lines of
//! their own, with a blank line before body blocks unless `## spacing: tight`.

use ingest::{Limits, Report, from_text};
use record::{BlockKind, evidence::Stated};
use std::collections::BTreeMap;

#[derive(Debug, PartialEq, Eq)]
struct Expected {
    kind: String,
    signed: Option<String>,
    words: String,
}

struct Dump {
    keys: BTreeMap<String, String>,
    blocks: Vec<Expected>,
    text: String,
}

fn parse(source: &str) -> Dump {
    let mut dump = Dump { keys: BTreeMap::new(), blocks: Vec::new(), text: String::new() };
    for line in source.lines() {
        if let Some((key, value)) = line.strip_prefix("## ").and_then(|line| line.split_once(": ")) {
            dump.keys.insert(key.to_owned(), value.to_owned());
        } else if let Some((head, words)) = line.split_once(" | ").filter(|_| !line.starts_with('#')) {
            let (kind, signed) =
                head.split_once(' ').map_or((head, None), |(kind, signed)| (kind, Some(signed.to_owned())));
            let words = words.replace('⏎', "\n");
            let tight = dump.keys.get("spacing").is_some_and(|spacing| spacing == "tight");
            let gap = if dump.text.is_empty() {
                ""
            } else if kind == "body" && !tight {
                "\n\n"
            } else {
                "\n"
            };
            dump.text.push_str(gap);
            dump.text.push_str(&words);
            dump.blocks.push(Expected { kind: kind.to_owned(), signed, words });
        }
    }
    dump
}

fn made(report: &Report) -> Vec<Expected> {
    let signed = |block: &record::Block| {
        let author = block.author.clone()?;
        Some(block.time.as_ref().map_or(author.clone(), |time| format!("{author} @ {time}")))
    };
    let blocks = report.blocks.iter();
    blocks
        .map(|block| Expected {
            kind: kind_name(block.kind),
            signed: signed(block),
            words: report.words(block.span).to_owned(),
        })
        .collect()
}

fn kind_name(kind: BlockKind) -> String {
    format!("{kind:?}").to_lowercase()
}

fn value(stated: &Option<Stated>) -> String {
    stated.as_ref().map_or("-".to_owned(), |stated| stated.value.clone())
}

fn metadata(report: &Report, key: &str) -> String {
    match key {
        "outlet" => value(&report.outlet),
        "title" => value(&report.title),
        "byline" => value(&report.byline),
        "published" => report.published.as_ref().map_or("-".to_owned(), |published| published.value.clone()),
        "dateline" => report.dateline.as_ref().map_or("-".to_owned(), |dateline| dateline.place.clone()),
        "tags" => report.tags.join(", "),
        "credits" => {
            let credits = report.credits.iter().map(|credit| format!("{:?}={}", credit.kind, credit.name));
            credits.collect::<Vec<_>>().join("; ")
        }
        other => panic!("unknown key {other:?}"),
    }
}

#[test]
fn every_dump_gives_what_it_says() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 12);
    let mut wrong = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let dump = parse(&std::fs::read_to_string(&path).unwrap());
        let report = from_text(&name, dump.text.as_bytes(), &Limits::default()).unwrap();
        for (key, expected) in dump.keys.iter().filter(|(key, _)| *key != "spacing") {
            let got = metadata(&report, key);
            if got != *expected {
                wrong.push_str(&format!("{name}: {key}: expected {expected:?}, got {got:?}\n"));
            }
        }
        let got = made(&report);
        for (expected, got) in dump.blocks.iter().zip(&got) {
            if expected != got {
                wrong.push_str(&format!("{name}:\n  expected {expected:?}\n  got      {got:?}\n"));
            }
        }
        if dump.blocks.len() != got.len() {
            wrong.push_str(&format!("{name}: expected {} blocks, got {}\n", dump.blocks.len(), got.len()));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
