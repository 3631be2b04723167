//! What can be wrong with a library, in words that say what to do.

use record::Diagnostic;

/// A word for who reads the message: where the library is.
pub(crate) fn at(place: &str, code: &str, message: impl Into<String>, hint: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(code, message).at(place);
    if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) }
}

pub(crate) fn locked(place: &str) -> Diagnostic {
    at(place, "library/locked", "another program is writing to the library", "wait for it to end, and run this again")
}

pub(crate) fn read_only(place: &str) -> Diagnostic {
    at(place, "library/read-only", "the library cannot be written to", "look at the rights of the file and its folder")
}

pub(crate) fn full(place: &str) -> Diagnostic {
    at(place, "library/full", "the disk is full; what was added before is kept", "make room, and run this again")
}

pub(crate) fn damaged(place: &str, what: &str) -> Diagnostic {
    let hint = "take the last backup, or see what `rapporteur library check` says";
    at(place, "library/damaged", format!("the library is damaged: {what}"), hint)
}

pub(crate) fn foreign(place: &str) -> Diagnostic {
    at(place, "library/foreign", "this is no library of rapporteur", "name another file with --library")
}

pub(crate) fn missing(place: &str) -> Diagnostic {
    let hint = "`rapporteur add PATH…` makes it; --library or RAPPORTEUR_LIBRARY name another";
    at(place, "library/missing", "there is no library here", hint)
}

pub(crate) fn newer(place: &str, found: i64, known: i64) -> Diagnostic {
    let message = format!("the library has format {found}; this program knows formats up to {known}");
    at(place, "library/newer", message, "use a newer version of rapporteur")
}

pub(crate) fn lost(place: &str, why: &str) -> Diagnostic {
    let message = format!("the connection to the library failed: {why}");
    at(place, "library/lost", message, "what was added before is kept; look at the server, and run this again")
}

pub(crate) fn failed(place: &str, why: &str) -> Diagnostic {
    at(place, "library/failed", format!("the library could not do this: {why}"), "")
}

pub(crate) fn writes() -> Diagnostic {
    Diagnostic::error("library/sql-writes", "a query may only read").hint("`SELECT …`, one statement")
}

pub(crate) fn too_long(limit: std::time::Duration) -> Diagnostic {
    let message = format!("the query was stopped after {} seconds", limit.as_secs());
    Diagnostic::error("library/sql-too-long", message).hint("narrow it, or add LIMIT")
}

pub(crate) fn query(why: &str) -> Diagnostic {
    Diagnostic::error("library/sql", format!("the query cannot be answered: {why}"))
        .hint("docs/library.md names the tables and their columns")
}
