//! A brief as one page that needs nothing beside itself, and the parts that other pages share with it.
//!
//! Every citation opens the report at the words. Styles and script stand in the page; without the script the
//! citations are plain links to the words.

pub mod parts;
mod passages;

use crate::document::{Brief, Section, SectionKind};
use crate::drawings;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use parts::{plain, public_path, web_address};
use passages::Passages;
use record::{Report, Story};

/// The looks that all pages share.
pub const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page of a brief; `reports` in the order of the brief's numbers.
pub fn page(brief: &Brief, story: &Story, reports: &[&Report]) -> String {
    let passages = Passages::collect(brief, reports.len());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (plain(&brief.title)) }
                style { (PreEscaped(STYLE)) }
            }
            body.single {
                a.skip href="#brief" { "Skip to the brief" }
                main id="brief" tabindex="-1" {
                    header {
                        h1 { (plain(&brief.title)) }
                        @if !brief.period.is_empty() { p.period { (brief.period) } }
                        p.summary { (brief.summary) }
                        nav.contents aria-label="Sections" {
                            @for (i, section) in brief.sections.iter().enumerate() {
                                a href={ "#section" (i) } { (plain(&section.heading)) }
                            }
                        }
                    }
                    @for (i, section) in brief.sections.iter().enumerate() {
                        (parts::section(section, &format!("section{i}"), drawing(section, story), &|citation| {
                            format!("#{}", passages.id(citation))
                        }))
                    }
                }
                aside id="reports" aria-label="The reports" {
                    a.back href="#brief" hidden { "Back to where you were (Esc)" }
                    @for (i, report) in reports.iter().enumerate() { (self::report(report, i + 1, &passages)) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// The timeline's drawing stands above its rows.
fn drawing(section: &Section, story: &Story) -> Option<Markup> {
    (section.kind == SectionKind::Timeline && section.heading == "Timeline")
        .then(|| drawings::timeline(story))
        .flatten()
}

fn report(report: &Report, number: usize, passages: &Passages) -> Markup {
    let path = public_path(&report.path);
    html! {
        details.report id={ "r" (number) } {
            summary {
                span.number { (number) } " "
                (plain(report.outlet.as_ref().map_or(path, |outlet| outlet.value.as_str())))
                @if let Some(published) = &report.published { " " small { (crate::dates::long(&published.value)) } }
            }
            @for block in &report.blocks {
                (parts::block(block, &report.text, passages.mark(report, number, block.span)))
            }
            p.path {
                @match report.url.as_deref().and_then(web_address) {
                    Some(url) => a href=(url) rel="noreferrer nofollow" { (url) },
                    None => (plain(path)),
                }
            }
        }
    }
}
