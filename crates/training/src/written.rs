//! Reading the texts written for this project, with names marked in place (`training/texts`).
//!
//! A document begins with `# id kind`, each line after it is a paragraph, a blank line ends it. A name is
//! `[TYPE words]`; marks do not nest, and square brackets stand for nothing else.

use std::ops::Range;

use language::atoms::{Atom, Splits, atoms};

use crate::document::{Block, Document, Item, Sentence};
use crate::names::label;

/// The types that a mark may have.
const TYPES: [&str; 8] = ["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK"];
/// What the treebanks cut off a word at an apostrophe.
const CLITICS: [&str; 6] = ["s", "re", "ll", "ve", "d", "m"];
/// What keeps its point, beside initials and what has points inside.
const ABBREVIATIONS: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "st", "sen", "rep", "gov", "gen", "col", "capt", "prof", "rev", "sgt", "inc", "corp",
    "co", "ltd", "jr", "sr", "ave", "blvd", "mt", "vs",
];

/// Reads the documents of one file.
///
/// # Errors
/// A bracket without its fellow, or a mark of no known type, by line.
pub fn read(text: &str, splits: &Splits) -> Result<Vec<Document>, String> {
    let mut documents: Vec<Document> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with("# ") {
            documents.push(Document { names_read: true, ..Document::default() });
        } else if !line.trim().is_empty() {
            let document = documents.last_mut().ok_or(format!("line {number}: no document begins before it"))?;
            let (text, marks) = unmarked(line.trim()).map_err(|e| format!("line {number}: {e}"))?;
            let items = items(&text, &marks, splits);
            let sentence = Sentence { id: String::new(), items, placed: true };
            document.blocks.push(Block { text, sentences: vec![sentence] });
        }
    }
    Ok(documents)
}

/// A name: its bytes, and its type.
pub type Mark = (Range<usize>, &'static str);

/// A line without its marks, and the marks.
fn unmarked(line: &str) -> Result<(String, Vec<Mark>), String> {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').ok_or("a bracket is not closed")?;
        let (kind, words) = mark.split_once(' ').ok_or("a mark without words")?;
        let kind = TYPES.into_iter().find(|t| *t == kind).ok_or(format!("{kind} is no type of names"))?;
        text.push_str(before);
        let start = text.len();
        text.push_str(words.trim());
        marks.push((start..text.len(), kind));
        rest = after;
    }
    text.push_str(rest);
    if text.contains(['[', ']']) { Err("a bracket without its fellow".to_owned()) } else { Ok((text, marks)) }
}

/// The words of a line, with the label of each. A mark begins and ends words.
pub fn items(text: &str, marks: &[Mark], splits: &Splits) -> Vec<Item> {
    let atoms = atoms(text, splits);
    let mut items: Vec<Item> = Vec::new();
    for (i, atom) in atoms.iter().enumerate() {
        let mark = marks.iter().find(|(span, _)| span.contains(&atom.start));
        let edge = marks.iter().any(|(span, _)| span.start == atom.start || span.end == atom.start);
        let last = items.last_mut().filter(|last| last.span.end == atom.start && !edge);
        if let Some(last) = last.filter(|last| joins(text, last.span.start, &atoms, i)) {
            last.span.end = atom.end;
            continue;
        }
        let name = mark.map_or_else(|| label("O", true), |(span, kind)| label(kind, span.start == atom.start));
        items.push(Item { span: atom.start..atom.end, name, ..Item::default() });
    }
    items
}

/// Whether an atom goes on with the word that begins at `start`, as the treebanks cut words.
fn joins(text: &str, start: usize, atoms: &[Atom], i: usize) -> bool {
    let part =
        |i: Option<usize>| i.and_then(|i| atoms.get(i)).and_then(|a| text.get(a.start..a.end)).unwrap_or_default();
    let (before, this, after) = (part(i.checked_sub(1)), part(Some(i)), part(Some(i + 1)));
    let adjacent = |i: usize| atoms.get(i).zip(atoms.get(i + 1)).is_some_and(|(a, b)| a.end == b.start);
    let end = text.get(start..).and_then(|t| t.find(char::is_whitespace)).map_or(text.len(), |n| start + n);
    let run = text.get(start..end).unwrap_or_default();
    if run.contains('@') || run.contains("://") || run.starts_with("www.") {
        return adjacent(i) || letters(this);
    }
    let apostrophe = |s: &str| matches!(s, "'" | "’");
    let clitic = |s: &str| CLITICS.iter().any(|c| s.eq_ignore_ascii_case(c));
    match this {
        // Between two halves of a word, not before a clitic.
        "'" | "’" => letters(before) && adjacent(i) && letters(after) && !clitic(after),
        "." => letters(before) && (adjacent(i) && letters(after) || abbreviated(run, before)),
        "&" | ":" | "," | "_" => letters(before) && adjacent(i) && letters(after) && (this == "&" || digits(after)),
        _ if letters(this) => {
            apostrophe(before) || matches!(before, "." | "&" | ":" | "," | "_") || digits(before) || digits(this)
        }
        _ => false,
    }
}

fn letters(s: &str) -> bool {
    s.chars().next().is_some_and(char::is_alphanumeric)
}

fn digits(s: &str) -> bool {
    s.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a point after `last` ends an abbreviation: an initial, a word with points inside (`p.m.`), or one of the table.
fn abbreviated(run: &str, last: &str) -> bool {
    let mut chars = run.chars();
    let pointed = matches!((chars.next(), chars.next(), chars.next()), (Some(a), Some('.'), Some(b)) if a.is_alphabetic() && b.is_alphabetic());
    let initial = last.len() == 1 && last.starts_with(|c: char| c.is_ascii_uppercase());
    pointed || initial || ABBREVIATIONS.iter().any(|a| last.eq_ignore_ascii_case(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        let text = format!("# 1 test\n{line}\n");
        let documents = read(&text, &Splits::default()).unwrap();
        let block = &documents[0].blocks[0];
        let word = |i: &Item| {
            let name = i.name.clone().unwrap_or_default();
            format!("{}/{name}", &block.text[i.span.clone()])
        };
        block.sentences[0].items.iter().map(word).collect()
    }

    #[test]
    fn marks_are_names() {
        assert_eq!(
            words("ask [PER Ilse Brandt]'s aunt in [GPE norland]!"),
            ["ask/O", "Ilse/B-PER", "Brandt/I-PER", "'s/O", "aunt/O", "in/O", "norland/B-GPE", "!/O"]
        );
    }

    #[test]
    fn words_are_cut_as_in_the_treebanks() {
        let forms = |line| words(line).iter().map(|w| w.split('/').next().unwrap_or("").to_owned()).collect::<Vec<_>>();
        assert_eq!(forms("the U.S. paid 1,500 at 5:30"), ["the", "U.S.", "paid", "1,500", "at", "5:30"]);
        assert_eq!(forms("Dr. J. Vik of Brandt Inc. left."), ["Dr.", "J.", "Vik", "of", "Brandt", "Inc.", "left", "."]);
        assert_eq!(forms("O'Hara, an ex-boxer."), ["O'Hara", ",", "an", "ex", "-", "boxer", "."]);
        assert_eq!(forms("mail a.b@c.example now"), ["mail", "a.b@c.example", "now"]);
    }

    #[test]
    fn what_is_marked_wrongly_is_refused() {
        for line in ["[PER Ilse", "Ilse]", "[MAN Ilse]", "[PER]"] {
            assert!(read(&format!("# 1 test\n{line}\n"), &Splits::default()).is_err(), "{line}");
        }
        assert!(read("words before a document\n", &Splits::default()).is_err());
    }
}
