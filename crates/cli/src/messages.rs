//! What is said on standard error: in the order of the inputs, and floods of like messages in one line.

use crate::terminal;
use record::{Diagnostic, Severity};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Messages of one code that are printed; the rest is counted.
const SHOWN: usize = 10;

/// What has been said so far, and how much of it is wanted.
#[derive(Debug, Default)]
pub struct Messages {
    /// Errors only.
    quiet: bool,
    /// Every one.
    all: bool,
    said: BTreeMap<(Severity, String), usize>,
}

impl Messages {
    /// Nothing said yet; `quiet` for errors only, `all` for every message of a kind.
    pub fn new(quiet: bool, all: bool) -> Self {
        Self { quiet, all, said: BTreeMap::new() }
    }

    /// Says some messages, those of the same kind up to a number.
    pub fn say(&mut self, mut some: Vec<Diagnostic>) {
        some.sort_by(|one, other| natural(one.path.as_deref(), other.path.as_deref()));
        for diagnostic in some {
            if self.quiet && diagnostic.severity == Severity::Warning {
                continue;
            }
            let said = self.said.entry((diagnostic.severity, diagnostic.code.clone())).or_default();
            *said += 1;
            if self.all || *said <= SHOWN {
                terminal::say(&diagnostic);
            }
        }
    }

    /// Says how many there were of the kinds that were not all printed.
    pub fn end(&self) {
        for ((severity, code), count) in self.said.iter().filter(|(_, count)| **count > SHOWN && !self.all) {
            let message = format!("{} more like it (--all-messages prints them)", count - SHOWN);
            let summary = match severity {
                Severity::Warning => Diagnostic::warning(code, message),
                Severity::Error => Diagnostic::error(code, message),
            };
            terminal::say(&summary);
        }
    }
}

/// The order of names in which numbers count as such: `a2` before `a10`.
fn natural(one: Option<&str>, other: Option<&str>) -> Ordering {
    let (mut a, mut b) = (one.unwrap_or_default(), other.unwrap_or_default());
    loop {
        let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (m, n) = (digits(a), digits(b));
        if m > 0 && n > 0 {
            let (x, y) = (a[..m].trim_start_matches('0'), b[..n].trim_start_matches('0'));
            let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[m..], &b[n..]);
            continue;
        }
        match (a.chars().next(), b.chars().next()) {
            (Some(c), Some(d)) if c == d => (a, b) = (&a[c.len_utf8()..], &b[d.len_utf8()..]),
            (c, d) => return c.cmp(&d).then_with(|| one.cmp(&other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count() {
        let mut names = ["a.jsonl#10", "b.txt", "a.jsonl#2", "a.jsonl", "a.jsonl#010"];
        names.sort_by(|one, other| natural(Some(one), Some(other)));
        assert_eq!(names, ["a.jsonl", "a.jsonl#2", "a.jsonl#010", "a.jsonl#10", "b.txt"]);
    }
}
