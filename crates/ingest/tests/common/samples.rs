//! A small input of every format, and ways to damage it.

#![allow(clippy::unwrap_used, dead_code, reason = "shared by tests and an example; writing to memory does not fail")]

use flate2::{Compression, write::GzEncoder};
use std::io::{Cursor, Write};

/// Names and contents.
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let page = PAGE.as_bytes();
    let crawl =
        [record("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", page), record(CHUNKED, b"")];
    let mut zipped = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in
        [("one.txt", DUMP.as_bytes()), ("in/page.html", page), ("lines.jsonl.gz", &gzip(LINES.as_bytes()))]
    {
        zipped.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zipped.write_all(bytes).unwrap();
    }
    vec![
        ("dump.txt", DUMP.into()),
        ("page.html", page.into()),
        ("lines.jsonl", LINES.into()),
        ("list.json", LIST.into()),
        ("feed.xml", RSS.into()),
        ("feed.atom", ATOM.into()),
        ("mail.eml", MAIL.replace('\n', "\r\n").into()),
        ("crawl.warc", crawl.concat()),
        ("crawl.warc.gz", crawl.iter().flat_map(|record| gzip(record)).collect()),
        ("dump.txt.gz", gzip(DUMP.as_bytes())),
        ("pile.zip", zipped.finish().unwrap().into_inner()),
        ("box.mbox", [BOX, MAIL, "\n", BOX, MAIL].concat().into()),
        ("wide.txt", DUMP.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ]
}

/// Words that mean something to one of the formats.
const TOKENS: [&str; 40] = [
    "\0",
    "\r\n\r\n",
    "\u{feff}",
    "\u{2028}",
    "WARC/1.0\r\n",
    "Content-Length: 99999999999\r\n",
    "Content-Length: -1\r\n",
    "\x1f",
    "PK\x03\x04",
    "PK\x05\x06",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<item>",
    "</entry>",
    "<!ENTITY a \"&a;&a;\">",
    "&a;",
    "&#x110000;",
    "&#0;",
    "<script>",
    "<title>",
    "<p>",
    "</div>",
    "<a href=\"",
    "{\"text\":",
    "[[[[",
    "\\u0000",
    "\"published\": \"99999-99-99\",",
    "\"body\": {\"sections\": [{\"paragraphs\": [1, null]}]},",
    "=?utf-8?q?=FF=",
    "Content-Type: multipart/mixed; boundary=b\r\n",
    "--b\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "March 32, 2031",
    "3 Comments\n",
    "Anna says:\n",
    "PORT ALDER (AP) - ",
    "© 2031 \u{130}\u{df}",
    "e\u{301}\u{200d}",
];

/// A generator of numbers that is the same everywhere (xorshift).
pub struct Chance(u64);

impl Chance {
    /// Starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let size = if self.below(4) == 0 { length } else { 24 };
        start..(start + self.below(size + 1)).min(length)
    }
}

/// `bytes` damaged in one to six places.
pub fn damage(bytes: &mut Vec<u8>, others: &[(&'static str, Vec<u8>)], chance: &mut Chance) {
    for _ in 0..=chance.below(6) {
        let range = chance.range(bytes.len());
        match chance.below(9) {
            0 => bytes.truncate(range.start),
            1 => drop(bytes.drain(range)),
            2 => {
                let copy = bytes[range.clone()].repeat(1 + chance.below(40));
                bytes.splice(range.start..range.start, copy);
            }
            3 | 4 => {
                let token = TOKENS[chance.below(TOKENS.len())].as_bytes();
                bytes.splice(range.start..range.start, token.repeat(1 + chance.below(3)));
            }
            5 => {
                let other = &others[chance.below(others.len())].1;
                let part = other[chance.range(other.len())].to_vec();
                bytes.splice(range, part);
            }
            6 => {
                for byte in &mut bytes[range] {
                    *byte = chance.below(256) as u8;
                }
            }
            _ => {
                if let Some(byte) = bytes.get_mut(range.start) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
}

fn record(answer: &str, page: &[u8]) -> Vec<u8> {
    let length = answer.len() + page.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/a\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), answer.as_bytes(), page, b"\r\n\r\n"].concat()
}

/// Packed as one member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
    2a\r\n<p>The envoys met on Tuesday at the town.\r\n\r\n0\r\n\r\n";

const DUMP: &str = "The Norland Post\nHome\nWorld\nSubscribe\nEnvoys meet in Port Alder | The Norland Post\n\
    Envoys meet in Port Alder\nBy Ilse Brandt, AP\nMarch 4, 2031 10:30 AM ET\nGreta Lund, left, at the dam. (Jan Holm/AFP/Getty)\n\n\
    PORT ALDER, Norland (AP) — The envoys met on Monday for talks about the dam, and they spoke for three hours.\n\n\
    “We are ready,” she said.\n\nReporting by Tomas Reyl\nTags: a • b\nRelated stories\nTen things to know\n3 Comments\n\
    Anna says:\nMarch 5, 2031 at 9:12 pm\nNobody believes a word of it.\nReply\n© 2031 The Post Ltd. All rights reserved.\n";

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Envoys meet | The Norland Post</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Envoys meet", "datePublished": "2031-03-04"}</script>
<meta property="og:site_name" content="The Norland Post"></head><body><nav><a href="/">Home</a></nav><article><h1>Envoys meet</h1>
<figure><img src="a.png"><figcaption>The customs house in Port Alder on Tuesday.</figcaption></figure>
<p>PORT ALDER (AP) — The envoys of Norland and Suderia met on Tuesday for three hours at the customs house of the town.</p>
<p>Neither side would say whether the border posts had been on the agenda of the talks that day, &amp; nobody asked.</p></article>
<ol class="commentlist"><li class="comment" id="comment-1"><cite class="fn">Anna</cite><p>I do not believe a single word of it, whatever they say.</p></li></ol>
<footer>© 2031 The Norland Post</footer></body></html>"#;

const LINES: &str = "{\"id\": \"a\", \"text\": \"The envoys met on Tuesday.\\nThey spoke.\", \"title\": \"Envoys meet\", \"published\": \"2031-03-04\"}\n\
    {\"maintext\": \"The talks ended.\", \"authors\": [\"Ilse Brandt\"], \"date_publish\": \"2031-03-04 10:30:00\"}\n";

const LIST: &str = r#"[{"title": "Envoys meet", "body": {"summary": ["They met."], "sections": [{"headline": ["x"], "paragraphs": ["The envoys met."]}]}},
    {"headline": "x", "versioncreated": "2031-03-04T10:30:00Z", "body_html": "<p>The envoys met.</p>"},
    {"text": "The talks ended.", "comments": "No.\nYes.", "source-hostname": "Post"}]"#;

const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><title>The Norland Post</title>
    <item><title>Envoys &amp; others</title><link>https://post.example/1</link><pubDate>Tue, 04 Mar 2031 10:30:00 +0100</pubDate>
    <description><![CDATA[<p>The envoys met on <b>Tuesday</b>.</p>]]></description></item><item><title>&a;</title></item></channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title type="html">&lt;i&gt;Envoys&lt;/i&gt; meet</title>
    <link href="https://p.example/a"/><updated>2031-03-05T00:00:00Z</updated><author><name>Ilse Brandt</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They <b>met</b>.</p></div></content></entry></feed>"#;

const BOX: &str = "From news@post.example Tue Mar  4 10:30:00 2031\n";

const MAIL: &str = "From: \"The Norland Post\" <news@post.example>\nSubject: =?utf-8?q?Envoys_meet?=\nDate: Tue, 4 Mar 2031 10:30:00 +0100\n\
    List-Unsubscribe: <https://post.example/u>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\
    Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe envoys met in the caf=E9.\n--b\n\
    Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+VGhlIGVudm95cyBtZXQuPC9wPg==\n--b--\n";
