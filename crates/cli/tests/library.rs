//! The commands of a library, on the story that the project carries.

mod common;

use common::{Ran, example, rapporteur};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::Path;

/// Runs a command on a library.
fn on(library: &Path, arguments: &[&OsStr]) -> Ran {
    let mut all: Vec<&OsStr> = vec!["--library".as_ref(), library.as_os_str()];
    all.extend(arguments);
    rapporteur(all)
}

fn json(library: &Path, arguments: &[&str]) -> Value {
    let mut all: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    all.extend(["--format", "json"].map(OsStr::new));
    let ran = on(library, &all);
    assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn schema(output: &str) -> jsonschema::Validator {
    let schema = serde_json::from_str(&rapporteur(["schema", output]).out).expect("a schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn a_story_goes_in_once_and_can_be_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("desk.db");
    let missing = on(&library, &["stories".as_ref()]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("library/missing") && missing.err.contains("rapporteur add"), "{}", missing.err);
    let example = example();
    let path = example.to_str().expect("a path");
    let added = json(&library, &["add", path]);
    assert_eq!(added["added"].as_array().map(Vec::len), Some(6), "{added:#}");
    assert!(schema("added").is_valid(&added));
    let again = json(&library, &["add", path]);
    assert_eq!((&again["added"], again["unchanged"].as_array().map(Vec::len)), (&serde_json::json!([]), Some(6)));

    let stories = json(&library, &["stories"]);
    assert_eq!(stories.as_array().map(Vec::len), Some(1), "{stories:#}");
    assert!(schema("stories").is_valid(&stories));
    let id = stories[0]["id"].as_str().expect("an id");
    let kept = json(&library, &["brief", "--story", id]);
    let whole = rapporteur(["brief".as_ref(), "--format".as_ref(), "json".as_ref(), example.as_os_str()]);
    assert_eq!(kept, serde_json::from_str::<Value>(&whole.out).expect("JSON"), "the same brief as without a library");
    let narrow = json(&library, &["brief", "--story", id, "--about", "Brandt"]);
    let count = |story: &Value| story["events"].as_array().map_or(0, Vec::len);
    assert!(count(&narrow) > 0 && count(&narrow) < count(&kept));

    let found = json(&library, &["search", "envoy*"]);
    assert!(schema("search").is_valid(&found));
    let report = found["hits"][0]["report"]["id"].as_str().expect("a hit").to_owned();
    let entities = json(&library, &["entities"]);
    assert!(schema("entities").is_valid(&entities));
    let versions = json(&library, &["show", &report, "--versions"]);
    assert!(schema("versions").is_valid(&versions));
    assert_eq!(versions.as_array().map(Vec::len), Some(1));
    let rows = json(&library, &["sql", "SELECT count(*) AS reports FROM reports"]);
    assert_eq!(rows, serde_json::json!([{ "reports": 6 }]));
    let written = on(&library, &["sql".as_ref(), "DELETE FROM reports".as_ref()]);
    assert_eq!(written.status, 2);
    assert!(written.err.contains("may only read"), "{}", written.err);
    let gexf = on(&library, &["export".as_ref(), "graphml".as_ref(), "--story".as_ref(), id.as_ref()]);
    assert!(gexf.status == 0 && gexf.out.contains("<graphml"), "{}", gexf.err);

    assert_eq!(on(&library, &["remove".as_ref(), report.as_ref()]).status, 0);
    let checked = json(&library, &["library", "check"]);
    assert!(schema("check").is_valid(&checked));
    assert_eq!((&checked["reports"], &checked["problems"]), (&serde_json::json!(5), &serde_json::json!([])));
    let copy = folder.path().join("copy.db");
    assert_eq!(on(&library, &["library".as_ref(), "backup".as_ref(), copy.as_os_str()]).status, 0);
    assert_eq!(json(&copy, &["stories"]), json(&library, &["stories"]));
}
