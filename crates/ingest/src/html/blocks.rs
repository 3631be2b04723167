//! The report's text and units, from what was extracted of a page.

use super::choice::Chosen;
use super::comments::Signed;
use crate::head::collapse;
use crate::plain::{self, Signature, Unit};
use record::{BlockKind, Span};
use trafilatura::ExtractResult;
use trafilatura::dom::{Document, NodeId};

/// A report's text with its units and what markup says that they are.
#[derive(Debug, Default)]
pub struct Page {
    /// The text.
    pub text: String,
    /// The units of the text, in order.
    pub units: Vec<Unit>,
    /// The kinds that markup gives.
    pub hints: Vec<Option<BlockKind>>,
    /// Who wrote the units that are comments, where markup says so.
    pub signed: Vec<Signature>,
}

/// Captions of one report; a page with more is a gallery or a front page.
const CAPTIONS: usize = 12;

/// Words from which a paragraph that comes twice in a row is a copy.
const REPEATED: usize = 4;

/// Elements that open a paragraph of their own.
const PARAGRAPHS: [&str; 27] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "item",
    "list",
    "blockquote",
    "quote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "figcaption",
    "head",
    "dd",
    "dt",
    "body",
];

/// Whether an element begins a paragraph.
pub fn opens_paragraph(name: &str) -> bool {
    PARAGRAPHS.contains(&name)
}

/// The paragraphs that the extractor took.
pub fn taken(result: &ExtractResult) -> Vec<String> {
    paragraphs(&Document::parse(&result.content_html))
}

/// The text of a page: its headline, its captions, its paragraphs, its readers' comments.
pub fn page(
    title: Option<&str>,
    captions: &[String],
    signed: &Signed,
    content: &[Chosen],
    result: &ExtractResult,
) -> Page {
    let mut page = Page::default();
    let same = |words: &String| title.is_some_and(|title| plain::alike(title, words));
    if let Some(title) = title {
        page.add(title, Some(BlockKind::Title));
    }
    let known = |caption: &&String| !content.iter().any(|one| one.words.contains(caption.as_str()));
    for caption in captions.iter().filter(known) {
        page.add(caption, Some(BlockKind::Caption));
    }
    let mut before = "";
    for one in content.iter().filter(|one| !same(&one.words)) {
        let words = one.words.as_str();
        // The extractor gives some paragraphs several times over, one after the other.
        if std::mem::replace(&mut before, words) == words && words.split(' ').count() > REPEATED {
            continue;
        }
        page.add(words, one.kind.or(captions.contains(&one.words).then_some(BlockKind::Caption)));
        if let Some(last) = page.signed.last_mut() {
            last.time.clone_from(&one.time);
        }
    }
    for words in paragraphs(&Document::parse(&result.comments_html)) {
        page.add(&words, Some(BlockKind::Comment));
        if let Some(last) = page.signed.last_mut() {
            *last = signed.of(&words);
        }
    }
    page
}

impl Page {
    /// Adds a unit as a paragraph of its own.
    pub fn add(&mut self, words: &str, hint: Option<BlockKind>) {
        let words = words.trim_matches(plain::is_blank);
        if words.is_empty() {
            return;
        }
        let gap = usize::from(!self.text.is_empty());
        if gap > 0 {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.units.push(Unit { span: Span::new(start, self.text.len()), gap });
        self.hints.push(hint);
        self.signed.push(Signature::default());
    }
}

/// The captions of the figures inside the page's article.
pub fn captions(document: &Document) -> Vec<String> {
    captions_under(document, "article figcaption, main figcaption")
}

fn captions_under(document: &Document, selector: &str) -> Vec<String> {
    let found = document.query_selector_all(document.root(), selector);
    if found.len() > CAPTIONS {
        return Vec::new();
    }
    let mut captions: Vec<String> = Vec::new();
    for id in found {
        let words = collapse(&paragraphs_under(document, id).join(" "));
        if words.split(' ').count() > 3 && !captions.contains(&words) {
            captions.push(words);
        }
    }
    captions
}

/// The paragraphs of a document in order, with the kinds that markup gives them.
pub fn parts(document: &Document) -> Vec<(String, Option<BlockKind>)> {
    let captions = captions_under(document, "figcaption");
    let parts = paragraphs(document).into_iter();
    parts
        .map(|words| {
            let hint = captions.contains(&words).then_some(BlockKind::Caption);
            (words, hint)
        })
        .collect()
}

fn paragraphs(document: &Document) -> Vec<String> {
    paragraphs_under(document, document.root())
}

/// The words under `top`, a string for each paragraph. The walk keeps its own stack: pages nest deep.
fn paragraphs_under(document: &Document, top: NodeId) -> Vec<String> {
    enum Step {
        Enter(NodeId),
        Part,
    }
    let mut found = vec![String::new()];
    let mut steps = vec![Step::Enter(top)];
    while let Some(step) = steps.pop() {
        let id = match step {
            Step::Part => {
                found.push(String::new());
                continue;
            }
            Step::Enter(id) => id,
        };
        if document.is_text(id) {
            if let Some(last) = found.last_mut() {
                last.push_str(&document.text_content(id));
            }
            continue;
        }
        let name = document.tag_name(id);
        match name {
            "br" | "lb" | "hr" => {
                found.push(String::new());
                continue;
            }
            "script" | "style" => continue,
            _ => {}
        }
        if PARAGRAPHS.contains(&name) {
            found.push(String::new());
            steps.push(Step::Part);
        }
        steps.extend(document.child_nodes(id).into_iter().rev().map(Step::Enter));
    }
    found.iter().map(|words| collapse(words)).filter(|words| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_is_no_block() {
        let mut page = Page::default();
        page.add("\u{feff} \u{a0}", None);
        page.add("\u{feff}One.\u{feff}", None);
        assert_eq!((page.text.as_str(), page.units.len()), ("One.", 1));
    }
}
