//! The lines of a text, without the white space around them.

use record::Span;

/// A line that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes, trimmed.
    pub span: Span,
    /// Blank lines before it.
    pub gap: usize,
}

/// Whether a character shows nothing: white space, or a byte order mark.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Whether a character ends a line.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The span of `text[start..end]` without the blanks around it; `None` when nothing is left.
pub fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let inner = text.get(start..end)?;
    let left = inner.len() - inner.trim_start_matches(is_blank).len();
    let kept = inner.trim_matches(is_blank).len();
    (kept > 0).then(|| Span::new(start + left, start + left + kept))
}

/// The lines of `text` that hold something, at most `limit` of them; `None` when there are more.
pub fn lines(text: &str, limit: usize) -> Option<Vec<Line>> {
    let mut found = Vec::new();
    let mut gap = 0;
    let mut start = 0;
    let mut add = |start: usize, end: usize, gap: &mut usize| match trimmed(text, start, end) {
        Some(span) => {
            found.push(Line { span, gap: *gap });
            *gap = 0;
            found.len() <= limit
        }
        None => {
            *gap += 1;
            true
        }
    };
    let mut ends = text.char_indices().filter(|(_, c)| ends_line(*c)).peekable();
    while let Some((at, c)) = ends.next() {
        if !add(start, at, &mut gap) {
            return None;
        }
        start = at + c.len_utf8();
        // A carriage return and a line feed end one line.
        if c == '\r' && ends.peek() == Some(&(at + 1, '\n')) {
            ends.next();
            start = at + 2;
        }
    }
    add(start, text.len(), &mut gap).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end() {
        let text = "\u{feff}one\r\ntwo\r\rthree \n\n\n\tfour\u{2028}five";
        let found = lines(text, 99).unwrap();
        let words: Vec<(&str, usize)> = found.iter().map(|line| (line.span.of(text), line.gap)).collect();
        assert_eq!(words, [("one", 0), ("two", 0), ("three", 1), ("four", 2), ("five", 0)]);
        assert_eq!(lines("a\nb\nc", 2), None);
        assert_eq!(lines("", 0), Some(vec![]));
    }
}
