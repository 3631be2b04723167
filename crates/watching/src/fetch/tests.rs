use super::*;
use crate::clock::Machine;
use std::net::{SocketAddr, TcpListener};
use std::sync::Mutex;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::transport::NextTimeout;

/// Answers with the lists of addresses in turn, whatever is asked.
struct Scripted(Mutex<Vec<Vec<SocketAddr>>>);

impl Lookup for Scripted {
    fn addresses(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<Vec<SocketAddr>, ureq::Error> {
        let mut lists = self.0.lock().unwrap();
        Ok(if lists.len() > 1 { lists.remove(0) } else { lists[0].clone() })
    }
}

fn fetcher(lists: Vec<Vec<SocketAddr>>) -> Fetcher {
    let manners = Manners { pause: Duration::ZERO, part: Duration::from_millis(300), ..Manners::default() };
    let clock = Arc::new(Machine { ended: || false });
    Fetcher::with_lookup(manners, Hosts::default(), clock, Arc::new(Scripted(Mutex::new(lists))))
}

#[test]
fn a_public_name_that_leads_home_is_not_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let home = listener.local_addr().unwrap();
    let url = Url::parse("http://news.example/feed").unwrap();
    let failure = fetcher(vec![vec![home]]).get(&url, &Validators::default(), &Grant::default()).unwrap_err();
    assert_eq!(failure.diagnostic.code, "fetch/not-public");
    assert!(!failure.passing && failure.diagnostic.hint.is_some());
    assert!(listener.accept().is_err(), "nothing may arrive");
}

#[test]
fn a_name_that_answers_differently_when_asked_again_gains_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let home = listener.local_addr().unwrap();
    // 192.0.2.0/24 is refused; a public address that nobody answers at is what the first question gets.
    let away: SocketAddr = "240.0.0.1:1".parse().unwrap();
    let fetcher = fetcher(vec![vec![away, home], vec![home]]);
    let url = Url::parse("http://news.example/feed").unwrap();
    for _ in 0..3 {
        fetcher.get(&url, &Validators::default(), &Grant::default()).unwrap_err();
    }
    assert!(listener.accept().is_err(), "nothing may arrive");
}

#[test]
fn leave_for_one_host_is_no_leave_for_another() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let home = listener.local_addr().unwrap();
    let grant = Grant::home(&Url::parse("http://desk.example:8080/feed").unwrap());
    for other in ["http://other.example:8080/", "http://desk.example/", "https://desk.example:8080/"] {
        let failure =
            fetcher(vec![vec![home]]).get(&Url::parse(other).unwrap(), &Validators::default(), &grant).unwrap_err();
        assert_eq!(failure.diagnostic.code, "fetch/not-public", "{other}");
    }
    assert!(listener.accept().is_err(), "nothing may arrive");
}

#[test]
fn other_schemes_and_passwords_are_not_fetched() {
    for address in ["file:///etc/passwd", "ftp://news.example/", "http://user:secret@news.example/", "gopher://x/"] {
        let url = Url::parse(address).unwrap();
        let home = "127.0.0.1:9".parse().unwrap();
        let failure = fetcher(vec![vec![home]]).get(&url, &Validators::default(), &Grant::default()).unwrap_err();
        assert_eq!(failure.diagnostic.code, "fetch/address", "{address}");
    }
}
