//! Reading the documents that `training/happenings.py` writes: happenings with their class, reality, weight, political
//! type, time and place against the publication date.

use std::ops::Range;

use language::atoms::Splits;
use serde::Deserialize;

use crate::document::{Block, Document, Happening, Sentence};
use crate::written;

/// A document; spans count in `text`, whose blocks are parted by blank lines.
#[derive(Deserialize)]
struct Text {
    text: String,
    /// Where a word that is not marked is no happening
    known: Vec<[usize; 2]>,
    /// Words of which nothing is known
    #[serde(default)]
    vague: Vec<[usize; 2]>,
    marks: Vec<Mark>,
    /// Time expressions that a happening may have
    times: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct Mark {
    span: [usize; 2],
    /// The classes that it may have
    classes: Vec<u8>,
    reality: i8,
    weight: i8,
    #[serde(rename = "type")]
    kind: i8,
    placement: i8,
    time: Time,
    /// Which happening of its story it tells
    #[serde(default = "no_chain")]
    number: i32,
}

fn no_chain() -> i32 {
    -1
}

/// The time of a happening.
#[derive(Deserialize)]
#[serde(untagged)]
enum Time {
    /// These words
    Words([usize; 2]),
    /// Not known
    Unknown(#[allow(dead_code, reason = "any string stands for it")] String),
    /// None
    None(()),
}

/// Reads documents, one JSON object a line.
///
/// # Errors
/// A line that is not of the format.
pub fn read(lines: &str, splits: &Splits) -> Result<Vec<Document>, serde_json::Error> {
    lines.lines().map(|line| Ok(document(&serde_json::from_str(line)?, splits))).collect()
}

fn document(text: &Text, splits: &Splits) -> Document {
    let mut document = Document::default();
    let mut from = 0;
    for part in text.text.split("\n\n") {
        let offset = from;
        from += part.len() + 2;
        let mut items = written::items(part, &[], splits);
        for item in &mut items {
            // Nobody read these texts for names.
            item.name = None;
            item.happening = Some(happening(text, item.span.start + offset..item.span.end + offset));
        }
        let sentence = Sentence { id: String::new(), items, placed: true };
        document.blocks.push(Block { text: part.to_owned(), sentences: vec![sentence] });
    }
    link(&mut document, text);
    document
}

fn happening(text: &Text, word: Range<usize>) -> Happening {
    let holds = |span: &[usize; 2]| span[0] < word.end && word.start < span[1];
    // Of a mention of several words the one that its first letter stands in counts.
    let mark = text.marks.iter().find(|mark| word.contains(&mark.span[0]));
    let other = || text.marks.iter().any(|mark| holds(&mark.span)) || text.vague.iter().any(holds);
    match mark {
        Some(mark) => Happening {
            classes: mark.classes.iter().fold(0, |all, class| all | 1 << class),
            reality: mark.reality,
            weight: mark.weight,
            kind: mark.kind,
            placement: mark.placement,
            chain: mark.number,
            ..Happening::default()
        },
        None if other() || !text.known.iter().any(holds) => Happening::default(),
        None => Happening { classes: 1, ..Happening::default() },
    }
}

/// Gives each happening the number of the last word of its time, counted through the document.
fn link(document: &mut Document, text: &Text) {
    let mut words = Vec::new();
    let mut from = 0;
    for block in &document.blocks {
        for item in block.sentences.iter().flat_map(|sentence| &sentence.items) {
            words.push(from + item.span.start..from + item.span.end);
        }
        from += block.text.len() + 2;
    }
    let last = |span: &[usize; 2]| words.iter().rposition(|word| span[0] <= word.start && word.start < span[1]);
    let times: Vec<usize> = text.times.iter().filter_map(last).collect();
    let items = document.blocks.iter_mut().flat_map(|block| &mut block.sentences).flat_map(|s| &mut s.items);
    for (number, (item, word)) in items.zip(&words).enumerate() {
        let Some(happening) = &mut item.happening else { continue };
        happening.is_time = times.contains(&number);
        let mark = text.marks.iter().find(|mark| word.contains(&mark.span[0]));
        happening.time = mark.map_or(UNKNOWN, |mark| match &mark.time {
            Time::Words(span) => last(span).and_then(|word| i32::try_from(word).ok()).unwrap_or(UNKNOWN),
            Time::Unknown(_) => UNKNOWN,
            Time::None(()) => NONE,
        });
    }
}

/// No word of the document tells the time.
const NONE: i32 = -1;
/// It is not known whether one does.
const UNKNOWN: i32 = -2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_labels_of_their_marks() {
        let line = r#"{"text": "Pumps failed.\n\nOn Friday it took off.", "known": [[0, 38]], "vague": [[33, 36]],
            "marks": [{"span": [6, 12], "classes": [1], "reality": 0, "weight": 3, "type": 0, "placement": 0, "time": [18, 24]},
                      {"span": [28, 32], "classes": [2, 4], "reality": -1, "weight": -1, "type": -1, "placement": -1, "time": "?"}],
            "times": [[18, 24]]}"#;
        let documents = read(&line.replace('\n', " "), &Splits::default()).unwrap();
        let items: Vec<&Happening> = documents[0]
            .blocks
            .iter()
            .flat_map(|block| &block.sentences)
            .flat_map(|sentence| &sentence.items)
            .inspect(|item| assert_eq!(item.name, None, "nobody read the text for names"))
            .filter_map(|item| item.happening.as_ref())
            .collect();
        let classes: Vec<u8> = items.iter().map(|happening| happening.classes).collect();
        assert_eq!(classes, [1, 2, 1, 1, 1, 1, 20, 0, 1]);
        assert_eq!((items[1].time, items[1].weight, items[6].time), (4, 3, UNKNOWN));
        assert!(items[4].is_time && !items[3].is_time);
    }
}
