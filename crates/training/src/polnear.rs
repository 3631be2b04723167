//! Reading PolNeAR: news articles with attributions marked by hand, and automatic names.

use std::collections::BTreeMap;
use std::ops::Range;

use language::atoms::{Atom, Shape, Splits, atoms};
use serde::Deserialize;

use crate::document::{Block, Document, Item, Sentence};
use crate::names::{Annotations, label};

/// An article.
#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// The automatic annotation of an article.
#[derive(Deserialize)]
struct Silver {
    id: String,
    sentences: Vec<SilverSentence>,
}

#[derive(Deserialize)]
struct SilverSentence {
    start: Vec<usize>,
    end: Vec<usize>,
    ner: Vec<String>,
}

/// A token of the automatic annotation.
struct Token {
    span: Range<usize>,
    name: Option<String>,
}

/// Reads the articles that have an automatic annotation. Those of `read` have the names given there
/// and no others; elsewhere `names` gives our types to what the automatic annotation found.
///
/// # Errors
/// A line that is not of the format.
pub fn read(
    articles: &str,
    silver: &str,
    names: &Annotations,
    read: &Annotations,
    splits: &Splits,
) -> Result<Vec<Document>, serde_json::Error> {
    let mut annotated = BTreeMap::new();
    for line in silver.lines() {
        let silver: Silver = serde_json::from_str(line)?;
        annotated.insert(silver.id, silver.sentences);
    }
    let mut documents = Vec::new();
    for line in articles.lines() {
        let article: Article = serde_json::from_str(line)?;
        if let Some(sentences) = annotated.get(&article.id) {
            let names_read = read.has(&article.id);
            let known = if names_read { read } else { names };
            let tokens = tokens(sentences, known.of(&article.id), !names_read);
            documents.push(Document { names_read, ..document(&article, &tokens, splits) });
        }
    }
    Ok(documents)
}

/// The tokens in order, with our types: those given, and, if the `automatic` annotation counts, what it
/// found elsewhere translated to them.
fn tokens(sentences: &[SilverSentence], names: &[(usize, usize, String)], automatic: bool) -> Vec<Token> {
    let mut found = Vec::new();
    for sentence in sentences {
        let mut before = "O";
        for ((&start, &end), kind) in sentence.start.iter().zip(&sentence.end).zip(&sentence.ner) {
            let ours = names.iter().find(|(from, to, _)| *from <= start && end <= *to);
            let name = match (kind.as_str(), ours) {
                (_, Some((from, _, kind))) => label(kind, *from == start),
                _ if !automatic => label("O", true),
                ("PERSON", _) => label("PER", before != kind),
                ("ORGANIZATION", _) => label("ORG", before != kind),
                ("LOCATION" | "MISC", _) => None,
                _ => label("O", true),
            };
            before = kind;
            found.push(Token { span: start..end, name });
        }
    }
    found
}

fn document(article: &Article, tokens: &[Token], splits: &Splits) -> Document {
    let mut document = Document::default();
    let spans: [Vec<Range<usize>>; 3] =
        [outermost(article, |a| &a.source), outermost(article, |a| &a.cue), outermost(article, |a| &a.content)];
    let mut from = 0;
    for text in article.text.split("\n\n") {
        let offset = from;
        from += text.len() + 2;
        if text.trim().is_empty() {
            continue;
        }
        let mut items = words(text, offset, tokens, splits);
        for item in &mut items {
            let at = item.span.start + offset;
            let role = |spans: &[Range<usize>]| inside(spans, at, item.span.end + offset);
            item.attribution = Some([role(&spans[0]), role(&spans[1]), role(&spans[2])]);
        }
        begin(&mut items);
        let sentence = Sentence { id: String::new(), items, placed: true };
        document.blocks.push(Block { text: text.to_owned(), sentences: vec![sentence] });
    }
    document
}

/// The spans of one role that lie in no other of that role, in order.
fn outermost(article: &Article, role: fn(&Attribution) -> &Vec<[usize; 2]>) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> =
        article.attributions.iter().flat_map(role).map(|&[start, end]| start..end).collect();
    spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| span.start >= last.end) {
            kept.push(span);
        }
    }
    kept
}

/// 0 if the word lies in none of the spans; else 2 and the number of the span, for [`begin`].
fn inside(spans: &[Range<usize>], start: usize, end: usize) -> i8 {
    let at = spans.partition_point(|s| s.end <= start);
    match spans.get(at) {
        // The parity tells neighbouring spans apart.
        Some(span) if span.start < end => 2 + i8::from(at % 2 == 1),
        _ => 0,
    }
}

/// Turns span parities into 1 for the first word of a span and 2 for the others.
fn begin(items: &mut [Item]) {
    let mut before = [0; 3];
    for item in items {
        let Some(roles) = &mut item.attribution else { continue };
        for (role, before) in roles.iter_mut().zip(&mut before) {
            let parity = *role;
            if parity != 0 {
                *role = if *before == parity { 2 } else { 1 };
            }
            *before = parity;
        }
    }
}

/// The words of a block: its tokens, cut at hyphens as the treebanks do it.
fn words(text: &str, offset: usize, tokens: &[Token], splits: &Splits) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut last: Option<usize> = None;
    for atom in atoms(text, splits) {
        let start = atom.start + offset;
        let at = tokens.partition_point(|t| t.span.end <= start);
        let token = tokens.get(at).filter(|t| t.span.start < atom.end + offset);
        let joins = token.is_some() && last == Some(at) && !cut_before(text, &atom);
        last = token.is_some().then_some(at);
        if let (true, Some(item)) = (joins, items.last_mut()) {
            item.span.end = atom.end;
            continue;
        }
        items.push(Item {
            span: atom.start..atom.end,
            name: token.and_then(|t| {
                // A part of a hyphenated name need not be one.
                let hyphen = t.span.len() > atom.end - atom.start && hyphenated(text, offset, t);
                t.name.clone().filter(|name| !hyphen || name == "O")
            }),
            ..Item::default()
        });
    }
    items
}

fn hyphenated(text: &str, offset: usize, token: &Token) -> bool {
    let start = token.span.start.saturating_sub(offset);
    text.get(start..token.span.end.saturating_sub(offset)).is_some_and(|t| t.contains('-'))
}

/// Whether a treebank would begin a word here, inside a token: at a hyphen between letters.
fn cut_before(text: &str, atom: &Atom) -> bool {
    let hyphen = |s: Option<&str>| s == Some("-");
    let letter = |s: Option<char>| s.is_some_and(char::is_alphanumeric);
    let this = text.get(atom.start..atom.end);
    let before = text.get(..atom.start).unwrap_or_default();
    let after = text.get(atom.end..).unwrap_or_default();
    if hyphen(this) {
        return letter(before.chars().next_back()) && letter(after.chars().next());
    }
    let word = !matches!(atom.shape, Shape::Other | Shape::Repeated);
    let stem = before.strip_suffix('-');
    word && stem.is_some_and(|stem| letter(stem.chars().next_back()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_spans_begin_anew() {
        let roles = |at| inside(&[0..2, 2..3, 5..6], at, at + 1);
        let mut items: Vec<Item> =
            (0..6).map(|at| Item { attribution: Some([roles(at), 0, 0]), ..Item::default() }).collect();
        begin(&mut items);
        let first: Vec<i8> = items.iter().filter_map(|i| i.attribution.map(|a| a[0])).collect();
        assert_eq!(first, [1, 2, 1, 0, 0, 1]);
    }

    #[test]
    fn what_was_read_replaces_what_was_found() {
        let ner = ["PERSON", "O", "ORGANIZATION", "ORGANIZATION"].map(str::to_owned).to_vec();
        let sentences = [SilverSentence { start: vec![0, 4, 8, 12], end: vec![3, 7, 11, 15], ner }];
        let given = [(8, 11, "GPE".to_owned())];
        let names = |automatic| -> Vec<Option<String>> {
            tokens(&sentences, &given, automatic).into_iter().map(|t| t.name).collect()
        };
        assert_eq!(names(false), ["O", "O", "B-GPE", "O"].map(|n| Some(n.to_owned())));
        assert_eq!(names(true), ["B-PER", "O", "B-GPE", "I-ORG"].map(|n| Some(n.to_owned())));
    }

    #[test]
    fn hyphenated_tokens_are_cut() {
        let text = "a Norland-backed 5-year plan - ok";
        let tokens: Vec<Token> = [(0, 1), (2, 16), (17, 23), (24, 28), (29, 30), (31, 33)]
            .iter()
            .map(|&(start, end)| Token { span: start..end, name: label("O", true) })
            .collect();
        let items = words(text, 0, &tokens, &Splits::default());
        let words: Vec<&str> = items.iter().map(|i| &text[i.span.clone()]).collect();
        assert_eq!(words, ["a", "Norland", "-", "backed", "5", "-", "year", "plan", "-", "ok"]);
    }
}
