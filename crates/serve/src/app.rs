//! Every request's way in and out.

use crate::access::{Access, Refused, Tokens, Visitor};
use crate::cache::Cache;
use crate::limits::Rates;
use crate::problem::Problem;
use crate::settings::{Limits, Settings};
use crate::shelf::Shelf;
use crate::{api, pages};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;
use store::Library;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// What all requests share.
#[derive(Clone)]
pub struct App {
    pub(crate) shelf: Shelf,
    pub(crate) access: Arc<Access>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) streams: Arc<Semaphore>,
    cache: Arc<Cache>,
    rates: Arc<Rates>,
    requests: Arc<Semaphore>,
    started: u128,
}

impl App {
    /// Opens the library and reads the tokens.
    ///
    /// # Errors
    /// When either fails.
    pub fn open(settings: Settings) -> crate::Result<Self> {
        let tokens = settings.tokens.as_deref().map(Tokens::read).transpose()?;
        let limits = settings.limits;
        Ok(Self {
            shelf: Shelf::open(&settings.library, settings.model, limits.readers, limits.waiting)?,
            access: Arc::new(Access::new(tokens)?),
            streams: Arc::new(Semaphore::new(limits.streams)),
            cache: Arc::new(Cache::new(limits.cache_bytes)),
            rates: Arc::new(Rates::new(limits.rate)),
            requests: Arc::new(Semaphore::new(limits.requests)),
            limits: Arc::new(limits),
            started: jiff::Timestamp::now().as_nanosecond().unsigned_abs(),
        })
    }

    /// Now, in seconds.
    pub(crate) fn now() -> i64 {
        jiff::Timestamp::now().as_second()
    }

    /// A page or value that changes only when the library does: kept, and not sent again to who has it. `name` says all
    /// that it depends on beside the library.
    pub(crate) async fn kept(
        &self,
        name: String,
        kind: &'static str,
        headers: &HeaderMap,
        make: impl FnOnce(&mut Library) -> Result<String, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let has = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (cache, started) = (Arc::clone(&self.cache), self.started);
        let (tag, body) = self
            .shelf
            .read(move |library| {
                let state = library.last_change()?;
                let tag = tag(&name, state, started);
                if has.is_some_and(|has| has.split(',').any(|one| one.trim() == tag || one.trim() == "*")) {
                    return Ok((tag, None));
                }
                if let Some(page) = cache.get(&name, state) {
                    return Ok((tag, Some(page)));
                }
                let page = Bytes::from(make(library)?);
                cache.put(&name, state, &page);
                Ok((tag, Some(page)))
            })
            .await?;
        let mut response = match body {
            Some(body) => ([(header::CONTENT_TYPE, kind)], body).into_response(),
            None => StatusCode::NOT_MODIFIED.into_response(),
        };
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        Ok(response)
    }
}

/// Weak, since the bytes may be packed on the way.
fn tag(name: &str, state: i64, started: u128) -> String {
    let hash = Sha256::digest(format!("{started} {name}").as_bytes());
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{state}-{hash}\"")
}

/// All routes.
pub fn app(app: App) -> Router {
    let body = app.limits.body_bytes;
    Router::new()
        .merge(pages::routes())
        .nest(api::ROOT, api::routes())
        .fallback(pages::missing)
        .layer(DefaultBodyLimit::max(body))
        .layer(CatchPanicLayer::custom(|_| Problem::failed().into_response()))
        .layer(from_fn_with_state(app.clone(), enter))
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Lets a request in, or not, and sees it out.
async fn enter(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with(api::ROOT);
    let mut response = match admitted(&app, request, next).await {
        Ok(response) => response,
        Err(Refused::Unknown) if !is_api => Redirect::to("/sign-in").into_response(),
        Err(Refused::Unknown) => {
            let problem = Problem::new(StatusCode::UNAUTHORIZED, "access/token", "a token is asked for");
            problem.hint("send it as `Authorization: Bearer TOKEN`").into_response()
        }
        Err(Refused::Problem(problem)) if is_api => problem.into_response(),
        Err(Refused::Problem(problem)) => pages::problem(&problem),
    };
    secure(response.headers_mut());
    response
}

async fn admitted(app: &App, mut request: Request, next: Next) -> Result<Response, Refused> {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip());
    if from.is_some_and(|from| !app.rates.take(from, Instant::now())) {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "server/rate", "too many requests");
        return Err(Refused::Problem(problem.hint("wait a few seconds")));
    }
    let Ok(_place) = app.requests.try_acquire() else { return Err(Refused::Problem(Problem::busy())) };
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    let visitor = match app.access.visitor(method, uri, headers, App::now()) {
        Ok(visitor) => Some(visitor),
        // Whoever has to say who he is must be able to.
        Err(Refused::Unknown) if pages::is_open(uri.path()) => None,
        Err(refused) => return Err(refused),
    };
    if let Some(visitor) = visitor {
        request.extensions_mut().insert::<Visitor>(visitor);
    }
    let answered = tokio::time::timeout(app.limits.request, next.run(request)).await;
    answered.map_err(|_| {
        let problem = Problem::new(StatusCode::REQUEST_TIMEOUT, "server/slow", "the request took too long");
        Refused::Problem(problem)
    })
}

/// Nothing from elsewhere runs, is loaded, or frames a page; nothing is told to where a link leads.
fn secure(headers: &mut HeaderMap) {
    let all = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
