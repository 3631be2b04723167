//! Counts what goes into an unpacker and what comes out, and ends what grows as no text does.

use crate::limits::Limits;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// The counts of one archive, shared by its readers.
#[derive(Clone, Debug)]
pub struct Meter {
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
    ratio: u64,
    free: u64,
}

/// The error of a stream that unpacks to more than its limits allow.
#[derive(Debug)]
struct Bomb;

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it unpacks to far more than text does")
    }
}

impl std::error::Error for Bomb {}

/// Whether `error` says that a stream unpacks to more than its limits allow.
pub fn is_bomb(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Bomb>())
}

impl Meter {
    /// A meter for an archive of which `packed` bytes are known to be there.
    pub fn new(packed: u64, limits: &Limits) -> Self {
        Self {
            packed: Rc::new(Cell::new(packed)),
            unpacked: Rc::default(),
            ratio: limits.unpacked_ratio,
            free: limits.unpacked_free,
        }
    }

    /// Counts what is read of `inner` as packed.
    pub fn packed<R>(&self, inner: R) -> Packed<R> {
        Packed { inner, count: self.packed.clone() }
    }

    /// Counts what is read of `inner` as unpacked, and fails once it is too much.
    pub fn unpacked<R>(&self, inner: R) -> Unpacked<R> {
        Unpacked { inner, meter: self.clone() }
    }

    /// Whether the limit is passed.
    pub fn is_over(&self) -> bool {
        let allowed = self.packed.get().saturating_mul(self.ratio).max(self.free);
        self.unpacked.get() > allowed
    }
}

/// The packed side.
pub struct Packed<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Packed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.count.set(self.count.get().saturating_add(read as u64));
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Packed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count.set(self.count.get().saturating_add(amount as u64));
        self.inner.consume(amount);
    }
}

/// The unpacked side.
pub struct Unpacked<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let count = &self.meter.unpacked;
        count.set(count.get().saturating_add(read as u64));
        if self.meter.is_over() { Err(io::Error::other(Bomb)) } else { Ok(read) }
    }
}
