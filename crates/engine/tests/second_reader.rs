//! A second reader: with a careful one the brief finds what stands in the reports, and with any it says nothing else.
#![allow(clippy::unwrap_used, reason = "what a test sets up has to be there")]

#[path = "../../reader/tests/common/mod.rs"]
mod common;
mod second;

use common::{Reply, Server};
use engine::reader::{Folder, Memory, Options, Reader, fold};
use engine::{Engine, Limits, Read, Silent};
use record::{Report, Story};
use second::{Recorded, hostile};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

/// Of the happenings that are expected a brief has so many hundredths, of the disagreements so many.
const HAPPENINGS: usize = 85;
const DISAGREEMENTS: usize = 80;
/// Of what a careful reader says so many hundredths are kept.
const KEPT: usize = 80;

/// Loading the model takes long; an engine without a reader is the same for all.
static ALONE: LazyLock<Engine> = LazyLock::new(|| Engine::new().unwrap());

fn reader(url: &str) -> Reader {
    let options = Options { pause: Duration::from_millis(1), ..Options::new(url, "careful") };
    Reader::new(options, Box::new(Memory::default()), |said| panic!("{said}")).unwrap()
}

fn engine(url: &str, cache: Option<&Path>) -> Engine {
    let reader = match cache {
        Some(folder) => {
            let options = Options { pause: Duration::from_millis(1), ..Options::new(url, "careful") };
            Reader::new(options, Box::new(Folder::new(folder)), |said| panic!("{said}")).unwrap()
        }
        None => reader(url),
    };
    Engine::new().unwrap().with_reader(reader)
}

fn reports(lines: &str) -> Vec<Report> {
    files(&[("story.jsonl".to_owned(), lines.to_owned())])
}

fn files(files: &[(String, String)]) -> Vec<Report> {
    let folder = tempfile::tempdir().unwrap();
    for (name, words) in files {
        std::fs::write(folder.path().join(name), words).unwrap();
    }
    let outcome = engine::ingest(&[PathBuf::from(folder.path())], &Limits::default());
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    let named = |mut report: Report| {
        report.path = report.path.rsplit('/').next().unwrap_or_default().to_owned();
        report
    };
    outcome.items.into_iter().map(named).collect()
}

fn brief(engine: &Engine, lines: &str) -> (Vec<Read>, Story) {
    engine.brief(engine.read_all(reports(lines), &Silent))
}

/// Whatever is kept of a reader stands in the words.
fn assert_grounded(reads: &[Read], story: &Story) {
    for Read { report, reading, .. } in reads {
        let has = |words: &str| fold(&report.text).contains(&fold(words));
        for event in reading.events.iter().filter(|event| event.by.is_some()) {
            assert!(has(&event.clause.text), "{}", event.clause.text);
            assert!(event.clause.span.contains(event.trigger) && !event.trigger.is_empty());
            for one in event.actors.iter().chain(&event.recipients) {
                assert!(reading.mentions.get(one.mention.0).is_some());
            }
            for detail in &event.details {
                assert!(event.clause.span.contains(detail.span), "{detail:?}");
            }
            let timex = event.time.as_ref().and_then(|time| time.timex);
            assert!(timex.is_none_or(|id| reading.times.get(id.0).is_some()));
        }
        for one in reading.attributions.iter().filter(|one| one.by.is_some()) {
            assert!(!one.content.is_empty() && !one.source.is_empty());
        }
        for (at, event) in reading.events.iter().enumerate() {
            assert_eq!(event.id.0, at);
            assert!(event.attribution.is_none_or(|id| reading.attributions.get(id.0).is_some()));
        }
    }
    let text = |id: &record::ReportId| reads.iter().find(|read| read.report.id == *id).map(|read| &*read.report.text);
    let accounts = story.events.iter().flat_map(|event| &event.accounts).map(|account| &account.evidence);
    let differences = story.discrepancies.iter().flat_map(|one| &one.accounts).flat_map(|side| &side.evidence);
    for evidence in accounts.chain(differences) {
        assert_eq!(evidence.span.quote(text(&evidence.report).unwrap()), evidence.quote);
        assert!(!evidence.quote.is_empty());
    }
}

#[test]
fn with_a_careful_reader_the_brief_finds_what_is_told() {
    let (mut found, mut missed) = ([0, 0], [Vec::new(), Vec::new()]);
    let mut alone = [0, 0];
    for recorded in Recorded::all() {
        let lines = recorded.lines();
        let answering = recorded.clone();
        let server = Server::new(move |_, asked| Reply::Words(answering.answer(asked)));
        let engine = engine(&server.url, None);
        let (reads, story) = brief(&engine, &lines);
        assert_grounded(&reads, &story);
        let tally = engine.reader().unwrap().tally();
        let all = tally.kept + tally.without_words + tally.contradicted;
        println!("{}: {tally}", recorded.name);
        assert!(100 * tally.kept >= KEPT * all, "{}: {tally}", recorded.name);
        let (_, without) = brief(&ALONE, &lines);
        for (kind, (right, names)) in recorded.score(&story).into_iter().enumerate() {
            found[kind] += right;
            missed[kind].extend(names);
        }
        for (kind, (right, _)) in recorded.score(&without).into_iter().enumerate() {
            alone[kind] += right;
        }
    }
    for (kind, least) in [HAPPENINGS, DISAGREEMENTS].into_iter().enumerate() {
        let all = found[kind] + missed[kind].len();
        println!("{} of {all} found, {} without the reader; missed: {:#?}", found[kind], alone[kind], missed[kind]);
        assert!(100 * found[kind] >= least * all, "{} of {all}", found[kind]);
    }
}

#[test]
fn from_kept_answers_the_same_bytes_come_without_a_server() {
    let recorded = Recorded::all().remove(0);
    let lines = recorded.lines();
    let folder = tempfile::tempdir().unwrap();
    let json = |url: &str| {
        let (reads, story) = brief(&engine(url, Some(folder.path())), &lines);
        let readings: Vec<_> = reads.iter().map(|read| serde_json::to_string(&read.reading).unwrap()).collect();
        (serde_json::to_string(&story).unwrap(), readings)
    };
    let (first, url) = {
        let answering = recorded.clone();
        let server = Server::new(move |_, asked| Reply::Words(answering.answer(asked)));
        (json(&server.url), server.url.clone())
    };
    assert!(first.0.contains("careful; prompts 1"));
    assert_eq!(first, json(&url));
}

#[test]
fn a_hostile_report_changes_nothing_but_its_own_data() {
    let honest = Recorded::all().remove(0);
    let server = Server::new(move |_, asked| {
        Reply::Words(match honest.known(asked) {
            Some(answer) => answer,
            None => hostile::obeyed(asked.text()),
        })
    });
    let engine = engine(&server.url, None);
    let lines = Recorded::all().remove(0).lines();
    let before: Vec<_> = engine.read_all(reports(&lines), &Silent);
    let all = hostile::files();
    assert_eq!(all.len(), 60);
    let mut kept = 0;
    for some in all.chunks(10) {
        let mut pile = vec![("story.jsonl".to_owned(), lines.clone())];
        pile.extend(some.iter().cloned());
        let reads = engine.read_all(files(&pile), &Silent);
        assert_eq!(reads.len(), before.len() + some.len());
        for old in &before {
            let new = reads.iter().find(|read| read.report.id == old.report.id).unwrap();
            assert_eq!(new.reading, old.reading);
        }
        let (reads, story) = engine.brief(reads);
        assert_grounded(&reads, &story);
        for read in reads.iter().filter(|read| !before.iter().any(|old| old.report.id == read.report.id)) {
            kept += read.reading.events.iter().filter(|event| event.by.is_some()).count();
        }
    }
    // Whatever the model said of them was told in their own words, or nothing.
    println!("{kept} kept of hostile reports; {}", engine.reader().unwrap().tally());
    // No question held a report together with instructions of the program's own, and none gave the model a tool.
    assert!(server.asked().iter().all(|asked| asked.body.get("tools").is_none()));
}

#[test]
fn a_babbling_reader_changes_nothing() {
    let recorded = Recorded::all().remove(1);
    let server =
        Server::new(|n, _| Reply::Words(if n % 2 == 0 { "I cannot" } else { "{\"happenings\":[{" }.to_owned()));
    let (reads, story) = brief(&engine(&server.url, None), &recorded.lines());
    let (alone, expected) = brief(&ALONE, &recorded.lines());
    assert_eq!(story, expected);
    assert!(reads.iter().zip(&alone).all(|(a, b)| a.reading == b.reading));
}
