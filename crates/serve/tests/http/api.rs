//! What programs ask for.

use crate::desk::{Desk, request};
use axum::body::Body;
use axum::http::header;
use serde_json::{Value, json};

/// Every route that answers a `GET`, with its description.
fn described() -> Vec<(String, Value)> {
    let document = serve::document();
    let paths = document["paths"].as_object().unwrap();
    paths.iter().filter_map(|(path, item)| Some((path.clone(), item.get("get")?.clone()))).collect()
}

/// Whether a value is what the document says of it.
fn check(value: &Value, schema: &Value, at: &str) {
    let mut whole = schema.clone();
    whole["components"] = serve::document()["components"].clone();
    let validator = jsonschema::validator_for(&whole).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{at}: {wrong:?}");
}

async fn address(desk: &Desk, path: &str) -> String {
    let story = desk.story().await;
    let report = desk.get("/api/v1/reports").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let id = if path.contains("/stories/") { story } else { report };
    let address = path.replace("{id}", &id).replace("{format}", "csv");
    match path.rsplit('/').next() {
        Some("search") => address + "?q=dam",
        Some("revision") => address + "?from=1&to=1",
        Some("ask") => address + "?q=who%20met%20Brandt",
        _ => address,
    }
}

#[tokio::test]
async fn every_route_answers_as_its_description_says() {
    let desk = Desk::new();
    let routes = described();
    assert!(routes.len() >= 15, "{}", routes.len());
    for (path, get) in routes.iter().filter(|(path, _)| !path.ends_with("/stream")) {
        let address = address(&desk, path).await;
        let answer = desk.get(&address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        let content = get["responses"]["200"]["content"].as_object().unwrap();
        let (_, described) = content
            .iter()
            .find(|(kind, _)| *kind == answer.header("content-type"))
            .unwrap_or_else(|| panic!("{address}: {}", answer.header("content-type")));
        if answer.header("content-type") == "application/json" {
            check(&answer.json(), &described["schema"], &address);
        }
        if get["responses"].get("304").is_none() {
            continue;
        }
        let tag = answer.header("etag").to_owned();
        let again = request("GET", &address).header(header::IF_NONE_MATCH, tag).body(Body::empty()).unwrap();
        assert_eq!(desk.send(again).await.status, 304, "{address}");
        let wrong = desk.get(&format!("{address}{}wrong=1", if address.contains('?') { '&' } else { '?' })).await;
        assert!([200, 400].contains(&wrong.status.as_u16()), "{address}");
        if path.contains("{id}") {
            let missing = desk
                .get(
                    &path
                        .replace("{id}", "nothing")
                        .replace("{format}", "csv")
                        .replace("/revision", "/revision?from=1&to=1"),
                )
                .await;
            assert_eq!(missing.status, 404, "{path}");
            assert_eq!(missing.header("content-type"), "application/problem+json");
            check(&missing.json(), &get["responses"]["404"]["content"]["application/problem+json"]["schema"], path);
        }
    }
}

#[tokio::test]
async fn the_published_document_is_the_one_that_is_served() {
    let published = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json")).unwrap();
    let published: Value = serde_json::from_str(&published).unwrap();
    let how = "`cargo run -p serve --example openapi > docs/openapi.json` writes it anew";
    assert!(published == serve::document(), "docs/openapi.json is not what is served: {how}");
    assert_eq!(Desk::new().get("/api/v1/openapi.json").await.json(), published);
}

#[tokio::test]
async fn pages_of_a_list_have_all_rows_once() {
    let desk = Desk::new();
    for list in ["reports", "happenings", "statements", "changes"] {
        let whole = desk.get(&format!("/api/v1/{list}?most=200")).await.json();
        let (mut rows, mut after) = (Vec::new(), String::new());
        loop {
            let page = desk.get(&format!("/api/v1/{list}?most=2{after}")).await.json();
            rows.extend(page["items"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert!(rows.len() > 2, "{list}");
        assert_eq!(&rows, whole["items"].as_array().unwrap(), "{list}");
    }
}

#[tokio::test]
async fn reports_come_in_once_and_go() {
    let desk = Desk::new();
    let text = "Ferry to Norwick runs again\n\nNORWICK - The ferry Linnet sailed to Norwick on Monday, the harbour master said.\n";
    let batch =
        json!({ "reports": [{ "id": "ferry", "text": text, "outlet": "Norwick Post", "published": "2031-05-06" }] });
    let added = desk.post("/api/v1/reports", &batch).await;
    assert_eq!(added.status, 200, "{}", added.body);
    assert_eq!(added.json()["added"], json!(["ferry"]));
    assert_eq!(desk.post("/api/v1/reports", &batch).await.json()["unchanged"], json!(["ferry"]));
    let report = desk.get("/api/v1/reports/ferry").await.json();
    assert_eq!(report["report"]["text"], json!(text));
    assert_eq!(desk.get("/api/v1/search?q=linnet").await.json()["hits"][0]["report"]["id"], json!("ferry"));
    let empty = desk.post("/api/v1/reports", &json!({ "reports": [{ "text": " " }] })).await.json();
    assert_eq!((empty["added"].clone(), empty["messages"][0]["severity"].clone()), (json!([]), json!("error")));
    let remove = || request("DELETE", "/api/v1/reports/ferry").body(Body::empty()).unwrap();
    assert_eq!(desk.send(remove()).await.status, 204);
    assert_eq!(desk.send(remove()).await.status, 404);
}

#[tokio::test]
async fn requests_that_make_no_sense_are_told_so() {
    let desk = Desk::new();
    for bad in [
        "reports?most=0",
        "reports?most=201",
        "reports?most=x",
        "reports?what=1",
        "search",
        "search?q=a&after=x",
        "happenings?since=4 March",
        "stories/x/export/nothing",
        "ask",
        "ask?q=who%20met%20Brandt&today=2031-13-01",
    ] {
        let answer = desk.get(&format!("/api/v1/{}", bad.replace(' ', "%20"))).await;
        assert!([400, 404].contains(&answer.status.as_u16()), "{bad}: {}", answer.status);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{bad}");
    }
    assert_eq!(desk.get("/api/v1/ask?q=why").await.status, 422);
    assert_eq!(desk.get("/api/v1/nowhere").await.status, 404);
    assert_eq!(desk.post("/api/v1/stories", &json!({})).await.status, 405);
    assert_eq!(desk.post("/api/v1/reports", &json!({ "reports": [] })).await.status, 400);
    assert_eq!(desk.post("/api/v1/reports", &json!({ "reports": [{ "texts": "a" }] })).await.status, 422);
}

#[tokio::test]
async fn rows_are_narrowed_by_name() {
    let desk = Desk::new();
    let said = desk.get("/api/v1/statements?entity=BRANDT").await.json();
    let said = said["items"].as_array().unwrap().clone();
    assert!(!said.is_empty());
    assert!(said.iter().all(|row| row["speaker"]["name"] == json!("Ilse Brandt")), "{said:?}");
    assert_eq!(desk.get("/api/v1/statements?entity=Nobody").await.json()["items"], json!([]));
}

#[tokio::test]
async fn changes_come_as_they_happen() {
    let desk = Desk::new();
    let first = desk.first("/api/v1/changes/stream?after=0").await;
    assert!(first.starts_with("id: 1\nevent: ") || first.contains("id: 1\n"), "{first}");
}

#[tokio::test]
async fn answers_are_packed_for_who_can_unpack_them() {
    let desk = Desk::new();
    let request =
        request("GET", "/api/v1/statements").header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    assert_eq!(desk.send(request).await.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn a_desk_has_the_last_word() {
    let desk = Desk::new();
    let correction = json!({ "what": "same-name", "name": "Ilse Brandt", "other": "Anna Holt" });
    let kept = desk.post("/api/v1/corrections", &json!({ "author": "ann", "correction": correction })).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    let number = kept.json()["number"].as_i64().unwrap();
    assert_eq!(desk.get("/api/v1/corrections").await.json()[0]["author"], json!("ann"));
    let undo = || request("DELETE", &format!("/api/v1/corrections/{number}")).body(Body::empty()).unwrap();
    assert_eq!(desk.send(undo()).await.status, 200);
    assert_eq!(desk.send(undo()).await.status, 404);
    assert_eq!(desk.get("/api/v1/corrections").await.json(), json!([]));
}

#[tokio::test]
async fn a_new_text_is_a_version_and_what_changed_is_told() {
    let desk = Desk::new();
    let ferry = |killed: u32| {
        let first = "Ferry sinks off Norwick\n\nThe ferry Linnet sank off Norwick on Monday and";
        let text = format!("{first} {killed} passengers were killed, police said.\n");
        json!({ "reports": [{ "id": "ferry", "text": text, "published": "2031-05-06" }] })
    };
    desk.post("/api/v1/reports", &ferry(12)).await;
    assert_eq!(desk.post("/api/v1/reports", &ferry(17)).await.json()["versions"], json!(["ferry"]));
    let revision = desk.get("/api/v1/reports/ferry/revision?from=1&to=2").await.json();
    assert_eq!(revision["announced"], json!(false));
    let page = desk.get("/reports/ferry/versions").await;
    assert_eq!(page.status, 200, "{}", page.body);
    for part in ["12", "17", "Side by side", "Changed silently"] {
        assert!(page.body.contains(part), "{part}");
    }
}
