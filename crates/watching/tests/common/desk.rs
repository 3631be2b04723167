//! A desk that watches: a library and a state in a folder, and readings prepared by rules instead of a model
//! (`grouping/tests/common`): names are marked in the text (`Alder/G`), sentences end with a full stop between blanks.

#[path = "../../../grouping/tests/common/mod.rs"]
mod told;

use super::SetClock;
use record::reading::{Detail, DetailKind, Factuality, Tense};
use record::{BlockKind, Diagnostic, Report, Span};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::{Entry, Library, Location};
use told::Told;
use watching::fetch::Manners;
use watching::state::State;
use watching::watcher::Watcher;

/// Reads reports by rules.
pub fn read(reports: Vec<Report>) -> (Vec<Entry>, Vec<Diagnostic>) {
    (reports.into_iter().map(entry).collect(), Vec::new())
}

fn entry(report: Report) -> Entry {
    let body: Vec<&str> = report
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Body)
        .map(|block| block.span.of(&report.text))
        .collect();
    let told = Told {
        id: report.id.0.clone(),
        published: report.published.as_ref().map(|published| published.value.clone()),
        title: report.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        text: body.join(" "),
    };
    let (made, analysis, mut reading) = told.read();
    for event in &mut reading.events {
        let (start, clause) = (event.trigger.start, event.trigger.of(&made.text).to_owned());
        // Without numbers from a model, accounts are joined by the rules for closed things, which is quick.
        event.vector = Vec::new();
        let at = |words: &str| clause.find(words).map(|at| Span::new(start + at, start + at + words.len()));
        if let Some(trigger) = at("killed") {
            let number = clause.split(' ').find(|word| word.parse::<u32>().is_ok()).expect("a number");
            event.trigger = trigger;
            let span = at(number).expect("the number");
            event.details.push(Detail { kind: DetailKind::Count, value: number.to_owned(), span });
        }
        if let Some(time) = &mut event.time {
            time.span = time.value.as_deref().and_then(at);
        }
        if clause.contains(" will ") {
            (event.factuality, event.tense) = (Factuality::Planned, Tense::Future);
        }
        if clause.contains(" denied ") {
            event.factuality = Factuality::Denied;
        }
    }
    let Report { outlet, url, path, .. } = report;
    Entry { report: Report { outlet, url, path, ..made }, analysis, reading }
}

/// Manners that lose no time.
pub fn manners() -> Manners {
    Manners {
        pause: Duration::ZERO,
        part: Duration::from_secs(5),
        whole: Duration::from_secs(10),
        ..Manners::default()
    }
}

/// The desk in a folder.
pub fn desk<'a>(folder: &Path, clock: &Arc<SetClock>, ended: &'a dyn Fn() -> bool) -> Watcher<'a> {
    let path = folder.join("desk.db");
    Watcher {
        library: Library::open(&Location::File(path.clone())).expect("a library"),
        state: State::open(&path).expect("a state"),
        read: &read,
        clock: clock.clone(),
        ended,
        manners: manners(),
        limits: ingest::Limits::default(),
        mailer: None,
        folder: None,
    }
}

/// An item of a feed.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: String,
    pub outlet: usize,
    pub published: jiff::Timestamp,
    pub title: String,
    pub text: String,
}

/// The feed of an outlet: its items up to now, the latest first.
pub fn feed(base: &str, outlet: usize, items: &[Item], now: jiff::Timestamp, most: usize) -> String {
    let mut own: Vec<&Item> = items.iter().filter(|item| item.outlet == outlet && item.published <= now).collect();
    own.sort_by_key(|item| std::cmp::Reverse(item.published));
    let mut out = format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Gazette {outlet}</title>");
    for item in own.into_iter().take(most) {
        out += &format!(
            "<item><title>{}</title><link>{base}/{}/{}</link><guid>{}</guid><pubDate>{}</pubDate><description>&lt;p&gt;{}&lt;/p&gt;</description></item>",
            item.title,
            item.outlet,
            item.id,
            item.id,
            item.published.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            item.text
        );
    }
    out + "</channel></rss>"
}
