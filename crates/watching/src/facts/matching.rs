//! Two states of one story, and what of the one is what of the other.

use super::revisions::Revision;
use super::{Fact, Kind, Line};
use record::story::StoryEvent;
use record::{Evidence, ReportId, Span, Story};
use std::collections::{BTreeMap, BTreeSet};

/// A place in a report: what an account is known by from state to state.
type Place<'a> = (&'a ReportId, &'a [Span]);

/// Two states of one story.
pub(super) struct Pair<'a> {
    pub before: &'a Story,
    pub after: &'a Story,
    /// Reports that only the later state has, or has in a new version.
    pub fresh: BTreeSet<&'a ReportId>,
    pub revised: &'a [Revision],
    line_of: BTreeMap<&'a ReportId, usize>,
    /// For each event of the later state, those of the earlier that it has an account of.
    earlier: Vec<Vec<usize>>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(before: &'a Story, after: &'a Story, revised: &'a [Revision]) -> Self {
        let old: BTreeSet<&ReportId> = before.reports.iter().map(|report| &report.id).collect();
        let renewed = |id: &ReportId| revised.iter().any(|revision| revision.report == *id);
        let fresh = after.reports.iter().map(|report| &report.id).filter(|id| !old.contains(id) || renewed(id));
        let lines = after.lines.iter().enumerate();
        let line_of = lines.flat_map(|(line, reports)| reports.iter().map(move |report| (report, line))).collect();
        Self { before, after, fresh: fresh.collect(), revised, line_of, earlier: earlier(before, after) }
    }

    /// The earlier states of an event of the later one.
    pub(super) fn earlier(&self, event: &StoryEvent) -> impl Iterator<Item = &'a StoryEvent> + '_ {
        let places = self.earlier.get(event.id.0).into_iter().flatten();
        places.filter_map(|&at| self.before.events.get(at))
    }

    /// The later states of an event of the earlier one.
    pub(super) fn later(&self, event: &StoryEvent) -> impl Iterator<Item = &'a StoryEvent> + '_ {
        let at = self.before.events.iter().position(|other| std::ptr::eq(other, event) || other.id == event.id);
        let events = self.after.events.iter();
        events
            .filter(move |later| self.earlier.get(later.id.0).is_some_and(|all| at.is_some_and(|at| all.contains(&at))))
    }

    /// Whether words come from a report that the earlier state did not have like this.
    pub(super) fn is_fresh(&self, evidence: &Evidence) -> bool {
        self.fresh.contains(&evidence.report)
    }

    /// A fact with its lines and names filled in.
    pub(super) fn fact(
        &self,
        kind: Kind,
        what: String,
        change: String,
        evidence: Vec<Evidence>,
        keys: Vec<String>,
    ) -> Fact {
        let reports: BTreeSet<&ReportId> = evidence.iter().map(|evidence| &evidence.report).collect();
        let lines: BTreeSet<usize> = reports.iter().filter_map(|report| self.line_of.get(*report).copied()).collect();
        let names = self.names(&evidence);
        Fact {
            keys: keys.into_iter().map(|key| format!("{}:{key}", kind.name())).collect(),
            kind,
            what,
            change,
            lines: lines.into_iter().map(|line| self.line(line)).collect(),
            evidence,
            names,
        }
    }

    /// A line of reporting by its number and whose it is.
    pub(super) fn line(&self, line: usize) -> Line {
        let first = self.after.lines.get(line).and_then(|reports| reports.first());
        let report = first.and_then(|id| self.after.reports.iter().find(|report| report.id == *id));
        let outlet = report.and_then(|report| report.outlet.as_ref()).map(|outlet| outlet.value.clone());
        let by = outlet.or_else(|| first.map(|id| id.0.clone())).unwrap_or_default();
        Line { number: line + 1, of: self.after.lines.len(), by }
    }

    /// Every spelling of those whose names stand in the words.
    fn names(&self, evidence: &[Evidence]) -> Vec<String> {
        let near =
            |mention: &Evidence| evidence.iter().any(|words| words.report == mention.report && covers(words, mention));
        let entities = self.after.entities.iter().filter(|entity| entity.mentions.iter().any(near));
        let spellings = entities.flat_map(|entity| {
            std::iter::once(entity.name.clone()).chain(entity.aliases.iter().map(|alias| alias.value.clone()))
        });
        spellings.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The name of an entity of the later state.
    pub(super) fn name(&self, id: Option<record::EntityId>) -> Option<&'a str> {
        self.after.entities.get(id?.0).map(|entity| entity.name.as_str())
    }
}

/// Whether one stretch of words holds another's beginning.
fn covers(words: &Evidence, inner: &Evidence) -> bool {
    let Some(inner) = inner.span.ranges().first() else { return false };
    words.span.ranges().iter().any(|range| range.start <= inner.start && inner.start < range.end)
}

fn earlier(before: &Story, after: &Story) -> Vec<Vec<usize>> {
    let mut known: BTreeMap<Place<'_>, usize> = BTreeMap::new();
    for (at, event) in before.events.iter().enumerate() {
        known.extend(event.accounts.iter().map(|account| (place(&account.trigger), at)));
    }
    let of = |event: &StoryEvent| {
        let found = event.accounts.iter().filter_map(|account| known.get(&place(&account.trigger)).copied());
        found.collect::<BTreeSet<_>>().into_iter().collect()
    };
    after.events.iter().map(of).collect()
}

/// Where words stand.
pub(super) fn place(evidence: &Evidence) -> Place<'_> {
    (&evidence.report, evidence.span.ranges())
}

/// Words as they are known from state to state, in copies too.
pub(super) fn folded(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Words that were told, by their places and by themselves.
#[derive(Default)]
pub(super) struct Told<'a> {
    places: BTreeSet<Place<'a>>,
    words: BTreeSet<String>,
}

impl<'a> Told<'a> {
    pub(super) fn of(evidence: impl Iterator<Item = &'a Evidence>) -> Self {
        let mut told = Self::default();
        for evidence in evidence {
            told.places.insert(place(evidence));
            told.words.insert(folded(&evidence.quote));
        }
        told
    }

    /// Whether any of the words were told, here or in other reports.
    pub(super) fn knows(&self, evidence: &[Evidence]) -> bool {
        evidence.iter().any(|one| self.places.contains(&place(one)) || self.words.contains(&folded(&one.quote)))
    }
}

/// A key of a place in a report.
pub(super) fn key(evidence: &Evidence) -> String {
    let start = evidence.span.ranges().first().map_or(0, |range| range.start);
    format!("{}@{start}", evidence.report)
}
