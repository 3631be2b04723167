//! Alerts and digests by mail.

use super::{Refused, page, text};
use crate::alert::Alert;
use crate::signing::digest;
use crate::state::Found;
use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message, SendmailTransport, SmtpTransport, Transport};
use record::Diagnostic;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// The environment variable that holds the password for sending mail.
pub const PASSWORD: &str = "RAPPORTEUR_SMTP_PASSWORD";
/// For each step of a delivery.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way that mail goes.
pub enum Post {
    /// To a server, by SMTP.
    Smtp(Box<SmtpTransport>),
    /// To the machine's own mail program.
    Sendmail(SendmailTransport),
    /// Into a folder, a file each: for whoever sends them on.
    Folder(PathBuf),
}

impl Post {
    /// `smtps://user@host:465`, `smtp://host:587` (with STARTTLS), `smtp://localhost:25` (plain, to this machine alone),
    /// `sendmail`, or a folder. The password is in the environment.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(words: &str) -> Result<Self, Diagnostic> {
        let wrong = |message: String| {
            Diagnostic::error("usage/mail", message).hint("smtps://user@host, smtp://host, `sendmail` or a folder")
        };
        if words == "sendmail" {
            return Ok(Self::Sendmail(SendmailTransport::new()));
        }
        let Some((scheme, _)) = words.split_once("://") else { return Ok(Self::Folder(PathBuf::from(words))) };
        let url = Url::parse(words).map_err(|error| wrong(format!("{words:?}: {error}")))?;
        if url.password().is_some() {
            return Err(wrong(format!("a password has no place in an address: put it into {PASSWORD}")));
        }
        let host = url.host_str().unwrap_or_default();
        if host.is_empty() {
            return Err(wrong(format!("{words:?} names no host")));
        }
        let at_home = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        let builder = match scheme {
            "smtps" => SmtpTransport::relay(host).map_err(|error| wrong(error.to_string()))?,
            "smtp" if at_home => SmtpTransport::builder_dangerous(host),
            "smtp" => SmtpTransport::starttls_relay(host).map_err(|error| wrong(error.to_string()))?,
            other => return Err(wrong(format!("mail does not go by {other}"))),
        };
        let builder = url.port().map_or(builder.clone(), |port| builder.port(port)).timeout(Some(PATIENCE));
        let user = url.username();
        let builder = if user.is_empty() {
            builder
        } else {
            let password =
                std::env::var(PASSWORD).map_err(|_| wrong(format!("{PASSWORD} holds no password for {user}")))?;
            let user = user.replace("%40", "@");
            builder.credentials(Credentials::new(user, password))
        };
        Ok(Self::Smtp(Box::new(builder.build())))
    }
}

/// Sends mail.
pub struct Mailer {
    /// The way.
    pub post: Post,
    /// From whom.
    pub from: Mailbox,
    /// Where the desk's pages are reached, for links, and what they are signed with.
    pub pages: Option<(Url, String)>,
}

impl Mailer {
    /// From an address: `Desk <desk@post.example>`.
    ///
    /// # Errors
    /// When it is none.
    pub fn new(post: Post, from: &str, pages: Option<(Url, String)>) -> Result<Self, Diagnostic> {
        let from = from.parse().map_err(|error| {
            Diagnostic::error("usage/mail", format!("{from:?} is no mail address: {error}"))
                .hint("--mail-from desk@host")
        })?;
        Ok(Self { post, from, pages })
    }

    /// Sends an alert to one receiver. The same alert is the same mail to the last byte, by the same `Message-ID`.
    ///
    /// # Errors
    /// When it was not taken.
    pub fn send(&self, alert: &Alert, to: &str) -> Result<(), Refused> {
        let pages = self.pages.as_ref();
        let link = pages.map(|(base, secret)| super::link(base, secret, &alert.question, to));
        let made = alert.made.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        let subject = format!("[{}] {}", alert.question, alert.subject());
        let letter = Letter { key: &alert.key, subject, made, facts: &alert.facts, link: link.as_ref() };
        let message = self.message(&letter, to).map_err(Refused::lasting)?;
        self.deliver(&message, &format!("{}-{}", alert.key, digest(to.as_bytes())))
    }

    /// Sends facts of a stretch of time.
    ///
    /// # Errors
    /// When it was not taken.
    pub fn send_digest(&self, title: &str, facts: &[Found], to: &str, made: Timestamp) -> Result<(), Refused> {
        let names: Vec<&str> = facts.iter().filter_map(|found| found.fact.keys.first()).map(String::as_str).collect();
        let key = digest(format!("{title}\u{0}{}", names.join("\u{0}")).as_bytes());
        let letter = Letter { key: &key, subject: title.to_owned(), made, facts, link: None };
        let message = self.message(&letter, to).map_err(Refused::lasting)?;
        self.deliver(&message, &format!("{key}-{}", digest(to.as_bytes())))
    }

    fn message(&self, letter: &Letter<'_>, to: &str) -> Result<Message, String> {
        let to: Mailbox = to.parse().map_err(|error| format!("{to:?} is no mail address: {error}"))?;
        let domain = self.from.email.domain();
        let id = format!("<{}.{}@{domain}>", letter.key, digest(to.to_string().as_bytes()));
        let link = letter.link.map(Url::as_str);
        let mut plain = text::plain(letter.facts);
        if let Some(link) = link {
            plain += &format!("-- \nSend me no more of these: {link}\n");
        }
        let subject: String =
            letter.subject.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&subject)
            .date(std::time::SystemTime::from(letter.made))
            .message_id(Some(id))
            .raw_header(raw("Auto-Submitted", "auto-generated")?);
        if let Some(link) = link {
            builder = builder
                .raw_header(raw("List-Unsubscribe", &format!("<{link}>"))?)
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?);
        }
        let page = page::page(&subject, letter.facts, link);
        // The border between the parts is named after the alert, so that every try is the same mail.
        let parts = MultiPart::alternative_builder(letter.key, plain, page);
        builder.multipart(parts).map_err(|error| error.to_string())
    }

    fn deliver(&self, message: &Message, name: &str) -> Result<(), Refused> {
        match &self.post {
            Post::Smtp(transport) => transport.send(message).map(|_| ()).map_err(|error| Refused {
                passing: !error.is_permanent(),
                why: chain(&error),
                wait: None,
            }),
            Post::Sendmail(transport) => transport.send(message).map_err(|error| Refused::passing(chain(&error))),
            Post::Folder(folder) => into_folder(folder, name, &message.formatted())
                .map_err(|error| Refused::passing(format!("{}: {error}", folder.display()))),
        }
    }
}

/// What a mail is made of.
struct Letter<'a> {
    key: &'a str,
    subject: String,
    made: Timestamp,
    facts: &'a [Found],
    link: Option<&'a Url>,
}

/// A mail's two parts.
trait Alternative {
    fn alternative_builder(border: &str, plain: String, page: String) -> MultiPart;
}

impl Alternative for MultiPart {
    fn alternative_builder(border: &str, plain: String, page: String) -> MultiPart {
        MultiPart::builder()
            .kind(lettre::message::MultiPartKind::Alternative)
            .boundary(format!("=_{border}"))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(plain))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(page))
    }
}

fn raw(name: &'static str, value: &str) -> Result<HeaderValue, String> {
    Ok(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()))
}

/// An error with its reasons.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut inner = error.source();
    while let Some(error) = inner {
        words += &format!(": {error}");
        inner = error.source();
    }
    words
}

/// A file that is there whole or not at all, and once.
fn into_folder(folder: &std::path::Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    std::fs::create_dir_all(folder)?;
    let (made, whole) = (folder.join(format!(".{name}.part")), folder.join(format!("{name}.eml")));
    let mut file = std::fs::File::create(&made)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(made, whole)
}
