//! The report's sentences as trees that can be walked quickly.

use super::lexicon::{self, Cue};
use record::{Analysis, Report, Sentence, Span, Spans, Token, Upos};

/// Sentences longer than this are passed over by the rules on syntax: no sentence that people write is as long,
/// and walks from many words of one sentence would take quadratic time.
const LONGEST_SENTENCE: usize = 600;

/// A word: index of its tree, index in the sentence.
pub(super) type Place = (usize, usize);

/// The sentences of the reporting blocks, in text order.
pub(super) struct Trees<'a> {
    pub text: &'a str,
    pub list: Vec<Tree<'a>>,
    /// Words before each sentence.
    before: Vec<usize>,
}

/// One sentence with its dependents listed.
pub(super) struct Tree<'a> {
    pub sentence: &'a Sentence,
    children: Vec<Vec<usize>>,
}

impl<'a> Trees<'a> {
    pub fn new(report: &'a Report, analysis: &'a Analysis) -> Self {
        let reporting = |sentence: &&Sentence| {
            let kind = report.blocks.get(sentence.block).map(|block| block.kind);
            kind.is_some_and(record::BlockKind::is_reporting) && !sentence.tokens.is_empty()
        };
        let list: Vec<Tree<'a>> = analysis.sentences.iter().filter(reporting).map(Tree::new).collect();
        let before = list.iter().scan(0, |sum, tree| Some(std::mem::replace(sum, *sum + tree.len()))).collect();
        Self { text: &report.text, list, before }
    }

    /// The number of words that end at or before the byte.
    pub fn ordinal(&self, offset: usize) -> usize {
        let at = self.at(offset);
        let Some(tree) = self.list.get(at) else {
            return self.before.last().copied().unwrap_or(0) + self.list.last().map_or(0, Tree::len);
        };
        self.before[at] + tree.sentence.tokens.partition_point(|token| token.span.end <= offset)
    }

    /// The tree that holds the byte, or the first one after it.
    pub fn at(&self, offset: usize) -> usize {
        self.list.partition_point(|tree| tree.sentence.span.end <= offset)
    }

    /// The words of `span`, in the tree where it begins.
    pub fn words_in(&self, span: Span) -> Option<(usize, std::ops::Range<usize>)> {
        let at = self.at(span.start);
        let words = self.list.get(at)?.sentence.tokens_in(span);
        (!words.is_empty()).then_some((at, words))
    }

    /// The word of `span` (in the tree where it begins) that governs the others.
    pub fn head_of(&self, span: Span) -> Option<Place> {
        let (at, words) = self.words_in(span)?;
        Some((at, self.list[at].head_among(words)))
    }

    pub fn token(&self, (tree, word): Place) -> &'a Token {
        &self.list[tree].sentence.tokens[word]
    }
}

impl<'a> Tree<'a> {
    fn new(sentence: &'a Sentence) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(list) = token.head.and_then(|head| children.get_mut(head)) {
                list.push(i);
            }
        }
        Self { sentence, children }
    }

    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// Whether the rules on syntax may look at it.
    pub fn is_readable(&self) -> bool {
        self.len() <= LONGEST_SENTENCE
    }

    pub fn token(&self, word: usize) -> &'a Token {
        &self.sentence.tokens[word]
    }

    pub fn lemma(&self, word: usize) -> &'a str {
        &self.sentence.tokens[word].lemma
    }

    /// The class of the word as a verb of speech or thought.
    pub fn cue(&self, text: &str, word: usize) -> Option<Cue> {
        lexicon::cue(self.lemma(word), self.token(word).span.of(text))
    }

    pub fn head(&self, word: usize) -> Option<usize> {
        self.sentence.tokens[word].head.filter(|&head| head < self.len())
    }

    pub fn children(&self, word: usize) -> &[usize] {
        self.children.get(word).map_or(&[], Vec::as_slice)
    }

    /// The first dependent with one of the relations; a relation without subtype stands for all its subtypes.
    pub fn child(&self, word: usize, relations: &[&str]) -> Option<usize> {
        self.children(word).iter().copied().find(|&child| self.is(child, relations))
    }

    /// Whether the word hangs by one of the relations.
    pub fn is(&self, word: usize, relations: &[&str]) -> bool {
        let token = self.token(word);
        relations.iter().any(|relation| &*token.deprel == *relation || token.relation() == *relation)
    }

    pub fn is_punct(&self, word: usize) -> bool {
        self.token(word).upos == Upos::Punct
    }

    /// The word and all below it but what hangs below `without`, in order.
    pub fn subtree(&self, word: usize, without: &[usize]) -> Vec<usize> {
        let mut seen = vec![false; self.len()];
        let (mut found, mut open) = (Vec::new(), vec![word]);
        while let Some(next) = open.pop() {
            if without.contains(&next) || std::mem::replace(&mut seen[next], true) {
                continue;
            }
            found.push(next);
            open.extend(self.children(next));
        }
        found.sort_unstable();
        found
    }

    /// The word of the range whose governor is outside it; the first such, not punctuation where possible.
    pub fn head_among(&self, words: std::ops::Range<usize>) -> usize {
        let first = words.start;
        let outer = |&word: &usize| self.head(word).is_none_or(|head| !words.contains(&head));
        let mut outer = words.clone().filter(outer);
        let start = outer.next().unwrap_or(first);
        if self.is_punct(start) { outer.find(|&word| !self.is_punct(word)).unwrap_or(start) } else { start }
    }

    /// The bytes of the words, neighbours joined, without punctuation at the borders of each run that is no
    /// quotation mark, bracket or sign of a figure.
    pub fn spans(&self, text: &str, words: &[usize]) -> Spans {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        for &word in words {
            match runs.last_mut() {
                Some(run) if run.last() == Some(&(word.wrapping_sub(1))) => run.push(word),
                _ => runs.push(vec![word]),
            }
        }
        let spoken = |run: &&Vec<usize>| run.iter().any(|&word| !self.is_punct(word)) || runs.len() == 1;
        let spans = runs.iter().filter(spoken).filter_map(|run| {
            let loose = |word: &&usize| self.is_punct(**word) && is_separator(self.token(**word).span.of(text));
            let start = run.iter().find(|word| !loose(word))?;
            let end = run.iter().rev().find(|word| !loose(word))?;
            Some(self.token(*start).span.cover(self.token(*end).span))
        });
        Spans::new(spans.filter(|span| !span.is_empty()).collect())
    }
}

fn is_separator(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '.' | ',' | ';' | ':' | '-' | '–' | '—' | '!' | '?' | '…'))
}
