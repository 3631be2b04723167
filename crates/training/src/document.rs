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
}
