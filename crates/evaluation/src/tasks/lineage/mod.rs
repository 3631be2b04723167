//! Who copies whom: pairs of a report and what it was made from, on stories of our own writing, and the time that
//! large piles take.
//!
//! The set is made by the program itself: four reporters' wordings of the same facts
//! (`crates/evaluation/data/wordings.tsv`), and reports derived from them, plainly (`stories`) and so as to be mistaken
//! (`hard`). One kind of story serves to set the thresholds
//! of `story::lineage`, the other is only scored.

mod draft;
mod hard;
mod pile;
mod random;
mod stories;
mod vocabulary;

use crate::scores::{Counts, Score};
use draft::{Draft, Kind, Set};
use random::Random;
use record::story::LineageBasis;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::time::Instant;
use stories::Facts;
use story::Telling;
use story::lineage::{Traced, trace};
use vocabulary::Vocabulary;

/// Stories of each half.
const STORIES: usize = 40;

/// Threads that the time is taken with.
// Computed by the compiler: a zero would not compile.
const THREADS: NonZeroUsize = NonZeroUsize::new(2).unwrap();

/// A report, what it was made from, and whether it only cites it.
type Pair = (String, String, bool);

/// Scores both halves, each story as a pile of its own.
pub fn run() -> Vec<Score> {
    let halves = [("stories of a strike", "strike", 2), ("stories of talks", "talks", 1)];
    halves.into_iter().flat_map(|(set, frame, seed)| half(set, frame, seed)).collect()
}

fn half(set: &str, frame: &str, seed: u64) -> Vec<Score> {
    let mut random = Random::new(seed);
    let frame = stories::frame(frame);
    let vocabulary = Vocabulary::new(13, &mut random);
    let mut tally = Tally::default();
    for number in 0..STORIES {
        let facts = Facts::new(&mut random);
        let mut drafts = stories::story(&frame, &facts, &vocabulary, number, &mut random);
        let hard = hard::reports(&drafts, &frame, &facts, &vocabulary, number, &mut Random::new(seed + number as u64));
        drafts.extend(hard);
        let traced = traced(&set_all(&drafts));
        tally.add(&drafts, &traced);
        tally.lines += lines(&drafts, &traced);
    }
    tally.scores(set)
}

/// Takes the time for piles of an eighth, a quarter, a half and all of `reports`, and prints it.
pub fn time(reports: usize) {
    println!(
        "| reports | words | seconds on {THREADS} threads | growth | pairs F1 |\n| ---: | ---: | ---: | ---: | ---: |"
    );
    let mut last: Option<(usize, f64)> = None;
    for count in [8, 4, 2, 1].map(|part| reports / part) {
        let drafts = pile::pile(count, &mut Random::new(3));
        let set = set_all(&drafts);
        let words: usize = set.iter().map(|set| set.report.text.split_whitespace().count()).sum();
        let start = Instant::now();
        let traced = traced(&set);
        let seconds = start.elapsed().as_secs_f64();
        let mut tally = Tally::default();
        tally.add(&drafts, &traced);
        let power = last.map(|(n, s)| (seconds / s).ln() / (count as f64 / n as f64).ln());
        let growth = power.map_or(String::new(), |power| format!("n^{power:.2}"));
        println!("| {count} | {words} | {seconds:.1} | {growth} | {:.1} |", 100.0 * tally.all.f1());
        last = Some((count, seconds));
    }
    // Linux alone tells; elsewhere nothing is said.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("\nmost memory, with the reports themselves: {}", peak.trim());
    }
}

fn set_all(drafts: &[Draft]) -> Vec<Set> {
    drafts.iter().map(Draft::set).collect()
}

fn traced(set: &[Set]) -> Traced {
    let tellings =
        set.iter().map(|set| Telling { report: &set.report, analysis: &set.analysis, reading: &set.reading });
    trace(&tellings.collect::<Vec<_>>(), THREADS)
}

/// Counts by kind of the deriving report.
#[derive(Default)]
struct Tally {
    kinds: BTreeMap<Kind, Counts>,
    all: Counts,
    lines: Counts,
}

impl Tally {
    fn add(&mut self, drafts: &[Draft], traced: &Traced) {
        let kinds: BTreeMap<&str, Kind> = drafts.iter().map(|draft| (draft.id.as_str(), draft.kind)).collect();
        let gold = drafts
            .iter()
            .flat_map(|draft| draft.from.iter().map(|from| (draft.id.clone(), from.clone(), draft.kind.cites())));
        let gold: BTreeSet<Pair> = gold.collect();
        let edges = traced.edges.iter().filter(|edge| kinds.contains_key(edge.derives_from.as_str()));
        let system =
            edges.map(|edge| (edge.report.0.clone(), edge.derives_from.clone(), edge.basis == LineageBasis::Cites));
        let system: BTreeSet<Pair> = system.collect();
        for (pairs, which) in [(&gold, 0), (&system, 1)] {
            for pair in pairs {
                let Some(&kind) = kinds.get(pair.0.as_str()) else { continue };
                let correct = usize::from(which == 1 && gold.contains(pair));
                let counts = Counts { gold: usize::from(which == 0), system: usize::from(which == 1), correct };
                *self.kinds.entry(kind).or_default() += counts;
                self.all += counts;
            }
        }
    }

    fn scores(&self, set: &str) -> Vec<Score> {
        let each = [Kind::Independent].into_iter().chain(Kind::PLAIN).chain(Kind::HARD);
        let kinds = each.filter_map(|kind| Some((kind, *self.kinds.get(&kind)?)));
        let kinds = kinds.map(|(kind, counts)| Score::counts(set, &format!("derived from: {}", kind.name()), counts));
        let plain = |(kind, _): &(&Kind, &Counts)| !Kind::HARD.contains(*kind);
        let sum = |hard: bool| {
            let mut sum = Counts::default();
            self.kinds.iter().filter(|one| plain(one) != hard).for_each(|(_, counts)| sum += *counts);
            sum
        };
        let whole = [
            ("derived from: plain pairs", sum(false)),
            ("derived from: hard pairs", sum(true)),
            ("derived from: all pairs", self.all),
            ("pairs in one line of reporting", self.lines),
        ];
        kinds.chain(whole.map(|(name, counts)| Score::counts(set, name, counts))).collect()
    }
}

/// Pairs of reports in one line: those that go back to the same report by anything but a citation.
fn lines(drafts: &[Draft], traced: &Traced) -> Counts {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for draft in drafts {
        let source = draft.from.first().filter(|_| !draft.kind.cites()).unwrap_or(&draft.id);
        groups.entry(source).or_default().push(draft.id.clone());
    }
    let pairs = |groups: Vec<Vec<String>>| {
        let mut pairs = Vec::new();
        for mut group in groups {
            group.sort();
            for (i, a) in group.iter().enumerate() {
                pairs.extend(group.iter().skip(i + 1).map(|b| (a.clone(), b.clone())));
            }
        }
        pairs
    };
    let system = traced.lines.iter().map(|line| line.iter().map(|id| id.0.clone()).collect());
    Counts::of_bags(pairs(groups.into_values().collect()), pairs(system.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_is_the_same_every_time_and_no_two_reporters_write_alike() {
        let make = || {
            let mut random = Random::new(7);
            let vocabulary = Vocabulary::new(10, &mut random);
            let facts = Facts::new(&mut random);
            stories::story(&stories::frame("talks"), &facts, &vocabulary, 0, &mut random)
        };
        let drafts = make();
        assert_eq!(format!("{drafts:?}"), format!("{:?}", make()));
        let own: Vec<_> = drafts.iter().filter(|draft| draft.kind == Kind::Independent).collect();
        for (i, a) in own.iter().enumerate() {
            for b in own.iter().skip(i + 1) {
                // The quotations are in common, and a set phrase may be.
                let shared =
                    a.sentences.iter().filter(|sentence| !sentence.starts_with('"') && b.sentences.contains(sentence));
                assert!(shared.count() <= 1);
            }
        }
    }

    #[test]
    fn a_paraphrase_is_another_text_and_the_same_every_time() {
        let sentence = "The talks went on for nine hours after the mayor had opened the hall, and nobody left.";
        let again = || hard::paraphrase(sentence, 0.5, &mut Random::new(4));
        assert_eq!(again(), again());
        let words: Vec<&str> = sentence.split(' ').collect();
        let kept = again().split(' ').filter(|word| words.contains(word)).count();
        assert!((4..words.len() - 3).contains(&kept), "{}", again());
        let quote = "\"We came,\" she said.";
        assert_eq!(hard::paraphrase(quote, 0.5, &mut Random::new(4)), quote);
    }

    #[test]
    fn most_pairs_are_found_and_few_are_made_up() {
        for score in half("strike", "strike", 5) {
            let crate::scores::Value::Counts(counts) = score.value else { continue };
            if score.measure.ends_with("plain pairs") {
                assert!(counts.precision() > 0.9 && counts.recall() > 0.8, "{counts:?}");
            }
        }
    }

    #[test]
    fn a_large_pile_has_the_length_asked_for() {
        let drafts = pile::pile(50, &mut Random::new(1));
        assert_eq!(drafts.len(), 50);
        assert!(drafts.iter().all(|draft| !draft.from.contains(&draft.id)));
    }
}
