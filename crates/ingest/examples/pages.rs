//! Scores the extraction of pages against the strings that they must and must not give, as the evaluation of
//! trafilatura does: `cargo run --release -p ingest --example pages -- FOLDER [N]` with `FOLDER/expected.json`;
//! with `N`, every N-th page only.

use serde_json::Value;
use std::path::Path;
use std::time::Instant;

/// Seconds from which a page is named as slow.
const SLOW: f64 = 1.0;

#[derive(Default)]
struct Counts {
    right: usize,
    wrong: usize,
    missed: usize,
    left_out: usize,
    fields: std::collections::BTreeMap<&'static str, (usize, usize)>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder that holds expected.json")?;
    let expected: Vec<Value> = serde_json::from_slice(&std::fs::read(Path::new(&folder).join("expected.json"))?)?;
    let step = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(1);
    let expected: Vec<Value> = expected.into_iter().step_by(step).collect();
    let mut counts = Counts::default();
    let (mut failed, mut seconds) = (0, 0.0);
    let limits = ingest::Limits::default();
    for page in &expected {
        let path = Path::new(&folder).join(page["page"].as_str().unwrap_or_default());
        let bytes = std::fs::read(&path)?;
        let start = Instant::now();
        let read = ingest::from_bytes(&path.to_string_lossy(), &bytes, &limits);
        let took = start.elapsed().as_secs_f64();
        if took > SLOW {
            println!("{} took {took:.1} s for {} bytes", path.display(), bytes.len());
        }
        seconds += took;
        let report = read.into_iter().flatten().next();
        failed += usize::from(report.is_none());
        count(page, report.as_ref(), &mut counts);
    }
    let precision = ratio(counts.right, counts.right + counts.wrong);
    let recall = ratio(counts.right, counts.right + counts.missed);
    let all = counts.right + counts.wrong + counts.missed + counts.left_out;
    println!("pages {}  unread {failed}  pages/s {:.0}", expected.len(), expected.len() as f64 / seconds);
    println!(
        "precision {precision:.3}  recall {recall:.3}  F1 {:.3}  accuracy {:.3}",
        2.0 * precision * recall / (precision + recall),
        ratio(counts.right + counts.left_out, all)
    );
    for (name, (right, of)) in counts.fields {
        println!("{name:>10} {right} of {of}");
    }
    Ok(())
}

fn count(page: &Value, report: Option<&ingest::Report>, counts: &mut Counts) {
    // Furniture is kept and marked; what counts as extracted is what is read as the report.
    let kept = |report: &ingest::Report| {
        let blocks = report.blocks.iter().filter(|block| block.kind != record::BlockKind::Boilerplate);
        blocks.map(|block| report.words(block.span)).collect::<Vec<_>>().join(" ")
    };
    let text = squeeze(&report.map(kept).unwrap_or_default());
    let strings = |key: &str| -> Vec<String> {
        page[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(squeeze).collect()
    };
    for wanted in strings("with") {
        *(if text.contains(&wanted) { &mut counts.right } else { &mut counts.missed }) += 1;
    }
    for unwanted in strings("without") {
        *(if text.contains(&unwanted) { &mut counts.wrong } else { &mut counts.left_out }) += 1;
    }
    let Some(report) = report else { return };
    let value = |stated: &Option<record::evidence::Stated>| stated.as_ref().map(|stated| stated.value.clone());
    let fields = [
        ("title", value(&report.title)),
        ("author", value(&report.byline)),
        ("sitename", value(&report.outlet)),
        ("date", report.published.as_ref().map(|published| published.value.chars().take(10).collect())),
    ];
    for (name, got) in fields {
        let wanted = squeeze(page[name].as_str().unwrap_or_default());
        if !wanted.is_empty() {
            let entry = counts.fields.entry(name).or_default();
            entry.0 += usize::from(got.as_deref().map(squeeze).as_deref() == Some(wanted.as_str()));
            entry.1 += 1;
            if std::env::var_os("SHOW").is_some_and(|shown| shown == name)
                && got.as_deref().map(squeeze) != Some(wanted.clone())
            {
                println!("{} {name}: wanted {wanted:?}, got {got:?}", page["page"]);
            }
        }
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
