//! The watcher is killed at random moments: no fact is lost and none is told twice.
//!
//! A child process (this same program) watches; the parent kills it. A webhook receiver takes some alerts and answers that it
//! failed, or not at all, so that the watcher cannot know. What counts is what the receiver has by idempotency key.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod common;

use common::SetClock;
use common::desk::{Item, desk, feed};
use common::http::{Server, answer};
use common::stream::{Tale, at};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use watching::clock::Clock;
use watching::ending::Alone;
use watching::out::{Mailer, Post};
use watching::questions::{Question, Receiver, When};
use watching::sources::{Kind, Pages, Settings};
use watching::watcher::Watcher;

/// How often it is killed; `WATCHING_KILLS` says otherwise, for a machine that is busy.
const KILLS: u64 = 200;
const STORIES: usize = 25;
const OUTLETS: usize = 3;

/// Of each story the first report, a copy and another's own.
fn stream() -> Vec<Item> {
    let tale = |n: usize| {
        let tale = Tale::new(n, n as i64 * 7 * 60);
        let copy = format!("{} . Carried by the Gazette", tale.wire(3));
        [tale.item("first", 1, 0, tale.wire(3)), tale.item("copy", 2, 65, copy), tale.item("own", 3, 190, tale.own())]
    };
    (0..STORIES).flat_map(tale).collect()
}

fn watcher<'a>(folder: &Path, clock: &Arc<SetClock>) -> Watcher<'a> {
    let mut watcher = desk(folder, clock, &|| false);
    let post = Post::Folder(folder.join("mails"));
    watcher.mailer = Some(Mailer::new(post, "desk@desk.example", None).unwrap());
    watcher
}

/// The child: passes until it is killed, or once.
#[test]
#[ignore = "run by the test below"]
fn child() {
    let Ok(folder) = std::env::var("WATCHED_FOLDER") else { return };
    let folder = Path::new(&folder);
    let clock = SetClock::at(&std::env::var("WATCHED_NOW").unwrap());
    let _alone = Alone::with(&folder.join("desk.db")).unwrap();
    let mut watcher = watcher(folder, &clock);
    loop {
        watcher.pass().unwrap();
        if std::env::var("WATCHED_ONCE").is_ok() {
            return;
        }
        clock.pass(Duration::from_secs(20));
    }
}

fn start(folder: &Path, now: jiff::Timestamp, once: bool) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--nocapture"]);
    command.env("WATCHED_FOLDER", folder).env("WATCHED_NOW", now.to_string());
    if once {
        command.env("WATCHED_ONCE", "1");
    }
    command.stdout(Stdio::null()).spawn().unwrap()
}

/// Random numbers that are the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// What a receiver has: the bodies by their keys.
type Received = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

fn receiver() -> (Server, Received) {
    let received = Received::default();
    let (kept, random) = (received.clone(), Mutex::new(Random(7)));
    let server = Server::start(move |request, stream| {
        let key = request.header("idempotency-key").unwrap().to_owned();
        let luck = random.lock().unwrap().below(6);
        if luck == 0 {
            return answer(stream, "503 Service Unavailable", &[], b"");
        }
        let before = kept.lock().unwrap().insert(key, request.body.clone());
        assert!(before.is_none_or(|before| before == request.body), "one key, one body");
        match luck {
            1 => answer(stream, "500 Internal Server Error", &[], b"taken, but the answer is wrong"),
            2 => {}
            _ => answer(stream, "200 OK", &[], b""),
        }
    });
    (server, received)
}

#[test]
fn killed_at_random_moments_none_is_lost_and_none_told_twice() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(&at(0).to_string());
    let (items, time, base) = (stream(), clock.clone(), Arc::new(Mutex::new(String::new())));
    let (known, served) = (base.clone(), items.clone());
    let server = Server::start(move |request, stream| match request.path.strip_prefix("/feed/") {
        Some(outlet) => {
            let text = feed(&known.lock().unwrap(), outlet.parse().unwrap(), &served, time.now(), 50);
            answer(stream, "200 OK", &[], text.as_bytes());
        }
        None => answer(stream, "404 Not Found", &[], b""),
    });
    base.lock().unwrap().clone_from(&server.address);
    let (hooks, received) = receiver();
    {
        let mut watcher = watcher(folder.path(), &clock);
        watcher.pass().unwrap();
        for outlet in 1..=OUTLETS {
            let settings =
                Settings { every: 60, pages: Pages::Never, allow_private: true, revisit: false, password: None };
            let address = format!("{}/feed/{outlet}", server.address);
            assert!(
                watcher.state.add_source(&address, Kind::Web, &outlet.to_string(), &settings, clock.now()).unwrap()
            );
        }
        let hook =
            Receiver::Webhook { url: format!("{}/hook", hooks.address), secret: "s".into(), allow_private: true };
        let receivers = vec![hook, Receiver::Mail("reader@desk.example".into())];
        let question =
            Question { name: "all".into(), about: None, story: None, kinds: vec![], receivers, when: When::Now };
        watcher.state.save_question(&question, clock.now()).unwrap();
    }
    let begun = Instant::now();
    start(folder.path(), clock.now(), true).wait().unwrap();
    let whole = u64::try_from(begun.elapsed().as_millis()).unwrap();
    let mut random = Random(42);
    let kills = std::env::var("WATCHING_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    for _ in 0..kills {
        let mut child = start(folder.path(), clock.now(), false);
        std::thread::sleep(Duration::from_millis(random.below(whole * 2 + 10)));
        child.kill().unwrap();
        child.wait().unwrap();
        clock.pass(Duration::from_secs(3600));
    }
    for _ in 0..40 {
        assert!(start(folder.path(), clock.now(), true).wait().unwrap().success());
        clock.pass(Duration::from_secs(7 * 3600));
    }
    let watcher = watcher(folder.path(), &clock);
    assert_eq!(watcher.state.outgoing().unwrap(), []);
    let received = received.lock().unwrap();
    assert_eq!(told(received.values()), expected(&watcher, &items), "by webhook");
    // Each alert is one mail.
    let mails: BTreeSet<String> = std::fs::read_dir(folder.path().join("mails"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().split('-').next().unwrap().to_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    assert_eq!(mails, received.keys().cloned().collect());
}

/// How often each report was told of as a new story or line.
fn told<'a>(bodies: impl Iterator<Item = &'a Vec<u8>>) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for body in bodies {
        let body: serde_json::Value = serde_json::from_slice(body).unwrap();
        for key in body["facts"].as_array().unwrap().iter().flat_map(|fact| fact["keys"].as_array().unwrap()) {
            let (kind, report) = key.as_str().unwrap().split_once(':').unwrap();
            assert!(matches!(kind, "story" | "line"), "{key}");
            *told.entry(report.to_owned()).or_default() += 1;
        }
    }
    told
}

/// Each first report and each own one once; a copy only where it came in together with the first.
fn expected(watcher: &Watcher<'_>, items: &[Item]) -> BTreeMap<String, usize> {
    let address = |item: &Item| format!("/{}/{}", item.outlet, item.id);
    let mut library = store::Library::open(&store::Location::parse(watcher.library.place())).unwrap();
    let reports = library.reports(None, 10_000).unwrap();
    assert_eq!(reports.len(), items.len(), "every item is in the library once");
    let with_first: BTreeSet<String> = {
        let facts = watcher.state.found_since(at(0), None).unwrap();
        facts
            .iter()
            .flat_map(|found| &found.fact.keys)
            .filter_map(|key| Some(key.split_once(':')?.1.to_owned()))
            .collect()
    };
    let mut expected = BTreeMap::new();
    for item in items {
        let report = reports.iter().find(|report| report.path.ends_with(&address(item))).unwrap();
        if !item.id.ends_with("copy") || with_first.contains(&report.id) {
            expected.insert(report.id.clone(), 1);
        }
    }
    expected
}
