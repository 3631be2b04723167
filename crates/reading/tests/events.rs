//! Literate cases for events: a sentence or two, and every event that has to be read from them, none more.
//!
//! `events.txt` has the words and the events, `events.conllu` the trees, in the same order; every case is a report
//! of its own, published on 5 March 2031. Names, people and sentences are invented.

use record::reading::{Factuality, Participant, Polarity, Reading, TimeBasis};
use record::report::Published;
use record::{Basis, Block, BlockKind, Report, ReportId, Span, conllu};

const CASES: &str = include_str!("events.txt");
const TREES: &str = include_str!("events.conllu");

fn report(text: &str, blocks: &[Span], kind: BlockKind) -> Report {
    Report {
        id: ReportId("case".to_owned()),
        path: "case".to_owned(),
        published: Some(Published {
            value: "2031-03-05".to_owned(),
            basis: Basis::Metadata,
            span: None,
            evidence: Vec::new(),
        }),
        text: text.to_owned(),
        blocks: blocks.iter().map(|&span| Block { kind, span, author: None, time: None }).collect(),
        ..Report::default()
    }
}

fn names(report: &Report, reading: &Reading, participants: &[Participant]) -> String {
    let one = |participant: &Participant| {
        let words = report.words(reading.mentions[participant.mention.0].span);
        let role = participant.role.map(|role| format!(" ({role:?})").to_lowercase()).unwrap_or_default();
        format!("{words}{role}")
    };
    participants.iter().map(one).collect::<Vec<_>>().join(" + ")
}

/// One line an event.
fn lines(report: &Report, reading: &Reading) -> Vec<String> {
    let line = |event: &record::reading::Event| {
        let mut line = format!(
            "{} {} {}: {} > {} | {}",
            event.kind.as_deref().unwrap_or("-"),
            event.cameo.as_deref().unwrap_or("-"),
            report.words(event.trigger),
            names(report, reading, &event.actors),
            names(report, reading, &event.recipients),
            format!("{:?}", event.factuality).to_lowercase(),
        );
        if event.polarity == Polarity::Negative {
            line.push_str(" negative");
        }
        line.push_str(&format!(" {:?}", event.tense).to_lowercase());
        if let Some(place) = &event.place {
            line.push_str(&format!(" | at {}", place.name));
        }
        if let Some(time) = &event.time {
            let inferred = if time.basis == TimeBasis::Stated { "" } else { " inferred" };
            line.push_str(&format!(" | on {}{inferred}", time.value.as_deref().unwrap_or("-")));
        }
        for detail in &event.details {
            let kind = serde_label(&detail.kind);
            line.push_str(&format!(" | {kind} {}", detail.value));
        }
        line
    };
    reading.events.iter().map(line).collect()
}

fn serde_label(kind: &record::reading::DetailKind) -> String {
    format!("{kind:?}").to_lowercase()
}

fn cases() -> Vec<(String, Vec<String>)> {
    let blocks = CASES.split("\n\n").map(str::trim).filter(|block| !block.is_empty() && !block.starts_with('#'));
    let split = |block: &str| {
        let (events, words): (Vec<&str>, Vec<&str>) = block.lines().partition(|line| line.starts_with("  "));
        (words.join(" "), events.iter().map(|line| line.trim().to_owned()).collect())
    };
    blocks.map(split).collect()
}

fn trees() -> Vec<conllu::Document> {
    let paragraphs = TREES.split("# newpar\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.map(|paragraph| conllu::parse(paragraph).expect("the fixture is CoNLL-U")).collect()
}

#[test]
fn every_case_gives_its_events_and_no_others() {
    let (cases, trees) = (cases(), trees());
    assert_eq!(cases.len(), trees.len(), "a tree for every case");
    assert!(cases.len() >= 100);
    let mut wrong = Vec::new();
    for ((words, expected), document) in cases.iter().zip(&trees) {
        assert_eq!(words, document.text.trim(), "case and tree are of the same words");
        let report = report(&document.text, &document.blocks, BlockKind::Body);
        let found = lines(&report, &reading::read(&report, &document.analysis));
        if &found != expected {
            wrong.push(format!(
                "{words}\n  expected\n    {}\n  found\n    {}",
                expected.join("\n    "),
                found.join("\n    ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases differ:\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

#[test]
fn comments_and_boilerplate_give_no_events() {
    for document in trees() {
        for kind in [BlockKind::Comment, BlockKind::Boilerplate, BlockKind::Byline, BlockKind::Credit] {
            let report = report(&document.text, &document.blocks, kind);
            assert_eq!(reading::read(&report, &document.analysis).events, Vec::new());
        }
    }
}

#[test]
fn every_event_stands_on_words_of_its_sentence() {
    for document in trees() {
        let report = report(&document.text, &document.blocks, BlockKind::Body);
        let reading = reading::read(&report, &document.analysis);
        for (index, event) in reading.events.iter().enumerate() {
            assert_eq!(event.id.0, index);
            let sentence = document.analysis.sentences.iter().find(|sentence| sentence.span.contains(event.trigger));
            let sentence = sentence.expect("a trigger is inside one sentence");
            let absent =
                |participant: &&Participant| participant.role != Some(record::reading::ParticipantRole::Absent);
            for participant in event.actors.iter().chain(&event.recipients).filter(absent) {
                assert!(sentence.span.contains(reading.mentions[participant.mention.0].span), "{event:?}");
            }
            if event.factuality == Factuality::Attributed {
                assert!(event.attribution.is_some() || event.actors.iter().chain(&event.recipients).next().is_some());
            }
        }
        let mut triggers: Vec<_> = reading.events.iter().map(|event| event.trigger).collect();
        triggers.dedup();
        assert_eq!(triggers.len(), reading.events.len(), "a trigger twice");
    }
}

/// A tree that hangs together in odd ways must cost neither time nor a panic.
#[test]
fn odd_trees_are_read_in_linear_time() {
    let words: usize = 900;
    let mut chain = String::from("# newpar\n");
    for i in 1..=words {
        let (lemma, upos, deprel) = match i % 4 {
            0 => ("meet", "VERB", "conj"),
            1 => ("talk", "NOUN", "obj"),
            2 => ("agree", "VERB", "xcomp"),
            _ => ("Reyl", "PROPN", "nsubj"),
        };
        // Every other head points forward: cycles and crossing arcs.
        let head = if i % 2 == 0 { i + 1 } else { i.saturating_sub(2) };
        let head = if head > words { 0 } else { head };
        chain.push_str(&format!("{i}\t{lemma}\t{lemma}\t{upos}\tNN\tNumber=Plur\t{head}\t{deprel}\t_\t_\n"));
    }
    let one = conllu::parse(&chain).expect("CoNLL-U");
    let many = conllu::parse(&chain.repeat(8)).expect("CoNLL-U");
    for document in [one, many] {
        let report = report(&document.text, &document.blocks, BlockKind::Body);
        let start = std::time::Instant::now();
        let _ = reading::events::find(
            &report,
            &document.analysis,
            &reading::events::Found { mentions: &[], entities: &[], times: &[], attributions: &[] },
        );
        assert!(start.elapsed().as_secs() < 30, "took {:?}", start.elapsed());
    }
}
