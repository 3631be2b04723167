//! Dumps of pages in many styles, written for this project, with what must be made of each line.
//!
//! A file in `dumps/` has lines `## key: value` for the metadata (`-`: none), and a line for each block:
//! `kind | words`, or `comment author @ time | words`. `⏎` breaks a line inside a block. Blocks stand on lines of
//! their own, with a blank line before body blocks; `## spacing: tight` has none, `## spacing: wide` one before all,
//! `## spacing: shown` those that the file has.
//! `## open: reason` marks a dump of which not everything is read rightly yet.

#![allow(dead_code, clippy::unwrap_used, reason = "shared by a test and an example, where a bad file may end the run")]

use ingest::{Limits, Report, from_text};
use record::{BlockKind, evidence::Stated};
use std::collections::BTreeMap;
use std::path::Path;

/// A block as it must be, or as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub kind: String,
    pub signed: Option<String>,
    pub words: String,
}

/// A dump with what must be made of it.
pub struct Dump {
    pub name: String,
    pub keys: BTreeMap<String, String>,
    pub blocks: Vec<Expected>,
    text: String,
}

/// All dumps, by name.
pub fn all() -> Vec<Dump> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        parse(name, &std::fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

impl Dump {
    /// What is made of it.
    pub fn report(&self) -> Report {
        from_text(&self.name, self.text.as_bytes(), &Limits::default()).unwrap()
    }

    /// What of the metadata is not as it must be, a line each.
    pub fn wrong_metadata(&self, report: &Report) -> String {
        let mut wrong = String::new();
        for (key, expected) in self.keys.iter().filter(|(key, _)| !matches!(key.as_str(), "spacing" | "open")) {
            let got = metadata(report, key);
            if got != *expected {
                wrong.push_str(&format!("{}: {key}: expected {expected:?}, got {got:?}\n", self.name));
            }
        }
        wrong
    }
}

fn parse(name: String, source: &str) -> Dump {
    let mut dump = Dump { name, keys: BTreeMap::new(), blocks: Vec::new(), text: String::new() };
    let mut blank = false;
    for line in source.lines() {
        blank |= line.trim().is_empty();
        if let Some((key, value)) = line.strip_prefix("## ").and_then(|line| line.split_once(": ")) {
            dump.keys.insert(key.to_owned(), value.to_owned());
        } else if let Some((head, words)) = line.split_once(" | ").filter(|_| !line.starts_with('#')) {
            let (kind, signed) =
                head.split_once(' ').map_or((head, None), |(kind, signed)| (kind, Some(signed.to_owned())));
            let words = words.replace('⏎', "\n");
            let spacing = dump.keys.get("spacing").map_or("", String::as_str);
            let gap = match (dump.text.is_empty(), spacing) {
                (true, _) => "",
                (_, "wide") => "\n\n",
                (_, "shown") if blank => "\n\n",
                (_, "tight" | "shown") => "\n",
                _ if kind == "body" => "\n\n",
                _ => "\n",
            };
            blank = false;
            dump.text.push_str(gap);
            dump.text.push_str(&words);
            dump.blocks.push(Expected { kind: kind.to_owned(), signed, words });
        }
    }
    dump
}

/// The blocks that were made.
pub fn made(report: &Report) -> Vec<Expected> {
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
