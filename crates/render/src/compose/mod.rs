//! From a story to what a brief shows of it, and in what order.
//!
//! A brief can be read in a minute: it holds the events that several reports tell of or that say more than a
//! name, and leaves the rest to the JSON.

mod differences;
mod events;
mod ledgers;
mod positions;
mod reports;
mod statements;
mod timeline;

use crate::dates;
use crate::document::{Brief, Citation, Inline, Row, Section, SectionKind};
use record::story::{Applied, StoryEvent};
use record::{EntityId, EventId, Evidence, ReportId, Story};
use std::collections::{BTreeMap, BTreeSet};

/// Composes the brief of a story.
pub fn brief(story: &Story) -> Brief {
    let view = View::new(story);
    let sections: Vec<Section> = [timeline::section(&view)]
        .into_iter()
        .chain(events::sections(&view))
        .chain([
            statements::section(&view),
            ledgers::said_differently(&view),
            ledgers::by_another_reader(&view),
            ledgers::proposals(&view),
            ledgers::allegations(&view),
            positions::section(&view),
            ledgers::figures(&view),
        ])
        .chain([timeline::background(&view), corrected(&view), reports::section(&view)])
        .filter(|section| !section.rows.is_empty())
        .collect();
    Brief { title: title(story), period: period(story), summary: reports::summary(&view), sections }
}

/// The same for a page with a story's address: where reports differ comes first, and once.
pub fn page(story: &Story) -> Brief {
    let view = View::new(story);
    let mut brief = brief(story);
    // What stands among the differences need not be said twice.
    let twice = ["Said differently", "Counted differently"];
    brief.sections.retain(|section| !twice.contains(&section.heading.as_str()));
    let differences = differences::section(&view);
    if !differences.rows.is_empty() {
        brief.sections.insert(0, differences);
    }
    brief
}

/// What a desk said is wrong, and what of the story that changed.
fn corrected(view: &View<'_>) -> Section {
    let row = |applied: &Applied| Row {
        label: applied.author.clone(),
        line: vec![Inline::Text(format!(
            "{} (rule {}, {}; {})",
            applied.what,
            applied.rule,
            applied.at,
            applied.touched.join(" ")
        ))],
        ..Row::default()
    };
    Section {
        heading: "Corrected by the desk".to_owned(),
        aside: String::new(),
        kind: SectionKind::Ledger,
        rows: view.story.corrections.iter().map(row).collect(),
    }
}

/// A story with what all parts of a brief look up in it.
pub(crate) struct View<'a> {
    pub story: &'a Story,
    numbers: BTreeMap<&'a ReportId, usize>,
}

impl<'a> View<'a> {
    fn new(story: &'a Story) -> Self {
        Self { story, numbers: story.reports.iter().enumerate().map(|(i, report)| (&report.id, i + 1)).collect() }
    }

    /// The report's number in the brief.
    pub fn number(&self, report: &ReportId) -> usize {
        self.numbers.get(report).copied().unwrap_or(0)
    }

    /// A citation of all of `evidence`, in the order of the reports.
    pub fn cite<'e>(&self, evidence: impl IntoIterator<Item = &'e Evidence>) -> Inline {
        let mut citations: Vec<Citation> = evidence
            .into_iter()
            .map(|evidence| Citation { number: self.number(&evidence.report), evidence: evidence.clone() })
            .collect();
        citations.sort_by(|a, b| (a.number, &a.evidence).cmp(&(b.number, &b.evidence)));
        citations.dedup();
        Inline::Cite(citations)
    }

    /// The entity's name.
    pub fn name(&self, entity: EntityId) -> &'a str {
        self.story.entities.get(entity.0).map_or("", |entity| &entity.name)
    }

    /// The entity's name with the office that the reports give it.
    pub fn full_name(&self, entity: EntityId) -> String {
        let Some(found) = self.story.entities.get(entity.0) else { return String::new() };
        match found.roles.first() {
            Some(role) if !found.name.to_lowercase().contains(&role.value.to_lowercase()) => {
                format!("{}, {}", found.name, role.value)
            }
            _ => found.name.clone(),
        }
    }

    /// The events of the timeline's rows, in the order of the story.
    pub fn shown(&self) -> impl Iterator<Item = &'a StoryEvent> + '_ {
        let ids: BTreeSet<EventId> = self.story.timeline.iter().flat_map(|entry| &entry.events).copied().collect();
        ids.into_iter().filter_map(|id| self.story.events.get(id.0))
    }
}

/// The main happening in a sentence; where there is none, the report's title that has most in common with the others.
fn title(story: &Story) -> String {
    let main = story.timeline.iter().find(|entry| entry.main).map(|entry| entry.title.clone());
    main.or_else(|| common_title(story)).unwrap_or_else(|| "Brief".to_owned())
}

/// The title whose words come most often in the other reports' titles; of equals the first.
fn common_title(story: &Story) -> Option<String> {
    let titles: Vec<&str> =
        story.reports.iter().filter_map(|report| report.title.as_ref()).map(|title| title.value.as_str()).collect();
    let words = |title: &str| -> BTreeSet<String> {
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect()
    };
    let sets: Vec<BTreeSet<String>> = titles.iter().map(|title| words(title)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in sets.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let shared = |set: &BTreeSet<String>| -> usize { set.iter().map(|word| counts[word.as_str()] - 1).sum() };
    let best = sets.iter().enumerate().max_by_key(|(i, set)| (shared(set), std::cmp::Reverse(*i)));
    best.map(|(i, _)| titles[i].to_owned())
}

/// From the first to the last publication date.
fn period(story: &Story) -> String {
    let days = story.reports.iter().filter_map(|report| report.published.as_ref());
    let days: BTreeSet<&str> = days.map(|published| published.value.split('T').next().unwrap_or("")).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => dates::period(first, last),
        _ => String::new(),
    }
}
