//! Each kind of bad input: a message that names the file, no crash, neighbours unharmed. What depends on the format
//! alone runs through `ingest`, which loads no model; the rest through the commands that read.

mod common;

use common::{Ran, rapporteur};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const NEIGHBOUR: &str = "The envoys of Norland and Suderia met in Port Alder on Tuesday.\n";

/// A folder with one good report and a file to be made bad.
fn folder(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("good.txt"), NEIGHBOUR).expect("a file");
    let bad = folder.path().join(name);
    fs::write(&bad, bytes).expect("a file");
    (folder, bad)
}

fn both(paths: &[&Path]) -> [Ran; 2] {
    ["read", "brief"].map(|command| {
        let format = (command == "brief").then_some(["--format", "json"]);
        let options = std::iter::once(command).chain(format.into_iter().flatten()).map(std::ffi::OsString::from);
        rapporteur(options.chain(paths.iter().map(|path| path.as_os_str().to_owned())))
    })
}

/// The bad file is refused with its name, the good one is read.
fn refused(name: &str, bytes: &[u8]) {
    let (folder, _) = folder(name, bytes);
    for ran in both(&[folder.path()]) {
        assert_eq!(ran.status, 1, "{name}: {}", ran.err);
        assert!(ran.err.contains(name) && ran.err.contains("error"), "{name}: {}", ran.err);
        assert!(ran.out.contains("good.txt"), "{name}: the neighbour is lost");
    }
}

/// The odd file is read as far as it goes, and so is the good one.
fn survived(name: &str, bytes: &[u8]) {
    let (folder, _) = folder(name, bytes);
    for ran in both(&[folder.path()]) {
        assert!(ran.status == 0 || ran.status == 1, "{name}: {}", ran.err);
        assert!(ran.out.contains("good.txt"), "{name}: the neighbour is lost");
        assert!(ran.status == 0 || ran.err.contains(name), "{name}: {}", ran.err);
    }
}

/// Runs `ingest` on the good file and the bad one, which must leave its name and `code` among the messages; the
/// result has the good one and so many reports beside.
fn ingested(name: &str, bytes: &[u8], code: &str, beside: usize) -> Ran {
    let (folder, _) = folder(name, bytes);
    let ran = rapporteur(["ingest".as_ref(), "--format".as_ref(), "jsonl".as_ref(), folder.path().as_os_str()]);
    assert!(ran.err.contains(name) && ran.err.contains(code), "{name}: {}", ran.err);
    assert!(ran.out.contains("good.txt"), "{name}: the neighbour is lost");
    assert_eq!(ran.out.lines().count(), 1 + beside, "{name}: {}", ran.err);
    assert_eq!(ran.status, i32::from(ran.err.contains("error[")), "{name}: {}", ran.err);
    ran
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn bombs() {
    let letters = vec![b'a'; 70 << 20];
    ingested("bomb.txt.gz", &gzip(&letters), "input/bomb", 0);
    let packed = zip(&[("bomb.txt", &letters), ("small.txt", b"The talks ended at noon.")]);
    ingested("bomb.zip", &packed, "input/bomb", 0);
}

#[test]
fn archives_in_archives() {
    let inner = zip(&[("one.txt", NEIGHBOUR.as_bytes())]);
    ingested(
        "nested.zip",
        &zip(&[("more.zip", &inner), ("two.txt", b"The talks ended at noon.")]),
        "input/nested-archive",
        1,
    );
    ingested("twice.txt.gz", &gzip(&gzip(NEIGHBOUR.as_bytes())), "input/nested-archive", 0);
}

#[test]
fn a_crawl_that_was_cut_off() {
    let page =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{NEIGHBOUR}</p></body></html>");
    let page = page.replace("Tuesday", "Monday");
    let record = |n: usize| {
        let page = page.replace("Port Alder", &format!("Port {n}"));
        let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n";
        format!("{head}Content-Length: {}\r\n\r\n{page}\r\n\r\n", page.len()).into_bytes()
    };
    let cut = record(2)[..200].to_vec();
    let ran = ingested("crawl.warc", &[record(1), cut.clone(), record(3)].concat(), "warc/truncated", 2);
    assert!(ran.err.contains("record 2") && ran.out.contains("Port 3"), "{}", ran.err);
    let packed = [gzip(&record(1)), gzip(&record(2))[..80].to_vec(), gzip(&record(3))].concat();
    let (folder, _) = folder("crawl.warc.gz", &packed);
    let ran = rapporteur(["ingest".as_ref(), folder.path().as_os_str()]);
    assert!(ran.status == 1 && ran.err.contains("crawl.warc.gz") && ran.out.contains("Port 3"), "{}", ran.err);
}

#[test]
fn a_page_of_fifty_megabytes() {
    let page = format!("<html><body>{}", "<p>The envoys met in Port Alder.</p>\n".repeat(50 << 15));
    ingested("large.html", page.as_bytes(), "input/too-large", 0);
}

#[test]
fn a_page_of_very_many_tags() {
    let nested = format!("<html><body>{}<p>Envoys met in Port Alder on Monday.</p>", "<div>".repeat(100_000));
    ingested("nested.html", nested.as_bytes(), "html/deep", 1);
}

#[test]
fn feeds_with_hostile_entities() {
    let mut feed = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"aaaaaaaaaa\">");
    for n in 1..40 {
        feed.push_str(&format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    }
    feed.push_str("<!ENTITY f SYSTEM \"file:///etc/hostname\">]><rss><channel><item><title>Talks &a39; end &f;</title></item></channel></rss>");
    let ran = ingested("feed.xml", feed.as_bytes(), "feed/entities", 1);
    assert!(ran.out.contains("&a39;") && ran.out.contains("&f;"), "{}", ran.out);
    ingested("cut.xml", b"<rss><channel><item><title>One</title></item><item><title>Two", "feed/damaged", 1);
}

#[test]
fn bytes_that_are_no_text() {
    ingested("nul.txt", format!("{}\0.", "The envoys met on Monday. ".repeat(5)).as_bytes(), "input/nul-bytes", 1);
    let mixed = ["“Ça va”, said Zoë, “déjà vu”. ".repeat(9).as_bytes(), b"caf\xe9"].concat();
    ingested("mixed.txt", &mixed, "input/invalid-utf8", 1);
}

#[test]
fn mails_and_records_that_hold_nothing() {
    ingested("empty.eml", b"Subject: x\n\n", "input/empty", 0);
    ingested("records.json", br#"[{"text": "The talks ended."}, {"title": "x"}, {"text": }]"#, "input/no-text", 1);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, bad) = folder("secret.txt", b"x");
    fs::set_permissions(&bad, fs::Permissions::from_mode(0o000)).expect("a mode");
    // A superuser may read it all the same.
    if fs::File::open(&bad).is_err() {
        let ran = rapporteur(["ingest".as_ref(), folder.path().as_os_str()]);
        assert!(ran.status == 1 && ran.err.contains("secret.txt") && ran.out.contains("good.txt"), "{}", ran.err);
    }
}

#[test]
fn binary() {
    refused("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0");
}

#[test]
fn empty() {
    refused("empty.txt", b"");
    refused("blank.txt", b" \n\t\n ");
}

#[test]
fn truncated_archive() {
    refused("cut.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\x56");
}

#[test]
fn wrong_encoding_is_said() {
    let bytes = b"The envoy\x92s caf\xe9 in Port Alder was closed on Tuesday. The envoy\x92s na\xefve plan failed.\n";
    let (folder, _) = folder("latin.txt", bytes);
    for ran in both(&[folder.path()]) {
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.err.contains("latin.txt") && ran.err.contains("warning"), "{}", ran.err);
    }
}

#[test]
fn a_byte_that_is_no_text_and_a_mix_of_encodings() {
    survived("mixed.txt", "Envoys met in Port Alder. \u{feff}Gr\u{fc}\u{df}e.".as_bytes());
    survived("broken.txt", b"Envoys met \xff\xfe\xfd in Port Alder on \xc3\x28 Tuesday.\n");
}

#[test]
fn html_soup() {
    survived(
        "soup.html",
        b"<html><p><div><b>Envoys met<table><p></b></div><<<>>&&nbsp<script>alert(1)<p>in Port Alder",
    );
    let nested = format!("<html><body>{}Envoys met in Port Alder.", "<div>".repeat(100_000));
    survived("nested.html", nested.as_bytes());
}

#[test]
fn one_line_without_end() {
    let line = "the day before the talks ".repeat(1_000);
    survived("line.txt", line.as_bytes());
    survived("letter.txt", "a".repeat(100_000).as_bytes());
    survived("quotes.txt", "\"".repeat(20_000).as_bytes());
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    let (folder, bad) = folder("huge.txt", b"x");
    // Sparse: takes no room on the disk.
    fs::File::options().write(true).open(&bad).expect("a file").set_len(1 << 30).expect("a length");
    for ran in both(&[folder.path()]) {
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert!(ran.err.contains("huge.txt"), "{}", ran.err);
        assert!(ran.out.contains("good.txt"));
    }
}

#[test]
fn a_date_that_no_calendar_has() {
    survived("date.jsonl", br#"{"text": "Envoys met yesterday in Port Alder.", "published": "99999-13-45"}"#);
    survived("date.txt", b"Port Alder News\n\n45/99/99999 25:61 PM ET\n\nThe envoys met on February 31, 99999.\n");
}

#[test]
fn a_broken_line_of_records() {
    let lines =
        b"{\"text\": \"Envoys met in Port Alder.\", \"id\": \"kept\"}\n{\"text\": \n[1]\n{\"id\": \"no text\"}\n";
    let (folder, _) = folder("records.jsonl", lines);
    for ran in both(&[folder.path()]) {
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert!(ran.err.contains("records.jsonl"), "{}", ran.err);
        assert!(ran.out.contains("\"kept\""), "the good line is lost");
    }
}

#[test]
fn a_path_that_is_not_there() {
    let (folder, _) = folder("other.txt", NEIGHBOUR.as_bytes());
    let gone = folder.path().join("gone.txt");
    for ran in both(&[&gone, &folder.path().join("good.txt")]) {
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert!(ran.err.contains("gone.txt"), "{}", ran.err);
        assert!(ran.out.contains("good.txt"));
    }
}

#[cfg(unix)]
#[test]
fn a_loop_of_links() {
    let (folder, _) = folder("other.txt", NEIGHBOUR.as_bytes());
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).expect("a link");
    for ran in both(&[folder.path()]) {
        assert!(ran.out.contains("good.txt"), "{}", ran.err);
        assert!(!ran.out.contains("again/again"), "the loop was followed");
    }
}

#[test]
fn a_model_that_is_none() {
    let (folder, bad) = folder("model.safetensors", b"not a model");
    let ran = rapporteur(["read".as_ref(), "--model".as_ref(), bad.as_os_str(), folder.path().as_os_str()]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("model.safetensors") && ran.out.is_empty(), "{}", ran.err);
}

#[test]
fn wrong_usage() {
    assert_eq!(rapporteur(["brief"]).status, 2);
    assert_eq!(rapporteur(["breif", "x"]).status, 2);
    assert_eq!(rapporteur(["brief", "--format", "pdf", "x"]).status, 2);
}
