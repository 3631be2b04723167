//! Scores the extraction of pages against the strings that they must and must not give, as the evaluation of
//! trafilatura does, that is, without readers' comments:
//! `cargo run --release -p ingest --example pages -- FOLDER [N]` with `FOLDER/expected.json`; with `N`, every N-th
//! page only. The last line counts paragraphs alone: the evaluation's main text has no captions. Pages a second are
//! by the wall clock, over pages in memory, on `RAYON_NUM_THREADS` threads (all without it).
//! `SHOW=text`, or the name of a field, names what is wrong, on the half of the pages that may be looked at
//! while rules are written: those whose names have an even hash. The other half stays unseen.

use rayon::prelude::*;
use record::BlockKind;
use serde_json::Value;
use std::path::Path;
use std::time::Instant;

/// Seconds from which a page is named as slow.
const SLOW: f64 = 1.0;

/// What counts as extracted: everything but furniture and comments, which are kept and marked as such.
const REPORTING: [BlockKind; 6] =
    [BlockKind::Title, BlockKind::Body, BlockKind::Caption, BlockKind::Byline, BlockKind::Dateline, BlockKind::Credit];

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
    let mut counts = [Counts::default(), Counts::default()];
    let mut body = Counts::default();
    let mut failed = 0;
    let mut inputs = Vec::new();
    for page in &expected {
        let path = Path::new(&folder).join(page["page"].as_str().unwrap_or_default());
        inputs.push((std::fs::read(&path)?, path));
    }
    let start = Instant::now();
    let read: Vec<Option<ingest::Report>> = inputs.par_iter().map(|(bytes, path)| read(path, bytes)).collect();
    let seconds = start.elapsed().as_secs_f64();
    for (page, report) in expected.iter().zip(read) {
        failed += usize::from(report.is_none());
        count(page, report.as_ref(), 1, &[BlockKind::Body], &mut body);
        let half = half(page["page"].as_str().unwrap_or_default());
        if let Some(counts) = counts.get_mut(half) {
            count(page, report.as_ref(), half, &REPORTING, counts);
        }
    }
    println!("pages {}  unread {failed}  pages/s {:.0}", expected.len(), expected.len() as f64 / seconds);
    let [looked, unseen] = counts;
    print("looked at", &looked);
    print("unseen", &unseen);
    let mut all = looked;
    all.add(unseen);
    print("all", &all);
    print("body alone", &body);
    for (name, (right, of)) in all.fields {
        println!("{name:>10} {right} of {of}");
    }
    Ok(())
}

/// The report on a page; names the page where it takes long.
fn read(path: &Path, bytes: &[u8]) -> Option<ingest::Report> {
    let start = Instant::now();
    let read = ingest::from_bytes(&path.to_string_lossy(), bytes, &ingest::Limits::default());
    let took = start.elapsed().as_secs_f64();
    if took > SLOW {
        println!("{} took {took:.1} s for {} bytes", path.display(), bytes.len());
    }
    read.into_iter().flatten().next()
}

/// Which half a page is in: 0 may be looked at, 1 stays unseen. FNV-1a, so that the halves never change.
fn half(name: &str) -> usize {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash >> 32) as usize % 2
}

fn print(name: &str, counts: &Counts) {
    let precision = ratio(counts.right, counts.right + counts.wrong);
    let recall = ratio(counts.right, counts.right + counts.missed);
    let all = counts.right + counts.wrong + counts.missed + counts.left_out;
    println!(
        "{name:>10}  precision {precision:.3}  recall {recall:.3}  F1 {:.3}  accuracy {:.3}",
        2.0 * precision * recall / (precision + recall),
        ratio(counts.right + counts.left_out, all)
    );
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.left_out += other.left_out;
        for (name, (right, of)) in other.fields {
            let entry = self.fields.entry(name).or_default();
            *entry = (entry.0 + right, entry.1 + of);
        }
    }
}

/// Whether mistakes in `what` on a page of this half are to be named.
fn shown(what: &str, half: usize) -> bool {
    half == 0 && std::env::var_os("SHOW").is_some_and(|shown| shown == what)
}

fn count(page: &Value, report: Option<&ingest::Report>, half: usize, kinds: &[BlockKind], counts: &mut Counts) {
    let kept = |report: &ingest::Report| {
        let blocks = report.blocks.iter().filter(|block| kinds.contains(&block.kind));
        blocks.map(|block| report.words(block.span)).collect::<Vec<_>>().join(" ")
    };
    let text = squeeze(&report.map(kept).unwrap_or_default());
    let strings = |key: &str| -> Vec<String> {
        page[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(squeeze).collect()
    };
    for wanted in strings("with") {
        let found = text.contains(&wanted);
        *(if found { &mut counts.right } else { &mut counts.missed }) += 1;
        if !found && shown("text", half) {
            println!("{} lacks {wanted:?}", page["page"]);
        }
    }
    for unwanted in strings("without") {
        let found = text.contains(&unwanted);
        *(if found { &mut counts.wrong } else { &mut counts.left_out }) += 1;
        if found && shown("text", half) {
            println!("{} has {unwanted:?}", page["page"]);
        }
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
            if shown(name, half) && got.as_deref().map(squeeze) != Some(wanted.clone()) {
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
