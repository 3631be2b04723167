//! A line above a report that holds several things: `The Norland Post, Velmark - 4.3.2031 - by our envoy`.
//!
//! What stands in it is parted by bars, dashes or wide gaps. Beside a date, the name of an outlet and of a writer are
//! told from places and sections by the words that they are made of.

use super::byline::{self, Byline};
use super::{dates, mastheads, pattern};
use record::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What parts one thing from the next.
static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+[|•·/–—-]\s+|\t+|\s{2,}|\n"));
/// Where the writer is named inside a part: "Posted on 4 March 2031 by Ada".
static WRITER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s)((?:[Bb]y|BY)\s*:?\s+\S)"));

/// The parts of `line`, in order.
pub fn parts(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    let ends = MARK.find_iter(line).map(|mark| (mark.start(), mark.end())).chain([(line.len(), line.len())]);
    for (end, next) in ends {
        if end > at {
            found.push(Span::new(at, end));
        }
        at = next;
    }
    found
}

/// Who wrote it, as a part of `line` says; its first byte is at `base`.
pub fn writer(line: &str, base: usize) -> Option<Byline> {
    parts(line).into_iter().find_map(|part| {
        let words = part.of(line);
        let from = WRITER.captures(words).and_then(|captures| captures.get(1))?.start();
        byline::byline(words.get(from..)?, base + part.start + from)
    })
}

/// Who published it, as the first part of `line` says, up to its first comma.
pub fn outlet(line: &str) -> Option<Span> {
    let part = parts(line).first().copied()?;
    let words = part.of(line);
    let name = words.split(',').next().unwrap_or(words).trim_end();
    mastheads::is_name_beside_date(name).then(|| Span::new(part.start, part.start + name.len()))
}

/// Whether a line has a full date, and beside it no more than an outlet, places, a writer and an edition's number.
pub fn is_dated(line: &str) -> bool {
    dates::is_dated_line(line)
        || writer(line, 0).is_some_and(|writer| dates::is_dated_line(&without(line, writer.span)))
}

/// `line` without the words at `span`, and without the "by" before them.
fn without(line: &str, span: Span) -> String {
    let before = line.get(..span.start).unwrap_or_default().trim_end().trim_end_matches(':').trim_end();
    let bare = before.get(..before.len().saturating_sub(2)).filter(|_| before.to_lowercase().ends_with("by"));
    format!("{} {}", bare.unwrap_or(before), line.get(span.end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlet_day_and_writer_of_a_line() {
        for (line, name, by) in [
            (
                "The Norland Post, Velmark - 4.3.2031 - by our envoy correspondent",
                "The Norland Post",
                "our envoy correspondent",
            ),
            ("Velmark Today | 4 March 2031, 07:45 | By Ilse Brandt", "Velmark Today", "Ilse Brandt"),
            ("The Morning Oar, 4 March 2031", "The Morning Oar", "-"),
            ("Posted on March 4, 2031 by Ada", "-", "Ada"),
            ("Port Alder, Tuesday 4 March 2031", "-", "-"),
            ("World News | 4 March 2031", "-", "-"),
            ("No. 61 (11 408)    Sude, Tuesday, 04.03.2031", "-", "-"),
        ] {
            assert!(is_dated(line), "{line}");
            let found = outlet(line).map_or("-", |span| span.of(line));
            let wrote = writer(line, 0).map_or("-".to_owned(), |byline| byline.name);
            assert_eq!((found, wrote.as_str()), (name, by), "{line}");
        }
        for line in ["By noon on 4 March 2031 the talks were over", "The envoy said on 4 March 2031 that he would go"] {
            assert!(!is_dated(line), "{line}");
        }
    }
}
