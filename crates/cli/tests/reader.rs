//! What a reader finds in the brief of a short report.

mod common;

use common::rapporteur;
use serde_json::{Value, json};
use std::io::Write;

/// The story of reports with these texts, all of one day.
fn story(texts: &[&str]) -> Value {
    let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().expect("a temporary file");
    for text in texts {
        writeln!(file, "{}", json!({"text": text, "published": "2031-03-04"})).expect("it can be written");
    }
    let ran = rapporteur(["brief".as_ref(), "--format".as_ref(), "json".as_ref(), file.path().as_os_str()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn name<'a>(story: &'a Value, id: &Value) -> &'a str {
    let entities = story["entities"].as_array().expect("entities");
    entities.iter().find(|entity| entity["id"] == *id).and_then(|entity| entity["name"].as_str()).unwrap_or("nobody")
}

#[test]
fn a_denial_names_the_accusation() {
    let story = story(&["Mayor Lena Storm denied accusations of taking bribes from a builder in Alder on Monday."]);
    let allegation = &story["allegations"][0];
    assert_eq!(name(&story, &allegation["against"]), "Lena Storm", "{allegation:#}");
    assert!(allegation["what"].as_str().is_some_and(|what| what.starts_with("taking bribes")), "{allegation:#}");
    let response = &allegation["responses"][0];
    assert_eq!((name(&story, &response["by"]), &response["kind"]), ("Lena Storm", &json!("denied")));
}

#[test]
fn who_denies_what_another_did_is_not_the_accused() {
    let story =
        story(&["Envoy Tomas Reyl of Tarkistan dismissed accusations of River Guard meddling in Alder on Monday."]);
    for allegation in story["allegations"].as_array().expect("allegations") {
        assert_ne!(name(&story, &allegation["against"]), "Tomas Reyl", "{allegation:#}");
    }
}

#[test]
fn what_is_denied_is_not_said() {
    let ran = {
        let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().expect("a temporary file");
        let text = "Mayor Lena Storm denied accusations of taking bribes from a builder in Alder on Monday.";
        writeln!(file, "{}", json!({"text": text, "published": "2031-03-04"})).expect("it can be written");
        rapporteur(["brief".as_ref(), file.path().as_os_str()])
    };
    assert!(ran.out.contains("denied accusations of taking bribes"), "{}", ran.out);
}

#[test]
fn the_victim_is_not_the_accused() {
    let story = story(&["Two youths charged with murdering Lena Storm were in court in Alder on Monday, police said."]);
    for allegation in story["allegations"].as_array().expect("allegations") {
        assert_ne!(name(&story, &allegation["against"]), "Lena Storm", "{allegation:#}");
    }
}

#[test]
fn a_speaker_is_called_by_what_a_pronoun_stands_for() {
    let story = story(&["A ferry captain who said that the bridge had been closed on Sunday was not in Alder."]);
    let statements = story["statements"].as_array().expect("statements");
    let sources: Vec<&str> = statements.iter().filter_map(|statement| statement["source"].as_str()).collect();
    assert!(sources.contains(&"A ferry captain") && !sources.contains(&"who"), "{statements:#?}");
}

#[test]
fn the_day_in_a_dateline_has_the_year_of_the_others() {
    let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().expect("a temporary file");
    let wire = "PORT ALDER, March 3 (NPD) - The envoys of Norland and Suderia met at the customs house on Monday.";
    let other = "The envoys of Norland and Suderia met for three hours in Port Alder, officials said on Tuesday.";
    writeln!(file, "{}", json!({"id": "wire", "text": wire})).expect("it can be written");
    writeln!(file, "{}", json!({"id": "other", "text": other, "published": "2031-03-04"})).expect("it can be written");
    let ran = rapporteur(["brief".as_ref(), "--format".as_ref(), "json".as_ref(), file.path().as_os_str()]);
    let story: Value = serde_json::from_str(&ran.out).expect("JSON");
    let reports = story["reports"].as_array().expect("reports");
    let wire = reports.iter().find(|report| report["id"] == "wire").expect("the wire's report");
    assert_eq!(wire["published"]["value"], "2031-03-03", "{wire:#}");
    assert_eq!(wire["published"]["basis"], "inferred");
}
