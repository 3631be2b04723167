//! JSON files: one object, a list of objects, or objects that follow each other.

use super::split::{Piece, Values};
use super::{not_object, reports as value_reports};
use crate::files::Input;
use crate::limits::Limits;
use crate::problem;
use record::{Diagnostic, Report};
use serde_json::Value;
use std::io::BufRead;

/// The reports of a stream of values. A malformed value costs no other; after a failure to read on, what was read
/// stands.
pub fn reports(input: &Input<'_>, reader: impl BufRead, limits: &Limits) -> Vec<Result<Report, Diagnostic>> {
    let mut values = Values::new(reader, limits.record_bytes);
    let mut found = Vec::new();
    let mut n = 0;
    loop {
        let piece = match values.next() {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(error) => {
                found.push(Err(input.failed(&error)));
                break;
            }
        };
        let mut refuse = |problem: &dyn Fn(&str) -> Diagnostic| {
            n += 1;
            found.push(Err(problem(&format!("{}#{n}", input.path))));
        };
        match piece {
            Piece::Large => refuse(&|path| problem::too_large(path, limits.record_bytes)),
            Piece::Open => refuse(&|path| not_object(path, "the file ends inside it")),
            Piece::Value(bytes) => match serde_json::from_slice::<Value>(&bytes) {
                Ok(value) => value_reports(input.path, &mut n, value, limits, &mut found),
                Err(error) => refuse(&|path| not_object(path, &error.to_string())),
            },
        }
    }
    if found.is_empty() {
        found.push(Err(problem::empty(input.path)));
    }
    found
}
