//! Work on many reports with several threads, with the same result whatever their number.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Reports that a thread takes at a time: enough that taking costs nothing, few enough that none ends long after the
/// others.
const BLOCK: usize = 64;

/// `work` on each of `0..n`, in order; every thread has a scratch of its own.
pub(super) fn each<T: Send, S>(
    n: usize,
    threads: NonZeroUsize,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(usize, &mut S) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut scratch = scratch();
        let mut done: Vec<(usize, Vec<T>)> = Vec::new();
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            let range = (block * BLOCK).min(n)..((block + 1) * BLOCK).min(n);
            if range.is_empty() {
                return done;
            }
            done.push((block, range.map(|i| work(i, &mut scratch)).collect()));
        }
    };
    let threads = threads.get().min(n.div_ceil(BLOCK));
    let mut blocks = if threads <= 1 {
        run()
    } else {
        std::thread::scope(|scope| {
            let handles: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
            let joined =
                handles.into_iter().map(|handle| handle.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
            joined.flatten().collect()
        })
    };
    blocks.sort_by_key(|(block, _)| *block);
    blocks.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_kept() {
        let square = |threads| each(1000, NonZeroUsize::new(threads).unwrap(), || (), |i, ()| i * i);
        assert_eq!(square(3), (0..1000).map(|i| i * i).collect::<Vec<_>>());
        assert_eq!(square(3), square(1));
        assert!(each(0, NonZeroUsize::MIN, || (), |i, ()| i).is_empty());
    }
}
