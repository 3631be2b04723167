//! The day that a report goes on telling of: after "shares fell on Friday" the next sentence's "others rose" is of
//! Friday too.
//!
//! Only between sentences whose main verb is a plain past, only of a day of the week up to publication, and only over
//! sentences that name no time at all: of what lies further back, and of stretches, reports soon leave off.

use super::setting::{Site, Times};
use super::tree::Tree;
use super::{Found, lending};
use record::reading::{TimeRef, Timex};
use record::timex::{Interval, interval};
use record::{Analysis, Basis, Sentence};

/// How many sentences back the day may have been named.
const REACH: usize = 4;
/// Days before publication that a story is still told of from sentence to sentence.
const STORY_DAYS: i64 = 7;

/// The day named before the sentence at `index`, whose main verb is at `word`.
pub fn carried(
    (text, analysis, found): (&str, &Analysis, Found<'_>),
    published: Option<Interval>,
    index: usize,
    word: usize,
) -> Option<TimeRef> {
    let sentence = analysis.sentences.get(index)?;
    if !is_told(sentence, word) || names_time(sentence, found.times) {
        return None;
    }
    for before in (0..index).rev().take(REACH) {
        let sentence = analysis.sentences.get(before)?;
        let root = sentence.root();
        if sentence.tokens.len() > super::LONGEST_SENTENCE || !is_told(sentence, root) {
            return None;
        }
        if names_time(sentence, found.times) {
            let tree = Tree::new(sentence, text);
            let times = Times::new(&tree, found);
            let own = times.of(&tree, Site { trigger: root, anchor: root, with: &[] });
            let time =
                own.or_else(|| Some(super::setting::reference(lending::lent(&tree, &times, root)?, Basis::Inferred)))?;
            return is_current(&time.value, published?).then_some(TimeRef { basis: Basis::Inferred, ..time });
        }
    }
    None
}

/// Whether the word is the main verb of its sentence, in a plain past: "met", not "had met" or "was meeting".
fn is_told(sentence: &Sentence, word: usize) -> bool {
    let aux = || sentence.children(word).any(|child| matches!(sentence.tokens[child].relation(), "aux" | "cop"));
    sentence.tokens.get(word).is_some_and(|token| token.head.is_none() && &*token.xpos == "VBD") && !aux()
}

/// Whether any time is said in the sentence.
fn names_time(sentence: &Sentence, times: &[Timex]) -> bool {
    let at = times.partition_point(|time| time.span.end <= sentence.span.start);
    times.get(at).is_some_and(|time| time.span.start < sentence.span.end)
}

/// Whether a value is one day of the last week.
fn is_current(value: &str, published: Interval) -> bool {
    interval(value).is_some_and(|days| {
        let ago = published.last.duration_since(days.first).as_hours() / 24;
        days.first == days.last && (0..=STORY_DAYS).contains(&ago)
    })
}
