//! Fetching from a server on the loopback that misbehaves by script.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod common;

use common::SetClock;
use common::http::{Request, Server, answer};
use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};
use watching::fetch::{Answer, Failure, Fetcher, Grant, Hosts, Manners, Page, Validators};

fn fetcher(clock: &Arc<SetClock>) -> Fetcher {
    let manners = Manners {
        body: 100_000,
        whole: Duration::from_secs(2),
        part: Duration::from_millis(500),
        ..Manners::default()
    };
    Fetcher::new(manners, Hosts::default(), clock.clone())
}

fn clock() -> Arc<SetClock> {
    SetClock::at("2031-03-05T08:00:00Z")
}

/// A server without a robots.txt.
fn server(script: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Server {
    Server::start(move |request, stream| match request.path.as_str() {
        "/robots.txt" => answer(stream, "404 Not Found", &[], b""),
        _ => script(request, stream),
    })
}

fn get(server: &Server, path: &str) -> Result<Answer, Failure> {
    let url = server.url(path);
    fetcher(&clock()).get(&url, &Validators::default(), &Grant::home(&url))
}

fn page(answer: Result<Answer, Failure>) -> Page {
    match answer.expect("an answer") {
        Answer::Page(page) => *page,
        Answer::Same => panic!("nothing new"),
    }
}

fn code(answer: Result<Answer, Failure>) -> String {
    answer.expect_err("no answer").diagnostic.code
}

#[test]
fn what_is_asked_and_what_comes() {
    let server = server(|_, stream| {
        answer(stream, "200 OK", &[("Content-Type", "text/HTML; charset=\"ISO-8859-1\""), ("ETag", "\"a1\"")], b"body");
    });
    let page = page(get(&server, "/a"));
    assert_eq!((page.kind.as_deref(), page.charset.as_deref()), (Some("text/html"), Some("ISO-8859-1")));
    assert_eq!((page.bytes.as_slice(), page.validators.etag.as_deref()), (b"body".as_slice(), Some("\"a1\"")));
    let requests = server.requests.lock().unwrap();
    assert_eq!(requests[0].path, "/robots.txt");
    assert!(requests[1].header("user-agent").unwrap().starts_with("rapporteur/"));
    assert!(requests[1].header("accept-encoding").unwrap().contains("br"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = server(|request, stream| match request.header("if-none-match") {
        Some("\"a1\"") => answer(stream, "304 Not Modified", &[], b""),
        _ => answer(stream, "200 OK", &[("ETag", "\"a1\""), ("Last-Modified", "Wed, 05 Mar 2031 07:00:00 GMT")], b"x"),
    });
    let (fetcher, url) = (fetcher(&clock()), server.url("/feed"));
    let first = page(fetcher.get(&url, &Validators::default(), &Grant::home(&url)));
    assert!(matches!(fetcher.get(&url, &first.validators, &Grant::home(&url)), Ok(Answer::Same)));
    let requests = server.requests.lock().unwrap();
    assert_eq!(requests.last().unwrap().header("if-modified-since"), Some("Wed, 05 Mar 2031 07:00:00 GMT"));
    // One robots.txt for both.
    assert_eq!(requests.len(), 3);
}

#[test]
fn packed_answers_are_unpacked_and_bombs_are_not() {
    let packed = |length: usize| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&vec![b'a'; length]).unwrap();
        packer.finish().unwrap()
    };
    let (small, bomb) = (packed(5_000), packed(5_000_000));
    let server = server(move |request, stream| {
        let body = if request.path == "/bomb" { &bomb } else { &small };
        answer(stream, "200 OK", &[("Content-Encoding", "gzip")], body);
    });
    assert_eq!(page(get(&server, "/page")).bytes, vec![b'a'; 5_000]);
    assert_eq!(code(get(&server, "/bomb")), "fetch/too-large");
}

#[test]
fn brotli_is_unpacked() {
    // "hello" as one stored block, by RFC 7932: window of 16 bits, last block, five bytes, not packed.
    const HELLO: [u8; 10] = [0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03, 0];
    let server = server(|_, stream| answer(stream, "200 OK", &[("Content-Encoding", "br")], &HELLO[..9]));
    assert_eq!(page(get(&server, "/page")).bytes, b"hello");
}

#[test]
fn answers_without_end_or_with_a_wrong_length() {
    let server = server(|request, stream| {
        let _ = match request.path.as_str() {
            "/cut" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"),
            "/longer" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyand more than was said"),
            "/chunk" => stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nonly this"),
            "/nonsense" => stream.write_all(b"\x16\x03\x01 what is this\r\n\r\n"),
            "/number" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nbody"),
            "/empty" => Ok(()),
            _ => stream.write_all(format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(200_000)).as_bytes()),
        };
    });
    assert_eq!(code(get(&server, "/cut")), "fetch/cut");
    assert_eq!(code(get(&server, "/chunk")), "fetch/cut");
    assert_eq!(page(get(&server, "/longer")).bytes, b"body");
    assert_eq!(code(get(&server, "/nonsense")), "fetch/connection");
    assert_eq!(code(get(&server, "/number")), "fetch/connection");
    assert_eq!(code(get(&server, "/empty")), "fetch/connection");
    assert_eq!(code(get(&server, "/endless")), "fetch/too-large");
}

#[test]
fn slow_servers_are_left() {
    let server = server(|request, stream| {
        if request.path == "/drip" {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for _ in 0..40 {
                if stream.write_all(b"x").is_err() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        } else {
            std::thread::sleep(Duration::from_secs(4));
        }
    });
    for (path, expected) in [("/silent", "fetch/slow"), ("/drip", "fetch/cut")] {
        let start = Instant::now();
        assert_eq!(code(get(&server, path)), expected);
        assert!(start.elapsed() < Duration::from_millis(3_500), "{path}: {:?}", start.elapsed());
    }
}

#[test]
fn redirections_are_followed_so_far() {
    let server = server(|request, stream| match request.path.as_str() {
        "/loop" => answer(stream, "302 Found", &[("Location", "/loop")], b""),
        "/a" => answer(stream, "301 Moved Permanently", &[("Location", "b?x=1")], b""),
        "/b?x=1" => answer(stream, "308 Permanent Redirect", &[("Location", "/c")], b""),
        "/nowhere" => answer(stream, "302 Found", &[], b""),
        "/file" => answer(stream, "302 Found", &[("Location", "file:///etc/passwd")], b""),
        "/inside" => answer(stream, "302 Found", &[("Location", "http://127.0.0.1:1/")], b""),
        _ => answer(stream, "200 OK", &[], b"there"),
    });
    let found = page(get(&server, "/a"));
    assert_eq!((found.url.path(), found.bytes.as_slice()), ("/c", b"there".as_slice()));
    assert_eq!(code(get(&server, "/loop")), "fetch/redirects");
    assert_eq!(server.paths().iter().filter(|path| *path == "/loop").count(), 6);
    assert_eq!(code(get(&server, "/nowhere")), "fetch/redirects");
    assert_eq!(code(get(&server, "/file")), "fetch/address");
    // Leave for the source's own host is none for another port of the machine.
    assert_eq!(code(get(&server, "/inside")), "fetch/not-public");
}

#[test]
fn loopback_needs_leave() {
    let server = server(|_, stream| answer(stream, "200 OK", &[], b"secret"));
    let refused = fetcher(&clock()).get(&server.url("/"), &Validators::default(), &Grant::default());
    assert_eq!(code(refused), "fetch/not-public");
    assert!(server.requests.lock().unwrap().is_empty());
}

#[test]
fn robots_are_obeyed_on_every_hop() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => answer(stream, "200 OK", &[], b"User-agent: rapporteur\nDisallow: /private\n"),
        "/hop" => answer(stream, "302 Found", &[("Location", "/private/x")], b""),
        _ => answer(stream, "200 OK", &[], b"open"),
    });
    assert_eq!(page(get(&server, "/open")).bytes, b"open");
    assert_eq!(code(get(&server, "/private/x")), "fetch/robots");
    assert_eq!(code(get(&server, "/hop")), "fetch/robots");
    assert_eq!(server.paths(), ["/open", "/hop"]);
}

#[test]
fn a_host_whose_robots_cannot_be_read_is_closed() {
    let server = Server::start(|_, stream| answer(stream, "500 Internal Server Error", &[], b""));
    let (clock, url) = (clock(), server.url("/a"));
    let fetcher = fetcher(&clock);
    assert_eq!(code(fetcher.get(&url, &Validators::default(), &Grant::home(&url))), "fetch/status");
    assert_eq!(code(fetcher.get(&url, &Validators::default(), &Grant::home(&url))), "fetch/robots-unreachable");
    assert_eq!(server.requests.lock().unwrap().len(), 1);
    clock.pass(Duration::from_secs(3_700));
    assert_eq!(code(fetcher.get(&url, &Validators::default(), &Grant::home(&url))), "fetch/status");
    assert!(server.paths().is_empty());
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let server = server(|_, stream| answer(stream, "429 Too Many Requests", &[("Retry-After", "120")], b""));
    let (clock, url) = (clock(), server.url("/a"));
    let fetcher = fetcher(&clock);
    let failure = fetcher.get(&url, &Validators::default(), &Grant::home(&url)).unwrap_err();
    // A second had been waited for the host's next turn after robots.txt.
    assert_eq!(failure.until, Some("2031-03-05T08:02:01Z".parse().unwrap()));
    // Another page of the host has to wait as well, and what is known of it lasts.
    let next = Fetcher::new(Manners::default(), Hosts::new(fetcher.hosts().known()), clock.clone());
    let other = server.url("/b");
    assert_eq!(code(next.get(&other, &Validators::default(), &Grant::home(&other))), "fetch/host-busy");
    assert_eq!(server.paths(), ["/a"]);
    clock.pass(Duration::from_secs(121));
    assert_eq!(code(next.get(&other, &Validators::default(), &Grant::home(&other))), "fetch/status");
}

#[test]
fn without_a_word_from_the_server_the_wait_grows() {
    let server = server(|_, stream| answer(stream, "503 Service Unavailable", &[], b""));
    let (clock, url) = (clock(), server.url("/a"));
    let fetcher = fetcher(&clock);
    let mut waits = Vec::new();
    for _ in 0..4 {
        use watching::clock::Clock;
        let failure = fetcher.get(&url, &Validators::default(), &Grant::home(&url)).unwrap_err();
        let until = failure.until.unwrap();
        waits.push(until.duration_since(clock.now()).as_secs());
        clock.set(until);
    }
    assert_eq!(waits, [2, 4, 8, 16]);
}

#[test]
fn a_moment_to_come_back_at() {
    let server = server(|_, stream| {
        answer(stream, "503 Service Unavailable", &[("Retry-After", "Wed, 05 Mar 2031 09:00:00 GMT")], b"");
    });
    let failure = get(&server, "/a").unwrap_err();
    assert_eq!(failure.until, Some("2031-03-05T09:00:00Z".parse().unwrap()));
}

#[test]
fn what_is_gone_is_gone() {
    let server = server(|request, stream| match request.path.as_str() {
        "/gone" => answer(stream, "410 Gone", &[], b""),
        _ => answer(stream, "404 Not Found", &[], b""),
    });
    let gone = get(&server, "/gone").unwrap_err();
    assert!(!gone.passing && gone.diagnostic.hint.is_some());
    assert!(get(&server, "/missing").unwrap_err().passing);
}

#[test]
fn requests_to_one_host_are_spaced() {
    use watching::clock::Clock;
    let server = server(|_, stream| answer(stream, "200 OK", &[], b"x"));
    let clock = clock();
    let fetcher = fetcher(&clock);
    for path in ["/1", "/2", "/3"] {
        let url = server.url(path);
        page(fetcher.get(&url, &Validators::default(), &Grant::home(&url)));
    }
    // robots.txt at 0 s, the pages at 1, 2 and 3 s.
    assert_eq!(clock.now(), "2031-03-05T08:00:03Z".parse().unwrap());
}

#[test]
fn a_certificate_that_nobody_vouches_for() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut connection = rustls::ServerConnection::new(Arc::new(config)).unwrap();
        connection.complete_io(&mut stream).is_ok() && connection.process_new_packets().is_ok()
    });
    let url = url::Url::parse(&format!("https://localhost:{port}/feed")).unwrap();
    let found = code(fetcher(&clock()).get(&url, &Validators::default(), &Grant::home(&url)));
    assert_eq!(found, "fetch/tls");
    let _ = served.join();
}

#[test]
fn plain_http_behind_an_address_of_https() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = url::Url::parse(&format!("https://{}/", listener.local_addr().unwrap())).unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\nplain words were expected here");
            let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
        }
    });
    assert_eq!(code(fetcher(&clock()).get(&url, &Validators::default(), &Grant::home(&url))), "fetch/tls");
}
