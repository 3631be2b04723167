//! A brief in a terminal or a pipe.
//!
//! Colours are written as ANSI escapes; the caller strips them where the output is not a terminal. Nothing is
//! told by colour alone.

use crate::document::{Brief, Inline, Row, Section, SectionKind, Verdict, numbers};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Narrowest and widest lines that are set: below, columns make no sense; above, lines are hard to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CITE: Style = AnsiColor::Cyan.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const GOOD: Style = AnsiColor::Green.on_default();
const OPEN: Style = AnsiColor::Yellow.on_default();

/// A brief set in lines of at most `width` columns.
pub fn brief(brief: &Brief, width: usize) -> String {
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut out = String::new();
    let _ = write!(out, "{BOLD}{}{BOLD:#}", crate::clean::line(&brief.title));
    if !brief.period.is_empty() {
        let gap = width.saturating_sub(brief.title.width() + brief.period.width()).max(2);
        let _ = write!(out, "{}{}", " ".repeat(gap), brief.period);
    }
    out.push('\n');
    for line in textwrap::wrap(&brief.summary, width) {
        let _ = writeln!(out, "{line}");
    }
    for section in &brief.sections {
        self::section(&mut out, section, width);
    }
    out
}

fn section(out: &mut String, section: &Section, width: usize) {
    out.push('\n');
    let _ = write!(out, "{BOLD}{}{BOLD:#}", crate::clean::line(&section.heading).to_uppercase());
    if !section.aside.is_empty() {
        let _ = write!(out, ", {}", section.aside);
    }
    out.push('\n');
    // Speakers with their offices are long: they stand on a line of their own.
    let stacked = section.kind == SectionKind::Statements;
    let label_width = match section.kind {
        SectionKind::Statements => 2,
        SectionKind::Timeline => 13,
        SectionKind::Event | SectionKind::Reports => 12,
        SectionKind::Ledger | SectionKind::Differences => 24,
    }
    .min(width / 3);
    for row in &section.rows {
        if stacked && !row.label.is_empty() {
            let _ = writeln!(out, "  {BOLD}{}{BOLD:#}", crate::clean::line(&row.label));
        }
        self::row(out, row, if stacked { "" } else { &row.label }, section.kind, label_width, width);
    }
}

fn row(out: &mut String, row: &Row, label: &str, kind: SectionKind, label_width: usize, width: usize) {
    let mark = match kind {
        SectionKind::Timeline if row.main => "● ",
        _ => "  ",
    };
    let indent = 2 + label_width + 1;
    // Setting knows plain words only: styles go on afterwards, word by word, since a wrapped line may begin
    // inside a styled piece.
    let mut pieces: Vec<(Style, String)> = Vec::new();
    for inline in &row.line {
        let (style, words) = plain(inline);
        pieces.extend(words.split_whitespace().map(|word| (style, word.to_owned())));
    }
    let verdict = row.verdict.map(|verdict| (verdict_style(verdict), verdict.label()));
    if let Some((style, label)) = verdict {
        pieces.push((style, label.to_owned()));
    }
    let label = crate::clean::line(label);
    let mut label_lines: Vec<String> =
        textwrap::wrap(&label, label_width).into_iter().map(|line| line.into_owned()).collect();
    label_lines.reverse();
    let room = width.saturating_sub(indent).max(20);
    let mut column = 0;
    let mut begin = |out: &mut String, mark: &str| {
        let label = label_lines.pop().unwrap_or_default();
        let pad = label_width.saturating_sub(label.width());
        let _ = write!(out, "{mark}{BOLD}{label}{BOLD:#}{} ", " ".repeat(pad));
    };
    begin(out, mark);
    for (i, (style, word)) in pieces.iter().enumerate() {
        let needed = word.width() + usize::from(column > 0);
        if column > 0 && column + needed > room {
            out.push('\n');
            begin(out, "  ");
            column = 0;
        }
        if column > 0 {
            out.push(' ');
        }
        column += word.width() + usize::from(column > 0 && i > 0);
        let _ = write!(out, "{style}{word}{style:#}");
    }
    out.push('\n');
    // A label longer than its line goes on below it.
    for label in label_lines.iter().rev() {
        let _ = writeln!(out, "  {BOLD}{label}{BOLD:#}");
    }
}

fn plain(inline: &Inline) -> (Style, String) {
    match inline {
        Inline::Text(words) => (Style::new(), crate::clean::line(words)),
        Inline::Strong(words) => (BOLD, crate::clean::line(words)),
        Inline::Quote(words) => (Style::new(), crate::clean::line(words)),
        Inline::Muted(words) => (DIM, crate::clean::line(words)),
        Inline::Cite(citations) => (CITE, cite(&numbers(citations))),
    }
}

/// `[1 3]`, kept on one line.
pub(crate) fn cite(numbers: &[usize]) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    format!("[{}]", numbers.join("\u{a0}"))
}

fn verdict_style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Disputed => BAD,
        Verdict::Compatible => GOOD,
        Verdict::Differ => OPEN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::words;

    #[test]
    fn lines_keep_to_the_width_and_labels_to_their_column() {
        let row = Row {
            label: "lasted".to_owned(),
            line: vec![words("three hours and some more words that do not fit on one line of forty")],
            verdict: Some(Verdict::Disputed),
            ..Row::default()
        };
        let section =
            Section { heading: "Talks".to_owned(), aside: String::new(), kind: SectionKind::Event, rows: vec![row] };
        let brief = Brief { title: "T".to_owned(), sections: vec![section], ..Brief::default() };
        let printed = anstream::adapter::strip_str(&super::brief(&brief, 40)).to_string();
        assert!(printed.lines().all(|line| line.width() <= 40), "{printed}");
        assert!(printed.contains("  lasted       three hours"), "{printed}");
        assert!(printed.contains("✗ disputed"), "{printed}");
    }

    #[test]
    fn escapes_of_a_report_do_not_reach_the_terminal() {
        assert_eq!(crate::clean::line("a\u{1b}[31mb\u{7}c\nd"), "a[31mbc d");
    }
}
