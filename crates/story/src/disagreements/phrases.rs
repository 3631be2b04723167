//! The words of phrases, as lists of the sentence's words.

use record::{Sentence, Span, Upos};

/// What tells of other things, wherever it hangs.
const ASIDES: [&str; 6] = ["acl", "advcl", "parataxis", "appos", "conj", "cc"];

/// The words before the head and the head itself.
pub(super) fn up_to(mut words: Vec<usize>, head: usize) -> Vec<usize> {
    words.retain(|&word| word <= head);
    words
}

/// The word and what hangs on it, without asides.
pub(super) fn phrase(sentence: &Sentence, head: usize) -> Vec<usize> {
    without(sentence, head, &ASIDES)
}

/// The same with what "and" joins to it.
pub(super) fn whole_phrase(sentence: &Sentence, head: usize) -> Vec<usize> {
    let asides: Vec<&str> = ASIDES.into_iter().filter(|aside| !matches!(*aside, "conj" | "cc")).collect();
    without(sentence, head, &asides)
}

fn without(sentence: &Sentence, head: usize, asides: &[&str]) -> Vec<usize> {
    let mut words = sentence.subtree(head);
    for aside in words.clone() {
        if aside != head && asides.contains(&sentence.tokens[aside].relation()) {
            let without = sentence.subtree(aside);
            words.retain(|word| !without.contains(word));
        }
    }
    let is_mark = |&word: &usize| sentence.tokens[word].upos == Upos::Punct;
    while words.last().is_some_and(is_mark) {
        words.pop();
    }
    while words.first().is_some_and(is_mark) {
        words.remove(0);
    }
    words
}

/// The bytes from the first of the words to the last; `None` for none.
pub(super) fn cover(sentence: &Sentence, words: &[usize]) -> Option<Span> {
    let (first, last) = (words.first()?, words.last()?);
    Some(sentence.tokens[*first].span.cover(sentence.tokens[*last].span))
}
