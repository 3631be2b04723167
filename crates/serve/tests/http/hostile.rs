//! What bad people send.

use crate::desk::{Desk, request};
use axum::body::Body;
use axum::http::header;
use serde_json::json;

/// Text that would be a script, a link, or turn the writing, if a page let it.
const BAD: &str = "<script>alert(1)</script>\n\nThe envoy \"><img src=x onerror=alert(1)> met \u{202e}nobody\u{202c} in Port Alder on \
                   Monday, said Anna <b onmouseover='x()'>Holt</b>. <svg/onload=alert(2)> &lt;i&gt; {{7*7}} ' OR 1=1 --\n";

#[tokio::test]
async fn a_hostile_report_stays_words() {
    let desk = Desk::new();
    let report = json!({ "id": "../../etc/<b>\"'&#x2f;", "text": BAD, "title": "<script>alert(3)</script>", "outlet": "<i>\u{202e}x", "url": "javascript:alert(4)" });
    let added = desk.post("/api/v1/reports", &json!({ "reports": [report] })).await.json();
    assert_eq!(added["added"].as_array().unwrap().len(), 1, "{added}");
    let story = added["stories"][0].as_str().unwrap();
    let story = story
        .replace('/', "%2F")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('"', "%22")
        .replace('#', "%23")
        .replace('&', "%26");
    let report = "..%2F..%2Fetc%2F%3Cb%3E%22%27%26%23x2f%3B";
    for address in [
        "/".to_owned(),
        format!("/stories/{story}"),
        format!("/reports/{report}"),
        format!("/reports/{report}?at=0-8"),
        "/search?q=envoy".to_owned(),
        "/entities".to_owned(),
    ] {
        let answer = desk.get(&address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        for bad in ["<script>", "<img", "onerror=alert(1)>", "<svg/", "href=\"javascript", "\u{202e}", "<b on"] {
            assert!(!answer.body.replace("&lt;script&gt;", "").contains(bad), "{address} has {bad}");
        }
    }
}

#[tokio::test]
async fn a_table_without_end_is_shown_in_parts() {
    let desk = Desk::new();
    let rows = "Port Alder | 40 | 17 | Norwick | 2031\n\n".repeat(4_000);
    let added = desk.post("/api/v1/reports", &json!({ "reports": [{ "id": "table", "text": rows }] })).await;
    assert_eq!(added.status, 200, "{}", added.body);
    let page = desk.get("/reports/table").await;
    assert_eq!(page.status, 200);
    assert!(page.body.len() < 3_000_000, "{}", page.body.len());
    assert!(page.body.contains("part 1 of"), "there are parts");
}

/// A small generator: the same requests on every run.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below.max(1)
    }
}

#[tokio::test]
async fn a_thousand_hostile_requests_and_no_failure() {
    let desk = Desk::new();
    let story = desk.story().await;
    let starts = [
        "/",
        "/stories/",
        "/reports/",
        "/entities/",
        "/search?q=",
        "/search?q=a&after=",
        "/?from=",
        "/?seen=",
        "/seen?at=",
        "/api/v1/",
        "/api/v1/reports/",
        "/api/v1/search?q=",
        "/api/v1/happenings?entity=",
        "/api/v1/entities?name=",
        "/api/v1/changes?after=",
        "/api/v1/stories/x/export/",
    ];
    let parts = [
        "%00",
        "%ff%fe",
        "..%2f",
        "'",
        "%22",
        "*",
        "-",
        "OR",
        "%F0%9F%98%80",
        "99999999999999999999",
        "-1",
        "%E2%80%AE",
        "{}",
        "(",
        ")",
        "NEAR%2F2",
        "%25",
        "a",
        "%0d%0aX:1",
        ";",
        "$1",
        "?at=1-2",
        "?about=a&since=x&until=%00",
        "&part=9",
        "?version=0",
        "#",
        "%3Cscript%3E",
        &story,
    ];
    let methods = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"];
    let mut random = Random(20_310_304);
    for number in 0..1_000 {
        let mut address = starts[random.next(starts.len())].to_owned();
        for _ in 0..random.next(6) {
            address.push_str(parts[random.next(parts.len())]);
        }
        let Ok(request) = request(methods[random.next(methods.len())], &address)
            .header(header::COOKIE, parts[random.next(parts.len())])
            .header(
                header::CONTENT_TYPE,
                if number % 2 == 0 { "application/json" } else { "multipart/form-data; boundary=" },
            )
            .body(Body::from(parts[random.next(parts.len())].to_owned()))
        else {
            continue;
        };
        let answer = desk.send(request).await;
        assert!(answer.status.as_u16() < 500, "{address}: {} {}", answer.status, answer.body);
    }
    assert_eq!(desk.get("/").await.status, 200);
}
