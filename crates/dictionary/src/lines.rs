//! Lines of a file, without comments; bounded, whatever the file.

use crate::problem::{Problems, quote, wrong};
use std::io::BufRead;

/// A longer line is left out. The longest of the known dictionaries has 2,000 bytes.
pub(crate) const MAX_LINE: usize = 64 * 1024;
/// No more of a file is read. The largest of the known dictionaries has 2 MiB.
pub(crate) const MAX_FILE: usize = 32 * 1024 * 1024;
/// No more lines with words are kept. The largest of the known dictionaries has some 60,000.
pub(crate) const MAX_LINES: usize = 500_000;

/// A line with something on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// From 1.
    pub number: usize,
    /// Without comments, and blanks at its ends.
    pub text: String,
}

/// Reads all lines that are left when comments are taken out; `None` for a file that is no text.
///
/// `<!-- … -->`, also over several lines, and what stands behind `#` or `;` outside of square brackets, are comments.
pub(crate) fn read(mut file: impl BufRead, problems: &mut Problems) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    let mut comment = None;
    let (mut number, mut total, mut foreign) = (0, 0, false);
    loop {
        let (bytes, length, more) = match next(&mut file) {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => {
                problems.error(None, wrong(format!("cannot be read: {error}")));
                return None;
            }
        };
        number += 1;
        total += length;
        if bytes.contains(&0) {
            let hint = "save it as plain text in UTF-8";
            problems.error(number, ("the file is no text: it has a byte 0".to_owned(), Some(hint)));
            return None;
        }
        if total > MAX_FILE || lines.len() == MAX_LINES {
            let message =
                format!("the file is too long: {MAX_FILE} bytes and {MAX_LINES} lines are read, the rest is not");
            problems.error(number, (message, Some("cut it into several files")));
            break;
        }
        if more {
            problems.error(number, wrong(format!("the line is longer than {MAX_LINE} bytes")));
            continue;
        }
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                if !std::mem::replace(&mut foreign, true) {
                    let hint = "save it in UTF-8";
                    problems.warning(number, ("not UTF-8: such lines are read as Latin-1".to_owned(), Some(hint)));
                }
                bytes.iter().map(|&byte| char::from(byte)).collect()
            }
        };
        let text = strip(text.trim_start_matches('\u{feff}'), number, &mut comment);
        if !text.is_empty() {
            lines.push(Line { number, text });
        }
    }
    if let Some(start) = comment {
        problems.error(start, wrong("the comment that begins here has no end: all lines after it were left out"));
    }
    Some(lines)
}

/// The next line's bytes, at most [`MAX_LINE`], how many it had, and whether some were left out. At most [`MAX_FILE`]
/// bytes are taken at once, so that even an endless line ends.
#[allow(clippy::type_complexity, reason = "used in one place")]
fn next(file: &mut impl BufRead) -> std::io::Result<Option<(Vec<u8>, usize, bool)>> {
    let (mut bytes, mut length, mut ended) = (Vec::new(), 0, false);
    while !ended && length <= MAX_FILE {
        let buffer = match file.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        bytes.extend_from_slice(&piece[..piece.len().min(MAX_LINE - bytes.len())]);
        let taken = piece.len() + usize::from(end.is_some());
        ended = end.is_some();
        length += taken;
        file.consume(taken);
    }
    let more = length > bytes.len() + usize::from(ended);
    Ok((length > 0).then_some((bytes, length, more)))
}

/// A line without its comments; `open` is the line in which a comment began that has not ended.
fn strip(line: &str, number: usize, open: &mut Option<usize>) -> String {
    let (mut kept, mut rest) = (String::new(), line);
    loop {
        if open.is_some() {
            let Some((_, after)) = rest.split_once("-->") else { break };
            (*open, rest) = (None, after);
        }
        let start = rest.match_indices("<!").find(|(at, _)| rest[at + 2..].trim_start().starts_with("--"));
        let Some((at, _)) = start else {
            kept.push_str(rest);
            break;
        };
        kept.push_str(&rest[..at]);
        *open = Some(number);
        rest = rest[at + 2..].trim_start().trim_start_matches("--");
    }
    let mut inside = false;
    let end = kept.char_indices().find(|&(_, c)| {
        inside = (inside || c == '[') && c != ']';
        !inside && (c == '#' || c == ';')
    });
    kept.truncate(end.map_or(kept.len(), |(at, _)| at));
    kept.trim().to_owned()
}

/// The words of a line before its square brackets, and what is in each of them.
///
/// # Errors
/// A bracket that is not closed, or words behind one.
pub(crate) fn brackets(line: &str) -> Result<(&str, Vec<&str>), crate::problem::Wrong> {
    let (head, mut rest) = line.split_at(line.find('[').unwrap_or(line.len()));
    let mut groups = Vec::new();
    while !rest.is_empty() {
        let Some(inner) = rest.strip_prefix('[') else {
            return Err(wrong(format!("words behind the code: {}", quote(rest))));
        };
        let Some((group, after)) = inner.split_once(']').filter(|(group, _)| !group.contains('[')) else {
            return Err(wrong(format!("the bracket \"[\" has no \"]\": {}", quote(rest))));
        };
        groups.push(group.trim());
        rest = after.trim();
    }
    Ok((head.trim(), groups))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> (Vec<(usize, String)>, Vec<String>) {
        let mut problems = Problems::new("f");
        let lines = read(text, &mut problems).unwrap_or_default();
        let lines = lines.into_iter().map(|line| (line.number, line.text)).collect();
        (lines, problems.finish().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn comments_go_and_lines_keep_their_numbers() {
        let text = "\u{feff}# all\nNORLAND [NOR] # a state\r\n\nA <!-- x --> B ; c\n<! -- one\ntwo --> C [###] # d\n";
        let (lines, problems) = lines(text.as_bytes());
        let expected = [(2, "NORLAND [NOR]"), (4, "A  B"), (6, "C [###]")];
        assert_eq!(lines, expected.map(|(number, text)| (number, text.to_owned())));
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn an_open_comment_is_named_where_it_begins() {
        let (found, problems) = lines(b"A [AAA]\n<!-- x\nB [BBB]\n");
        assert_eq!(found.len(), 1);
        assert!(problems[0].starts_with("f:2: error: the comment that begins here has no end"), "{problems:?}");
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        let (found, problems) = lines(b"A [AAA]\nB\x00 [BBB]\n");
        assert!(found.is_empty());
        assert!(problems[0].starts_with("f:2: error: the file is no text"), "{problems:?}");
        let (found, problems) = lines(b"\xc4RA [AAA]\n\xd6R [BBB]\n");
        assert_eq!(found[0].1, "ÄRA [AAA]");
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    #[test]
    fn brackets_are_told_from_words() {
        assert_eq!(brackets("A B  [X] [Y <1]").unwrap(), ("A B", vec!["X", "Y <1"]));
        assert!(brackets("A [X").unwrap_err().0.contains("has no"));
        assert!(brackets("A [X} [Y]").unwrap_err().0.contains("has no"));
        assert!(brackets("A [X] B").unwrap_err().0.contains("words behind"));
    }
}
