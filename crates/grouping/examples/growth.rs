//! How the time of grouping grows: `cargo run --release -p grouping --example growth -- 20000`.
//!
//! Makes piles of ever twice as many reports up to a number, of stories of one to thirty reports each over a year, and
//! prints the time that each takes, per report and over n log n of the smallest.

#[path = "../tests/common/mod.rs"]
mod common;

use common::Told;
use std::time::Instant;

/// Numbers that look random and are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}

/// A word of a vocabulary in which, as in any, some are common and most are rare.
fn word(random: &mut Random) -> String {
    let size = 30_000_u64;
    let rank = random.below(size).min(random.below(size)).min(random.below(size));
    format!("w{rank}")
}

fn pile(reports: usize) -> Vec<Told> {
    let mut random = Random(7);
    let mut pile = Vec::with_capacity(reports);
    while pile.len() < reports {
        let story: Vec<String> = (0..24).map(|_| word(&mut random)).collect();
        let names: Vec<String> =
            (0..5).map(|_| format!("N{}/{}", random.below(9_000), ["P", "G", "O"][random.below(3) as usize])).collect();
        let day = random.below(360);
        for _ in 0..=random.below(30) {
            let mut sentence = || {
                let mut words: Vec<String> = (0..8).map(|_| story[random.below(24) as usize].clone()).collect();
                words.push(names[random.below(5) as usize].clone());
                words.extend((0..6).map(|_| word(&mut random)));
                words.join(" ")
            };
            let title = sentence();
            let text = (0..6).map(|_| sentence()).collect::<Vec<_>>().join(" . ");
            let at = day + random.below(5);
            let published = format!("2031-{:02}-{:02}", 1 + at / 31 % 12, 1 + at % 28);
            pile.push(Told { id: format!("r{}", pile.len()), published: Some(published), title, text });
        }
    }
    pile.truncate(reports);
    pile
}

fn main() {
    let most = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(20_000_usize);
    let mut first = None;
    println!("reports  stories  seconds  ms a report  over n log n");
    let mut reports = (most / 16).max(2);
    while reports <= most {
        let profiles: Vec<_> = pile(reports).iter().map(Told::profile).collect();
        let start = Instant::now();
        let stories = grouping::group(&profiles).len();
        let seconds = start.elapsed().as_secs_f64();
        let share = seconds / (reports as f64 * (reports as f64).ln());
        let of_first = share / *first.get_or_insert(share);
        println!(
            "{reports:>7}  {stories:>7}  {seconds:>7.2}  {:>11.3}  {of_first:>12.2}",
            1e3 * seconds / reports as f64
        );
        reports *= 2;
    }
}
