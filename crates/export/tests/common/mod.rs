//! A story written down by hand: two reports of invented people, and what they say together.
#![allow(dead_code, reason = "every test file uses a part of it")]

use export::{Format, Memory, Pile, Sink, Source};
use record::analysis::Analysis;
use record::reading::Reading;
use record::{Report, Span, Story, conllu};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The first report: letters of several bytes, a tab, marks of every format, a speaker and a plan.
pub const FIRST: &str = "Élise Brandt of Norland met Tomas Reyl in Port\tAlder on 4 March.\n\n\
    Reyl denied that Suderia had closed the dam. \"We closed nothing & will not,\" he told <the\nCourier>.\n\n\
    The envoys will meet again on 8 March at the old mill; Brandt, said Reyl, agrees.\n";

/// The second, without date, outlet and address.
pub const SECOND: &str = "=Brandt= met Reyl.\n";

pub struct Told {
    pub report: Report,
    pub analysis: Analysis,
    pub reading: Reading,
}

pub struct Case {
    pub told: Vec<Told>,
    pub story: Story,
}

/// The place of words, the first or a later one.
pub fn span(text: &str, words: &str, nth: usize) -> Span {
    let (start, found) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("no {words:?} in {text:?}"));
    Span::new(start, start + found.len())
}

fn at(text: &str, words: &str, nth: usize) -> Value {
    json!(span(text, words, nth))
}

fn evidence(report: &str, words: &str, nth: usize) -> Value {
    let text = if report == "first" { FIRST } else { SECOND };
    json!({"report": report, "span": at(text, words, nth), "quote": words})
}

fn from<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("a value of the contract")
}

fn report(id: &str, text: &str, more: Value) -> Report {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        blocks.push(json!({"kind": "body", "span": [[start, start + paragraph.trim_end().len()]]}));
        start += paragraph.len() + 2;
    }
    let mut value = json!({
        "id": id, "path": format!("{id}.txt"), "outlet": null, "title": null, "byline": null, "published": null,
        "dateline": null, "credits": [], "tags": [], "language": null, "url": null, "text": text, "blocks": blocks,
        "diagnostics": [],
    });
    for (key, more) in more.as_object().into_iter().flatten() {
        value[key] = more.clone();
    }
    from(value)
}

fn mention(id: usize, text: &str, words: &str, nth: usize, kind: &str, entity: usize) -> Value {
    let place = at(text, words, nth);
    json!({
        "id": format!("m{id}"), "span": place, "head": place, "type": kind,
        "form": if words == "he" { "pronoun" } else { "name" }, "entity": format!("x{entity}"),
    })
}

fn entity(id: usize, name: &str, kind: &str) -> Value {
    json!({"id": format!("x{id}"), "name": name, "type": kind, "aliases": [], "roles": [], "affiliations": []})
}

fn participant(mention: usize, entity: usize, code: Option<&str>) -> Value {
    json!({"entity": format!("x{entity}"), "mention": format!("m{mention}"), "code": code})
}

fn event(id: usize, trigger: Value, more: Value) -> Value {
    let mut value = json!({
        "id": format!("e{id}"), "class": "occurrence", "predicate": "meet", "type": null, "mode": null, "context": [],
        "cameo": null, "trigger": trigger, "actors": [], "recipients": [], "place": null, "time": null,
        "factuality": "asserted", "polarity": "positive", "tense": "past", "attribution": null, "details": [],
    });
    for (key, more) in more.as_object().into_iter().flatten() {
        value[key] = more.clone();
    }
    value
}

fn first() -> Told {
    let text = FIRST;
    let report = report(
        "first",
        text,
        json!({
            "outlet": {"value": "Harbour Courier", "span": null, "basis": "metadata"},
            "title": {"value": "Envoys meet; \"more\" to come", "span": null, "basis": "metadata"},
            "published": {"value": "2031-03-06T18:30+02:00", "basis": "metadata", "span": null},
            "url": "https://www.courier.example/dam",
            "language": "en",
        }),
    );
    let time = |words: &str, id: usize, value: &str| {
        json!({
            "id": format!("t{id}"), "span": at(text, words, 0), "type": "DATE", "value": value, "function": "NONE",
        })
    };
    let dated = |words: &str, id: usize, value: &str| json!({"value": value, "timex": format!("t{id}"), "span": at(text, words, 0), "basis": "stated"});
    let reading = json!({
        "mentions": [
            mention(0, text, "Élise Brandt", 0, "PER", 0),
            mention(1, text, "Norland", 0, "GPE", 1),
            mention(2, text, "Tomas Reyl", 0, "PER", 2),
            mention(3, text, "Port\tAlder", 0, "GPE", 3),
            mention(4, text, "Reyl", 1, "PER", 2),
            mention(5, text, "Suderia", 0, "GPE", 4),
            mention(6, text, "he", 1, "PER", 2),
        ],
        "entities": [
            entity(0, "Élise Brandt", "PER"), entity(1, "Norland", "GPE"), entity(2, "Tomas Reyl", "PER"),
            entity(3, "Port Alder", "GPE"), entity(4, "Suderia", "GPE"),
        ],
        "times": [time("4 March", 0, "2031-03-04"), time("8 March", 1, "2031-03-08")],
        "attributions": [
            {
                "id": "a0", "source": at(text, "Reyl", 1), "cue": at(text, "denied", 0),
                "content": at(text, "that Suderia had closed the dam", 0), "kind": "indirect", "speaker": "x2",
                "addressee": null, "source_class": "named", "reason": null, "via": null, "parent": null,
            },
            {
                "id": "a1", "source": at(text, "he", 1), "cue": at(text, "told <the\nCourier>", 0),
                "content": at(text, "\"We closed nothing & will not,\"", 0), "kind": "direct", "speaker": "x2",
                "addressee": null, "source_class": "named", "reason": null, "via": null, "parent": null,
            },
        ],
        "events": [
            event(0, at(text, "met", 0), json!({
                "type": "CONSULT", "mode": "meet", "context": ["diplomatic"], "cameo": "040",
                "actors": [participant(0, 0, Some("GOV")), participant(2, 2, None)],
                "place": {"name": "Port Alder", "span": at(text, "Port\tAlder", 0), "entity": "x3"},
                "time": dated("4 March", 0, "2031-03-04"), "placement": "before",
                "clause": {"text": "Élise Brandt met Tomas Reyl", "span": at(text, "Élise Brandt of Norland met", 0)},
            })),
            event(1, at(text, "denied", 0), json!({
                "class": "announcement", "predicate": "deny", "type": "REJECT", "cameo": "120",
                "actors": [participant(4, 2, None)],
            })),
            event(2, at(text, "closed", 0), json!({
                "predicate": "close", "actors": [participant(5, 4, None)], "factuality": "denied",
                "polarity": "negative", "attribution": "a0", "type": "COERCE", "cameo": "175",
            })),
            event(3, at(text, "meet", 0), json!({
                "type": "CONSULT", "cameo": "040", "factuality": "planned", "tense": "future",
                "time": dated("8 March", 1, "2031-03-08"), "placement": "after",
            })),
        ],
        "main": "e0",
        "quantities": [],
    });
    // The analyser's part of the first sentence and of the plan; the rest stays unread.
    let tree = "1\tmet\tmeet\tVERB\tVBD\tTense=Past|VerbForm=Fin\t0\troot\t_\t_\n\n\
        1\twill\twill\tAUX\tMD\tVerbForm=Fin\t2\taux\t_\t_\n\
        2\tmeet\tmeet\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_\n\n";
    let mut analysis = conllu::parse(tree).expect("trees").analysis;
    let places = [vec![("met", 0)], vec![("will", 1), ("meet", 0)]];
    for (sentence, words) in analysis.sentences.iter_mut().zip(places) {
        for (token, (word, nth)) in sentence.tokens.iter_mut().zip(words) {
            token.span = span(text, word, nth);
        }
    }
    let [one, other] = analysis.sentences.as_mut_slice() else { panic!("two sentences") };
    one.span = Span::new(0, span(text, ".\n", 0).start + 1);
    other.span = span(text, "The envoys will meet again on 8 March", 0);
    Told { report, analysis, reading: from(reading) }
}

fn second() -> Told {
    let text = SECOND;
    let reading = json!({
        "mentions": [mention(0, text, "Brandt", 0, "PER", 0), mention(1, text, "Reyl", 0, "PER", 1)],
        "entities": [entity(0, "Brandt", "PER"), entity(1, "Reyl", "PER")],
        "times": [], "attributions": [],
        "events": [event(0, at(text, "met", 0), json!({
            "type": "CONSULT", "cameo": "040",
            "actors": [participant(0, 0, None)], "recipients": [participant(1, 1, None)],
        }))],
    });
    Told { report: report("second", text, json!({})), analysis: Analysis::default(), reading: from(reading) }
}

/// The story of both.
pub fn case() -> Case {
    let account = |report: &str, words: &str, trigger: (&str, usize), event: usize| {
        json!({
            "evidence": evidence(report, words, 0), "trigger": evidence(report, trigger.0, trigger.1),
            "factuality": "asserted", "on_word_of": null, "event": format!("e{event}"),
        })
    };
    let attribute = |value: &str, report: &str, words: &str| {
        json!({
            "value": value, "agreement": "single",
            "accounts": [{"value": value, "evidence": evidence(report, words, 0)}],
        })
    };
    let attended = |entity: usize, words: &str| json!({"entity": format!("x{entity}"), "role": attribute("attended", "first", words)});
    let event = |id: usize, headline: &str, more: Value| {
        let mut value = json!({
            "id": format!("e{id}"), "type": null, "mode": null, "cameo": null, "class": "occurrence",
            "headline": headline, "time": null, "place": null, "actors": [], "recipients": [], "participants": [],
            "attributes": [], "factuality": "asserted", "polarity": "positive", "accounts": [], "reports": ["first"],
            "independent_sources": 1,
        });
        for (key, more) in more.as_object().into_iter().flatten() {
            value[key] = more.clone();
        }
        value
    };
    let entity = |id: usize, name: &str, kind: &str, side: Option<&str>, mentions: Vec<Value>| {
        json!({
            "id": format!("x{id}"), "name": name, "type": kind, "aliases": [], "roles": [], "side": side,
            "mentions": mentions,
        })
    };
    let mut brandt = entity(
        0,
        "Élise Brandt",
        "PER",
        Some("x2"),
        vec![evidence("first", "Élise Brandt", 0), evidence("second", "Brandt", 0)],
    );
    brandt["roles"] = json!([{"value": "envoy", "evidence": [evidence("first", "envoys", 0)]}]);
    let reyl = vec![
        evidence("first", "Tomas Reyl", 0),
        evidence("first", "Reyl", 1),
        evidence("first", "he", 1),
        evidence("second", "Reyl", 0),
    ];
    let summary = |id: &str| json!({"id": id, "path": format!("{id}.txt"), "outlet": null, "title": null, "published": null, "line": 0});
    let story = json!({
        "reports": [summary("first"), summary("second")],
        "entities": [
            brandt,
            entity(1, "Tomas Reyl", "PER", None, reyl),
            entity(2, "Norland", "GPE", None, vec![evidence("first", "Norland", 0)]),
            entity(3, "Suderia", "GPE", None, vec![evidence("first", "Suderia", 0)]),
        ],
        "events": [
            event(0, "Élise Brandt of Norland met Tomas Reyl", json!({
                "type": "CONSULT", "mode": "meet", "cameo": "040",
                "time": attribute("2031-03-04", "first", "4 March"),
                "place": attribute("Port Alder", "first", "Port\tAlder"),
                "actors": ["x0", "x1"], "participants": [attended(0, "Élise Brandt"), attended(1, "Tomas Reyl")],
                "accounts": [
                    account("first", "Élise Brandt of Norland met Tomas Reyl", ("met", 0), 0),
                    account("second", "=Brandt= met Reyl.", ("met", 0), 0),
                ],
                "reports": ["first", "second"], "independent_sources": 2,
            })),
            event(1, "Reyl denied it", json!({
                "type": "REJECT", "cameo": "120", "class": "announcement", "actors": ["x1"],
                "accounts": [account("first", "Reyl denied that Suderia had closed the dam.", ("denied", 0), 1)],
            })),
            event(2, "Suderia had closed the dam", json!({
                "type": "COERCE", "cameo": "175", "actors": ["x3"], "factuality": "denied", "polarity": "negative",
                "accounts": [account("first", "Suderia had closed the dam", ("closed", 0), 2)],
            })),
            event(3, "The envoys will meet again, at the old mill; Brandt agrees", json!({
                "type": "CONSULT", "cameo": "040", "factuality": "planned",
                "time": attribute("2031-03-08", "first", "8 March"),
                "accounts": [account("first", "The envoys will meet again on 8 March", ("meet", 0), 3)],
            })),
        ],
        "discrepancies": [], "figures": [],
        "statements": [{
            "speaker": "x1", "source": null, "source_class": "named", "kind": "direct", "cue": "told",
            "content": "We closed nothing", "said_at": null, "addressee": null, "via": null,
            "evidence": [evidence("first", "\"We closed nothing & will not,\"", 0)],
        }],
        "proposals": [], "allegations": [], "lineage": [
            {"report": "second", "derives_from": "first", "basis": "shared text", "evidence": [evidence("second", "met Reyl", 0)]},
        ],
        "lines": [["first"], ["second"]], "timeline": [],
    });
    Case { told: vec![first(), second()], story: from(story) }
}

/// What a format makes of the case: its files, and the table of evidence.
pub fn export(name: &str) -> (BTreeMap<String, String>, Vec<Vec<String>>) {
    let case = case();
    let sources =
        case.told.iter().map(|one| Source { report: &one.report, analysis: &one.analysis, reading: &one.reading });
    let pile = Pile::new(sources.collect(), &case.story);
    let format = Format::named(name).unwrap_or_else(|| panic!("no format {name}"));
    let (mut files, mut evidence) = (Memory::default(), Vec::new());
    let mut sink = Sink::new(&mut files, Some(&mut evidence)).expect("memory takes it");
    format.write(&pile, &mut sink).expect("memory takes it");
    let evidence = String::from_utf8(evidence).expect("UTF-8");
    let rows: Vec<Vec<String>> = evidence.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    assert_eq!(rows[0], ["row", "column", "report", "span", "words"]);
    for row in &rows[1..] {
        let [.., report, place, words] = row.as_slice() else { panic!("{row:?}") };
        assert_eq!(row.len(), 5, "{row:?}");
        let text = if report == "first" { FIRST } else { SECOND };
        let place: record::Spans = serde_json::from_str(place).expect("a span");
        let there = place.quote(text).replace(['\t', '\n'], " ");
        assert_eq!(&there, words, "the words stand at the span");
    }
    (files.files, rows.into_iter().skip(1).collect())
}

/// The one file of a format.
pub fn file(name: &str) -> String {
    let (mut files, _) = export(name);
    assert_eq!(files.len(), 1, "{:?}", files.keys());
    files.remove("").expect("the one file")
}

/// The rows of a table, each cell under the number of its column from 1.
pub fn rows(table: &str) -> Vec<Vec<String>> {
    assert!(table.ends_with('\n'));
    table.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
