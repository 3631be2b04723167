//! Scores `times::find` on TimeML files, without a model: for whoever works on the grammar.
//!
//! ```text
//! cargo run --release -p reading --example score_times -- DIR [look|later|never|all] [errors]
//! ```
//! The files are split by a hash of their names. Rules are written from the half `look` and, later, from the quarter
//! `later`; their errors are printed with `errors`. The quarter `never` is for seeing how a change generalises and its
//! errors are never printed.
//! Scores are those of TempEval-3: spans strict and relaxed, type and value among the relaxed matches.

use reading::times;
use record::reading::TimexType;
use record::report::Published;
use record::{Analysis, Basis, Block, BlockKind, Report, ReportId, Span};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: score_times DIR [look|later|never|all] [errors]")?;
    let part = arguments.next().unwrap_or_else(|| "all".to_owned());
    let errors = arguments.next().is_some() && matches!(&*part, "look" | "later");
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files)?;
    files.sort();
    let mut scores = Scores::default();
    let mut bytes = 0;
    let started = std::time::Instant::now();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let its_part = match (fnv(&name) & 1, fnv(&name) >> 32 & 1) {
            (0, _) => "look",
            (_, 0) => "later",
            _ => "never",
        };
        if part != "all" && part != its_part {
            continue;
        }
        let Some(document) = Document::parse(&std::fs::read_to_string(&file)?) else { continue };
        bytes += document.text.len();
        scores.add(&document, errors.then_some(name.as_str()));
    }
    println!("{part}: {} bytes in {:.0} ms", bytes, started.elapsed().as_secs_f64() * 1e3);
    print!("{scores}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "tml") {
            files.push(path);
        }
    }
    Ok(())
}

/// FNV-1a.
fn fnv(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A time as annotated.
struct Gold {
    span: Span,
    kind: String,
    value: String,
}

struct Document {
    text: String,
    published: String,
    times: Vec<Gold>,
}

impl Document {
    fn parse(xml: &str) -> Option<Self> {
        let between = |open: &str, close: &str| {
            let start = xml.find(open)? + open.len();
            xml.get(start..start + xml.get(start..)?.find(close)?)
        };
        let published = attribute(between("<DCT>", "</DCT>")?, "value")?;
        let (mut text, mut times, mut open) = (String::new(), Vec::new(), None);
        let mut rest = between("<TEXT>", "</TEXT>")?;
        while let Some(c) = rest.chars().next() {
            if let Some(tag) = rest.strip_prefix('<') {
                let (tag, after) = tag.split_once('>')?;
                rest = after;
                if tag.starts_with("TIMEX3 ") {
                    open = Some((text.len(), attribute(tag, "type")?, attribute(tag, "value")?));
                } else if tag == "/TIMEX3" {
                    let (start, kind, value) = open.take()?;
                    times.push(Gold { span: Span::new(start, text.len()), kind, value });
                }
            } else if let Some((entity, after)) = rest.strip_prefix('&').and_then(|rest| rest.split_once(';')) {
                rest = after;
                text.push(match entity {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => '?',
                });
            } else {
                text.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        Some(Self { text, published, times })
    }

    /// The text as a report, one block a paragraph.
    fn report(&self) -> Report {
        let mut blocks = Vec::new();
        let mut start = 0;
        for part in self.text.split_inclusive("\n\n") {
            let words = part.trim();
            if !words.is_empty() {
                let from = start + part.len() - part.trim_start().len();
                let span = Span::new(from, from + words.len());
                blocks.push(Block { kind: BlockKind::Body, span, author: None, time: None });
            }
            start += part.len();
        }
        Report {
            id: ReportId(String::new()),
            path: String::new(),
            published: Some(Published {
                value: self.published.clone(),
                basis: Basis::Metadata,
                span: None,
                evidence: Vec::new(),
            }),
            text: self.text.clone(),
            blocks,
            ..Report::default()
        }
    }
}

/// The value of an attribute in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
    tag.get(start..)?.split('"').next().map(str::to_owned)
}

#[derive(Default)]
struct Scores {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    kinds: usize,
    values: usize,
}

impl Scores {
    fn add(&mut self, document: &Document, name: Option<&str>) {
        let report = document.report();
        let found = times::find(&report, &Analysis::default());
        self.gold += document.times.len();
        self.found += found.len();
        let mut used = vec![false; found.len()];
        let mut lines = String::new();
        for gold in &document.times {
            let around = context(&document.text, gold.span);
            let Some(at) = (0..found.len()).find(|&at| !used[at] && found[at].span.overlaps(gold.span)) else {
                let _ = writeln!(lines, "MISSED {} {} | {around}", gold.kind, gold.value);
                continue;
            };
            used[at] = true;
            let timex = &found[at];
            let kind = match timex.kind {
                TimexType::Date => "DATE",
                TimexType::Time => "TIME",
                TimexType::Duration => "DURATION",
                TimexType::Set => "SET",
            };
            self.relaxed += 1;
            self.strict += usize::from(timex.span == gold.span);
            self.kinds += usize::from(kind == gold.kind);
            self.values += usize::from(timex.value == gold.value);
            let ours = timex.span.of(&document.text);
            if timex.value != gold.value {
                let _ = writeln!(
                    lines,
                    "VALUE {} {} not {kind} {} [{ours}] | {around}",
                    gold.kind, gold.value, timex.value
                );
            } else if kind != gold.kind {
                let _ = writeln!(lines, "TYPE {} not {kind} [{ours}] | {around}", gold.kind);
            } else if timex.span != gold.span {
                let _ = writeln!(lines, "SPAN [{ours}] | {around}");
            }
        }
        for (timex, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            let _ = writeln!(lines, "EXTRA {:?} {} | {}", timex.kind, timex.value, context(&document.text, timex.span));
        }
        if let Some(name) = name {
            print!("# {name} {}\n{lines}", document.published);
        }
    }
}

/// The words of a span in brackets with some before and after.
fn context(text: &str, span: Span) -> String {
    let mut start = span.start.saturating_sub(50);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = (span.end + 30).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let whole = format!("{} [ {} ] {}", &text[start..span.start], span.of(text), &text[span.end..end]);
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |count: usize, of: usize| if of == 0 { 0.0 } else { 100.0 * count as f64 / of as f64 };
        for (name, right) in
            [("strict", self.strict), ("relaxed", self.relaxed), ("type", self.kinds), ("value", self.values)]
        {
            let (precision, recall) = (part(right, self.found), part(right, self.gold));
            let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
            writeln!(f, "{name:8} P {precision:5.1} R {recall:5.1} F1 {f1:5.1}")?;
        }
        writeln!(
            f,
            "{} annotated, {} found; value right in {:.1} % of matches",
            self.gold,
            self.found,
            part(self.values, self.relaxed)
        )
    }
}
