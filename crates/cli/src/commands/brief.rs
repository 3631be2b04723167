//! `rapporteur brief`.

use super::{Common, Done, Stopped, done, json_failed};
use crate::arguments::BriefFormat;
use crate::output::{Kind, Out};
use crate::reader::ReaderArguments;
use crate::terminal::{self, Bar};
use engine::Engine;
use record::Diagnostic;
use render::{compose, html, json, markdown, text};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(super) fn run(
    paths: &[PathBuf],
    format: BriefFormat,
    title: Option<String>,
    open: bool,
    reader: &ReaderArguments,
    mut common: Common,
) -> Result<Done, Stopped> {
    let format = if open { BriefFormat::Html } else { format };
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
            let reports: Vec<_> = reads.iter().map(|read| &read.report).collect();
            html::page(&composed(), &reports) + "\n"
        }
    };
    out.write(&words)?;
    out.finish()?;
    if let Some(page) = page {
        show(&page)?;
    }
    Ok(done(whole))
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
