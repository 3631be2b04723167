//! Pieces of an invented story, for tests.

use record::reading::{Factuality, Polarity};
use record::story::{Cited, StoryEntity, StoryEvent, TimelineEntry};
use record::{EntityId, EventId, Evidence, HappeningClass, NameType, ReportId, Span, Story};

/// A story of one event that says nothing yet.
pub fn story() -> Story {
    let event = StoryEvent {
        id: EventId(0),
        kind: None,
        mode: None,
        cameo: None,
        class: HappeningClass::default(),
        headline: "Talks begin.".to_owned(),
        time: None,
        place: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        participants: Vec::new(),
        attributes: Vec::new(),
        factuality: Factuality::Asserted,
        polarity: Polarity::Positive,
        accounts: Vec::new(),
        reports: Vec::new(),
        independent_sources: 1,
        rounds: None,
    };
    Story { events: vec![event], ..Story::default() }
}

/// A row of the timeline.
pub fn entry(date: Option<&str>, title: &str) -> TimelineEntry {
    TimelineEntry {
        date: date.map(str::to_owned),
        from: None,
        to: None,
        precision: None,
        basis: None,
        title: title.to_owned(),
        events: Vec::new(),
        statements: Vec::new(),
        reports: Vec::new(),
        lines: 1,
        factuality: Factuality::Asserted,
        polarity: Polarity::Positive,
        main: false,
        background: false,
    }
}

/// Words of a report.
pub fn evidence(report: &str, quote: &str) -> Evidence {
    Evidence { report: ReportId(report.to_owned()), span: Span::new(0, quote.len()).into(), quote: quote.to_owned() }
}

/// A person of the story.
pub fn person(id: usize, name: &str, aliases: &[&str], role: &str) -> StoryEntity {
    let cited = |value: &str| Cited { value: value.to_owned(), evidence: vec![evidence("a", value)] };
    StoryEntity {
        id: EntityId(id),
        name: name.to_owned(),
        kind: NameType::Per,
        aliases: aliases.iter().map(|alias| cited(alias)).collect(),
        roles: vec![cited(role)],
        side: None,
        mentions: Vec::new(),
    }
}
