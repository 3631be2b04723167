//! Where reports differ.

use super::Asking;
use super::scope::Scope;
use crate::answer::{AnswerRow, RowKind, Side};
use crate::question::Within;
use store::{DifferenceRow, Filter, Result};

/// Differences of one story that are looked at.
const MOST: usize = 1_000;

impl Asking<'_> {
    pub(super) fn differ(&mut self, about: Option<&str>, within: &Within) -> Result<Vec<AnswerRow>> {
        let filter = Filter { most: MOST, ..self.filter(within) };
        if about.is_none() && self.story.is_none() {
            let filter = Filter { most: self.most + 1, ..filter };
            return Ok(self.library.differences(&filter)?.iter().map(difference).collect());
        }
        self.in_scope(about, |asking, scope| {
            let filter = Filter { story: Some(scope.story.clone()), ..filter.clone() };
            let rows = asking.library.differences(&filter)?;
            Ok(rows.iter().filter(|row| takes(scope, row)).map(difference).collect())
        })
    }
}

fn takes(scope: &Scope, row: &DifferenceRow) -> bool {
    let sides = row.sides.iter().flat_map(|side| {
        std::iter::once(side.value.as_str()).chain(side.evidence.iter().map(|evidence| evidence.quote.as_str()))
    });
    scope.takes(row.headline.as_deref().into_iter().chain([row.attribute.as_str()]).chain(sides))
}

/// A difference as a row.
pub(super) fn difference(row: &DifferenceRow) -> AnswerRow {
    let sides = row.sides.iter().map(|side| Side {
        value: side.value.clone(),
        by: Vec::new(),
        lines: 0,
        evidence: side.evidence.clone(),
    });
    let text = match &row.headline {
        Some(headline) => format!("{}: {headline}", row.attribute),
        None => row.attribute.clone(),
    };
    AnswerRow {
        id: Some(row.id.clone()),
        status: Some(row.kind.clone()),
        sides: sides.collect(),
        ..AnswerRow::new(RowKind::Difference, &row.story, &text, Vec::new())
    }
}
