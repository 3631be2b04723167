//! From lines to units: the paragraphs, headlines and menu entries that a kind is decided for.
//!
//! Some texts hold a paragraph a line, some are wrapped at a column. A break is the wrapper's where the next
//! line's first word would not have fitted, or where a sentence plainly runs on; every other break is the
//! writer's.

use super::lines::Line;
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

/// Joins the lines of wrapped paragraphs.
pub fn units(text: &str, lines: &[Line]) -> Vec<Unit> {
    let lengths: Vec<usize> = lines.iter().map(|line| line.span.of(text).chars().count()).collect();
    let width = wrap_width(text, lines, &lengths);
    let mut units: Vec<Unit> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let joined = at > 0
            && line.gap == 0
            && width.is_some_and(|width| {
                let before = lines[at - 1].span.of(text);
                wraps(before, lengths[at - 1], line.span.of(text), width)
            });
        match units.last_mut() {
            Some(last) if joined => last.span = last.span.cover(line.span),
            _ => units.push(Unit { span: line.span, gap: line.gap }),
        }
    }
    units
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
}
