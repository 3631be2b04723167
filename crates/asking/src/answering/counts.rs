//! How many were killed, hurt, …, and by whose count.

use super::Asking;
use super::scope::Scope;
use crate::answer::{AnswerRow, RowKind, Side};
use crate::question::{Toll, Within};
use record::story::{Account, Attribute, AttributeAccount, StoryEvent};
use record::timex;
use store::{Result, StoryRow};

/// Stories that are looked at where the question names none, the latest first.
const STORIES: usize = 10;

impl Asking<'_> {
    pub(super) fn counted(&mut self, toll: Toll, about: Option<&str>, within: &Within) -> Result<Vec<AnswerRow>> {
        if about.is_none() && self.story.is_none() {
            let mut stories: Vec<StoryRow> = self.library.stories()?;
            if stories.len() > STORIES {
                stories.truncate(STORIES);
                self.notes.push(format!("only the {STORIES} latest stories were looked at: name a story or a place"));
            }
            let mut found = Vec::new();
            for story in stories {
                found.extend(self.counts_in(&Scope { story: story.id, wanted: None }, toll, within)?);
            }
            return Ok(found);
        }
        self.in_scope(about, |asking, scope| asking.counts_in(scope, toll, within))
    }

    fn counts_in(&mut self, scope: &Scope, toll: Toll, within: &Within) -> Result<Vec<AnswerRow>> {
        let Some(story) = self.library.brief(&scope.story)? else { return Ok(Vec::new()) };
        let mut rows = Vec::new();
        for event in story.events.iter().filter(|event| dated(event, within) && takes(scope, event)) {
            let counts = event.attributes.iter().filter(|one| one.name == toll.label());
            rows.extend(counts.map(|one| count(&scope.story, event, &one.attribute)));
        }
        Ok(rows)
    }
}

/// Whether an event's time is within what was asked for.
fn dated(event: &StoryEvent, within: &Within) -> bool {
    let days = event.time.as_ref().and_then(|time| timex::interval(&time.value));
    let days = days.map(|days| (days.first.to_string(), days.last.to_string()));
    let since = within.since.as_ref().is_none_or(|day| days.as_ref().is_some_and(|(_, last)| last >= day));
    since && within.until.as_ref().is_none_or(|day| days.as_ref().is_some_and(|(first, _)| first <= day))
}

fn takes(scope: &Scope, event: &StoryEvent) -> bool {
    let place = event.place.as_ref().map(|place| place.value.as_str());
    let quotes = event.accounts.iter().map(|account| account.evidence.quote.as_str());
    scope.takes([event.headline.as_str()].into_iter().chain(place).chain(quotes))
}

/// A count as a row: a side for each number.
fn count(story: &str, event: &StoryEvent, attribute: &Attribute) -> AnswerRow {
    let mut sides: Vec<Side> = Vec::new();
    for account in &attribute.accounts {
        let by = on_word_of(event, account);
        match sides.iter_mut().find(|side| side.value == account.value) {
            Some(side) => {
                side.evidence.push(account.evidence.clone());
                side.by.extend(by.filter(|by| !side.by.contains(by)));
            }
            None => sides.push(Side {
                value: account.value.clone(),
                by: by.into_iter().collect(),
                lines: 0,
                evidence: vec![account.evidence.clone()],
            }),
        }
    }
    AnswerRow {
        id: Some(event.id.to_string()),
        date: event.time.as_ref().map(|time| time.value.clone()),
        place: event.place.as_ref().map(|place| place.value.clone()),
        status: Some(format!("{:?}", attribute.agreement).to_lowercase()),
        sides,
        ..AnswerRow::new(RowKind::Count, story, &event.headline, Vec::new())
    }
}

/// Whose word a report gives for a number.
fn on_word_of(event: &StoryEvent, count: &AttributeAccount) -> Option<String> {
    let tells = |account: &&Account| {
        let spans = count.evidence.span.ranges();
        account.evidence.report == count.evidence.report
            && spans.iter().any(|span| account.evidence.span.overlaps(*span))
    };
    event.accounts.iter().filter(tells).find_map(|account| account.on_word_of.clone())
}
