//! Every tool, called by a client of the protocol over a pipe in memory, on three small stories put together by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../asking/tests/common/mod.rs"]
mod common;

use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::RunningService;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{Library, Location};

struct Desk {
    folder: tempfile::TempDir,
    client: RunningService<RoleClient, ()>,
}

impl Desk {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        drop(common::library(&folder));
        let server = mcp::Server::open(&Location::File(folder.path().join("asked.db"))).unwrap();
        let (near, far) = tokio::io::duplex(1 << 16);
        tokio::spawn(async move {
            let running = server.serve(far).await.unwrap();
            running.waiting().await.unwrap();
        });
        Self { folder, client: ().serve(near).await.unwrap() }
    }

    async fn call(&self, tool: &'static str, arguments: Value) -> CallToolResult {
        let arguments = arguments.as_object().unwrap().clone();
        self.client.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await.unwrap()
    }

    /// The structured content of an answer, and the same as text.
    async fn answer(&self, tool: &'static str, arguments: Value) -> (mcp::Answer, String) {
        let result = self.call(tool, arguments).await;
        let text = words(&result);
        assert_eq!(result.is_error, Some(false), "{text}");
        let answer: mcp::Answer = serde_json::from_value(result.structured_content.unwrap()).unwrap();
        self.check(&answer, &text);
        (answer, text)
    }

    async fn refused(&self, tool: &'static str, arguments: Value) -> String {
        let result = self.call(tool, arguments).await;
        assert_eq!(result.is_error, Some(true), "{result:?}");
        words(&result)
    }

    /// Every quotation stands in its report at its bytes, and in the text of the answer.
    fn check(&self, answer: &mcp::Answer, text: &str) {
        let mut library = Library::open(&Location::File(self.folder.path().join("asked.db"))).unwrap();
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        let sides = answer.rows.iter().flat_map(|row| row.sides.iter().flat_map(|side| &side.citations));
        for citation in answer.rows.iter().flat_map(|row| &row.citations).chain(sides) {
            let report = texts
                .entry(citation.report.clone())
                .or_insert_with(|| library.entry(&citation.report, None).unwrap().unwrap().report.text);
            let ranges: Vec<&str> = citation.span.iter().map(|[start, end]| &report[*start..*end]).collect();
            assert_eq!(ranges.join(" … "), citation.quote);
            assert!(!citation.quote.is_empty() && !citation.cut);
            let quote: Vec<&str> = citation.quote.split_whitespace().collect();
            assert!(text.contains(&quote.join(" ")), "{quote:?} is not in {text}");
            assert!(text.contains(&citation.report));
        }
    }
}

fn words(result: &CallToolResult) -> String {
    result.content.iter().map(|content| content.as_text().unwrap().text.as_str()).collect()
}

fn texts(answer: &mcp::Answer) -> Vec<&str> {
    answer.rows.iter().map(|row| row.text.as_str()).collect()
}

#[tokio::test]
async fn tools_are_listed_with_what_they_take() {
    let desk = Desk::new().await;
    let tools = desk.client.list_all_tools().await.unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_ref()).collect();
    assert_eq!(names, ["brief", "ask", "search", "timeline", "differences", "evidence"]);
    for tool in &tools {
        assert_eq!(tool.input_schema["type"], "object", "{}", tool.name);
        assert_eq!(tool.input_schema["additionalProperties"], false, "{}", tool.name);
        assert_eq!(tool.input_schema["properties"]["limit"]["maximum"], 100, "{}", tool.name);
        assert!(tool.output_schema.is_some() && tool.description.is_some());
        assert_eq!(tool.annotations.as_ref().unwrap().read_only_hint, Some(true));
    }
    assert_eq!(tools[1].input_schema["required"], json!(["question"]));
    assert_eq!(tools[2].input_schema["required"], json!(["query"]));
    let unknown = desk.client.call_tool(CallToolRequestParams::new("delete")).await;
    assert!(unknown.unwrap_err().to_string().contains("there is no tool"));
}

#[tokio::test]
async fn a_brief_and_which_there_are() {
    let desk = Desk::new().await;
    let (brief, text) = desk.answer("brief", json!({"story": "norwick", "limit": 100})).await;
    assert!(brief.about.ends_with("story norwick") && brief.next.is_none(), "{brief:?}");
    let broke = brief.rows.iter().find(|row| row.id.as_deref() == Some("e0")).unwrap();
    assert!(broke.text.contains("The Sill dyke broke at Norwick") && !broke.citations.is_empty());
    assert!(text.contains("TIMELINE"));
    let first = &brief.rows[0];
    assert!(first.kind.eq_ignore_ascii_case("where reports differ") && first.citations.len() == 3, "{first:?}");
    assert_eq!(first.status.as_deref(), Some("✗ disputed"), "12 or 14 were killed");
    // A name narrows it; ids would count anew, so that none are given.
    let (about, _) = desk.answer("brief", json!({"story": "norwick", "about": "Greta Olm", "limit": 100})).await;
    assert!(about.rows.len() < brief.rows.len() && about.rows.iter().all(|row| row.id.is_none()));
    let which = desk.refused("brief", json!({})).await;
    assert!(
        which.contains("3 stories") && ["alder", "norwick", "ferry"].iter().all(|id| which.contains(id)),
        "{which}"
    );
    assert!(desk.refused("brief", json!({"story": "volcano"})).await.contains("no story \"volcano\""));
    assert!(desk.refused("brief", json!({"story": "ferry", "about": "Nobody"})).await.contains("Nobody"));
}

#[tokio::test]
async fn questions() {
    let desk = Desk::new().await;
    let today = "2031-03-20";
    let asked = json!({"question": "who met Anna Holt", "today": today});
    let (answer, text) = desk.answer("ask", asked).await;
    assert!(texts(&answer).contains(&"Ilse Brandt met Governor Anna Holt"), "{answer:?}");
    let met = answer.rows.iter().find(|row| row.text == "Ilse Brandt met Governor Anna Holt").unwrap();
    assert_eq!((met.id.as_deref(), met.story.as_deref()), (Some("e1"), Some("alder")));
    assert_eq!(met.date.as_deref(), Some("2031-03-01"));
    let cited = &met.citations[0];
    assert_eq!(cited.outlet.as_deref(), Some("Harbour Courier"));
    assert_eq!(cited.date.as_deref(), Some("2031-03-02T08:40"));
    assert!(text.contains("Harbour Courier, 2031-03-02T08:40"));
    let refused = desk.refused("ask", json!({"question": "is it going to rain?"})).await;
    assert!(refused.starts_with("ask/not-understood") && refused.contains("who met"), "{refused}");
    assert!(
        desk.refused("ask", json!({"question": "who met Anna Holt", "today": "soon"})).await.contains("2031-03-04")
    );
    assert!(desk.refused("ask", json!({"question": "a ".repeat(600)})).await.contains("1000 bytes"));
}

#[tokio::test]
async fn words_in_reports() {
    let desk = Desk::new().await;
    let (found, _) = desk.answer("search", json!({"query": "\"dry river\" HOLT"})).await;
    let reports: Vec<&str> = found.rows.iter().map(|row| row.citations[0].report.as_str()).collect();
    assert_eq!(reports, ["a3", "a2"], "the latest first");
    let (first, _) = desk.answer("search", json!({"query": "\"dry river\" HOLT", "limit": 1})).await;
    let next = first.next.unwrap();
    let (second, _) = desk.answer("search", json!({"query": "\"dry river\" HOLT", "limit": 1, "cursor": next})).await;
    assert_eq!((second.rows[0].citations[0].report.as_str(), second.next), ("a2", None));
    let (nothing, text) = desk.answer("search", json!({"query": "volcano"})).await;
    assert!(nothing.rows.is_empty() && text.contains("nothing in the library"));
    assert!(desk.refused("search", json!({"query": " "})).await.contains("empty"));
    assert!(desk.refused("search", json!({"query": "dam", "cursor": "x"})).await.starts_with("library/cursor"));
}

#[tokio::test]
async fn what_happened_in_order_of_time() {
    let desk = Desk::new().await;
    let wanted = json!({"story": "alder", "since": "2031-03-01", "until": "2031-03-04"});
    let (timeline, _) = desk.answer("timeline", wanted).await;
    let expected = [
        "Ilse Brandt met Governor Anna Holt",
        "Ilse Brandt and Tomas Reyl met in the customs house of Port Alder",
        "Anna Holt left after a short speech",
    ];
    assert_eq!(texts(&timeline), expected);
    let met = &timeline.rows[1];
    assert_eq!((met.lines, met.citations.len()), (Some(3), 4));
    assert_eq!(met.place.as_deref(), Some("the customs house of Port Alder"));
    assert!(met.who.contains(&"Anna Holt (opened)".to_owned()), "{met:?}");
    // Page by page it is the same.
    let mut paged = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let part = json!({"story": "alder", "limit": 3, "cursor": cursor});
        let (answer, _) = desk.answer("timeline", part).await;
        paged.extend(answer.rows);
        match answer.next {
            Some(next) => cursor = json!(next),
            None => break,
        }
    }
    let (whole, _) = desk.answer("timeline", json!({"story": "alder"})).await;
    assert_eq!((paged.len(), &paged), (8, &whole.rows));
    let (holt, _) = desk.answer("timeline", json!({"about": "holt", "story": "alder"})).await;
    assert_eq!(texts(&holt), expected);
    assert!(desk.refused("timeline", json!({"since": "March"})).await.contains("2031-03-04"));
    assert!(desk.refused("timeline", json!({"limit": 0})).await.contains("between 1 and 100"));
    assert!(desk.refused("timeline", json!({"cursor": "-1"})).await.contains("no place"));
    assert!(desk.refused("timeline", json!({"colour": "red"})).await.contains("colour"));
}

#[tokio::test]
async fn where_reports_differ() {
    let desk = Desk::new().await;
    let (differences, text) = desk.answer("differences", json!({"story": "ferry"})).await;
    let [row] = &differences.rows[..] else { panic!("{differences:?}") };
    assert_eq!(
        (row.text.as_str(), row.status.as_deref()),
        ("A fire broke out on the ferry Kestrel off Sandquay: injured", Some("conflict"))
    );
    let sides: Vec<(&str, &str)> =
        row.sides.iter().map(|side| (side.value.as_str(), side.citations[0].quote.as_str())).collect();
    assert_eq!(sides, [("2", "Two sailors"), ("3", "three sailors")]);
    assert!(text.contains("– 2") && text.contains("“three sailors”"));
    let (all, _) = desk.answer("differences", json!({})).await;
    assert_eq!(all.rows.len(), 4, "one of alder, two of norwick, one of ferry");
}

#[tokio::test]
async fn the_words_behind_a_datum_and_of_a_report() {
    let desk = Desk::new().await;
    let (happening, _) = desk.answer("evidence", json!({"story": "alder", "id": "e1"})).await;
    assert_eq!(happening.rows[0].who, ["on the word of Holt's office"]);
    let (said, _) = desk.answer("evidence", json!({"story": "alder", "id": "s1"})).await;
    let reports: Vec<&str> = said.rows[0].citations.iter().map(|citation| citation.report.as_str()).collect();
    assert_eq!((said.rows[0].text.as_str(), reports), ("Nobody here wants a dry river", vec!["a2", "a3"]));
    let (put, _) = desk.answer("evidence", json!({"story": "alder", "id": "p0"})).await;
    let steps: Vec<&str> = put.rows.iter().filter_map(|row| row.status.as_deref()).collect();
    assert_eq!(steps, ["proposed", "under consideration", "accepted"]);
    let (alleged, _) = desk.answer("evidence", json!({"story": "alder", "id": "l0"})).await;
    assert_eq!(alleged.rows.len(), 3, "the allegation and two responses");
    let (differs, _) = desk.answer("evidence", json!({"story": "norwick", "id": "d0"})).await;
    assert_eq!(differs.rows[0].sides.len(), 2);

    let cited = &said.rows[0].citations[0];
    let [start, end] = cited.span[0];
    let (words, _) = desk.answer("evidence", json!({"report": "a2", "start": start, "end": end})).await;
    assert_eq!(words.rows[0].citations[0].quote, "Nobody here wants a dry river");
    let (report, _) = desk.answer("evidence", json!({"report": "a2", "limit": 2})).await;
    assert_eq!(report.rows[0].citations[0].quote, "Estavia and Tarkistan held a three-hour meeting about the");
    assert_eq!(report.next.as_deref(), Some("2"));

    for (arguments, said) in [
        (json!({}), "either a datum or a report"),
        (json!({"story": "alder", "id": "e99"}), "nothing with the id"),
        (json!({"story": "alder", "id": "ü"}), "nothing with the id"),
        (json!({"report": "zzz"}), "no report"),
        (json!({"report": "a2", "start": 0, "end": 1_000_000}), "are no words"),
        (json!({"report": "a2", "start": -1}), "cannot be used"),
    ] {
        let refused = desk.refused("evidence", arguments).await;
        assert!(refused.contains(said), "{refused}");
    }
}
