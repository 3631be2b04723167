//! JSON Lines: an object a line, `{"id", "text", "title", "outlet", "published", "url"}`, all but `text` optional.

use crate::limits::Limits;
use crate::plain::{self, Given, Trust};
use crate::problem;
use record::{Diagnostic, Report, ReportId};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// Bytes that the keys and escapes of a line may add to its text.
const ESCAPES: usize = 2;

/// The reports of a stream of lines. `failed` words a failure to read on, after which what was read stands.
pub fn reports(
    path: &str,
    mut reader: impl BufRead,
    limits: &Limits,
    failed: impl Fn(&std::io::Error) -> Diagnostic,
) -> Vec<Result<Report, Diagnostic>> {
    let limit = limits.report_bytes.saturating_mul(ESCAPES);
    let mut found = Vec::new();
    let mut n = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        match reader.by_ref().take(limit as u64).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                found.push(Err(failed(&error)));
                break;
            }
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        n += 1;
        if line.len() >= limit && !line.ends_with(b"\n") {
            found.push(Err(problem::too_large(&format!("{path}#{n}"), limit)));
            match skip_line(&mut reader) {
                Ok(()) => continue,
                Err(error) => {
                    found.push(Err(failed(&error)));
                    break;
                }
            }
        }
        found.push(report(path, n, &line, limits));
    }
    if found.is_empty() {
        found.push(Err(problem::empty(path)));
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
pub fn report(path: &str, n: usize, line: &[u8], limits: &Limits) -> Result<Report, Diagnostic> {
    let path = format!("{path}#{n}");
    problem::refuse_size(&path, line.len(), limits.report_bytes.saturating_mul(ESCAPES))?;
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let object: Map<String, Value> = serde_json::from_slice(line).map_err(|error| {
        Diagnostic::error("input/not-json", format!("the line is not a JSON object: {error}"))
            .at(path.clone())
            .hint("each line holds one object with at least \"text\"")
    })?;
    let mut warnings = Vec::new();
    let mut field = |name: &str| -> Option<String> {
        match object.get(name)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::String(_) | Value::Null => None,
            Value::Number(number) if name == "id" => Some(number.to_string()),
            _ => {
                let message = format!("{name:?} is not a string and was left out");
                warnings.push(Diagnostic::warning("input/field-type", message).at(path.clone()));
                None
            }
        }
    };
    let Some(text) = field("text") else {
        return Err(Diagnostic::error("input/no-text", "the object has no \"text\"")
            .at(path.clone())
            .hint("give the report's words as the string \"text\""));
    };
    let given = Given {
        title: field("title"),
        outlet: field("outlet"),
        published: field("published"),
        url: field("url"),
        language: field("language"),
        ..Given::default()
    };
    let id = field("id");
    problem::refuse_size(&path, text.len(), limits.report_bytes)?;
    let mut report = plain::report(&path, text, &given, Trust::Article)?;
    if let Some(id) = id {
        report.id = ReportId(id);
    }
    report.diagnostics.splice(0..0, warnings);
    Ok(report)
}
