//! Tags with very many attributes. Tree builders compare each attribute of a tag with all before it.

use std::borrow::Cow;

/// Attributes of one tag that are kept. Pages made by programs have up to some dozens.
const MOST: usize = 200;
/// Bytes of a tag that has no more attributes than that.
const SHORT: usize = 2 * MOST;

/// The tag with its first attributes only.
pub fn few(tag: &str) -> Cow<'_, str> {
    if tag.len() <= SHORT {
        return Cow::Borrowed(tag);
    }
    match end(tag) {
        Some(end) => Cow::Owned(format!("{}>", tag.get(..end).unwrap_or(tag))),
        None => Cow::Borrowed(tag),
    }
}

/// Where the first attribute that is too many begins.
fn end(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let blank = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    let mut at = bytes.iter().position(|byte| blank(*byte))?;
    let mut count = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| !blank(*byte))?;
        if bytes.get(at) == Some(&b'>') {
            return None;
        }
        if count == MOST {
            return Some(at);
        }
        count += 1;
        // A name, and a value with or without marks around it.
        let name = bytes.get(at + 1..)?.iter().position(|byte| blank(*byte) || matches!(byte, b'=' | b'>'))?;
        at += 1 + name;
        let gap = bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
        if bytes.get(at + gap) != Some(&b'=') {
            continue;
        }
        at += gap + 1;
        at += bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
        match bytes.get(at)? {
            quote @ (b'"' | b'\'') => at += 2 + bytes.get(at + 1..)?.iter().position(|byte| byte == quote)?,
            _ => at += bytes.get(at..)?.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_attributes_stay() {
        let tag = format!("<p class=\"a > b\"{}>", " x='1' y z=2".repeat(100));
        let cut = few(&tag);
        assert!(cut.starts_with("<p class=\"a > b\" x='1' y z=2") && cut.ends_with('>'), "{cut}");
        assert_eq!(cut.matches(['=']).count() + cut.matches(" y").count(), MOST);
        for tag in ["<p>", "<p class=\"x\" id=y>", &format!("<p class=\"{}\">", "x ".repeat(1000))] {
            assert_eq!(few(tag), tag);
        }
    }
}
