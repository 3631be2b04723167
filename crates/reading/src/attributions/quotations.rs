//! Quotation marks: which open, which close, and what stands between.
//!
//! Marks are read from the characters, block by block, in one pass: they do not depend on the analysis.

use record::{BlockKind, Report, Span};

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Index of the block.
    pub block: usize,
    /// Whether its closing mark is there, here or in a later block that continues it.
    pub closed: bool,
    /// Whether it goes on a quotation that the block before left open, with an opening mark of its own.
    pub continues: bool,
    /// Whether it stands in another quotation.
    pub inside: bool,
}

/// Most quotations in quotations that are told apart; deeper marks are taken for words.
const DEEPEST: usize = 3;

/// Bytes after which a single mark that has found no partner is taken for an apostrophe: no quotation in single
/// marks within one paragraph is as long.
const LONGEST_SINGLE: usize = 2_000;

/// The two families of marks: single ones are apostrophes too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Single,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Open,
    Close,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    family: Family,
    side: Side,
}

/// Finds the quotations of the reporting blocks, in text order.
pub(crate) fn find(report: &Report) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    // Index of the outermost quotation that the block before has left open.
    let mut pending: Option<usize> = None;
    for (index, block) in report.blocks.iter().enumerate() {
        if !block.kind.is_reporting() {
            // A caption or an advert between two paragraphs does not end the quotation; a comment does.
            pending = pending.filter(|_| block.kind != BlockKind::Comment);
            continue;
        }
        let text = block.span.of(&report.text);
        let from = found.len();
        read(text, block.span.start, index, &mut found);
        found[from..].sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
        if block.kind != BlockKind::Body {
            continue;
        }
        let opens = found[from..].first().filter(|first| first.span.start == block.span.start).is_some();
        if let (Some(before), true) = (pending.take(), opens) {
            found[from].continues = true;
            found[before].closed = true;
        }
        pending = found[from..].iter().rposition(|last| !last.closed && !last.inside).map(|at| from + at);
    }
    found
}

/// Reads one block whose text begins at byte `base` of the report.
fn read(text: &str, base: usize, block: usize, found: &mut Vec<Quotation>) {
    let marks = marks(text);
    let mut open: Vec<Mark> = Vec::new();
    let shift = |span: Span| Span::new(span.start + base, span.end + base);
    let quotation = |from: Span, to: Span, closed: bool, inside: bool| Quotation {
        span: shift(from.cover(to)),
        inner: shift(Span::new(from.end, to.start.max(from.end))),
        block,
        closed,
        continues: false,
        inside,
    };
    for mark in marks {
        let partner = open.iter().rposition(|mark_open| mark_open.family == mark.family);
        let closes = match (mark.side, partner) {
            (Side::Open, _) | (_, None) => false,
            (Side::Close | Side::Either, Some(_)) => true,
        };
        if closes {
            let at = partner.unwrap_or(0);
            let from = open[at];
            open.truncate(at);
            found.push(quotation(from.span, mark.span, true, at > 0));
        } else if mark.side != Side::Close && open.len() < DEEPEST {
            // A second opening mark of the same family while one is open: the first was never closed.
            let again = mark.family == Family::Double && open.iter().any(|mark_open| mark_open.family == mark.family);
            if again {
                let at = open.iter().position(|mark_open| mark_open.family == mark.family).unwrap_or(0);
                let from = open[at];
                open.truncate(at);
                let end = before_gap(text, mark.span.start);
                found.push(quotation(from.span, Span::new(end, end), false, at > 0));
            }
            open.push(mark);
        }
    }
    let end = Span::new(text.len(), text.len());
    for (depth, from) in open.iter().enumerate() {
        // A single mark without partner is an apostrophe.
        if from.family == Family::Double && from.span.end < text.len() {
            found.push(quotation(from.span, end, false, depth > 0));
        }
    }
}

/// The place before `at` where the words end.
fn before_gap(text: &str, at: usize) -> usize {
    text[..at].trim_end().len()
}

/// The marks of a text with the side that they stand on.
fn marks(text: &str) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let closers = closers(text);
    let mut before: Option<char> = None;
    // Doubled quotation marks open so far and single ones, to judge marks that look the same on both sides.
    let (mut double, mut single) = (false, false);
    // „ is closed by the mark that opens elsewhere.
    let mut low = false;
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let mut family = match c {
            '"' | '“' | '”' | '„' | '«' | '»' | '‟' => Family::Double,
            '\'' | '‘' | '’' | '‚' | '`' => Family::Single,
            _ => {
                before = Some(c);
                continue;
            }
        };
        // Two single marks typed for a double one.
        if family == Family::Single && chars.peek().is_some_and(|&(_, next)| next == c && c != '‚') {
            chars.next();
            end += c.len_utf8();
            family = Family::Double;
        }
        let after = text[end..].chars().next();
        let closes_low = low && double && matches!(c, '“' | '”' | '‟');
        let looks = if closes_low {
            Some(Side::Close)
        } else {
            side(c, family, before, after, if family == Family::Double { double } else { single })
        };
        if let Some(side) = looks {
            let accepted = family == Family::Double
                || match side {
                    Side::Open => {
                        let next = closers.get(closers.partition_point(|&closer| closer <= end));
                        // One letter between two marks is a contraction: "rock 'n' roll".
                        next.is_some_and(|next| (2..LONGEST_SINGLE).contains(&(next - end)))
                    }
                    _ => single && !is_plural_possessive(text, at, end),
                };
            if accepted {
                let opens = side == Side::Open || (side == Side::Either && family == Family::Double && !double);
                *(if family == Family::Double { &mut double } else { &mut single }) = opens;
                low = if family == Family::Double { opens && c == '„' } else { low };
                found.push(Mark { span: Span::new(at, end), family, side });
            }
        }
        before = Some(c);
    }
    found
}

/// Which side a mark stands on; `None` for an apostrophe, an inch or a minute.
fn side(c: char, family: Family, before: Option<char>, after: Option<char>, open: bool) -> Option<Side> {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let gap_before = before.is_none_or(|c| c.is_whitespace() || is_opening(c));
    let gap_after = after.is_none_or(|c| c.is_whitespace() || (!c.is_alphanumeric() && !is_opening(c)));
    match (c, family) {
        ('“' | '„' | '«', _) | ('`', Family::Double) => Some(Side::Open),
        ('‘' | '‚' | '`', Family::Single) if !word(before) => {
            (!after.is_none_or(char::is_whitespace)).then_some(Side::Open)
        }
        // Typed for an opening mark: "”We will not sign.”"
        ('”', _) if !open && gap_before && word(after) => Some(Side::Open),
        ('”' | '»', _) => Some(Side::Close),
        ('’', Family::Single) => (open && !word(after)).then_some(Side::Close),
        (_, Family::Single) => {
            if gap_before && word(after) && !open {
                Some(Side::Open)
            } else {
                (open && !word(after)).then_some(Side::Close)
            }
        }
        (_, Family::Double) => {
            let figure = before.is_some_and(|c| c.is_ascii_digit());
            match (gap_before, gap_after) {
                (true, false) => Some(Side::Open),
                (false, true) if figure && !open => None,
                (false, true) => Some(if open { Side::Close } else { Side::Either }),
                (true, true) if after.is_none() || open => Some(Side::Close),
                (true, true) => Some(Side::Either),
                (false, false) if open => Some(Side::Close),
                (false, false) => Some(Side::Either),
            }
        }
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | '“' | '‘' | '"' | '\'' | '«' | '„' | ':')
}

/// Where single marks could close: after the end of a word or sentence.
fn closers(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if matches!(c, '\'' | '’') && before.is_some_and(|b| !b.is_whitespace() && b != c) {
            let after = rest.peek().map(|&(_, next)| next);
            let ends = after.is_none_or(|next| !next.is_alphanumeric() && next != c);
            if ends && !is_plural_possessive(text, at, at + c.len_utf8()) {
                found.push(at);
            }
        }
        before = Some(c);
    }
    found
}

/// "the ministers' demand": a mark after an s with a small word behind it.
fn is_plural_possessive(text: &str, at: usize, end: usize) -> bool {
    let mut after = text[end..].chars();
    text[..at].ends_with(['s', 'S']) && after.next() == Some(' ') && after.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Block, ReportId};

    /// A report of paragraphs.
    fn report(paragraphs: &[&str]) -> Report {
        let text = paragraphs.join("\n\n");
        let mut at = 0;
        let blocks = paragraphs.iter().map(|paragraph| {
            let span = Span::new(at, at + paragraph.len());
            at += paragraph.len() + 2;
            Block { kind: BlockKind::Body, span, author: None, time: None }
        });
        let blocks = blocks.collect();
        Report { id: ReportId("case".into()), path: String::new(), text, blocks, ..Report::default() }
    }

    fn quoted(paragraphs: &[&str]) -> Vec<String> {
        let report = report(paragraphs);
        find(&report).iter().map(|quotation| quotation.span.of(&report.text).to_owned()).collect()
    }

    #[test]
    fn marks_of_every_kind() {
        assert_eq!(quoted(&["“One,” he said. “Two.”"]), ["“One,”", "“Two.”"]);
        assert_eq!(quoted(&["\"One,\" he said. \"Two.\""]), ["\"One,\"", "\"Two.\""]);
        assert_eq!(quoted(&["'One,' he said. 'Two.'"]), ["'One,'", "'Two.'"]);
        assert_eq!(quoted(&["‘One,’ he said."]), ["‘One,’"]);
        assert_eq!(quoted(&["''One,'' he said."]), ["''One,''"]);
        assert_eq!(quoted(&["``One,'' he said."]), ["``One,''"]);
        assert_eq!(quoted(&["„One“, he said. „Two.“"]), ["„One“", "„Two.“"]);
        assert_eq!(quoted(&["«One», he said."]), ["«One»"]);
    }

    #[test]
    fn apostrophes_inches_and_minutes_are_none() {
        for words in [
            "He didn't see the ministers' boat.",
            "It’s the ministers’ boat.",
            "The '90s were hard.",
            "Rock 'n' roll, y'all.",
            "A 30\" pipe and a 6'2\" man.",
            "The \" stands alone",
        ] {
            assert!(quoted(&[words]).iter().all(|found| found.starts_with('"') && found.ends_with("alone")), "{words}");
        }
    }

    #[test]
    fn quotations_in_quotations() {
        let found = quoted(&["“He said, ‘Don’t go,’ and I left,” said Vidal."]);
        assert_eq!(found, ["“He said, ‘Don’t go,’ and I left,”", "‘Don’t go,’"]);
        let found = find(&report(&["\"He said, 'Go,' and left.\""]));
        assert_eq!(found.iter().map(|quotation| quotation.inside).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_closing_mark_typed_for_an_opening_one() {
        assert_eq!(quoted(&["”We won’t sign,” Vidal said."]), ["”We won’t sign,”"]);
    }

    #[test]
    fn an_opening_mark_on_each_paragraph_goes_on() {
        let found = find(&report(&["He said: “One.", "“Two.”", "“Three,” he said."]));
        let facts: Vec<(bool, bool)> = found.iter().map(|quotation| (quotation.closed, quotation.continues)).collect();
        assert_eq!(facts, [(true, false), (true, true), (true, false)]);
    }

    #[test]
    fn an_open_mark_ends_with_its_paragraph() {
        let found = find(&report(&["He said: “One.", "Two."]));
        assert_eq!((found.len(), found[0].closed, found[0].inner.len()), (1, false, 4));
    }

    #[test]
    fn a_megabyte_of_marks_is_read_in_one_pass() {
        for mark in ["\"", "“ ", "'a ", "” “"] {
            let text = mark.repeat(1_000_000 / mark.len());
            let found = find(&report(&[&text]));
            assert!(found.iter().all(|quotation| text.get(quotation.span.start..quotation.span.end).is_some()));
        }
    }
}
