//! Short reports of our own with the dates of what they tell, read from raw text with the model that the program carries.
//!
//! `data/dates.txt` has a report below its day of publication, each head marked `[word=date]`: an ISO 8601 value, `news` for
//! the days of the report itself, `none` for what is not told. A model is not right everywhere: a least share, a little
//! under what was measured, has to be found, and what is missed is printed.

use engine::{Engine, Limits};
use record::Span;
use record::reading::{EventTime, TimeBasis};
use std::io::Write;

const REPORTS: &str = include_str!("data/dates.txt");
/// In hundredths.
const LEAST: usize = 75;

/// A report without its marks, and its heads with their dates.
fn record(block: &str) -> (String, Vec<(Span, String)>) {
    let (mut text, mut heads, mut rest) = (String::new(), Vec::new(), block);
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').expect("a mark is closed");
        let (word, date) = mark.split_once('=').expect("a mark has a date");
        text.push_str(before);
        let start = text.len();
        text.push_str(word);
        heads.push((Span::new(start, text.len()), date.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, heads)
}

fn told(time: Option<&EventTime>) -> String {
    match time {
        Some(time) if time.basis == TimeBasis::Bounded && time.from.is_some() => "news".to_owned(),
        Some(EventTime { value: Some(value), .. }) => value.split('T').next().unwrap_or(value).to_owned(),
        _ => "none".to_owned(),
    }
}

#[test]
fn happenings_have_the_dates_that_their_report_gives_them() {
    let engine = Engine::open(None).expect("the model");
    let (mut right, mut all, mut missed) = (0, 0, Vec::new());
    let folder = tempfile::tempdir().expect("a folder");
    for block in REPORTS.trim().split("\n\n") {
        let (published, body) = block.split_once('\n').expect("a day and a report");
        let (text, heads) = record(body);
        let path = folder.path().join("report.jsonl");
        let line = format!(
            "{{\"text\": {}, \"published\": \"{published}\"}}",
            serde_json::to_string(&text).expect("a string")
        );
        std::fs::write(&path, line).expect("written");
        let mut items = engine::ingest(&[path], &Limits::default()).items;
        let read = engine.read(items.pop().expect("a report"));
        for (span, date) in heads {
            let event = read.reading.events.iter().find(|event| event.trigger.overlaps(span));
            let found = event.map_or_else(|| "no happening".to_owned(), |event| told(event.time.as_ref()));
            all += 1;
            right += usize::from(found == date);
            if found != date {
                missed.push(format!("{} is of {date}, not {found}: {text}", span.of(&text)));
            }
        }
    }
    writeln!(std::io::stderr(), "{right} of {all} dates\n{}", missed.join("\n")).expect("standard error");
    assert!(right * 100 >= all * LEAST, "{right} of {all} dates\n{}", missed.join("\n"));
}
