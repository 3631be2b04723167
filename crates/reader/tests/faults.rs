//! What a server can do wrong: each costs its own answer, is said once, and ends.
#![allow(clippy::unwrap_used, reason = "what a test sets up has to be there")]

mod common;

use common::{Asked, Reply, Server, completion};
use reader::{Folder, Memory, Options, Reader};
use record::{Analysis, Block, BlockKind, Diagnostic, Reading, Report, ReportId, Span};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const EMPTY: &str = r#"{"happenings":[],"acts":[],"statements":[]}"#;

fn report(id: &str, text: &str) -> Report {
    let span = Span::new(0, text.len());
    Report {
        id: ReportId(id.to_owned()),
        path: format!("{id}.txt"),
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Body, span, author: None, time: None }],
        ..Report::default()
    }
}

fn options(server: &Server) -> Options {
    Options { pause: Duration::from_millis(1), limit: Duration::from_secs(2), ..Options::new(&server.url, "m") }
}

type Said = Arc<Mutex<Vec<Diagnostic>>>;

fn reader(options: Options) -> (Reader, Said) {
    let said = Said::default();
    let list = Arc::clone(&said);
    let say = move |diagnostic| list.lock().unwrap().push(diagnostic);
    (Reader::new(options, Box::new(Memory::default()), say).unwrap(), said)
}

/// Has one report read; what was said, how often the server was asked, and how much was of no schema.
fn read(script: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static) -> (Vec<Diagnostic>, usize, usize) {
    let server = Server::new(script);
    let (reader, said) = reader(options(&server));
    let report = report("r", "The envoys met on Monday.");
    let begun = Instant::now();
    reader.ask(&[&report]);
    assert!(begun.elapsed() < Duration::from_secs(20));
    let mut reading = Reading::default();
    let tally = reader.merge(&report, &Analysis::default(), &mut reading);
    assert_eq!(reading, Reading::default());
    let said = said.lock().unwrap().clone();
    (said, server.asked().len(), tally.malformed)
}

/// The code of the one thing that was said, and how often the server was asked.
fn fault(script: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static) -> (String, usize) {
    let (said, asked, _) = read(script);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].hint.as_deref().is_some_and(|hint| hint.contains("stands")));
    (said[0].code.clone(), asked)
}

#[test]
fn an_answer_is_an_answer() {
    assert_eq!(read(|_, _| Reply::Words(EMPTY.to_owned())), (vec![], 1, 0));
}

#[test]
fn words_that_are_no_answer_are_counted() {
    for words in ["{\"happenings\":[{\"words\":\"The env", "Happy to help!", "{\"a\":1}", ""] {
        let (said, asked, malformed) = read(|_, _| Reply::Words(words.to_owned()));
        assert!(said.is_empty() && asked == 1 && malformed > 0, "{words}");
    }
}

#[test]
fn what_is_no_completion_is_said() {
    for body in
        ["{\"choices\":[{\"message\":", "{}", "<html></html>", "{\"choices\":[]}", "{\"choices\":[{\"message\":{}}]}"]
    {
        assert_eq!(fault(move |_, _| Reply::Status(200, "", body.to_owned())), ("reader/unusable".to_owned(), 1));
    }
}

#[test]
fn floods_and_slow_bytes_end() {
    assert_eq!(fault(|_, _| Reply::Flood), ("reader/unusable".to_owned(), 1));
    let (code, _) = fault(|_, _| Reply::Slowly(completion(EMPTY), 500));
    assert_eq!(code, "reader/unreachable");
}

#[test]
fn redirects_are_not_followed() {
    let other = Server::new(|_, _| Reply::Words(EMPTY.to_owned()));
    let to: &'static str = Box::leak(format!("location: {}/chat/completions\r\n", other.url).into_boxed_str());
    for status in [301, 302, 307, 308] {
        let (code, asked) = fault(move |_, _| Reply::Status(status, to, String::new()));
        assert_eq!((code.as_str(), asked), ("reader/unusable", 1));
    }
    assert!(other.asked().is_empty());
}

#[test]
fn wrong_lengths_and_broken_heads_are_no_answers() {
    let long = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 9999\r\n\r\n{\"choices\":[]}".to_vec();
    let short = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 3\r\n\r\n{\"choices\":[]}".to_vec();
    for bytes in [long, short, b"220 ready\r\n".to_vec(), Vec::new(), vec![0xff; 64]] {
        let (code, _) = fault(move |_, _| Reply::Bytes(bytes.clone()));
        assert!(code == "reader/unreachable" || code == "reader/unusable", "{code}");
    }
}

#[test]
fn a_busy_server_is_asked_again_and_not_for_ever() {
    for status in [429, 500, 503] {
        let busy = move |n: usize, _: &Asked| match n {
            0 | 1 => Reply::Status(status, "retry-after: 0\r\n", String::new()),
            _ => Reply::Words(EMPTY.to_owned()),
        };
        assert_eq!(read(busy), (vec![], 3, 0));
        assert_eq!(fault(move |_, _| Reply::Status(status, "", String::new())), ("reader/unusable".to_owned(), 4));
    }
    assert_eq!(fault(|_, _| Reply::Status(401, "", String::new())), ("reader/unusable".to_owned(), 1));
}

#[test]
fn a_server_is_told_the_schema_in_the_way_that_it_understands() {
    told_the_schema((422, ""));
    // A mistake of the asker's, called one of the server's.
    told_the_schema((500, "{\"error\":{\"message\":\"[{'loc': ('body', 'response_format', 'type')}]\"}}"));
}

fn told_the_schema((status, body): (u16, &'static str)) {
    let server = Server::new(move |_, asked| match asked.body["response_format"]["type"].as_str() {
        Some("json_schema") => Reply::Status(status, "", body.to_owned()),
        _ => Reply::Words(EMPTY.to_owned()),
    });
    let (reader, said) = reader(options(&server));
    reader.ask(&[&report("r", "One."), &report("s", "Two.")]);
    assert!(said.lock().unwrap().is_empty());
    let asked = server.asked();
    assert_eq!(asked.last().unwrap().body["response_format"]["schema"]["type"], "object");
    assert_eq!(asked[0].body["temperature"], 0);
    assert!(asked.iter().all(|asked| asked.body.get("tools").is_none() && asked.body["seed"] == 1));
}

#[test]
fn what_answers_without_a_certificate_is_not_trusted() {
    let server = Server::new(|_, _| Reply::Words(EMPTY.to_owned()));
    let url = server.url.replace("http://", "https://");
    let (reader, said) = reader(Options { url, ..options(&server) });
    reader.ask(&[&report("r", "One.")]);
    assert_eq!(said.lock().unwrap()[0].code, "reader/unreachable");
    assert!(server.asked().is_empty());
}

/// A server with a certificate that nobody vouches for (made for this test, its key is of no use elsewhere): what it was told after the handshake.
fn self_signed() -> (String, std::thread::JoinHandle<Vec<u8>>) {
    use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
    use std::io::Read as _;
    let certificate = CertificateDer::from_pem_slice(include_bytes!("common/self-signed.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("common/self-signed.key")).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://127.0.0.1:{}/v1", listener.local_addr().unwrap().port());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut connection = rustls::ServerConnection::new(Arc::new(config)).unwrap();
        let mut told = Vec::new();
        // The asker hangs up when it has seen the certificate.
        let _ = rustls::Stream::new(&mut connection, &mut stream).read_to_end(&mut told);
        told
    });
    (url, thread)
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_not_trusted() {
    let (url, told) = self_signed();
    let (reader, said) = reader(Options { key: Some("swordfish".to_owned()), ..Options::new(url, "m") });
    reader.ask(&[&report("r", "One.")]);
    let said = said.lock().unwrap();
    assert!(said[0].code == "reader/unreachable" && said[0].message.contains("cannot be trusted"), "{said:?}");
    assert!(told.join().unwrap().is_empty());
}

#[test]
fn where_nobody_answers_few_questions_are_asked() {
    let url = {
        let server = Server::new(|_, _| Reply::Words(EMPTY.to_owned()));
        server.url.clone()
    };
    let options = Options { parallel: 1, pause: Duration::from_millis(1), ..Options::new(url, "m") };
    let (reader, said) = reader(options);
    let reports: Vec<Report> = (0..20).map(|n| report(&n.to_string(), &format!("Report {n}."))).collect();
    reader.ask(&reports.iter().collect::<Vec<_>>());
    let said: Vec<String> = said.lock().unwrap().iter().map(|one| one.message.clone()).collect();
    assert!(said.iter().any(|words| words.starts_with("17 of 20 questions were not asked")), "{said:?}");
}

#[test]
fn copies_are_asked_about_once_and_a_budget_holds() {
    let server = Server::new(|_, _| Reply::Words(EMPTY.to_owned()));
    let (reader, said) = reader(Options { budget: Some(16_000), ..options(&server) });
    let reports: Vec<Report> = (0..9).map(|n| report(&n.to_string(), &format!("Report {}.", n / 3))).collect();
    reader.ask(&reports.iter().collect::<Vec<_>>());
    // Each of the three texts may cost some 6,000: instructions, schema and the longest answer.
    let asked = server.asked().len();
    assert!((1..3).contains(&asked), "{asked}");
    assert_eq!(said.lock().unwrap()[0].code, "reader/budget");
}

#[test]
fn the_key_goes_with_the_question_and_nowhere_else() {
    let server = Server::new(|_, _| Reply::Status(500, "", String::new()));
    let (reader, said) = reader(Options { key: Some("swordfish".to_owned()), ..options(&server) });
    reader.ask(&[&report("r", "One.")]);
    assert!(server.asked()[0].head.contains("Bearer swordfish"));
    let said = format!("{:?} {reader:?}", said.lock().unwrap());
    assert!(!said.contains("swordfish"), "{said}");
}

#[test]
fn what_was_answered_is_not_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::new(|_, _| Reply::Words(EMPTY.to_owned()));
    let url = server.url.clone();
    let one = report("r", "The envoys met on Monday.");
    let ask = |url: &str, model: &str| {
        let said = Said::default();
        let list = Arc::clone(&said);
        let options = Options { pause: Duration::from_millis(1), ..Options::new(url, model) };
        let reader =
            Reader::new(options, Box::new(Folder::new(folder.path())), move |one| list.lock().unwrap().push(one));
        reader.unwrap().ask(&[&one]);
        said.lock().unwrap().len()
    };
    assert_eq!(ask(&url, "m"), 0);
    assert_eq!(server.asked().len(), 1);
    assert_eq!(ask(&url, "another"), 0);
    assert_eq!(server.asked().len(), 2);
    drop(server);
    // Nobody is there any more, and nobody is needed.
    assert_eq!(ask(&url, "m"), 0);
}
