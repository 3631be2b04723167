//! How a library grows: `cargo run --release -p store --example filling -- 100000 2000 [FILE|URL]`.
//!
//! Makes so many reports of so many stories, of six sentences each, and adds them 64 at a time in the order of publication.
//! After each doubling it prints the time that a report takes beyond its being made (taking in, indexing, grouping, and,
//! apart, telling the stories anew), the size of the file and the most memory that the program ever had. At the end it
//! prints how long questions take.

#[path = "../tests/common/mod.rs"]
mod common;

use common::told::Told;
use std::time::{Duration, Instant};
use store::{Entry, Filter, Library, Location};

/// Reports that are added together.
const BATCH: usize = 64;

/// Numbers that look random and are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}

/// What the reports of one story have in common.
struct Theme {
    words: Vec<String>,
    names: Vec<String>,
    day: u64,
}

/// A word of a vocabulary in which, as in any, some are common and most are rare.
fn word(random: &mut Random) -> String {
    let size = 30_000_u64;
    format!("w{}", random.below(size).min(random.below(size)).min(random.below(size)))
}

fn date(day: u64) -> String {
    let date = jiff::civil::date(2031, 1, 1).saturating_add(jiff::Span::new().days(i64::try_from(day).unwrap_or(0)));
    date.to_string()
}

fn report(random: &mut Random, theme: &Theme, number: usize) -> (u64, Told) {
    let at = theme.day + random.below(6);
    let happened = date(theme.day);
    let mut sentence = || {
        let mut words: Vec<String> = (0..8).map(|_| theme.words[random.below(24) as usize].clone()).collect();
        words.push(theme.names[random.below(5) as usize].clone());
        words.extend((0..6).map(|_| word(random)));
        words.push(format!("on {happened}"));
        words.join(" ")
    };
    let title = sentence();
    let text = (0..6).map(|_| sentence()).collect::<Vec<_>>().join(" . ");
    (at, Told { id: format!("r{number}"), published: Some(date(at)), title, text })
}

fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: usize| arguments.next().and_then(|given| given.parse().ok()).unwrap_or(default);
    let (reports, stories) = (number(20_000), number(400));
    let folder = tempfile::tempdir().expect("a folder");
    let location =
        arguments.next().map_or(Location::File(folder.path().join("desk.db")), |given| Location::parse(&given));
    let mut library = Library::open(&location).expect("a library");
    let mut random = Random(7);
    let themes: Vec<Theme> = (0..stories)
        .map(|_| Theme {
            words: (0..24).map(|_| word(&mut random)).collect(),
            names: (0..5)
                .map(|_| format!("N{}/{}", random.below(9_000), ["P", "G", "O"][random.below(3) as usize]))
                .collect(),
            day: random.below(720),
        })
        .collect();
    let mut order: Vec<(u64, usize)> = (0..reports)
        .map(|at| {
            let story = random.below(stories as u64) as usize;
            (themes[story].day * 8 + random.below(48), at * stories + story)
        })
        .collect();
    order.sort_unstable();
    let (mut adding, mut last) = (Duration::ZERO, Duration::ZERO);
    let (mut next, mut before) = ((reports / 32).max(BATCH), 0);
    println!("reports  stories  ms a report  MB on disk  MB at most");
    for (done, some) in (0..).step_by(BATCH).zip(order.chunks(BATCH)) {
        let entries: Vec<Entry> = some
            .iter()
            .enumerate()
            .map(|(at, (_, which))| common::of(&report(&mut random, &themes[which % stories], done + at).1))
            .collect();
        let start = Instant::now();
        library.add(&entries).expect("added");
        adding += start.elapsed();
        let all = done + some.len();
        if all >= next || all == reports {
            let ms = (adding - last).as_secs_f64() * 1e3 / (all - before) as f64;
            let found = library.sql("SELECT count(*) FROM stories").expect("rows").rows;
            let size = match &location {
                Location::File(path) => std::fs::metadata(path).map_or(0, |file| file.len() >> 20),
                Location::Server(_) => 0,
            };
            println!("{all:>7}  {:>7}  {ms:>11.3}  {size:>10}  {:>10}", format!("{:?}", found[0][0]), peak());
            (last, before, next) = (adding, all, next * 2);
        }
    }
    println!("all: {:.3} ms a report", adding.as_secs_f64() * 1e3 / reports as f64);
    let start = Instant::now();
    let some = 100;
    let left = library.refresh(some).expect("told");
    println!("telling {some} stories: {:.1} ms each, {left} left", start.elapsed().as_secs_f64() * 10.0);
    if std::env::var_os("ALL").is_some() {
        let start = Instant::now();
        while library.refresh(64).expect("told") > 0 {}
        println!("telling the rest: {:.3} ms a report", start.elapsed().as_secs_f64() * 1e3 / reports as f64);
    }
    println!("at most {} MB", peak());
    let name = themes[stories / 2].names[0].split('/').next().unwrap_or_default().to_owned();
    let time = |what: &str, work: &mut dyn FnMut() -> usize| {
        let start = Instant::now();
        let found = work();
        println!("{what}: {:.1} ms, {found} rows", start.elapsed().as_secs_f64() * 1e3);
    };
    time("a rare word", &mut || library.search(&themes[0].words[0], 20, None).expect("found").hits.len());
    time("a common word", &mut || library.search("on", 20, None).expect("found").hits.len());
    time("all stories", &mut || library.stories().expect("stories").len());
    time("a name", &mut || library.entities(&name, 50).expect("found").len());
    let who: Vec<i64> = library.entities(&name, 50).expect("found").into_iter().map(|entity| entity.number).collect();
    let filter = Filter { entities: vec![who], ..Filter::default() };
    time("what somebody did", &mut || library.happenings(&filter).expect("found").len());
    let days = Filter { since: Some(date(100)), until: Some(date(101)), ..Filter::default() };
    time("what happened on two days", &mut || library.happenings(&days).expect("found").len());
    let kinds = Filter { kinds: vec!["conflict".to_owned()], ..Filter::default() };
    time("where reports differ", &mut || library.differences(&kinds).expect("found").len());
}
