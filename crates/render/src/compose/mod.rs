//! From a story to what a brief shows of it, and in what order.
//!
//! A brief can be read in a minute: it holds the events that several reports tell of or that say more than a
//! name, and leaves the rest to the JSON.

mod events;
mod ledgers;
mod reports;
mod statements;
mod timeline;

use crate::dates;
use crate::document::{Brief, Citation, Inline, Section};
use record::reading::Factuality;
use record::{EntityId, Evidence, ReportId, Story, story::StoryEvent};
use std::collections::{BTreeMap, BTreeSet};

/// Composes the brief of a story.
pub fn brief(story: &Story) -> Brief {
    let view = View::new(story);
    let sections: Vec<Section> = [timeline::section(&view)]
        .into_iter()
        .chain(events::sections(&view))
        .chain([
            statements::section(&view),
            ledgers::proposals(&view),
            ledgers::allegations(&view),
            ledgers::figures(&view),
        ])
        .chain([reports::section(&view)])
        .filter(|section| !section.rows.is_empty())
        .collect();
    Brief { title: title(story), period: period(story), summary: reports::summary(&view), sections }
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

    /// The events that a brief shows, in the order of the story.
    pub fn shown(&self) -> impl Iterator<Item = &'a StoryEvent> + '_ {
        let weights = self.story.events.iter().map(|event| self.weight(event)).collect::<Vec<_>>();
        let mut order: Vec<usize> = (0..weights.len()).filter(|&i| weights[i] > 0).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(weights[i]), i));
        let kept: BTreeSet<usize> = order.into_iter().take(MOST_EVENTS).collect();
        kept.into_iter().map(|i| &self.story.events[i])
    }

    /// How much an event matters to a brief: what several lines of reporting tell of comes first; what has no
    /// date or nobody in it is left out unless several tell of it.
    fn weight(&self, event: &StoryEvent) -> usize {
        let people = event.participants.len().max(event.actors.len() + event.recipients.len()).min(4);
        let told = event.reports.len().min(5);
        // "If Norland refuses to pay" is no event until it has.
        let hypothetical = event.factuality == Factuality::Conditional && event.kind != events::MEETING;
        // "Aid workers travelling without an escort" visit nobody.
        let met = event.participants.iter().map(|participant| participant.entity);
        let alone = event.kind == events::MEETING
            && people == 1
            && !met.chain(event.actors.iter().copied()).any(|id| self.is_named(id));
        if event.independent_sources < 2 && (event.time.is_none() || people == 0 || hypothetical || alone) {
            return 0;
        }
        let mutual = usize::from(people >= 2);
        8 * (event.independent_sources.min(5) - 1).min(4)
            + 3 * told
            + 2 * people * mutual
            + event.attributes.len().min(6)
            + people
    }

    fn is_named(&self, entity: EntityId) -> bool {
        self.story.entities.get(entity.0).is_some_and(|entity| !entity.aliases.is_empty())
    }
}

/// Most events in a brief: a page of them.
const MOST_EVENTS: usize = 24;

/// The headline of the event that most independent lines tell of, if half of all do; else the report's title that
/// has most in common with the others.
fn title(story: &Story) -> String {
    let half = story.lines.len().div_ceil(2).max(2);
    let events = story.events.iter().enumerate().filter(|(_, event)| event.independent_sources >= half);
    let main = events.max_by_key(|(i, event)| (event.independent_sources, event.accounts.len(), std::cmp::Reverse(*i)));
    main.map(|(_, event)| event.headline.clone())
        .filter(|headline| !headline.is_empty())
        .or_else(|| common_title(story))
        .or_else(|| story.events.first().map(|event| event.headline.clone()).filter(|headline| !headline.is_empty()))
        .unwrap_or_else(|| "Brief".to_owned())
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
