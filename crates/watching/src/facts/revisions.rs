//! Reports of which a new version came: what they no longer say, and what they say instead.

use super::matching::{Pair, folded, key};
use super::{Fact, Kind};
use record::{Evidence, ReportId, Story};

/// A report of which a new version came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The report.
    pub report: ReportId,
    /// Whether the new version says that it was corrected.
    pub noted: bool,
}

pub(super) fn facts(pair: &Pair<'_>) -> Vec<Fact> {
    pair.revised.iter().filter_map(|revision| corrected(pair, revision)).collect()
}

/// One change, with the words that the report has now, where it has any.
struct Change {
    what: String,
    words: Option<Evidence>,
}

fn corrected(pair: &Pair<'_>, revision: &Revision) -> Option<Fact> {
    let (before, after) = (pair.before, pair.after);
    let id = &revision.report;
    let mut changes: Vec<Change> = headline(before, after, id).into_iter().collect();
    changes.extend(values(before, after, id));
    changes.extend(withdrawn(before, after, id));
    if changes.is_empty() {
        return None;
    }
    let report = after.reports.iter().find(|report| report.id == *id)?;
    let by = report.outlet.as_ref().map_or(id.0.as_str(), |outlet| &outlet.value);
    let how = if revision.noted { "with a note" } else { "without a word" };
    let list: Vec<String> = changes.iter().map(|change| change.what.clone()).collect();
    let mut words: Vec<Evidence> = changes.into_iter().filter_map(|change| change.words).collect();
    if words.is_empty() {
        words.extend(any(after, id));
    }
    let keys = words.iter().map(|words| format!("{}:{}", key(words), folded(&list.join(" ")))).take(1).collect();
    Some(pair.fact(Kind::Corrected, format!("{by} changed its report {how}"), list.join("; "), words, keys))
}

fn headline(before: &Story, after: &Story, id: &ReportId) -> Option<Change> {
    let title =
        |story: &Story| story.reports.iter().find(|report| report.id == *id).and_then(|report| report.title.clone());
    let (was, is) = (title(before)?, title(after)?);
    if folded(&was.value) == folded(&is.value) {
        return None;
    }
    let words = is.span.map(|span| Evidence { report: id.clone(), span: span.into(), quote: is.value.clone() });
    Some(Change { what: format!("headline “{}” → “{}”", was.value, is.value), words })
}

/// Values of happenings that the report gives differently.
fn values(before: &Story, after: &Story, id: &ReportId) -> Vec<Change> {
    let given = |story: &Story| -> Vec<(String, String, Evidence)> {
        let named = story.events.iter().flat_map(|event| &event.attributes);
        let named = named.map(|named| (named.name.as_str(), &named.attribute));
        let times = story.events.iter().filter_map(|event| event.time.as_ref()).map(|time| ("time", time));
        let places = story.events.iter().filter_map(|event| event.place.as_ref()).map(|place| ("place", place));
        let all = named.chain(times).chain(places);
        all.flat_map(|(name, attribute)| attribute.accounts.iter().map(move |account| (name, account)))
            .filter(|(_, account)| account.evidence.report == *id)
            .map(|(name, account)| (name.to_owned(), account.value.clone(), account.evidence.clone()))
            .collect()
    };
    let (before, after) = (given(before), given(after));
    let gone = |list: &[(String, String, Evidence)], name: &str, value: &str| {
        !list.iter().any(|(n, v, _)| n == name && v == value)
    };
    let mut changes: Vec<Change> = Vec::new();
    for (name, value, words) in after.iter().filter(|(name, value, _)| gone(&before, name, value)) {
        if let Some((_, was, _)) = before.iter().find(|(n, was, _)| n == name && gone(&after, n, was)) {
            let what = format!("{name} {was} → {value}");
            if !changes.iter().any(|change| change.what == what) {
                changes.push(Change { what, words: Some(words.clone()) });
            }
        }
    }
    changes
}

/// Statements that the report no longer has.
fn withdrawn(before: &Story, after: &Story, id: &ReportId) -> Vec<Change> {
    let said = |story: &Story| -> Vec<String> {
        let of_report = |evidence: &[Evidence]| evidence.iter().any(|words| words.report == *id);
        let all = story.statements.iter().filter(|statement| of_report(&statement.evidence));
        all.map(|statement| statement.content.clone()).collect()
    };
    let after: Vec<String> = said(after).iter().map(|words| folded(words)).collect();
    let gone = said(before).into_iter().filter(|words| !after.contains(&folded(words)));
    gone.map(|words| Change { what: format!("no longer quoted: “{words}”"), words: None }).collect()
}

/// Any words of the report.
fn any(story: &Story, id: &ReportId) -> Option<Evidence> {
    let accounts = story.events.iter().flat_map(|event| &event.accounts).map(|account| &account.evidence);
    let mentions = story.entities.iter().flat_map(|entity| &entity.mentions);
    accounts.chain(mentions).find(|words| words.report == *id).cloned()
}
