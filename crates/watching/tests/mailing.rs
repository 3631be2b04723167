//! Mail to an SMTP server on the loopback.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod common;

use common::smtp::Sink;
use record::{Evidence, ReportId, Span};
use watching::alert::Alert;
use watching::facts::{Fact, Kind, Line};
use watching::out::{Digest, Look, Mailer, Post};
use watching::state::Found;

fn found(what: &str) -> Found {
    Found {
        story: "s1".into(),
        title: "Ferry <sinks> & more".into(),
        found: "2031-03-04T09:00:00Z".into(),
        fact: Fact {
            keys: vec![format!("toll:{what}")],
            kind: Kind::Toll,
            what: what.into(),
            change: "killed: 3 → 5".into(),
            lines: vec![Line { number: 2, of: 3, by: "Norland Post".into() }],
            evidence: vec![Evidence {
                report: ReportId("r1".into()),
                span: Span::new(4, 19).into(),
                quote: ".killed five men".into(),
            }],
            names: vec![],
        },
    }
}

fn alert() -> Alert {
    Alert {
        key: "0123456789abcdef".into(),
        question: "Ferries".into(),
        made: "2031-03-04T09:00:00Z".into(),
        facts: vec![found("Ferry sinks\r\nBcc: everybody@desk.example"), found("Ünïcode ferry")],
    }
}

fn mailer(sink: &Sink) -> Mailer {
    let post = Post::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap();
    Mailer::new(post, "Desk <desk@desk.example>", None).unwrap()
}

#[test]
fn the_same_alert_is_the_same_mail() {
    let sink = Sink::start(|_| "250 ok");
    let mailer = mailer(&sink);
    for _ in 0..2 {
        mailer.send(&alert(), "reader@desk.example").unwrap();
    }
    let mails = sink.mails.lock().unwrap();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0], mails[1]);
    let read = ingest::from_bytes("mail.eml", mails[0].as_bytes(), &ingest::Limits::default());
    let report = read.into_iter().next().unwrap().unwrap();
    assert!(report.text.contains("killed: 3 → 5") && report.text.contains("told by Norland Post (line 2 of 3)"));
    // What a report says cannot become a header.
    let (head, _) = mails[0].split_once("\r\n\r\n").unwrap();
    assert!(!head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc:")), "{head}");
    assert!(mails[0].contains("Message-ID: <0123456789abcdef."));
}

#[test]
fn some_refusals_pass_and_some_do_not() {
    let sink = Sink::start(|n| if n == 0 { "451 come back later" } else { "550 no such reader" });
    let mailer = mailer(&sink);
    let later = mailer.send(&alert(), "reader@desk.example").unwrap_err();
    assert!(later.passing && later.why.contains("come back later"), "{later:?}");
    let never = mailer.send(&alert(), "reader@desk.example").unwrap_err();
    assert!(!never.passing && never.why.contains("no such reader"), "{never:?}");
    assert!(!mailer.send(&alert(), "nobody").unwrap_err().passing);
}

#[test]
fn nobody_listens() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mailer =
        Mailer::new(Post::parse(&format!("smtp://127.0.0.1:{port}")).unwrap(), "d@desk.example", None).unwrap();
    assert!(mailer.send(&alert(), "reader@desk.example").unwrap_err().passing);
}

#[test]
fn ways_that_are_none() {
    for wrong in ["ftp://desk.example", "smtp://user:secret@desk.example", "smtps://"] {
        assert!(Post::parse(wrong).is_err(), "{wrong}");
    }
    assert!(Mailer::new(Post::parse("sendmail").unwrap(), "no address", None).is_err());
}

#[test]
fn a_digest_in_three_looks() {
    let facts = [found("Ferry sinks"), found("*Bold* ferry")];
    let digest = Digest { title: "What is new".into(), facts: &facts };
    let text = digest.write(Look::Text);
    assert!(
        text.starts_with("What is new\n\nFerry <sinks> & more\n--------------------\n\n* Toll changed: Ferry sinks\n"),
        "{text}"
    );
    assert!(text.contains("\n  told by Norland Post (line 2 of 3)\n  > .killed five men [r1 4-19]\n"), "{text}");
    let markdown = digest.write(Look::Markdown);
    assert!(
        markdown.contains("## Ferry \\<sinks\\> & more\n\n- **Toll changed**: Ferry sinks")
            && markdown.contains("\\*Bold\\*")
    );
    let page = digest.write(Look::Html);
    assert!(page.contains("<h2 style=\"font-size: 1.1em\">Ferry &lt;sinks&gt; &amp; more</h2>"), "{page}");
    let none = Digest { title: "What is new".into(), facts: &[] };
    assert_eq!(none.write(Look::Text), "What is new\n\nNothing new.\n");
}
