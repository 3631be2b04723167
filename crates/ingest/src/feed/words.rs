//! The content of an element of XML, with its references resolved and its sections opened.

use crate::html::unescape;

const SECTION: &str = "<![CDATA[";

/// The content of an element. In XHTML the tags inside are part of it; elsewhere markup is written escaped or in
/// sections, and tags are a mistake that costs nothing.
pub fn inner(raw: &str, xhtml: bool) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once(SECTION) {
        push(&mut text, before, xhtml);
        let (section, left) = after.split_once("]]>").unwrap_or((after, ""));
        text.push_str(section);
        rest = left;
    }
    push(&mut text, rest, xhtml);
    text
}

fn push(text: &mut String, part: &str, xhtml: bool) {
    if xhtml { text.push_str(part) } else { text.push_str(&unescape(part)) }
}

/// The markup of an item: where its tags are written escaped once more, they are opened.
pub fn markup(content: &str) -> std::borrow::Cow<'_, str> {
    const TAGS: [&str; 7] = ["&lt;p&gt;", "&lt;/p&gt;", "&lt;br", "&lt;div", "&lt;a href", "&lt;span", "&lt;/"];
    let escaped = !content.contains("</") && TAGS.iter().any(|tag| content.contains(tag));
    if escaped { unescape(content).into() } else { content.into() }
}

/// Markup without its tags, and with references resolved once more where a feed escapes twice.
pub fn words(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.split_once('>').filter(|_| tag) {
            Some((_, left)) => rest = left,
            None => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    crate::head::collapse(&unescape(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_that_is_escaped_twice() {
        assert_eq!(markup("&lt;p&gt;The ferry &amp;amp; crew.&lt;/p&gt;"), "<p>The ferry &amp; crew.</p>");
        assert_eq!(markup("<p>Write &lt;p&gt; for a paragraph.</p>"), "<p>Write &lt;p&gt; for a paragraph.</p>");
        assert_eq!(markup("1 &lt; 2"), "1 &lt; 2");
    }

    #[test]
    fn sections_and_references() {
        assert_eq!(inner("a &lt;b&gt; <![CDATA[<i>&amp;]]> &#233;", false), "a <b> <i>&amp; é");
        assert_eq!(words("<i>Envoys</i> &amp; others met, 3 < 4"), "Envoys & others met, 3 < 4");
    }
}
