//! From a feed to an alert: one desk, servers on the loopback.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod common;

use common::SetClock;
use common::desk::{Item, desk, feed};
use common::http::{Server, answer};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use watching::clock::Clock;
use watching::facts::Kind;
use watching::out::{Mailer, Post, link, unsubscribed};
use watching::questions::{Question, Receiver, When};
use watching::signing::is_signed;
use watching::sources::{Kind as SourceKind, Pages, Settings};
use watching::watcher::Watcher;

const START: &str = "2031-03-04T08:00:00Z";

fn item(id: &str, outlet: usize, hour: i64, title: &str, text: &str) -> Item {
    let published = START.parse::<jiff::Timestamp>().unwrap() + jiff::SignedDuration::from_hours(hour);
    Item { id: id.into(), outlet, published, title: title.into(), text: text.into() }
}

fn settings() -> Settings {
    Settings { every: 600, pages: Pages::Never, allow_private: true, revisit: false, password: None }
}

/// Two outlets; the second copies at first and then has its own report.
fn stream() -> Vec<Item> {
    let wire = "The ferry Heron/O capsized on 2031-03-03 in the strait of Alder/G . The wreck killed 3 passengers of the \
                Heron/O . Captain Brandt/P was rescued by trawlers of Alder/G . The harbour master of Alder/G said the Heron/O \
                was overloaded with timber";
    let own = "Trawlers of Alder/G rescued Captain Brandt/P on 2031-03-03 after the ferry Heron/O capsized in the strait . \
               Brandt/P denied on the quay of Alder/G that timber had shifted aboard . Divers searched the Heron/O at dusk";
    vec![
        item("a", 1, 1, "Ferry Heron/O sinks off Alder/G", wire),
        item("b", 2, 3, "Ferry Heron/O sinks off Alder/G", &format!("{wire} . Carried by the Gazette")),
        item("c", 2, 5, "Captain Brandt/P of ferry Heron/O denies shift of timber off Alder/G", own),
    ]
}

/// A server of the feeds of a stream, by a clock.
fn feeds(items: Vec<Item>, clock: &Arc<SetClock>) -> Server {
    let (clock, base) = (clock.clone(), Arc::new(Mutex::new(String::new())));
    let known = base.clone();
    let server = Server::start(move |request, stream| match request.path.as_str() {
        "/feed/1" | "/feed/2" => {
            let outlet = request.path.ends_with('2') as usize + 1;
            let text = feed(&known.lock().unwrap(), outlet, &items, clock.now(), 50);
            answer(stream, "200 OK", &[("Content-Type", "application/rss+xml")], text.as_bytes());
        }
        _ => answer(stream, "404 Not Found", &[], b""),
    });
    *base.lock().unwrap() = server.address.clone();
    server
}

fn watch(watcher: &mut Watcher<'_>, server: &Server, clock: &SetClock) {
    for outlet in ["1", "2"] {
        let address = format!("{}/feed/{outlet}", server.address);
        assert!(watcher.state.add_source(&address, SourceKind::Web, outlet, &settings(), clock.now()).unwrap());
    }
}

fn question(name: &str, kinds: &[Kind], receivers: Vec<Receiver>) -> Question {
    Question { name: name.into(), about: None, story: None, kinds: kinds.into(), receivers, when: When::Now }
}

fn hook(server: &Server) -> Receiver {
    Receiver::Webhook { url: format!("{}/hook", server.address), secret: "s3cret".into(), allow_private: true }
}

#[test]
fn facts_are_told_and_copies_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(START);
    let server = feeds(stream(), &clock);
    let hooks = Server::start(|_, stream| answer(stream, "204 No Content", &[], b""));
    let mut watcher = desk(folder.path(), &clock, &|| false);
    watcher.folder = Some(folder.path().join("feeds"));
    watch(&mut watcher, &server, &clock);
    watcher.state.save_question(&question("everything", &[], vec![hook(&hooks)]), clock.now()).unwrap();
    watcher.state.save_question(&question("tolls", &[Kind::Toll], vec![hook(&hooks)]), clock.now()).unwrap();
    let mut told = Vec::new();
    for _ in 0..8 {
        let pass = watcher.pass().unwrap();
        assert_eq!((pass.failed, pass.unsent), (0, 0), "{:?}", pass.messages);
        let facts = watcher.state.found_since(clock.now(), None).unwrap();
        told.push(facts.iter().map(|found| found.fact.kind).collect::<Vec<_>>());
        clock.pass(Duration::from_secs(3600));
    }
    // Hour by hour: nothing, the first report, nothing, its copy, nothing, the second line with a denial.
    let expected = [vec![], vec![Kind::Story], vec![], vec![], vec![], vec![Kind::Line, Kind::Denial], vec![], vec![]];
    assert_eq!(told, expected);
    // Two alerts to the one question that they answer, signed.
    let requests = hooks.requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    for request in requests.iter() {
        let signature = request.header("rapporteur-signature").unwrap();
        let (time, hex) = signature.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
        assert!(is_signed("s3cret", &[time.as_bytes(), b".", &request.body].concat(), hex));
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(body["key"].as_str(), request.header("idempotency-key"));
    }
    let body: serde_json::Value = serde_json::from_slice(&requests[1].body).unwrap();
    assert_eq!(body["facts"][0]["kind"], "line");
    assert_eq!(body["facts"][0]["change"], "independent lines: 1 → 2");
    assert_eq!(body["facts"][0]["lines"][0]["by"], "Gazette 2");
    let quote = body["facts"][1]["evidence"][0]["quote"].as_str().unwrap();
    assert!(quote.starts_with("Brandt denied on the quay of Alder"), "{quote}");
    // The feed of the question is well formed and has the facts, the last first.
    let atom = std::fs::read_to_string(folder.path().join("feeds/everything.atom")).unwrap();
    let document = roxmltree::Document::parse(&atom).unwrap();
    let terms = document.descendants().filter_map(|node| node.attribute("term")).collect::<Vec<_>>();
    assert_eq!(terms, ["denial", "line", "story"]);
    let calendar = std::fs::read_to_string(folder.path().join("feeds/everything.ics")).unwrap();
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn what_was_in_the_library_before_is_no_news() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(START);
    clock.pass(Duration::from_secs(4 * 3600));
    let server = feeds(stream(), &clock);
    {
        let mut first = desk(folder.path(), &clock, &|| false);
        watch(&mut first, &server, &clock);
        first.state.keep("changes", "0").unwrap();
        assert_eq!(first.pass().unwrap().reports, 2);
    }
    // Another state over the same library.
    let mut other = desk(folder.path(), &clock, &|| false);
    other.state = watching::state::State::open(&folder.path().join("state.db")).unwrap();
    other.state.save_question(&question("all", &[], vec![]), clock.now()).unwrap();
    assert_eq!(other.pass().unwrap().facts, 0);
    watch(&mut other, &server, &clock);
    clock.pass(Duration::from_secs(2 * 3600));
    let pass = other.pass().unwrap();
    assert_eq!((pass.reports, pass.facts), (1, 2));
}

#[test]
fn a_receiver_that_fails_gets_the_same_alert_until_it_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(START);
    clock.pass(Duration::from_secs(2 * 3600));
    let server = feeds(stream(), &clock);
    let tries = Arc::new(AtomicUsize::new(0));
    let seen = tries.clone();
    let hooks = Server::start(move |_, stream| match seen.fetch_add(1, Ordering::SeqCst) {
        0 => answer(stream, "500 Internal Server Error", &[], b""),
        1 => answer(stream, "429 Too Many Requests", &[("Retry-After", "900")], b""),
        // It has taken it, but its answer is lost.
        2 => {}
        _ => answer(stream, "200 OK", &[], b"ok"),
    });
    let mut watcher = desk(folder.path(), &clock, &|| false);
    watch(&mut watcher, &server, &clock);
    watcher.state.save_question(&question("all", &[], vec![hook(&hooks)]), clock.now()).unwrap();
    let mut waits = Vec::new();
    for _ in 0..4 {
        watcher.pass().unwrap();
        let Some(waiting) = watcher.state.outgoing().unwrap().pop() else { break };
        let next: jiff::Timestamp = waiting.next.parse().unwrap();
        waits.push(next.duration_since(clock.now()).as_secs());
        assert!(waiting.last_error.is_some() && waiting.state == "waiting");
        // Before its time nothing is sent.
        let before = tries.load(Ordering::SeqCst);
        watcher.pass().unwrap();
        assert_eq!(tries.load(Ordering::SeqCst), before);
        clock.set(next);
    }
    assert_eq!(waits, [15, 900, 60]);
    assert_eq!(watcher.state.outgoing().unwrap(), []);
    let requests = hooks.requests.lock().unwrap();
    assert_eq!(requests.len(), 4);
    for request in &requests[1..] {
        assert_eq!(request.body, requests[0].body);
        assert_eq!(request.header("idempotency-key"), requests[0].header("idempotency-key"));
    }
}

#[test]
fn what_a_receiver_does_not_want_is_a_dead_letter() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(START);
    clock.pass(Duration::from_secs(2 * 3600));
    let server = feeds(stream()[..2].to_vec(), &clock);
    let open = Arc::new(AtomicUsize::new(0));
    let state = open.clone();
    let hooks = Server::start(move |_, stream| match state.load(Ordering::SeqCst) {
        0 => answer(stream, "401 Unauthorized", &[], b""),
        _ => answer(stream, "200 OK", &[], b""),
    });
    let mut watcher = desk(folder.path(), &clock, &|| false);
    watch(&mut watcher, &server, &clock);
    watcher.state.save_question(&question("all", &[], vec![hook(&hooks)]), clock.now()).unwrap();
    watcher.pass().unwrap();
    let dead = watcher.state.outgoing().unwrap();
    assert_eq!((dead.len(), dead[0].state.as_str()), (1, "dead"));
    assert_eq!(dead[0].last_error.as_deref(), Some("answered 401 Unauthorized"));
    clock.pass(Duration::from_secs(86_400));
    watcher.pass().unwrap();
    assert_eq!(hooks.requests.lock().unwrap().len(), 1);
    open.store(1, Ordering::SeqCst);
    assert_eq!(watcher.state.retry_dead(clock.now()).unwrap(), 1);
    assert_eq!(watcher.pass().unwrap().sent, 1);
    assert_eq!(watcher.state.outgoing().unwrap(), []);
}

#[test]
fn facts_wait_for_their_hour_and_come_together() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(START);
    let server = feeds(stream(), &clock);
    let hooks = Server::start(|_, stream| answer(stream, "200 OK", &[], b""));
    let mut watcher = desk(folder.path(), &clock, &|| false);
    watch(&mut watcher, &server, &clock);
    // 18:00 in the reader's winter is 17:00 UTC, nine hours from now.
    let daily = When::parse("18:00", "Europe/Berlin").unwrap();
    let question = Question { when: daily, ..question("evening", &[], vec![hook(&hooks)]) };
    watcher.state.save_question(&question, clock.now()).unwrap();
    for hour in 0..12 {
        watcher.pass().unwrap();
        assert_eq!(hooks.requests.lock().unwrap().len(), usize::from(hour >= 9), "hour {hour}");
        clock.pass(Duration::from_secs(3600));
    }
    let body: serde_json::Value = serde_json::from_slice(&hooks.requests.lock().unwrap()[0].body).unwrap();
    assert_eq!(body["facts"].as_array().unwrap().len(), 3);
}

#[test]
fn mails_lie_in_a_folder_and_can_be_unsubscribed() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(START);
    clock.pass(Duration::from_secs(2 * 3600));
    let server = feeds(stream(), &clock);
    let mails = folder.path().join("mails");
    let mut watcher = desk(folder.path(), &clock, &|| false);
    watch(&mut watcher, &server, &clock);
    let base = url::Url::parse("https://desk.example/").unwrap();
    let secret = watcher.state.secret().unwrap();
    let pages = Some((base.clone(), secret.clone()));
    watcher.mailer = Some(Mailer::new(Post::Folder(mails.clone()), "Desk <desk@desk.example>", pages).unwrap());
    let reader = Receiver::Mail("Reader <reader@desk.example>".into());
    watcher.state.save_question(&question("Ferries, all", &[], vec![reader]), clock.now()).unwrap();
    assert_eq!(watcher.pass().unwrap().sent, 1);
    let files: Vec<_> = std::fs::read_dir(&mails).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let mail = std::fs::read_to_string(&files[0]).unwrap();
    for part in [
        "From: Desk <desk@desk.example>",
        "Message-ID: <",
        "Auto-Submitted: auto-generated",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Content-Type: multipart/alternative",
        "Content-Type: text/plain",
        "Content-Type: text/html",
    ] {
        assert!(mail.contains(part), "{part}\n{mail}");
    }
    let signed = link(&base, &secret, "Ferries, all", "Reader <reader@desk.example>");
    let (question, receiver) = unsubscribed(&signed, &secret).unwrap();
    watcher.state.unsubscribe(&question, &receiver, clock.now()).unwrap();
    clock.pass(Duration::from_secs(4 * 3600));
    let pass = watcher.pass().unwrap();
    assert_eq!((pass.facts, pass.sent), (2, 0));
    assert_eq!(std::fs::read_dir(&mails).unwrap().count(), 1);
}
