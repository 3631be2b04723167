//! What people look at.

use crate::desk::{Desk, request};
use axum::body::Body;
use axum::http::header;
use std::collections::{BTreeMap, BTreeSet};

/// Addresses in a page that stay on the server, without what `&amp;` hides.
fn links(page: &str) -> Vec<String> {
    let found = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    found.filter(|link| link.starts_with(['/', '#'])).map(|link| link.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn every_link_leads_to_a_page_and_to_a_place_on_it() {
    let desk = Desk::new();
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut waiting = BTreeSet::from(["/".to_owned()]);
    let mut places = BTreeSet::new();
    while let Some(address) = waiting.pop_first() {
        let answer = desk.get(&address).await;
        assert!(answer.status == 200 || answer.status == 303, "{address}: {}", answer.status);
        let html = answer.header("content-type").starts_with("text/html") && !address.contains("/export/");
        let body = if html { answer.body } else { String::new() };
        for link in links(&body) {
            let (page, place) = link.split_once('#').unwrap_or((&link, ""));
            let page = if page.is_empty() { address.clone() } else { page.to_owned() };
            if !place.is_empty() {
                places.insert((page.clone(), place.to_owned()));
            }
            if !pages.contains_key(&page) && page != address {
                waiting.insert(page);
            }
        }
        pages.insert(address, body);
    }
    assert!(pages.len() > 60, "{}", pages.len());
    for (page, place) in places {
        assert!(pages[&page].contains(&format!("id=\"{place}\"")), "{page}#{place} leads nowhere");
    }
}

#[tokio::test]
async fn a_datum_leads_to_its_words_and_back() {
    let desk = Desk::new();
    let story = desk.story().await;
    let page = desk.get(&format!("/stories/{story}")).await.body;
    for part in [
        "Where reports differ",
        "Timeline",
        "Who met whom",
        "Who tells what",
        "Who copies whom",
        "On the table",
        "Alleged",
        "<svg",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let cited = links(&page).into_iter().find(|link| link.contains("?at=")).unwrap();
    let report = desk.get(cited.split('#').next().unwrap()).await.body;
    assert!(report.contains("<mark id=\"at\""), "{cited}");
    let back = links(&report).into_iter().find(|link| link.starts_with(&format!("/stories/{story}#"))).unwrap();
    assert!(page.contains(&format!("id=\"{}\"", back.split('#').nth(1).unwrap())), "{back}");
}

#[tokio::test]
async fn what_came_since_the_last_look() {
    let desk = Desk::new();
    let first = desk.get("/").await;
    assert!(!first.body.contains("Since you last looked"));
    let seen = first.header("set-cookie").split(';').next().unwrap().to_owned();
    let text = "Ferry to Norwick runs again\n\nThe ferry Linnet sailed to Norwick on Monday.\n";
    desk.post("/api/v1/reports", &serde_json::json!({ "reports": [{ "text": text }] })).await;
    let again = || request("GET", "/").header(header::COOKIE, &seen).body(Body::empty()).unwrap();
    assert!(desk.send(again()).await.body.contains("Since you last looked: 1 report came to 1 story"));
}

#[tokio::test]
async fn where_files_lie_is_told_nobody() {
    let desk = Desk::new();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let folder = desk.folder.path().display().to_string();
    let story = desk.story().await;
    let report = desk.get("/api/v1/reports").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    for address in [
        format!("/stories/{story}"),
        format!("/reports/{report}"),
        format!("/api/v1/stories/{story}"),
        format!("/api/v1/stories/{story}/brief"),
        format!("/api/v1/stories/{story}/export/html"),
        format!("/api/v1/stories/{story}/export/ninjs"),
        format!("/api/v1/reports/{report}"),
        format!("/api/v1/reports/{report}/reading"),
        format!("/api/v1/reports/{report}/versions"),
        "/api/v1/search?q=dam".to_owned(),
        "/api/v1/reports".to_owned(),
    ] {
        let answer = desk.get(&address).await;
        assert_eq!(answer.status, 200, "{address}");
        for secret in [example, &folder, "examples/alder-talks"] {
            assert!(!answer.body.contains(secret), "{address} tells {secret}");
        }
    }
}

#[tokio::test]
async fn a_report_is_pasted() {
    let desk = Desk::new();
    let form = desk.get("/add").await;
    let cookie = form.header("set-cookie").split(';').next().unwrap().to_owned();
    let key = form.body.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let send = |key: &str, cookie: &str| {
        let part = |name: &str, value: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let file = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"C:\\\\talks\\\\b.txt\"\r\n\r\nSecond\n\nThe ferry Heron left Port Alder on Monday.\r\n";
        let body = format!(
            "{}{}{file}--x--\r\n",
            part("key", key),
            part("text", "First\n\nThe ferry Linnet sailed to Norwick on Monday.")
        );
        request("POST", "/add")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header(header::COOKIE, cookie)
            .body(Body::from(body))
            .unwrap()
    };
    assert_eq!(desk.send(send("wrong", &cookie)).await.status, 403);
    assert_eq!(desk.send(send(&key, "")).await.status, 403);
    let added = desk.send(send(&key, &cookie)).await;
    assert_eq!(added.status, 200);
    assert!(added.body.contains("2 new reports"), "{}", added.body);
    assert!(desk.get("/search?q=linnet").await.body.contains("<mark>Linnet</mark>"));
}
