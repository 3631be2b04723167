//! What the readers produce: documents of blocks of text with labelled words.

use std::ops::Range;

/// A document.
#[derive(Debug, Default)]
pub struct Document {
    /// Its paragraphs
    pub blocks: Vec<Block>,
    /// Whether its names were read one by one, not found by a program
    pub names_read: bool,
}

/// A paragraph.
#[derive(Debug, Default)]
pub struct Block {
    /// Its text
    pub text: String,
    /// Its sentences; where the data have no trustworthy ones, a single group of all its words
    pub sentences: Vec<Sentence>,
}

/// A sentence, or a group of words.
#[derive(Debug, Default)]
pub struct Sentence {
    /// Its id in the data
    pub id: String,
    /// Its words in order
    pub items: Vec<Item>,
    /// Whether the spans of its words are to be trusted
    pub placed: bool,
}

/// A word with what is known of it.
#[derive(Debug, Default, Clone)]
pub struct Item {
    /// Its bytes in the block
    pub span: Range<usize>,
    /// Universal part of speech
    pub upos: Option<String>,
    /// Treebank part of speech
    pub xpos: Option<String>,
    /// Features, one string
    pub feats: Option<String>,
    /// Lemma script
    pub lemma: Option<String>,
    /// Number of its head in the sentence, from 1; 0 is the root
    pub head: Option<usize>,
    /// Relation to the head
    pub rel: Option<String>,
    /// `O`, `B-PER`, `I-PER` …
    pub name: Option<String>,
    /// 0 outside, 1 begins, 2 inside, of a source, a cue and a content
    pub attribution: Option<[i8; 3]>,
    /// What is known of it as a happening
    pub happening: Option<Happening>,
}

/// A word as a happening; -1 where a label is not known.
#[derive(Debug, Clone)]
pub struct Happening {
    /// The classes that it may have, a bit each, the lowest for none; no bit where nothing is known
    pub classes: u8,
    /// Whether it happened
    pub reality: i8,
    /// How much it matters, 0 to 3; -2 where it is only known to be 0 or 1
    pub weight: i8,
    /// Its political type; 0 is none
    pub kind: i8,
    /// Before, on or after the day of publication
    pub placement: i8,
    /// The number in the document of the last word of its time; -1 for none, -2 where it is not known
    pub time: i32,
    /// Whether it is itself the last word of a time
    pub is_time: bool,
    /// Which happening of its story it tells; -1 where that is not known
    pub chain: i32,
}

impl Default for Happening {
    fn default() -> Self {
        Self { classes: 0, reality: -1, weight: -1, kind: -1, placement: -1, time: -2, is_time: false, chain: -1 }
    }
}
