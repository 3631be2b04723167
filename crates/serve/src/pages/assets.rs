//! Looks and script, carried in the program.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

pub const STYLE: &str = "/assets/style.css";
pub const SCRIPT: &str = "/assets/script.js";

static LOOKS: LazyLock<String> = LazyLock::new(|| format!("{}{}", render::html::STYLE, include_str!("desk.css")));
const COMFORT: &str = include_str!("desk.js");

/// Its address, another whenever it changes, so that a browser may keep it.
pub fn address(asset: &str) -> String {
    static MARK: LazyLock<String> = LazyLock::new(|| {
        let hash = Sha256::new().chain_update(LOOKS.as_bytes()).chain_update(COMFORT.as_bytes()).finalize();
        hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    });
    format!("{asset}?v={}", *MARK)
}

pub async fn style() -> Response {
    asset("text/css; charset=utf-8", &LOOKS)
}

pub async fn script() -> Response {
    asset("text/javascript; charset=utf-8", COMFORT)
}

fn asset(kind: &'static str, words: &'static str) -> Response {
    let kept = "public, max-age=31536000, immutable";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], words).into_response()
}
