//! Parts of pages: sections of a brief, the words of a report.

use crate::clean::steers;
use crate::document::{Citation, Inline, Row, Section, SectionKind, Verdict};
use maud::{Markup, html};
use record::{Block, BlockKind};

/// Where the words of a citation are: the address that its link leads to.
pub type Cites<'a> = &'a dyn Fn(&Citation) -> String;

/// A section, `drawing` under its heading.
pub fn section(section: &Section, id: &str, drawing: Option<Markup>, cites: Cites<'_>) -> Markup {
    let class = match section.kind {
        SectionKind::Differences => "differences",
        SectionKind::Timeline => "timeline",
        SectionKind::Event => "event",
        SectionKind::Statements => "statements",
        SectionKind::Ledger => "ledger",
        SectionKind::Reports => "list",
    };
    html! {
        section class=(class) id=(id) {
            h2 {
                (plain(&section.heading))
                @if !section.aside.is_empty() { " " span.aside { (plain(&section.aside)) } }
            }
            @if let Some(drawing) = drawing { (drawing) }
            (rows(&section.rows, cites))
        }
    }
}

/// Rows, those that one only counts folded behind it.
fn rows(rows: &[Row], cites: Cites<'_>) -> Markup {
    html! {
        @for run in rows.chunk_by(|row, next| row.folded.is_empty() && next.folded.is_empty()) {
            @match run {
                [row] if !row.folded.is_empty() => details.more {
                    summary { @for inline in &row.line { (self::inline(inline, cites)) } }
                    (self::rows(&row.folded, cites))
                },
                run => dl { @for row in run { (self::row(row, cites)) } },
            }
        }
    }
}

fn row(row: &Row, cites: Cites<'_>) -> Markup {
    html! {
        div.row.main[row.main] id=[Some(&row.id).filter(|id| !id.is_empty())] {
            dt { (plain(&row.label)) }
            dd {
                @for id in &row.also { span id=(id) {} }
                @for inline in &row.line { (self::inline(inline, cites)) " " }
                @if let Some(verdict) = row.verdict { (self::verdict(verdict)) }
            }
        }
    }
}

fn inline(inline: &Inline, cites: Cites<'_>) -> Markup {
    html! {
        @match inline {
            Inline::Text(words) => (plain(words)),
            Inline::Strong(words) => strong { (plain(words)) },
            Inline::Quote(words) => q dir="auto" { (plain(words)) },
            Inline::Muted(words) => small { (plain(words)) },
            Inline::Cite(citations) => span.cites { @for citation in citations { (cite(citation, cites)) " " } },
        }
    }
}

/// The number of a report, leading to its words.
pub fn cite(citation: &Citation, cites: Cites<'_>) -> Markup {
    let label = format!("report {}", citation.number);
    let title = short(&citation.evidence.quote);
    html! { a.cite href=(cites(citation)) title=(title) aria-label=(label) { (citation.number) } }
}

/// Bytes of a quotation that a tooltip shows.
const TOOLTIP: usize = 300;

fn short(quote: &str) -> String {
    let words = plain(quote).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.len() <= TOOLTIP {
        return words;
    }
    format!("{}…", &words[..words.floor_char_boundary(TOOLTIP)])
}

fn verdict(verdict: Verdict) -> Markup {
    let class = match verdict {
        Verdict::Disputed => "disputed",
        Verdict::Compatible => "compatible",
        Verdict::Differ => "differ",
    };
    html! { span.verdict.(class) { (verdict.label()) } }
}

/// A block of a report around its words.
pub fn block(block: &Block, text: &str, body: Markup) -> Markup {
    let lines = keeps_lines(block.span.of(text)).then_some("lines");
    html! {
        @match block.kind {
            BlockKind::Title => p.title dir="auto" class=[lines] { (body) },
            BlockKind::Body => p dir="auto" class=[lines] { (body) },
            BlockKind::Caption => p.caption dir="auto" class=[lines] { (body) },
            BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit => p.credit dir="auto" class=[lines] { (body) },
            BlockKind::Comment => p.comment dir="auto" class=[lines] { (body) },
            BlockKind::Boilerplate => p.boilerplate dir="auto" class=[lines] { (body) },
        }
    }
}

/// Characters of a line that a program cut because it was full.
const FULL: usize = 50;

/// Whether a block's lines are its writer's: a list, verses, an address. Lines that are full but for the last were cut by
/// a program to fit, and are joined where they are shown.
fn keeps_lines(words: &str) -> bool {
    let mut lines: Vec<&str> = words.trim_end().lines().collect();
    lines.pop();
    lines.iter().any(|line| line.trim().chars().count() < FULL)
}

/// Words of a report for a page: signs that turn the direction of writing are shown instead of obeyed, and what no page
/// may hold is left out.
pub fn plain(words: &str) -> std::borrow::Cow<'_, str> {
    if !words.chars().any(|c| steers(c) || (c.is_control() && !c.is_whitespace())) {
        return words.into();
    }
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            c if steers(c) => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c if c.is_control() && !c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out.into()
}

/// An address that a link may lead to: pages alone, never a script or a file.
pub fn web_address(url: &str) -> Option<&str> {
    let scheme = url.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let safe = matches!(scheme.as_str(), "http" | "https") && !url.chars().any(|c| c.is_control() || c.is_whitespace());
    safe.then_some(url)
}

/// A path for other people's eyes: one that begins at the root of a machine would tell how that is laid out, so that only
/// the file's name is left of it.
pub fn public_path(path: &str) -> &str {
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.contains("://")
        || !(path.starts_with(['/', '\\', '~']) || drive || path.split(['/', '\\']).any(|part| part == ".."))
    {
        return path;
    }
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_may_lead_to() {
        assert_eq!(web_address("HTTPS://example.org/a"), Some("HTTPS://example.org/a"));
        for bad in ["javascript:alert(1)", "java\nscript:x", "http:\n//x", "file:///etc", "//x", "data:text/html,x", ""]
        {
            assert_eq!(web_address(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn paths_keep_to_themselves_where_they_lie() {
        assert_eq!(public_path("/home/ann/talks/a.txt#3"), "a.txt#3");
        assert_eq!(public_path("C:\\talks\\a.txt"), "a.txt");
        assert_eq!(public_path("../talks/a.txt"), "a.txt");
        assert_eq!(public_path("talks/a.txt"), "talks/a.txt");
        assert_eq!(public_path("https://example.org/a"), "https://example.org/a");
    }

    #[test]
    fn full_lines_are_joined_and_short_ones_kept() {
        let full = "The envoys met on Tuesday in the customs house of Port";
        assert!(!keeps_lines(&format!("{full}\n{full}\nAlder.")));
        assert!(keeps_lines("Flour: two pounds\nSalt: one\nWater"));
        assert!(!keeps_lines("One line."));
    }

    #[test]
    fn signs_that_turn_the_writing_are_shown() {
        assert_eq!(plain("a\u{202e}b\u{7}"), "a<U+202E>b");
    }
}
