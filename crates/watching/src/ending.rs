//! One watcher at a time, and a clean end.

use crate::state::Result;
use record::Diagnostic;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A flag that is raised when the program is asked to end; asked again, it ends at once.
///
/// # Errors
/// When the system does not let signals be heard.
pub fn flag() -> Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT] {
        let heard = signal_hook::flag::register_conditional_shutdown(signal, 1, flag.clone())
            .and_then(|_| signal_hook::flag::register(signal, flag.clone()));
        heard.map_err(|error| Diagnostic::error("watch/signals", format!("signals cannot be heard: {error}")))?;
    }
    Ok(flag)
}

/// Held while a program watches, so that no second one sends the same; the system lets go of it however the program ends.
#[derive(Debug)]
pub struct Alone(#[expect(dead_code, reason = "held, not read")] File);

impl Alone {
    /// Takes the lock beside the state.
    ///
    /// # Errors
    /// When another program watches with this state.
    pub fn with(state: &Path) -> Result<Self> {
        let mut name = state.file_name().unwrap_or_default().to_owned();
        name.push("-watching");
        let path = state.with_file_name(name);
        let at = |message: String| Diagnostic::error("watch/lock", message).at(path.display().to_string());
        let file = File::create(&path).map_err(|error| at(format!("it cannot be made: {error}")))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => {
                Err(at("another program watches with this library".to_owned())
                    .hint("let it end first, or use --status"))
            }
            Err(TryLockError::Error(error)) => Err(at(format!("it cannot be locked: {error}"))),
        }
    }
}
