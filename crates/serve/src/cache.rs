//! Finished pages, kept while the library does not change.

use axum::body::Bytes;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Two generations: when the young one is full the old one goes, so that what is asked for stays and nothing needs to be
/// sorted.
pub struct Cache {
    pages: Mutex<Pages>,
    most: usize,
}

#[derive(Default)]
struct Pages {
    young: HashMap<String, (i64, Bytes)>,
    old: HashMap<String, (i64, Bytes)>,
    bytes: usize,
}

impl Cache {
    /// Keeps up to `most` bytes.
    pub fn new(most: usize) -> Self {
        Self { pages: Mutex::default(), most }
    }

    /// The page of that name as the library was at `state`.
    pub fn get(&self, name: &str, state: i64) -> Option<Bytes> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, page)) = pages.young.get(name) {
            return (*of == state).then(|| page.clone());
        }
        let (_, page) = pages.old.remove(name).filter(|(of, _)| *of == state)?;
        self.keep(&mut pages, name, state, &page);
        Some(page)
    }

    pub fn put(&self, name: &str, state: i64, page: &Bytes) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        self.keep(&mut pages, name, state, page);
    }

    fn keep(&self, pages: &mut Pages, name: &str, state: i64, page: &Bytes) {
        let size = name.len() + page.len();
        if size > self.most / 4 {
            return;
        }
        if pages.bytes + size > self.most / 2 {
            pages.old = std::mem::take(&mut pages.young);
            pages.bytes = 0;
        }
        if let Some((_, before)) = pages.young.insert(name.to_owned(), (state, page.clone())) {
            pages.bytes = pages.bytes.saturating_sub(name.len() + before.len());
        }
        pages.bytes += size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_another_state_are_none_and_bytes_are_bounded() {
        let cache = Cache::new(400);
        cache.put("/", 1, &Bytes::from_static(b"one"));
        assert_eq!(cache.get("/", 1).as_deref(), Some(&b"one"[..]));
        assert_eq!(cache.get("/", 2), None);
        for number in 0..100 {
            cache.put(&format!("/{number}"), 1, &Bytes::from(vec![b'x'; 50]));
        }
        let pages = cache.pages.lock().unwrap();
        let held: usize = pages.young.iter().chain(&pages.old).map(|(name, (_, page))| name.len() + page.len()).sum();
        assert!(held <= 400, "{held}");
    }
}
