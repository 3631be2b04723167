//! Words of reports for a terminal, which they must not steer: without control characters, and with signs that turn the
//! direction of writing shown instead of obeyed.

/// Whether a sign turns the direction of what stands beside it, beyond what its letters do.
pub fn steers(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `words` in lines as they are, without what steers a terminal.
pub fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' => out.push(c),
            c if c.is_control() && c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c if steers(c) => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// `words` in one line.
pub(crate) fn line(words: &str) -> String {
    clean(words).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\u{9b}31m\u{7}\r\nc\u{202e}d"), "a[2Jb31m \nc<U+202E>d");
        assert_eq!(line("a\nb"), "a b");
    }
}
