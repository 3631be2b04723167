//! XML by hand: the formats have a few elements each, and the words between them must stay as they are.

use std::fmt::Write as _;

/// Words as XML has them; a character that XML has no way to write becomes U+FFFD.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(c),
            // A parser would make a line end of it.
            '\r' => out.push_str("&#13;"),
            '\t' => out.push(c),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The start of an element with its attributes; those without a value are left out.
pub(crate) fn open(name: &str, attributes: &[(&str, Option<&str>)]) -> String {
    let mut out = format!("<{name}");
    for (attribute, value) in attributes {
        if let Some(value) = value {
            // Line ends and tabs in an attribute would become blanks.
            let value = escaped(value).replace('\n', "&#10;").replace('\t', "&#9;");
            let _ = write!(out, " {attribute}=\"{value}\"");
        }
    }
    out.push('>');
    out
}

/// An element without content.
pub(crate) fn empty(name: &str, attributes: &[(&str, Option<&str>)]) -> String {
    let mut out = open(name, attributes);
    out.pop();
    out.push_str("/>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_a_parser() {
        let words = "a<b> & \"c\"\r\nd\te ]]> é";
        let document = format!("{}{}</x>", open("x", &[("y", Some(words)), ("z", None)]), escaped(words));
        let parsed = roxmltree::Document::parse(&document).unwrap();
        let root = parsed.root_element();
        assert_eq!((root.text(), root.attribute("y"), root.attribute("z")), (Some(words), Some(words), None));
        assert_eq!(escaped("a\u{0}b\u{1b}\u{ffff}"), "a\u{fffd}b\u{fffd}\u{fffd}");
    }
}
