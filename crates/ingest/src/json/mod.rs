//! JSON: an object a line, or values and lists of them, in the shapes that crawlers, agencies and feeds write.

pub mod lines;
mod shapes;
mod split;
mod surrogates;
pub mod values;

use crate::limits::Limits;
use record::{Diagnostic, Report};
use serde_json::{Map, Value};

/// Lists of reports inside one object: `{"articles": […]}`, and a JSON Feed.
const LISTS: [&str; 6] = ["items", "articles", "entries", "docs", "results", "data"];

/// The reports of one value, the first of them being the `n + 1`-th of the file; `n` counts on.
fn reports(path: &str, n: &mut usize, value: Value, limits: &Limits, found: &mut Vec<Result<Report, Diagnostic>>) {
    let mut next = |object: &Map<String, Value>, around: Option<&Map<String, Value>>| {
        *n += 1;
        found.push(shapes::report(&format!("{path}#{n}"), object, around, limits));
    };
    match &value {
        Value::Object(object) if !shapes::has_text(object) => {
            let list = LISTS.iter().find_map(|name| object.get(*name).and_then(Value::as_array));
            match list {
                Some(list) if list.iter().any(Value::is_object) => {
                    list.iter().filter_map(Value::as_object).for_each(|one| next(one, Some(object)));
                }
                _ => next(object, None),
            }
        }
        Value::Object(object) => next(object, None),
        _ => {
            *n += 1;
            found.push(Err(not_object(&format!("{path}#{n}"), "it is no object")));
        }
    }
}

fn not_object(path: &str, what: &str) -> Diagnostic {
    Diagnostic::error("input/not-json", format!("the record is not a JSON object: {what}"))
        .at(path)
        .hint("each record is one object with at least \"text\"")
}

/// Reads a value of JSON; what it says of strings that were cut inside of a letter is a warning.
fn parse<T: serde::de::DeserializeOwned>(
    path: &str,
    json: &[u8],
) -> Result<(T, Option<Diagnostic>), serde_json::Error> {
    match serde_json::from_slice(json) {
        Ok(value) => Ok((value, None)),
        Err(error) => match surrogates::mended(json) {
            (_, 0) => Err(error),
            (mended, count) => {
                let message =
                    format!("{count} halves of letters stand in its strings (as \\ud800); they were replaced");
                let warning = Diagnostic::warning("input/half-letters", message).at(path);
                serde_json::from_slice(&mended).map(|value| (value, Some(warning)))
            }
        },
    }
}
