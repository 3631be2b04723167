//! `rapporteur stories` on the story that the project carries, and on a report that has nothing to do with it.

mod common;

use common::{example, rapporteur};
use serde_json::Value;

const FLOOD: &str = "{\"id\": \"flood\", \"title\": \"Flood closes two schools in Lower Marren\", \"published\": \"2031-06-12\", \"text\": \
    \"The Marren river burst its banks on Wednesday night and flooded two schools in the town of Lower Marren, Norland. Nobody \
    was hurt. Mayor Petra Lund said the schools would stay closed until Monday. Firefighters pumped water from forty cellars.\"}\n";

fn stories(paths: &[&std::path::Path]) -> Value {
    let mut arguments: Vec<&std::ffi::OsStr> = vec!["stories".as_ref(), "--format".as_ref(), "json".as_ref()];
    arguments.extend(paths.iter().map(|path| path.as_os_str()));
    let ran = rapporteur(arguments);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn reports_of_one_story_and_a_stranger() {
    let folder = tempfile::tempdir().expect("a folder");
    let flood = folder.path().join("flood.jsonl");
    std::fs::write(&flood, FLOOD).expect("a file");
    let example = example();
    let found = stories(&[&example, &flood]);
    let sizes: Vec<usize> =
        found.as_array().expect("a list").iter().map(|story| story["reports"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!(sizes, [6, 1], "{found:#}");
    assert_eq!(found[0]["lines"], 5, "as in the brief of these reports");
    assert_eq!(found[1]["id"], "flood");
    assert_eq!(found[1]["title"], "Flood closes two schools in Lower Marren");
    assert_eq!(stories(&[&flood, &example]), found, "the order of the paths does not matter");
}

#[test]
fn a_brief_says_when_its_reports_are_of_several_stories() {
    let folder = tempfile::tempdir().expect("a folder");
    let flood = folder.path().join("flood.jsonl");
    std::fs::write(&flood, FLOOD).expect("a file");
    let example = example();
    let mixed = rapporteur(["brief".as_ref(), example.as_os_str(), flood.as_os_str()]);
    assert_eq!(mixed.status, 0);
    assert!(mixed.err.contains("2 stories") && mixed.err.contains("rapporteur stories"), "{}", mixed.err);
    assert!(mixed.out.contains("TIMELINE"), "it goes on");
    let alone = rapporteur(["brief".as_ref(), example.as_os_str()]);
    assert!(!alone.err.contains("stories"), "{}", alone.err);
}
