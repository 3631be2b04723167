//! A page without the tags that nest too deep, found in two passes over its characters.
//!
//! Browsers keep the text of deeper tags and leave out the tags; so does this. The tree builder behind the
//! extractor walks up all open tags for each new one, so that a page of nothing but opened tags would otherwise
//! cost the square of its size. And the extractor reads the text of an element once more for each one around it, so
//! that the more text a page has, the fewer levels it may have.

use super::attributes;
use super::pieces::{Piece, pieces};
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
    /// Levels that tags may nest in a page with so much text.
    pub depth: usize,
}

/// Bytes of text that may nest as deep as any. The pages measured on that have more nest at most 30 levels deep.
const DEEP_TEXT: usize = 64 << 10;
/// Levels that are left to the longest page. The text of ordinary pages lies 9 to 27 levels deep.
const LEVELS: usize = 32;

/// Elements that hold nothing.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that the next of their kind closes.
const CLOSED_BY_NEXT: [&str; 9] = ["p", "li", "td", "th", "tr", "option", "dt", "dd", "tbody"];
/// Elements that begin a new line where a page is read as lines.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "big", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "tt", "u", "wbr",
];
/// Open elements above the innermost that an end tag is matched with; an end tag of one further up closes nothing.
const REACH: usize = 64;

/// How deep the tags of a page with so many bytes of text may nest, so that text times levels grows no faster than the
/// text.
fn levels(text: usize, depth: usize) -> usize {
    (depth.saturating_mul(DEEP_TEXT) / text.max(1)).max(LEVELS).min(depth)
}

/// Leaves out tags that nest deeper than `depth`, or than a page with so much text may.
pub fn flatten(html: &str, depth: usize) -> Flat {
    let mut text = 0;
    pieces(html, |piece| text += if let Piece::Text(words) = piece { words.len() } else { 0 });
    let depth = levels(text, depth);
    let mut flat = Flat { html: String::with_capacity(html.len()), tags: 0, dropped: 0, depth };
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
                flat.part(&name);
                return;
            }
            if holds {
                open.push(name);
            }
            flat.tags += 1;
            flat.html.push_str(&attributes::few(whole));
        }
        Piece::Close { name, whole } => {
            if above > 0 {
                above -= 1;
                flat.part(&name);
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

impl Flat {
    /// Parts the words on both sides of a tag that was left out, by one space or one line break however many there
    /// were: tree builders go over white space again and again.
    fn part(&mut self, name: &str) {
        const BREAK: &str = "<br>";
        let is_parted = self.html.ends_with(BREAK);
        if INLINE.contains(&name) {
            if !is_parted && !self.html.ends_with(char::is_whitespace) {
                self.html.push(' ');
            }
        } else if !is_parted {
            self.html.push_str(BREAK);
            self.tags += 1;
        }
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
        assert_eq!(flat.html, format!("{}<br>x<br>{}y", "<div>".repeat(10), "</div>".repeat(10)));
        assert_eq!(flatten("<i><i><i>a <b>b</b>c</i></i></i>", 2).html, "<i><i> a b c </i></i>");
    }

    /// The bytes of text of a page, and the same counted once for every element around them: what the extractor reads.
    fn text_read(html: &str) -> (usize, usize) {
        let (mut open, mut text, mut read) = (0, 0, 0);
        pieces(html, |piece| match piece {
            Piece::Text(words) => {
                text += words.len();
                read += words.len() * open;
            }
            Piece::Open { name, .. } => open += usize::from(!VOID.contains(&name.as_str())),
            Piece::Close { .. } => open -= 1,
            Piece::Other { .. } => {}
        });
        (text, read)
    }

    #[test]
    fn text_in_open_tags_is_read_in_proportion_to_its_length() {
        for times in [10, 1000, 4000, 16_000] {
            // Each is in all before it, as in pages whose end tags were damaged.
            let page = format!("<article><h1>{}", "The gates stay shut. ".repeat(25)).repeat(times);
            let flat = flatten(&page, 128);
            let (text, read) = text_read(&flat.html);
            assert!(text >= times * 500, "the text stays");
            assert!(read <= LEVELS * text + 128 * DEEP_TEXT, "{times}: {read} of {text}");
            assert!(read <= 128 * text);
        }
        assert_eq!(levels(10_000, 128), 128);
        assert_eq!(levels(16 << 20, 128), LEVELS);
        assert_eq!(levels(16 << 20, 8), 8, "a lower limit holds");
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
