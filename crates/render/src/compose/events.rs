//! One event in full: who, where, how long, what about, and what is disputed.

use super::timeline::is_off;
use super::{View, ledgers};
use crate::dates;
use crate::document::{Inline, Line, Row, Section, SectionKind, Verdict, words};
use record::Evidence;
use record::reading::Factuality;
use record::story::{Agreement, Attribute, StoryEvent};

/// PLOVER's type of meetings, visits and talks.
pub(super) const MEETING: &str = "CONSULT";
/// Most events that get a section of their own.
const MOST_SECTIONS: usize = 5;

/// A section for each event that several tell of or that is told with detail, in order of time.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let mut events: Vec<&StoryEvent> = view.shown().filter(|event| has_substance(event)).collect();
    events.sort_by_key(|event| (std::cmp::Reverse(substance(event)), event.id));
    events.truncate(MOST_SECTIONS);
    events.sort_by_key(|event| event.id);
    events.into_iter().map(|event| section(view, event)).collect()
}

fn substance(event: &StoryEvent) -> usize {
    4 * event.independent_sources + 2 * event.attributes.len() + event.participants.len()
}

fn has_substance(event: &StoryEvent) -> bool {
    let parties = event.participants.len() + event.actors.len() + event.recipients.len() > 1;
    parties && event.time.is_some() && (event.reports.len() > 1 || event.attributes.len() > 1)
}

fn section(view: &View<'_>, event: &StoryEvent) -> Section {
    let mut rows = participants(view, event);
    let mut label_before = String::new();
    rows.extend(event.place.as_ref().map(|place| attribute(view, "where", place, str::to_owned)));
    for named in &event.attributes {
        let (label, show): (&str, fn(&str) -> String) = match named.name.as_str() {
            "duration" => ("lasted", dates::duration),
            "issue" => ("about", str::to_owned),
            "issue-excluded" => ("not raised", str::to_owned),
            "assessment" => ("called", str::to_owned),
            "precedent" => ("the first", str::to_owned),
            "count" => ("how many", str::to_owned),
            "format" => ("how", str::to_owned),
            name => (name, str::to_owned),
        };
        let mut row = attribute(view, label, &named.attribute, show);
        if named.name == "assessment" && named.attribute.agreement != Agreement::Single && row.verdict.is_some() {
            row.verdict = Some(Verdict::Differ);
        }
        if label_before == row.label {
            row.label.clear();
        } else {
            label_before.clone_from(&row.label);
        }
        rows.push(row);
    }
    rows.extend(other_discrepancies(view, event));
    let mut aside = event.time.as_ref().map(|time| dates::long(&time.value)).unwrap_or_default();
    if is_off(event) {
        aside.push_str(" (did not take place)");
    }
    Section { heading: event.headline.clone(), aside, kind: SectionKind::Event, rows }
}

/// The participants: those without a part of their own together, then a row for each part.
fn participants(view: &View<'_>, event: &StoryEvent) -> Vec<Row> {
    let mut plain: Line = Vec::new();
    let mut rows = Vec::new();
    for participant in &event.participants {
        let role = &participant.role;
        let disputed = role.agreement == Agreement::Conflict;
        let name = Inline::Strong(view.full_name(participant.entity));
        if role.value == "attended" && !disputed {
            if !plain.is_empty() {
                plain.push(words("·"));
            }
            plain.push(name);
            plain.push(view.cite(role.accounts.iter().map(|account| &account.evidence)));
        } else {
            let mut line = vec![name];
            if disputed {
                line.extend(sides(view, role, str::to_owned));
            } else {
                line.push(view.cite(role.accounts.iter().map(|account| &account.evidence)));
            }
            let verdict = disputed.then_some(Verdict::Disputed);
            let label = if disputed { "part" } else { &role.value };
            rows.push(Row { label: label.to_owned(), line, verdict, ..Row::default() });
        }
    }
    if !plain.is_empty() {
        let label = match event.kind.as_deref() == Some(MEETING) {
            true if is_off(event) || event.factuality == Factuality::Planned => "to meet",
            true => "met",
            false => "who",
        };
        rows.insert(0, Row { label: label.to_owned(), line: plain, ..Row::default() });
    }
    rows
}

fn attribute(view: &View<'_>, label: &str, attribute: &Attribute, show: fn(&str) -> String) -> Row {
    let line = sides(view, attribute, show);
    let verdict = match attribute.agreement {
        Agreement::Conflict => Some(Verdict::Disputed),
        Agreement::Compatible => Some(Verdict::Compatible),
        Agreement::Single | Agreement::Agreed => None,
    };
    Row { label: label.to_owned(), line, verdict, ..Row::default() }
}

/// The different values, each with who says so.
fn sides(view: &View<'_>, attribute: &Attribute, show: fn(&str) -> String) -> Line {
    let mut line = Vec::new();
    for (value, evidence) in values(attribute, show) {
        if !line.is_empty() {
            line.push(words("·"));
        }
        line.push(words(value));
        line.push(view.cite(evidence));
    }
    line
}

/// The values as they are shown, those alike together: the same words, with and without an article.
pub(super) fn values(attribute: &Attribute, show: fn(&str) -> String) -> Vec<(String, Vec<&Evidence>)> {
    let bare = |value: &str| value.to_lowercase().trim_start_matches("the ").to_owned();
    let mut values: Vec<(String, Vec<&Evidence>)> = Vec::new();
    for account in &attribute.accounts {
        let shown = show(&account.value);
        match values.iter_mut().find(|(value, _)| bare(value) == bare(&shown)) {
            Some((_, evidence)) => evidence.push(&account.evidence),
            None => values.push((shown, vec![&account.evidence])),
        }
    }
    values
}

/// Discrepancies about what no row above shows.
fn other_discrepancies(view: &View<'_>, event: &StoryEvent) -> Vec<Row> {
    let shown = |name: &str| {
        name == "time"
            || name == "place"
            || name.starts_with("role")
            || event.attributes.iter().any(|named| named.name == name)
    };
    // What another reader found stands in a section of its own.
    let own = view.story.discrepancies.iter().filter(|found| found.by.is_none());
    let about = own.filter(|found| found.about == Some(event.id) && !shown(&found.attribute));
    about
        .map(|found| {
            let (line, verdict) = (ledgers::sides(view, found), ledgers::verdict(found));
            Row { label: found.attribute.clone(), line, verdict: Some(verdict), ..Row::default() }
        })
        .collect()
}
