//! Fetching by HTTP: politely, within bounds, and from the public internet alone.

mod addresses;
mod answer;
mod hosts;
mod resolver;
pub mod robots;

pub use addresses::is_public;
pub use answer::{Answer, Failure, Page, Validators};
pub use hosts::{Host, Hosts, Robots};

use crate::clock::{Clock, after};
use answer::{page, retry_after, validators};
use jiff::Timestamp;
use record::Diagnostic;
use resolver::{Guarded, Lookup, System};
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{HeaderMap, StatusCode};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// How fetches behave.
#[derive(Clone, Debug)]
pub struct Manners {
    /// Who asks: the name by which robots.txt is read.
    pub token: String,
    /// Where those who are asked can read about it: the rest of the user agent.
    pub about: String,
    /// Bytes of an answer's body, unpacked, at most.
    pub body: u64,
    /// Redirections that are followed.
    pub redirects: u32,
    /// Between two requests to one host.
    pub pause: Duration,
    /// The longest wait for a host's turn within a run; beyond it the source is put off.
    pub patience: Duration,
    /// For a whole request.
    pub whole: Duration,
    /// For a connection, and for the head of an answer.
    pub part: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            token: "rapporteur".to_owned(),
            about: format!("rapporteur/{} (reads news feeds for a newsroom)", env!("CARGO_PKG_VERSION")),
            body: 16 << 20,
            redirects: 5,
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(20),
            whole: Duration::from_secs(60),
            part: Duration::from_secs(15),
        }
    }
}

/// A robots.txt is read again after so long.
const ROBOTS_AGE: Duration = Duration::from_secs(24 * 3600);
/// The same where the host could not be reached.
const ROBOTS_RETRY: Duration = Duration::from_secs(3600);
/// The longest that a host may put us off.
const LONGEST_REFUSAL: Duration = Duration::from_secs(24 * 3600);

/// Fetches.
pub struct Fetcher {
    manners: Manners,
    hosts: Hosts,
    clock: Arc<dyn Clock>,
    public: Agent,
    private: Agent,
}

/// What one source may do beyond the usual.
#[derive(Clone, Debug, Default)]
pub struct Grant {
    /// The one host, with its port, that may have an address that is not public.
    pub private_host: Option<String>,
}

impl Grant {
    /// The host of `url` may be at home.
    pub fn home(url: &Url) -> Self {
        Self { private_host: Some(host(url)) }
    }
}

impl Fetcher {
    /// With what is known of hosts from before.
    pub fn new(manners: Manners, hosts: Hosts, clock: Arc<dyn Clock>) -> Self {
        Self::with_lookup(manners, hosts, clock, Arc::new(System))
    }

    fn with_lookup(manners: Manners, hosts: Hosts, clock: Arc<dyn Clock>, lookup: Arc<dyn Lookup>) -> Self {
        let agent = |private_too| guarded(&manners, lookup.clone(), private_too);
        let (public, private) = (agent(false), agent(true));
        Self { manners, hosts, clock, public, private }
    }

    /// What is known of hosts, to be kept.
    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Fetches an address, after its host's robots.txt and when it is the host's turn.
    ///
    /// # Errors
    /// When it may not be fetched, cannot be reached or does not answer well.
    pub fn get(&self, url: &Url, validators: &Validators, grant: &Grant) -> Result<Answer, Failure> {
        self.follow(url, validators, grant, true)
    }

    fn follow(&self, url: &Url, held: &Validators, grant: &Grant, robots: bool) -> Result<Answer, Failure> {
        let mut url = url.clone();
        for _ in 0..=self.manners.redirects {
            check(&url)?;
            if robots {
                self.admit(&url, grant)?;
            }
            self.turn(&url)?;
            let response = self.ask(&url, held, grant)?;
            let (head, body) = response.into_parts();
            match head.status {
                StatusCode::NOT_MODIFIED => return Ok(Answer::Same),
                status if status.is_success() => {
                    self.hosts.change(&host(&url), |host| host.refusals = 0);
                    let bytes = self.whole_body(&url, body)?;
                    return Ok(Answer::Page(Box::new(page(url, &head.headers, bytes, validators(&head.headers)))));
                }
                status if is_redirect(status) => url = target(&url, &head.headers)?,
                status => return Err(self.refused(&url, status, &head.headers)),
            }
        }
        let message = format!("it redirects more than {} times", self.manners.redirects);
        Err(Failure::passing(Diagnostic::error("fetch/redirects", message).at(url)))
    }

    fn ask(&self, url: &Url, held: &Validators, grant: &Grant) -> Result<ureq::http::Response<Body>, Failure> {
        let at_home = grant.private_host.as_deref() == Some(&host(url));
        let mut request = if at_home { &self.private } else { &self.public }.get(url.as_str());
        if let Some(tag) = &held.etag {
            request = request.header("If-None-Match", tag);
        }
        if let Some(date) = &held.last_modified {
            request = request.header("If-Modified-Since", date);
        }
        request.call().map_err(|error| Failure::of(url, &error))
    }

    fn whole_body(&self, url: &Url, mut body: Body) -> Result<Vec<u8>, Failure> {
        use std::io::Read;
        let mut bytes = Vec::new();
        let read = body.as_reader().take(self.manners.body + 1).read_to_end(&mut bytes);
        read.map_err(|error| {
            let message = format!("the answer broke off after {} bytes: {error}", bytes.len());
            Failure::passing(Diagnostic::error("fetch/cut", message).at(url.as_str()))
        })?;
        if bytes.len() as u64 > self.manners.body {
            let message = format!("the answer is longer than {} bytes", self.manners.body);
            return Err(Failure::lasting(Diagnostic::error("fetch/too-large", message).at(url.as_str())));
        }
        Ok(bytes)
    }

    /// Waits for the host's turn, and takes it.
    fn turn(&self, url: &Url) -> Result<(), Failure> {
        let now = self.clock.now();
        let turn = self.hosts.change(&host(url), |host| {
            let turn = host.not_before.unwrap_or(now).max(now);
            if turn <= after(now, self.manners.patience) {
                host.not_before = Some(after(turn, self.manners.pause));
            }
            turn
        });
        let wait = between(now, turn);
        if wait > self.manners.patience {
            let message = format!("its host asked to be left alone until {turn}");
            let failure = Failure::passing(Diagnostic::warning("fetch/host-busy", message).at(url.as_str()));
            return Err(failure.until(turn));
        }
        if !wait.is_zero() {
            self.clock.wait(wait);
        }
        Ok(())
    }

    /// The host's answer is no page: it is left alone for as long as it asks, or longer each time.
    fn refused(&self, url: &Url, status: StatusCode, headers: &HeaderMap) -> Failure {
        let now = self.clock.now();
        let message = match status {
            StatusCode::GONE => "it is gone for good (410)".to_owned(),
            status => format!("the server answered {status}"),
        };
        let found = Diagnostic::error("fetch/status", message).at(url.as_str());
        if status == StatusCode::GONE {
            return Failure::lasting(found.hint("remove the source, or look for its new address"));
        }
        if status != StatusCode::TOO_MANY_REQUESTS && !status.is_server_error() {
            return Failure::passing(found);
        }
        let until = self.hosts.change(&host(url), |host| {
            host.refusals = host.refusals.saturating_add(1);
            let own = self.manners.pause.max(Duration::from_secs(1)) * 2u32.pow(host.refusals.min(12));
            let asked = retry_after(headers, now).unwrap_or(own);
            let until = after(now, asked.min(LONGEST_REFUSAL));
            host.not_before = Some(host.not_before.map_or(until, |before| before.max(until)));
            until
        });
        Failure::passing(found).until(until)
    }

    /// Asks the host's robots.txt whether an address may be fetched.
    fn admit(&self, url: &Url, grant: &Grant) -> Result<(), Failure> {
        let now = self.clock.now();
        let name = host(url);
        let fresh = |robots: &Robots| {
            let age = if robots.text.is_some() { ROBOTS_AGE } else { ROBOTS_RETRY };
            now < after(robots.at, age)
        };
        let robots = match self.hosts.get(&name).robots.filter(fresh) {
            Some(robots) => robots,
            None => {
                let (text, failure) = self.robots(url, grant);
                let robots = Robots { at: now, text };
                self.hosts.change(&name, |host| host.robots = Some(robots.clone()));
                if let Some(failure) = failure {
                    return Err(failure);
                }
                robots
            }
        };
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        if robots.rules(&self.manners.token).allow(&format!("{}{query}", url.path())) {
            return Ok(());
        }
        let at = |diagnostic: Diagnostic| diagnostic.at(url.as_str());
        if robots.text.is_none() {
            let message = "the host's robots.txt could not be reached, so nothing of it is fetched for now";
            let failure = Failure::passing(at(Diagnostic::warning("fetch/robots-unreachable", message)));
            return Err(failure.until(after(robots.at, ROBOTS_RETRY)));
        }
        let refused = at(Diagnostic::error("fetch/robots", "the host's robots.txt does not let it be fetched"));
        Err(Failure::lasting(refused.hint("ask the outlet for a feed or for leave")))
    }

    /// The host's robots.txt: empty where it has none (4xx); where that cannot be known there is no text, but the reason
    /// (RFC 9309, 2.3.1).
    fn robots(&self, url: &Url, grant: &Grant) -> (Option<String>, Option<Failure>) {
        let Ok(address) = url.join("/robots.txt") else { return (Some(String::new()), None) };
        match self.follow(&address, &Validators::default(), grant, false) {
            Ok(Answer::Page(page)) => {
                let bytes = page.bytes.get(..page.bytes.len().min(robots::LONGEST)).unwrap_or_default();
                (Some(String::from_utf8_lossy(bytes).into_owned()), None)
            }
            Ok(Answer::Same) => (Some(String::new()), None),
            Err(failure) if failure.status_of_client() => (Some(String::new()), None),
            Err(failure) => (None, Some(failure)),
        }
    }
}

/// A client that connects to the public internet alone, unless told otherwise.
pub(crate) fn agent(manners: &Manners, private_too: bool) -> Agent {
    guarded(manners, Arc::new(System), private_too)
}

fn guarded(manners: &Manners, lookup: Arc<dyn Lookup>, private_too: bool) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // A proxy would look names up itself, and no address could be checked.
        .proxy(None)
        .user_agent(&*manners.about)
        .accept("application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5")
        .timeout_global(Some(manners.whole))
        .timeout_resolve(Some(manners.part))
        .timeout_connect(Some(manners.part))
        .timeout_recv_response(Some(manners.part))
        .timeout_recv_body(Some(manners.whole))
        .build();
    Agent::with_parts(config, DefaultConnector::new(), Guarded { lookup, private_too })
}

/// The host of an address, with its scheme and port.
fn host(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{}://{}:{port}", url.scheme(), url.host_str().unwrap_or_default())
}

fn check(url: &Url) -> Result<(), Failure> {
    let refuse = |message: &str| Err(Failure::lasting(Diagnostic::error("fetch/address", message).at(url.as_str())));
    match url.scheme() {
        "http" | "https" if !url.username().is_empty() || url.password().is_some() => {
            refuse("an address with a name or password in it is not fetched")
        }
        "http" | "https" if url.has_host() => Ok(()),
        _ => refuse("only http and https are fetched"),
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Where a redirection leads.
fn target(url: &Url, headers: &HeaderMap) -> Result<Url, Failure> {
    let location = headers.get("location").and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let target = location.and_then(|location| url.join(location).ok());
    let lost = || Failure::passing(Diagnostic::error("fetch/redirects", "it redirects to nowhere").at(url.as_str()));
    let target = target.ok_or_else(lost)?;
    if url.scheme() == "https" && target.scheme() == "http" {
        let message = format!("it redirects from https to {target}");
        return Err(Failure::lasting(Diagnostic::error("fetch/downgrade", message).at(url.as_str())));
    }
    Ok(target)
}

/// From one moment to a later one.
fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
