//! Which report tells what, and how.

use super::{Links, numbers};
use crate::dates;
use crate::html::parts::{plain, public_path};
use maud::{Markup, html};
use record::reading::Factuality;
use record::story::{Account, TimelineEntry};
use record::{ReportId, Story};

/// Reports that get a column; rows that are shown at first.
const COLUMNS: usize = 30;
const ROWS: usize = 20;

/// The table; `None` for a story of one report.
pub fn accounts(story: &Story, links: &dyn Links) -> Option<Markup> {
    let entries: Vec<&TimelineEntry> = story.timeline.iter().filter(|entry| !entry.background).collect();
    if story.reports.len() < 2 || entries.is_empty() {
        return None;
    }
    let (first, rest) = entries.split_at(entries.len().min(ROWS));
    let columns = story.reports.len().min(COLUMNS);
    Some(html! {
        figure.drawing {
            (table(story, first, links, "Happenings by report"))
            figcaption {
                "● tells it · ◐ on a source’s word · ○ planned or not certain · ✕ denies it. Each sign leads to the words."
                @if columns < story.reports.len() { " Only the first " (columns) " of " (story.reports.len()) " reports have columns." }
            }
            @if !rest.is_empty() {
                details.more { summary { "and " (rest.len()) " more" } (table(story, rest, links, "More happenings by report")) }
            }
        }
    })
}

fn table(story: &Story, entries: &[&TimelineEntry], links: &dyn Links, label: &str) -> Markup {
    let numbers = numbers(story);
    html! {
        div.scrolls role="region" aria-label=(label) tabindex="0" {
            table.accounts {
                thead {
                    tr {
                        th scope="col" { "Happening" }
                        @for report in story.reports.iter().take(COLUMNS) {
                            @let number = numbers.get(&report.id).copied().unwrap_or(0);
                            @let name = report.outlet.as_ref().map_or_else(|| public_path(&report.path), |outlet| &outlet.value);
                            th scope="col" { a href=(links.report(&report.id)) title=(plain(name)) aria-label={ "Report " (number) ", " (plain(name)) } { (number) } }
                        }
                    }
                }
                tbody {
                    @for entry in entries {
                        tr {
                            th scope="row" {
                                @if let Some(date) = &entry.date { small { (dates::short(date)) " " } }
                                (plain(&entry.title))
                            }
                            @for report in story.reports.iter().take(COLUMNS) { (cell(story, entry, &report.id, links)) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(story: &Story, entry: &TimelineEntry, report: &ReportId, links: &dyn Links) -> Markup {
    let events = entry.events.iter().filter_map(|id| story.events.get(id.0));
    let account = events.flat_map(|event| &event.accounts).find(|account| account.evidence.report == *report);
    html! {
        td {
            @if let Some(account) = account {
                @let (sign, words) = sign(account);
                a href=(links.words(&account.evidence)) aria-label=(words) title=(words) { (sign) }
            }
        }
    }
}

fn sign(account: &Account) -> (&'static str, &'static str) {
    match account.factuality {
        Factuality::Asserted => ("●", "tells it"),
        Factuality::Attributed => ("◐", "tells it on a source’s word"),
        Factuality::Planned | Factuality::Conditional | Factuality::Possible => {
            ("○", "tells it as planned or not certain")
        }
        Factuality::Denied => ("✕", "denies it"),
    }
}
