//! Records with metadata beside the text: JSON as crawlers and agencies write it, feeds, mails.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

mod common;

use common::{codes, names};
use ingest::{Limits, Report, from_bytes};
use record::{Basis, BlockKind};

fn read(name: &str, bytes: impl AsRef<[u8]>) -> common::Found {
    from_bytes(name, bytes.as_ref(), &Limits::default())
}

fn only(name: &str, bytes: impl AsRef<[u8]>) -> Report {
    let mut found = read(name, bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).unwrap()
}

/// Outlet, title, byline, date.
fn metadata(report: &Report) -> [Option<&str>; 4] {
    let value = |stated: &Option<record::evidence::Stated>| stated.as_ref().map(|stated| stated.value.clone());
    [value(&report.outlet), value(&report.title), value(&report.byline), None]
        .map(|value| value.map(|value| &*value.leak()))
        .into_iter()
        .take(3)
        .chain([report.published.as_ref().map(|published| published.value.as_str())])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

fn kinds(report: &Report) -> Vec<(BlockKind, &str)> {
    report.blocks.iter().map(|block| (block.kind, report.words(block.span))).collect()
}

#[test]
fn news_please() {
    let report = only(
        "a.json",
        r#"{"authors": ["Ilse Brandt", "Tomas Reyl"], "date_download": "2031-04-01 00:00:00", "date_modify": "None",
        "date_publish": "2031-03-04 10:30:00", "description": "x", "filename": "a.html.json", "image_url": null,
        "language": "en", "localpath": null, "maintext": "The envoys met on Tuesday.\nThey spoke for three hours.",
        "source_domain": "post.example", "text": null, "title": "Envoys meet", "title_page": null, "title_rss": null,
        "url": "https://post.example/a"}"#,
    );
    assert_eq!(
        metadata(&report),
        [Some("post.example"), Some("Envoys meet"), Some("Ilse Brandt, Tomas Reyl"), Some("2031-03-04T10:30")]
    );
    assert_eq!(report.published.unwrap().basis, Basis::Metadata);
    assert_eq!(report.text, "The envoys met on Tuesday.\nThey spoke for three hours.");
    assert_eq!(report.url.as_deref(), Some("https://post.example/a"));
    let undated = r#"{"date_publish": "None", "date_download": "2031-04-01 00:00:00", "maintext": "The envoys met."}"#;
    let report = only("a.json", undated);
    assert!(report.published.is_none() && report.diagnostics.is_empty(), "{:?}", report.diagnostics);
}

#[test]
fn fundus() {
    let found = read(
        "a.json",
        r#"[{"title": "Envoys meet", "authors": ["Ilse Brandt"], "publishing_date": "2031-03-04 10:30:00+01:00",
        "topics": ["Dam", "Talks"], "lang": "en", "publisher": "The Norland Post", "html": {"requested_url": "https://post.example/a",
        "crawl_date": "2031-04-01"}, "body": {"summary": ["They met for three hours."], "sections": [
        {"headline": [], "paragraphs": ["The envoys met on Tuesday."]},
        {"headline": ["No date"], "paragraphs": ["Neither side named one."]}]}},
        {"title": "Second", "plaintext": "The talks ended.\n\nNobody signed."}]"#,
    );
    assert_eq!(names(&found), ["a.json#1", "a.json#2"]);
    let first = found[0].as_ref().unwrap();
    assert_eq!(
        metadata(first),
        [Some("The Norland Post"), Some("Envoys meet"), Some("Ilse Brandt"), Some("2031-03-04T10:30+01:00")]
    );
    assert_eq!(first.url.as_deref(), Some("https://post.example/a"));
    assert_eq!(first.tags, ["Dam", "Talks"]);
    let (title, body) = (BlockKind::Title, BlockKind::Body);
    assert_eq!(
        kinds(first),
        [
            (title, "Envoys meet"),
            (title, "They met for three hours."),
            (body, "The envoys met on Tuesday."),
            (body, "No date"),
            (body, "Neither side named one.")
        ]
    );
}

#[test]
fn trafilatura_with_comments_that_are_no_reporting() {
    let report = only(
        "a.json",
        r#"{"title": "Envoys meet", "author": "Ilse Brandt", "hostname": "post.example", "date": "2031-03-04",
        "fingerprint": "ab", "id": null, "license": null, "comments": "Nobody believes this.\nTwice said.",
        "raw_text": "x", "text": "The envoys met on Tuesday.", "language": null, "image": null, "pagetype": "article",
        "filedate": "2031-04-01", "source": "https://post.example/a", "source-hostname": "The Norland Post",
        "excerpt": null, "categories": "World;Talks", "tags": ""}"#,
    );
    assert_eq!(
        metadata(&report),
        [Some("The Norland Post"), Some("Envoys meet"), Some("Ilse Brandt"), Some("2031-03-04")]
    );
    assert_eq!(report.url.as_deref(), Some("https://post.example/a"));
    assert_eq!(report.tags, ["World", "Talks"]);
    assert!(report.text.starts_with("The envoys met on Tuesday."));
    let comments: Vec<_> = kinds(&report).into_iter().filter(|(kind, _)| *kind == BlockKind::Comment).collect();
    assert_eq!(comments.len(), 2, "{:?}", kinds(&report));
}

#[test]
fn ninjs_of_several_versions() {
    let one = only(
        "a.json",
        r#"{"uri": "urn:x:1", "type": "text", "versioncreated": "2031-03-04T10:30:00Z", "firstcreated": "2031-03-04T09:00:00Z",
        "headline": "Envoys meet", "byline": "Ilse Brandt", "language": "en", "copyrightholder": "Coast Wire",
        "subject": [{"code": "1", "name": "talks"}], "pubstatus": "usable",
        "body_html": "<p>The envoys met on Tuesday.</p><p>They spoke for <b>three</b> hours.</p>"}"#,
    );
    assert_eq!(
        metadata(&one),
        [Some("Coast Wire"), Some("Envoys meet"), Some("Ilse Brandt"), Some("2031-03-04T10:30+00:00")]
    );
    assert_eq!(one.text, "Envoys meet\n\nThe envoys met on Tuesday.\n\nThey spoke for three hours.");
    let three = only(
        "a.json",
        r#"{"uri": "https://wire.example/1", "standard": {"name": "ninjs", "version": "3.0"}, "versionCreated": "2031-03-04T10:30:00Z",
        "headlines": [{"role": "main", "value": "Envoys meet"}], "by": "Ilse Brandt", "infoSources": [{"name": "Coast Wire"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>The envoys met on Tuesday.</p>"}]}"#,
    );
    assert_eq!(metadata(&three), metadata(&one));
    assert_eq!(three.url.as_deref(), Some("https://wire.example/1"));
    let gone = r#"{"headline": "x", "body_text": "The envoys met.", "pubstatus": "canceled"}"#;
    assert_eq!(codes(&read("a.json", gone)), ["input/withdrawn"]);
}

#[test]
fn a_json_feed_names_its_outlet_once() {
    let found = read(
        "feed.json",
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Norland Post", "language": "en", "items": [
        {"id": "1", "url": "https://post.example/1", "title": "Envoys meet", "content_html": "<p>They met on Tuesday.</p>",
         "date_published": "2031-03-04T10:30:00+01:00", "authors": [{"name": "Ilse Brandt"}]},
        {"id": "2", "content_text": "The talks ended at noon."}, 7, {"id": "3"}]}"#,
    );
    assert_eq!(names(&found), ["feed.json#1", "feed.json#2"]);
    assert_eq!(
        metadata(found[0].as_ref().unwrap()),
        [Some("The Norland Post"), Some("Envoys meet"), Some("Ilse Brandt"), Some("2031-03-04T10:30+01:00")]
    );
    assert_eq!(found[0].as_ref().unwrap().language.as_deref(), Some("en"));
    assert_eq!(codes(&found), ["input/no-text"]);
}

#[test]
fn a_bad_value_costs_itself() {
    let found =
        read("a.json", r#"[{"text": "The envoys met."}, {"text": }, 5, {"text": "The talks ended."}, {"text": "cut"#);
    assert_eq!(names(&found), ["a.json#1", "a.json#4"]);
    assert_eq!(codes(&found), ["input/not-json"; 3]);
    assert_eq!(codes(&read("a.json", "[]")), ["input/empty"]);
    assert_eq!(codes(&read("a.json", "[".repeat(100_000))), ["input/not-json"]);
}

const FEED: &str = r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Norland Post</title><language>en</language>
    <item><title>Envoys meet</title><link>https://post.example/1</link><dc:creator>Ilse Brandt</dc:creator>
    <pubDate>Tue, 04 Mar 2031 10:30:00 +0100</pubDate><description>They met.</description>
    <content:encoded><![CDATA[<p>The envoys met on Tuesday.</p><figure><img><figcaption>The customs house in Port Alder.</figcaption></figure>
    <p>They spoke for three hours.</p>]]></content:encoded></item>
    <item><title>Talks end</title></item><item/><item><link>https://post.example/3</link></item></channel></rss>"#;

#[test]
fn items_of_a_feed() {
    let found = read("feed.xml", FEED);
    assert_eq!(names(&found), ["feed.xml#1", "feed.xml#2"]);
    let first = found[0].as_ref().unwrap();
    assert_eq!(
        metadata(first),
        [Some("The Norland Post"), Some("Envoys meet"), Some("Ilse Brandt"), Some("2031-03-04T10:30+01:00")]
    );
    assert_eq!(first.published.as_ref().unwrap().basis, Basis::Metadata);
    let (title, body, caption) = (BlockKind::Title, BlockKind::Body, BlockKind::Caption);
    assert_eq!(
        kinds(first),
        [
            (title, "Envoys meet"),
            (body, "The envoys met on Tuesday."),
            (caption, "The customs house in Port Alder."),
            (body, "They spoke for three hours.")
        ]
    );
    assert_eq!(codes(&found), ["input/no-text"]);
    let latin: Vec<u8> =
        FEED.replace("utf-8", "iso-8859-1").replace("Brandt", "Brand\u{e9}").chars().map(|c| c as u8).collect();
    assert_eq!(read("feed.xml", latin)[0].as_ref().unwrap().byline.as_ref().unwrap().value, "Ilse Brandé");
}

#[test]
fn hostile_feeds() {
    // Entities that would grow a thousandfold at each step.
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"aaaaaaaaaa\">");
    for n in 1..30 {
        bomb.push_str(&format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    }
    bomb.push_str("<!ENTITY file SYSTEM \"file:///etc/hostname\">]><rss><channel><item><title>x &a29; y &file;</title></item></channel></rss>");
    let found = read("feed.xml", bomb);
    assert_eq!(codes(&found), ["feed/entities"]);
    assert_eq!(found[1].as_ref().unwrap().title.as_ref().unwrap().value, "x &a29; y &file;");
    let cut = &FEED[..FEED.find("They spoke").unwrap()];
    assert_eq!(codes(&read("feed.xml", cut)), ["feed/damaged"]);
    let half = FEED.replace("<item/>", "<item><title>").replace("</channel></rss>", "");
    assert!(names(&read("feed.xml", half)).len() >= 2);
    let deep = format!("<rss><channel>{}", "<a>".repeat(50_000));
    assert_eq!(codes(&read("feed.xml", deep)), ["feed/damaged"]);
}

#[test]
fn a_newsletter() {
    let mail = "From: \"The Norland Post\" <news@post.example>\r\nTo: you@mail.example\r\nSubject: =?utf-8?q?Envoys_meet_=E2=80=93_at_last?=\r\n\
        Date: Tue, 4 Mar 2031 10:30:00 +0100\r\nList-Unsubscribe: <https://post.example/u>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nThe envoys met in the caf=E9 on Tuesday, and they spoke there for t=\r\nhree hours.\r\n\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>ignored</p>\r\n--b--\r\n";
    let report = only("a.eml", mail);
    assert_eq!(
        metadata(&report),
        [Some("The Norland Post"), Some("Envoys meet – at last"), None, Some("2031-03-04T10:30+01:00")]
    );
    assert!(report.text.contains("in the café on Tuesday, and they spoke there for three hours."));
}

#[test]
fn a_mail_from_a_person_with_markup_and_an_attachment() {
    let mail = "From: Ilse Brandt <ilse@post.example>\nSubject: Fwd: RE: Envoys meet\nMessage-ID: <1@x>\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n\
        <p>The envoys met on Tuesday, and they spoke for three hours.</p><p>Nobody signed anything that day.</p>\n\
        --b\nContent-Type: application/pdf; name=paper.pdf\nContent-Disposition: attachment; filename=paper.pdf\n\nx\n--b--\n";
    // Without the ending, it is known by its header.
    let report = only("mail", mail);
    assert_eq!(metadata(&report), [None, Some("Envoys meet"), Some("Ilse Brandt"), None]);
    assert_eq!(report.diagnostics[0].code, "mail/attachments");
    assert!(report.diagnostics[0].message.contains("paper.pdf"));
    assert_eq!(codes(&read("a.eml", "Subject: x\n\n")), ["input/empty"]);
}
