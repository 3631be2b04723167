//! Who is let in, and how much he may ask for.

use crate::desk::{Desk, request};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use serde_json::json;
use serve::{Right, Settings, Tokens};
use std::net::SocketAddr;
use std::time::Duration;
use store::Location;

#[tokio::test]
async fn every_answer_is_closed_to_others() {
    let desk = Desk::new();
    for address in ["/", "/search?q=dam", "/nowhere", "/api/v1/reports", "/api/v1/nowhere", "/assets/style.css"] {
        let answer = desk.get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{address}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        for unsafe_part in [" style=\"", "<style", " onclick", "javascript:"] {
            assert!(!answer.body.contains(unsafe_part), "{address} has {unsafe_part}");
        }
    }
}

#[tokio::test]
async fn other_names_and_other_sites_are_refused() {
    let desk = Desk::new();
    let named = Request::builder().uri("/").header(header::HOST, "rebound.example").body(Body::empty()).unwrap();
    assert_eq!(desk.send(named).await.status, 421);
    let post = request("POST", "/api/v1/reports")
        .header(header::ORIGIN, "http://elsewhere.example")
        .header(header::CONTENT_TYPE, "application/json");
    assert_eq!(desk.send(post.body(Body::from("{}")).unwrap()).await.status, 403);
}

#[test]
fn other_machines_need_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        library: Location::File(folder.path().join("none.db")),
        listen: ([0, 0, 0, 0], 0).into(),
        tokens: None,
        model: None,
        limits: serve::Limits::default(),
    };
    let refused = serve::serve(settings, |_| panic!("it serves")).unwrap_err();
    assert_eq!(refused.code, "server/open");
}

#[tokio::test]
async fn tokens_let_in_and_sessions_stand_for_them() {
    let mut given = (String::new(), String::new());
    let desk = Desk::with(|settings, folder| {
        let file = folder.join("tokens");
        given = (Tokens::add(&file, "ann", Right::Read).unwrap(), Tokens::add(&file, "bob", Right::Write).unwrap());
        settings.tokens = Some(file);
    });
    let (read, write) = given;
    let unknown = desk.get("/api/v1/reports").await;
    assert_eq!((unknown.status.as_u16(), unknown.header("www-authenticate")), (401, "Bearer"));
    let page = desk.get("/").await;
    assert_eq!((page.status.as_u16(), page.header("location")), (303, "/sign-in"));
    assert_eq!(desk.get("/sign-in").await.status, 200);
    let with = |method: &str, token: &str| {
        let request = Request::builder().method(method).uri("/api/v1/reports").header(header::HOST, "desk.example");
        request
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json!({ "reports": [] }).to_string()))
            .unwrap()
    };
    assert_eq!(desk.send(with("GET", &read)).await.status, 200);
    assert_eq!(desk.send(with("POST", &read)).await.status, 403);
    assert_eq!(desk.send(with("POST", &write)).await.status, 400, "an empty batch, but let in");
    let sign_in = |token: &str| {
        let request = request("POST", "/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.body(Body::from(format!("token={token}"))).unwrap()
    };
    assert_eq!(desk.send(sign_in("wrong")).await.status, 403);
    let signed = desk.send(sign_in(&read)).await;
    let cookie = signed.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(!cookie.contains(&read));
    let cookie = cookie.split(';').next().unwrap();
    let home = request("GET", "/").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    assert_eq!(desk.send(home).await.status, 200);
    let add = request("GET", "/add").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    assert_eq!(desk.send(add).await.status, 403);
}

#[tokio::test]
async fn a_flood_and_a_large_body_are_refused() {
    let desk = Desk::with(|settings, _| {
        settings.limits.rate = 1.0;
        settings.limits.body_bytes = 1_000;
    });
    let from = |address: &str| {
        let mut request = request("GET", "/sign-in").body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(address.parse::<SocketAddr>().unwrap()));
        request
    };
    let mut refused = 0;
    for _ in 0..30 {
        refused += usize::from(desk.send(from("10.0.0.1:1000")).await.status == 429);
    }
    assert!((15..=20).contains(&refused), "{refused}");
    assert_eq!(desk.send(from("10.0.0.2:1000")).await.status, 200);
    let large = json!({ "reports": [{ "text": "a ".repeat(2_000) }] });
    assert_eq!(desk.post("/api/v1/reports", &large).await.status, 413);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let desk = Desk::with(|settings, _| settings.limits.request = Duration::from_millis(200));
    let never = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let request =
        request("POST", "/api/v1/reports").header(header::CONTENT_TYPE, "application/json").body(never).unwrap();
    assert_eq!(desk.send(request).await.status, 408);
}
