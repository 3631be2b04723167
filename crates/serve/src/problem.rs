//! What went wrong with a request: RFC 9457 for programs, a page for people.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use record::Diagnostic;
use schemars::JsonSchema;
use serde::Serialize;

/// A problem as `application/problem+json` says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What kind of problem: `library/cursor`, `request/too-large`, ….
    pub code: String,
    /// In a sentence.
    pub title: String,
    /// What can be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &str, title: impl Into<String>) -> Self {
        Self { status: status.as_u16(), code: code.to_owned(), title: title.into(), detail: None }
    }

    /// The same with what can be done.
    #[must_use]
    pub fn hint(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub fn request(title: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "request/invalid", title)
    }

    pub fn missing(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "request/not-found", format!("there is no such {what}"))
    }

    pub fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "server/busy", "the server has more to do than it can")
            .hint("try again in a few seconds")
    }

    pub fn failed() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server/failed", "this failed inside the program")
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// What the library says. Where it is, and what its own errors say of files, stays here.
impl From<Diagnostic> for Problem {
    fn from(said: Diagnostic) -> Self {
        let status = match said.code.as_str() {
            "library/cursor" | "library/ambiguous" => StatusCode::BAD_REQUEST,
            "library/unknown" => StatusCode::UNPROCESSABLE_ENTITY,
            code if code.starts_with("ask/") => StatusCode::UNPROCESSABLE_ENTITY,
            "library/locked" => StatusCode::SERVICE_UNAVAILABLE,
            "library/full" | "library/read-only" => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            eprintln!("{said}");
            return Self::failed();
        }
        let problem = Self::new(status, &said.code, said.message);
        match said.hint {
            Some(hint) if status.is_client_error() => problem.hint(hint),
            _ => problem,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        with_headers(&self, &mut response);
        response
    }
}

/// What a status owes to its client beside the words.
pub fn with_headers(problem: &Problem, response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match problem.status {
        401 => drop(headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
        429 | 503 => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"))),
        _ => {}
    }
}
