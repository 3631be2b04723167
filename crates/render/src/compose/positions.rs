//! Where the parties stand, matter by matter, beside each other.

use super::View;
use crate::dates;
use crate::document::{Inline, Line, Row, Section, SectionKind, words};
use record::reading::StanceKind;

/// Most matters shown.
const MOST: usize = 8;
/// Most steps shown of one party on one matter.
const MOST_STEPS: usize = 4;

/// A row for each party of a matter; the matter stands before the first.
pub(super) fn section(view: &View<'_>) -> Section {
    let mut rows = Vec::new();
    let mut last: Option<&str> = None;
    let mut matters = 0;
    for position in &view.story.positions {
        let begins = last != Some(position.matter.as_str());
        matters += usize::from(begins);
        if matters > MOST {
            break;
        }
        last = Some(&position.matter);
        let mut line: Line = vec![words(format!("{}:", view.name(position.party)))];
        for (at, step) in position.steps.iter().take(MOST_STEPS).enumerate() {
            if at > 0 {
                line.push(words("→"));
            }
            line.push(words(stance(step.stance)));
            line.push(Inline::Quote(step.content.clone()));
            line.extend(step.date.as_ref().map(|date| Inline::Muted(dates::short(date))));
            line.push(view.cite(&step.evidence));
        }
        let label = if begins { position.matter.clone() } else { String::new() };
        rows.push(Row { label, line, verdict: None, ..Row::default() });
    }
    Section { heading: "Where they stand".to_owned(), aside: String::new(), kind: SectionKind::Ledger, rows }
}

fn stance(stance: StanceKind) -> &'static str {
    match stance {
        StanceKind::Wants => "wants",
        StanceKind::Holds => "holds",
        StanceKind::Refuses => "refuses",
        StanceKind::Doubts => "doubts",
    }
}
