//! Each kind of bad input through both commands: a message that names the file, no crash, neighbours unharmed.

mod common;

use common::{Ran, rapporteur};
use std::fs;
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
fn nested_archives() {
    refused("nested.zip", b"PK\x03\x04\x14\0\0\0\0\0inner.zipPK\x03\x04");
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
