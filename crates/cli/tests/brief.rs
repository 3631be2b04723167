//! `rapporteur brief` on the story that the project carries.

mod common;

use common::{example, rapporteur};
use serde_json::Value;

fn story() -> Value {
    let example = example();
    let ran = rapporteur(["brief".as_ref(), "--format".as_ref(), "json".as_ref(), example.as_os_str()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

/// The meeting of the two envoys on a day that most reports tell of. Their countries' talks of that day may stand as another.
fn meeting<'a>(story: &'a Value, day: &str) -> &'a Value {
    let events = story["events"].as_array().expect("events");
    let on_day = |event: &&Value| {
        event["type"] == "CONSULT" && event["time"]["value"].as_str().is_some_and(|time| time.starts_with(day))
    };
    let envoys = |event: &&Value| {
        let names = names(story, event);
        ["Ilse Brandt", "Tomas Reyl"].iter().all(|envoy| names.iter().any(|name| name == envoy))
    };
    let reports = |event: &&Value| event["reports"].as_array().map_or(0, Vec::len);
    let meetings = events.iter().filter(on_day).filter(envoys);
    meetings.max_by_key(reports).unwrap_or_else(|| panic!("no meeting of the envoys on {day}"))
}

fn names(story: &Value, event: &Value) -> Vec<String> {
    let participants = event["participants"].as_array().expect("participants");
    let entities = participants.iter().map(|participant| participant["entity"].as_str().unwrap_or(""));
    let name = |id: &str| {
        let entity = story["entities"].as_array().into_iter().flatten().find(|entity| entity["id"] == id);
        entity.and_then(|entity| entity["name"].as_str()).unwrap_or("").to_owned()
    };
    entities.map(name).collect()
}

#[test]
fn the_first_meeting_is_one_event_told_by_several() {
    let story = story();
    let event = meeting(&story, "2031-03-04");
    assert!(event["reports"].as_array().expect("reports").len() >= 4, "{event:#}");
    assert!(names(&story, event).iter().all(|name| !name.is_empty()), "who met is known by name");
}

#[test]
fn the_copy_is_no_source_of_its_own() {
    let story = story();
    let reports = story["reports"].as_array().expect("reports").len();
    let lines = story["lines"].as_array().expect("lines").len();
    assert_eq!((reports, lines), (6, 5), "{:#}", story["lines"]);
    let event = meeting(&story, "2031-03-04");
    let sources = event["independent_sources"].as_u64().expect("a number");
    assert!((sources as usize) < event["reports"].as_array().expect("reports").len());
}

#[test]
fn accounts_that_cannot_both_be_true_are_told_apart() {
    let story = story();
    let event = meeting(&story, "2031-03-04");
    assert_eq!(event["place"]["agreement"], "conflict", "{:#}", event["place"]);
}

#[test]
fn comments_are_in_nothing() {
    let story = story().to_string();
    for words in ["in secret last year", "drove him to the coast", "paid by Tarkistan"] {
        assert!(!story.contains(words), "a reader's comment is read as reporting: {words}");
    }
}

#[test]
fn every_piece_of_evidence_quotes_its_report() {
    let example = example();
    let ran = rapporteur(["read".as_ref(), example.as_os_str()]);
    let texts: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let text = |id: &Value| texts.iter().find(|report| report["id"] == *id).and_then(|report| report["text"].as_str());
    let mut checked = 0;
    let mut open = vec![&story()].into_iter().cloned().collect::<Vec<Value>>();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(map) if map.contains_key("quote") && map.contains_key("span") => {
                let text = text(&map["report"]).expect("the report is one of the pile");
                let ranges = map["span"].as_array().expect("ranges").iter().map(|range| {
                    let at = |i: usize| range[i].as_u64().expect("an offset") as usize;
                    &text[at(0)..at(1)]
                });
                assert_eq!(ranges.collect::<Vec<_>>().join(" … "), map["quote"].as_str().expect("words"));
                checked += 1;
            }
            Value::Object(map) => open.extend(map.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    assert!(checked > 100, "only {checked} pieces of evidence");
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_order() {
    let example = example();
    let mut files: Vec<_> =
        std::fs::read_dir(&example).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let run = |threads: &str, files: &[std::path::PathBuf]| {
        let options = ["brief", "--format", "json", "--threads", threads].map(std::ffi::OsString::from);
        rapporteur(options.into_iter().chain(files.iter().map(|file| file.clone().into_os_string()))).out
    };
    let one = run("1", &files);
    files.reverse();
    assert!(one == run("4", &files), "the output depends on threads or order");
}

#[test]
fn text_and_markdown_show_the_parts_of_a_brief() {
    let example = example();
    let text = rapporteur(["brief".as_ref(), example.as_os_str()]).out;
    for part in ["TIMELINE", "SAID", "REPORTS", "4 Mar 2031", "Ilse Brandt", "lines of reporting"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "escapes in a pipe");
    let markdown = rapporteur(["brief".as_ref(), "--format".as_ref(), "md".as_ref(), example.as_os_str()]).out;
    assert!(markdown.starts_with("# ") && markdown.contains("\n## Timeline\n"), "{markdown}");
}

#[test]
fn the_page_needs_nothing_beside_itself() {
    let example = example();
    let page = rapporteur(["brief".as_ref(), "--format".as_ref(), "html".as_ref(), example.as_os_str()]).out;
    assert!(page.starts_with("<!DOCTYPE html>"));
    for outside in ["src=", "<link", "@import", "url("] {
        assert!(!page.contains(outside), "the page asks for something: {outside}");
    }
    // Every citation has its place on the page.
    let targets: Vec<&str> =
        page.split("class=\"cite\" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.len() > 20, "only {} citations", targets.len());
    for target in targets {
        assert!(page.contains(&format!("id=\"{target}\"")), "{target} leads nowhere");
    }
}
