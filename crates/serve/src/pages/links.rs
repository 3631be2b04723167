//! Addresses of pages.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use record::{Evidence, ReportId, Span, Spans};
use render::drawings::Links;

const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Words as a part of an address.
pub fn part(words: &str) -> String {
    utf8_percent_encode(words, PART).to_string()
}

pub fn story(id: &str) -> String {
    format!("/stories/{}", part(id))
}

pub fn report(id: &str) -> String {
    format!("/reports/{}", part(id))
}

pub fn entity(name: &str) -> String {
    format!("/entities/{}", part(name))
}

/// A report at some words, lit up.
pub fn words(report_id: &str, spans: &Spans) -> String {
    format!("{}?at={}#at", report(report_id), written(spans))
}

/// The words of one version of a report.
pub fn words_of(report_id: &str, version: usize, spans: &Spans) -> String {
    format!("{}?version={version}&at={}#at", report(report_id), written(spans))
}

fn written(spans: &Spans) -> String {
    let ranges: Vec<String> = spans.ranges().iter().map(|span| format!("{}-{}", span.start, span.end)).collect();
    ranges.join(".")
}

/// Ranges that one address may name.
const RANGES: usize = 64;

/// The spans that an address names: `120-171.189-240`.
pub fn spans(given: &str) -> Option<Spans> {
    let range = |range: &str| {
        let (start, end) = range.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then(|| Span::new(start, end))
    };
    let ranges: Option<Vec<Span>> = given.split('.').take(RANGES).map(range).collect();
    ranges.map(Spans::new)
}

/// Where the drawings of a story lead.
pub struct Desk;

impl Links for Desk {
    fn words(&self, evidence: &Evidence) -> String {
        words(&evidence.report.0, &evidence.span)
    }

    fn report(&self, id: &ReportId) -> String {
        report(&id.0)
    }

    fn entity(&self, name: &str) -> String {
        entity(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_an_address_and_back() {
        let at = Spans::new(vec![Span::new(3, 9), Span::new(20, 25)]);
        assert_eq!(words("a/b c", &at), "/reports/a%2Fb%20c?at=3-9.20-25#at");
        assert_eq!(spans("3-9.20-25"), Some(at));
        for bad in ["", "3", "9-3", "-1-4", "3-99999999999999999999999", "a-b"] {
            assert_eq!(spans(bad), None, "{bad}");
        }
    }
}
