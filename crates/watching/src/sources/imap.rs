//! Mailboxes on a server, by IMAP over TLS. Nothing in them is changed: they are opened to be read, mails are peeked at.

use super::{Gathered, Look, MOST_AT_ONCE, Source, feeds, maildir};
use crate::fetch::{Failure, is_public};
use ::imap::{Client, Session};
use record::Diagnostic;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The environment variable that holds the password when none is named.
pub const PASSWORD: &str = "RAPPORTEUR_IMAP_PASSWORD";
/// For a connection, and for each answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection of either kind.
trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

pub(super) fn look(source: &Source, look: &Look<'_>) -> Result<Gathered, Failure> {
    let url = feeds::address(source)?;
    let fail = |what: &'static str| {
        let at = source.address.clone();
        move |error: ::imap::Error| {
            Failure::passing(Diagnostic::error("sources/imap", format!("{what}: {error}")).at(at.clone()))
        }
    };
    let mut client = Client::new(connect(source, &url)?);
    client.read_greeting().map_err(fail("the server does not greet"))?;
    let (user, password) = login(source, &url)?;
    let mut session = client.login(user, password).map_err(|(error, _)| fail("the server refuses the login")(error))?;
    let name = percent_decoded(url.path().trim_start_matches('/'));
    let name = if name.is_empty() { "INBOX".to_owned() } else { name };
    let mailbox = session.examine(&name).map_err(fail("the mailbox cannot be opened"))?;
    let validity = mailbox.uid_validity.unwrap_or(0);
    let after = source.cursor.as_deref().and_then(|cursor| cursor.split_once(':'));
    // Numbers of another validity mean other mails.
    let after: u32 =
        after.filter(|(v, _)| *v == validity.to_string()).and_then(|(_, uid)| uid.parse().ok()).unwrap_or(0);
    let gathered = mails(source, look, &mut session, validity, after).map_err(fail("mails cannot be fetched"));
    let _ = session.logout();
    gathered
}

fn mails(
    source: &Source,
    look: &Look<'_>,
    session: &mut Session<Box<dyn Stream>>,
    validity: u32,
    after: u32,
) -> ::imap::Result<Gathered> {
    let found = session.uid_search(format!("UID {}:*", after.saturating_add(1)))?;
    let mut numbers: Vec<u32> = found.into_iter().filter(|uid| *uid > after).collect();
    numbers.sort_unstable();
    let mut gathered = Gathered { more: numbers.len() > MOST_AT_ONCE, ..Gathered::default() };
    numbers.truncate(MOST_AT_ONCE);
    let mut last = after;
    for uid in numbers {
        let size = session.uid_fetch(uid.to_string(), "RFC822.SIZE")?;
        let size = size.iter().find_map(|mail| mail.size).unwrap_or(0);
        last = uid;
        let path = format!("{};UID={uid}", source.address);
        if size as usize > look.limits.report_bytes {
            let message = format!("the mail is longer than {} bytes and was passed over", look.limits.report_bytes);
            gathered.warnings.push(Diagnostic::warning("sources/large-mail", message).at(path));
            continue;
        }
        let fetched = session.uid_fetch(uid.to_string(), "BODY.PEEK[]")?;
        if let Some(bytes) = fetched.iter().find_map(|mail| mail.body()) {
            let item = maildir::mail(format!("{validity}:{uid}"), &path, bytes, look, &mut gathered.warnings);
            gathered.items.push(item);
        }
    }
    gathered.cursor = Some(format!("{validity}:{last}"));
    Ok(gathered)
}

fn login(source: &Source, url: &Url) -> Result<(String, String), Failure> {
    let variable = source.settings.password.as_deref().unwrap_or(PASSWORD);
    let missing = |message: String, hint: &str| {
        Failure::lasting(Diagnostic::error("sources/login", message).at(source.address.as_str()).hint(hint))
    };
    let user = percent_decoded(url.username());
    if user.is_empty() {
        return Err(missing("the address names no user".to_owned(), "write imaps://user@host/mailbox"));
    }
    let password = std::env::var(variable).map_err(|_| {
        missing(format!("the environment variable {variable} holds no password"), "set it for the program that watches")
    })?;
    Ok((user, password))
}

fn connect(source: &Source, url: &Url) -> Result<Box<dyn Stream>, Failure> {
    let at = |diagnostic: Diagnostic| diagnostic.at(source.address.as_str());
    let failed = |error: std::io::Error| {
        Failure::passing(at(Diagnostic::error("sources/imap", format!("the server cannot be reached: {error}"))))
    };
    let secure = url.scheme() == "imaps";
    let host = url.host_str().unwrap_or_default().to_owned();
    let port = url.port().unwrap_or(if secure { 993 } else { 143 });
    let allowed = |address: &std::net::SocketAddr| source.settings.allow_private || is_public(address.ip());
    let mut addresses = (host.trim_matches(['[', ']']), port).to_socket_addrs().map_err(failed)?.filter(allowed);
    let address = addresses.next().ok_or_else(|| {
        let message = "its host has no address of the public internet";
        Failure::lasting(at(Diagnostic::error("fetch/not-public", message)).hint("add the source with --allow-private"))
    })?;
    let stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(failed)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
    stream.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
    if !secure {
        return if source.settings.allow_private && !is_public(address.ip()) {
            Ok(Box::new(stream))
        } else {
            let message = "a password is not sent over the internet without TLS";
            Err(Failure::lasting(at(Diagnostic::error("sources/plain", message)).hint("write imaps:// instead")))
        };
    }
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let broken = |error: rustls::Error| {
        Failure::passing(at(Diagnostic::error("fetch/tls", format!("the connection cannot be trusted: {error}"))))
    };
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(broken)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host).map_err(|_| {
        Failure::lasting(at(Diagnostic::error("sources/address", "the host's name is none".to_owned())))
    })?;
    let connection = ClientConnection::new(Arc::new(config), name).map_err(broken)?;
    Ok(Box::new(StreamOwned::new(connection, stream)))
}

/// Words of an address as they are meant.
fn percent_decoded(words: &str) -> String {
    let pairs =
        url::form_urlencoded::parse(words.replace('+', "%2B").as_bytes()).next().map(|(key, _)| key.into_owned());
    pairs.unwrap_or_default()
}
