//! A desk to test with: the example's reports in a library of its own, and what it answers.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use engine::{Engine, Limits, Silent};
use http_body_util::BodyExt;
use serve::{App, Settings, app};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use store::{Entry, Library, Location};
use tower::ServiceExt;

/// A server with a library in a folder that goes with it.
pub struct Desk {
    pub folder: tempfile::TempDir,
    router: Router,
}

/// What was answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Desk {
    /// With the example's reports, for this machine alone.
    pub fn new() -> Self {
        Self::with(|_, _| {})
    }

    /// With other settings; the folder is there to put files in.
    pub fn with(change: impl FnOnce(&mut Settings, &Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("desk.db");
        std::fs::copy(example(), &file).unwrap();
        let mut settings = Settings {
            library: Location::File(file),
            listen: ([127, 0, 0, 1], 0).into(),
            tokens: None,
            model: None,
            limits: serve::Limits { readers: 2, ..serve::Limits::default() },
        };
        change(&mut settings, folder.path());
        Self { router: app(App::open(settings).unwrap()), folder }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// The beginning of a body that does not end.
    pub async fn first(&self, path: &str) -> String {
        let response = self.router.clone().oneshot(request("GET", path).body(Body::empty()).unwrap()).await.unwrap();
        let frame = response.into_body().frame().await.unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, json: &serde_json::Value) -> Answer {
        let request = request("POST", path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(json.to_string())).unwrap()).await
    }

    /// The id of the only story.
    pub async fn story(&self) -> String {
        self.get("/api/v1/stories").await.json()["items"][0]["id"].as_str().unwrap().to_owned()
    }
}

pub fn request(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, "localhost:7373")
}

/// A library with the example's reports, made once.
fn example() -> &'static Path {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, file) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("example.db");
        let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/alder-talks");
        let engine = Engine::new().unwrap();
        let read = engine.read_all(engine::ingest(&[reports], &Limits::default()).items, &Silent);
        let entry = |read: engine::Read| Entry { report: read.report, analysis: read.analysis, reading: read.reading };
        let mut library = Library::open(&Location::File(file.clone())).unwrap();
        library.add(&read.into_iter().map(entry).collect::<Vec<_>>()).unwrap();
        while library.refresh(8).unwrap() > 0 {}
        (folder, file)
    });
    file
}
