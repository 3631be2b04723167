//! `rapporteur brief`.

use super::{Common, Done, Stopped, done, json_failed};
use crate::arguments::BriefFormat;
use crate::output::{Kind, Out};
use crate::reader::ReaderArguments;
use crate::terminal::{self, Bar};
use engine::Engine;
use record::{Diagnostic, Report, Story};
use render::{Narrow, compose, html, json, markdown, text};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use store::Kept;

/// How a brief looks.
pub(super) struct Look {
    pub format: BriefFormat,
    pub title: Option<String>,
    pub open: bool,
}

pub(super) fn run(
    paths: &[PathBuf],
    story: Option<&str>,
    wanted: &Narrow,
    look: Look,
    reader: &ReaderArguments,
    mut common: Common,
) -> Result<Done, Stopped> {
    let Look { format, title, open } = look;
    let format = if open { BriefFormat::Html } else { format };
    days(wanted)?;
    let (reports, story, whole) = match story {
        Some(named) => {
            let kept = kept(named, &common)?;
            (kept.entries.into_iter().map(|entry| entry.report).collect(), kept.story, true)
        }
        None => read(paths, reader, &mut common)?,
    };
    let story = if *wanted == Narrow::default() {
        story
    } else {
        render::narrow(&story, wanted).ok_or_else(|| unnamed(wanted))?
    };
    let composed = || {
        let mut brief = compose::brief(&story);
        if let Some(title) = &title {
            brief.title.clone_from(title);
        }
        brief
    };
    let page =
        open.then(|| common.output.clone().unwrap_or_else(|| std::env::temp_dir().join("rapporteur-brief.html")));
    let kind = if format == BriefFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(page.as_deref().or(common.output.as_deref()), kind)?;
    let words = match format {
        BriefFormat::Json => json::story(&story).map_err(json_failed)? + "\n",
        BriefFormat::Text => text::brief(&composed(), terminal::width()),
        BriefFormat::Md => markdown::brief(&composed()),
        BriefFormat::Html => {
            let reports: Vec<_> = reports.iter().collect();
            html::page(&composed(), &story, &reports) + "\n"
        }
    };
    out.write(&words)?;
    out.finish()?;
    if let Some(page) = page {
        show(&page)?;
    }
    Ok(done(whole))
}

/// Reads reports and puts them together; whether all could be read.
fn read(
    paths: &[PathBuf],
    reader: &ReaderArguments,
    common: &mut Common,
) -> Result<(Vec<Report>, Story, bool), Stopped> {
    let engine = reader.open(Engine::open(common.model.as_deref())?, common.quiet)?;
    let (reports, taken) = common.take(engine::ingest(paths, &common.limits));
    let bar = Bar::new(common.quiet);
    let (reads, failures) = engine.try_read_all(reports, &bar);
    bar.end();
    let whole = taken && failures.is_empty();
    common.messages.say(failures);
    common.messages.say(engine::several_stories(&reads).into_iter().collect());
    common.messages.end();
    let (reads, story) = engine.brief(reads);
    crate::reader::tell(&engine, common.quiet);
    Ok((reads.into_iter().map(|read| read.report).collect(), story, whole))
}

/// A story of the library, by its id or words of its title.
pub(super) fn kept(named: &str, common: &Common) -> Result<Kept, Diagnostic> {
    let mut library = super::library::open(common)?;
    let found = library.find_story(named)?.ok_or_else(|| no_story(named))?;
    library.story(&found.id)?.ok_or_else(|| no_story(named))
}

pub(super) fn no_story(named: &str) -> Diagnostic {
    Diagnostic::error("library/unknown", format!("the library has no story {named:?}"))
        .hint("`rapporteur stories` lists them")
}

fn unnamed(wanted: &Narrow) -> Diagnostic {
    let name = wanted.about.as_deref().unwrap_or_default();
    Diagnostic::error("brief/unknown-name", format!("the story names nobody and nothing {name:?}"))
        .hint("`rapporteur entities` and the whole brief show its names")
}

/// Days that bound a brief have to be days.
fn days(wanted: &Narrow) -> Result<(), Diagnostic> {
    let given = [("--since", &wanted.since), ("--until", &wanted.until)];
    for (option, day) in given.into_iter().filter_map(|(option, day)| Some((option, day.as_deref()?))) {
        if record::timex::precision(day) != Some(record::timex::Precision::Day) {
            let message = format!("{option} {day:?} is no day");
            return Err(Diagnostic::error("usage/day", message).hint("write it as 2031-03-04"));
        }
    }
    Ok(())
}

/// Opens a page in the browser.
fn show(page: &Path) -> Result<(), Stopped> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(opener).arg(page).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let failed = |error| {
        let message = format!("the browser could not be opened with {opener}: {error}");
        Diagnostic::error("output/not-opened", message).hint(format!("the brief is in {}", page.display()))
    };
    Ok(started.map(drop).map_err(failed)?)
}
