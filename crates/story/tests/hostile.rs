//! Input that no report looks like: the story may be poor, but it comes, and soon.

mod common;

use common::{Draft, tell};
use record::NameType;
use record::reading::AttributionKind;
use std::time::{Duration, Instant};

/// Far above what any of these takes in a debug build on a busy machine; squared work would take hours.
const LONG: Duration = Duration::from_secs(120);

/// One sentence of many names, all different persons of one surname, who all meet each other.
#[test]
fn thousands_of_namesakes_in_one_sentence() {
    let names: Vec<String> = (0..1500).map(|i| format!("{}{} Brandt", given(i), i)).collect();
    let text = format!("{} met Reyl", names.join(" and "));
    let mut draft = Draft::new("namesakes", "2031-03-05", &text);
    let mut at = 0;
    for name in &names {
        let start = text[at..].find(name.as_str()).map_or(at, |found| at + found);
        at = start + name.len();
        draft = draft.entity_at(NameType::Per, name, start);
    }
    draft = draft.person(&["Reyl"], "", "");
    for i in 0..1000 {
        draft = draft.event_of("CONSULT", at + 1..at + 4, i);
    }
    let start = Instant::now();
    let story = tell(&[&draft]);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
    assert!(story.entities.len() > 100);
}

/// The same quotation over and over, and a report that holds nothing but one word.
#[test]
fn thousands_of_equal_quotations() {
    let text = "\"We will not wait for the river any longer than we must.\" Reyl said. ".repeat(500);
    let mut draft = Draft::new("quotations", "2031-03-05", &text).person(&["Reyl"], "", "");
    for _ in 0..500 {
        draft = draft.says(
            "Reyl",
            "said",
            "We will not wait for the river any longer than we must.",
            AttributionKind::Direct,
        );
    }
    let word = Draft::new("word", "2031-03-06", &"dam ".repeat(20_000));
    let start = Instant::now();
    let story = tell(&[&draft, &word, &Draft::new("other", "", &"dam ".repeat(20_000))]);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
    assert_eq!(story.reports.len(), 3);
}

/// One happening over and over in one report: all pairs are alike, and two accounts rule each other out by their days.
#[test]
fn hundreds_of_accounts_of_one_happening() {
    let text = "The dam burst on 4 March. ".repeat(800);
    let mut draft = Draft::new("dam", "2031-03-05", &text);
    for i in 0..800 {
        draft = draft.happening("burst", "The dam burst on 4 March", 0.9, 0);
        let start = i * "The dam burst on 4 March. ".len() + "The dam ".len();
        draft.reading.events[i].trigger = record::Span::new(start, start + "burst".len());
        if i % 400 == 0 {
            draft = draft.at("4 March", if i == 0 { "2031-03-04" } else { "2031-02-04" });
        }
    }
    let start = Instant::now();
    let story = tell(&[&draft]);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
    assert!(story.events.len() >= 2, "the two days are two happenings");
}

/// Readings whose numbers point nowhere are passed over.
#[test]
fn dangling_ids_are_passed_over() {
    let mut draft =
        Draft::new("dangling", "2031-03-05", "Brandt met Reyl.").person(&["Brandt"], "", "").person(&["Reyl"], "", "");
    draft = draft.event("CONSULT", "met", &["Brandt"], &["Reyl"]).at("met", "99999-99-99");
    for mention in &mut draft.reading.mentions {
        mention.entity = Some(record::EntityId(99));
    }
    let event = &mut draft.reading.events[0];
    event.attribution = Some(record::AttributionId(7));
    event.actors[0].entity = Some(record::EntityId(1000));
    event.actors[0].mention = record::MentionId(1000);
    let story = tell(&[&draft]);
    assert_eq!(story.events.len(), 1);
    assert!(story.timeline.iter().all(|row| row.date.is_none()), "no calendar has that day");
}

fn given(i: usize) -> String {
    let letters = ["ba", "do", "fe", "gi", "ku", "la", "mo", "ne", "pi", "ru"];
    let word: String = [i % 10, i / 10 % 10, i / 100 % 10].iter().map(|&digit| letters[digit]).collect();
    format!("{}{}", word[..1].to_uppercase(), &word[1..])
}
