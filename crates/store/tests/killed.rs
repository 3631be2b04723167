//! A program that is killed at any moment loses no report that it said was in, and leaves none by half.

mod common;

use common::{Place, entry};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;
use store::{Library, Location};

/// How often the writer is killed.
const TIMES: usize = 300;

/// The program that is killed: this one again, by a name in its environment.
#[test]
#[ignore = "it is started by the other test"]
fn writer() {
    let Ok(path) = std::env::var("STORE_KILLED_LIBRARY") else { return };
    let from: usize = std::env::var("STORE_KILLED_FROM").ok().and_then(|from| from.parse().ok()).expect("a number");
    let mut library = Library::open(&Location::File(path.into())).expect("a library");
    let out = std::io::stdout();
    writeln!(out.lock(), "begun").expect("said");
    for i in from.. {
        let id = format!("r{i}");
        let text = format!("The dam number {i} of Alder/G broke on 2031-03-04 said Brandt{}/P", i % 7);
        library.add(&[entry(&id, "2031-03-05", "Dam breaks in Alder/G", &text)]).expect("added");
        let mut out = out.lock();
        writeln!(out, "in {i}").and_then(|()| out.flush()).expect("said");
        drop(out);
        if i.is_multiple_of(5) {
            library.refresh(2).expect("told");
        }
    }
}

#[test]
fn killed_at_any_moment() {
    let place = Place::in_memory();
    place.open();
    let Location::File(path) = &place.location else { unreachable!("a file was asked for") };
    let program = std::env::current_exe().expect("this program");
    let mut next = 0;
    let mut state = 7_u64;
    for time in 0..TIMES {
        let mut child = Command::new(&program)
            .args(["--exact", "writer", "--ignored", "--nocapture", "--test-threads=1"])
            .env("STORE_KILLED_LIBRARY", path)
            .env("STORE_KILLED_FROM", next.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        // Most are killed while they write, some while they start.
        let mut line = String::new();
        while !time.is_multiple_of(10) && !line.contains("begun") {
            line.clear();
            assert!(out.read_line(&mut line).expect("a line") > 0, "it ended by itself");
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let patience = Duration::from_micros((state >> 33) % 160_000);
        let killer = std::thread::spawn(move || {
            std::thread::sleep(patience);
            child.kill().expect("killed");
            child.wait().expect("ended");
        });
        for line in out.lines().map_while(Result::ok) {
            if let Some((_, number)) = line.rsplit_once("in ") {
                next = number.parse::<usize>().map_or(next, |number| number + 1);
            }
        }
        killer.join().expect("joined");
        let mut library = place.open();
        let last = library.report(&format!("r{}", next.saturating_sub(1))).expect("read");
        assert!(next == 0 || last.is_some(), "r{} was said to be in", next - 1);
        // One may have come in without being said.
        if library.report(&format!("r{next}")).is_ok_and(|row| row.is_some_and(|row| row.id == format!("r{next}"))) {
            next += 1;
        }
    }
    let mut library = place.open();
    let checked = library.check().expect("checked");
    assert_eq!(checked.problems, Vec::<String>::new());
    assert_eq!((checked.reports, checked.versions), (next, next));
    assert!(next > TIMES / 10, "only {next} reports came in: the writer was killed before it could work");
    for i in 0..next {
        assert!(library.entry(&format!("r{i}"), None).expect("read").is_some(), "r{i}");
        assert!(library.report(&format!("r{i}")).expect("read").is_some_and(|row| row.story.is_some()), "r{i}");
    }
}
