//! From scores to spans: the best sequence of begin, inside and outside tags that is a legal one.

use std::ops::Range;

/// A tag of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BioTag<K> {
    /// In no span.
    Outside,
    /// The first word of a span.
    Begin(K),
    /// A further word of a span.
    Inside(K),
}

/// A set of tags.
#[derive(Debug, Clone)]
pub struct Bio<K> {
    tags: Vec<BioTag<K>>,
}

/// A span of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<K> {
    /// The words.
    pub words: Range<usize>,
    /// The kind that its tags give.
    pub kind: K,
    /// Whether it goes on from before the first word.
    pub continues: bool,
}

/// Whether the first word may be inside a span that began before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// It may.
    Open,
    /// It may not.
    Closed,
}

impl<K: Copy + PartialEq> Bio<K> {
    /// Tags whose scores stand in this order.
    pub fn new(tags: Vec<BioTag<K>>) -> Self {
        Self { tags }
    }

    /// How many tags there are.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// The spans of the best legal sequence of tags. `score` is that of a word, given the place of the tag of the word
    /// before and of its own. A first word follows one that is outside, or, where the start is open, may be inside of
    /// what goes on from before. So much as `outside` is taken off the score of every word outside: the larger, the
    /// more spans.
    pub fn spans(
        &self,
        words: usize,
        score: impl Fn(usize, usize, usize) -> f32,
        start: Start,
        outside: f32,
    ) -> Vec<Found<K>> {
        if self.tags.is_empty() {
            return Vec::new();
        }
        let path = self.best_path(words, score, start, outside);
        let mut found: Vec<Found<K>> = Vec::new();
        let mut inside = false;
        for (word, tag) in path.into_iter().enumerate() {
            match self.tags[tag] {
                BioTag::Outside => inside = false,
                BioTag::Inside(_) if inside => {
                    if let Some(last) = found.last_mut() {
                        last.words.end = word + 1;
                    }
                }
                BioTag::Begin(kind) | BioTag::Inside(kind) => {
                    let continues = matches!(self.tags[tag], BioTag::Inside(_));
                    found.push(Found { words: word..word + 1, kind, continues });
                    inside = true;
                }
            }
        }
        found
    }

    /// Viterbi: the places in `tags` of the best sequence.
    fn best_path(
        &self,
        words: usize,
        score: impl Fn(usize, usize, usize) -> f32,
        start: Start,
        outside: f32,
    ) -> Vec<usize> {
        let count = self.tags.len();
        let before_all = self.tags.iter().position(|tag| matches!(tag, BioTag::Outside)).unwrap_or(0);
        let mut sums = vec![0.0; count];
        let mut next = vec![0.0; count];
        let mut before = vec![0; words * count];
        for word in 0..words {
            for (to, tag) in self.tags.iter().enumerate() {
                let (from, sum) = if word > 0 {
                    self.best_before(&sums, to, |from| score(word, from, to))
                } else {
                    match (tag, start) {
                        (BioTag::Inside(_), Start::Open) => (to, score(word, to, to)),
                        (BioTag::Inside(_), Start::Closed) => (to, f32::NEG_INFINITY),
                        _ => (to, score(word, before_all, to)),
                    }
                };
                before[word * count + to] = from;
                next[to] = sum - if matches!(tag, BioTag::Outside) { outside } else { 0.0 };
            }
            std::mem::swap(&mut sums, &mut next);
        }
        let mut tag = crate::network::heads::best(&sums);
        let mut path = vec![0; words];
        for word in (0..words).rev() {
            path[word] = tag;
            tag = before[word * count + tag];
        }
        path
    }

    /// The best of the tags that `to` may follow, and the sum with it.
    fn best_before(&self, sums: &[f32], to: usize, score: impl Fn(usize) -> f32) -> (usize, f32) {
        let mut best = (to, f32::NEG_INFINITY);
        for (from, &sum) in sums.iter().enumerate() {
            if follows(self.tags[from], self.tags[to]) {
                let sum = sum + score(from);
                if sum > best.1 {
                    best = (from, sum);
                }
            }
        }
        best
    }
}

fn follows<K: PartialEq>(from: BioTag<K>, to: BioTag<K>) -> bool {
    match (from, to) {
        (BioTag::Begin(a) | BioTag::Inside(a), BioTag::Inside(b)) => a == b,
        (BioTag::Outside, BioTag::Inside(_)) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags() -> Bio<char> {
        use BioTag::{Begin, Inside, Outside};
        Bio::new(vec![Outside, Begin('P'), Inside('P'), Begin('O'), Inside('O')])
    }

    fn spans(scores: &[[f32; 5]], start: Start) -> Vec<(Range<usize>, char, bool)> {
        let found = tags().spans(scores.len(), |word, _, to| scores[word][to], start, 0.0);
        found.into_iter().map(|found| (found.words, found.kind, found.continues)).collect()
    }

    #[test]
    fn spans_side_by_side() {
        let scores = [
            [0.0, 5.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 5.0, 0.0, 0.0],
            [0.0, 5.0, 0.0, 0.0, 0.0],
            [5.0, 0.0, 0.0, 0.0, 0.0],
        ];
        assert_eq!(spans(&scores, Start::Closed), [(0..2, 'P', false), (2..3, 'P', false)]);
    }

    #[test]
    fn an_illegal_sequence_is_mended_by_the_scores() {
        // Begin of one kind, then inside of the other: the surer of the two decides.
        let scores = [[0.0, 2.0, 0.0, 1.0, 0.0], [0.0, 0.0, 1.0, 0.0, 4.0]];
        assert_eq!(spans(&scores, Start::Closed), [(0..2, 'O', false)]);
    }

    #[test]
    fn only_an_open_start_goes_on_from_before() {
        let scores = [[0.0, 1.0, 3.0, 0.0, 0.0], [9.0, 0.0, 0.0, 0.0, 0.0]];
        assert_eq!(spans(&scores, Start::Open), [(0..1, 'P', true)]);
        assert_eq!(spans(&scores, Start::Closed), [(0..1, 'P', false)]);
    }

    #[test]
    fn fewer_words_are_outside_the_less_that_counts() {
        let scores = [[1.0, 0.5, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0, 0.0]];
        assert!(spans(&scores, Start::Closed).is_empty());
        let found = tags().spans(2, |word, _, to| scores[word][to], Start::Closed, 0.75);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].words, 0..1);
    }

    #[test]
    fn a_pair_of_tags_has_a_score_of_its_own() {
        // Words that are outside by themselves, but for a pair: begin goes on inside once it is chosen.
        let pair = |word: usize, from: usize, to: usize| match (word, from, to) {
            (1, 1, 2) => 4.0,
            (0 | 1, _, 0) => 1.0,
            _ => 0.0,
        };
        let found = tags().spans(2, pair, Start::Closed, 0.0);
        assert_eq!(found, [Found { words: 0..2, kind: 'P', continues: false }]);
        // What goes on from before follows what is inside.
        let inside = |_: usize, from: usize, to: usize| if (from, to) == (2, 2) { 1.0 } else { 0.0 };
        let found = tags().spans(1, inside, Start::Open, 0.0);
        assert_eq!(found, [Found { words: 0..1, kind: 'P', continues: true }]);
    }

    #[test]
    fn no_words_and_no_tags() {
        assert!(spans(&[], Start::Closed).is_empty());
        assert!(Bio::<()>::new(Vec::new()).spans(3, |_, _, _| 0.0, Start::Closed, 0.0).is_empty());
        assert!(spans(&[[f32::NAN; 5]], Start::Closed).is_empty());
    }
}
