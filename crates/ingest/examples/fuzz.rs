//! Damages inputs of every format at random and checks what is made of them:
//! `cargo run --release -p ingest --example fuzz -- SECONDS [SEED]`.
//!
//! Needs no other compiler than the program. An input that panics, breaks what must hold of a report, or takes more
//! than two seconds is written to `fuzz-SEED.bin`; `… -- 0 SEED` runs that seed alone.

#[path = "../tests/common/check.rs"]
mod check;
#[path = "../tests/common/samples.rs"]
mod samples;

use samples::{Chance, damage, samples};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// What an input of a few kilobytes may take.
const SLOW: Duration = Duration::from_secs(2);

fn main() -> std::io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|number| number.parse::<u64>().ok());
    let (seconds, first) = (numbers.next().unwrap_or(60), numbers.next().unwrap_or(1));
    let samples = samples();
    let start = Instant::now();
    let (mut seed, mut failures, mut reports) = (first, 0, 0);
    loop {
        let mut chance = Chance::new(seed);
        let (name, sample) = &samples[chance.below(samples.len())];
        let mut bytes = sample.clone();
        damage(&mut bytes, &samples, &mut chance);
        let began = Instant::now();
        let ran = catch_unwind(AssertUnwindSafe(|| {
            let found = ingest::from_bytes(name, &bytes, &ingest::Limits::default());
            assert!(!found.is_empty(), "an input vanished without a word");
            found.iter().flatten().map(check::check).count()
        }));
        let took = began.elapsed();
        reports += ran.as_ref().unwrap_or(&0);
        if ran.is_err() || took > SLOW {
            failures += 1;
            println!(
                "seed {seed}: {name}, {} bytes, {took:?}, {}",
                bytes.len(),
                if ran.is_err() { "failed" } else { "slow" }
            );
            std::fs::write(format!("fuzz-{seed}.bin"), &bytes)?;
        }
        seed += 1;
        if start.elapsed().as_secs() >= seconds {
            break;
        }
    }
    println!(
        "{} inputs, {reports} reports, {failures} failures in {:.0} s",
        seed - first,
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
