//! Damaged inputs of every format, the same ones on every run, and those that once broke something.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

#[path = "common/check.rs"]
mod check;
#[path = "common/samples.rs"]
mod samples;

use ingest::{Limits, from_bytes};
use samples::{Chance, damage, samples};

/// Inputs of one run; the example `fuzz` runs as many as it is given time for.
const RUNS: u64 = 300;

#[test]
fn samples_are_read_whole() {
    for (name, bytes) in samples() {
        let found = from_bytes(name, &bytes, &Limits::default());
        let failed = found.iter().flatten().count() == 0;
        assert!(!failed && found.iter().flatten().all(|report| !report.blocks.is_empty()), "{name}: {found:?}");
    }
}

#[test]
fn damaged_inputs_give_reports_or_reasons() {
    let samples = samples();
    for seed in 0..RUNS {
        let mut chance = Chance::new(seed);
        let (name, sample) = &samples[chance.below(samples.len())];
        let mut bytes = sample.clone();
        damage(&mut bytes, &samples, &mut chance);
        let found = from_bytes(name, &bytes, &Limits::default());
        assert!(!found.is_empty(), "seed {seed}: {name} vanished");
        found.iter().flatten().for_each(check::check);
        for problem in found.iter().filter_map(|one| one.as_ref().err()) {
            assert!(problem.path.as_deref().is_some_and(|path| path.starts_with(name)), "seed {seed}: {problem}");
        }
    }
}
