//! Who wrote the readers' comments of a page and when, by its markup.
//!
//! The extractor gives a comment's paragraphs without the elements around them, so these are found again by their
//! words in the page: a paragraph belongs to the innermost element that is marked as a comment.

use crate::head::{collapse, dates};
use crate::plain::{self, Signature};
use std::collections::BTreeMap;
use trafilatura::dom::{Document, NodeId};

/// Words in the class of an element that holds one comment.
const COMMENT: [&str; 9] = [
    "comment",
    "comment-item",
    "comment_item",
    "comment-body",
    "comment-content",
    "comment__item",
    "comment-wrapper",
    "post-comment",
    "commentitem",
];
/// Words in the class of an element that names a comment's writer.
const AUTHOR: [&str; 14] = [
    "fn",
    "author",
    "comment-author",
    "comment_author",
    "comment__author",
    "commenter",
    "comment-name",
    "username",
    "user-name",
    "user",
    "nickname",
    "comment-user",
    "author-name",
    "comment-author-name",
];
/// Words in the class of an element that gives a comment's time.
const TIME: [&str; 10] = [
    "comment-date",
    "comment_date",
    "comment__date",
    "comment-time",
    "comment-meta",
    "commentmetadata",
    "timestamp",
    "comment-timestamp",
    "comment-permalink",
    "date",
];
/// Bytes of the longest name or time.
const LONGEST: usize = 120;

/// Signatures by the paragraphs of the comments.
#[derive(Debug, Default)]
pub struct Signed {
    by_words: BTreeMap<String, usize>,
    comments: Vec<Signature>,
}

impl Signed {
    /// Who wrote the paragraph, as far as the page says.
    pub fn of(&self, paragraph: &str) -> Signature {
        let found = self.by_words.get(paragraph).and_then(|at| self.comments.get(*at));
        found.cloned().unwrap_or_default()
    }
}

enum Step {
    Enter(NodeId, Option<usize>),
    Leave(Option<usize>),
}

/// Finds the comments of a page. The walk keeps its own stack: pages nest deep.
pub fn find(document: &Document) -> Signed {
    let mut signed = Signed::default();
    let mut words = String::new();
    let mut steps = vec![Step::Enter(document.root(), None)];
    while let Some(step) = steps.pop() {
        let (id, inside) = match step {
            Step::Leave(inside) => {
                signed.end(&mut words, inside);
                continue;
            }
            Step::Enter(id, inside) => (id, inside),
        };
        if document.is_text(id) {
            if inside.is_some() {
                words.push_str(&document.text_content(id));
            }
            continue;
        }
        let mut inside = inside;
        if document.is_element(id) {
            if is_comment(document, id) {
                signed.end(&mut words, inside);
                signed.comments.push(Signature::default());
                inside = Some(signed.comments.len() - 1);
            } else if let Some(at) = inside {
                signed.sign(document, id, at);
            }
            if inside.is_some() && super::blocks::opens_paragraph(document.tag_name(id)) {
                signed.end(&mut words, inside);
                steps.push(Step::Leave(inside));
            }
        }
        steps.extend(document.child_nodes(id).into_iter().rev().map(|child| Step::Enter(child, inside)));
    }
    signed
}

impl Signed {
    /// Ends a paragraph of the comment at `inside`.
    fn end(&mut self, words: &mut String, inside: Option<usize>) {
        let paragraph = collapse(&std::mem::take(words));
        if let Some(at) = inside.filter(|_| !paragraph.is_empty()) {
            self.by_words.entry(paragraph).or_insert(at);
        }
    }

    /// Takes the writer or the time of a comment from an element in it.
    fn sign(&mut self, document: &Document, id: NodeId, at: usize) {
        let Some(signature) = self.comments.get_mut(at) else { return };
        let property = document.get_attribute(id, "itemprop").unwrap_or_default();
        let tag = document.tag_name(id);
        let is = |classes: &[&str]| {
            let class = document.class_name(id).to_ascii_lowercase();
            class.split_whitespace().any(|word| classes.contains(&word))
        };
        let text = || Some(collapse(&document.text_content(id))).filter(|text| text.len() <= LONGEST);
        if signature.author.is_none()
            && (matches!(property.as_str(), "author" | "creator") || tag == "cite" || is(&AUTHOR))
        {
            signature.author = text().and_then(|text| plain::signer(&text)).filter(|name| !dates::is_time_line(name));
        }
        let time =
            tag == "time" || matches!(property.as_str(), "dateCreated" | "datePublished" | "commentTime") || is(&TIME);
        if signature.time.is_none() && time {
            let stated = text().filter(|text| text.contains(|c: char| c.is_ascii_digit()));
            signature.time = stated.or_else(|| document.get_attribute(id, "datetime").map(|time| collapse(&time)));
        }
    }
}

/// Whether an element holds one comment.
pub fn is_comment(document: &Document, id: NodeId) -> bool {
    if !matches!(document.tag_name(id), "div" | "li" | "article" | "section" | "tr" | "dl" | "p") {
        return false;
    }
    let class = document.class_name(id).to_ascii_lowercase();
    let own = document.id_attr(id).to_ascii_lowercase();
    let kind = document.get_attribute(id, "itemtype").unwrap_or_default();
    let numbered = own.strip_prefix("comment").map(|rest| rest.trim_start_matches(['-', '_']));
    class.split_whitespace().any(|word| COMMENT.contains(&word))
        || numbered.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
        || kind.ends_with("/Comment")
        || kind.ends_with("/UserComments")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_with_their_writers() {
        let page = Document::parse(
            r#"<ol class="commentlist"><li class="comment odd" id="comment-7"><div class="comment-author vcard"><cite class="fn">Anna</cite>
            <span class="says">says:</span></div><div class="comment-meta"><a href="x">March 4, 2031 at 9:12 pm</a></div>
            <p>They will never open the gates.</p><p>Never.</p>
            <ol><li class="comment" id="comment-8"><b class="username">old_bargee</b><time datetime="2031-03-05">a day later</time>
            <div>I took barges through there.</div></li></ol></li></ol>
            <p>Not a comment.</p>"#,
        );
        let signed = find(&page);
        let signature = |words: &str| {
            let Signature { author, time } = signed.of(words);
            (author.unwrap_or_default(), time.unwrap_or_default())
        };
        let anna = ("Anna".to_owned(), "March 4, 2031 at 9:12 pm".to_owned());
        assert_eq!(signature("They will never open the gates."), anna);
        assert_eq!(signature("Never."), anna);
        assert_eq!(signature("I took barges through there."), ("old_bargee".to_owned(), "2031-03-05".to_owned()));
        assert_eq!(signature("Not a comment."), Default::default());
    }
}
