//! A library of stories that were put together by hand: what the model reads of a text does not matter here.

use record::evidence::{Basis, Stated};
use record::report::Published;
use record::story::{
    Account, Agreement, Attribute, AttributeAccount, Cited, NamedAttribute, ReportSummary, TimelineEntry,
};
use record::{Analysis, EntityId, Evidence, Reading, Report, ReportId, Span, Story};
use serde_json::{Value, json};
use store::{Entry, Library, Location};

/// The stories of `tests/data/stories.json` in a new library of a folder.
pub fn library(folder: &tempfile::TempDir) -> Library {
    let mut library = Library::open(&Location::File(folder.path().join("asked.db"))).expect("a library");
    let stories: Vec<Value> = serde_json::from_str(include_str!("../data/stories.json")).expect("JSON");
    for story in &stories {
        keep(&mut library, story);
    }
    library
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value[key].as_str()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn stated(value: Option<&str>) -> Option<Stated> {
    value.map(|value| Stated { value: value.to_owned(), span: None, basis: Basis::Metadata })
}

fn report(value: &Value) -> Report {
    let text = match text(value, "file") {
        Some(file) => {
            let path = format!("{}/../../examples/alder-talks/{file}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).expect("an example")
        }
        None => value["text"].as_str().expect("a text").to_owned(),
    };
    let published =
        |value: &str| Published { value: value.to_owned(), basis: Basis::Metadata, span: None, evidence: Vec::new() };
    Report {
        id: ReportId(value["id"].as_str().expect("an id").to_owned()),
        path: format!("{}.txt", value["id"].as_str().expect("an id")),
        outlet: stated(self::text(value, "outlet")),
        title: stated(self::text(value, "title")),
        published: self::text(value, "published").map(published),
        text,
        ..Report::default()
    }
}

fn keep(library: &mut Library, value: &Value) {
    let reports: Vec<Report> = list(value, "reports").iter().map(report).collect();
    let entry =
        |report: &Report| Entry { report: report.clone(), analysis: Analysis::default(), reading: Reading::default() };
    let id = value["id"].as_str().expect("an id");
    for report in &reports {
        library.add(&[entry(report)]).expect("added");
        library.move_report(&report.id.0, id).expect("moved");
    }
    library.keep(id, &story(value, &reports)).expect("kept");
}

struct Words<'r>(&'r [Report]);

impl Words<'_> {
    /// Words of a report, whatever white space stands between them.
    fn evidence(&self, report: &str, words: &str) -> Evidence {
        let report = self.0.iter().find(|one| one.id.0 == report).expect(report);
        let found = find(&report.text, words).unwrap_or_else(|| panic!("{:?} has no {words:?}", report.id.0));
        report.evidence(found)
    }

    fn pair(&self, value: &Value) -> Evidence {
        self.evidence(value[0].as_str().expect("a report"), value[1].as_str().expect("words"))
    }

    fn pairs(&self, values: &[Value]) -> Vec<Evidence> {
        values.iter().map(|value| self.pair(value)).collect()
    }

    fn anywhere(&self, words: &str) -> Evidence {
        let has = |report: &&Report| find(&report.text, words).is_some();
        let report = self.0.iter().find(has).unwrap_or_else(|| panic!("no report has {words:?}"));
        self.evidence(&report.id.0, words)
    }
}

fn find(text: &str, words: &str) -> Option<Span> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let matched = |start: usize| {
        let mut at = start;
        for (n, word) in words.iter().enumerate() {
            let rest = &text[at..];
            let blank = if n == 0 { 0 } else { rest.len() - rest.trim_start().len() };
            if n > 0 && blank == 0 || !rest[blank..].starts_with(word) {
                return None;
            }
            at += blank + word.len();
        }
        Some(Span::new(start, at))
    };
    text.match_indices(words.first()?).find_map(|(start, _)| matched(start))
}

fn attribute(value: &str, accounts: Vec<AttributeAccount>) -> Attribute {
    Attribute { value: value.to_owned(), agreement: Agreement::Single, accounts }
}

fn story(value: &Value, reports: &[Report]) -> Story {
    let words = Words(reports);
    let entities = list(value, "entities");
    let entity = |name: &Value| {
        let at = entities.iter().position(|entity| entity["name"] == *name)?;
        Some(EntityId(at))
    };
    let id = |name: &Value| serde_json::to_value(entity(name)).expect("an id");
    let lines = list(value, "reports").iter().map(|report| report["line"].as_u64().expect("a line") as usize);
    let lines: Vec<usize> = lines.collect();
    let summary = |(report, line): (&Report, &usize)| ReportSummary {
        id: report.id.clone(),
        path: report.path.clone(),
        outlet: report.outlet.clone(),
        title: report.title.clone(),
        published: report.published.clone(),
        line: *line,
    };
    let mut told = Story { reports: reports.iter().zip(&lines).map(summary).collect(), ..Story::default() };
    let most = lines.iter().copied().max().unwrap_or(0);
    told.lines = (0..=most)
        .map(|line| told.reports.iter().filter(|report| report.line == line).map(|report| report.id.clone()).collect())
        .collect();
    for (at, entity) in entities.iter().enumerate() {
        let cited = |name: &Value| {
            let name = name.as_str().expect("a name");
            Cited { value: name.to_owned(), evidence: vec![words.anywhere(name)] }
        };
        let mut aliases = vec![cited(&entity["name"])];
        aliases.extend(list(entity, "aliases").iter().map(cited));
        told.entities.push(record::story::StoryEntity {
            id: EntityId(at),
            name: entity["name"].as_str().expect("a name").to_owned(),
            kind: serde_json::from_value(entity["type"].clone()).expect("a type"),
            mentions: aliases.iter().flat_map(|alias| alias.evidence.clone()).collect(),
            aliases,
            roles: list(entity, "roles").iter().map(cited).collect(),
            side: None,
        });
    }
    for (at, event) in list(value, "events").iter().enumerate() {
        let accounts: Vec<Account> = list(event, "told")
            .iter()
            .map(|one| Account {
                evidence: words.pair(one),
                trigger: words.pair(one),
                factuality: record::reading::Factuality::Asserted,
                on_word_of: one[2].as_str().map(str::to_owned),
                by: None,
                event: record::EventId(0),
            })
            .collect();
        let mut of: Vec<ReportId> = accounts.iter().map(|account| account.evidence.report.clone()).collect();
        of.dedup();
        let parts: Vec<(EntityId, String)> = event["parts"].as_object().map_or(Vec::new(), |parts| {
            parts
                .iter()
                .map(|(name, part)| {
                    (entity(&json!(name)).expect("one of the entities"), part.as_str().unwrap_or("").to_owned())
                })
                .collect()
        });
        let with = |wanted: &str| parts.iter().filter(|(_, part)| part == wanted).map(|(id, _)| *id).collect();
        let count = |(name, given): (&String, &Value)| NamedAttribute {
            name: name.clone(),
            attribute: attribute(
                "",
                given
                    .as_array()
                    .expect("accounts")
                    .iter()
                    .map(|one| AttributeAccount {
                        value: one[0].as_str().expect("a value").to_owned(),
                        evidence: words.evidence(one[1].as_str().expect("a report"), one[2].as_str().expect("words")),
                    })
                    .collect(),
            ),
        };
        let told_event = record::story::StoryEvent {
            id: record::EventId(at),
            kind: text(event, "type").map(str::to_owned),
            mode: text(event, "mode").map(str::to_owned),
            cameo: None,
            class: record::HappeningClass::from_label(text(event, "class").unwrap_or("occurrence")).expect("a class"),
            headline: event["headline"].as_str().expect("a headline").to_owned(),
            time: text(event, "time").map(|time| attribute(time, Vec::new())),
            place: text(event, "place").map(|place| attribute(place, Vec::new())),
            actors: with("actor"),
            recipients: with("recipient"),
            participants: parts
                .iter()
                .filter(|(_, part)| !matches!(part.as_str(), "actor" | "recipient"))
                .map(|(id, part)| record::story::StoryParticipant { entity: *id, role: attribute(part, Vec::new()) })
                .collect(),
            attributes: event["counts"].as_object().map_or(Vec::new(), |counts| counts.iter().map(count).collect()),
            factuality: serde_json::from_value(json!(text(event, "factuality").unwrap_or("asserted"))).expect("one"),
            polarity: serde_json::from_value(json!(text(event, "polarity").unwrap_or("positive"))).expect("one"),
            independent_sources: event["lines"].as_u64().unwrap_or(1) as usize,
            accounts,
            reports: of.clone(),
            rounds: None,
        };
        if event["listed"] != json!(false) {
            told.timeline.push(TimelineEntry {
                date: told_event.time.as_ref().map(|time| time.value.clone()),
                from: None,
                to: None,
                precision: None,
                basis: None,
                title: told_event.headline.clone(),
                events: vec![told_event.id],
                statements: Vec::new(),
                reports: of,
                lines: told_event.independent_sources,
                factuality: told_event.factuality,
                polarity: told_event.polarity,
                main: event["main"] == json!(true),
                background: false,
            });
        }
        told.events.push(told_event);
    }
    let evidence = |pairs: &[Value]| serde_json::to_value(words.pairs(pairs)).expect("evidence");
    let one = |pair: [&Value; 2]| serde_json::to_value([words.pair(&json!(pair))]).expect("evidence");
    for (at, differs) in list(value, "differences").iter().enumerate() {
        let sides = list(differs, "sides").iter().map(|side| {
            let pairs = side.as_array().expect("a side");
            json!({"value": pairs[0], "reports": [], "evidence": evidence(&pairs[1..])})
        });
        let made = json!({"id": format!("d{at}"), "about": format!("e{}", differs["about"]), "kind": differs["kind"],
            "attribute": differs["attribute"], "accounts": sides.collect::<Vec<_>>()});
        told.discrepancies.push(serde_json::from_value(made).expect("a difference"));
    }
    for said in list(value, "statements") {
        let made = json!({"speaker": id(&said["by"]), "source": said["source"], "source_class": "named", "kind": said["kind"],
            "cue": said["cue"], "content": said["content"], "said_at": said["at"], "addressee": said["to"], "via": null,
            "evidence": evidence(list(said, "told"))});
        told.statements.push(serde_json::from_value(made).expect("a statement"));
    }
    for (at, put) in list(value, "proposals").iter().enumerate() {
        let steps = list(put, "steps").iter().map(|step| {
            json!({"date": step[0], "status": step[1], "by": id(&step[2]), "evidence": one([&step[3], &step[4]])})
        });
        let made = json!({"id": format!("p{at}"), "kind": put["kind"], "by": id(&put["by"]), "to": id(&put["to"]),
            "what": put["what"], "status": put["status"], "history": steps.collect::<Vec<_>>()});
        told.proposals.push(serde_json::from_value(made).expect("a proposal"));
    }
    for (at, accused) in list(value, "allegations").iter().enumerate() {
        let responses = list(accused, "responses")
            .iter()
            .map(|answer| json!({"by": id(&answer[0]), "kind": answer[1], "evidence": one([&answer[2], &answer[3]])}));
        let made = json!({"id": format!("l{at}"), "by": id(&accused["by"]), "against": id(&accused["against"]),
            "what": accused["what"], "responses": responses.collect::<Vec<_>>(), "evidence": evidence(list(accused, "told"))});
        told.allegations.push(serde_json::from_value(made).expect("an allegation"));
    }
    told
}
