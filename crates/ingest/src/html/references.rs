//! Character references: `&amp;`, `&#233;`.

/// Names of the character references that matter for reading. The rest stay as they are, entities that a document
/// declares itself among them.
const REFERENCES: [(&str, &str); 26] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("sbquo", "‚"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("euro", "€"),
    ("pound", "£"),
    ("eacute", "é"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
];
/// Bytes of the longest reference.
const REFERENCE: usize = 10;

/// Resolves character references, once.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(REFERENCE).position(|byte| byte == b';');
        let name = end.and_then(|end| after.get(..end));
        match name.and_then(reference) {
            Some(character) => {
                out.push_str(&character);
                rest = end.and_then(|end| after.get(end + 1..)).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    let number = name.strip_prefix('#').map(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    });
    match number {
        Some(number) => number.ok().and_then(char::from_u32).filter(|c| *c != '\0').map(String::from),
        None => REFERENCES.iter().find(|(known, _)| *known == name).map(|(_, character)| (*character).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(unescape("a &amp;lt; b &#x41;&#66; &nbsp;c"), "a &lt; b AB \u{a0}c");
        assert_eq!(unescape("AT&T &own; &#0; &#x110000; &"), "AT&T &own; &#0; &#x110000; &");
    }
}
