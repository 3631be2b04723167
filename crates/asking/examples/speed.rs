//! How long questions take: `cargo run --release -p asking --example speed -- 50000 FILE`.
//!
//! Makes a library of so many generated reports, 25 a story, with happenings, statements, differences and acts of generated
//! names, and asks each kind of question of it five times. It prints the longest and the middle time of each in milliseconds.

use jiff::civil::{Date, date};
use record::evidence::{Basis, Stated};
use record::report::Published;
use record::{Analysis, Evidence, Reading, Report, ReportId, Span, Spans, Story};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;
use store::{Entry, Library, Location};

/// Reports of a story.
const REPORTS: usize = 25;
/// Sentences of a report, and words of a sentence.
const SENTENCES: usize = 12;
const WORDS: usize = 14;

/// Numbers that look random and are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }

    fn word(&mut self) -> String {
        let size = 30_000;
        format!("w{}", self.below(size).min(self.below(size)))
    }

    /// One of 3,000 names, a few of which are in very many stories.
    fn name(&mut self) -> String {
        let number = self.below(3_000).min(self.below(3_000)).min(self.below(3_000));
        format!("Name{} Sur{number}", number % 40)
    }
}

fn day(story: usize) -> Date {
    date(2026, 1, 1).saturating_add(jiff::Span::new().days(i64::try_from(story % 1_800).unwrap_or(0)))
}

fn report(random: &mut Random, story: usize, at: usize, names: &[String]) -> Report {
    let sentence = |random: &mut Random| {
        let mut words: Vec<String> = (0..WORDS).map(|_| random.word()).collect();
        words.push(names[random.below(names.len() as u64) as usize].clone());
        words.push(format!("topic{story}."));
        words.join(" ")
    };
    let text = (0..SENTENCES).map(|_| sentence(random)).collect::<Vec<_>>().join(" ");
    let value = |value: String| Some(Stated { value, span: None, basis: Basis::Metadata });
    let published = day(story).to_string();
    Report {
        id: ReportId(format!("r{story}-{at}")),
        path: format!("r{story}-{at}.txt"),
        outlet: value(format!("Outlet {}", at % 9)),
        title: value(format!("Title of topic{story} {}", random.word())),
        published: Some(Published { value: published, basis: Basis::Metadata, span: None, evidence: Vec::new() }),
        text,
        ..Report::default()
    }
}

fn words(random: &mut Random, reports: &[Report]) -> Evidence {
    let report = &reports[random.below(reports.len() as u64) as usize];
    let start = random.below(report.text.len() as u64 - 90) as usize;
    let span: Spans = Span::new(start, start + 80).into();
    report.evidence(span)
}

/// A story with rows of all kinds, as JSON of the contract.
fn story(random: &mut Random, number: usize, reports: &[Report], names: &[String]) -> Value {
    let day = day(number).to_string();
    let mut some = |count: usize| -> Vec<Evidence> { (0..count).map(|_| words(random, reports)).collect() };
    let entities: Vec<Value> = names.iter().enumerate().map(|(at, name)| {
        let evidence = some(1);
        json!({"id": format!("x{at}"), "name": name, "type": "PER", "roles": [], "side": null, "mentions": evidence,
            "aliases": [{"value": name, "evidence": evidence}, {"value": name.split(' ').nth(1), "evidence": evidence}]})
    }).collect();
    let who = |at: usize| format!("x{}", at % names.len());
    let events: Vec<Value> = (0..40).map(|at| {
        let told = some(3);
        let accounts: Vec<Value> = told.iter().map(|one| json!({"evidence": one, "trigger": one, "factuality": "asserted",
            "on_word_of": null, "event": "e0"})).collect();
        json!({"id": format!("e{at}"), "type": if at % 4 == 0 { "CONSULT" } else { "ASSAULT" }, "mode": null, "cameo": null,
            "class": "occurrence", "headline": told[0].quote, "time": {"value": day, "agreement": "single", "accounts": []},
            "place": {"value": format!("Place{}", at % 7), "agreement": "single", "accounts": []}, "actors": [who(at)],
            "recipients": [who(at + 1)], "participants": [], "attributes": if at == 0 { json!([{"name": "killed",
            "value": "12", "agreement": "single", "accounts": [{"value": "12", "evidence": told[0]}]}]) } else { json!([]) },
            "factuality": if at % 9 == 0 { "planned" } else { "asserted" }, "polarity": "positive", "accounts": accounts,
            "reports": told.iter().map(|one| &one.report).collect::<Vec<_>>(), "independent_sources": 2})
    }).collect();
    let timeline: Vec<Value> = events.iter().take(25).map(|event| json!({"date": day, "from": day, "to": day,
        "precision": "day", "basis": null, "title": event["headline"], "events": [event["id"]], "statements": [],
        "reports": event["reports"], "lines": 2, "factuality": event["factuality"], "polarity": "positive", "main": false,
        "background": false})).collect();
    let statements: Vec<Value> = (0..40)
        .map(|at| {
            let told = some(2);
            json!({"speaker": who(at), "source": null, "source_class": "named", "kind": "direct", "cue": "said",
            "content": told[0].quote, "said_at": day, "addressee": null, "via": null, "evidence": told})
        })
        .collect();
    let discrepancies: Vec<Value> = (0..6)
        .map(|at| {
            json!({"id": format!("d{at}"), "about": format!("e{at}"),
        "attribute": "place", "kind": "conflict", "accounts": [{"value": "here", "reports": [], "evidence": some(1)},
        {"value": "there", "reports": [], "evidence": some(1)}]})
        })
        .collect();
    let proposals: Vec<Value> = (0..5)
        .map(|at| {
            let told = some(1);
            json!({"id": format!("p{at}"), "kind": "offer",
        "by": who(at), "to": who(at + 2), "what": told[0].quote, "status": "offered", "history": [{"date": day,
        "status": "offered", "by": who(at), "evidence": told}]})
        })
        .collect();
    let allegations: Vec<Value> = (0..3)
        .map(|at| {
            let told = some(1);
            json!({"id": format!("l{at}"), "by": who(at),
        "against": who(at + 3), "what": told[0].quote, "responses": [{"by": who(at + 3), "kind": "denied",
        "evidence": told}], "evidence": told})
        })
        .collect();
    let summaries: Vec<Value> = reports
        .iter()
        .enumerate()
        .map(|(at, report)| {
            json!({"id": report.id, "path": report.path,
        "outlet": report.outlet, "title": report.title, "published": report.published, "line": at % 9})
        })
        .collect();
    json!({"reports": summaries, "entities": entities, "events": events, "discrepancies": discrepancies, "figures": [],
        "statements": statements, "proposals": proposals, "allegations": allegations, "lineage": [], "lines": [],
        "timeline": timeline})
}

/// What went wrong with a library, in words.
fn said<T>(result: store::Result<T>) -> Result<T, String> {
    result.map_err(|diagnostic| diagnostic.to_string())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let reports: usize = arguments.next().as_deref().unwrap_or("50000").parse()?;
    let path = arguments.next().unwrap_or_else(|| "asking-speed.db".to_owned());
    if !Path::new(&path).exists() {
        let start = Instant::now();
        make(&path, reports / REPORTS)?;
        println!("{reports} reports made and added in {:.0} s", start.elapsed().as_secs_f64());
    }
    let mut library = said(Library::open(&Location::parse(&path)))?;
    for question in [
        "who met Name1 Sur1",
        "who met Sur7 since 1 March 2028",
        "who met Name1 Srur1",
        "when did Sur1 meet Sur2",
        "what did Sur1 say",
        "what did Sur1 say about w12",
        "who said what about topic77",
        "who said what about w100 since 1 January 2030",
        "what happened",
        "what happened to Sur1 in Place3",
        "what happened in Place3 on 4 March 2029",
        "who offered what",
        "what did Sur3 offer to Sur5",
        "who denied what",
        "who accused Sur3",
        "how many were killed in topic77",
        "how many were killed",
        "where do reports differ",
        "where do reports differ about topic77",
        "where do reports differ about w12",
        "who first reported topic77",
        "what changed since 1 December 2030",
        "what is still open",
        "what is still open about topic77",
    ] {
        let mut times: Vec<f64> = Vec::new();
        let mut rows = 0;
        for _ in 0..5 {
            let start = Instant::now();
            rows = said(asking::ask(&mut library, question, date(2031, 3, 19), asking::MOST))?.rows.len();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        println!("{:8.1} {:8.1} ms  {rows:3} rows  {question}", times[4], times[2]);
    }
    Ok(())
}

fn make(path: &str, stories: usize) -> Result<(), Box<dyn std::error::Error>> {
    let mut random = Random(7);
    let mut library = said(Library::open(&Location::parse(path)))?;
    let mut told: Vec<(String, Vec<Report>, Vec<String>)> = Vec::new();
    for number in 0..stories {
        let mut names: Vec<String> = (0..30).map(|_| random.name()).collect();
        names.sort();
        names.dedup();
        let reports: Vec<Report> = (0..REPORTS).map(|at| report(&mut random, number, at, &names)).collect();
        let entry = |report: &Report| Entry {
            report: report.clone(),
            analysis: Analysis::default(),
            reading: Reading::default(),
        };
        said(library.add(&reports.iter().map(entry).collect::<Vec<_>>()))?;
        told.push((reports[0].id.0.clone(), reports, names));
    }
    drop(library);
    // Which story a report goes to is not what is measured here: each batch is one.
    let connection = rusqlite::Connection::open(path)?;
    connection.execute_batch(&format!(
        "UPDATE reports SET story = (SELECT s.no FROM stories s JOIN reports f ON s.id = f.id \
         WHERE f.no = (reports.no - 1) / {REPORTS} * {REPORTS} + 1); \
         DELETE FROM stories WHERE no NOT IN (SELECT story FROM reports); \
         UPDATE stories SET title = (SELECT title FROM reports WHERE reports.id = stories.id), \
         last_day = (SELECT max(day) FROM reports WHERE story = stories.no);"
    ))?;
    drop(connection);
    let mut library = said(Library::open(&Location::parse(path)))?;
    for (number, (id, reports, names)) in told.iter().enumerate() {
        let story: Story = serde_json::from_value(story(&mut random, number, reports, names))?;
        said(library.keep(id, &story))?;
    }
    Ok(())
}
