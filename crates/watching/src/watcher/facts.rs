//! From changes of the library to facts.

use super::Watcher;
use crate::facts::{Fact, Revision, difference, next_day, passed};
use crate::state::{Looked, Result};
use jiff::civil::Date;
use record::ReportId;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use store::{Change, ChangeKind};

/// Changes that are read at once.
const CHANGES: usize = 1_000;
/// Stories that are told anew at once.
const STORIES: usize = 64;
/// A day is over when it is over everywhere on earth.
const EVERYWHERE: Duration = Duration::from_secs(12 * 3600);

/// Words by which a report says that it was corrected.
const CORRECTED: [&str; 6] =
    ["correction:", "corrects ", "clarification:", "an earlier version of this", "was corrected", "has been corrected"];

impl Watcher<'_> {
    /// The first time of all, what the library has already is no news.
    pub(super) fn begin(&mut self) -> Result<()> {
        if self.state.kept("changes")?.is_some() {
            return Ok(());
        }
        self.look_at_stories(true).map(|_| ())
    }

    /// The facts in what the library has that was not looked at yet; how many.
    pub(super) fn find_facts(&mut self) -> Result<usize> {
        self.look_at_stories(false)
    }

    fn look_at_stories(&mut self, silent: bool) -> Result<usize> {
        while self.library.refresh(STORIES)? > 0 && !(self.ended)() {}
        let from: i64 = self.state.kept("changes")?.and_then(|value| value.parse().ok()).unwrap_or(0);
        let changes = self.new_changes(from)?;
        let revised = self.revisions(&changes)?;
        let mut new = 0;
        for story in stories(&changes) {
            let revised = revised.get(story).map(Vec::as_slice).unwrap_or_default();
            let looked = self.looked(story, revised)?;
            new += self.state.keep_looked(&[looked], None, silent, self.clock.now())?;
        }
        let cursor = settled_up_to(&changes, from);
        self.state.keep_looked(&[], Some(cursor), silent, self.clock.now())?;
        Ok(new)
    }

    fn new_changes(&mut self, from: i64) -> Result<Vec<Change>> {
        let mut changes: Vec<Change> = Vec::new();
        loop {
            let some = self.library.changes(changes.last().map_or(from, |change| change.number), CHANGES)?;
            if some.is_empty() {
                return Ok(changes);
            }
            changes.extend(some);
        }
    }

    /// The reports of which new versions came, by story.
    fn revisions(&mut self, changes: &[Change]) -> Result<BTreeMap<String, Vec<Revision>>> {
        let mut revised: BTreeMap<String, Vec<Revision>> = BTreeMap::new();
        for change in changes.iter().filter(|change| change.kind == ChangeKind::VersionAdded) {
            let (Some(report), Some(story)) = (&change.report, &change.story) else { continue };
            let text =
                self.library.entry(report, None)?.map(|entry| entry.report.text.to_lowercase()).unwrap_or_default();
            let noted = CORRECTED.iter().any(|words| text.contains(words));
            let list = revised.entry(story.clone()).or_default();
            if !list.iter().any(|revision| revision.report.0 == *report) {
                list.push(Revision { report: ReportId(report.clone()), noted });
            }
        }
        Ok(revised)
    }

    fn looked(&mut self, story: &str, revised: &[Revision]) -> Result<Looked> {
        let title = self.library.find_story(story)?.map(|row| row.title).unwrap_or_default();
        let before = self.state.story(story)?;
        let state = self.library.brief(story)?;
        let had = |revision: &&Revision| {
            before.as_ref().is_some_and(|story| story.reports.iter().any(|report| report.id == revision.report))
        };
        let revised: Vec<Revision> = revised.iter().filter(had).cloned().collect();
        let mut facts = state.as_ref().map(|after| difference(before.as_ref(), after, &revised)).unwrap_or_default();
        // The day of what was announced may have ended since the story was last looked at; what is first heard of when its
        // day is over was never awaited.
        if let (Some(before), Some(after)) = (&before, &state) {
            let awaited = passed(before, self.today());
            let known = |fact: &Fact| awaited.iter().any(|old| old.keys.iter().any(|key| fact.keys.contains(key)));
            facts.extend(passed(after, self.today()).into_iter().filter(known));
        }
        let open_until = state.as_ref().and_then(|story| next_day(story, self.today()));
        Ok(Looked { story: story.to_owned(), title, state, facts, open_until })
    }

    /// Announced happenings whose day is over; how many.
    pub(super) fn find_overdue(&mut self) -> Result<usize> {
        let today = self.today();
        let mut new = 0;
        for (story, title) in self.state.overdue(today)? {
            let state = self.state.story(&story)?;
            let facts = state.as_ref().map(|state| passed(state, today)).unwrap_or_default();
            let open_until = state.as_ref().and_then(|state| next_day(state, today));
            let looked = Looked { story, title, state, facts, open_until };
            new += self.state.keep_looked(&[looked], None, false, self.clock.now())?;
        }
        Ok(new)
    }

    fn today(&self) -> Date {
        let now = self.clock.now();
        now.checked_sub(EVERYWHERE).unwrap_or(now).to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}

/// The stories that were told anew or ended, in the order of their first change.
fn stories(changes: &[Change]) -> Vec<&str> {
    let told = changes.iter().filter(|change| matches!(change.kind, ChangeKind::StoryTold | ChangeKind::StoryEnded));
    let mut known = BTreeSet::new();
    told.filter_map(|change| change.story.as_deref()).filter(|story| known.insert(*story)).collect()
}

/// The last change that is done with: a version whose story was not told anew since has to be met again.
fn settled_up_to(changes: &[Change], from: i64) -> i64 {
    let open = changes.iter().enumerate().find(|(at, change)| {
        change.kind == ChangeKind::VersionAdded && {
            let later = changes.iter().skip(*at).filter(|later| later.story == change.story);
            !later.into_iter().any(|later| matches!(later.kind, ChangeKind::StoryTold | ChangeKind::StoryEnded))
        }
    });
    match open {
        Some((_, change)) => change.number - 1,
        None => changes.last().map_or(from, |change| change.number),
    }
}
