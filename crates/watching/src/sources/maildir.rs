//! Maildirs: a folder with a file for each mail. Nothing in it is changed.

use super::folders::unreadable;
use super::{Gathered, Item, Look, MOST_AT_ONCE, Source};
use crate::fetch::Failure;
use crate::signing::digest;
use record::Diagnostic;
use std::path::Path;

pub(super) fn look(source: &Source, look: &Look<'_>) -> Result<Gathered, Failure> {
    let root = Path::new(&source.address);
    let mut mails = Vec::new();
    for part in ["new", "cur"] {
        let folder = root.join(part);
        for entry in std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?.flatten() {
            // A mail keeps the part of its name before the flags wherever it is moved to.
            let name = entry.file_name().to_string_lossy().into_owned();
            let unique = name.split(':').next().unwrap_or_default().to_owned();
            if entry.file_type().is_ok_and(|kind| kind.is_file()) && !unique.starts_with('.') {
                mails.push((unique, entry.path()));
            }
        }
    }
    mails.sort();
    mails.dedup_by(|a, b| a.0 == b.0);
    let mut gathered = Gathered::default();
    for (unique, path) in mails {
        if look.seen.contains_key(&unique) {
            continue;
        }
        if gathered.items.len() == MOST_AT_ONCE {
            gathered.more = true;
            break;
        }
        // Another program may have moved it since: it is there again at the next look.
        let Ok(bytes) = read(&path, look.limits.report_bytes) else { continue };
        gathered.items.push(mail(
            unique,
            &format!("{}/{}", source.address, name(&path)),
            &bytes,
            look,
            &mut gathered.warnings,
        ));
    }
    Ok(gathered)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The item of a mail.
pub(super) fn mail(key: String, path: &str, bytes: &[u8], look: &Look<'_>, warnings: &mut Vec<Diagnostic>) -> Item {
    let mut reports = Vec::new();
    for one in ingest::from_bytes(&format!("{path}.eml"), bytes, look.limits) {
        match one {
            Ok(report) => reports.push(report),
            Err(problem) => warnings.push(problem),
        }
    }
    Item { key, content: digest(bytes), reports, page: None, failed: false }
}
