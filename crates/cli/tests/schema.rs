//! The published schemas are those of the program's types, and its output keeps to them.

mod common;

use common::{example, rapporteur};
use serde_json::Value;
use std::path::Path;

fn schema(output: &str) -> Value {
    let ran = rapporteur(["schema", output]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("a schema is JSON")
}

fn keeps_to(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(value).take(5).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_published_files_are_what_the_program_prints() {
    for output in ["read", "ingest", "brief", "stories", "added", "search", "entities", "versions", "check", "ask"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/schema/{output}.json"));
        let published = std::fs::read_to_string(&path).expect("a published schema");
        let printed = rapporteur(["schema", output]).out;
        assert!(
            published == printed,
            "docs/schema/{output}.json is old: rapporteur schema {output} > {}",
            path.display()
        );
    }
}

#[test]
fn output_keeps_to_its_schema() {
    let example = example();
    let path = example.as_os_str();
    let brief = rapporteur(["brief".as_ref(), "--format".as_ref(), "json".as_ref(), path]);
    keeps_to(&schema("brief"), &serde_json::from_str(&brief.out).expect("JSON"));
    let stories = rapporteur(["stories".as_ref(), "--format".as_ref(), "json".as_ref(), path]);
    keeps_to(&schema("stories"), &serde_json::from_str(&stories.out).expect("JSON"));
    let lines = [
        ("read", rapporteur(["read".as_ref(), "--tokens".as_ref(), path])),
        ("ingest", rapporteur(["ingest".as_ref(), "--format".as_ref(), "jsonl".as_ref(), path])),
    ];
    for (output, ran) in lines {
        let schema = schema(output);
        assert_eq!(ran.out.lines().count(), 6);
        for line in ran.out.lines() {
            keeps_to(&schema, &serde_json::from_str(line).expect("JSON"));
        }
    }
}

#[test]
fn a_span_that_is_no_pair_is_refused() {
    let schema = schema("ingest");
    let ran = rapporteur(["ingest".as_ref(), "--format".as_ref(), "jsonl".as_ref(), example().as_os_str()]);
    let mut report: Value = serde_json::from_str(ran.out.lines().next().expect("a line")).expect("JSON");
    report["blocks"][0]["span"] = serde_json::json!([[1, 2, 3]]);
    assert!(!jsonschema::validator_for(&schema).expect("a schema").is_valid(&report));
}
