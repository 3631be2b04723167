//! JSON files: one object, a list of objects, or objects that follow each other.

use super::split::{Piece, Values};
use super::{not_object, parse, reports as value_reports};
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
        let next = format!("{}#{}", input.path, n + 1);
        match piece {
            Piece::Large => {
                n += 1;
                found.push(Err(problem::too_large(&next, limits.record_bytes)));
            }
            Piece::Open => {
                n += 1;
                found.push(Err(not_object(&next, "the file ends inside it")));
            }
            Piece::Value(bytes) => match parse::<Value>(&next, &bytes) {
                Ok((value, warning)) => {
                    found.extend(warning.map(Err));
                    value_reports(input.path, &mut n, value, limits, &mut found);
                }
                Err(error) => {
                    n += 1;
                    found.push(Err(not_object(&next, &error.to_string())));
                }
            },
        }
    }
    if found.is_empty() {
        found.push(Err(problem::empty(input.path)));
    }
    found
}
