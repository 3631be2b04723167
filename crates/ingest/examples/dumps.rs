//! Block F1 by kind on the dumps of the tests: `cargo run -p ingest --example dumps [FIRST LAST]`, with the numbers of
//! the first and last dump to be counted. A block is right if its kind and its words are; comments also have their
//! author and time.

#[path = "../tests/common/dumps.rs"]
mod dumps;

use std::collections::BTreeMap;

/// In the dumps, made of them, right.
type Counts = [usize; 3];

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|number| number.parse::<usize>().ok());
    let (first, last) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(usize::MAX));
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let (mut files, mut whole, mut fields) = (0, 0, [0_usize; 2]);
    for dump in dumps::all() {
        let number = dump.name.split('-').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        if !(first..=last).contains(&number) {
            continue;
        }
        files += 1;
        let report = dump.report();
        let wrong = dump.wrong_metadata(&report).lines().count();
        fields[0] += dump.keys.keys().filter(|key| !matches!(key.as_str(), "spacing" | "open")).count() - wrong;
        fields[1] += dump.keys.keys().filter(|key| !matches!(key.as_str(), "spacing" | "open")).count();
        let mut made = dumps::made(&report);
        whole += usize::from(made == dump.blocks);
        for block in &made {
            counts.entry(block.kind.clone()).or_default()[1] += 1;
        }
        if std::env::var_os("SHOW").is_some() {
            show(&dump.name, &dump.blocks, &made);
        }
        for block in &dump.blocks {
            let entry = counts.entry(block.kind.clone()).or_default();
            entry[0] += 1;
            if let Some(at) = made.iter().position(|one| one == block) {
                made.remove(at);
                entry[2] += 1;
            }
        }
    }
    println!("{files} dumps, {whole} of them wholly right; {} of {} metadata right", fields[0], fields[1]);
    let mut all = Counts::default();
    for (kind, count) in &counts {
        print(kind, *count);
        all.iter_mut().zip(count).for_each(|(sum, n)| *sum += n);
    }
    print("all", all);
}

/// What the dump says and was not made.
fn show(name: &str, expected: &[dumps::Expected], made: &[dumps::Expected]) {
    for block in expected.iter().filter(|block| !made.contains(block)) {
        let got = made.iter().find(|one| one.words == block.words).map_or("another unit", |one| one.kind.as_str());
        println!("{name}: {}, made {got}: {:?}", block.kind, block.words);
    }
}

fn print(kind: &str, [gold, made, right]: Counts) {
    let f1 = 2.0 * right as f64 / (gold + made).max(1) as f64;
    println!("{kind:>12}  gold {gold:>4}  made {made:>4}  right {right:>4}  F1 {:.1}", f1 * 100.0);
}
