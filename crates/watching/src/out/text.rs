//! Facts as plain text and as Markdown.

use super::{by_story, lines, place};
use crate::state::Found;

/// Quotations shown with a fact.
const QUOTES: usize = 3;

/// As plain text: what a terminal or a mail reader shows.
pub(super) fn plain(facts: &[Found]) -> String {
    let mut out = String::new();
    for (title, list) in by_story(facts) {
        out += &format!("{title}\n{}\n", "-".repeat(title.chars().count().clamp(3, 78)));
        for found in list {
            let fact = &found.fact;
            out += &format!("\n* {}: {}\n  {}\n", fact.kind.words(), one_line(&fact.what), one_line(&fact.change));
            if !fact.lines.is_empty() {
                out += &format!("  told by {}\n", lines(found));
            }
            for words in fact.evidence.iter().take(QUOTES) {
                out += &format!("  > {} [{} {}]\n", one_line(&words.quote), words.report, place(&words.span));
            }
            out += &more(fact.evidence.len(), "  ");
        }
        out.push('\n');
    }
    out
}

/// As Markdown.
pub(super) fn markdown(facts: &[Found]) -> String {
    let mut out = String::new();
    for (title, list) in by_story(facts) {
        out += &format!("## {}\n\n", escaped(title));
        for found in list {
            let fact = &found.fact;
            out += &format!("- **{}**: {}  \n  {}  \n", fact.kind.words(), escaped(&fact.what), escaped(&fact.change));
            if !fact.lines.is_empty() {
                out += &format!("  told by {}\n", escaped(&lines(found)));
            }
            for words in fact.evidence.iter().take(QUOTES) {
                out += &format!("  > {} `{} {}`\n\n", escaped(&words.quote), words.report, place(&words.span));
            }
            out += &more(fact.evidence.len(), "  ");
        }
        out.push('\n');
    }
    out
}

fn more(quotes: usize, indent: &str) -> String {
    match quotes.saturating_sub(QUOTES) {
        0 => String::new(),
        n => format!("{indent}and {n} more\n"),
    }
}

/// Words on one line, without what a terminal would obey.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in one_line(words).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
