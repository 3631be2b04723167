//! Who may come in, and what he may do.
//!
//! Without tokens only this machine is listened to, and only under its own names, so that no page elsewhere can reach it
//! by a name of its own (DNS rebinding). With tokens a program sends one with each request, and a browser trades one for
//! a cookie. A cookie is signed with a key that lives as long as the program: nothing is kept of sessions.

use crate::problem::Problem;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use hmac::{Hmac, Mac};
use record::Diagnostic;
use sha2::{Digest, Sha256};
use std::path::Path;
use subtle::ConstantTimeEq;

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Look.
    Read,
    /// Look, add, take out, correct.
    Write,
}

#[derive(Clone, Debug)]
struct Token {
    right: Right,
    name: String,
    hash: [u8; 32],
}

/// Tokens as a file holds them: a line each, `read NAME HASH` or `write NAME HASH`, with the SHA-256 of the token, which is
/// enough for 32 random bytes.
#[derive(Clone, Debug, Default)]
pub struct Tokens(Vec<Token>);

impl Tokens {
    /// Reads a file of tokens.
    ///
    /// # Errors
    /// When it cannot be read, holds none, or a line is none.
    pub fn read(path: &Path) -> crate::Result<Self> {
        let place = path.display().to_string();
        let said = |message: String| Diagnostic::error("server/tokens", message).at(place.clone());
        let text = std::fs::read_to_string(path).map_err(|error| {
            said(format!("the tokens cannot be read: {error}"))
                .hint("`--new-token NAME` makes the file with a first token")
        })?;
        let mut tokens = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let token = parse(line).ok_or_else(|| {
                said(format!("line {} is no token", number + 1)).hint("`read NAME HASH` or `write NAME HASH`")
            })?;
            tokens.push(token);
        }
        if tokens.is_empty() {
            return Err(said("there is no token in it".to_owned()).hint("`--new-token NAME` adds one"));
        }
        Ok(Self(tokens))
    }

    /// Makes a token, adds its hash to the file (made where there is none, for its owner alone), and gives the token, which
    /// is written down nowhere.
    ///
    /// # Errors
    /// When the name has a blank, or the file cannot be written.
    pub fn add(path: &Path, name: &str, right: Right) -> crate::Result<String> {
        use std::io::Write as _;
        let place = path.display().to_string();
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(Diagnostic::error("server/tokens", "a token's name is one word"));
        }
        let token = hex(&random()?);
        let right = if right == Right::Write { "write" } else { "read" };
        let failed =
            |error| Diagnostic::error("server/tokens", format!("the tokens cannot be written: {error}")).at(place);
        let mut options = std::fs::OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let line = format!("{right} {name} {}\n", hex(&hashed(&token)));
        options.open(path).and_then(|mut file| file.write_all(line.as_bytes())).map_err(failed)?;
        Ok(token)
    }

    /// Every token is compared in full, so that time tells nothing of how much of one was right.
    fn find(&self, given: &str) -> Option<&Token> {
        let hash = hashed(given);
        let mut found = None;
        for token in &self.0 {
            if bool::from(token.hash.ct_eq(&hash)) {
                found = Some(token);
            }
        }
        found
    }
}

fn parse(line: &str) -> Option<Token> {
    let [right, name, hash] = line.split_whitespace().collect::<Vec<_>>().try_into().ok()?;
    let right = match right {
        "read" => Right::Read,
        "write" => Right::Write,
        _ => return None,
    };
    Some(Token { right, name: name.to_owned(), hash: unhex(hash)?.try_into().ok()? })
}

fn hashed(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    if !digits.is_ascii() || !digits.len().is_multiple_of(2) {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}

fn random() -> crate::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Diagnostic::error("server/random", format!("the system gives no random bytes: {error}")))?;
    Ok(bytes)
}

/// The name of the cookie.
const COOKIE: &str = "rapporteur";
/// A session ends after so many seconds.
const SESSION: i64 = 12 * 60 * 60;

/// Lets visitors in.
pub struct Access {
    tokens: Option<Tokens>,
    key: [u8; 32],
}

/// Somebody who was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub right: Right,
    /// The value of his cookie, which forms are tied to.
    session: Option<String>,
}

/// Why somebody was not let in.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// He has to say who he is.
    Unknown,
    /// He may not, whoever he is.
    Problem(Problem),
}

impl Access {
    pub fn new(tokens: Option<Tokens>) -> crate::Result<Self> {
        Ok(Self { tokens, key: random()? })
    }

    /// Whether visitors have to say who they are.
    pub fn asks(&self) -> bool {
        self.tokens.is_some()
    }

    /// Who makes a request, if he may make it.
    pub fn visitor(&self, method: &Method, uri: &Uri, headers: &HeaderMap, now: i64) -> Result<Visitor, Refused> {
        let host = host(uri, headers);
        if self.tokens.is_none() && !host.as_deref().is_some_and(is_this_machine) {
            let problem = Problem::new(StatusCode::MISDIRECTED_REQUEST, "access/host", "this server has another name");
            return Err(Refused::Problem(problem.hint("without tokens it answers to localhost and 127.0.0.1 alone")));
        }
        if let Some(token) = bearer(headers) {
            // A program that says who it is: no browser adds this by itself.
            let found = self.tokens.as_ref().and_then(|tokens| tokens.find(token));
            return match (found, self.asks()) {
                (Some(token), _) => allowed(method, Visitor { right: token.right, session: None }),
                (None, true) => Err(Refused::Unknown),
                (None, false) => allowed(method, Visitor { right: Right::Write, session: None }),
            };
        }
        if !method.is_safe() && from_elsewhere(headers, host.as_deref()) {
            let problem = Problem::new(StatusCode::FORBIDDEN, "access/origin", "this came from another site");
            return Err(Refused::Problem(problem));
        }
        let session = cookie(headers).filter(|session| self.is_signed(session));
        match &self.tokens {
            None => allowed(method, Visitor { right: Right::Write, session: session.map(str::to_owned) }),
            Some(tokens) => {
                let session = session.ok_or(Refused::Unknown)?;
                let token = valid(session, now).and_then(|mark| tokens.0.iter().find(|token| self.mark(token) == mark));
                let token = token.ok_or(Refused::Unknown)?;
                allowed(method, Visitor { right: token.right, session: Some(session.to_owned()) })
            }
        }
    }

    /// The cookie for who gives a right token, or, where none are asked for, for anybody.
    pub fn begin(&self, token: Option<&str>, now: i64) -> Option<String> {
        let mark = match (&self.tokens, token) {
            (Some(tokens), Some(token)) => self.mark(tokens.find(token)?),
            (Some(_), None) => return None,
            (None, _) => "open".to_owned(),
        };
        let payload = format!("{}.{}.{mark}", hex(random().ok()?.get(..16)?), now + SESSION);
        Some(format!("{payload}.{}", self.sign("session", &payload)))
    }

    /// A new session where no token is asked for: its cookie's value, and what its forms carry.
    pub fn begin_open(&self, now: i64) -> Option<(String, String)> {
        let session = self.begin(None, now)?;
        let key = self.sign("form", &session);
        Some((session, key))
    }

    /// What a form of this visitor carries; `None` where he has no session yet.
    pub fn form_key(&self, visitor: &Visitor) -> Option<String> {
        visitor.session.as_ref().map(|session| self.sign("form", session))
    }

    /// Whether a form was made for this visitor.
    pub fn is_own_form(&self, visitor: &Visitor, given: &str) -> bool {
        self.form_key(visitor).is_some_and(|key| key.as_bytes().ct_eq(given.as_bytes()).into())
    }

    /// Names a token in a cookie without giving its hash away.
    fn mark(&self, token: &Token) -> String {
        self.sign("token", &format!("{} {}", token.name, hex(&token.hash)))
    }

    fn is_signed(&self, session: &str) -> bool {
        let Some((payload, signature)) = session.rsplit_once('.') else { return false };
        self.sign("session", payload).as_bytes().ct_eq(signature.as_bytes()).into()
    }

    fn sign(&self, what: &str, words: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return String::new() };
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(words.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// `Set-Cookie` that begins a session, or, without a value, ends it.
pub fn set_cookie(value: Option<&str>) -> String {
    let age = if value.is_some() { SESSION } else { 0 };
    format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}", value.unwrap_or_default())
}

fn allowed(method: &Method, visitor: Visitor) -> Result<Visitor, Refused> {
    if method.is_safe() || visitor.right == Right::Write {
        return Ok(visitor);
    }
    let problem = Problem::new(StatusCode::FORBIDDEN, "access/read-only", "this token may only read");
    Err(Refused::Problem(problem))
}

/// The mark of the token in a signed cookie that has not run out.
fn valid(session: &str, now: i64) -> Option<&str> {
    let mut parts = session.split('.').skip(1);
    let until: i64 = parts.next()?.parse().ok()?;
    parts.next().filter(|_| now < until)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The value of our cookie.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    cookie_named(headers, COOKIE)
}

/// The value of a cookie.
pub fn cookie_named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn host(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    named.or_else(|| uri.authority().map(|authority| authority.as_str())).map(str::to_ascii_lowercase)
}

/// Whether a host, perhaps with a port, is this machine.
fn is_this_machine(host: &str) -> bool {
    let bare = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a browser sends this for a page of another site.
fn from_elsewhere(headers: &HeaderMap, host: Option<&str>) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // No page can set this one, and it is right where a policy made the origin "null".
    if let Some(site) = said("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = said("origin") else { return false };
    let of = origin.split_once("://").map(|(_, host)| host.to_ascii_lowercase());
    of.as_deref() != host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (header::HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    fn ask(access: &Access, method: Method, pairs: &[(&'static str, &str)]) -> Result<Visitor, Refused> {
        access.visitor(&method, &Uri::from_static("/"), &headers(pairs), 1_000)
    }

    #[test]
    fn only_this_machine_without_tokens() {
        let open = Access::new(None).unwrap();
        for host in ["localhost:7373", "127.0.0.1", "[::1]:80", "LOCALHOST"] {
            assert!(ask(&open, Method::GET, &[("host", host)]).is_ok(), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:7373", "10.0.0.1"] {
            assert!(matches!(ask(&open, Method::GET, &[("host", host)]), Err(Refused::Problem(p)) if p.status == 421));
        }
    }

    #[test]
    fn no_page_of_another_site_can_write() {
        let open = Access::new(None).unwrap();
        let post = |pairs: &[(&'static str, &str)]| ask(&open, Method::POST, pairs);
        assert!(post(&[("host", "localhost:1"), ("origin", "http://localhost:1")]).is_ok());
        assert!(post(&[("host", "localhost:1")]).is_ok());
        for bad in [
            ("origin", "http://evil.example"),
            ("origin", "null"),
            ("origin", "http://localhost:2"),
            ("sec-fetch-site", "cross-site"),
        ] {
            assert!(
                matches!(post(&[("host", "localhost:1"), bad]), Err(Refused::Problem(p)) if p.status == 403),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn tokens_and_sessions() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tokens");
        let reading = Tokens::add(&file, "ann", Right::Read).unwrap();
        let writing = Tokens::add(&file, "bob", Right::Write).unwrap();
        let kept = std::fs::read_to_string(&file).unwrap();
        assert!(!kept.contains(&reading) && !kept.contains(&writing), "only hashes are kept");
        let access = Access::new(Some(Tokens::read(&file).unwrap())).unwrap();
        let with = |token: &str, method| {
            ask(&access, method, &[("host", "desk.example"), ("authorization", &format!("Bearer {token}"))])
        };
        assert_eq!(with(&reading, Method::GET).unwrap().right, Right::Read);
        assert!(matches!(with(&reading, Method::POST), Err(Refused::Problem(p)) if p.status == 403));
        assert_eq!(with(&writing, Method::DELETE).unwrap().right, Right::Write);
        assert_eq!(with("", Method::GET), Err(Refused::Unknown));
        assert_eq!(access.begin(Some("wrong"), 1_000), None);
        let session = access.begin(Some(&writing), 1_000).unwrap();
        let cookie = |value: &str, now| {
            let headers = headers(&[("host", "desk.example"), ("cookie", &format!("a=b; rapporteur={value}"))]);
            access.visitor(&Method::POST, &Uri::from_static("/"), &headers, now)
        };
        let visitor = cookie(&session, 1_001).unwrap();
        assert_eq!(visitor.right, Right::Write);
        assert_eq!(cookie(&session, 1_001 + SESSION), Err(Refused::Unknown));
        assert_eq!(cookie(&session.replacen(|c: char| c.is_ascii_digit(), "x", 1), 1_001), Err(Refused::Unknown));
        let key = access.form_key(&visitor).unwrap();
        assert!(access.is_own_form(&visitor, &key));
        let other = cookie(&access.begin(Some(&writing), 1_000).unwrap(), 1_001).unwrap();
        assert!(!access.is_own_form(&other, &key), "a form is tied to its session");
    }

    #[test]
    fn a_line_that_is_no_token_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tokens");
        std::fs::write(&file, "# desk\nread ann zz\n").unwrap();
        assert!(Tokens::read(&file).unwrap_err().message.contains("line 2"));
    }
}
