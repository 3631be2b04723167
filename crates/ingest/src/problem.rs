//! What can be wrong with an input, each with a code, what it means and what to do.

use crate::packed::is_bomb;
use record::Diagnostic;

/// A size for people: `64 MiB`, `900 bytes`.
pub fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 {
        format!("{} MiB", bytes >> 20)
    } else if bytes >= 1 << 10 {
        format!("{} KiB", bytes >> 10)
    } else {
        format!("{bytes} bytes")
    }
}

/// An input longer than `limit` bytes.
pub fn too_large(path: &str, limit: usize) -> Diagnostic {
    Diagnostic::error("input/too-large", format!("the report is larger than the limit of {}", size(limit)))
        .at(path)
        .hint("split the file into one file a report, or into JSON Lines")
}

/// `Err` when `length` is over `limit`.
pub fn refuse_size(path: &str, length: usize, limit: usize) -> Result<(), Diagnostic> {
    if length > limit { Err(too_large(path, limit)) } else { Ok(()) }
}

/// An input without text.
pub fn empty(path: &str) -> Diagnostic {
    Diagnostic::error("input/empty", "there is no text in it").at(path).hint("leave the file out, or fetch it again")
}

/// An input that is not text; `what` says what it is, as far as known.
pub fn binary(path: &str, what: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("input/binary", format!("it is {what}, not text")).at(path).hint(hint)
}

/// A format that is known but not read.
pub fn unsupported(path: &str, what: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("input/unsupported-format", format!("it is {what}, a format that is not read"))
        .at(path)
        .hint(hint)
}

/// A file that the system does not give.
pub fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    use std::io::ErrorKind;
    let (code, message, hint) = match error.kind() {
        ErrorKind::NotFound => ("input/not-found", "there is no such file or folder".to_owned(), "check the path"),
        ErrorKind::PermissionDenied => {
            ("input/not-allowed", "it may not be read by this user".to_owned(), "change its permissions or the user")
        }
        _ => ("input/unreadable", format!("it cannot be read: {error}"), "check the disk or fetch the file again"),
    };
    Diagnostic::error(code, message).at(path).hint(hint)
}

/// Compressed data that end too early, do not unpack, or unpack to too much.
pub fn packed(path: &str, error: &std::io::Error) -> Diagnostic {
    if is_bomb(error) {
        return Diagnostic::error("input/bomb", error.to_string())
            .at(path)
            .hint("if it is no attack, unpack it and split it first");
    }
    let (code, message) = if error.kind() == std::io::ErrorKind::UnexpectedEof {
        ("input/truncated", "the compressed data end too early".to_owned())
    } else {
        ("input/corrupt", format!("the compressed data do not unpack: {error}"))
    };
    Diagnostic::error(code, message).at(path).hint("fetch the file again")
}

/// Something at `path` that is neither file nor folder: a pipe, a device.
pub fn not_a_file(path: &str) -> Diagnostic {
    Diagnostic::error("input/not-a-file", "it is neither a file nor a folder")
        .at(path)
        .hint("write its content to a file first")
}

/// An input on which this program itself failed.
pub fn broke(path: &str) -> Diagnostic {
    Diagnostic::error("input/failed", "reading it failed inside the program; nothing of it was kept")
        .at(path)
        .hint("this is a mistake of the program: report it with the file")
}
