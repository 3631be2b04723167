//! Where reports differ, all in one place.

use super::View;
use crate::dates;
use crate::document::{Inline, Line, Row, Section, SectionKind, Verdict, words};
use record::story::{Discrepancy, DiscrepancyAccount, DiscrepancyKind, FigureDifference};

/// What cannot both be true, then what is counted differently, then what differs in detail.
pub(super) fn section(view: &View<'_>) -> Section {
    let story = view.story;
    let (conflicts, details): (Vec<&Discrepancy>, Vec<&Discrepancy>) =
        story.discrepancies.iter().partition(|found| found.kind == DiscrepancyKind::Conflict);
    let rows = conflicts.iter().map(|found| discrepancy(view, found));
    let rows = rows.chain(story.figures.iter().map(|figures| figure(view, figures)));
    let rows = rows.chain(details.iter().map(|found| discrepancy(view, found)));
    let kind = SectionKind::Differences;
    Section { heading: "Where reports differ".to_owned(), aside: String::new(), kind, rows: rows.collect() }
}

fn discrepancy(view: &View<'_>, found: &Discrepancy) -> Row {
    let mut line = sides(view, &found.accounts, shown(&found.attribute));
    let about = found.about.and_then(|id| view.story.events.get(id.0));
    if let Some(event) = about {
        line.insert(0, Inline::Muted(format!("{}:", event.headline)));
    }
    let verdict = match found.kind {
        DiscrepancyKind::Conflict => Verdict::Disputed,
        DiscrepancyKind::Detail => Verdict::Compatible,
    };
    Row { id: found.id.clone(), label: found.attribute.clone(), line, verdict: Some(verdict), ..Row::default() }
}

fn figure(view: &View<'_>, figures: &FigureDifference) -> Row {
    Row { label: "counted".to_owned(), line: sides(view, &figures.accounts, str::to_owned), ..Row::default() }
}

/// How the values of an attribute are written for people.
fn shown(attribute: &str) -> fn(&str) -> String {
    match attribute {
        "time" => dates::long,
        "duration" => dates::duration,
        _ => str::to_owned,
    }
}

fn sides(view: &View<'_>, accounts: &[DiscrepancyAccount], show: fn(&str) -> String) -> Line {
    let mut line = Line::new();
    for account in accounts {
        if !line.is_empty() {
            line.push(words("or"));
        }
        line.push(words(show(&account.value)));
        line.push(view.cite(&account.evidence));
    }
    line
}
