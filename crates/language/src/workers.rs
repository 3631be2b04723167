//! Threads that take tasks in turn; the results come back in the order of the tasks.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// A number of threads, each a pool of its own.
///
/// The matrix kernels spread one product over the threads of the pool that they are called from.
/// In a pool of one thread they don't, which is quicker here: there are more windows than threads,
/// and no thread waits for another.
pub struct Workers {
    pools: Vec<ThreadPool>,
}

impl Workers {
    /// As many threads as asked for, but at least one; fewer if the system gives no more.
    pub fn new(threads: usize) -> Self {
        let pool = |i| {
            let builder = ThreadPoolBuilder::new().num_threads(1).thread_name(move |_| format!("language-{i}"));
            builder.build().ok()
        };
        Self { pools: (0..threads.max(1)).map_while(pool).collect() }
    }

    /// `work` on each of the tasks.
    pub fn map<T: Sync, R: Send>(&self, tasks: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let next = AtomicUsize::new(0);
        let take = || {
            let mut done = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                match tasks.get(index) {
                    Some(task) => done.push((index, work(task))),
                    None => return done,
                }
            }
        };
        let mut done: Vec<(usize, R)> = match self.pools.as_slice() {
            [] => take(),
            [pool] => pool.install(take),
            pools => std::thread::scope(|scope| {
                let pools = &pools[..pools.len().min(tasks.len().max(1))];
                let threads: Vec<_> = pools.iter().map(|pool| scope.spawn(|| pool.install(take))).collect();
                let joined = threads
                    .into_iter()
                    .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
                joined.flatten().collect()
            }),
        };
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_tasks() {
        let tasks: Vec<usize> = (0..100).collect();
        for threads in [0, 1, 3] {
            let workers = Workers::new(threads);
            assert_eq!(workers.map(&tasks, |n| n * n), tasks.iter().map(|n| n * n).collect::<Vec<_>>());
            assert!(workers.map(&[] as &[usize], |n| *n).is_empty());
        }
    }
}
