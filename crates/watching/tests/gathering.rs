//! What is made of sources: feeds with and without pages, sitemaps, folders, mailboxes.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod common;

use common::SetClock;
use common::desk::manners;
use common::http::{Server, answer};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use watching::clock::Clock;
use watching::fetch::{Failure, Fetcher, Hosts};
use watching::sources::{Gathered, Kind, Look, Pages, Settings, Source, kind, look};
use watching::state::ItemSeen;

const NOW: &str = "2031-03-05T08:00:00Z";

fn source(address: &str, pages: Pages) -> Source {
    Source {
        no: 1,
        address: address.into(),
        kind: kind(address).unwrap(),
        name: address.into(),
        settings: Settings { pages, allow_private: true, ..Settings::default() },
        due: NOW.parse().unwrap(),
        validators: Default::default(),
        cursor: None,
    }
}

fn gather(source: &Source, seen: &BTreeMap<String, ItemSeen>) -> Result<Gathered, Failure> {
    let clock = SetClock::at(NOW);
    let fetcher = Fetcher::new(manners(), Hosts::default(), clock.clone());
    look(source, &Look { fetcher: &fetcher, limits: &ingest::Limits::default(), seen, now: clock.now() })
}

/// What a look would be remembered as.
fn seen(gathered: &Gathered) -> BTreeMap<String, ItemSeen> {
    let one = |item: &watching::sources::Item| {
        (item.key.clone(), ItemSeen { content: item.content.clone(), failures: u32::from(item.failed) })
    };
    gathered.items.iter().map(one).collect()
}

const PAGE: &str = "<html><head><title>Talks open</title></head><body><article><h1>Talks open</h1>\
    <p>PORT ALDER - The envoys of Norland and Suderia met on Tuesday at the customs house for caf\u{e9} and talks.</p>\
    <p>They agreed to meet again, said the governor, who had opened the talks in the morning and left at noon.</p>\
    </article></body></html>";

fn site(feed: &'static str, kind: &'static str) -> Server {
    let base = Arc::new(Mutex::new(String::new()));
    let known = base.clone();
    let server = Server::start(move |request, stream| match request.path.as_str() {
        "/feed" => {
            let body = feed.replace("BASE", &known.lock().unwrap());
            answer(stream, "200 OK", &[("Content-Type", kind), ("ETag", "\"1\"")], body.as_bytes());
        }
        "/latin" => {
            let page: Vec<u8> = PAGE.chars().map(|c| c as u8).collect();
            answer(stream, "200 OK", &[("Content-Type", "text/html; charset=iso-8859-1")], &page);
        }
        "/picture" => answer(stream, "200 OK", &[("Content-Type", "image/png")], b"\x89PNG"),
        "/broken" => answer(stream, "503 Service Unavailable", &[("Retry-After", "0")], b""),
        "/page" => answer(stream, "200 OK", &[("Content-Type", "text/html")], PAGE.as_bytes()),
        _ => answer(stream, "404 Not Found", &[], b""),
    });
    *base.lock().unwrap() = server.address.clone();
    server
}

#[test]
fn a_short_item_is_its_page() {
    let server = site(
        "<rss version=\"2.0\"><channel><title>Norland Post</title><item><title>Talks open</title><link>BASE/latin</link>\
         <pubDate>Tue, 04 Mar 2031 10:00:00 +0100</pubDate><description>Envoys met.</description></item></channel></rss>",
        "text/plain",
    );
    let source = source(&format!("{}/feed", server.address), Pages::Auto);
    let gathered = gather(&source, &BTreeMap::new()).unwrap();
    let [item] = gathered.items.as_slice() else { panic!("{gathered:?}") };
    let report = &item.reports[0];
    // The page's text in the server's encoding; the date is the feed's, with its zone.
    assert!(report.text.contains("café and talks"), "{}", report.text);
    assert!(report.published.as_ref().unwrap().value.starts_with("2031-03-04T10:00"), "{:?}", report.published);
    assert_eq!(report.url.as_deref(), Some(format!("{}/latin", server.address).as_str()));
    assert!(item.page.is_some());
    // Known now.
    assert_eq!(gather(&source, &seen(&gathered)).unwrap().items.len(), 0);
    assert_eq!(server.paths(), ["/feed", "/latin", "/feed"]);
}

#[test]
fn faults_of_some_items_leave_the_others() {
    let server = site(
        "<rss version=\"2.0\"><channel><title>Norland Post</title>\
         <item><title>One</title><link>BASE/picture</link><description>A picture of the talks.</description></item>\
         <item><title>Two</title><link>BASE/missing</link><description>Words of the second.</description></item>\
         <item><title>Three</title><link>BASE/page</link><pubDate>no date at all</pubDate></item>\
         <item><title>Four</title><link>BASE/broken</link><description>Later.</description></item></channel></rss>",
        "application/xml",
    );
    let gathered = gather(&source(&format!("{}/feed", server.address), Pages::Auto), &BTreeMap::new()).unwrap();
    let state: Vec<(bool, usize)> = gathered.items.iter().map(|item| (item.failed, item.reports.len())).collect();
    // A picture will not become a page: the feed's own words stand. What is missing or fails is tried again.
    assert_eq!(state, [(false, 1), (true, 0), (false, 1), (true, 0)]);
    assert_eq!(
        gathered
            .warnings
            .iter()
            .filter(|warning| warning.code.starts_with("fetch/") || warning.code.starts_with("sources/"))
            .count(),
        3
    );
    // With items left over the next look must not be answered with "nothing new".
    assert_eq!(gathered.validators, Default::default());
    // After some tries the feed's own words stand.
    let mut known = seen(&gathered);
    for item in known.values_mut().filter(|item| item.failures > 0) {
        item.failures = 3;
    }
    let last = gather(&source(&format!("{}/feed", server.address), Pages::Auto), &known).unwrap();
    let state: Vec<(bool, usize)> = last.items.iter().map(|item| (item.failed, item.reports.len())).collect();
    assert_eq!(state, [(false, 1), (false, 1)]);
}

#[test]
fn a_feed_cannot_speak_for_another_outlet() {
    let server = site(
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Gossip\",\"items\":[{\"id\":\"1\",\
         \"url\":\"https://norland-post.example/talks\",\"title\":\"Talks open\",\"content_text\":\"The envoys met on Tuesday at the \
         customs house, the governor said.\"}]}",
        "application/json",
    );
    let gathered = gather(&source(&format!("{}/feed", server.address), Pages::Never), &BTreeMap::new()).unwrap();
    assert_eq!(gathered.warnings, []);
    let report = &gathered.items[0].reports[0];
    assert_eq!((report.url.as_deref(), report.path.as_str()), (None, "https://norland-post.example/talks"));
}

#[test]
fn an_address_that_is_no_feed_names_one() {
    let server = site(
        "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\"></head><body>x</body></html>",
        "text/html",
    );
    let failure = gather(&source(&format!("{}/feed", server.address), Pages::Auto), &BTreeMap::new()).unwrap_err();
    assert_eq!(failure.diagnostic.code, "sources/no-feed");
    assert!(failure.diagnostic.hint.unwrap().ends_with("/feed.xml"));
}

#[test]
fn news_of_a_sitemap() {
    let server = site(
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\
         <url><loc>BASE/about</loc></url>\
         <url><loc>BASE/page</loc><news:news><news:publication><news:name>Norland Post &amp; Sun</news:name><news:language>en</news:language>\
         </news:publication><news:publication_date>2031-03-04</news:publication_date><news:title>Talks open</news:title></news:news></url></urlset>",
        "application/xml",
    );
    let gathered = gather(&source(&format!("{}/feed", server.address), Pages::Auto), &BTreeMap::new()).unwrap();
    let [item] = gathered.items.as_slice() else { panic!("{gathered:?}") };
    let report = &item.reports[0];
    assert_eq!(report.published.as_ref().unwrap().value, "2031-03-04");
    assert_eq!(report.outlet.as_ref().unwrap().value, "Norland Post & Sun");
    assert_eq!(server.paths(), ["/feed", "/page"]);
}

#[test]
fn folders_and_maildirs_are_read_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "Talks open\n\nThe envoys met on Tuesday at the customs house.\n")
        .unwrap();
    std::fs::write(folder.path().join(".hidden"), "not this").unwrap();
    std::fs::write(folder.path().join("b.bin"), b"\x00\x01\x02\x03".repeat(99)).unwrap();
    let drop = source(folder.path().to_str().unwrap(), Pages::Auto);
    assert_eq!(drop.kind, Kind::Folder);
    let gathered = gather(&drop, &BTreeMap::new()).unwrap();
    assert_eq!(gathered.items.iter().map(|item| item.reports.len()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(gather(&drop, &seen(&gathered)).unwrap().items.len(), 0);

    let mails = tempfile::tempdir().unwrap();
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir(mails.path().join(part)).unwrap();
    }
    let mail = "From: Norland Post <news@post.example>\r\nSubject: Talks open\r\nDate: Tue, 4 Mar 2031 10:00:00 +0100\r\n\r\n\
                The envoys of Norland and Suderia met on Tuesday at the customs house.\r\n";
    std::fs::write(mails.path().join("new/1.desk"), mail).unwrap();
    let maildir = source(mails.path().to_str().unwrap(), Pages::Auto);
    assert_eq!(maildir.kind, Kind::Maildir);
    let gathered = gather(&maildir, &BTreeMap::new()).unwrap();
    assert_eq!(gathered.items[0].reports[0].title.as_ref().unwrap().value, "Talks open");
    // Read by somebody: moved, and still known.
    std::fs::rename(mails.path().join("new/1.desk"), mails.path().join("cur/1.desk:2,S")).unwrap();
    assert_eq!(gather(&maildir, &seen(&gathered)).unwrap().items.len(), 0);
    // A path that vanished is a failure that says so.
    drop_folder(mails);
    assert_eq!(gather(&maildir, &BTreeMap::new()).unwrap_err().diagnostic.code, "sources/unreadable");
}

fn drop_folder(folder: tempfile::TempDir) {
    folder.close().unwrap();
}

/// An IMAP server that knows two mails, for one login.
fn imap() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = asked.clone();
    let mail = |n: u32| {
        format!(
            "From: Norland Post <news@post.example>\r\nSubject: Talks {n}\r\nDate: Tue, 4 Mar 2031 10:00:00 +0100\r\n\r\nThe envoys met {n} times.\r\n"
        )
    };
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let say = |words: String| (&stream).write_all(words.as_bytes()).unwrap();
            say("* OK ready\r\n".into());
            let mut line = String::new();
            while reader.read_line(&mut line).unwrap_or(0) > 0 {
                let (tag, command) = line.trim().split_once(' ').unwrap();
                log.lock().unwrap().push(command.to_owned());
                let words: Vec<&str> = command.split(' ').collect();
                match words.as_slice() {
                    ["EXAMINE", ..] => say("* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n".into()),
                    ["UID", "SEARCH", "UID", range] => {
                        let from: u32 = range.split(':').next().unwrap().parse().unwrap();
                        // By the rules of IMAP the last mail is always in "n:*".
                        let found: Vec<String> = [4, 9]
                            .into_iter()
                            .filter(|uid| *uid >= from || *uid == 9)
                            .map(|uid: u32| uid.to_string())
                            .collect();
                        say(format!("* SEARCH {}\r\n", found.join(" ")));
                    }
                    ["UID", "FETCH", uid, what] if what.contains("SIZE") => {
                        say(format!("* 1 FETCH (UID {uid} RFC822.SIZE 150)\r\n"))
                    }
                    ["UID", "FETCH", uid, _] => {
                        let mail = mail(uid.parse().unwrap());
                        say(format!("* 1 FETCH (UID {uid} BODY[] {{{}}}\r\n{mail})\r\n", mail.len()));
                    }
                    _ => {}
                }
                say(format!("{tag} OK done\r\n"));
                line.clear();
            }
        }
    });
    (port, asked)
}

#[test]
fn a_mailbox_on_a_server() {
    let (port, asked) = imap();
    let mut mailbox = source(&format!("imap://reader@127.0.0.1:{port}/News"), Pages::Auto);
    assert_eq!(mailbox.kind, Kind::Imap);
    // A variable that every machine has stands in for the password.
    mailbox.settings.password = Some("PATH".into());
    let gathered = gather(&mailbox, &BTreeMap::new()).unwrap();
    let titles: Vec<&str> =
        gathered.items.iter().map(|item| item.reports[0].title.as_ref().unwrap().value.as_str()).collect();
    assert_eq!(titles, ["Talks 4", "Talks 9"]);
    assert_eq!(gathered.cursor.as_deref(), Some("7:9"));
    assert!(asked.lock().unwrap().iter().all(|command| !command.contains("STORE") && !command.starts_with("SELECT")));
    mailbox.cursor = gathered.cursor;
    assert_eq!(gather(&mailbox, &BTreeMap::new()).unwrap().items.len(), 0);
    mailbox.cursor = Some("6:9".into());
    assert_eq!(gather(&mailbox, &BTreeMap::new()).unwrap().items.len(), 2);
    mailbox.settings.password = Some("RAPPORTEUR_NO_SUCH_VARIABLE".into());
    assert_eq!(gather(&mailbox, &BTreeMap::new()).unwrap_err().diagnostic.code, "sources/login");
    mailbox.settings.allow_private = false;
    assert_eq!(gather(&mailbox, &BTreeMap::new()).unwrap_err().diagnostic.code, "fetch/not-public");
}

#[test]
fn addresses_that_are_no_source() {
    for wrong in [
        "ftp://post.example/feed",
        "https://user:secret@post.example/",
        "imaps://reader:secret@post.example/",
        "/no/such/path",
    ] {
        assert_eq!(kind(wrong).unwrap_err().code, "sources/address", "{wrong}");
    }
}
