//! What a story read from one report, where its words are, and where on the story's page it stands.

use super::links;
use record::{Evidence, ReportId, Spans, Story};
use render::compose;
use render::document::Row;
use std::collections::BTreeSet;

/// What a mark is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Words that reports differ in.
    Differs,
    /// A happening.
    Act,
    /// Something said.
    Said,
    /// An offer, a demand, an accusation, an answer.
    Put,
    /// A name.
    Name,
}

impl Kind {
    /// For the looks, and for people.
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Differs => ("differs", "differs"),
            Self::Act => ("act", "happening"),
            Self::Said => ("said", "said"),
            Self::Put => ("put", "on the table"),
            Self::Name => ("name", "name"),
        }
    }
}

/// Words that a datum was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub spans: Spans,
    pub kind: Kind,
    /// The datum in words.
    pub words: String,
    /// Where it stands; `None` where no page shows it.
    pub href: Option<String>,
}

/// All marks of one report.
pub fn marks(story: &Story, story_id: &str, report: &ReportId) -> Vec<Mark> {
    let shown = shown(story);
    let row = |id: &str| shown.contains(id).then(|| format!("{}#{id}", links::story(story_id)));
    let mut marks = Vec::new();
    let mut add = |evidence: &Evidence, kind: Kind, words: &str, href: Option<String>| {
        if evidence.report == *report {
            marks.push(Mark { spans: evidence.span.clone(), kind, words: words.to_owned(), href });
        }
    };
    for entity in &story.entities {
        for mention in &entity.mentions {
            add(mention, Kind::Name, &entity.name, Some(links::entity(&entity.name)));
        }
    }
    for event in &story.events {
        for account in &event.accounts {
            add(&account.trigger, Kind::Act, &event.headline, row(&event.id.to_string()));
        }
    }
    for (at, statement) in story.statements.iter().enumerate() {
        let speaker = statement.speaker.and_then(|id| story.entities.get(id.0)).map(|entity| entity.name.as_str());
        let speaker = speaker.or(statement.source.as_deref()).unwrap_or("not said by whom");
        for evidence in &statement.evidence {
            add(evidence, Kind::Said, speaker, row(&format!("s{at}")));
        }
    }
    for found in &story.discrepancies {
        for evidence in found.accounts.iter().flat_map(|account| &account.evidence) {
            add(evidence, Kind::Differs, &found.attribute, row(&found.id));
        }
    }
    for proposal in &story.proposals {
        for evidence in proposal.history.iter().flat_map(|step| &step.evidence) {
            add(evidence, Kind::Put, &proposal.what, row(&proposal.id));
        }
    }
    for allegation in &story.allegations {
        let answers = allegation.responses.iter().flat_map(|response| &response.evidence);
        for evidence in allegation.evidence.iter().chain(answers) {
            add(evidence, Kind::Put, &allegation.what, row(&allegation.id));
        }
    }
    marks
}

/// The rows of the story's page that have a place of their own.
fn shown(story: &Story) -> BTreeSet<String> {
    fn collect(rows: &[Row], into: &mut BTreeSet<String>) {
        for row in rows {
            into.insert(row.id.clone());
            into.extend(row.also.iter().cloned());
            collect(&row.folded, into);
        }
    }
    let mut ids = BTreeSet::new();
    for section in compose::page(story).sections {
        collect(&section.rows, &mut ids);
    }
    ids
}
