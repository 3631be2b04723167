//! A panic in a library of others costs one input, not the run.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `work`, which calls a parser that is not ours on hostile bytes; a panic in it is an error and not the end.
/// Nothing that `work` changes may be used after a failure.
pub fn quietly<T>(work: impl FnOnce() -> T) -> std::thread::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
}
