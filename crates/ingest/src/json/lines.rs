//! JSON Lines: an object a line, `{"id", "text", "title", "outlet", "published", "url"}`, all but `text` optional, or
//! another known shape.

use super::{not_object, parse, shapes};
use crate::files::Input;
use crate::limits::Limits;
use crate::problem;
use record::{Diagnostic, Report};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// The reports of a stream of lines. After a failure to read on, what was read stands.
pub fn reports(input: &Input<'_>, mut reader: impl BufRead, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let limit = limits.record_bytes;
    let mut found = Vec::new();
    let mut n = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        match reader.by_ref().take(limit as u64).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                found.push(Err(input.failed(&error)));
                break;
            }
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        n += 1;
        if line.len() >= limit && !line.ends_with(b"\n") {
            found.push(Err(problem::too_large(&format!("{}#{n}", input.path), limit)));
            match skip_line(&mut reader) {
                Ok(()) => continue,
                Err(error) => {
                    found.push(Err(input.failed(&error)));
                    break;
                }
            }
        }
        found.push(report(input.path, n, &line, limits));
    }
    if found.is_empty() {
        found.push(Err(problem::empty(input.path)));
    }
    found
}

/// Reads to the end of the line without keeping it.
fn skip_line(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The report of one line.
///
/// # Errors
/// When it is no object with a text, or over a limit.
pub fn report(path: &str, n: usize, line: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    let path = format!("{path}#{n}");
    problem::refuse_size(&path, line.len(), limits.record_bytes)?;
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let (object, warning): (Map<String, Value>, _) =
        parse(&path, line).map_err(|error| not_object(&path, &error.to_string()))?;
    let mut report = shapes::report(&path, &object, None, limits)?;
    report.diagnostics.splice(0..0, warning);
    Ok(report)
}
