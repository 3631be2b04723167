//! "12-year-old": how old a thing is, is a length of time; how old a person is, is not told as one.

use crate::times::tokens::Words;

/// Things whose age is part of a story's times.
const THINGS: &str = include_str!("../../../data/times/aged.txt");

/// The index after a length that ends at `end`, past "-old"; `None` where it is a person's age.
pub fn old(w: &Words, end: usize) -> Option<usize> {
    let at = w.past_hyphen(end);
    if !w.is(at, &["old", "olds"]) {
        return Some(end);
    }
    if at == end {
        return None;
    }
    // At most two adjectives between: "the 12-year-old civil war".
    let thing = (at + 1..at + 4).any(|noun| {
        let word = w.word(noun);
        word.len() > 2 && !w.at(noun).capital && THINGS.lines().any(|thing| thing == word)
    });
    thing.then_some(at + 1)
}
