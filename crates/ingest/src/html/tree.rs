//! The paragraphs of a page as its markup parts them, each with where it stands.

use super::blocks::opens_paragraph;
use crate::head::collapse;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use trafilatura::dom::{Document, NodeId};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Words in the names of classes that show what an element is for, with what.
static CLASSES: LazyLock<Vec<(&str, Purpose)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/classes.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| {
        let (purpose, word) = row.split_once('\t')?;
        let purpose = match purpose {
            "caption" => Purpose::Caption,
            "lead" => Purpose::Lead,
            "quoted" => Purpose::Quoted,
            _ => Purpose::Furniture,
        };
        Some((word, purpose))
    })
    .collect()
});

/// Elements whose words nobody reads.
const UNSEEN: [&str; 14] = [
    "script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "button", "head", "object",
    "audio", "video", "math",
];
/// Elements that hold what belongs to the page and not to its report.
const BESIDE: [&str; 6] = ["nav", "footer", "form", "aside", "dialog", "menu"];

/// What an element is for, by its name or its classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words under a picture.
    Caption,
    /// The first lines of a report, set apart.
    Lead,
    /// Somebody else's post, shown in the report.
    Quoted,
    /// The page's own: sharing, other reports, letters to subscribe to.
    Furniture,
}

/// An element with a purpose.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// What for.
    pub purpose: Purpose,
    /// The next one around it.
    pub above: Option<usize>,
}

/// A paragraph, heading, list item or cell.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its words.
    pub words: String,
    /// Its letters and digits, by which it is found again in what was extracted.
    pub letters: String,
    /// How many bytes of `letters` are those of links.
    pub linked: usize,
    /// How far the first link is from its start, in bytes of `letters`.
    pub before_link: usize,
    /// The rank of a heading.
    pub heading: Option<u8>,
    /// Tags and classes around it, as one number.
    pub path: u64,
    /// The innermost element with a purpose around it.
    pub mark: Option<usize>,
    /// How many times of the page stand before it.
    pub times: usize,
}

/// A time that the page gives in an element made for it.
#[derive(Clone, Debug)]
pub struct Time {
    /// As it stands.
    pub stamp: String,
    /// The tags around it, as one number.
    pub path: u64,
}

/// The paragraphs of a page.
#[derive(Debug, Default)]
pub struct Parts {
    /// In order.
    pub parts: Vec<Part>,
    /// The elements with a purpose.
    pub marks: Vec<Mark>,
    /// The times, in order.
    pub times: Vec<Time>,
}

impl Parts {
    /// The elements with a purpose around a part, the innermost first.
    pub fn marks_of<'a>(&'a self, part: &Part) -> impl Iterator<Item = (usize, Purpose)> + use<'a> {
        let mut next = part.mark;
        std::iter::from_fn(move || {
            let at = next?;
            let mark = self.marks.get(at)?;
            next = mark.above;
            Some((at, mark.purpose))
        })
    }
}

/// What stands around the place that the walk has reached.
#[derive(Clone, Copy)]
struct Around {
    path: u64,
    tags: u64,
    mark: Option<usize>,
    heading: Option<u8>,

    link: bool,
}

enum Step {
    Enter(NodeId, Around),
    Part,
}

/// The paragraphs under the root of a page. The walk keeps its own stack: pages nest deep.
pub fn parts(document: &Document) -> Parts {
    let mut found = Parts::default();
    let mut open = Open::default();
    let start = 0xcbf2_9ce4_8422_2325;
    let outside = Around { path: start, tags: start, mark: None, heading: None, link: false };
    let mut steps = vec![Step::Enter(document.root(), outside)];
    while let Some(step) = steps.pop() {
        let (id, mut around) = match step {
            Step::Part => {
                open.end(&mut found);
                continue;
            }
            Step::Enter(id, around) => (id, around),
        };
        if document.is_text(id) {
            open.text(&document.text_content(id), around);
            continue;
        }
        if document.is_element(id) {
            let name = document.tag_name(id);
            if matches!(name, "br" | "hr") {
                open.end(&mut found);
                continue;
            }
            if UNSEEN.contains(&name) || document.get_attribute(id, "hidden").is_some() {
                continue;
            }
            let class = document.class_name(id);
            around.link |= name == "a";

            if let Some(purpose) = purpose(name, &class, &document.id_attr(id)) {
                found.marks.push(Mark { purpose, above: around.mark });
                around.mark = Some(found.marks.len() - 1);
            }
            around.tags = mix(around.tags, name);
            if name == "time"
                && let Some(stamp) = document.get_attribute(id, "datetime")
            {
                found.times.push(Time { stamp: collapse(&stamp), path: around.tags });
            }
            if opens_paragraph(name) {
                let rank = name.strip_prefix('h').and_then(|rank| rank.parse().ok());
                around.heading = rank.or(around.heading);
                around.path = mix(mix(around.path, name), &class);
                open.end(&mut found);
                steps.push(Step::Part);
            }
        }
        steps.extend(document.child_nodes(id).into_iter().rev().map(|child| Step::Enter(child, around)));
    }
    open.end(&mut found);
    found
}

/// The part that is being read.
#[derive(Default)]
struct Open {
    words: String,
    linked: usize,
    before: Option<usize>,
    around: Option<Around>,
}

impl Open {
    fn text(&mut self, text: &str, around: Around) {
        if self.around.is_none() && !text.trim().is_empty() {
            self.around = Some(around);
        }
        if around.link {
            self.before.get_or_insert_with(|| letters(&self.words).len());
            self.linked += letters(text).len();
        }
        self.words.push_str(text);
    }

    fn end(&mut self, found: &mut Parts) {
        let open = std::mem::take(self);
        let words = composed(collapse(&open.words).replace('\u{ad}', ""));
        let Some(around) = open.around.filter(|_| !words.is_empty()) else { return };
        let letters = letters(&words);
        found.parts.push(Part {
            linked: open.linked,
            before_link: open.before.unwrap_or(letters.len()),
            letters,
            words,
            heading: around.heading,

            path: around.path,
            mark: around.mark,
            times: found.times.len(),
        });
    }
}

/// A text whose accents are parts of their letters, as all but a few pages write them.
fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// The letters and digits of a text.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn mix(hash: u64, words: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    step(words.bytes().fold(hash, step), b'/')
}

/// What an element is for.
pub fn purpose(name: &str, class: &str, id: &str) -> Option<Purpose> {
    if name == "figcaption" {
        return Some(Purpose::Caption);
    }
    if BESIDE.contains(&name) {
        return Some(Purpose::Furniture);
    }
    if class.is_empty() && id.is_empty() || matches!(name, "body" | "html" | "main") {
        return None;
    }
    let words = class_words(class, id);
    let joined = words.join("-");
    let known = |word: &str| {
        if word.contains('-') { joined.contains(word) } else { words.iter().any(|own| own == word) }
    };
    CLASSES.iter().find(|(word, _)| known(word)).map(|(_, purpose)| *purpose)
}

/// The words in the names of classes, each once: `ArticleTeaser__item` has "article", "teaser", "item".
pub fn class_words(class: &str, id: &str) -> Vec<String> {
    /// Names of classes that are looked at: some pages give an element hundreds.
    const MOST: usize = 24;
    let mut words: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for name in class.split_whitespace().take(MOST).chain([id]) {
        let mut word = String::new();
        let mut small = false;
        for c in name.chars() {
            if !c.is_alphanumeric() || c.is_uppercase() && small {
                keep(&mut word, &mut words, &mut seen);
            }
            small = c.is_lowercase();
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
        keep(&mut word, &mut words, &mut seen);
    }
    words
}

fn keep(word: &mut String, words: &mut Vec<String>, seen: &mut BTreeSet<String>) {
    let word = std::mem::take(word);
    if !word.is_empty() && seen.insert(word.clone()) {
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<(String, Option<Purpose>)> {
        let parts = parts(&Document::parse(html));
        let purpose = |part: &Part| parts.marks_of(part).next().map(|(_, purpose)| purpose);
        parts.parts.iter().map(|part| (part.words.clone(), purpose(part))).collect()
    }

    #[test]
    fn paragraphs_with_what_their_elements_are_for() {
        let html = r#"<article><h1>Weir</h1><figure><img><figcaption>The weir.</figcaption></figure>
            <p>One <a href=x>link</a>.</p><div class="NewsletterSignup">Sign up<p>Now</p></div><button>Share</button></article>"#;
        let expected = [
            ("Weir", None),
            ("The weir.", Some(Purpose::Caption)),
            ("One link.", None),
            ("Sign up", Some(Purpose::Furniture)),
            ("Now", Some(Purpose::Furniture)),
        ];
        assert_eq!(read(html), expected.map(|(words, purpose)| (words.to_owned(), purpose)));
    }

    #[test]
    fn links_are_counted() {
        let parts = parts(&Document::parse("<p>On Friday, <a href=x>the weir</a> was shut.</p>"));
        let part = &parts.parts[0];
        assert_eq!((part.letters.as_str(), part.linked, part.before_link), ("OnFridaytheweirwasshut", 7, 8));
    }

    #[test]
    fn words_of_classes() {
        assert_eq!(class_words("ArticleTeaser__item article-teaser", "x1"), ["article", "teaser", "item", "x1"]);
    }
}
