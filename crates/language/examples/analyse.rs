//! Prints the analysis of a text file as CoNLL-U; paragraphs are what stands between empty lines.
//!
//! ```text
//! cargo run --release -p language --example analyse -- report.txt [--model FILE] [--threads N] [--time]
//! ```

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use language::{Analyser, Model};
use record::{Analysis, Sentence};
use text::Span;

/// What the command line asks for.
#[derive(Default)]
struct Wanted {
    files: Vec<String>,
    model: Option<String>,
    threads: Option<usize>,
    time: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = Wanted::read()?;
    let start = Instant::now();
    let model = match &wanted.model {
        Some(path) => Model::load(&std::fs::read(path)?)?,
        None => Model::english()?,
    };
    let threads = wanted.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into));
    let analyser = Analyser::new(model, threads);
    let loaded = start.elapsed();
    for path in &wanted.files {
        let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        let blocks = paragraphs(&text);
        let start = Instant::now();
        let analysis = analyser.analyse(&text, &blocks);
        if wanted.time {
            let tokens: usize = analysis.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
            let took = start.elapsed().as_secs_f64();
            eprintln!(
                "{path}: {tokens} tokens in {took:.3} s, {:.0} tokens/s on {threads} threads; loaded in {loaded:.2?}",
                tokens as f64 / took
            );
        } else {
            std::io::stdout().write_all(conllu(&text, &analysis)?.as_bytes())?;
        }
    }
    Ok(())
}

impl Wanted {
    fn read() -> Result<Self, Box<dyn Error>> {
        let mut wanted = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--time" => wanted.time = true,
                "--model" => wanted.model = arguments.next(),
                "--threads" => wanted.threads = arguments.next().map(|count| count.parse()).transpose()?,
                _ => wanted.files.push(argument),
            }
        }
        Ok(wanted)
    }
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        match blocks.last_mut() {
            _ if line.trim().is_empty() => open = false,
            Some(last) if open => *last = last.cover(span),
            _ => {
                blocks.push(span);
                open = true;
            }
        }
        at += line.len();
    }
    blocks
}

fn conllu(text: &str, analysis: &Analysis) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let mut block = None;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        if block.replace(sentence.block) != Some(sentence.block) {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# text = {}", sentence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "))?;
        let mut misc = vec![String::from("_"); sentence.tokens.len()];
        for name in analysis.names.iter().filter(|name| name.sentence == index) {
            for token in name.tokens.clone() {
                let tag = if token == name.tokens.start { 'B' } else { 'I' };
                misc[token] = format!("Name={tag}-{}", name.kind.label());
            }
        }
        words(&mut out, text, sentence, &misc)?;
        out.push('\n');
    }
    for role in &analysis.roles {
        writeln!(out, "# {:?}: {}", role.role, role.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    Ok(out)
}

fn words(out: &mut String, text: &str, sentence: &Sentence, misc: &[String]) -> std::fmt::Result {
    let mut whole = None;
    for (i, (token, misc)) in sentence.tokens.iter().zip(misc).enumerate() {
        if let Some(span) = token.multiword.filter(|span| whole != Some(*span)) {
            let words = sentence.tokens.iter().filter(|token| token.multiword == Some(span)).count();
            writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}", i + 1, i + words, span.of(text), spacing(text, span))?;
        }
        whole = token.multiword;
        let space = if token.multiword.is_some() { "_" } else { spacing(text, token.span) };
        let misc = match (misc.as_str(), space) {
            ("_", space) => space.to_owned(),
            (misc, "_") => misc.to_owned(),
            (misc, space) => format!("{misc}|{space}"),
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{misc}",
            i + 1,
            token.span.of(text),
            token.lemma,
            token.upos.label(),
            token.xpos,
            token.feats,
            token.head.map_or(0, |head| head + 1),
            token.deprel,
        )?;
    }
    Ok(())
}

fn spacing(text: &str, span: Span) -> &'static str {
    match text[span.end..].chars().next() {
        Some(next) if !next.is_whitespace() => "SpaceAfter=No",
        _ => "_",
    }
}
