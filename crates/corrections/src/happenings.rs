//! Happenings that are one, that are two, or that were on another day.

use crate::{Anchor, happening};
use record::story::{Agreement, Attribute, StoryEvent, TimelineEntry};
use record::{EventId, ReportId, Story, timex};
use std::collections::BTreeSet;

/// Makes two happenings one; the id of the one.
pub(crate) fn same(story: &mut Story, one: &Anchor, other: &Anchor) -> Option<Vec<String>> {
    let (kept, gone) = (happening(story, one)?.0, happening(story, other)?.0);
    if kept == gone {
        return None;
    }
    let merged = story.events.get(gone)?.clone();
    let event = story.events.get_mut(kept)?;
    for (mine, theirs) in [(&mut event.actors, merged.actors), (&mut event.recipients, merged.recipients)] {
        let new: Vec<_> = theirs.into_iter().filter(|id| !mine.contains(id)).collect();
        mine.extend(new);
    }
    for participant in merged.participants {
        if event.participants.iter().all(|known| known.entity != participant.entity) {
            event.participants.push(participant);
        }
    }
    for attribute in merged.attributes {
        if event.attributes.iter().all(|known| known.name != attribute.name) {
            event.attributes.push(attribute);
        }
    }
    event.time = event.time.take().or(merged.time);
    event.place = event.place.take().or(merged.place);
    event.accounts.extend(merged.accounts);
    counted(story, kept);
    for row in &mut story.discrepancies {
        if row.about == Some(EventId(gone)) {
            row.about = Some(EventId(kept));
        }
    }
    let known = story.timeline.iter().any(|row| row.events.contains(&EventId(kept)));
    for row in &mut story.timeline {
        if known {
            row.events.retain(|event| event.0 != gone);
        } else {
            row.events.iter_mut().filter(|event| event.0 == gone).for_each(|event| event.0 = kept);
        }
    }
    remove(story, gone);
    let kept = if gone < kept { kept - 1 } else { kept };
    rows(story, kept);
    Some(vec![EventId(kept).to_string()])
}

/// Parts the account that words give from its happening; the ids of both.
pub(crate) fn other(story: &mut Story, one: &Anchor) -> Option<Vec<String>> {
    let old = happening(story, one)?.0;
    let event = story.events.get_mut(old)?;
    if event.accounts.len() < 2 {
        return None;
    }
    let at = event
        .accounts
        .iter()
        .position(|account| one.is(&account.trigger))
        .or_else(|| event.accounts.iter().position(|account| one.is(&account.evidence)))?;
    let account = event.accounts.remove(at);
    let new = EventId(story.events.len());
    let parted = StoryEvent {
        id: new,
        headline: account.evidence.quote.clone(),
        time: None,
        place: None,
        participants: Vec::new(),
        attributes: Vec::new(),
        rounds: None,
        factuality: account.factuality,
        accounts: vec![account],
        ..story.events.get(old)?.clone()
    };
    story.events.push(parted);
    counted(story, old);
    counted(story, new.0);
    rows(story, old);
    let event = story.events.last()?;
    story.timeline.push(TimelineEntry {
        date: None,
        from: None,
        to: None,
        precision: None,
        basis: None,
        title: event.headline.clone(),
        events: vec![new],
        statements: Vec::new(),
        reports: event.reports.clone(),
        lines: event.independent_sources,
        factuality: event.factuality,
        polarity: event.polarity,
        main: false,
        background: false,
    });
    Some(vec![EventId(old).to_string(), new.to_string()])
}

/// Gives a happening another day; its id. What the reports say of it stays as they say it.
pub(crate) fn date(story: &mut Story, at: &Anchor, date: &str) -> Option<Vec<String>> {
    let days = timex::interval(date)?;
    let id = happening(story, at)?;
    let event = story.events.get_mut(id.0)?;
    match &mut event.time {
        Some(time) => date.clone_into(&mut time.value),
        None => {
            event.time = Some(Attribute { value: date.to_owned(), agreement: Agreement::Single, accounts: Vec::new() });
        }
    }
    for row in story.timeline.iter_mut().filter(|row| row.events.first() == Some(&id)) {
        row.date = Some(date.to_owned());
        row.from = Some(days.first.to_string());
        row.to = Some(days.last.to_string());
        row.precision = Some(if days.first == days.last { "day" } else { "longer" }.to_owned());
        row.basis = None;
    }
    // In order of time, what is not dated last, as before.
    story.timeline.sort_by_key(|row| {
        let days = row.date.as_deref().and_then(timex::interval).map(|days| days.first.to_string());
        let from = days.or_else(|| row.from.clone());
        (from.is_none(), from)
    });
    Some(vec![id.to_string()])
}

/// Takes a happening out of a story; differences about it go with it.
pub(crate) fn remove(story: &mut Story, gone: usize) {
    story.events.remove(gone);
    let later = |id: &mut EventId| {
        if id.0 > gone {
            id.0 -= 1;
        }
    };
    story.events.iter_mut().for_each(|event| later(&mut event.id));
    story.discrepancies.retain(|row| row.about != Some(EventId(gone)));
    story.discrepancies.iter_mut().for_each(|row| row.about.iter_mut().for_each(later));
    for row in &mut story.timeline {
        row.events.retain(|event| event.0 != gone);
        row.events.iter_mut().for_each(later);
    }
    story.timeline.retain(|row| !row.events.is_empty());
}

/// Counts the reports and the lines of reporting that tell of a happening.
fn counted(story: &mut Story, at: usize) {
    let lines = &story.lines;
    let Some(event) = story.events.get_mut(at) else { return };
    let reports: BTreeSet<ReportId> = event.accounts.iter().map(|account| account.evidence.report.clone()).collect();
    let line = |report: &ReportId| lines.iter().position(|line| line.contains(report));
    event.independent_sources = reports.iter().map(line).collect::<BTreeSet<_>>().len();
    // In the order of the story's reports, as they were.
    event.reports = story.reports.iter().map(|report| report.id.clone()).filter(|id| reports.contains(id)).collect();
}

/// Brings the timeline's rows of a happening up to date.
fn rows(story: &mut Story, at: usize) {
    let Some(event) = story.events.get(at) else { return };
    for row in story.timeline.iter_mut().filter(|row| row.events.contains(&EventId(at))) {
        row.reports.clone_from(&event.reports);
        row.lines = event.independent_sources;
    }
}
