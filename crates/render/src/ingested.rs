//! What was made of each input, for people: every block with its kind.

use record::{Basis, Report};
use std::fmt::Write as _;

/// Most characters of a block that are shown.
const SHOWN: usize = 88;

/// A report's metadata and blocks, one line each, without anything that steers a terminal.
pub fn report(report: &Report) -> String {
    crate::clean::clean(&lines(report))
}

fn lines(report: &Report) -> String {
    let mut out = format!("{}  ({})\n", report.path, report.id);
    let stated = [("title", &report.title), ("outlet", &report.outlet), ("byline", &report.byline)];
    for (name, value) in stated {
        if let Some(stated) = value {
            let _ = writeln!(out, "  {name:<10} {} {}", stated.value, basis(stated.basis));
        }
    }
    if let Some(published) = &report.published {
        let _ = writeln!(out, "  {:<10} {} {}", "published", published.value, basis(published.basis));
    }
    if let Some(updated) = &report.updated {
        let _ = writeln!(out, "  {:<10} {} {}", "updated", updated.value, basis(updated.basis));
    }
    if let Some(dateline) = &report.dateline {
        let _ = writeln!(out, "  {:<10} {}", "dateline", dateline.place);
    }
    for credit in &report.credits {
        let _ = writeln!(out, "  {:<10} {:?}: {}", "credit", credit.kind, credit.name);
    }
    for block in &report.blocks {
        let words = report.words(block.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut shown: String = words.chars().take(SHOWN).collect();
        if shown.len() < words.len() {
            shown.push('…');
        }
        let _ = writeln!(out, "  {:<12} {:>6}  {shown}", format!("{:?}", block.kind).to_lowercase(), block.span.start);
    }
    out
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "(stated)",
        Basis::Metadata => "(metadata)",
        Basis::Inferred => "(inferred)",
    }
}
