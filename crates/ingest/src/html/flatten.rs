//! A page without the tags that nest too deep, found in one pass over its characters.
//!
//! Browsers keep the text of deeper tags and leave out the tags; so does this. The tree builder behind the
//! extractor walks up all open tags for each new one, so that a page of nothing but opened tags would otherwise
//! cost the square of its size.

use super::references::unescape;

/// A page that is safe to build a tree of.
#[derive(Debug, PartialEq, Eq)]
pub struct Flat {
    /// The page.
    pub html: String,
    /// Tags in it.
    pub tags: usize,
    /// Tags left out.
    pub dropped: usize,
}

/// Elements that hold nothing.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that the next of their kind closes.
const CLOSED_BY_NEXT: [&str; 9] = ["p", "li", "td", "th", "tr", "option", "dt", "dd", "tbody"];
/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "noscript", "iframe", "xmp"];
/// Elements that begin a new line where a page is read as lines.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "big", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "tt", "u", "wbr",
];
/// Open elements above the innermost that an end tag is matched with; an end tag of one further up closes nothing.
const REACH: usize = 64;

/// A piece of a page.
enum Piece<'a> {
    Text(&'a str),
    Open {
        name: String,
        whole: &'a str,
        closes_itself: bool,
    },
    Close {
        name: String,
        whole: &'a str,
    },
    /// A comment, a declaration, a script with its content.
    Other {
        whole: &'a str,
    },
}

/// Leaves out tags that nest deeper than `depth`.
pub fn flatten(html: &str, depth: usize) -> Flat {
    let mut flat = Flat { html: String::with_capacity(html.len()), tags: 0, dropped: 0 };
    let mut open: Vec<String> = Vec::new();
    // What was left out is not on the stack; its end tags are counted off.
    let mut above = 0_usize;
    pieces(html, |piece| match piece {
        Piece::Text(words) => flat.html.push_str(words),
        Piece::Other { whole } => {
            flat.tags += 1;
            flat.html.push_str(whole);
        }
        Piece::Open { name, whole, closes_itself } => {
            let holds = !closes_itself && !VOID.contains(&name.as_str());
            if holds && CLOSED_BY_NEXT.contains(&name.as_str()) && open.last() == Some(&name) {
                open.pop();
            }
            if holds && open.len() >= depth {
                above += 1;
                flat.dropped += 1;
                part(&mut flat.html);
                return;
            }
            if holds {
                open.push(name);
            }
            flat.tags += 1;
            flat.html.push_str(whole);
        }
        Piece::Close { name, whole } => {
            if above > 0 {
                above -= 1;
                part(&mut flat.html);
                return;
            }
            flat.tags += 1;
            let reach = open.len().saturating_sub(REACH);
            if let Some(at) = open[reach..].iter().rposition(|known| *known == name) {
                open.truncate(reach + at);
            }
            flat.html.push_str(whole);
        }
    });
    flat
}

/// A page without what styles words or runs in it: how a page of very many tags is made small enough to be extracted.
/// Links stay, since their share tells lists from paragraphs.
pub fn slim(html: &str, depth: usize) -> Flat {
    let mut plain = String::with_capacity(html.len() / 2);
    pieces(html, |piece| match piece {
        Piece::Text(words) => plain.push_str(words),
        Piece::Open { name, .. } | Piece::Close { name, .. } if name != "a" && is_style(&name) => {}
        // Without their attributes links are small.
        Piece::Open { name, .. } if name == "a" => plain.push_str("<a>"),
        Piece::Open { whole, .. } | Piece::Close { whole, .. } => plain.push_str(whole),
        Piece::Other { .. } => {}
    });
    flatten(&plain, depth)
}

fn is_style(name: &str) -> bool {
    INLINE.contains(&name)
        || matches!(name, "img" | "svg" | "path" | "g" | "use" | "picture" | "source" | "input" | "button" | "label")
}

/// The part of a page in which it tells about itself.
pub fn head(html: &str) -> &str {
    /// Bytes of the longest.
    const LONGEST: usize = 1 << 20;
    let start = html.get(..html.floor_char_boundary(LONGEST)).unwrap_or(html);
    let lower = start.to_ascii_lowercase();
    let end = ["</head", "<body"].iter().filter_map(|mark| lower.find(mark)).min();
    end.and_then(|end| start.get(..end)).unwrap_or("")
}

/// Parts the words on both sides of a tag that was left out, by one space however many there were: tree builders
/// go over white space again and again.
fn part(html: &mut String) {
    if !html.ends_with(char::is_whitespace) {
        html.push(' ');
    }
}

/// The text of a page, each block of it a line: how a page is read that cannot be extracted. Line ends in the text
/// are blanks, unless `keep_lines`: where there are no tags, they part the paragraphs.
pub fn lines(html: &str, keep_lines: bool) -> String {
    let mut text = String::new();
    pieces(html, |piece| match piece {
        Piece::Text(words) if keep_lines => text.push_str(&unescape(words)),
        Piece::Text(words) => {
            for (at, word) in words.split_whitespace().enumerate() {
                if at > 0 || words.starts_with(char::is_whitespace) {
                    text.push(' ');
                }
                text.push_str(&unescape(word));
            }
            if words.ends_with(char::is_whitespace) {
                text.push(' ');
            }
        }
        Piece::Open { name, .. } | Piece::Close { name, .. } => {
            if !INLINE.contains(&name.as_str()) && !text.ends_with('\n') {
                text.push('\n');
            }
        }
        Piece::Other { .. } => {}
    });
    text
}

/// Cuts a page into text, tags and the rest.
fn pieces<'a>(html: &'a str, mut each: impl FnMut(Piece<'a>)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_stay_as_they_are() {
        let html =
            "<!DOCTYPE html><p class='a>b'>one<p>two<br><b>three</b> 1 < 2 <script>if (a</b) {}</script><!-- <p> -->";
        let flat = flatten(html, 8);
        assert_eq!(flat.html, html);
        assert_eq!(flat.dropped, 0);
    }

    #[test]
    fn deep_tags_go_and_their_text_stays() {
        let html = format!("{}x{}y", "<div>".repeat(1000), "</div>".repeat(1000));
        let flat = flatten(&html, 10);
        assert_eq!(flat.dropped, 990);
        assert_eq!(flat.html.matches("<div>").count(), 10);
        assert_eq!(flat.html.replace(' ', ""), format!("{}x{}y", "<div>".repeat(10), "</div>".repeat(10)));
    }

    #[test]
    fn paragraphs_that_are_never_closed_are_not_deep() {
        assert_eq!(flatten(&"<p>x".repeat(1000), 10).dropped, 0);
    }

    #[test]
    fn a_slim_page_keeps_blocks_and_links() {
        let html = "<head><title>t</title></head><p class=x><span>one</span> <a href=y>two</a><script>x</script></p>";
        assert_eq!(slim(html, 10).html, "<head></head><p class=x>one <a>two</a></p>");
        assert_eq!(head(html), "<head><title>t</title>");
        assert_eq!(head("<p>no head"), "");
    }

    #[test]
    fn lines_of_a_page() {
        assert_eq!(
            lines("<div>one <b>bold</b> &amp; two</div><p>three<style>p {}</style>", false).trim(),
            "one bold & two\nthree"
        );
    }
}
