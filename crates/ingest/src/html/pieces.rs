//! Cuts a page into tags and the text between them, in one pass and without building a tree.

/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "noscript", "iframe", "xmp"];

/// A piece of a page.
pub enum Piece<'a> {
    /// Words between tags.
    Text(&'a str),
    /// A start tag.
    Open {
        /// In small letters.
        name: String,
        /// With its attributes.
        whole: &'a str,
        /// Whether it ends with `/>`.
        closes_itself: bool,
    },
    /// An end tag.
    Close {
        /// In small letters.
        name: String,
        /// As it stands.
        whole: &'a str,
    },
    /// A comment, a declaration, a script with its content.
    Other {
        /// As it stands.
        whole: &'a str,
    },
}

/// Cuts a page into text, tags and the rest.
pub fn pieces<'a>(html: &'a str, mut each: impl FnMut(Piece<'a>)) {
    let mut rest = html;
    let mut unclosed = Unclosed::default();
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        if !text.is_empty() {
            each(Piece::Text(text));
        }
        let after = tag.as_bytes().get(1).copied().unwrap_or(b' ');
        let end = match after {
            b'!' if tag.starts_with("<!--") => tag.find("-->").map_or(tag.len(), |end| end + 3),
            b'!' | b'?' => tag.find('>').map_or(tag.len(), |end| end + 1),
            b'/' => tag.find('>').map_or(tag.len(), |end| end + 1),
            byte if byte.is_ascii_alphabetic() => tag_end(tag, &mut unclosed),
            _ => {
                each(Piece::Text(&tag[..1]));
                rest = &tag[1..];
                continue;
            }
        };
        let (whole, mut left) = tag.split_at(end);
        let name = || -> String {
            let name = whole.trim_start_matches(['<', '/']);
            name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>().to_ascii_lowercase()
        };
        match after {
            b'!' | b'?' => each(Piece::Other { whole }),
            b'/' => each(Piece::Close { name: name(), whole }),
            _ => {
                let name = name();
                if RAW.contains(&name.as_str()) && !whole.ends_with("/>") {
                    let end = raw_end(left, &name);
                    let (_, after) = left.split_at(end);
                    let (raw, _) = tag.split_at(whole.len() + end);
                    left = after;
                    each(Piece::Other { whole: raw });
                } else {
                    each(Piece::Open { name, whole, closes_itself: whole.ends_with("/>") });
                }
            }
        }
        rest = left;
    }
    if !rest.is_empty() {
        each(Piece::Text(rest));
    }
}

/// Quotation marks that do not come again in the rest of the page. Without this, a page of tags with unclosed
/// attributes would be searched to its end for each of them.
#[derive(Default)]
struct Unclosed {
    single: bool,
    double: bool,
}

/// Where a tag ends; a `>` in a quoted attribute does not end it.
fn tag_end(tag: &str, unclosed: &mut Unclosed) -> usize {
    let bytes = tag.as_bytes();
    let mut at = 1;
    while let Some(step) = tag.get(at..).and_then(|rest| rest.find(['>', '='])) {
        at += step + 1;
        if bytes[at - 1] == b'>' {
            return at;
        }
        let (quote, known) = match bytes.get(at) {
            Some(b'"') => ('"', &mut unclosed.double),
            Some(b'\'') => ('\'', &mut unclosed.single),
            _ => continue,
        };
        if *known {
            continue;
        }
        match tag.get(at + 1..).and_then(|rest| rest.find(quote)) {
            Some(end) => at += end + 2,
            // The tag ends at its first `>` all the same.
            None => *known = true,
        }
    }
    tag.len()
}

/// Where the content of a raw element ends, with its end tag; all of the rest when it is never closed.
fn raw_end(rest: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let start = from + at + 2;
        let named = rest.get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if named {
            return rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        }
        from = start;
    }
    rest.len()
}
