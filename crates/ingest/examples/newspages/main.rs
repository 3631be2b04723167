//! Scores the reading of news pages against their publishers' own paragraphs, titles, writers and days, without any
//! model: `cargo run --release -p ingest --example newspages -- FOLDER`, with `FOLDER/expected.json`. The same figures as
//! `evaluation -- newspages`.
//!
//! `SHOW=body`, `title`, `day` or `authors` names what is wrong, on the half of the pages that may be looked at while
//! rules are written.

#[path = "../../../evaluation/src/tasks/newspages/score.rs"]
mod score;

use rayon::prelude::*;
use score::Sums;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// F1 below which a page is shown.
const SHOWN: f64 = 0.97;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder that holds expected.json")?;
    let folder = Path::new(&folder);
    let expected: Vec<Value> = serde_json::from_slice(&std::fs::read(folder.join("expected.json"))?)?;
    let read = |page: &Value| {
        let path = folder.join(page["page"].as_str().unwrap_or_default());
        let bytes = std::fs::read(&path).ok()?;
        let reports = ingest::from_bytes(&path.to_string_lossy(), &bytes, &ingest::Limits::default());
        reports.into_iter().flatten().next()
    };
    let reports: Vec<Option<ingest::Report>> = expected.par_iter().map(read).collect();
    let shown = std::env::var("SHOW").unwrap_or_default();
    let mut sums = [Sums::default(); 3];
    for (page, report) in expected.iter().zip(&reports) {
        let found = score::page(page, report.as_ref());
        let half = score::half(page["page"].as_str().unwrap_or_default());
        sums[half].add(&found);
        sums[2].add(&found);
        if half == 0 {
            show(page, report.as_ref(), &found, &shown);
        }
    }
    for (name, sums) in ["looked at", "unseen", "all"].iter().zip(sums) {
        let mean = sums.body.map(|sum| 100.0 * sum / sums.pages.max(1) as f64);
        let share = |(right, of): (usize, usize)| 100.0 * right as f64 / of.max(1) as f64;
        println!(
            "{name:>10} {:>4} pages  body {:.1} {:.1} F1 {:.2}  title {:.1}  day {:.1}  authors {:.1}",
            sums.pages,
            mean[0],
            mean[1],
            mean[2],
            share(sums.title),
            share(sums.day),
            share(sums.authors)
        );
    }
    Ok(())
}

/// Prints what is wrong with a page.
fn show(page: &Value, report: Option<&ingest::Report>, found: &score::Page, shown: &str) {
    let name = page["page"].as_str().unwrap_or_default();
    let value = |stated: Option<&record::evidence::Stated>| stated.map(|stated| stated.value.clone());
    match shown {
        "body" if found.body[2] < SHOWN => {
            println!("=== {name} {:.3?}", found.body);
            let gold: Vec<&str> = score::strings(&page["paragraphs"]).collect();
            let ours = report.map(score::paragraphs).unwrap_or_default();
            let set =
                |paragraphs: &[&str]| -> BTreeSet<String> { paragraphs.iter().flat_map(|words| runs(words)).collect() };
            let (known, taken) = (set(&gold), set(&ours));
            for words in gold.iter().filter(|words| !ours.contains(words) && covered(words, &taken) < 0.8) {
                println!("  lacks {words:.200}");
            }
            for words in ours.iter().filter(|words| !gold.contains(words) && covered(words, &known) < 0.8) {
                println!("  has   {words:.200}");
            }
        }
        "title" if found.title == Some(false) => {
            println!("{name}: {} / {:?}", page["title"], value(report.and_then(|report| report.title.as_ref())));
        }
        "day" if found.day == Some(false) => {
            println!("{name}: {} / {:?}", page["published"], report.and_then(|report| report.published.as_ref()));
        }
        "authors" if found.authors == Some(false) => {
            println!("{name}: {} / {:?}", page["authors"], value(report.and_then(|report| report.byline.as_ref())));
        }
        _ => {}
    }
}

/// The runs of three words of a text; what is shorter is one.
fn runs(text: &str) -> Vec<String> {
    let words = score::words(text);
    if words.len() < 3 { vec![words.join(" ")] } else { words.windows(3).map(|run| run.join(" ")).collect() }
}

/// The runs of a paragraph that are known, as a share.
fn covered(text: &str, known: &BTreeSet<String>) -> f64 {
    let runs = runs(text);
    runs.iter().filter(|run| known.contains(*run)).count() as f64 / runs.len().max(1) as f64
}
