//! Where reports come from: feeds, news sitemaps, folders (crawl archives among them), mailboxes.

mod feeds;
mod folders;
mod imap;
mod links;
mod maildir;
mod pages;
mod sitemaps;

pub use pages::revisit;

use crate::fetch::{Failure, Fetcher, Grant, Validators};
use crate::signing::digest;
use crate::state::ItemSeen;
use ingest::Limits;
use jiff::Timestamp;
use record::{Diagnostic, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use url::Url;

/// The kinds of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// RSS, Atom, JSON Feed or a sitemap with news entries, by HTTP.
    Web,
    /// A folder of files of any format that is read, or one such file: crawl archives, drops of an agency.
    Folder,
    /// A folder of mails.
    Maildir,
    /// A mailbox on a server.
    Imap,
}

impl Kind {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Folder => "folder",
            Self::Maildir => "maildir",
            Self::Imap => "imap",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Web, Self::Folder, Self::Maildir, Self::Imap].into_iter().find(|kind| kind.name() == name)
    }
}

/// When the page behind a feed's item is fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pages {
    /// Where the item itself is short.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How a source is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Seconds from one look to the next.
    pub every: u64,
    /// When pages are fetched.
    #[serde(default)]
    pub pages: Pages,
    /// Whether its host may have an address that is not public.
    #[serde(default)]
    pub allow_private: bool,
    /// Whether pages are looked at again, to see what was corrected without a word.
    #[serde(default)]
    pub revisit: bool,
    /// The environment variable that holds the password of a mailbox.
    #[serde(default)]
    pub password: Option<String>,
}

/// How often a source is looked at when nothing is said.
const USUAL: Duration = Duration::from_secs(15 * 60);

impl Default for Settings {
    fn default() -> Self {
        Self { every: USUAL.as_secs(), pages: Pages::Auto, allow_private: false, revisit: true, password: None }
    }
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its number in the state.
    pub no: i64,
    /// An address on the web or of a mailbox, or a path.
    pub address: String,
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// How it is read.
    pub settings: Settings,
    /// When it is to be looked at.
    pub due: Timestamp,
    /// What lets its server say that nothing is new.
    pub validators: Validators,
    /// What of a mailbox has been seen.
    pub cursor: Option<String>,
}

/// What kind of source an address is of.
///
/// # Errors
/// When it is none that can be read.
pub fn kind(address: &str) -> Result<Kind, Diagnostic> {
    let wrong = |message: String| Diagnostic::error("sources/address", message).at(address);
    if let Some((scheme, _)) = address.split_once("://") {
        let url = Url::parse(address).map_err(|error| wrong(format!("it is no address: {error}")))?;
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if url.username().is_empty() && url.password().is_none() => Ok(Kind::Web),
            "http" | "https" => Err(wrong("an address with a name or password in it is not fetched".to_owned())),
            "imap" | "imaps" if url.password().is_some() => {
                Err(wrong("a password has no place in an address".to_owned())
                    .hint("put it into an environment variable and name that with --password-variable"))
            }
            "imap" | "imaps" => Ok(Kind::Imap),
            other => Err(wrong(format!("nothing is fetched by {other}")).hint("http, https, imap, imaps or a path")),
        };
    }
    let path = Path::new(address);
    if ["cur", "new", "tmp"].iter().all(|part| path.join(part).is_dir()) {
        return Ok(Kind::Maildir);
    }
    if path.exists() {
        return Ok(Kind::Folder);
    }
    Err(wrong("there is no such file or folder".to_owned()).hint("an address begins with https:// or imaps://"))
}

/// One thing that a source has: what is made of it, and what to remember it by.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its address or another name that stays.
    pub key: String,
    /// A hash of what the source said of it.
    pub content: String,
    /// The reports in it.
    pub reports: Vec<Report>,
    /// The page that it was read from, which may be looked at again.
    pub page: Option<(Url, Validators)>,
    /// It could not be had and is to be tried again.
    pub failed: bool,
}

/// What one look at a source gave.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// What is new or changed, in the source's order.
    pub items: Vec<Item>,
    /// What was wrong with some of it.
    pub warnings: Vec<Diagnostic>,
    /// For the next look.
    pub validators: Validators,
    /// For the next look at a mailbox.
    pub cursor: Option<String>,
    /// Whether there is more than was taken now.
    pub more: bool,
}

/// What a look needs beside the source.
pub struct Look<'a> {
    /// Fetches.
    pub fetcher: &'a Fetcher,
    /// Bounds of what is read.
    pub limits: &'a Limits,
    /// Items that were seen before.
    pub seen: &'a BTreeMap<String, ItemSeen>,
    /// Now.
    pub now: Timestamp,
}

/// Pages and mails that are taken in one look; the rest waits for the next.
const MOST_AT_ONCE: usize = 50;

/// Looks at a source.
///
/// # Errors
/// When nothing can be had of it.
pub fn look(source: &Source, look: &Look<'_>) -> Result<Gathered, Failure> {
    match source.kind {
        Kind::Web => feeds::look(source, look),
        Kind::Folder => folders::look(source, look),
        Kind::Maildir => maildir::look(source, look),
        Kind::Imap => imap::look(source, look),
    }
}

impl Look<'_> {
    /// Whether an item is as it was when it was last seen.
    fn knows(&self, key: &str, content: &str) -> bool {
        self.seen.get(key).is_some_and(|seen| seen.content == content && seen.failures == 0)
    }
}

impl Source {
    /// What a fetch for this source may do.
    pub fn grant(&self) -> Grant {
        let home = Url::parse(&self.address).ok().filter(|_| self.settings.allow_private);
        home.map_or_else(Grant::default, |url| Grant::home(&url))
    }
}

/// A hash of some words, none of which runs into the next.
fn hash(parts: &[&str]) -> String {
    digest(parts.join("\u{0}").as_bytes())
}
