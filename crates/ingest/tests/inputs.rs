//! Files and folders as they are found, bad ones among them: a clear diagnostic each, and the neighbours unharmed.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use flate2::{Compression, write::GzEncoder};
use ingest::{Ingested, Limits, from_bytes, read_paths};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const STORY: &str =
    "Envoys meet in Port Alder\n\nThe envoys of Norland and Suderia met on Tuesday for three hours in the town.\n";

/// What a test machine under load may take for the largest inputs; a quadratic step takes many minutes.
const PATIENCE: Duration = Duration::from_secs(600);

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn codes(result: &Ingested) -> Vec<&str> {
    result.failures.iter().map(|failure| failure.code.as_str()).collect()
}

fn read(path: &Path) -> Ingested {
    read_paths(&[path.to_owned()], &Limits::default())
}

#[test]
fn bad_neighbours_harm_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path();
    write(top, "good.txt", STORY);
    write(top, "empty.txt", "");
    write(top, "blank.txt", " \n\t\n");
    write(top, "picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    write(top, "paper.pdf", "%PDF-1.7");
    write(top, "crawl.warc", "WARC/1.0\r\n");
    write(top, "short.txt.gz", &gzip(STORY.repeat(50).as_bytes())[..60]);
    write(top, "twice.txt.gz", gzip(&gzip(STORY.as_bytes())));
    write(
        top,
        "lines.jsonl",
        "{\"text\": \"The talks ended at noon.\", \"id\": \"n1\"}\nnonsense\n{\"title\": \"x\"}\n",
    );
    write(top, "style.css", "p {}");
    let result = read(top);
    let paths: Vec<&str> = result.reports.iter().map(|report| report.path.rsplit('/').next().unwrap()).collect();
    assert_eq!(paths, ["good.txt", "lines.jsonl#1"]);
    let mut found: Vec<(&str, &str)> = result
        .failures
        .iter()
        .map(|failure| (failure.path.as_deref().unwrap().rsplit('/').next().unwrap(), failure.code.as_str()))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            ("blank.txt", "input/empty"),
            ("crawl.warc#1", "warc/no-length"),
            ("empty.txt", "input/empty"),
            ("lines.jsonl#2", "input/not-json"),
            ("lines.jsonl#3", "input/no-text"),
            ("paper.pdf", "input/corrupt"),
            ("picture.txt", "input/binary"),
            ("short.txt.gz", "input/truncated"),
            ("twice.txt.gz", "input/nested-archive"),
        ]
    );
    assert!(result.failures.iter().all(|failure| failure.hint.is_some()), "{:?}", result.failures);
    assert_eq!(result.warnings[0].code, "input/passed-over");
}

#[test]
fn paths_that_give_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(codes(&read(&folder.path().join("gone.txt"))), ["input/not-found"]);
    assert_eq!(codes(&read(folder.path())), ["input/empty-folder"]);
}

#[test]
fn the_order_of_paths_and_doubles_do_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let one = write(folder.path(), "b.txt", STORY);
    let two =
        write(folder.path(), "a.txt", "The talks on the dam were put off by a day because of the fog on the river.");
    let copy = write(folder.path(), "c.txt", STORY);
    let there = read_paths(&[one.clone(), two.clone(), folder.path().to_owned(), copy.clone()], &Limits::default());
    let back = read_paths(&[copy, folder.path().to_owned(), two, one.clone(), one], &Limits::default());
    assert_eq!(there.reports, back.reports);
    assert_eq!(there.reports.len(), 2);
    assert!(there.reports[0].path.ends_with("a.txt"));
    assert_eq!(there.warnings[0].code, "input/same-report");
}

#[test]
fn records_of_one_name_are_told_apart() {
    let lines = b"{\"id\": \"x\", \"text\": \"The talks began.\"}\n\n{\"id\": \"x\", \"text\": \"The talks ended.\"}\n";
    let folder = tempfile::tempdir().unwrap();
    let result = read(&write(folder.path(), "a.jsonl.gz", gzip(lines)));
    let ids: Vec<&str> = result.reports.iter().map(|report| report.id.0.as_str()).collect();
    assert_eq!(ids, ["x", "x-2"]);
    assert_eq!(result.reports[1].diagnostics[0].code, "input/same-id");
    assert!(result.reports[1].path.ends_with("a.jsonl.gz#2"));
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", STORY);
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("in/out")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("b.txt")).unwrap();
    let result = read(folder.path());
    assert_eq!(result.reports.len(), 1);
    assert_eq!(result.warnings[0].code, "input/loop");
    assert_eq!(codes(&result), ["input/not-found"]);
}

#[test]
fn metadata_of_a_record() {
    let line = br#"{"id": 7, "text": "PORT ALDER (AP) - The envoys met on Tuesday.\n\nThey spoke for three hours, officials said.",
        "title": "Envoys meet", "outlet": "The Norland Post", "published": "March 4, 2031", "url": "https://example.org/a"}"#;
    let line: Vec<u8> = line.iter().copied().filter(|byte| *byte != b'\n').collect();
    let report = ingest::from_jsonl_line("a.jsonl", 1, &line, &Limits::default()).unwrap();
    assert_eq!(report.id.0, "7");
    assert_eq!(report.outlet.unwrap().basis, record::Basis::Metadata);
    let published = report.published.unwrap();
    assert_eq!((published.value.as_str(), published.basis), ("2031-03-04", record::Basis::Metadata));
    assert!(report.blocks.iter().all(|block| block.kind == record::BlockKind::Body));
    assert_eq!(report.dateline.unwrap().place, "PORT ALDER");
    assert_eq!(report.credits[0].name, "AP");
}

#[test]
fn a_limit_is_a_limit() {
    let limits = Limits { report_bytes: 100, page_bytes: 100, ..Limits::default() };
    for (name, bytes) in [
        ("a.txt", STORY.repeat(9).into_bytes()),
        ("a.txt.gz", gzip(STORY.repeat(9).as_bytes())),
        ("a.html", format!("<html>{STORY}").repeat(9).into_bytes()),
        ("a.jsonl", format!("{{\"text\": {:?}}}", STORY.repeat(9)).into_bytes()),
    ] {
        let found = from_bytes(name, &bytes, &limits);
        assert_eq!(found[0].as_ref().unwrap_err().code, "input/too-large", "{name}");
    }
    // A record too long does not take the next with it.
    let lines = format!("{{\"text\": {:?}}}\n{{\"text\": \"The talks ended.\"}}\n", STORY.repeat(9));
    let found = from_bytes("a.jsonl", lines.as_bytes(), &limits);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].as_ref().unwrap().path, "a.jsonl#2");
}

#[test]
fn a_bomb_is_refused_in_bounded_memory() {
    // 80 MiB of one letter pack to about 400 KiB: 200 times smaller, and over what is free.
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    let chunk = vec![b'a'; 1 << 20];
    for _ in 0..80 {
        packed.write_all(&chunk).unwrap();
    }
    let found = from_bytes("a.txt.gz", &packed.finish().unwrap(), &Limits::default());
    assert_eq!(found[0].as_ref().unwrap_err().code, "input/bomb");
}

#[test]
fn hostile_shapes_take_linear_time() {
    let start = Instant::now();
    let limits = Limits::default();
    let pages = [
        "<div>".repeat(100_000),
        "<b><p>".repeat(10_000),
        "<p>The envoys met. </p>".repeat(5_000),
        "<a href=\"".repeat(50_000),
        "<!--".repeat(50_000),
        "<script>".repeat(50_000),
        "<table><tr><td>".repeat(10_000),
    ];
    for page in pages {
        let page = format!("<html><body>{page}The envoys met on Tuesday.");
        for report in from_bytes("a.html", page.as_bytes(), &limits).into_iter().flatten() {
            assert!(!report.blocks.is_empty());
        }
    }
    let texts = [
        "a ".repeat(500_000),
        "a\n".repeat(20_000),
        "3 Comments\nAnna says:\n".repeat(4_000),
        "The envoys met on Tuesday, and they spoke for three hours there.\nRelated stories\n".repeat(2_000),
        "04/03/2031 ".repeat(50_000),
        "(".repeat(300_000),
        "PORT ALDER, ".repeat(50_000),
    ];
    for text in texts {
        assert!(from_bytes("a.txt", text.as_bytes(), &limits)[0].is_ok());
    }
    let deep = format!("{{\"text\": {}", "[".repeat(100_000));
    assert_eq!(from_bytes("a.jsonl", deep.as_bytes(), &limits)[0].as_ref().unwrap_err().code, "input/not-json");
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
}
