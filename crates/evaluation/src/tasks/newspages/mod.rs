//! News pages: the words of the body, the title, the day and the writers, against what their publishers hold.
//!
//! Rules of `ingest` may be written with the errors of one half of the pages in view (by a hash of the name); the
//! other half is only counted.

mod score;

use super::{Failed, load};
use crate::scores::{Score, Value};
use ingest::Limits;
use rayon::prelude::*;
use score::{Page, Sums, half};
use std::path::Path;

/// Scores the pages that `expected.json` in `folder` lists.
///
/// # Errors
/// When it cannot be read.
pub fn run(set: &str, folder: &Path) -> Result<Vec<Score>, Failed> {
    let list = folder.join("expected.json");
    let expected: Vec<serde_json::Value> =
        serde_json::from_str(&load(&list)?).map_err(|error| Failed(format!("{}: {error}", list.display())))?;
    let pages: Result<Vec<(usize, Page)>, Failed> = expected.par_iter().map(|page| read(folder, page)).collect();
    let mut sums = [Sums::default(); 3];
    for (half, page) in pages? {
        for at in [half, 2] {
            if let Some(sums) = sums.get_mut(at) {
                sums.add(&page);
            }
        }
    }
    let names = ["half looked at", "unseen half", "all"].map(|part| format!("{set}, {part}"));
    Ok(names.iter().zip(sums).flat_map(|(name, sums)| scores(name, sums)).collect())
}

fn read(folder: &Path, page: &serde_json::Value) -> Result<(usize, Page), Failed> {
    let name = page["page"].as_str().unwrap_or_default();
    let path = folder.join(name);
    let bytes = std::fs::read(&path).map_err(|error| Failed(format!("cannot read {}: {error}", path.display())))?;
    let report = ingest::from_bytes(name, &bytes, &Limits::default()).into_iter().flatten().next();
    Ok((half(name), score::page(page, report.as_ref())))
}

fn scores(set: &str, sums: Sums) -> Vec<Score> {
    let [precision, recall, f1] = sums.body.map(|sum| sum / sums.pages.max(1) as f64);
    let share = |(right, of): (usize, usize)| right as f64 / of.max(1) as f64;
    let body = Value::Means { precision, recall, f1 };
    vec![
        Score { set: set.to_owned(), measure: "body, words".to_owned(), value: body },
        Score::single(set, "title", share(sums.title)),
        Score::single(set, "day", share(sums.day)),
        Score::single(set, "any writer", share(sums.authors)),
    ]
}
