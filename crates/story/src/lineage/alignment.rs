//! Passages that two texts have in common, through small edits, cuts and reorderings.
//!
//! Seed and extend, as in the search of sequence databases (Altschul and others, "Basic local alignment search
//! tool", 1990): runs of [`SEED`] equal words are seeds; from a seed the passage grows word by word and over gaps of
//! at most [`GAP`] words on either side, until what it has won is being lost again. Passages may stand in any order,
//! and no word of the later text is counted twice. The time is linear in the length of both texts, whatever they hold.

use super::own::{Mixed, QUOTATION};
use std::collections::HashMap;
use std::ops::Range;

/// Equal words that begin a passage: a rewrite rarely leaves fewer standing together, and two are too common.
const SEED: usize = 3;

/// Places of one seed that are tried: in news a run of three words rarely stands in more places of one report.
const PLACES: usize = 4;

/// Words left out, put in or replaced at once: "on Tuesday", "the veteran", "his deputy".
const GAP: usize = 3;

/// Equal words that a gap must be followed by, so that no "the" bridges it.
const ANCHOR: usize = 2;

/// A passage ends when it has lost so much of its score (equal words less skipped ones) again: two gaps in a row.
const DROP: usize = 5;

/// Nor does it go on for more words than this without its score rising. It keeps every try's cost to its gain.
const BARREN: usize = 24;

/// Equal words that a passage must have: "the foreign ministers of Norland and Suderia" is shorter.
const FEWEST: usize = 8;

/// A passage: words of the earlier text, words of the later, and how many of them are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub a: Range<usize>,
    pub b: Range<usize>,
    pub equal: usize,
}

/// Where each seed stands in one text.
pub(super) struct Seeds<'a> {
    text: &'a [u32],
    places: HashMap<[u32; SEED], ([u32; PLACES], u8), Mixed>,
}

impl<'a> Seeds<'a> {
    pub(super) fn of(text: &'a [u32]) -> Self {
        let mut places = HashMap::with_capacity_and_hasher(text.len(), Mixed::default());
        for (at, seed) in text.array_windows::<SEED>().enumerate().filter(|(_, seed)| !seed.contains(&QUOTATION)) {
            let (list, count): &mut ([u32; PLACES], u8) = places.entry(*seed).or_default();
            if let (Some(place), Ok(at)) = (list.get_mut(usize::from(*count)), u32::try_from(at)) {
                *place = at;
                *count += 1;
            }
        }
        Self { text, places }
    }

    fn at(&self, seed: &[u32; SEED]) -> impl Iterator<Item = usize> {
        let (list, count) = self.places.get(seed).copied().unwrap_or_default();
        list.into_iter().take(usize::from(count)).map(|at| at as usize)
    }

    /// What the text has in common with `a`, in the order of `a`.
    pub(super) fn align(&self, a: &[u32]) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut taken = vec![false; self.text.len()];
        let mut at = 0;
        while let Some(seed) = a.get(at..).and_then(|rest| rest.first_chunk::<SEED>()) {
            let mut best: Option<Passage> = None;
            for place in self.at(seed).filter(|place| !taken[*place]) {
                let found = extend(a, self.text, at, place, &taken);
                if best.as_ref().is_none_or(|best| found.equal > best.equal) {
                    best = Some(found);
                }
            }
            match best.filter(|passage| passage.equal >= FEWEST) {
                Some(passage) => {
                    at = passage.a.end;
                    taken[passage.b.clone()].fill(true);
                    passages.push(passage);
                }
                None => at += 1,
            }
        }
        passages
    }
}

/// The passage that grows from equal words at `start_a` and `start_b`.
fn extend(a: &[u32], b: &[u32], start_a: usize, start_b: usize, taken: &[bool]) -> Passage {
    let (mut x, mut y) = (start_a, start_b);
    let (mut equal, mut won, mut lost) = (0, 0, 0);
    let mut best = Passage { a: start_a..start_a, b: start_b..start_b, equal: 0 };
    // The score is `won - lost`; the best so far is kept as a sum with `lost` on its side, to stay unsigned.
    let mut best_score = 0;
    loop {
        while same(a, b, x, y) && !taken[y] {
            (x, y, equal, won) = (x + 1, y + 1, equal + 1, won + 1);
            if won > best_score + lost {
                best_score = won - lost;
                best = Passage { a: start_a..x, b: start_b..y, equal };
            } else if x - best.a.end > BARREN {
                return best;
            }
        }
        let Some((skip_a, skip_b)) = bridge(a, b, x, y).filter(|(_, skip_b)| taken.get(y + skip_b) == Some(&false))
        else {
            return best;
        };
        lost += skip_a.max(skip_b);
        if best_score + lost > won + DROP {
            return best;
        }
        (x, y) = (x + skip_a, y + skip_b);
    }
}

/// The smallest gap after which the texts go on alike.
fn bridge(a: &[u32], b: &[u32], x: usize, y: usize) -> Option<(usize, usize)> {
    // Quotations are no gap: what stands before and after one hangs together by nothing of the reporter's own.
    let reach = |text: &[u32], at: usize| {
        text.get(at..).map_or(0, |rest| rest.iter().take(GAP).take_while(|word| **word != QUOTATION).count())
    };
    let (reach_a, reach_b) = (reach(a, x), reach(b, y));
    (1..=2 * GAP).find_map(|sum| {
        // A replaced word is likelier than a dropped one: equal lengths first.
        let gap = |skip_a: usize| {
            let skip_b = sum.checked_sub(skip_a)?;
            let fits = skip_a <= reach_a && skip_b <= reach_b;
            (fits && (0..ANCHOR).all(|i| same(a, b, x + skip_a + i, y + skip_b + i))).then_some((skip_a, skip_b))
        };
        let middle = sum / 2;
        (0..=middle).find_map(|step| gap(middle - step).or_else(|| gap(middle + step + sum % 2)))
    })
}

fn same(a: &[u32], b: &[u32], x: usize, y: usize) -> bool {
    matches!((a.get(x), b.get(y)), (Some(a), Some(b)) if a == b && *a != QUOTATION)
}

#[cfg(test)]
mod tests {
    use super::super::own::number;
    use super::*;

    const STORY: &str = "the river envoys of norland and suderia left port alder before dawn on friday after a night of \
        talks that brought neither side closer to a treaty on the gates while fishermen waited on the quay for news \
        of the upper weir and the governor kept the customs house open for a third day at her own expense";

    /// Words as numbers; `_` is a quotation.
    fn numbers(text: &str) -> Vec<u32> {
        text.split_whitespace().map(|word| if word == "_" { QUOTATION } else { number(word) }).collect()
    }

    /// The ranges of words in common, with the count of equal ones.
    fn common(a: &str, b: &str) -> Vec<(Range<usize>, Range<usize>, usize)> {
        let (a, b) = (numbers(a), numbers(b));
        Seeds::of(&b).align(&a).into_iter().map(|found| (found.a, found.b, found.equal)).collect()
    }

    #[test]
    fn small_edits_do_not_part_a_passage() {
        let edited = STORY.replace("before dawn", "shortly before sunrise").replace("a third day", "another day");
        let words = STORY.split_whitespace().count();
        assert_eq!(common(STORY, &edited), [(0..words, 0..words, words - 4)]);
    }

    #[test]
    fn a_cut_is_bridged_when_short_and_parts_the_passage_when_long() {
        let words: Vec<&str> = STORY.split_whitespace().collect();
        let without = |range: Range<usize>| [&words[..range.start], &words[range.end..]].concat().join(" ");
        assert_eq!(common(STORY, &without(20..22)), [(0..words.len(), 0..words.len() - 2, words.len() - 2)]);
        let end = words.len();
        assert_eq!(common(STORY, &without(20..35)), [(0..20, 0..20, 20), (35..end, 20..end - 15, end - 35)]);
    }

    #[test]
    fn passages_are_found_in_any_order() {
        let words: Vec<&str> = STORY.split_whitespace().collect();
        let (first, second) = words.split_at(25);
        let turned = [second, first].concat().join(" ");
        let end = words.len();
        assert_eq!(common(STORY, &turned), [(0..25, end - 25..end, 25), (25..end, 0..end - 25, end - 25)]);
    }

    #[test]
    fn words_are_counted_once() {
        let twice = format!("{STORY} {STORY}");
        let words = STORY.split_whitespace().count();
        assert_eq!(common(&twice, STORY), [(0..words, 0..words, words)]);
    }

    #[test]
    fn names_in_common_are_no_passage() {
        let other = "after the river envoys of norland and suderia had gone the fishermen put out to sea";
        assert!(common(STORY, other).is_empty());
    }

    #[test]
    fn no_passage_goes_over_a_quotation() {
        let a = "brandt told reporters in the hall _ she said and left _ reyl agreed";
        assert!(common(a, a).is_empty());
        let b = "_ the envoys then walked down to the harbour in silence _";
        assert_eq!(common(b, b), [(1..11, 1..11, 10)]);
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        const LONG: usize = 100_000;
        let one: Vec<u32> = vec![7; LONG];
        assert_eq!(Seeds::of(&one).align(&one), [Passage { a: 0..LONG, b: 0..LONG, equal: LONG }]);
        // Two equal words, two others, for ever: every gap can be bridged and nothing is won.
        let barren = |other: u32| (0..LONG as u32).map(|i| if i % 5 < 3 { i % 5 + 1 } else { other + i }).collect();
        let (a, b): (Vec<u32>, Vec<u32>) = (barren(1 << 20), barren(1 << 24));
        let found = Seeds::of(&b).align(&a);
        assert!(found.iter().map(|passage| passage.equal).sum::<usize>() <= LONG);
        let periodic: Vec<u32> = (0..LONG as u32).map(|i| i % 3 + 1).collect();
        assert!(Seeds::of(&periodic).align(&one).is_empty());
        assert!(Seeds::of(&[]).align(&[]).is_empty());
    }
}
