//! Scores coreference on treebank files with gold entities (`Entity=` as in GUM):
//! `cargo run -p reading --example coreference -- [--all] [--show] FILE…`
//!
//! Trees are the gold ones, names are read off the gold entities; mentions are aligned by their head words. Only
//! entities that are persons, organisations and places count.

mod gold;
mod metrics;

use gold::Gold;
use metrics::{Chain, Counts, b_cubed, ceaf_e, muc};
use reading::mentions;
use record::reading::{Form, Mention};
use record::{Block, BlockKind, Report, ReportId};
use std::collections::{BTreeMap, BTreeSet};

fn main() {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let show = flags.iter().any(|flag| flag == "--show");
    let mut totals: BTreeMap<&str, [Counts; 3]> = BTreeMap::new();
    let mut links: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for path in &paths {
        let Ok(input) = std::fs::read_to_string(path) else {
            eprintln!("cannot read {path}");
            continue;
        };
        let gold = match gold::read(&input) {
            Ok(gold) => gold,
            Err(error) => {
                eprintln!("{path}: {error}");
                continue;
            }
        };
        let report = report(&gold);
        let (mentions, _) = mentions::find(&report, &gold.analysis);
        let system = chains(&gold, &mentions);
        if show {
            println!("== {path}");
            for mention in &mentions {
                let entity = mention.entity.map_or("-".to_owned(), |entity| entity.to_string());
                let words = mention.span.of(&gold.text).replace('\n', " ");
                println!(
                    "  {entity:5} {} {:?} [{words}] {}",
                    mention.kind.label(),
                    mention.form,
                    mention.head.of(&gold.text)
                );
            }
        }
        count_links(&gold, &mentions, &mut links, show);
        for (label, least) in [("with singletons", 1), ("without singletons", 2)] {
            let keep =
                |chains: &[Chain]| chains.iter().filter(|chain| chain.len() >= least).cloned().collect::<Vec<_>>();
            let (gold, system) = (keep(&gold.chains), keep(&system));
            let sums = totals.entry(label).or_default();
            sums[0].add(muc(&gold, &system));
            sums[1].add(b_cubed(&gold, &system));
            sums[2].add(ceaf_e(&gold, &system));
        }
    }
    for (label, sums) in totals {
        println!("{label}");
        for (name, counts) in ["MUC", "B3", "CEAFe"].iter().zip(sums) {
            println!("  {name:6} P {:.3} R {:.3} F1 {:.3}", counts.precision(), counts.recall(), counts.f1());
        }
        println!("  CoNLL F1 {:.3}", sums.iter().map(|counts| counts.f1()).sum::<f64>() / 3.0);
    }
    println!("anaphoric mentions whose nearest antecedent is right / wrong / none");
    for (form, [right, wrong, none]) in links {
        println!("  {form:10} {right:4} {wrong:4} {none:4}");
    }
}

fn report(gold: &Gold) -> Report {
    let block = |span: &record::Span| Block { kind: BlockKind::Body, span: *span, author: None, time: None };
    Report {
        id: ReportId("gold".to_owned()),
        path: String::new(),
        text: gold.text.clone(),
        blocks: gold.blocks.iter().map(block).collect(),
        ..Report::default()
    }
}

/// The system's chains; a mention without entity is a chain of its own.
fn chains(gold: &Gold, mentions: &[Mention]) -> Vec<Chain> {
    let mut chains: BTreeMap<(bool, usize), Chain> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for mention in mentions {
        let Some(key) = gold.key(mention.span) else { continue };
        if seen.insert(key) {
            let owner = mention.entity.map_or((true, mention.id.0), |entity| (false, entity.0));
            chains.entry(owner).or_default().insert(key);
        }
    }
    chains.into_values().collect()
}

/// For each gold mention with an antecedent: whether the system's nearest one is in the same chain.
fn count_links(gold: &Gold, mentions: &[Mention], links: &mut BTreeMap<String, [usize; 3]>, show: bool) {
    let owner: BTreeMap<_, usize> =
        gold.chains.iter().enumerate().flat_map(|(i, chain)| chain.iter().map(move |key| (*key, i))).collect();
    let words = |mention: &Mention| mention.span.of(&gold.text).replace('\n', " ");
    let mut last: BTreeMap<usize, &Mention> = BTreeMap::new();
    for mention in mentions {
        let Some(key) = gold.key(mention.span) else { continue };
        let antecedent = mention.entity.and_then(|entity| last.insert(entity.0, mention));
        let Some(&chain) = owner.get(&key) else { continue };
        let anaphoric = gold.chains[chain].range(..key).next().is_some();
        let form = match mention.form {
            Form::Pronoun => format!("pronoun {}", words(mention).to_lowercase()),
            form => format!("{form:?}").to_lowercase(),
        };
        let of_antecedent = antecedent.and_then(|other| gold.key(other.span)).and_then(|key| owner.get(&key));
        let counts = links.entry(form).or_default();
        let place = match (anaphoric, of_antecedent, antecedent) {
            (true, Some(found), _) if *found == chain => 0,
            (true, _, Some(_)) => 1,
            (true, ..) => 2,
            (false, _, Some(_)) => 1,
            _ => continue,
        };
        counts[place] += 1;
        if show && place > 0 {
            let wanted = gold.chains[chain].range(..key).next_back().map_or("(new)".to_owned(), |key| gold.word(*key));
            let found = antecedent.map_or("-".to_owned(), words);
            println!("{place} [{}] wanted {wanted} found {found} | {}", words(mention), gold.sentence(key.0));
        }
    }
}
