//! Who said what.

use super::Asking;
use crate::answer::{AnswerRow, RowKind};
use crate::question::Within;
use crate::words::Wanted;
use store::{Filter, Result, Rows, StatementRow};

/// Stories that are looked into for what nobody in particular said, the latest first.
const STORIES: usize = 200;

impl Asking<'_> {
    pub(super) fn said(
        &mut self,
        by: Option<&str>,
        about: Option<&str>,
        to: Option<&str>,
        within: &Within,
    ) -> Result<Vec<AnswerRow>> {
        let mut filter = self.filter(within);
        let (about, to) = (about.map(Wanted::new), to.map(Wanted::new));
        let notes = self.notes.len();
        let Some(_) = self.named(by, &mut filter)? else {
            let found = self.said_by_unnamed(by.unwrap_or_default(), filter, &about, &to)?;
            if !found.is_empty() {
                self.notes.truncate(notes);
            }
            return Ok(found);
        };
        let takes = |glance: &store::Glance| {
            about.as_ref().is_none_or(|about| about.inside([glance.words.as_str()]))
                && to.as_ref().is_none_or(|to| glance.beside.as_deref().is_some_and(|beside| to.inside([beside])))
        };
        let numbers = match about.as_ref().filter(|_| filter.entities.is_empty() && filter.story.is_none()) {
            None => self.chosen(Rows::Statements, &filter, takes)?,
            Some(about) => {
                let stories = self.library.stories_with(&about.stems(), STORIES + 1)?;
                if stories.len() > STORIES {
                    self.notes.push(format!("only the {STORIES} latest stories with these words were looked into"));
                }
                let mut numbers = Vec::new();
                for story in stories.into_iter().take(STORIES) {
                    let filter = Filter { story: Some(story), ..filter.clone() };
                    numbers.extend(self.chosen(Rows::Statements, &filter, takes)?);
                }
                numbers
            }
        };
        let Some(filter) = self.enough(numbers) else { return Ok(Vec::new()) };
        Ok(self.library.statements(&filter)?.iter().map(statement).collect())
    }

    /// What sources said that no report names, by the words that they are called by: "a senior official".
    fn said_by_unnamed(
        &mut self,
        by: &str,
        filter: Filter,
        about: &Option<Wanted>,
        to: &Option<Wanted>,
    ) -> Result<Vec<AnswerRow>> {
        let wanted = Wanted::new(by);
        let mut found = Vec::new();
        let stories = match &self.story {
            Some(story) => vec![story.clone()],
            None => self.library.stories_with(&wanted.stems(), super::scope::STORIES)?,
        };
        for story in stories {
            let filter = Filter { story: Some(story), ..filter.clone() };
            let rows = self.library.statements(&filter)?;
            found.extend(
                rows.iter()
                    .filter(|row| {
                        row.speaker.is_none()
                            && row.source.as_deref().is_some_and(|source| wanted.inside([source]))
                            && about.as_ref().is_none_or(|about| about.inside([row.content.as_str()]))
                            && to
                                .as_ref()
                                .is_none_or(|to| row.addressee.as_deref().is_some_and(|words| to.inside([words])))
                    })
                    .map(statement),
            );
        }
        Ok(found)
    }
}

/// A statement as a row.
pub(super) fn statement(row: &StatementRow) -> AnswerRow {
    let by = row.speaker.as_ref().map(|speaker| speaker.name.clone()).or_else(|| row.source.clone());
    AnswerRow {
        id: Some(format!("s{}", row.index())),
        date: row.said_at.clone(),
        who: by.into_iter().collect(),
        to: row.addressee.clone(),
        status: row.cue.clone(),
        ..AnswerRow::new(RowKind::Statement, &row.story, &row.content, row.evidence.clone())
    }
}
