//! Runs the command as a user does.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a run of the command gave.
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs `rapporteur` with these arguments.
pub fn rapporteur<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Ran {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_rapporteur")).args(arguments).output().expect("the command starts");
    Ran {
        status: status.code().expect("it ends by itself, not by a signal"),
        out: String::from_utf8(stdout).expect("its output is UTF-8"),
        err: String::from_utf8(stderr).expect("its messages are UTF-8"),
    }
}

/// The story that the project carries.
#[allow(dead_code, reason = "not every test file reads the example")]
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/alder-talks")
}
