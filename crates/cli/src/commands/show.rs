//! `rapporteur show` and `rapporteur remove`.

use super::library::{open, refresh};
use super::search::heading;
use super::{Common, Done, Stopped, json_failed};
use crate::arguments::LibraryFormat;
use crate::output::{Kind, Out};
use record::Diagnostic;
use render::{clean, ingested, json};
use serde_json::to_string_pretty;
use store::{Library, ReportRow, VersionRow};

pub(super) fn run(
    report: &str,
    versions: bool,
    version: Option<usize>,
    format: LibraryFormat,
    common: Common,
) -> Result<Done, Stopped> {
    let mut library = open(&common)?;
    let row = find(&mut library, report)?;
    let kind = if format == LibraryFormat::Json { Kind::Json } else { Kind::Text };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    if versions {
        let list = library.versions(&row.id)?;
        out.write(&match format {
            LibraryFormat::Json => to_string_pretty(&list).map_err(json_failed)? + "\n",
            LibraryFormat::Text => heading(&row) + &listed(&list) + &changes(&mut library, &row.id, &list)?,
        })?;
    } else {
        let entry = library.entry(&row.id, version)?.ok_or_else(|| {
            let message = format!("report {:?} has no version {}", row.id, version.unwrap_or(0));
            Diagnostic::error("library/unknown", message).hint("`--versions` lists them")
        })?;
        out.write(&match format {
            LibraryFormat::Json => {
                json::reading(&entry.report, &entry.analysis, &entry.reading, false).map_err(json_failed)? + "\n"
            }
            LibraryFormat::Text => {
                let several = match row.versions {
                    1 => String::new(),
                    count => format!("  {count} versions: --versions lists them\n"),
                };
                heading(&row) + &several + &ingested::report(&entry.report) + "\n" + &clean(&entry.report.text) + "\n"
            }
        })?;
    }
    out.finish()?;
    Ok(Done::All)
}

fn listed(versions: &[VersionRow]) -> String {
    let line = |version: &VersionRow| {
        let title = version.title.as_deref().unwrap_or("no title");
        let line = format!("  {}  added {}, {}: {}", version.version, version.added, version.path, title);
        clean(&line).replace('\n', " ") + "\n"
    };
    versions.iter().map(line).collect()
}

/// What each version changed of what the one before it says.
fn changes(library: &mut Library, report: &str, versions: &[VersionRow]) -> Result<String, Diagnostic> {
    let mut out = String::new();
    let mut before = None;
    for version in versions {
        let Some(entry) = library.entry(report, Some(version.version))? else { continue };
        if let Some(before) = before.replace(entry.clone()) {
            let revision = revisions::compare((&before.report, &before.reading), (&entry.report, &entry.reading));
            out.push_str(&clean(&format!("\nversion {}, {revision}", version.version)));
        }
    }
    Ok(out)
}

/// A report by its id or the beginning of it, or by its address.
pub(super) fn find(library: &mut Library, named: &str) -> Result<ReportRow, Diagnostic> {
    let found = match library.report(named)? {
        Some(row) => Some(row),
        None => library.report_at(named)?,
    };
    found.ok_or_else(|| {
        Diagnostic::error("library/unknown", format!("the library has no report {named:?}"))
            .hint("`rapporteur search WORDS` and `rapporteur stories` show ids")
    })
}

pub(super) fn remove(reports: &[String], common: Common) -> Result<Done, Stopped> {
    let mut library = open(&common)?;
    // All are found before the first goes.
    let rows: Vec<ReportRow> = reports.iter().map(|report| find(&mut library, report)).collect::<Result<_, _>>()?;
    let mut out = Out::open(common.output.as_deref(), Kind::Text)?;
    for row in rows {
        library.remove(&row.id)?;
        out.write(&format!("removed {}", heading(&row)))?;
    }
    refresh(&mut library)?;
    out.finish()?;
    Ok(Done::All)
}
