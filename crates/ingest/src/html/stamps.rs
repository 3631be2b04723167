//! Dates in a page's elements: which is that of publication, which that of the last change, which another's.

use super::tree::{Purpose, purpose};
use crate::head::{collapse, dates, published};
use trafilatura::dom::{Document, NodeId};

/// Elements around a date that are asked what it is for.
const LEVELS: usize = 24;
/// Elements that may hold a date and are looked at.
const MOST: usize = 2000;
/// Bytes of the longest text that is looked at for dates with labels.
const LINE: usize = 200;

/// Words in the classes of elements that give a date of change.
const CHANGED: [&str; 8] =
    ["updated", "update", "modified", "lastmod", "lastupdated", "dateupdated", "revised", "edited"];
/// Words in the classes of elements that give the date of publication.
const OUT: [&str; 8] =
    ["published", "publish", "pubdate", "posted", "publication", "datepublished", "firstpublished", "created"];
/// Words in the classes of lines that give dates with labels.
const LINES: [&str; 10] =
    ["meta", "date", "dates", "dateline", "time", "timestamp", "byline", "published", "posted", "info"];

/// The dates in a page's elements.
#[derive(Debug, Default)]
pub struct Stamps {
    /// Of publication.
    pub published: Option<String>,
    /// Of the last change.
    pub updated: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Said to be it.
    Labelled,
    /// In the article's own head.
    Head,
    /// In the article.
    Article,
    /// On the page.
    Page,
}

/// Reads the dates in a page's elements.
pub fn read(document: &Document) -> Stamps {
    let mut found: Option<(Rank, String)> = None;
    let mut updated = None;
    let elements =
        document.query_selector_all(document.root(), "time, [itemprop=datePublished], [itemprop=dateModified]");
    for id in elements.into_iter().take(MOST) {
        let Some(stamp) = stamp(document, id) else { continue };
        let Some((changed, rank)) = place(document, id) else { continue };
        if changed {
            updated.get_or_insert(stamp);
        } else if found.as_ref().is_none_or(|(best, _)| rank < *best) {
            found = Some((rank, stamp));
        }
    }
    let mut stamps = Stamps { published: found.map(|(_, stamp)| stamp), updated };
    if stamps.published.is_none() {
        lines(document, &mut stamps);
    }
    stamps
}

/// A date in an element's attributes or words.
fn stamp(document: &Document, id: NodeId) -> Option<String> {
    let stamp = ["datetime", "content"].iter().find_map(|key| document.get_attribute(id, key));
    let words = || Some(document.text_content(id)).filter(|words| words.len() <= LINE);
    stamp.or_else(words).map(|stamp| collapse(&stamp)).filter(|stamp| is_date(stamp))
}

/// Whether words give one day for sure.
pub fn is_date(words: &str) -> bool {
    words.len() <= 80 && dates::dates(words, 0).first().is_some_and(|moment| !moment.ambiguous)
}

/// Whether the date in an element is one of change, and how sure its place makes it; `None` for a comment's, another
/// report's, an entry's.
fn place(document: &Document, id: NodeId) -> Option<(bool, Rank)> {
    let property = document.get_attribute(id, "itemprop").unwrap_or_default();
    let words = super::tree::class_words(&document.class_name(id), &document.id_attr(id));
    let is = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let mut changed = property == "dateModified" || is(&CHANGED);
    let mut labelled = property == "datePublished" || document.get_attribute(id, "pubdate").is_some() || is(&OUT);
    if !changed && !labelled {
        // What stands before it in the same line.
        let before = document.parent(id).map(|parent| before(document, parent, id)).unwrap_or_default();
        match published::last_label(&before) {
            Some(true) => changed = true,
            Some(false) => labelled = true,
            None => {}
        }
    }
    let mut rank = Rank::Page;
    let mut next = document.parent(id);
    for _ in 0..LEVELS {
        let Some(above) = next.filter(|above| document.is_element(*above)) else { break };
        let name = document.tag_name(above);
        let (class, own) = (document.class_name(above), document.id_attr(above));
        let beside = matches!(purpose(name, &class, &own), Some(Purpose::Furniture | Purpose::Quoted));
        if beside || super::comments::is_comment(document, above) || is_entry(&class) {
            return None;
        }
        if name == "header" {
            rank = Rank::Head;
        } else if name == "article" && rank == Rank::Page {
            rank = Rank::Article;
        }
        next = document.parent(above);
    }
    Some((changed, if labelled { Rank::Labelled } else { rank }))
}

/// The words of an element that stand before one of its children.
fn before(document: &Document, parent: NodeId, child: NodeId) -> String {
    let mut words = String::new();
    for id in document.child_nodes(parent).into_iter().take_while(|id| *id != child) {
        words.push_str(&document.text_content(id));
        words.push(' ');
        if words.len() > LINE {
            words.clear();
        }
    }
    words
}

/// Whether a class names an entry of a live page.
pub fn is_entry(class: &str) -> bool {
    let words = super::tree::class_words(class, "");
    let joined = words.join("-");
    [
        "live-entry",
        "live-post",
        "live-update",
        "live-item",
        "liveblog-entry",
        "liveblog-post",
        "liveblog-item",
        "liveblog-update",
        "ticker-entry",
        "ticker-item",
        "ticker-event",
        "blog-entry",
        "live-blog-post",
        "live-blog-entry",
        "live-blog-update",
        "timeline-item",
        "timeline-entry",
        "live-event",
    ]
    .iter()
    .any(|known| joined.contains(known))
}

/// Dates with labels in lines of words: "Updated 6 March 2031 | Published 4 March 2031".
fn lines(document: &Document, stamps: &mut Stamps) {
    for name in ["p", "div", "span", "li"] {
        for id in document.get_elements_by_tag_name(document.root(), name).into_iter().take(MOST) {
            let words = super::tree::class_words(&document.class_name(id), &document.id_attr(id));
            if !words.iter().any(|word| LINES.contains(&word.as_str())) {
                continue;
            }
            let text = collapse(&document.text_content(id));
            if text.len() > LINE || place(document, id).is_none() {
                continue;
            }
            for moment in dates::dates(&text, 0).into_iter().filter(|moment| !moment.ambiguous) {
                let before = text.get(..moment.span.start).unwrap_or_default();
                match published::last_label(before) {
                    Some(true) => drop(stamps.updated.get_or_insert_with(|| moment.iso())),
                    Some(false) => drop(stamps.published.get_or_insert_with(|| moment.iso())),
                    None => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates_of(html: &str) -> (Option<String>, Option<String>) {
        let stamps = read(&Document::parse(html));
        (stamps.published, stamps.updated)
    }

    #[test]
    fn publication_and_change_are_two_dates() {
        let both = (Some("2031-05-02".to_owned()), Some("2031-05-07".to_owned()));
        for html in [
            r#"<article><time class="last-updated" datetime="2031-05-07">7</time><time datetime="2031-05-02">2</time></article>"#,
            r#"<article><time itemprop="dateModified" datetime="2031-05-07">7</time><time itemprop="datePublished" datetime="2031-05-02">2</time></article>"#,
            r#"<article><p>Updated: <time datetime="2031-05-07">7</time></p><p>Posted <time datetime="2031-05-02">2</time></p></article>"#,
            r#"<p class="meta">Updated 7 May 2031 | Published 2 May 2031</p>"#,
        ] {
            assert_eq!(dates_of(html), both, "{html}");
        }
    }

    #[test]
    fn dates_of_others_are_not_the_reports() {
        for html in [
            r#"<aside><time datetime="2031-05-07">7</time></aside>"#,
            r#"<div class="related-stories"><article><time datetime="2031-05-07">7</time></article></div>"#,
            r#"<ol><li class="comment"><time datetime="2031-05-07">7</time></li></ol>"#,
        ] {
            assert_eq!(dates_of(html), (None, None), "{html}");
        }
    }
}
