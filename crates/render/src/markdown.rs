//! A brief as Markdown: for notes, tickets and wikis.

use crate::document::{Brief, Inline, Row, SectionKind, numbers};
use crate::text::cite;
use std::fmt::Write as _;

/// A brief as CommonMark.
pub fn brief(brief: &Brief) -> String {
    let mut out = format!("# {}\n\n", escape(&brief.title));
    if !brief.period.is_empty() {
        let _ = writeln!(out, "*{}*\n", escape(&brief.period));
    }
    let _ = writeln!(out, "{}", escape(&brief.summary));
    for section in &brief.sections {
        let aside = if section.aside.is_empty() { String::new() } else { format!(", {}", section.aside) };
        let _ = writeln!(out, "\n## {}{}\n", escape(&section.heading), escape(&aside));
        let mut label = "";
        for row in &section.rows {
            if !row.label.is_empty() {
                label = &row.label;
                if section.kind == SectionKind::Statements {
                    let _ = writeln!(out, "- **{}**", escape(label));
                }
            }
            self::row(&mut out, row, label, section.kind);
        }
    }
    out
}

fn row(out: &mut String, row: &Row, label: &str, kind: SectionKind) {
    let mut line = String::new();
    for inline in &row.line {
        let piece = match inline {
            Inline::Text(words) | Inline::Quote(words) => escape(words),
            Inline::Strong(words) => format!("**{}**", escape(words)),
            Inline::Muted(words) => format!("*{}*", escape(words)),
            Inline::Cite(citations) => escape(&cite(&numbers(citations))),
        };
        if !piece.is_empty() {
            line.push(' ');
            line.push_str(&piece);
        }
    }
    if let Some(verdict) = row.verdict {
        let _ = write!(line, " {}", verdict.label());
    }
    let _ = match kind {
        SectionKind::Statements => writeln!(out, "  -{line}"),
        _ => writeln!(out, "- **{}**{line}", escape(label)),
    };
}

/// The words with everything escaped that Markdown or HTML would take for markup.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_report_stays_words() {
        assert_eq!(escape("<b>*x*</b> [1](u)\n& co"), "\\<b\\>\\*x\\*\\</b\\> \\[1\\](u) &amp; co");
    }
}
