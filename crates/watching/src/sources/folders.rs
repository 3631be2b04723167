//! Folders of files: drops of an agency, crawl archives.

use super::{Gathered, Item, Look, Source};
use crate::fetch::Failure;
use record::Diagnostic;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A file that was written to less long ago may not be whole yet.
const REST: Duration = Duration::from_secs(2);
/// Files that are read in one look.
const MOST_FILES: usize = 500;
/// Folders in folders that are looked into.
const DEPTH: usize = 16;

pub(super) fn look(source: &Source, look: &Look<'_>) -> Result<Gathered, Failure> {
    let root = Path::new(&source.address);
    let mut files = Vec::new();
    walk(root, 0, &mut files).map_err(|error| unreadable(root, &error))?;
    files.sort();
    let now = SystemTime::from(look.now);
    let mut gathered = Gathered::default();
    for path in files {
        let Ok(state) = path.metadata() else { continue };
        let changed = state.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        if now.duration_since(changed).is_ok_and(|age| age < REST) {
            gathered.more = true;
            continue;
        }
        let since = changed.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let (key, content) = (path.display().to_string(), format!("{}.{}", since.as_nanos(), state.len()));
        if look.knows(&key, &content) {
            continue;
        }
        if gathered.items.len() == MOST_FILES {
            gathered.more = true;
            break;
        }
        let read = ingest::read_paths(&[path], look.limits);
        gathered.warnings.extend(read.failures.into_iter().chain(read.warnings));
        gathered.items.push(Item { key, content, reports: read.reports, page: None, failed: false });
    }
    Ok(gathered)
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let message = format!("it cannot be read: {error}");
    Failure::passing(Diagnostic::error("sources/unreadable", message).at(path.display().to_string()))
}

/// All files below a path; hidden ones and links are passed over.
fn walk(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        path.metadata()?;
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type()?;
        if hidden || kind.is_symlink() {
            continue;
        }
        if kind.is_file() {
            files.push(entry.path());
        } else if kind.is_dir() && depth < DEPTH {
            walk(&entry.path(), depth + 1, files)?;
        }
    }
    Ok(())
}
