//! `rapporteur sources`, `questions`, `watch` and `digest`.

mod digest;
mod questions;
mod sources;
mod table;
mod watch;

pub(super) use digest::digest;
pub(super) use questions::questions;
pub(super) use sources::sources;
pub(super) use watch::watch;

use super::{Common, Stopped, json_failed};
use crate::arguments::Where;
use crate::output::{Kind, Out};
use ::watching::out::{Mailer, Post};
use ::watching::state::State;
use record::Diagnostic;
use std::path::PathBuf;
use store::Location;

/// Where what watching remembers is kept.
///
/// # Errors
/// When the library is on a server and no file was named.
fn state_path(place: &Where, location: &Location) -> Result<PathBuf, Diagnostic> {
    match (&place.state, location) {
        (Some(path), _) | (None, Location::File(path)) => Ok(path.clone()),
        (None, Location::Server(_)) => {
            let message = "with a library on a server, what watching remembers needs a file of its own";
            Err(Diagnostic::error("watch/no-state", message).at(location.to_string()).hint("--state FILE"))
        }
    }
}

/// What watching remembers, opened; a library that is not there yet is made first, so that its file is one.
fn open(place: &Where, common: &Common) -> Result<State, Diagnostic> {
    let location = Location::find(common.library.as_deref());
    let path = state_path(place, &location)?;
    if location == Location::File(path.clone()) {
        store::Library::open(&location)?;
    }
    State::open(&path)
}

fn mailer(mail: Option<&str>, from: &str, pages: Option<(url::Url, String)>) -> Result<Option<Mailer>, Diagnostic> {
    mail.map(|way| Mailer::new(Post::parse(way)?, from, pages)).transpose()
}

/// Writes words or JSON.
fn write(common: &Common, kind: Kind, text: &str) -> Result<(), Stopped> {
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(text)?;
    out.finish()?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String, Stopped> {
    Ok(serde_json::to_string_pretty(value).map_err(json_failed)? + "\n")
}

/// What is said where there is nothing of a name.
fn unknown(what: &str, name: &str) -> Diagnostic {
    Diagnostic::error("usage/unknown", format!("there is no {what} {name:?}"))
        .hint(format!("`rapporteur {what}s list` lists them"))
}
