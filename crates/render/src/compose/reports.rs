//! The reports and how they hang together.

use super::View;
use crate::dates;
use crate::document::{Inline, Line, Row, Section, SectionKind, words};
use record::story::{LineageBasis, ReportSummary};
use record::{Basis, ReportId};
use std::collections::BTreeSet;

/// `6 reports by 5 outlets; 3 independent lines of reporting`.
pub(super) fn summary(view: &View<'_>) -> String {
    let story = view.story;
    let outlets: BTreeSet<String> = story
        .reports
        .iter()
        .filter_map(|report| report.outlet.as_ref())
        .map(|outlet| outlet.value.to_lowercase())
        .collect();
    let mut summary = count(story.reports.len(), "report");
    if !outlets.is_empty() {
        summary.push_str(&format!(" by {}", count(outlets.len(), "named outlet")));
    }
    summary.push_str(&format!("; {} of reporting", count(story.lines.len(), "independent line")));
    summary
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// A row for each report: outlet, date, title, origin.
pub(super) fn section(view: &View<'_>) -> Section {
    let rows = view.story.reports.iter().enumerate().map(|(i, report)| row(view, i + 1, report)).collect();
    Section { heading: "Reports".to_owned(), aside: String::new(), kind: SectionKind::Reports, rows }
}

fn row(view: &View<'_>, number: usize, report: &ReportSummary) -> Row {
    let mut line: Line = Vec::new();
    match &report.outlet {
        Some(outlet) => line.push(Inline::Strong(outlet.value.clone())),
        None => line.push(Inline::Muted("outlet not stated".to_owned())),
    }
    match &report.published {
        Some(published) => {
            let mut date = dates::long(&published.value);
            if published.basis == Basis::Inferred {
                date.push_str(" (inferred)");
            }
            line.push(words(date));
            if !published.evidence.is_empty() {
                line.push(view.cite(&published.evidence));
            }
        }
        None => line.push(Inline::Muted("undated".to_owned())),
    }
    line.extend(report.title.as_ref().map(|title| Inline::Quote(title.value.clone())));
    for edge in view.story.lineage.iter().filter(|edge| edge.report == report.id) {
        let verb = match edge.basis {
            LineageBasis::Credit => "credited to",
            LineageBasis::SharedText => "shares text with",
            LineageBasis::Cites => "cites",
        };
        let origin = match view.number(&ReportId(edge.derives_from.clone())) {
            0 => edge.derives_from.clone(),
            number => format!("[{number}]"),
        };
        line.push(Inline::Muted(format!("· {verb} {origin}")));
        line.push(view.cite(&edge.evidence));
    }
    Row { label: format!("[{number}]"), line, ..Row::default() }
}
