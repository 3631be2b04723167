//! `rapporteur read` and `rapporteur ingest`: the contract's lines.

mod common;

use common::{example, rapporteur};
use serde_json::Value;

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn a_line_for_each_report_with_the_fields_of_the_contract() {
    let ran = rapporteur(["read".as_ref(), "--tokens".as_ref(), example().as_os_str()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let reports = lines(&ran.out);
    assert_eq!(reports.len(), 6);
    for report in &reports {
        for field in [
            "id",
            "path",
            "outlet",
            "title",
            "byline",
            "published",
            "dateline",
            "credits",
            "tags",
            "language",
            "text",
            "blocks",
            "sentences",
            "mentions",
            "entities",
            "times",
            "attributions",
            "events",
        ] {
            assert!(report.get(field).is_some(), "{field} is missing in {}", report["path"]);
        }
        let token = &report["sentences"][0]["tokens"][0];
        for field in ["span", "lemma", "upos", "xpos", "feats", "head", "deprel"] {
            assert!(token.get(field).is_some(), "{field} is missing in a token of {}", report["path"]);
        }
    }
}

#[test]
fn blocks_cover_the_text_and_findings_keep_out_of_comments() {
    let ran = rapporteur(["read".as_ref(), example().as_os_str()]);
    for report in lines(&ran.out) {
        let text = report["text"].as_str().expect("text");
        let blocks: Vec<(usize, usize, &str)> = report["blocks"]
            .as_array()
            .expect("blocks")
            .iter()
            .map(|block| {
                let at = |i: usize| block["span"][0][i].as_u64().expect("an offset") as usize;
                (at(0), at(1), block["kind"].as_str().expect("a kind"))
            })
            .collect();
        let mut end = 0;
        for &(start, stop, _) in &blocks {
            assert!(text[end..start].trim().is_empty(), "words between blocks of {}", report["path"]);
            end = stop;
        }
        assert!(text[end..].trim().is_empty(), "words after the last block of {}", report["path"]);
        for finding in ["mentions", "times"] {
            for item in report[finding].as_array().expect("findings") {
                let at = item["span"][0][0].as_u64().expect("an offset") as usize;
                let block = blocks.iter().find(|&&(start, stop, _)| start <= at && at < stop).expect("a block");
                assert!(!["comment", "boilerplate"].contains(&block.2), "a finding in a {}", block.2);
            }
        }
    }
}

#[test]
fn records_keep_their_id_text_and_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("reports.jsonl");
    let record = r#"{"id": "r-7", "text": "The envoys met in Port Alder yesterday.", "published": "2031-03-05", "outlet": "Alder Post"}"#;
    std::fs::write(&path, record).expect("a file");
    let ran = rapporteur(["read".as_ref(), path.as_os_str()]);
    let report = &lines(&ran.out)[0];
    assert_eq!(report["id"], "r-7");
    assert_eq!(report["text"], "The envoys met in Port Alder yesterday.");
    assert_eq!(report["published"]["value"], "2031-03-05");
    assert_eq!(report["published"]["basis"], "metadata");
    assert_eq!(report["outlet"]["value"], "Alder Post");
    assert_eq!(report["times"][0]["value"], "2031-03-04");
}

#[test]
fn ingest_shows_what_was_made_of_each_input() {
    let example = example();
    let ran = rapporteur(["ingest".as_ref(), "--format".as_ref(), "jsonl".as_ref(), example.as_os_str()]);
    assert_eq!(lines(&ran.out).len(), 6);
    let shown = rapporteur(["ingest".as_ref(), example.as_os_str()]).out;
    assert!(shown.contains("comment") && shown.contains("boilerplate") && shown.contains("title"), "{shown}");
}
