//! From lines to units: the paragraphs, headlines and menu entries that a kind is decided for.
//!
//! Some texts hold a paragraph a line, some are wrapped at a column. A break is the wrapper's where the next
//! line's first word would not have fitted, or where a sentence plainly runs on; every other break is the
//! writer's.

use super::lines::Line;
use super::phrases;
use crate::head::{self, byline, mastheads};
use record::Span;

/// One or more lines that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its bytes, trimmed.
    pub span: Span,
    /// Blank lines before it.
    pub gap: usize,
}

/// The widest column, in characters, that text is wrapped at by hand or by a mailer.
const WIDEST: usize = 110;

/// Characters below which a line is no evidence of wrapping: menu entries break for other reasons.
const SHORTEST: usize = 35;

/// The share of long lines, in percent, that must run on into the next for a text to count as wrapped. In text
/// wrapped at 70 columns about 70 of 100 lines do so with a small letter; in a paragraph a line hardly one.
const WRAPPED_PERCENT: usize = 25;

/// Percent of the column from which a line without a stop runs on; a headline above the text is shorter or has a
/// blank line below it.
const FULL_PERCENT: usize = 75;

/// The share of lines, in percent, that lie within the column; a few are longer, such as addresses.
const WITHIN_PERCENT: usize = 97;

/// Lines in which a head is looked for, with its headline.
const HEAD: usize = 40;

/// Lines of a head that stand together below the first of them.
const HEAD_ROWS: usize = 3;

/// Words of the shortest first line of a headline that goes on in small letters.
const HEADLINE: usize = 4;

/// Words that no line ends with but one that goes on.
const OPENERS: [&str; 22] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "with", "by", "from", "and", "or", "as", "after", "before",
    "over", "against", "into", "than", "his",
];

/// Joins the lines of wrapped paragraphs.
pub fn units(text: &str, lines: &[Line]) -> Vec<Unit> {
    let lengths: Vec<usize> = lines.iter().map(|line| line.span.of(text).chars().count()).collect();
    let width = wrap_width(text, lines, &lengths);
    let mut units: Vec<Unit> = Vec::new();
    // Where the lines without a blank between them begin that are no lines of a head.
    let mut opens = 0;
    for (at, line) in lines.iter().enumerate() {
        let words = line.span.of(text);
        let before = at.checked_sub(1).filter(|_| line.gap == 0).map(|before| (before, lines[before].span.of(text)));
        let next = lines.get(at + 1).is_none_or(|next| next.gap > 0);
        let joined = before.is_some_and(|(before_at, before)| {
            let wrapped = width.is_some_and(|width| wraps(before, lengths[before_at], words, width));
            let headline = opens == before_at
                && at < HEAD
                && next
                && tops(text, lines, before_at)
                && parts_headline(before, words);
            let alone = |at: usize, words: &str| at <= opens + HEAD_ROWS && stands_alone(words);
            (wrapped || headline) && !(opens == before_at && alone(before_at, before)) && !alone(at, words)
        });
        if !joined {
            opens = at;
        }
        match units.last_mut() {
            Some(last) if joined => last.span = last.span.cover(line.span),
            _ => units.push(Unit { span: line.span, gap: line.gap }),
        }
    }
    units
}

/// Whether a line of a head is nothing but a date, a writer or a row of a menu, so that no line belongs to it.
fn stands_alone(line: &str) -> bool {
    let small = line.chars().next().is_some_and(char::is_lowercase) && !line.starts_with("by ");
    !small
        && !line.ends_with('.')
        && (head::line::is_dated(line) || byline::byline(line, 0).is_some() || phrases::Shown::of(line).whole.is_some())
}

/// Whether the line `at` opens its group of lines, but for lines that stand alone.
fn tops(text: &str, lines: &[Line], at: usize) -> bool {
    let above = at.checked_sub(1).filter(|_| lines[at].gap == 0).map(|above| lines[above].span.of(text));
    above.is_none_or(|above| stands_alone(above) || mastheads::is_masthead(above, at == 1))
}

/// Whether one headline is broken in two: by a word that opens a phrase, or before a small letter.
fn parts_headline(before: &str, after: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    let opens = words.last().is_some_and(|last| OPENERS.contains(&last.to_lowercase().as_str()));
    let small = runs_on(before, after) && words.len() >= HEADLINE;
    let short = after.chars().count() <= WIDEST && before.chars().count() <= WIDEST;
    (small || opens && words.len() > 2) && short && !stops(after) && !mastheads::is_masthead(before, true)
}

/// The column that a text is wrapped at; `None` when it is not.
fn wrap_width(text: &str, lines: &[Line], lengths: &[usize]) -> Option<usize> {
    let (mut long, mut running) = (0_usize, 0_usize);
    for (at, pair) in lines.windows(2).enumerate() {
        if pair[1].gap > 0 || lengths[at] < SHORTEST {
            continue;
        }
        long += 1;
        running += usize::from(runs_on(pair[0].span.of(text), pair[1].span.of(text)));
    }
    if running < 2 || running * 100 < long * WRAPPED_PERCENT {
        return None;
    }
    // The column is where the lines that run on end.
    let mut ends: Vec<usize> = lines
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| {
            pair[1].gap == 0 && runs_on(pair[0].span.of(text), pair[1].span.of(text)) && lengths[*at] >= SHORTEST
        })
        .map(|(at, _)| lengths[at])
        .collect();
    ends.sort_unstable();
    let width = *ends.get((ends.len() * WITHIN_PERCENT / 100).min(ends.len().saturating_sub(1)))?;
    (width <= WIDEST).then_some(width)
}

/// Whether a line ends as a sentence can.
fn stops(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', '"', '”', '…', ')'])
}

/// Whether a sentence plainly goes on from one line to the next: no stop, then a small letter.
fn runs_on(before: &str, after: &str) -> bool {
    !stops(before) && after.chars().next().is_some_and(char::is_lowercase)
}

fn wraps(before: &str, length: usize, after: &str, width: usize) -> bool {
    if length > width + width / 4 {
        // Far beyond the column: the line was not wrapped at it.
        return false;
    }
    let first = after.split_whitespace().next().map_or(0, |word| word.chars().count());
    let full = length + 1 + first > width;
    // Columns are ragged: a line of some length that does not stop is not the last of its paragraph.
    let open = !stops(before) && length * 100 >= width * FULL_PERCENT;
    full && length * 2 > width || open || (length >= SHORTEST && runs_on(before, after))
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn laid_out(text: &str) -> Vec<String> {
        let lines = lines(text, 1000).unwrap();
        units(text, &lines).iter().map(|unit| unit.span.of(text).replace('\n', "/")).collect()
    }

    #[test]
    fn a_paragraph_a_line_stays_so() {
        let text = "The first envoy arrived in the harbour town on Monday.\nThe second came a day later by train.\n\
                    Nobody had expected them to meet before the week was out.";
        assert_eq!(laid_out(text).len(), 3);
    }

    #[test]
    fn wrapped_lines_are_joined_and_short_ends_part() {
        let text = "The first envoy arrived in the harbour town on Monday\nand was met by the governor at the quay, as had been\n\
                    agreed.\nThe second came a day later by train and went straight\nto the customs house, where the talks were to be held\n\
                    in the afternoon.\n\"We are ready,\" she said.";
        assert_eq!(
            laid_out(text),
            [
                "The first envoy arrived in the harbour town on Monday/and was met by the governor at the quay, as had been/agreed.",
                "The second came a day later by train and went straight/to the customs house, where the talks were to be held/in the afternoon.",
                "\"We are ready,\" she said."
            ]
        );
    }

    #[test]
    fn blank_lines_part_wrapped_paragraphs() {
        let text = "The first envoy arrived in the harbour town on Monday\nand was met by the governor of the province there\n\n\
                    The second came a day later by train and went straight\nto the customs house.";
        assert_eq!(laid_out(text).len(), 2);
    }

    #[test]
    fn lines_of_a_head_stay_apart_and_headlines_are_joined() {
        let body =
            "The first envoy arrived in the harbour town on Monday\nand was met by the governor of the province there";
        let text = format!(
            "Envoy: I warned the\ngovernor twice\n\nTuesday, 4 March 2031, 07:45 | By Ilse Brandt\nShare  Tweet  Print\n\n{body}"
        );
        assert_eq!(
            laid_out(&text)[..3],
            [
                "Envoy: I warned the/governor twice",
                "Tuesday, 4 March 2031, 07:45 | By Ilse Brandt",
                "Share  Tweet  Print"
            ]
        );
        assert_eq!(laid_out("Envoys Meet in\nPort Alder\n\nThey met.")[0], "Envoys Meet in/Port Alder");
        assert_eq!(laid_out("Envoys meet at the dam\nby Ilse Brandt\n\nThey met.").len(), 3);
        assert_eq!(laid_out("Times of the boats\nPort Alder: 9\n\nThey met.").len(), 3);
    }
}
