//! Random numbers that are the same on every machine.

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and good enough to choose sentences by.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A row of numbers for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..n`; 0 for `n` = 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.next().checked_rem(n as u64).unwrap_or(0) as usize
    }

    /// True in so much of all cases, 0 to 1.
    pub fn chance(&mut self, part: f64) -> bool {
        ((self.next() >> 11) as f64) < part * (1_u64 << 53) as f64
    }

    /// One of `list`; `None` when it is empty.
    pub fn pick<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        list.get(self.below(list.len()))
    }

    /// Puts `list` into any order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
