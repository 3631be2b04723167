//! What a fetch gives: a page, or why there is none.

use super::resolver::NotPublic;
use jiff::Timestamp;
use record::Diagnostic;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use ureq::http::HeaderMap;
use url::Url;

/// What lets a server say that nothing has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// A good answer.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The page.
    Page(Box<Page>),
    /// The page is as it was.
    Same,
}

/// A page as it was served.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it was, after redirections.
    pub url: Url,
    /// `Content-Type`, in small letters, without its parameters.
    pub kind: Option<String>,
    /// The encoding that the server names.
    pub charset: Option<String>,
    /// Unpacked.
    pub bytes: Vec<u8>,
    /// For the next time.
    pub validators: Validators,
}

/// No answer.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// Whether asking again can help.
    pub passing: bool,
    /// Not to be asked again before.
    pub until: Option<Timestamp>,
}

impl Failure {
    pub(crate) fn passing(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, passing: true, until: None }
    }

    pub(crate) fn lasting(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, passing: false, until: None }
    }

    pub(super) fn until(self, moment: Timestamp) -> Self {
        Self { until: Some(moment), ..self }
    }

    /// What an error of the client means.
    pub(super) fn of(url: &Url, error: &ureq::Error) -> Self {
        let at = |diagnostic: Diagnostic| diagnostic.at(url.as_str());
        match error {
            ureq::Error::Other(inner) if inner.is::<NotPublic>() => Self::lasting(
                at(Diagnostic::error("fetch/not-public", inner.to_string()))
                    .hint("where that is meant, add the source with --allow-private"),
            ),
            ureq::Error::Timeout(_) => {
                Self::passing(at(Diagnostic::error("fetch/slow", format!("no answer in time ({error})"))))
            }
            ureq::Error::HostNotFound => Self::passing(
                at(Diagnostic::error("fetch/no-host", "there is no such host")).hint("is the address written right?"),
            ),
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Self::tls(url, error),
            // What rustls finds wrong comes as data that make no sense.
            ureq::Error::Io(inner) if url.scheme() == "https" && inner.kind() == std::io::ErrorKind::InvalidData => {
                Self::tls(url, error)
            }
            _ => Self::passing(at(Diagnostic::error("fetch/connection", format!("the connection failed: {error}")))),
        }
    }

    fn tls(url: &Url, error: &ureq::Error) -> Self {
        let message = format!("the connection cannot be trusted: {error}");
        Self::passing(Diagnostic::error("fetch/tls", message).at(url.as_str()))
    }

    /// Whether the server said that there is no such page, rather than that it failed or wants to be left alone.
    pub(super) fn status_of_client(&self) -> bool {
        self.diagnostic.code == "fetch/status" && self.until.is_none()
    }
}

/// A page of an answer's head and body.
pub(super) fn page(url: Url, headers: &HeaderMap, bytes: Vec<u8>, validators: Validators) -> Page {
    let content = text(headers, "content-type").unwrap_or_default();
    let kind = content.split(';').next().map(|kind| kind.trim().to_ascii_lowercase()).filter(|kind| !kind.is_empty());
    let parameters = content.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let charset = parameters
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
        .find(|value| !value.is_empty());
    Page { url, kind, charset, bytes, validators }
}

pub(super) fn validators(headers: &HeaderMap) -> Validators {
    Validators { etag: text(headers, "etag"), last_modified: text(headers, "last-modified") }
}

/// A header's value; bytes that are no UTF-8 are passed over, as is what is too long to send back.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    const LONGEST: usize = 1024;
    let value = std::str::from_utf8(headers.get(name)?.as_bytes()).ok()?.trim();
    (!value.is_empty() && value.len() <= LONGEST).then(|| value.to_owned())
}

/// How long a server asks to be left alone: seconds, or a moment.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = text(headers, "retry-after")?;
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = jiff::fmt::rfc2822::parse(&value).ok()?.timestamp();
    Duration::try_from(moment.duration_since(now)).ok()
}
