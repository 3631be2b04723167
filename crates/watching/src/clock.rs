//! What time it is, so that a test can say so.

use jiff::Timestamp;
use std::time::Duration;

/// Tells the time and lets it pass.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Waits so long; shorter where the program is told to end.
    fn wait(&self, time: Duration);
}

/// The machine's clock. Its waits end early when `ended` says so.
pub struct Machine<E> {
    /// Whether the program has been told to end.
    pub ended: E,
}

/// How often a wait looks whether it is to end.
const LOOK: Duration = Duration::from_millis(200);

impl<E: Fn() -> bool + Send + Sync> Clock for Machine<E> {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, time: Duration) {
        let mut left = time;
        while !left.is_zero() && !(self.ended)() {
            let step = left.min(LOOK);
            std::thread::sleep(step);
            left -= step;
        }
    }
}

/// `from` and so much later; the end of time where there is no such moment.
pub fn after(from: Timestamp, time: Duration) -> Timestamp {
    from.checked_add(time).unwrap_or(Timestamp::MAX)
}
