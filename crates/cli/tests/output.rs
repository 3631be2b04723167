//! Where results go, and what is said on the way.

mod common;

use common::rapporteur;
use std::fs;

const TEXT: &str = "Ferry stays in port\n\nThe ferry of Velmark stayed in port on Tuesday, the harbour office said.\n";

fn arguments<'a>(words: &[&'a str], path: &'a std::path::Path) -> Vec<&'a std::ffi::OsStr> {
    words.iter().map(|word| std::ffi::OsStr::new(*word)).chain([path.as_os_str()]).collect()
}

#[test]
fn a_result_can_go_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (folder.path().join("in.txt"), folder.path().join("out.jsonl"));
    fs::write(&input, TEXT).expect("a file");
    let into = output.to_string_lossy();
    let ran = rapporteur(arguments(&["ingest", "--format", "jsonl", "-o", &into], &input));
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(fs::read_to_string(&output).expect("the result").contains("Ferry stays in port"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "no draft is left");
}

#[test]
fn floods_of_messages_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..30 {
        fs::write(folder.path().join(format!("{n}.txt")), " ").expect("a file");
    }
    let ran = rapporteur(arguments(&["ingest"], folder.path()));
    assert_eq!(ran.err.lines().filter(|line| line.contains("there is no text in it")).count(), 10, "{}", ran.err);
    assert!(ran.err.contains("20 more like it"), "{}", ran.err);
    assert!(ran.err.find("/2.txt") < ran.err.find("/9.txt"), "numbers in names count: {}", ran.err);
    let ran = rapporteur(arguments(&["ingest", "--all-messages"], folder.path()));
    assert_eq!(ran.err.lines().filter(|line| line.contains("there is no text in it")).count(), 30);
}

#[test]
fn quiet_says_errors_only() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("old.txt"), b"The caf\xe9 of Velmark was closed on Tuesday.\n").expect("a file");
    assert!(rapporteur(arguments(&["ingest"], folder.path())).err.contains("warning"));
    assert_eq!(rapporteur(arguments(&["ingest", "--quiet"], folder.path())).err, "");
}

#[test]
fn what_ingest_prints_steers_no_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in.jsonl");
    let line = r#"{"id": "a\u001b[2J", "title": "Ferry \u202e stays \u009b31m", "text": "The ferry \u001b]52;c;eA==\u0007 stayed."}"#;
    fs::write(&input, line).expect("a file");
    let ran = rapporteur(arguments(&["ingest"], &input));
    assert!(ran.out.contains("Ferry <U+202E> stays"), "{}", ran.out);
    assert!(!ran.out.contains(|c: char| c.is_control() && c != '\n'), "{:?}", ran.out);
}

#[test]
fn scripts_and_manuals_for_those_who_install_it() {
    assert!(rapporteur(["completions", "bash"]).out.contains("rapporteur"));
    assert!(rapporteur(["man"]).out.contains(".TH rapporteur"));
    assert!(rapporteur(["man", "brief"]).out.contains("brief"));
    assert_eq!(rapporteur(["man", "nothing"]).status, 2);
}

#[cfg(unix)]
#[test]
fn links_out_of_a_folder_are_followed_when_asked() {
    let (folder, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    fs::write(folder.path().join("in.txt"), TEXT).expect("a file");
    fs::write(other.path().join("secret.txt"), TEXT.replace("Tuesday", "Monday")).expect("a file");
    std::os::unix::fs::symlink(other.path().join("secret.txt"), folder.path().join("link.txt")).expect("a link");
    let ran = rapporteur(arguments(&["ingest", "--format", "jsonl"], folder.path()));
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains("input/link"), "{}", ran.err);
    let ran = rapporteur(arguments(&["ingest", "--format", "jsonl", "--follow-links"], folder.path()));
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.err);
}
