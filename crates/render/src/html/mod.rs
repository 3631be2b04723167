//! A brief as one page that needs nothing beside itself.
//!
//! Every citation opens the report at the words. Styles and script stand in the page; without the script the
//! citations are plain links to the words.

mod passages;

use crate::document::{Brief, Citation, Inline, Row, Section, SectionKind, Verdict};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use passages::Passages;
use record::{BlockKind, Report};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page of a brief; `reports` in the order of the brief's numbers.
pub fn page(brief: &Brief, reports: &[&Report]) -> String {
    let passages = Passages::collect(brief, reports.len());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (brief.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#brief" { "Skip to the brief" }
                main id="brief" {
                    header {
                        h1 { (brief.title) }
                        @if !brief.period.is_empty() { p.period { (brief.period) } }
                        p.summary { (brief.summary) }
                        nav aria-label="Sections" {
                            @for (i, section) in brief.sections.iter().enumerate() {
                                a href={ "#s" (i) } { (section.heading) }
                            }
                        }
                    }
                    @for (i, section) in brief.sections.iter().enumerate() { (self::section(section, i, &passages)) }
                }
                aside id="reports" aria-label="The reports" {
                    @for (i, report) in reports.iter().enumerate() { (self::report(report, i + 1, &passages)) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn section(section: &Section, index: usize, passages: &Passages) -> Markup {
    let class = match section.kind {
        SectionKind::Timeline => "timeline",
        SectionKind::Event => "event",
        SectionKind::Statements => "statements",
        SectionKind::Ledger => "ledger",
        SectionKind::Reports => "list",
    };
    html! {
        section class=(class) id={ "s" (index) } {
            h2 {
                (section.heading)
                @if !section.aside.is_empty() { " " span.aside { (section.aside) } }
            }
            dl { @for row in &section.rows { (self::row(row, passages)) } }
        }
    }
}

fn row(row: &Row, passages: &Passages) -> Markup {
    html! {
        div.row.main[row.main] {
            dt { (row.label) }
            dd {
                @for inline in &row.line { (self::inline(inline, passages)) " " }
                @if let Some(verdict) = row.verdict { (self::verdict(verdict)) }
            }
        }
    }
}

fn inline(inline: &Inline, passages: &Passages) -> Markup {
    html! {
        @match inline {
            Inline::Text(words) => (words),
            Inline::Strong(words) => strong { (words) },
            Inline::Quote(words) => q { (words) },
            Inline::Muted(words) => small { (words) },
            Inline::Cite(citations) => span.cites {
                @for citation in citations { (self::cite(citation, passages)) }
            },
        }
    }
}

fn cite(citation: &Citation, passages: &Passages) -> Markup {
    let id = passages.id(citation);
    html! { a.cite href={ "#" (id) } title=(citation.evidence.quote) { (citation.number) } }
}

fn verdict(verdict: Verdict) -> Markup {
    let class = match verdict {
        Verdict::Disputed => "disputed",
        Verdict::Compatible => "compatible",
        Verdict::Differ => "differ",
    };
    html! { span.verdict.(class) { (verdict.label()) } }
}

fn report(report: &Report, number: usize, passages: &Passages) -> Markup {
    html! {
        details.report id={ "r" (number) } {
            summary {
                span.number { (number) } " "
                (report.outlet.as_ref().map_or(report.path.as_str(), |outlet| outlet.value.as_str()))
                @if let Some(published) = &report.published { " " small { (crate::dates::long(&published.value)) } }
            }
            @for block in &report.blocks {
                @let body = passages.mark(report, number, block.span);
                @match block.kind {
                    BlockKind::Title => h3 { (body) },
                    BlockKind::Body => p { (body) },
                    BlockKind::Caption => p.caption { (body) },
                    BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit => p.credit { (body) },
                    BlockKind::Comment => p.comment { (body) },
                    BlockKind::Boilerplate => p.boilerplate { (body) },
                }
            }
            p.path { (report.path) }
        }
    }
}
