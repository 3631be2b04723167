//! Crawl archives and zip archives, whole and damaged.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

mod common;

use common::{codes, gzip, names, texts};
use ingest::{Limits, Report, from_bytes};
use std::io::{Cursor, Write};

const PAGE: &str = "<html><head><title>Envoys meet</title></head><body><article><h1>Envoys meet</h1>\
    <p>The envoys of Norland and Suderia met on Tuesday for three hours at the customs house of the town.</p>\
    <p>Neither side would say whether the border posts had been on the agenda of the talks that day.</p></article></body></html>";

/// A record of a crawl archive.
fn record(kind: &str, content: &str, url: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-09T01:02:03Z\r\n\
         Content-Type: {content}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(url: &str, header: &str, page: &[u8]) -> Vec<u8> {
    let answer = [format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(), page].concat();
    record("response", "application/http; msgtype=response", url, &answer)
}

fn html(n: usize) -> Vec<u8> {
    let page = PAGE.replace("three hours", &format!("{n} hours"));
    response(&format!("https://post.example/{n}"), "Content-Type: text/html; charset=utf-8", page.as_bytes())
}

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Report, ingest::Diagnostic>> {
    from_bytes(name, bytes, &Limits::default())
}

#[test]
fn pages_of_a_crawl_and_nothing_else() {
    let latin = PAGE.replace("border posts", "caf\u{e9}s").chars().map(|c| c as u8).collect::<Vec<u8>>();
    let packed = gzip(PAGE.replace("three", "nine").as_bytes());
    let records = [
        record("warcinfo", "application/warc-fields", "", b"software: x\r\n"),
        record("request", "application/http; msgtype=request", "https://post.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        html(1),
        response("https://post.example/p.png", "Content-Type: image/png", b"\x89PNG"),
        record(
            "response",
            "application/http",
            "https://post.example/gone",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no",
        ),
        response("https://post.example/l", "Content-Type: text/html; charset=ISO-8859-1", &latin),
        response("https://post.example/z", "Content-Type: text/html\r\nContent-Encoding: gzip", &packed),
        record("conversion", "text/plain", "https://post.example/t", b"The talks ended at noon, officials said.\n"),
    ];
    for bytes in [records.concat(), records.iter().flat_map(|one| gzip(one)).collect(), gzip(&records.concat())] {
        let found = read("crawl.warc.gz", &bytes);
        assert_eq!(names(&found), ["crawl.warc.gz#3", "crawl.warc.gz#6", "crawl.warc.gz#7", "crawl.warc.gz#8"]);
        let reports: Vec<&Report> = found.iter().flatten().collect();
        assert_eq!(reports[0].url.as_deref(), Some("https://post.example/1"));
        assert!(reports[1].text.contains("cafés"), "{}", reports[1].text);
        assert!(reports[2].text.contains("nine hours"));
        // The day of the crawl is no day of publication.
        assert!(reports.iter().all(|report| report.published.is_none()));
        assert_eq!(codes(&found), ["warc/passed-over"]);
        assert!(found.last().unwrap().as_ref().unwrap_err().message.starts_with("4 of 8 records"));
    }
}

#[test]
fn a_record_that_ends_early_costs_itself() {
    let mut short = html(2);
    short.truncate(short.len() - 200);
    let whole = [html(1), short.clone(), html(3)].concat();
    let found = read("a.warc", &whole);
    assert_eq!(names(&found), ["a.warc#1", "a.warc#3"]);
    assert_eq!(codes(&found), ["warc/truncated"]);
    assert!(found[1].as_ref().unwrap_err().message.contains("record 2"));
    // At the end of the archive, as crawlers leave it when they are stopped.
    let found = read("a.warc", &[html(1), short].concat());
    assert_eq!((names(&found), codes(&found)), (vec!["a.warc#1"], vec!["warc/truncated"]));
}

#[test]
fn a_damaged_member_costs_itself() {
    let mut bad = gzip(&html(2));
    let middle = bad.len() / 2;
    bad.truncate(middle);
    let found = read("a.warc.gz", &[gzip(&html(1)), bad, gzip(&html(3))].concat());
    assert!(texts(&found).contains("1 hours") && texts(&found).contains("3 hours"), "{found:?}");
    assert!(!codes(&found).is_empty());
}

#[test]
fn records_that_lie() {
    let long =
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 99999999999\r\n\r\n";
    let found = read("a.warc", &[html(1), long.into(), html(3)].concat());
    assert_eq!(names(&found)[0], "a.warc#1");
    assert_eq!(codes(&found).len(), 1);
    let none = "WARC/1.0\r\nWARC-Type: response\r\n\r\n";
    let found = read("a.warc", &[none.into(), b"stray bytes\r\n".to_vec(), html(3)].concat());
    assert_eq!(codes(&found), ["warc/no-length", "warc/lost"]);
    assert_eq!(names(&found).len(), 1);
    let minus = record("response", "application/http", "x", b"").into_iter().map(|b| if b == b'0' { b'-' } else { b });
    assert_eq!(codes(&read("a.warc", &minus.collect::<Vec<u8>>())).len(), 1);
}

#[test]
fn records_in_records_take_linear_time() {
    // Each claims to hold all the rest, and holds what looks like the next.
    let lie =
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 900000\r\n\r\nx\r\n";
    let found = read("a.warc", lie.repeat(5_000).as_bytes());
    assert!(codes(&found).iter().all(|code| *code == "warc/truncated"));
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn entries_are_inputs_of_their_own() {
    let line = "{\"text\": \"The talks ended at noon.\"}\n".repeat(2);
    let found = read(
        "a.zip",
        &zip(&[
            ("in/one.txt", b"The envoys met on Tuesday, officials said.\n"),
            ("in/.hidden", b"x"),
            ("page.html", PAGE.as_bytes()),
            ("lines.jsonl.gz", &gzip(line.as_bytes())),
            ("logo.png", b"\x89PNG"),
            ("empty.txt", b""),
            ("more.zip", &zip(&[("one.txt", b"x")])),
            ("crawl.warc.gz", &gzip(&html(1))),
        ]),
    );
    assert_eq!(names(&found), ["a.zip#1", "a.zip#3", "a.zip#4#1", "a.zip#4#2", "a.zip#8#1"]);
    assert_eq!(codes(&found), ["input/passed-over", "input/empty", "input/nested-archive"]);
    let empty = found.iter().find_map(|one| one.as_ref().err().filter(|problem| problem.code == "input/empty"));
    assert!(empty.unwrap().message.contains("empty.txt"), "{empty:?}");
    assert_eq!(empty.unwrap().path.as_deref(), Some("a.zip#6"));
}

#[test]
fn archives_that_do_not_open() {
    let whole = zip(&[("one.txt", "The envoys met on Tuesday. ".repeat(40).as_bytes())]);
    assert_eq!(codes(&read("a.zip", &whole[..whole.len() / 2])), ["input/corrupt"]);
    assert_eq!(codes(&read("a.zip", &zip(&[]))), ["input/empty"]);
    assert_eq!(codes(&read("a.docx", &zip(&[("[Content_Types].xml", b"x")]))), ["input/unsupported-format"]);
    let limits = Limits { archive_entries: 2, ..Limits::default() };
    let many = zip(&[("a.txt", b"x"), ("b.txt", b"x"), ("c.txt", b"x")]);
    assert_eq!(codes(&from_bytes("a.zip", &many, &limits)), ["input/too-many-files"]);
    // One byte of the packed data is wrong: the entry is refused, its neighbour is read.
    let mut wrong =
        zip(&[("one.txt", "The envoys met. ".repeat(40).as_bytes()), ("two.txt", b"The talks ended at noon.")]);
    wrong[45] ^= 0x55;
    let found = read("a.zip", &wrong);
    assert_eq!(names(&found), ["a.zip#2"]);
    assert_eq!(codes(&found).len(), 1);
}

#[test]
fn bombs_are_refused() {
    let limits = Limits { unpacked_free: 1 << 20, ..Limits::default() };
    let zeros = vec![b'a'; 3 << 20];
    let found = from_bytes("a.zip", &zip(&[("a.txt", &zeros), ("b.txt", b"The talks ended.")]), &limits);
    assert_eq!(codes(&found), ["input/bomb"]);
    let lines = "\n".repeat(3 << 20);
    assert_eq!(codes(&from_bytes("a.jsonl.gz", &gzip(lines.as_bytes()), &limits)), ["input/bomb"]);
    let records = "\r\n".repeat(3 << 20);
    let warc = [html(1), records.into_bytes()].concat();
    let found = from_bytes("a.warc.gz", &gzip(&warc), &limits);
    assert_eq!(names(&found), ["a.warc.gz#1"]);
    assert_eq!(codes(&found), ["input/bomb"]);
}
