//! Threads that share work out among themselves; results come back in the order of the items.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// So many items may be begun after the first whose result has not been given yet: bounds what waits in memory.
const AHEAD: usize = 64;

/// How an item is worked on: in parts, by whatever threads are free, which are put together at the end.
pub trait Stages: Sync {
    /// What is given.
    type Item: Send + Sync;
    /// What is made of it first.
    type Plan: Send + Sync;
    /// The result of a part.
    type Part: Send;
    /// The result of an item.
    type Done: Send;

    /// The first step; one thread does it.
    fn plan(&self, item: &Self::Item) -> Self::Plan;
    /// How many parts there are.
    fn count(&self, plan: &Self::Plan) -> usize;
    /// Does one of them.
    fn part(&self, item: &Self::Item, plan: &Self::Plan, index: usize) -> Self::Part;
    /// The last step; one thread does it, while others are at other items.
    fn join(&self, item: Self::Item, parts: Vec<Self::Part>) -> Self::Done;
}

/// A result, or what the work on its item panicked with.
pub type Outcome<T> = Result<T, Box<dyn Any + Send>>;

/// A number of threads, each a pool of its own.
///
/// `rten-gemm` spreads one product over the threads of the pool that it is called from. In a pool of one thread it
/// doesn't, which is quicker here: there are more windows than threads, and no thread waits for another.
pub struct Workers {
    pools: Vec<ThreadPool>,
    /// The thread that begins the next work, so that small pieces of work don't wait for one thread while others rest.
    first: AtomicUsize,
}

impl Workers {
    /// As many threads as asked for, but at least one; fewer if the system gives no more.
    pub fn new(threads: usize) -> Self {
        let pool = |i| {
            let builder = ThreadPoolBuilder::new().num_threads(1).thread_name(move |_| format!("language-{i}"));
            builder.build().ok()
        };
        Self { pools: (0..threads.max(1)).map_while(pool).collect(), first: AtomicUsize::new(0) }
    }

    /// Works on all items and gives their results, in order, as they come.
    pub fn each<S: Stages>(&self, stages: &S, items: Vec<S::Item>, mut give: impl FnMut(Outcome<S::Done>)) {
        let count = items.len();
        let state = State {
            items: items.into_iter(),
            begun: 0,
            given: 0,
            open: 0,
            parts: VecDeque::new(),
            done: BTreeMap::new(),
        };
        let queue = Queue { stages, state: Mutex::new(state), changed: Condvar::new() };
        if self.pools.is_empty() {
            for index in 0..count {
                queue.work(index + 1);
                queue.give(index, &mut give);
            }
            return;
        }
        let first = self.first.fetch_add(1, Ordering::Relaxed);
        std::thread::scope(|scope| {
            for i in 0..self.pools.len() {
                let (pool, queue) = (&self.pools[(first + i) % self.pools.len()], &queue);
                scope.spawn(move || pool.install(|| queue.work(count)));
            }
            for index in 0..count {
                queue.give(index, &mut give);
            }
        });
    }
}

/// The items that are being worked on.
struct Queue<'a, S: Stages> {
    stages: &'a S,
    state: Mutex<State<S>>,
    changed: Condvar,
}

struct State<S: Stages> {
    /// Items that have not been begun.
    items: std::vec::IntoIter<S::Item>,
    /// How many have been.
    begun: usize,
    /// Items whose results were given.
    given: usize,
    /// Items that were begun and are not done.
    open: usize,
    /// Parts that no thread has taken yet.
    parts: VecDeque<(Arc<Begun<S>>, usize)>,
    done: BTreeMap<usize, Outcome<S::Done>>,
}

/// An item that is being worked on.
struct Begun<S: Stages> {
    index: usize,
    item: S::Item,
    plan: S::Plan,
    /// What the parts became so far.
    parts: Mutex<Vec<Option<Outcome<S::Part>>>>,
}

/// What a thread does next.
enum Step<S: Stages> {
    Begin(usize, S::Item),
    Part(Arc<Begun<S>>, usize),
}

impl<S: Stages> Queue<'_, S> {
    /// Works until the first `end` items are done.
    fn work(&self, end: usize) {
        while let Some(step) = self.next(end) {
            match step {
                Step::Begin(index, item) => self.begin(index, item),
                Step::Part(begun, part) => self.part(begun, part),
            }
        }
    }

    /// What is to be done next, parts of items that were begun before any other; waits until there is something.
    fn next(&self, end: usize) -> Option<Step<S>> {
        let mut state = locked(&self.state);
        loop {
            if let Some((begun, part)) = state.parts.pop_front() {
                return Some(Step::Part(begun, part));
            }
            if state.begun < end.min(state.given.saturating_add(AHEAD))
                && let Some(item) = state.items.next()
            {
                state.begun += 1;
                state.open += 1;
                return Some(Step::Begin(state.begun - 1, item));
            }
            if state.begun >= end && state.open == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn begin(&self, index: usize, item: S::Item) {
        let plan = match catch_unwind(AssertUnwindSafe(|| self.stages.plan(&item))) {
            Ok(plan) => plan,
            Err(panic) => return self.end(index, Err(panic)),
        };
        let count = self.stages.count(&plan);
        let parts = Mutex::new((0..count).map(|_| None).collect());
        let begun = Begun { index, item, plan, parts };
        if count == 0 {
            return self.join(begun);
        }
        let parts = (0..count).zip(std::iter::repeat_n(Arc::new(begun), count));
        locked(&self.state).parts.extend(parts.map(|(part, begun)| (begun, part)));
        self.changed.notify_all();
    }

    fn part(&self, begun: Arc<Begun<S>>, part: usize) {
        let work = || self.stages.part(&begun.item, &begun.plan, part);
        let result = catch_unwind(AssertUnwindSafe(work));
        locked(&begun.parts)[part] = Some(result);
        // Each part has a share in the item; whoever gives up the last one has all of it.
        if let Some(begun) = Arc::into_inner(begun) {
            self.join(begun);
        }
    }

    fn join(&self, begun: Begun<S>) {
        let Begun { index, item, parts, .. } = begun;
        let parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
        let done = parts
            .into_iter()
            .flatten()
            .collect::<Result<Vec<_>, _>>()
            .and_then(|parts| catch_unwind(AssertUnwindSafe(|| self.stages.join(item, parts))));
        self.end(index, done);
    }

    fn end(&self, index: usize, done: Outcome<S::Done>) {
        let mut state = locked(&self.state);
        state.done.insert(index, done);
        state.open -= 1;
        self.changed.notify_all();
    }

    /// Waits for the result of an item and gives it.
    fn give(&self, index: usize, give: &mut impl FnMut(Outcome<S::Done>)) {
        let mut state = locked(&self.state);
        let done = loop {
            match state.done.remove(&index) {
                Some(done) => break done,
                None => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        };
        drop(state);
        give(done);
        // Only now: what waits to be written counts as well.
        locked(&self.state).given = index + 1;
        self.changed.notify_all();
    }
}

/// No thread panics while it holds a lock.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An item `n` has `n` parts, and the result is the sum of their numbers; part 13 fails.
    struct Sums;

    impl Stages for Sums {
        type Item = usize;
        type Plan = usize;
        type Part = usize;
        type Done = usize;

        fn plan(&self, item: &usize) -> usize {
            *item
        }

        fn count(&self, plan: &usize) -> usize {
            *plan
        }

        fn part(&self, _: &usize, _: &usize, index: usize) -> usize {
            assert_ne!(index, 13);
            index
        }

        fn join(&self, item: usize, parts: Vec<usize>) -> usize {
            assert_eq!(parts.len(), item);
            parts.iter().sum()
        }
    }

    fn sums(threads: usize, items: &[usize]) -> Vec<Option<usize>> {
        let mut found = Vec::new();
        Workers::new(threads).each(&Sums, items.to_vec(), |sum| found.push(sum.ok()));
        found
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..300).map(|i| i * 7 % 13).collect();
        let expected: Vec<Option<usize>> = items.iter().map(|n| Some(n * n.saturating_sub(1) / 2)).collect();
        for threads in [0, 1, 3] {
            assert_eq!(sums(threads, &items), expected);
            assert!(sums(threads, &[]).is_empty());
        }
    }

    #[test]
    fn an_item_that_fails_costs_no_other() {
        assert_eq!(sums(2, &[2, 14, 3]), [Some(1), None, Some(3)]);
    }

    #[test]
    fn without_a_pool_the_caller_works() {
        let none = Workers { pools: Vec::new(), first: AtomicUsize::new(0) };
        let mut found = Vec::new();
        none.each(&Sums, vec![3, 0, 2], |sum| found.push(sum.ok()));
        assert_eq!(found, [Some(3), Some(0), Some(1)]);
    }
}
