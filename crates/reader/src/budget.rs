//! How much may be used.

use std::sync::{Mutex, PoisonError};

/// Tokens that may be used, and that have been.
#[derive(Debug, Default)]
pub struct Budget {
    most: Option<u64>,
    used: Mutex<u64>,
}

/// Bytes of a token of English, on the low side: rather too many tokens are counted than too few.
const BYTES: u64 = 3;

/// About how many tokens so many bytes are.
pub fn tokens(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(BYTES)
}

impl Budget {
    /// At most so many tokens.
    pub fn new(most: Option<u64>) -> Self {
        Self { most, used: Mutex::new(0) }
    }

    /// Sets so many aside; whether they are within the budget.
    pub fn reserve(&self, tokens: u64) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let within = self.most.is_none_or(|most| used.saturating_add(tokens) <= most);
        if within {
            *used = used.saturating_add(tokens);
        }
        within
    }

    /// What was set aside and what was used of it: the rest is free again.
    pub fn settle(&self, reserved: u64, spent: u64) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_sub(reserved).saturating_add(spent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_beyond_it() {
        let budget = Budget::new(Some(100));
        assert!(budget.reserve(60) && !budget.reserve(41));
        budget.settle(60, 10);
        assert!(budget.reserve(90) && !budget.reserve(1));
        assert!(Budget::new(None).reserve(u64::MAX));
    }
}
