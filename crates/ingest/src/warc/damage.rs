//! What can be wrong with a record of a crawl archive.

use crate::limits::Limits;
use crate::problem;
use record::Diagnostic;
use std::io;

/// What is wrong with a record.
#[derive(Debug)]
pub struct Damage {
    /// The record's place in the archive, from 1.
    pub number: usize,
    /// What it is.
    pub what: What,
}

/// The kinds of damage.
#[derive(Debug)]
pub enum What {
    /// The content ends early: bytes there, bytes that its header gives.
    Short(usize, u64),
    /// No record begins where one should.
    Lost,
    /// Its header gives no length.
    NoLength,
    /// The content is over the limit.
    Large,
    /// It cannot be read on; whether that is for good.
    Unread(io::Error),
}

impl Damage {
    /// What is wrong, for people.
    pub fn diagnostic(self, path: &str, limits: &Limits) -> Diagnostic {
        let (code, message) = match self.what {
            What::Short(there, length) => {
                ("warc/truncated", format!("record {} ends early: {there} of {length} bytes are there", self.number))
            }
            What::Lost => {
                ("warc/lost", format!("after record {} there are bytes that belong to no record", self.number))
            }
            What::NoLength => ("warc/no-length", format!("record {} does not give its length", self.number)),
            What::Large => return problem::too_large(path, limits.page_bytes),
            What::Unread(error) => return problem::packed(path, &error),
        };
        Diagnostic::error(code, message).at(path).hint("fetch the archive again; its other records were read")
    }
}
