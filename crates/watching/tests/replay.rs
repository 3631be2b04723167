//! Two virtual weeks of an invented stream of 2,000 items: exactly the facts that are in it are told.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod common;

use common::SetClock;
use common::desk::{Item, desk, feed};
use common::http::{Server, answer};
use common::stream::{Tale, at};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use watching::clock::Clock;
use watching::facts::Kind;
use watching::questions::{Question, Receiver, When};
use watching::sources::{Kind as SourceKind, Pages, Settings};

/// Stories of the whole stream; `WATCHING_STORIES` says otherwise, for a machine that is busy.
const STORIES: usize = 200;
const OUTLETS: usize = 10;
const ITEMS_OF_A_STORY: usize = 10;
/// Hours from one pass to the next.
const STEP: i64 = 24;

fn stories() -> usize {
    std::env::var("WATCHING_STORIES").ok().and_then(|stories| stories.parse().ok()).unwrap_or(STORIES)
}

/// What happens in a story beside its copies.
fn scripted(n: usize) -> (bool, bool, bool) {
    (n % 4 == 1, n % 5 == 2, n % 10 == 4 && n < 120)
}

/// Two hundred stories of ten items each: the agency's report, copies over two days, and what the script adds.
fn stream() -> Vec<Item> {
    let mut items = Vec::new();
    for n in 0..stories() {
        let tale = Tale::new(n, n as i64 * 84);
        let (own, denial, plan) = scripted(n);
        let mut list = vec![tale.item("first", 1, 0, tale.wire(3))];
        if own {
            list.push(tale.item("own", 2, 2_000, tale.own()));
        }
        if denial {
            let text = format!(
                "{} . {}/P denied on the steps of {}/G that brakes had failed",
                tale.wire(3),
                tale.person,
                tale.town
            );
            list.push(tale.item("denial", 1, 3_000, text));
        }
        if plan {
            let day = (tale.begun + jiff::SignedDuration::from_hours(4 * 24)).strftime("%Y-%m-%d");
            let text = format!("{} . Judges will hear witnesses in {}/G on {day}", tale.wire(3), tale.town);
            list.push(tale.item("plan", 1, 3_500, text));
        }
        for copy in list.len()..ITEMS_OF_A_STORY {
            let text = format!("{} . Carried on page {copy} by Gazette", tale.wire(3));
            list.push(tale.item(&format!("copy{copy}"), 1 + copy % OUTLETS, 60 + copy as i64 * 280, text));
        }
        items.extend(list);
    }
    items
}

#[test]
fn exactly_what_is_new_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(&at(0).to_string());
    let items = stream();
    assert_eq!(items.len(), stories() * ITEMS_OF_A_STORY);
    let (served, time, base) = (items.clone(), clock.clone(), Arc::new(Mutex::new(String::new())));
    let known = base.clone();
    let server = Server::start(move |request, stream| match request.path.strip_prefix("/feed/") {
        Some(outlet) => {
            let text = feed(&known.lock().unwrap(), outlet.parse().unwrap(), &served, time.now(), 60);
            answer(stream, "200 OK", &[], text.as_bytes());
        }
        None => answer(stream, "404 Not Found", &[], b""),
    });
    base.lock().unwrap().clone_from(&server.address);
    let hooks = Server::start(|_, stream| answer(stream, "200 OK", &[], b""));
    let mut watcher = desk(folder.path(), &clock, &|| false);
    for outlet in 1..=OUTLETS {
        let settings = Settings { every: 60, pages: Pages::Never, allow_private: true, revisit: false, password: None };
        let address = format!("{}/feed/{outlet}", server.address);
        assert!(
            watcher.state.add_source(&address, SourceKind::Web, &outlet.to_string(), &settings, clock.now()).unwrap()
        );
    }
    let hook = Receiver::Webhook { url: format!("{}/hook", hooks.address), secret: "s".into(), allow_private: true };
    let question = Question {
        name: "all".into(),
        about: None,
        story: None,
        kinds: vec![],
        receivers: vec![hook],
        when: When::Now,
    };
    watcher.state.save_question(&question, clock.now()).unwrap();
    let mut reports = 0;
    for hour in (0..=14 * 24 + STEP).step_by(STEP as usize) {
        clock.set(at(hour));
        let pass = watcher.pass().unwrap();
        assert_eq!((pass.failed, pass.unsent), (0, 0), "{:?}", pass.messages);
        reports += pass.reports;
    }
    assert_eq!(reports, items.len());
    let mut told: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for request in hooks.requests.lock().unwrap().iter() {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        for fact in body["facts"].as_array().unwrap() {
            let kind = Kind::named(fact["fact"]["kind"].as_str().or(fact["kind"].as_str()).unwrap()).unwrap();
            *told.entry(kind).or_default() += 1;
            wrong.push(format!("{} {}: {} ({})", fact["found"], fact["title"], fact["what"], fact["change"]));
        }
    }
    let count = |of: fn(&(bool, bool, bool)) -> bool| (0..stories()).map(scripted).filter(of).count();
    let expected: BTreeMap<Kind, usize> = [
        (Kind::Story, stories()),
        (Kind::Line, count(|story| story.0)),
        (Kind::Denial, count(|story| story.1)),
        (Kind::Passed, count(|story| story.2)),
    ]
    .into();
    assert_eq!(told, expected, "{wrong:#?}");
}
