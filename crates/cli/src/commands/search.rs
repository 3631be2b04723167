//! `rapporteur search`.

use super::library::open;
use super::{Common, Done, Stopped, json_failed};
use crate::arguments::LibraryFormat;
use crate::output::{Kind, Out};
use render::clean;
use serde_json::to_string_pretty;
use std::fmt::Write as _;
use store::{Found, Hit, Passage, ReportRow};

pub(super) fn run(
    words: &[String],
    format: LibraryFormat,
    most: usize,
    after: Option<&str>,
    common: Common,
) -> Result<Done, Stopped> {
    let mut library = open(&common)?;
    let found = library.search(&words.join(" "), most, after)?;
    let kind = if format == LibraryFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(&match format {
        LibraryFormat::Json => to_string_pretty(&found).map_err(json_failed)? + "\n",
        LibraryFormat::Text => text(&found),
    })?;
    out.finish()?;
    Ok(Done::All)
}

fn text(found: &Found) -> String {
    let mut out = String::new();
    for Hit { report, passages } in &found.hits {
        out.push_str(&heading(report));
        for passage in passages {
            let _ = writeln!(out, "    {}", marked(passage));
        }
    }
    if found.hits.is_empty() {
        out.push_str("no report has these words\n");
    }
    if let Some(next) = &found.next {
        let _ = writeln!(out, "more: --after {next}");
    }
    out
}

/// A report in one line, with its id and its story in the next.
pub(super) fn heading(report: &ReportRow) -> String {
    let line = |words: &str| clean(words).replace('\n', " ");
    let published = report.published.as_deref().map_or_else(|| "undated".to_owned(), render::dates::short);
    let outlet = report.outlet.as_deref().unwrap_or("outlet not stated");
    let title = report.title.as_deref().unwrap_or("no title");
    let story = report.story.as_deref().unwrap_or("none");
    format!("{published}, {}: {}\n  {}  story {}\n", line(outlet), line(title), line(&report.id), line(story))
}

/// A passage with its words in bold.
fn marked(passage: &Passage) -> String {
    let line = |from: usize, to: usize| {
        let base = passage.span.start;
        clean(passage.text.get(from - base..to - base).unwrap_or("")).replace('\n', " ")
    };
    let mut out = String::new();
    let mut at = passage.span.start;
    for word in &passage.words {
        if word.start < at || word.end > passage.span.end {
            continue;
        }
        let _ = write!(out, "{}\u{1b}[1m{}\u{1b}[0m", line(at, word.start), line(word.start, word.end));
        at = word.end;
    }
    out + &line(at, passage.span.end)
}
