//! What is kept of a reader's words about two sentences, and what is not.
#![allow(clippy::unwrap_used, reason = "what a test sets up has to be there")]

use reader::{Cache as _, Key, Memory, Options, Reader, Tally, VERSION};
use record::reading::{Entity, Form, Mention, Polarity, Reading, Timex, TimexFunction, TimexType};
use record::{Block, BlockKind, EntityId, MentionId, NameType, Report, ReportId, Span, TimexId};
use serde_json::{Value, json};

const TREES: &str = "\
1\tAnna\tAnna\tPROPN\t_\t_\t3\tnsubj\t_\t_
2\tHolt\tHolt\tPROPN\t_\t_\t1\tflat\t_\t_
3\tmet\tmeet\tVERB\t_\tTense=Past\t0\troot\t_\t_
4\tthe\tthe\tDET\t_\t_\t5\tdet\t_\t_
5\tenvoys\tenvoy\tNOUN\t_\t_\t3\tobj\t_\t_
6\tin\tin\tADP\t_\t_\t7\tcase\t_\t_
7\tPort\tPort\tPROPN\t_\t_\t3\tobl\t_\t_
8\tAlder\tAlder\tPROPN\t_\t_\t7\tflat\t_\t_
9\ton\ton\tADP\t_\t_\t10\tcase\t_\t_
10\tMonday\tMonday\tPROPN\t_\t_\t3\tobl\t_\tSpaceAfter=No
11\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

1\tShe\tshe\tPRON\t_\t_\t4\tnsubj\t_\t_
2\tdid\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tnot\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tsign\tsign\tVERB\t_\t_\t0\troot\t_\t_
5\tthe\tthe\tDET\t_\t_\t6\tdet\t_\t_
6\tdeal\tdeal\tNOUN\t_\t_\t4\tobj\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_
";

/// Reads an answer about the two sentences.
fn read(answer: &Value) -> (Reading, Tally, String) {
    let document = record::conllu::parse(TREES).unwrap();
    let text = document.text.clone();
    let find = |words: &str| {
        let at = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        Span::new(at, at + words.len())
    };
    let mut reading = Reading::default();
    let named = [
        ("Anna Holt", NameType::Per, Form::Name, 0),
        ("the envoys", NameType::Per, Form::Nominal, 1),
        ("Port Alder", NameType::Gpe, Form::Name, 2),
        ("She", NameType::Per, Form::Pronoun, 0),
    ];
    for (id, (words, kind, form, entity)) in named.into_iter().enumerate() {
        let (span, entity) = (find(words), Some(EntityId(entity)));
        reading.mentions.push(Mention { id: MentionId(id), span, head: span, kind, form, entity });
    }
    for (id, name) in ["Anna Holt", "the envoys", "Port Alder"].into_iter().enumerate() {
        let kind = if id == 2 { NameType::Gpe } else { NameType::Per };
        let (aliases, roles, affiliations, members) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        reading.entities.push(Entity {
            id: EntityId(id),
            name: name.to_owned(),
            kind,
            aliases,
            roles,
            affiliations,
            members,
        });
    }
    reading.times.push(Timex {
        id: TimexId(0),
        span: find("Monday"),
        kind: TimexType::Date,
        value: "2031-03-03".to_owned(),
        modifier: None,
        anchor: None,
        function: TimexFunction::None,
        unresolved: None,
    });
    let span = Span::new(0, text.len());
    let blocks = vec![Block { kind: BlockKind::Body, span, author: None, time: None }];
    let report = Report { text: text.clone(), blocks, ..empty() };
    let cache = Memory::default();
    cache.put(&Key::new("report", VERSION, "m", text.trim()), &answer.to_string()).unwrap();
    // Nobody is there: what is kept needs no server.
    let reader =
        Reader::new(Options::new("http://127.0.0.1:9/v1", "m"), Box::new(cache), |said| panic!("{said}")).unwrap();
    reader.ask(&[&report]);
    let tally = reader.merge(&report, &document.analysis, &mut reading);
    (reading, tally, text)
}

fn met() -> Value {
    json!({
        "words": "Anna Holt met the envoys in Port Alder on Monday", "trigger": "met", "who": ["Anna Holt"],
        "whom": ["the envoys"], "where": "Port Alder", "when": "on Monday", "numbers": [], "class": "occurrence",
        "type": "CONSULT", "reality": "happened", "matters": 3, "main": true,
    })
}

fn not_signed() -> Value {
    json!({
        "words": "She did not sign the deal", "trigger": "sign", "who": ["Anna Holt"], "whom": [], "where": "", "when": "",
        "numbers": [], "class": "occurrence", "type": "NONE", "reality": "denied", "matters": 2, "main": false,
    })
}

fn answer(happening: Value) -> Value {
    json!({ "happenings": [happening], "acts": [], "statements": [] })
}

/// The happening with one thing said otherwise.
fn with(mut happening: Value, key: &str, value: Value) -> Value {
    happening[key] = value;
    answer(happening)
}

#[test]
fn what_stands_in_the_words_is_kept_with_its_places() {
    let (reading, tally, text) = read(&answer(met()));
    assert_eq!((tally.kept, tally.without_words, tally.contradicted), (1, 0, 0));
    let event = &reading.events[0];
    assert_eq!(event.trigger.of(&text), "met");
    assert_eq!(event.clause.text, "Anna Holt met the envoys in Port Alder on Monday");
    assert!(event.clause.own && reading.main == Some(event.id));
    assert_eq!((event.actors[0].mention, event.recipients[0].mention), (MentionId(0), MentionId(1)));
    assert_eq!(event.place.as_ref().unwrap().name, "Port Alder");
    assert_eq!(event.time.as_ref().unwrap().value.as_deref(), Some("2031-03-03"));
    assert_eq!(event.by.as_deref(), Some("m; prompts 1"));
}

#[test]
fn what_does_not_is_dropped_alone() {
    for (key, value) in [
        ("who", json!(["Tomas Reyl"])),
        ("whom", json!(["met"])),
        ("where", json!("the envoys")),
        ("when", json!("on Tuesday")),
        ("when", json!("Port Alder")),
        ("numbers", json!(["40 envoys"])),
        ("numbers", json!(["the envoys"])),
    ] {
        let (reading, tally, _) = read(&with(met(), key, value.clone()));
        assert_eq!((tally.kept, tally.without_words), (1, 1), "{key} {value}");
        let event = &reading.events[0];
        let lost = match key {
            "who" => event.actors.is_empty(),
            "whom" => event.recipients.is_empty(),
            "where" => event.place.is_none(),
            "when" => event.time.is_none(),
            _ => event.details.is_empty(),
        };
        assert!(lost, "{key} {value}");
    }
}

#[test]
fn a_clause_that_is_not_there_goes_whole() {
    for (key, value) in [
        ("words", json!("Anna Holt met the envoys in Port Alder on Tuesday")),
        ("words", json!("Monday. She did")),
        ("words", json!("")),
        ("trigger", json!("greeted")),
        ("trigger", json!("me")),
        ("trigger", json!("")),
    ] {
        let (reading, tally, _) = read(&with(met(), key, value.clone()));
        assert!(reading.events.is_empty(), "{key} {value}");
        assert_eq!((tally.kept, tally.without_words), (0, 1), "{key} {value}");
    }
}

#[test]
fn a_negation_decides_what_happened() {
    let (reading, tally, _) = read(&answer(not_signed()));
    assert_eq!((tally.kept, tally.contradicted), (1, 0));
    // "She" stands for the name that the reader gave.
    assert_eq!((reading.events[0].polarity, reading.events[0].actors[0].mention), (Polarity::Negative, MentionId(3)));
    for contradicted in [with(not_signed(), "reality", json!("happened")), with(met(), "reality", json!("denied"))] {
        let (reading, tally, _) = read(&contradicted);
        assert_eq!((reading.events.len(), tally.contradicted), (0, 1));
    }
}

#[test]
fn who_is_named_elsewhere_takes_no_part() {
    let (reading, tally, _) = read(&with(not_signed(), "whom", json!(["the envoys"])));
    assert!(reading.events[0].recipients.is_empty());
    assert_eq!((tally.kept, tally.without_words), (1, 1));
}

#[test]
fn what_both_read_alike_is_one_and_what_they_read_differently_is_two() {
    let (mut reading, _, text) = read(&answer(met()));
    reading.events[0].by = None;
    let again = |reading: &Reading, happening: Value| {
        let document = record::conllu::parse(TREES).unwrap();
        let cache = Memory::default();
        cache.put(&Key::new("report", VERSION, "m", text.trim()), &answer(happening).to_string()).unwrap();
        let reader = Reader::new(Options::new("http://127.0.0.1:9/v1", "m"), Box::new(cache), drop).unwrap();
        let span = Span::new(0, text.len());
        let report = Report {
            text: text.clone(),
            blocks: vec![Block { kind: BlockKind::Body, span, author: None, time: None }],
            ..empty()
        };
        let mut reading = reading.clone();
        reader.merge(&report, &document.analysis, &mut reading);
        reading
    };
    let alike = again(&reading, met());
    assert_eq!((alike.events.len(), alike.events[0].also_by.as_deref()), (1, Some("m; prompts 1")));
    let mut other = met();
    other["reality"] = json!("planned");
    other["main"] = json!(false);
    let both = again(&reading, other);
    assert_eq!(both.events.len(), 2);
    assert!(both.events[0].by.is_none() && both.events[1].by.is_some());
    assert_eq!(both.events[0], reading.events[0]);
}

fn empty() -> Report {
    Report { id: ReportId("r".to_owned()), path: "r.txt".to_owned(), text: String::new(), ..Report::default() }
}
