//! How near a report comes to what the publisher's own page holds: words of the body, title, day, writers.
//!
//! This file needs no model, so that the example `newspages` of `ingest` includes it as well.

use record::{BlockKind, Report};
use serde_json::Value;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Words of a title that are compared.
const TITLE: usize = 12;

/// The sums of a set of pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// Pages counted.
    pub pages: usize,
    /// Sums of precision, recall and F1 of the body, a value from 0 to 1 for each page.
    pub body: [f64; 3],
    /// Pages with the right title, and those that have one.
    pub title: (usize, usize),
    /// Pages with the right day, and those that have one.
    pub day: (usize, usize),
    /// Pages with any of the writers, and those that name one.
    pub authors: (usize, usize),
}

/// What one page gave.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Precision, recall and F1 of the words of the body.
    pub body: [f64; 3],
    /// Whether the title is right, where the page has one.
    pub title: Option<bool>,
    /// Whether the day is right.
    pub day: Option<bool>,
    /// Whether any writer is named.
    pub authors: Option<bool>,
}

/// Compares the report that was read of a page with what is expected of it.
pub fn page(expected: &Value, report: Option<&Report>) -> Page {
    let gold: Vec<String> = strings(&expected["paragraphs"]).flat_map(words).collect();
    let body: Vec<String> = report.map(paragraphs).into_iter().flatten().flat_map(words).collect();
    let title = Some(words(expected["title"].as_str().unwrap_or_default())).filter(|words| !words.is_empty());
    let stated = report.and_then(|report| report.title.as_ref()).map(|title| words(&title.value)).unwrap_or_default();
    let day = expected["published"].as_str().and_then(|time| time.get(..10));
    let published = report.and_then(|report| report.published.as_ref()).and_then(|published| published.value.get(..10));
    let byline =
        report.and_then(|report| report.byline.as_ref()).map(|byline| words(&byline.value)).unwrap_or_default();
    let last = |name: &str| words(name).pop();
    let names: Vec<String> = strings(&expected["authors"]).filter_map(last).collect();
    Page {
        body: overlap(&gold, &body),
        title: title.map(|title| title.iter().take(TITLE).eq(stated.iter().take(TITLE))),
        day: day.map(|day| published == Some(day)),
        authors: (!names.is_empty()).then(|| names.iter().any(|name| byline.contains(name))),
    }
}

/// The paragraphs of a report's body.
pub fn paragraphs(report: &Report) -> Vec<&str> {
    let body = report.blocks.iter().filter(|block| block.kind == BlockKind::Body);
    body.map(|block| report.words(block.span)).collect()
}

/// The strings of a list.
pub fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The words of a text, in small letters: runs of letters and digits. Soft hyphens are not seen,
/// and accents are parts of their letters.
pub fn words(text: &str) -> Vec<String> {
    let text: String = text.nfc().filter(|c| *c != '\u{ad}').collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Precision, recall and F1 of two multisets of words.
pub fn overlap(gold: &[String], found: &[String]) -> [f64; 3] {
    let mut left: BTreeMap<&String, usize> = BTreeMap::new();
    for word in gold {
        *left.entry(word).or_default() += 1;
    }
    let mut shared = 0_usize;
    for word in found {
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let part = |whole: usize| shared as f64 / whole.max(1) as f64;
    let both = gold.len() + found.len();
    [part(found.len()), part(gold.len()), 2.0 * shared as f64 / both.max(1) as f64]
}

/// Which half a page is in: 0 may be looked at while rules are written, 1 stays unseen. FNV-1a, so that the halves
/// never change.
pub fn half(name: &str) -> usize {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    (name.bytes().fold(0xcbf2_9ce4_8422_2325, mix) >> 32) as usize % 2
}

impl Sums {
    /// Counts one page more.
    pub fn add(&mut self, page: &Page) {
        let count = |(right, of): &mut (usize, usize), one: Option<bool>| {
            *right += usize::from(one == Some(true));
            *of += usize::from(one.is_some());
        };
        self.pages += 1;
        for (sum, value) in self.body.iter_mut().zip(page.body) {
            *sum += value;
        }
        count(&mut self.title, page.title);
        count(&mut self.day, page.day);
        count(&mut self.authors, page.authors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_often_as_they_come() {
        let [precision, recall, f1] = overlap(&words("The weir, the lock"), &words("the WEIR was shut"));
        assert_eq!((precision, recall, f1), (0.5, 0.5, 0.5));
        assert_eq!(overlap(&[], &[]), [0.0; 3]);
    }

    #[test]
    fn halves_do_not_change() {
        assert_eq!([half("a"), half("page"), half("south"), half("x1")], [0, 1, 0, 1]);
    }
}
