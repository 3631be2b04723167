//! `rapporteur sources`.

use super::super::{Common, Done, Stopped};
use super::table::table;
use super::{json, open, unknown, write};
use crate::arguments::{ListFormat, PagesArgument, SourcesCommand};
use crate::output::Kind as Out;
use ::watching::clock::Machine;
use ::watching::fetch::{Fetcher, Hosts, Manners};
use ::watching::questions::seconds;
use ::watching::sources::{Gathered, Look, Pages, Settings, Source, kind, look};
use jiff::Timestamp;
use record::Diagnostic;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub(in super::super) fn sources(command: SourcesCommand, mut common: Common) -> Result<Done, Stopped> {
    match command {
        SourcesCommand::Add { address, name, every, pages, allow_private, no_revisit, password_variable, place } => {
            let address = whole(&address);
            let kind = kind(&address)?;
            let every = seconds(&every).ok_or_else(|| {
                Diagnostic::error("usage/every", format!("{every:?} is no time")).hint("90s, 15m, 2h, 1d")
            })?;
            let (pages, password) = (chosen(pages), password_variable);
            let settings = Settings { every, pages, allow_private, revisit: !no_revisit, password };
            let name = name.unwrap_or_else(|| address.clone());
            if !open(&place, &common)?.add_source(&address, kind, &name, &settings, Timestamp::now())? {
                let taken = Diagnostic::error("usage/taken", "a source of this address or name is there already");
                return Err(taken
                    .at(address)
                    .hint("`rapporteur sources remove` it first, or give another --name")
                    .into());
            }
            Ok(Done::All)
        }
        SourcesCommand::List { format, place } => {
            let health = open(&place, &common)?.health()?;
            let text = match format {
                ListFormat::Json => json(&health)?,
                ListFormat::Text => {
                    let row =
                        |one: &::watching::state::Health| vec![one.name.clone(), one.kind.clone(), one.address.clone()];
                    table(&["NAME", "KIND", "ADDRESS"], &health.iter().map(row).collect::<Vec<_>>())
                }
            };
            write(&common, if format == ListFormat::Json { Out::Json } else { Out::Text }, &text)?;
            Ok(Done::All)
        }
        SourcesCommand::Remove { name, place } => {
            let mut state = open(&place, &common)?;
            if !state.remove_source(&name)? && !state.remove_source(&whole(&name))? {
                return Err(unknown("source", &name).into());
            }
            Ok(Done::All)
        }
        SourcesCommand::Test { address, pages, allow_private, password_variable } => {
            let address = whole(&address);
            let settings =
                Settings { pages: chosen(pages), allow_private, password: password_variable, ..Settings::default() };
            match test(&address, settings, &common)? {
                Ok(gathered) => {
                    write(&common, Out::Text, &found(&gathered))?;
                    common.messages.say(gathered.warnings);
                    Ok(Done::All)
                }
                Err(failure) => {
                    common.messages.say(vec![failure]);
                    Ok(Done::SomeUnread)
                }
            }
        }
    }
}

/// A path is kept whole, since the one who watches may stand elsewhere.
fn whole(address: &str) -> String {
    if address.contains("://") {
        return address.to_owned();
    }
    std::path::absolute(Path::new(address)).map_or_else(|_| address.to_owned(), |path| path.display().to_string())
}

fn chosen(pages: PagesArgument) -> Pages {
    match pages {
        PagesArgument::Auto => Pages::Auto,
        PagesArgument::Always => Pages::Always,
        PagesArgument::Never => Pages::Never,
    }
}

/// One look at a source that is not kept.
fn test(address: &str, settings: Settings, common: &Common) -> Result<Result<Gathered, Diagnostic>, Diagnostic> {
    let clock = Arc::new(Machine { ended: || false });
    let fetcher = Fetcher::new(Manners::default(), Hosts::default(), clock);
    let source = Source {
        no: 0,
        address: address.to_owned(),
        kind: kind(address)?,
        name: address.to_owned(),
        settings,
        due: Timestamp::now(),
        validators: Default::default(),
        cursor: None,
    };
    let look_at = Look { fetcher: &fetcher, limits: &common.limits, seen: &BTreeMap::new(), now: Timestamp::now() };
    Ok(look(&source, &look_at).map_err(|failure| failure.diagnostic))
}

fn found(gathered: &Gathered) -> String {
    let reports = gathered.items.iter().flat_map(|item| &item.reports);
    let rows: Vec<Vec<String>> = reports
        .map(|report| {
            let day = report.published.as_ref().map_or("no date", |published| &published.value);
            let title = report.title.as_ref().map_or("no title", |title| &title.value);
            vec![day.to_owned(), format!("{} bytes", report.text.len()), title.to_owned(), report.path.clone()]
        })
        .collect();
    let more = if gathered.more { ", and there is more" } else { "" };
    format!("{}\n{} reports{more}\n", table(&["PUBLISHED", "TEXT", "TITLE", "FROM"], &rows), rows.len())
}
