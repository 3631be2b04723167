//! Zip archives: each entry is an input of its own, `path#n` being the n-th.

use super::{Meter, office};
use crate::files::{self, Input};
use crate::limits::Limits;
use crate::{format, guard, problem};
use ::zip::ZipArchive;
use ::zip::result::ZipError;
use record::{Diagnostic, Report};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

/// Bytes at the end of an archive in which its end record begins: a comment of 64 KiB may follow.
const TAIL: u64 = (1 << 16) + 128;
/// What opens the end record, and the one of large archives.
const END: &[u8] = b"PK\x05\x06";
const LARGE_END: &[u8] = b"PK\x06\x06";
/// Entries by which office documents and books are known, which are zip archives too.
const DOCUMENTS: [&str; 3] = ["[Content_Types].xml", "META-INF/container.xml", "META-INF/manifest.xml"];

/// The reports of the entries, in the order of the archive's directory.
pub fn reports<R: BufRead + Seek>(path: &str, mut reader: R, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let length = reader.seek(SeekFrom::End(0)).unwrap_or(0);
    match entries(&mut reader, length) {
        Ok(Some(count)) if count > limits.archive_entries as u64 => {
            let message = format!("the archive has {count} entries, more than the limit of {}", limits.archive_entries);
            return vec![Err(Diagnostic::error("input/too-many-files", message)
                .at(path)
                .hint("unpack it and give its folders one by one"))];
        }
        Ok(_) => {}
        Err(error) => return vec![Err(problem::unreadable(path, &error))],
    }
    let Ok(opened) = guard::quietly(|| ZipArchive::new(reader)) else {
        return vec![Err(corrupt(path, "its directory cannot be read"))];
    };
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(error) => return vec![Err(refused(path, &error))],
    };
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let meter = Meter::new(length, limits);
    let has = |name: &str| names.iter().any(|known| known == name);
    if let Some(part) = office::PARTS.iter().find(|part| has(part)).filter(|_| DOCUMENTS.iter().any(|name| has(name))) {
        return vec![document(path, part, &mut archive, &meter, limits)];
    }
    // A web archive (WACZ) holds crawl archives, and beside them indexes and texts of the same pages.
    let web = has("datapackage.json") && names.iter().any(|name| name.starts_with("archive/"));
    if DOCUMENTS.iter().any(|name| has(name)) {
        return vec![Err(problem::unsupported(path, "an office document or book", "save it as plain text first"))];
    }
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let inside = |name: Option<&str>| name.is_some_and(|name| name.starts_with("archive/"));
        if web && !inside(archive.name_for_index(at).and_then(Result::ok).as_deref()) {
            continue;
        }
        found.extend(entry(path, at, &mut archive, &meter, limits));
        if meter.is_over() {
            break;
        }
    }
    if found.is_empty() {
        found.push(Err(problem::empty(path)));
    }
    found
}

/// The report in an office document.
fn document<R: BufRead + Seek>(
    path: &str,
    part: &str,
    archive: &mut ZipArchive<R>,
    meter: &Meter,
    limits: &Limits,
) -> Result<Report, Diagnostic> {
    let entry = archive.by_name(part).map_err(|error| refused(path, &error))?;
    let mut xml = Vec::new();
    let limit = limits.report_bytes;
    match meter.unpacked(entry).take(limit as u64 + 1).read_to_end(&mut xml) {
        Err(error) => Err(problem::packed(path, &error)),
        Ok(_) if xml.len() > limit => Err(problem::too_large(path, limit)),
        Ok(_) => office::report(path, &xml, limits),
    }
}

fn entry<R: BufRead + Seek>(
    path: &str,
    at: usize,
    archive: &mut ZipArchive<R>,
    meter: &Meter,
    limits: &Limits,
) -> Vec<Result<Report, Diagnostic>> {
    let path = format!("{path}#{}", at + 1);
    let entry = match archive.by_index(at) {
        Ok(entry) => entry,
        Err(error) => return vec![Err(refused(&path, &error))],
    };
    let name = entry.name().map_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned(), Into::into);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Hidden files and what one system adds for itself are nobody's reports.
    if entry.is_dir() || entry.is_symlink() || last.starts_with('.') || name.starts_with("__MACOSX/") {
        return Vec::new();
    }
    let called = |diagnostic: Diagnostic| {
        let message = format!("{} (it is {:?} in the archive)", diagnostic.message, shortened(&name));
        Diagnostic { message, ..diagnostic }
    };
    if format::is_other(last) {
        let warning = Diagnostic::warning("input/passed-over", "its name says that it holds no report");
        return vec![Err(called(warning.at(path)))];
    }
    let input = Input { path: &path, name: last, depth: 1, packed: true, in_gzip: false };
    let reader = BufReader::new(meter.unpacked(entry));
    files::unpacked(&input, Box::new(reader), limits).into_iter().map(|one| one.map_err(called)).collect()
}

/// A name's end, where it is too long for a message.
fn shortened(name: &str) -> &str {
    const SHOWN: usize = 120;
    name.get(name.ceil_char_boundary(name.len().saturating_sub(SHOWN))..).unwrap_or(name)
}

/// How many entries the archive's end record says that it has, before its directory is taken into memory.
fn entries<R: BufRead + Seek>(reader: &mut R, length: u64) -> std::io::Result<Option<u64>> {
    let mut tail = Vec::new();
    reader.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    reader.by_ref().take(TAIL).read_to_end(&mut tail)?;
    reader.seek(SeekFrom::Start(0))?;
    let number = |mark: &[u8], from: usize, bytes: usize| {
        let at = tail.windows(mark.len()).rposition(|window| window == mark)?;
        let digits = tail.get(at + from..at + from + bytes)?;
        Some(digits.iter().rev().fold(0, |sum, digit| sum << 8 | u64::from(*digit)))
    };
    let count = number(END, 10, 2);
    Ok(if count == Some(u64::from(u16::MAX)) { number(LARGE_END, 32, 8).or(count) } else { count })
}

fn refused(path: &str, error: &ZipError) -> Diagnostic {
    match error {
        ZipError::Io(error) => problem::packed(path, error),
        ZipError::UnsupportedArchive(what) => {
            problem::unsupported(path, &format!("packed in a way that is not known here ({what})"), "unpack it first")
        }
        ZipError::CompressionMethodNotSupported(_) => {
            problem::unsupported(path, "packed with a method that is not known here", "pack it with deflate")
        }
        ZipError::InvalidPassword => problem::unsupported(path, "encrypted", "unpack it with its password first"),
        other => corrupt(path, &other.to_string()),
    }
}

fn corrupt(path: &str, what: &str) -> Diagnostic {
    Diagnostic::error("input/corrupt", format!("the archive does not open: {what}")).at(path).hint("fetch it again")
}
