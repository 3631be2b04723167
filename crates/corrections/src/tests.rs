use super::*;
use record::reading::{AttributionKind, Factuality, Polarity, SourceClass};
use record::story::{
    Account, Cited, Discrepancy, DiscrepancyKind, ReportSummary, Statement, StoryEntity, StoryEvent, TimelineEntry,
};
use record::{EntityId, HappeningClass, NameType, Spans};

/// Words of report `report` from byte `start` on.
fn told(report: &str, start: usize, quote: &str) -> Evidence {
    let span: Spans = Span::new(start, start + quote.len()).into();
    Evidence { report: ReportId(report.to_owned()), span, quote: quote.to_owned() }
}

fn entity(at: usize, names: &[(&str, Evidence)]) -> StoryEntity {
    let alias =
        |(name, evidence): &(&str, Evidence)| Cited { value: (*name).to_owned(), evidence: vec![evidence.clone()] };
    StoryEntity {
        id: EntityId(at),
        name: names[0].0.to_owned(),
        kind: NameType::Per,
        aliases: names.iter().map(alias).collect(),
        roles: Vec::new(),
        side: None,
        mentions: names.iter().map(|(_, evidence)| evidence.clone()).collect(),
    }
}

fn event(at: usize, headline: &str, actors: &[usize], accounts: &[Evidence]) -> StoryEvent {
    let account = |evidence: &Evidence| Account {
        evidence: evidence.clone(),
        trigger: evidence.clone(),
        factuality: Factuality::Asserted,
        on_word_of: None,
        event: EventId(0),
        by: None,
    };
    StoryEvent {
        id: EventId(at),
        kind: None,
        mode: None,
        cameo: None,
        class: HappeningClass::Occurrence,
        headline: headline.to_owned(),
        time: None,
        place: None,
        actors: actors.iter().map(|&at| EntityId(at)).collect(),
        recipients: Vec::new(),
        participants: Vec::new(),
        attributes: Vec::new(),
        factuality: Factuality::Asserted,
        polarity: Polarity::Positive,
        accounts: accounts.iter().map(account).collect(),
        reports: accounts.iter().map(|evidence| evidence.report.clone()).collect(),
        independent_sources: accounts.len(),
        rounds: None,
    }
}

/// Two reports of two lines. a: "Holt left. Reyl spoke." b: "Governor left. Brandt of Norwick spoke."
fn story() -> Story {
    let summary = |id: &str, line: usize| ReportSummary {
        id: ReportId(id.to_owned()),
        path: format!("{id}.txt"),
        outlet: None,
        title: None,
        published: None,
        line,
    };
    let (holt, reyl) = (told("a", 0, "Holt left"), told("a", 11, "Reyl spoke"));
    let (governor, brandt) = (told("b", 0, "Governor left"), told("b", 15, "Brandt of Norwick spoke"));
    let row = |event: &StoryEvent| TimelineEntry {
        date: None,
        from: None,
        to: None,
        precision: None,
        basis: None,
        title: event.headline.clone(),
        events: vec![event.id],
        statements: vec![event.id.0].into_iter().filter(|at| *at < 2).collect(),
        reports: event.reports.clone(),
        lines: event.independent_sources,
        factuality: event.factuality,
        polarity: event.polarity,
        main: false,
        background: false,
    };
    let events = vec![
        event(0, "Holt left", &[0], std::slice::from_ref(&holt)),
        event(1, "Governor left", &[1], std::slice::from_ref(&governor)),
        event(2, "They spoke", &[2], &[reyl, brandt.clone()]),
    ];
    let said = |by: usize, words: &str, evidence: &Evidence| Statement {
        speaker: Some(EntityId(by)),
        source: Some(words.to_owned()),
        source_class: SourceClass::Named,
        kind: AttributionKind::Direct,
        cue: None,
        content: words.to_owned(),
        said_at: None,
        addressee: None,
        via: None,
        evidence: vec![evidence.clone()],
        by: None,
    };
    Story {
        reports: vec![summary("a", 0), summary("b", 1)],
        lines: vec![vec![ReportId("a".to_owned())], vec![ReportId("b".to_owned())]],
        entities: vec![
            entity(0, &[("Anna Holt", told("a", 0, "Holt"))]),
            entity(1, &[("the Governor", told("b", 0, "Governor"))]),
            entity(2, &[("Tomas Reyl", told("a", 11, "Reyl")), ("Brandt", told("b", 15, "Brandt"))]),
        ],
        statements: vec![said(1, "I go", &governor), said(2, "Brandt", &brandt)],
        discrepancies: vec![Discrepancy {
            id: "d0".to_owned(),
            about: Some(EventId(1)),
            attribute: "time".to_owned(),
            accounts: Vec::new(),
            kind: DiscrepancyKind::Detail,
            by: None,
        }],
        timeline: events.iter().map(row).collect(),
        events,
        ..Story::default()
    }
}

fn rule(number: i64, correction: Correction) -> Rule {
    Rule { number, at: "2031-03-05T08:00:00Z".to_owned(), author: "Ann".to_owned(), correction }
}

fn at(report: &str, start: usize) -> Anchor {
    Anchor { report: ReportId(report.to_owned()), span: Span::new(start, start + 4) }
}

fn corrected(correction: Correction) -> Story {
    let story = apply(story(), &[rule(7, correction)]);
    for (at, entity) in story.entities.iter().enumerate() {
        assert_eq!(entity.id.0, at);
    }
    for (at, event) in story.events.iter().enumerate() {
        assert_eq!(event.id.0, at);
        assert!(event.actors.iter().all(|id| id.0 < story.entities.len()));
    }
    assert!(story.timeline.iter().flat_map(|row| &row.events).all(|id| id.0 < story.events.len()));
    assert!(story.timeline.iter().flat_map(|row| &row.statements).all(|at| *at < story.statements.len()));
    story
}

fn touched(story: &Story) -> Vec<&str> {
    story.corrections.iter().flat_map(|applied| &applied.touched).map(String::as_str).collect()
}

#[test]
fn two_names_are_one() {
    let name = |name: &str| name.to_owned();
    let story = corrected(Correction::SameName { name: name("Anna Holt"), other: name("The governor") });
    let names: Vec<&str> = story.entities[0].aliases.iter().map(|alias| alias.value.as_str()).collect();
    assert_eq!((story.entities.len(), names), (2, vec!["Anna Holt", "the Governor"]));
    assert_eq!(story.events[1].actors, [EntityId(0)]);
    // Reyl moved up.
    assert_eq!(story.events[2].actors, [EntityId(1)]);
    assert_eq!(story.statements[0].speaker, Some(EntityId(0)));
    assert_eq!(touched(&story), ["x0"]);
    assert_eq!(story.corrections[0].what, "\"The governor\" is \"Anna Holt\"");
    assert_eq!((story.corrections[0].rule, story.corrections[0].author.as_str()), (7, "Ann"));
}

#[test]
fn a_name_is_somebody_else() {
    let story = corrected(Correction::OtherName { name: "Brandt".to_owned(), than: "Tomas Reyl".to_owned() });
    assert_eq!(story.entities[3].name, "Brandt");
    assert_eq!(story.entities[2].aliases.len(), 1);
    assert_eq!(story.entities[2].mentions, [told("a", 11, "Reyl")]);
    assert_eq!(story.statements[1].speaker, Some(EntityId(3)));
    // Both accounts of "They spoke" are of it: it names both.
    assert_eq!(story.events[2].actors, [EntityId(2)]);
    assert_eq!(touched(&story), ["x2", "x3"]);
}

#[test]
fn two_happenings_are_one() {
    let story = corrected(Correction::SameHappening { one: at("a", 0), other: at("b", 0) });
    assert_eq!(story.events.len(), 2);
    assert_eq!(story.events[0].accounts.len(), 2);
    assert_eq!(story.events[0].independent_sources, 2);
    assert_eq!(story.events[0].actors, [EntityId(0), EntityId(1)]);
    assert_eq!(story.discrepancies[0].about, Some(EventId(0)));
    assert_eq!((story.timeline.len(), story.timeline[0].lines), (2, 2));
    assert_eq!(touched(&story), ["e0"]);
    // The same said the other way round.
    let story = corrected(Correction::SameHappening { one: at("b", 0), other: at("a", 0) });
    assert_eq!((story.events[0].headline.as_str(), story.events.len()), ("Governor left", 2));
    assert_eq!(story.discrepancies[0].about, Some(EventId(0)));
}

#[test]
fn an_account_is_of_another_happening() {
    let story = corrected(Correction::OtherHappening { one: at("b", 15) });
    assert_eq!((story.events.len(), story.events[3].headline.as_str()), (4, "Brandt of Norwick spoke"));
    assert_eq!((story.events[2].accounts.len(), story.events[2].independent_sources), (1, 1));
    assert_eq!(story.timeline[3].events, [EventId(3)]);
    assert_eq!(touched(&story), ["e2", "e3"]);
    // The only account of a happening has nothing to be parted from.
    assert_eq!(apply(self::story(), &[rule(1, Correction::OtherHappening { one: at("a", 0) })]), self::story());
}

#[test]
fn another_day() {
    let date = |date: &str| Correction::Date { happening: at("b", 0), date: date.to_owned() };
    let story = corrected(date("2031-03-04"));
    assert_eq!(story.events[1].time.as_ref().map(|time| time.value.as_str()), Some("2031-03-04"));
    // What is dated comes first.
    assert_eq!((story.timeline[0].events[0], story.timeline[0].date.as_deref()), (EventId(1), Some("2031-03-04")));
    assert_eq!(touched(&story), ["e1"]);
    assert_eq!(corrected(date("soon")), self::story());
}

#[test]
fn rows_are_hidden() {
    let hidden = |row, report: &str, start| corrected(Correction::Hidden { row, at: at(report, start) });
    let story = hidden(RowKind::Happening, "b", 0);
    assert_eq!((story.events.len(), story.discrepancies.len(), story.timeline.len()), (2, 0, 2));
    assert_eq!(touched(&story), ["e1"]);
    let story = hidden(RowKind::Statement, "b", 0);
    assert_eq!((story.statements.len(), touched(&story)), (1, vec!["s0"]));
    assert_eq!(story.timeline[1].statements, [0]);
    assert_eq!(hidden(RowKind::Proposal, "b", 0), self::story());
}

#[test]
fn rules_of_another_story_change_nothing() {
    let nobody = Correction::SameName { name: "Pavel Drost".to_owned(), other: "Anna Holt".to_owned() };
    let nowhere = Correction::Date { happening: at("z", 0), date: "2031".to_owned() };
    assert_eq!(apply(story(), &[rule(1, nobody), rule(2, nowhere)]), story());
}

#[test]
fn what_a_rule_touches_is_known_by_words_and_names() {
    let date = Correction::Date { happening: at("b", 0), date: "2031".to_owned() };
    assert!(date.touches([&told("b", 2, "vernor")], []) && !date.touches([&told("a", 0, "Holt")], ["Holt"]));
    let same = Correction::SameName { name: "Anna Holt".to_owned(), other: "A. Hólt".to_owned() };
    assert!(same.touches([], ["a holt"]) && !same.touches([&told("a", 0, "Holt")], ["Reyl"]));
}

#[test]
fn rows_have_words_to_point_to_them() {
    let story = story();
    assert_eq!(
        anchor(&story, "e2"),
        Some((RowKind::Happening, Anchor { report: ReportId("a".to_owned()), span: Span::new(11, 21) }))
    );
    assert_eq!(anchor(&story, "s1").map(|(kind, _)| kind), Some(RowKind::Statement));
    for id in ["", "e9", "s9", "d0", "p0", "x1", "é"] {
        assert_eq!(anchor(&story, id), None, "{id}");
    }
}
