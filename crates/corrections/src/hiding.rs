//! Rows that are not to be shown.

use crate::{Anchor, RowKind, happening, happenings};
use record::Story;

/// Takes a row out of a story; the id that it had.
pub(crate) fn hide(story: &mut Story, row: RowKind, at: &Anchor) -> Option<Vec<String>> {
    let id = match row {
        RowKind::Happening => {
            let gone = happening(story, at)?;
            happenings::remove(story, gone.0);
            gone.to_string()
        }
        RowKind::Statement => statement(story, at)?,
        RowKind::Difference => {
            let is = |row: &record::story::Discrepancy| {
                row.accounts.iter().flat_map(|side| &side.evidence).any(|evidence| at.is(evidence))
            };
            let gone = story.discrepancies.iter().position(is)?;
            story.discrepancies.remove(gone).id
        }
        RowKind::Proposal => {
            let is = |row: &record::story::Proposal| {
                row.history.iter().flat_map(|step| &step.evidence).any(|evidence| at.is(evidence))
            };
            let gone = story.proposals.iter().position(is)?;
            story.proposals.remove(gone).id
        }
        RowKind::Allegation => {
            let is = |row: &record::story::Allegation| row.evidence.iter().any(|evidence| at.is(evidence));
            let gone = story.allegations.iter().position(is)?;
            story.allegations.remove(gone).id
        }
    };
    Some(vec![id])
}

fn statement(story: &mut Story, at: &Anchor) -> Option<String> {
    let gone = story.statements.iter().position(|row| row.evidence.iter().any(|evidence| at.is(evidence)))?;
    story.statements.remove(gone);
    for row in &mut story.timeline {
        row.statements.retain(|statement| *statement != gone);
        row.statements.iter_mut().filter(|statement| **statement > gone).for_each(|statement| *statement -= 1);
    }
    Some(format!("s{gone}"))
}
