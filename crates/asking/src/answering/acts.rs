//! Who offered, proposed, demanded, promised, accused, denied, accepted or rejected what.

use super::Asking;
use super::statements::statement;
use crate::answer::{AnswerRow, RowKind};
use crate::question::{Act, Within};
use crate::words::Wanted;
use record::Evidence;
use store::{ActRow, Filter, Result, Rows, StepRow};

/// Acts that are looked at for whose a step was, at most.
const ACTS: usize = 5_000;
/// Statements of one speaker that are looked at for denials.
const SAID: usize = 1_000;

impl Act {
    /// The kind of act in a library, where this is one.
    fn kind(self) -> Option<&'static str> {
        match self {
            Self::Accused => Some("accusation"),
            Self::Offered => Some("offer"),
            Self::Proposed => Some("proposal"),
            Self::Demanded => Some("demand"),
            Self::Invited => Some("invitation"),
            Self::Promised => Some("commitment"),
            Self::Denied | Self::Accepted | Self::Rejected => None,
        }
    }

    /// What a step of an act says, where this answers one.
    fn steps(self) -> &'static [&'static str] {
        match self {
            Self::Denied => &["denied", "dismissed"],
            Self::Accepted => &["accepted", "admitted"],
            Self::Rejected => &["rejected"],
            _ => &[],
        }
    }
}

impl Asking<'_> {
    pub(super) fn acted(
        &mut self,
        act: Act,
        by: Option<&str>,
        to: Option<&str>,
        about: Option<&str>,
        within: &Within,
    ) -> Result<Vec<AnswerRow>> {
        let mut filter = self.filter(within);
        let mut names = Filter::default();
        let (Some(by), Some(to)) = (self.named(by, &mut names)?, self.named(to, &mut names)?) else {
            return Ok(Vec::new());
        };
        let about = about.map(Wanted::new);
        filter.kinds = act.kind().into_iter().map(str::to_owned).collect();
        filter.statuses = act.steps().iter().map(|&step| step.to_owned()).collect();
        if act.kind().is_some() {
            filter.entities = names.entities;
        }
        let takes = |glance: &store::Glance| about.as_ref().is_none_or(|about| about.inside([glance.words.as_str()]));
        let mut numbers = self.chosen(Rows::Acts, &filter, takes)?;
        if numbers.len() > ACTS {
            numbers.truncate(ACTS);
            self.notes.push(format!("only the first {ACTS} acts were looked at: narrow the question"));
        }
        let is = |who: &Option<store::Named>, numbers: &[i64]| {
            numbers.is_empty() || who.as_ref().is_some_and(|who| numbers.contains(&who.number))
        };
        let mut found = Vec::new();
        for some in numbers.chunks(self.most + 1) {
            let rows = self.library.acts(&Filter { numbers: some.to_vec(), most: some.len(), ..Filter::default() })?;
            for row in &rows {
                if act.kind().is_some() {
                    found.extend((is(&row.by, &by) && is(&row.to, &to)).then(|| self::act(row)));
                    continue;
                }
                let steps = row.steps.iter().filter(|step| act.steps().contains(&step.status.as_str()));
                found.extend(steps.filter(|step| is(&step.by, &by) && is(&row.by, &to)).map(|step| answer(row, step)));
            }
            if found.len() > self.most {
                return Ok(found);
            }
        }
        if act == Act::Denied && !by.is_empty() && to.is_empty() {
            let denials = self.denials(by, about.as_ref(), within, &found)?;
            found.extend(denials);
        }
        Ok(found)
    }

    /// What somebody is said to have denied that is no answer to an accusation of a report.
    fn denials(
        &mut self,
        by: Vec<i64>,
        about: Option<&Wanted>,
        within: &Within,
        known: &[AnswerRow],
    ) -> Result<Vec<AnswerRow>> {
        let filter = Filter { entities: vec![by], most: SAID, ..self.filter(within) };
        let told: Vec<&Evidence> = known.iter().flat_map(|row| &row.evidence).collect();
        let again = |evidence: &Evidence| {
            told.iter().any(|told| {
                told.report == evidence.report && told.span.ranges().iter().any(|span| evidence.span.overlaps(*span))
            })
        };
        let denies = |row: &&store::StatementRow| {
            let cue = row.cue.as_deref().map(text::fold).unwrap_or_default();
            cue.split(' ').any(|word| matches!(word, "denied" | "denies" | "deny" | "denying"))
                && about.is_none_or(|about| about.inside([row.content.as_str()]))
                && !row.evidence.iter().any(again)
        };
        Ok(self.library.statements(&filter)?.iter().filter(denies).map(statement).collect())
    }
}

/// An act as a row, with the words of all its steps.
pub(super) fn act(row: &ActRow) -> AnswerRow {
    let evidence = row.steps.iter().flat_map(|step| step.evidence.clone()).collect();
    AnswerRow {
        id: Some(row.id.clone()),
        date: row.date.clone(),
        who: row.by.iter().map(|by| by.name.clone()).collect(),
        to: row.to.as_ref().map(|to| to.name.clone()),
        status: Some(row.status.clone()),
        ..AnswerRow::new(RowKind::Act, &row.story, &row.what, evidence)
    }
}

/// An answer to an act as a row: whose it is, to whom, and its own words.
fn answer(row: &ActRow, step: &StepRow) -> AnswerRow {
    AnswerRow {
        date: step.date.clone(),
        who: step.by.iter().map(|by| by.name.clone()).collect(),
        to: row.by.as_ref().map(|by| by.name.clone()),
        status: Some(step.status.clone()),
        evidence: step.evidence.clone(),
        ..act(row)
    }
}
