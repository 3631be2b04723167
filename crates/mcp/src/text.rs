//! An answer as text, for assistants that read no structured content.

use crate::answer::{Answer, Citation, Row};
use std::fmt::Write as _;

/// The answer in lines: rows with their words below them, then the reports by their numbers.
pub fn text(answer: &Answer) -> String {
    let mut reports: Vec<&Citation> = Vec::new();
    let mut out = format!("{}\n", line(&answer.about));
    if answer.rows.is_empty() {
        out.push_str("\nnothing in the library answers this\n");
    }
    let mut kind = "";
    for row in &answer.rows {
        if row.kind != kind {
            kind = &row.kind;
            let _ = writeln!(out, "\n{}", line(kind).to_uppercase());
        }
        self::row(row, &mut reports, &mut out);
    }
    for note in &answer.notes {
        let _ = writeln!(out, "\nnote: {}", line(note));
    }
    if let Some(next) = &answer.next {
        let _ = writeln!(out, "\nmore: the same call with cursor {next:?}");
    }
    if !reports.is_empty() {
        out.push('\n');
    }
    for (number, report) in (1..).zip(reports) {
        let published = report.date.as_deref().unwrap_or("undated");
        let outlet = line(report.outlet.as_deref().unwrap_or("outlet not stated"));
        let title = line(report.title.as_deref().unwrap_or("no title"));
        let _ = writeln!(out, "[{number}] {outlet}, {published}: {title} (report {})", line(&report.report));
    }
    out
}

fn row<'a>(row: &'a Row, reports: &mut Vec<&'a Citation>, out: &mut String) {
    let id = row.id.as_ref().map_or_else(String::new, |id| format!("{id}  "));
    let date = row.date.as_ref().map_or_else(String::new, |date| format!("{date}  "));
    let lines = match row.lines {
        None | Some(0) => String::new(),
        Some(1) => "  (1 line of reporting)".to_owned(),
        Some(lines) => format!("  ({lines} lines of reporting)"),
    };
    let _ = writeln!(out, "● {id}{date}{}{lines}", line(&row.text));
    let mut said = |label: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "    {label}: {}", line(value));
        }
    };
    said("who", &row.who.join(", "));
    said("to", row.to.as_deref().unwrap_or(""));
    said("where", row.place.as_deref().unwrap_or(""));
    said("status", row.status.as_deref().unwrap_or(""));
    quotes(&row.citations, reports, out);
    for side in &row.sides {
        let by = if side.by.is_empty() { String::new() } else { format!(", by {}", line(&side.by.join(", "))) };
        let _ = writeln!(out, "    – {}{by}", line(&side.value));
        quotes(&side.citations, reports, out);
    }
    if row.left_out > 0 {
        let _ = writeln!(out, "      and {} more that are not shown", row.left_out);
    }
}

fn quotes<'a>(citations: &'a [Citation], reports: &mut Vec<&'a Citation>, out: &mut String) {
    for citation in citations {
        let known = reports.iter().position(|report| report.report == citation.report);
        let number = known.unwrap_or_else(|| {
            reports.push(citation);
            reports.len() - 1
        });
        let bytes: Vec<String> = citation.span.iter().map(|[start, end]| format!("{start}–{end}")).collect();
        let more = if citation.cut { "…" } else { "" };
        let _ = writeln!(out, "      [{}] {}: “{}{more}”", number + 1, bytes.join(", "), line(&citation.quote));
    }
}

/// Words of reports in one line, without signs that would steer what shows them.
fn line(words: &str) -> String {
    render::clean(words).split_whitespace().collect::<Vec<_>>().join(" ")
}
