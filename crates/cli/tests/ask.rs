//! Questions, corrections and versions on a library that the program itself has read. What the model reads may change when it is
//! trained again: the answers that must be exact are tested in the crate `asking`; these are the few that must always be there.

mod common;

use common::{Ran, example, rapporteur};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::Path;

fn on(library: &Path, arguments: &[&str]) -> Ran {
    let mut all: Vec<&OsStr> = vec!["--library".as_ref(), library.as_os_str()];
    all.extend(arguments.iter().map(OsStr::new));
    rapporteur(all)
}

fn json(library: &Path, arguments: &[&str]) -> Value {
    let ran = on(library, &[arguments, &["--format", "json"]].concat());
    assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn has(answer: &Value, key: &str, words: &str) -> bool {
    answer["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row[key].to_string().contains(words)))
}

#[test]
fn a_library_answers_and_can_be_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("desk.db");
    assert_eq!(on(&library, &["add", example().to_str().expect("a path")]).status, 0);
    let schema = serde_json::from_str(&rapporteur(["schema", "ask"]).out).expect("a schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let ask = |question: &str| {
        let answer = json(&library, &["ask", question]);
        assert!(schema.is_valid(&answer), "{question}: {answer:#}");
        for row in answer["rows"].as_array().expect("rows") {
            assert!(row["lines"].as_u64().is_some_and(|lines| lines > 0), "{question}: {row:#}");
        }
        answer
    };
    assert!(has(&ask("who met Reyl"), "who", "Ilse Brandt"));
    assert!(has(&ask("what did Drost say"), "text", "would not accept conditions"));
    assert!(has(&ask("who said what about the dry river"), "who", "Anna Holt"));
    assert!(has(&ask("what happened in Port Alder in March 2031"), "date", "2031-03-04"));
    assert!(has(&ask("who denied what"), "status", "denied"));
    let differ = ask("where do reports differ");
    assert!(has(&differ, "status", "conflict"));
    for question in ["what is still open", "who first reported the second round", "what changed since 5 March 2031"] {
        assert!(!ask(question)["rows"].as_array().expect("rows").is_empty(), "{question}");
    }

    let refused = on(&library, &["ask", "will it rain"]);
    assert!(refused.status == 2 && refused.err.contains("what can be asked"), "{}", refused.err);

    let (story, row) = (&differ["rows"][0]["story"], &differ["rows"][0]["id"]);
    let (story, row) = (story.as_str().expect("an id"), row.as_str().expect("an id"));
    let corrected = json(&library, &["correct", "hide", story, row, "--author", "Ann"]);
    assert_eq!(corrected[0]["author"], "Ann");
    let fewer = ask("where do reports differ");
    let count = |answer: &Value| answer["rows"].as_array().map_or(0, Vec::len);
    assert_eq!(count(&fewer) + 1, count(&differ));
    assert!(on(&library, &["correct", "--list"]).out.contains("Ann: hidden: the difference of"));
    assert!(on(&library, &["brief", "--story", story]).out.contains("CORRECTED BY THE DESK"));
    assert_eq!(on(&library, &["correct", "--undo", "1"]).status, 0);
    assert_eq!(ask("where do reports differ")["rows"], differ["rows"]);
    assert_eq!(on(&library, &["correct", "hide", story, "e9999"]).status, 2);
}

#[test]
fn versions_say_what_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("desk.db");
    let file = folder.path().join("flood.jsonl");
    for (title, text) in [
        (
            "Flood kills 12 in Norwick",
            "NORWICK — At least 12 people were killed in Norwick on Thursday.\\n\\n“We were never warned,” Greta Olm said.",
        ),
        (
            "Flood kills 14 in Norwick",
            "NORWICK — At least 14 people were killed in Norwick on Thursday.\\n\\nRain is to end on Friday.",
        ),
    ] {
        let line = format!(
            "{{\"id\": \"flood\", \"title\": \"{title}\", \"published\": \"2030-05-02\", \"text\": \"{text}\"}}\n"
        );
        std::fs::write(&file, line).expect("written");
        assert_eq!(on(&library, &["add", file.to_str().expect("a path")]).status, 0);
    }
    let shown = on(&library, &["show", "flood", "--versions"]).out;
    for words in ["version 2, changed silently", "another headline", "a quotation withdrawn", "We were never warned"] {
        assert!(shown.contains(words), "{words:?} is not in\n{shown}");
    }
}
