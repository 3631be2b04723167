//! Days in order.

use super::View;
use super::events::{MEETING, values};
use crate::dates;
use crate::document::{Inline, Row, Section, SectionKind, Verdict, words};
use record::reading::{Factuality, Polarity};
use record::story::{Agreement, StoryEvent, TimelineEntry};
use std::collections::BTreeSet;

/// What happened in the story, in order of time.
pub(super) fn section(view: &View<'_>) -> Section {
    let rows = view.story.timeline.iter().filter(|entry| !entry.background).collect::<Vec<_>>();
    Section {
        heading: "Timeline".to_owned(),
        aside: String::new(),
        kind: SectionKind::Timeline,
        rows: labelled(view, &rows),
    }
}

/// What was before it.
pub(super) fn background(view: &View<'_>) -> Section {
    let rows = view.story.timeline.iter().filter(|entry| entry.background).collect::<Vec<_>>();
    Section {
        heading: "Background".to_owned(),
        aside: String::new(),
        kind: SectionKind::Timeline,
        rows: labelled(view, &rows),
    }
}

/// The rows; a label is given once above the rows that share it.
fn labelled(view: &View<'_>, entries: &[&TimelineEntry]) -> Vec<Row> {
    let mut before = String::new();
    let mut rows = Vec::new();
    for entry in entries {
        let label = label(entry);
        let shown = if label == before { String::new() } else { label.clone() };
        before = label;
        rows.push(row(view, entry, shown));
    }
    rows
}

/// The date as far as it is known; "by" the last day that it can have been.
fn label(entry: &TimelineEntry) -> String {
    match (&entry.date, &entry.from, &entry.to) {
        (Some(date), ..) => dates::short(date),
        (None, Some(_), Some(to)) => format!("by {}", dates::short(to)),
        // That it was no later than the report says little.
        (None, ..) => "not dated".to_owned(),
    }
}

fn row(view: &View<'_>, entry: &TimelineEntry, label: String) -> Row {
    let events: Vec<&StoryEvent> = entry.events.iter().filter_map(|id| view.story.events.get(id.0)).collect();
    let mut line = vec![words(entry.title.clone())];
    line.extend(status(entry).map(|status| Inline::Muted(format!("({status})"))));
    let time = events.first().and_then(|event| event.time.as_ref());
    let disputed = time.filter(|time| time.agreement == Agreement::Conflict);
    if let Some(time) = disputed {
        for (at, (value, evidence)) in values(time, dates::long).into_iter().enumerate() {
            let before = if at == 0 { "—" } else { "or" };
            line.push(words(format!("{before} {value}")));
            line.push(view.cite(evidence));
        }
    } else {
        // One place of each report: the others stand with the event.
        let mut reports = BTreeSet::new();
        let accounts = events.iter().flat_map(|event| &event.accounts);
        let first = accounts.filter(|account| reports.insert(&account.evidence.report));
        line.push(view.cite(first.map(|account| &account.evidence)));
    }
    line.push(Inline::Muted(lines(entry.lines)));
    // The program itself read none of it.
    let mut readers = events.iter().flat_map(|event| &event.accounts).map(|account| account.by.as_ref());
    if let Some(Some(by)) = readers.next()
        && readers.all(|by| by.is_some())
    {
        line.push(Inline::Muted(format!("read by {by}")));
    }
    let verdict = disputed.map(|_| Verdict::Disputed);
    let mut ids = entry.events.iter().map(ToString::to_string);
    let id = ids.next().unwrap_or_default();
    let also = ids.collect();
    Row { id, also, label, line, verdict, main: entry.main || entry.lines > 1, ..Row::default() }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// What is added to a row; nothing for what is said to have happened.
fn status(entry: &TimelineEntry) -> Option<&'static str> {
    if entry.polarity == Polarity::Negative {
        return Some("did not take place");
    }
    match entry.factuality {
        Factuality::Asserted => None,
        Factuality::Attributed => Some("on a source's word"),
        Factuality::Planned => Some("planned"),
        Factuality::Conditional => Some("conditional"),
        Factuality::Possible => Some("possible"),
        Factuality::Denied => Some("denied"),
    }
}

/// Whether it is a meeting or visit that did not take place. Of other acts the headline itself says "not".
pub(super) fn is_off(event: &StoryEvent) -> bool {
    event.kind.as_deref() == Some(MEETING) && event.polarity == Polarity::Negative
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{ReportId, Story};

    fn entry(date: Option<&str>, to: Option<&str>, background: bool) -> TimelineEntry {
        TimelineEntry {
            date: date.map(str::to_owned),
            from: to.map(str::to_owned),
            to: to.map(str::to_owned),
            precision: None,
            basis: None,
            title: "The dam burst".to_owned(),
            events: Vec::new(),
            statements: Vec::new(),
            reports: vec![ReportId("a".to_owned())],
            lines: 1,
            factuality: Factuality::Planned,
            polarity: Polarity::Positive,
            main: false,
            background,
        }
    }

    #[test]
    fn a_date_stands_once_above_its_rows_and_bounds_say_by() {
        let day = Some("2031-03-04");
        let timeline = vec![
            entry(Some("1998"), None, true),
            entry(None, day, false),
            entry(day, day, false),
            entry(day, day, false),
            entry(None, None, false),
        ];
        let story = Story { timeline, ..Story::default() };
        let view = View::new(&story);
        let labels = |section: Section| section.rows.into_iter().map(|row| row.label).collect::<Vec<_>>();
        assert_eq!(labels(section(&view)), ["by 4 Mar 2031", "4 Mar 2031", "", "not dated"]);
        assert_eq!(labels(background(&view)), ["1998"]);
        let lines: Vec<Inline> = section(&view).rows.into_iter().flat_map(|row| row.line).collect();
        assert!(
            lines.contains(&Inline::Muted("(planned)".to_owned()))
                && lines.contains(&Inline::Muted("1 line".to_owned()))
        );
    }
}
