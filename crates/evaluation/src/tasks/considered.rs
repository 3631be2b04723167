//! What the rows of timelines are chosen from: for `training/rows.py`.
//!
//! Reads a folder of stories, each a folder of reports. Prints a JSON object a story.

use super::Failed;
use engine::{Engine, Silent};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Prints what the timelines of all stories of a folder are chosen from.
///
/// # Errors
/// When it cannot be read.
pub fn print(engine: &Engine, folder: &Path) -> Result<(), Failed> {
    let failed = |error: &dyn std::fmt::Display| Failed(format!("{}: {error}", folder.display()));
    let mut stories: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|error| failed(&error))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    stories.sort();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in stories {
        let reports = engine::ingest(&[path.clone()], &engine::Limits::default());
        // As a brief has them: with the dates that only the others tell.
        let (reads, _) = engine.brief(engine.read_all(reports.items, &Silent));
        let tellings: Vec<story::Telling<'_>> = reads
            .iter()
            .map(|read| story::Telling { report: &read.report, analysis: &read.analysis, reading: &read.reading })
            .collect();
        let rows = story::rows_considered(&tellings);
        let rows: Vec<serde_json::Value> = rows
            .iter()
            .map(|row| {
                json!({"title": row.title, "days": row.days, "off": row.off, "features": row.features})
            })
            .collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let line = json!({"story": name, "reports": reads.len(), "rows": rows});
        writeln!(out, "{line}").map_err(|error| failed(&error))?;
    }
    Ok(())
}
