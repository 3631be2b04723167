//! How many reports a second are read, on one thread and on two, many short ones and a few long ones, and beside it, on
//! the same texts and where it is installed, spaCy with its small English model.
//!
//! ```text
//! cargo run --release -p engine --example speed -- [--python PROGRAM]
//! ```
//!
//! Runs take turns, since a machine is not equally fast all the time; the quickest of each is printed.

use std::error::Error;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use engine::{Engine, Limits, Silent};
use record::Report;

/// A made-up report of common paragraphs.
const REPORT: &str = include_str!("../../language/benches/report.txt");

/// So often each is run.
const ROUNDS: usize = 3;

/// Of each round, so many short reports and so many long ones.
const SHORT: usize = 120;
const LONG: usize = 8;

/// What reads the texts with spaCy: how many tokens a second, with one process and with two.
const SPACY: &str = r#"
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import spacy
nlp = spacy.load("en_core_web_sm")
paragraphs = json.load(sys.stdin)
list(nlp.pipe(paragraphs[:20]))
for processes in (1, 2):
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(paragraphs, n_process=processes))
    print(tokens / (time.perf_counter() - start))
"#;

/// A pile of reports.
struct Pile {
    name: &'static str,
    texts: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut python = String::from("python3");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--python" => python = arguments.next().ok_or("--python needs a program")?,
            other => return Err(format!("unknown: {other}; there is --python PROGRAM").into()),
        }
    }
    let engines = [(1, engine(1)?), (2, engine(2)?)];
    for pile in piles() {
        let mut best = [Speed::default(); 2];
        let mut spacy: Result<[f64; 2], String> = Ok([0.0; 2]);
        for _ in 0..ROUNDS {
            for ((_, engine), best) in engines.iter().zip(&mut best) {
                *best = best.faster(read(engine, &pile));
            }
            if let Ok(best) = &mut spacy {
                match run_spacy(&python, &pile) {
                    Ok(found) => *best = [best[0].max(found[0]), best[1].max(found[1])],
                    Err(why) => spacy = Err(why),
                }
            }
        }
        for ((threads, _), Speed { reports, tokens }) in engines.iter().zip(best) {
            println!("{}, {threads} threads: {reports:.1} reports/s, {tokens:.0} tokens/s", pile.name);
        }
        match spacy {
            Ok(spacy) => {
                for ((processes, _), (found, ours)) in engines.iter().zip(spacy.into_iter().zip(best)) {
                    let ratio = ours.tokens / found;
                    println!(
                        "{}, spaCy in {processes} processes: {found:.0} tokens/s; ours {ratio:.2} times",
                        pile.name
                    );
                }
            }
            Err(why) => println!("{}, spaCy: skipped, {why}", pile.name),
        }
    }
    Ok(())
}

/// An engine with so many threads.
fn engine(threads: usize) -> Result<Engine, Box<dyn Error>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    Ok(pool.install(Engine::new)?)
}

/// One paragraph each, and forty times all paragraphs.
fn piles() -> [Pile; 2] {
    let paragraphs: Vec<&str> = REPORT.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
    let short = paragraphs.iter().cycle().take(SHORT).map(|text| format!("{text}\n")).collect();
    let long = vec![REPORT.repeat(40); LONG];
    [Pile { name: "short reports", texts: short }, Pile { name: "long reports", texts: long }]
}

#[derive(Clone, Copy, Default)]
struct Speed {
    reports: f64,
    tokens: f64,
}

impl Speed {
    fn faster(self, other: Self) -> Self {
        if other.reports > self.reports { other } else { self }
    }
}

fn read(engine: &Engine, pile: &Pile) -> Speed {
    let report = |(i, text): (usize, &String)| {
        let made = ingest(&format!("{i}.txt"), text);
        made.expect("a report of the bench")
    };
    let reports: Vec<Report> = pile.texts.iter().enumerate().map(report).collect();
    let (count, mut tokens) = (reports.len(), 0);
    let start = Instant::now();
    engine.read_each(reports, &Silent, |read| {
        let sentences = read.expect("a report that can be read").analysis.sentences;
        tokens += sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
    });
    let seconds = start.elapsed().as_secs_f64();
    Speed { reports: count as f64 / seconds, tokens: tokens as f64 / seconds }
}

fn ingest(name: &str, text: &str) -> Option<Report> {
    ::ingest::from_bytes(name, text.as_bytes(), &Limits::default()).into_iter().next()?.ok()
}

/// Tokens a second in one process and in two, or why there is nothing to tell.
fn run_spacy(python: &str, pile: &Pile) -> Result<[f64; 2], String> {
    let paragraphs: Vec<&str> = pile.texts.iter().flat_map(|text| text.split("\n\n")).collect();
    let json = serde_json::to_string(&paragraphs).map_err(|error| error.to_string())?;
    let mut child = Command::new(python)
        .args(["-c", SPACY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{python} does not start: {error}"))?;
    // A program that ends without reading says why on its standard error.
    let _ = child.stdin.take().map(|mut input| input.write_all(json.as_bytes()));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers = said.lines().filter_map(|line| line.parse().ok());
    match (numbers.next(), numbers.next()) {
        (Some(one), Some(two)) => Ok([one, two]),
        _ => {
            let error = String::from_utf8_lossy(&output.stderr);
            Err(error.lines().last().unwrap_or("it printed nothing").to_owned())
        }
    }
}
