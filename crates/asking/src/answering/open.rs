//! What is still open: offers and accusations without an answer, announced happenings that did not come.

use super::Asking;
use super::acts::act;
use super::happenings::happening;
use super::scope::Scope;
use crate::answer::AnswerRow;
use crate::question::Within;
use record::timex;
use store::{Filter, HappeningRow, Result};

/// Rows of one story, or of the library, that are looked at.
const MOST: usize = 500;
/// How an act stands that nobody has answered, or not for good.
const OPEN: [&str; 9] = [
    "proposed",
    "offered",
    "demanded",
    "invited",
    "open",
    "under consideration",
    "awaited",
    "not accepted",
    "not rejected",
];
/// Kinds of act that call for an answer.
const ASKING: [&str; 5] = ["proposal", "offer", "demand", "invitation", "accusation"];

impl Asking<'_> {
    pub(super) fn open(&mut self, about: Option<&str>, within: &Within) -> Result<Vec<AnswerRow>> {
        let filter = Filter { most: MOST, ..self.filter(within) };
        if about.is_none() && self.story.is_none() {
            return self.open_in(&filter, None);
        }
        self.in_scope(about, |asking, scope| {
            asking.open_in(&Filter { story: Some(scope.story.clone()), ..filter.clone() }, Some(scope))
        })
    }

    fn open_in(&mut self, filter: &Filter, scope: Option<&Scope>) -> Result<Vec<AnswerRow>> {
        let kinds = ASKING.iter().map(|&kind| kind.to_owned()).collect();
        let standing = OPEN.iter().map(|&status| status.to_owned()).collect();
        // Of one story words may choose among all; of the library the first will do.
        let most = if scope.is_some() { MOST } else { self.most + 1 };
        let acts = self.library.acts(&Filter { kinds, standing, most, ..filter.clone() })?;
        let planned = Filter { statuses: vec!["planned".to_owned()], listed: true, most, ..filter.clone() };
        let planned = self.library.happenings(&planned)?;
        self.more |= acts.len() == most || planned.len() == most;
        let takes = |row: &AnswerRow| {
            let quotes = row.evidence.iter().map(|evidence| evidence.quote.as_str());
            scope.is_none_or(|scope| scope.takes([row.text.as_str()].into_iter().chain(quotes)))
        };
        let acts = acts.iter().map(act);
        let planned = planned.iter().filter(|row| row.polarity != "negative").map(|row| self.awaited(row));
        Ok(acts.chain(planned).filter(takes).collect())
    }

    /// Something announced, and whether its day is past.
    fn awaited(&self, row: &HappeningRow) -> AnswerRow {
        let status = match row.date.as_deref().and_then(timex::interval) {
            None => "announced, no day given",
            Some(days) if days.last < self.today => "announced; its day is past and no report says that it came",
            Some(_) => "announced, to come",
        };
        AnswerRow { status: Some(status.to_owned()), ..happening(row) }
    }
}
