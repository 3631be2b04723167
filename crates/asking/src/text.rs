//! An answer for people.

use crate::answer::{Answer, AnswerRow, RowKind, Side};
use record::Evidence;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Signs of a quotation that are shown.
const QUOTED: usize = 240;

/// An answer as lines of text: what it was read as, the rows with numbers of reports, notes, the reports. Words come as they
/// are in the reports: whoever prints them to a terminal takes out what would steer it.
pub fn text(answer: &Answer) -> String {
    let numbers: BTreeMap<&str, usize> =
        (1..).zip(&answer.reports).map(|(number, origin)| (origin.report.as_str(), number)).collect();
    let mut out = format!("{}\n", answer.read_as);
    if answer.rows.is_empty() {
        out.push_str("\nno row of the library answers this\n");
    }
    for row in &answer.rows {
        out.push('\n');
        lines(row, &numbers, &mut out);
    }
    if answer.more {
        let _ =
            writeln!(out, "\nthere are more rows than these {}: --limit N, or a narrower question", answer.rows.len());
    }
    for note in &answer.notes {
        let _ = writeln!(out, "\nnote: {note}");
    }
    for rule in &answer.corrections {
        let _ = writeln!(out, "\nrule {}, {}, {}: {}", rule.number, rule.at, rule.author, rule.correction);
    }
    if !answer.reports.is_empty() {
        out.push('\n');
    }
    for (number, origin) in (1..).zip(&answer.reports) {
        let published = origin.published.as_deref().unwrap_or("undated");
        let outlet = origin.outlet.as_deref().unwrap_or("outlet not stated");
        let title = origin.title.as_deref().unwrap_or("no title");
        let _ = writeln!(out, "[{number}] {outlet}, {published}: {title} ({})", origin.report);
    }
    out
}

fn lines(row: &AnswerRow, numbers: &BTreeMap<&str, usize>, out: &mut String) {
    // What reports differ in has no day of its own.
    let undated = if row.kind == RowKind::Difference { "" } else { "not dated  " };
    let date = row.date.as_ref().map_or_else(|| undated.to_owned(), |date| format!("{date}  "));
    let count = if row.lines == 1 { "1 line".to_owned() } else { format!("{} lines", row.lines) };
    let _ = writeln!(out, "● {date}{}  {count}", row.text);
    let said = |label: &str, value: &str, out: &mut String| {
        if !value.is_empty() {
            let _ = writeln!(out, "    {label}: {value}");
        }
    };
    said("who", &row.who.join(", "), out);
    said("to", row.to.as_deref().unwrap_or(""), out);
    said("where", row.place.as_deref().unwrap_or(""), out);
    said("status", row.status.as_deref().unwrap_or(""), out);
    let rules: Vec<String> = row.corrected.iter().map(i64::to_string).collect();
    said("corrected by the desk, rule", &rules.join(", "), out);
    quotes(&row.evidence, numbers, out);
    for Side { value, by, lines, evidence } in &row.sides {
        let by = if by.is_empty() { String::new() } else { format!(", by {}", by.join(", ")) };
        let count = if *lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
        let _ = writeln!(out, "    – {value}{by}  {count}");
        quotes(evidence, numbers, out);
    }
}

fn quotes(evidence: &[Evidence], numbers: &BTreeMap<&str, usize>, out: &mut String) {
    for one in evidence {
        let number = numbers.get(one.report.0.as_str()).copied().unwrap_or(0);
        let words: Vec<&str> = one.quote.split_whitespace().collect();
        let mut quote = words.join(" ");
        if let Some((cut, _)) = quote.char_indices().nth(QUOTED) {
            quote.truncate(cut);
            quote.push('…');
        }
        let bytes: Vec<String> = one.span.ranges().iter().map(|span| format!("{}–{}", span.start, span.end)).collect();
        let _ = writeln!(out, "      [{number}] {}: {quote}", bytes.join(", "));
    }
}
