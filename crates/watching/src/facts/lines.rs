//! New stories, and new independent lines of reporting in known ones.

use super::matching::Pair;
use super::{Fact, Kind};
use record::story::ReportSummary;
use record::{Evidence, ReportId, Spans};
use std::collections::BTreeSet;

pub(super) fn facts(pair: &Pair<'_>) -> Vec<Fact> {
    if pair.before.reports.is_empty() {
        return story(pair).into_iter().collect();
    }
    let known: BTreeSet<&ReportId> = pair.before.reports.iter().map(|report| &report.id).collect();
    let lines = pair.after.lines.iter().enumerate();
    let new = lines.filter(|(_, reports)| !reports.is_empty() && !reports.iter().any(|report| known.contains(report)));
    new.filter_map(|(line, reports)| {
        let summary = pair.after.reports.iter().find(|report| reports.first() == Some(&report.id))?;
        let line = pair.line(line);
        let title = summary.title.as_ref().map_or("a report without a title", |title| &title.value);
        let what = format!("{} reports on its own: {title}", line.by);
        let change = format!("independent lines: {} → {}", pair.before.lines.len(), line.of);
        let keys = reports.iter().map(ToString::to_string).collect();
        Some(pair.fact(Kind::Line, what, change, vec![words(pair, summary)?], keys))
    })
    .collect()
}

fn story(pair: &Pair<'_>) -> Option<Fact> {
    let first = pair.after.reports.first()?;
    let main = pair.after.timeline.iter().find(|row| row.main).map(|row| row.title.clone());
    let what = first.title.as_ref().map(|title| title.value.clone()).or(main)?;
    let (reports, lines) = (pair.after.reports.len(), pair.after.lines.len());
    let count = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let change = format!("{} of {}", count(reports, "report"), count(lines, "independent line"));
    let keys = pair.after.reports.iter().map(|report| report.id.to_string()).collect();
    let mut fact = pair.fact(Kind::Story, what, change, vec![words(pair, first)?], keys);
    // A new story is about everybody in it.
    let everybody = pair.after.entities.iter().flat_map(|entity| {
        std::iter::once(&entity.name).chain(entity.aliases.iter().map(|alias| &alias.value)).cloned()
    });
    fact.names = everybody.collect::<BTreeSet<_>>().into_iter().collect();
    Some(fact)
}

/// The words that a report is shown by: its headline, else what it tells of the weightiest happening.
fn words(pair: &Pair<'_>, report: &ReportSummary) -> Option<Evidence> {
    let title = report.title.as_ref().and_then(|title| {
        let span = title.span?;
        Some(Evidence { report: report.id.clone(), span: Spans::from(span), quote: title.value.clone() })
    });
    let mut accounts = pair.after.timeline.iter().filter(|row| row.main).chain(&pair.after.timeline);
    let of_rows = || {
        let account = accounts.find_map(|row| {
            let events = row.events.iter().filter_map(|id| pair.after.events.get(id.0));
            events.flat_map(|event| &event.accounts).find(|account| account.evidence.report == report.id)
        });
        account.map(|account| account.evidence.clone())
    };
    let any = || {
        let mut accounts = pair.after.events.iter().flat_map(|event| &event.accounts);
        accounts.find(|account| account.evidence.report == report.id).map(|account| account.evidence.clone())
    };
    let said = || {
        let mut said = pair.after.statements.iter().flat_map(|statement| &statement.evidence);
        said.find(|evidence| evidence.report == report.id).cloned()
    };
    let mention = || {
        let mut mentions = pair.after.entities.iter().flat_map(|entity| &entity.mentions);
        mentions.find(|evidence| evidence.report == report.id).cloned()
    };
    title.or_else(of_rows).or_else(any).or_else(said).or_else(mention)
}
