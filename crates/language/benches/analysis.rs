//! How fast the English model is: `cargo bench -p language`.

use divan::counter::ItemsCount;
use language::{Analyser, Model};
use text::Span;

/// A made-up report of common paragraphs.
const REPORT: &str = include_str!("report.txt");

fn main() {
    divan::main();
}

fn blocks(text: &str) -> Vec<Span> {
    let mut start = 0;
    let parts = text.split_inclusive("\n\n").map(|part| {
        start += part.len();
        Span::new(start - part.len(), start)
    });
    parts.collect()
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn load() -> Model {
    Model::english().expect("the model that comes with the program")
}

/// The report ten times over; the items that are counted are words.
#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn analyse(bencher: divan::Bencher, threads: usize) {
    let text = REPORT.repeat(10);
    let blocks = blocks(&text);
    let analyser = Analyser::new(Model::english().expect("the model that comes with the program"), threads);
    let words: usize = analyser.analyse(&text, &blocks).sentences.iter().map(|s| s.tokens.len()).sum();
    bencher.counter(ItemsCount::new(words)).bench(|| analyser.analyse(&text, &blocks));
}
