//! What is new since a day, by when reports were published.

use super::Asking;
use super::acts::act;
use super::differences::difference;
use super::happenings::happening;
use super::scope::Scope;
use crate::answer::AnswerRow;
use crate::question::Within;
use jiff::civil::Date;
use record::{Evidence, timex};
use std::collections::{BTreeMap, BTreeSet};
use store::{ActRow, DifferenceRow, Filter, Result};

/// Stories that are looked into, the latest first.
const STORIES: usize = 50;
/// Differences and acts of one story that are looked at.
const MOST: usize = 500;

impl Asking<'_> {
    pub(super) fn changed(&mut self, about: Option<&str>, within: &Within) -> Result<Vec<AnswerRow>> {
        let Some(since) = within.since.as_deref().and_then(|day| day.parse::<Date>().ok()) else {
            return Ok(Vec::new());
        };
        if about.is_some() || self.story.is_some() {
            return self.in_scope(about, |asking, scope| asking.changed_in(scope, since));
        }
        let mut stories = self.library.stories_since(since, STORIES + 1)?;
        if stories.len() > STORIES {
            stories.truncate(STORIES);
            self.notes.push(format!("more than {STORIES} stories had reports since; only the latest were looked into"));
        }
        let mut found = Vec::new();
        for story in stories {
            found.extend(self.changed_in(&Scope { story, wanted: None }, since)?);
            if found.len() > self.most {
                break;
            }
        }
        Ok(found)
    }

    fn changed_in(&mut self, scope: &Scope, since: Date) -> Result<Vec<AnswerRow>> {
        let mut found = Vec::new();
        let mut numbers = self.library.told_since(&scope.story, since)?;
        numbers.truncate(MOST);
        if !numbers.is_empty() {
            let filter = Filter { numbers, most: MOST, ..Filter::default() };
            let rows = self.library.happenings(&filter)?;
            let takes = |row: &&store::HappeningRow| {
                let quotes = row.evidence.iter().map(|evidence| evidence.quote.as_str());
                scope.takes([row.headline.as_str()].into_iter().chain(quotes))
            };
            found.extend(rows.iter().filter(takes).map(happening));
        }
        let filter = Filter { story: Some(scope.story.clone()), most: MOST, ..Filter::default() };
        let (differences, acts) = (self.library.differences(&filter)?, self.library.acts(&filter)?);
        let fresh = self.fresh(&differences, &acts, since)?;
        let new =
            |evidence: &[Evidence]| !evidence.is_empty() && evidence.iter().all(|one| fresh.contains(&one.report.0));
        let differs = differences.iter().filter(|row| row.sides.iter().any(|side| new(&side.evidence)));
        let differs = differs.map(difference);
        let acted = acts.iter().filter(|row| row.steps.iter().any(|step| new(&step.evidence))).map(act);
        let takes = |row: &AnswerRow| {
            scope.takes(
                [row.text.as_str()].into_iter().chain(row.all_evidence().map(|evidence| evidence.quote.as_str())),
            )
        };
        found.extend(differs.chain(acted).filter(takes));
        Ok(found)
    }

    /// Ids of the reports of some rows that were published on a day or later.
    fn fresh(&mut self, differences: &[DifferenceRow], acts: &[ActRow], since: Date) -> Result<BTreeSet<String>> {
        let of_differences = differences.iter().flat_map(|row| &row.sides).flat_map(|side| &side.evidence);
        let of_acts = acts.iter().flat_map(|row| &row.steps).flat_map(|step| &step.evidence);
        let ids: BTreeMap<&str, ()> = of_differences.chain(of_acts).map(|one| (one.report.0.as_str(), ())).collect();
        let origins = self.library.origins(&ids.into_keys().collect::<Vec<_>>())?;
        let fresh = origins.into_iter().filter(|origin| {
            let days = origin.published.as_deref().and_then(timex::interval);
            days.is_some_and(|days| days.first >= since)
        });
        Ok(fresh.map(|origin| origin.report).collect())
    }
}
