//! How much two texts are alike.

use similar::{Algorithm, capture_diff_slices, get_diff_ratio};

/// The words of a text as they are compared: case, accents, signs and small changes of spelling do not count.
pub(crate) fn words(text: &str) -> Vec<String> {
    let number = |word: String| record::numbers::whole(&word).map_or(word, |number| number.to_string());
    text::folded(text).into_iter().map(|folded| number(folded.word)).collect()
}

/// The part of the words that two texts share in one order, 0 to 1.
pub(crate) fn likeness(a: &[String], b: &[String]) -> f32 {
    let changes = capture_diff_slices(Algorithm::Myers, a, b);
    get_diff_ratio(&changes, a.len(), b.len())
}

/// Items of one side that are compared: hostile reports may have any number, and each is held against each.
const MOST: usize = 400;

/// For each of some items the later one that is most like it and not taken, where any is as like as `least`.
pub(crate) fn pairs<A, B>(before: &[A], after: &[B], least: f32, like: impl Fn(&A, &B) -> f32) -> Vec<Option<usize>> {
    let mut all: Vec<(f32, usize, usize)> = Vec::new();
    for (i, a) in before.iter().enumerate().take(MOST) {
        for (j, b) in after.iter().enumerate().take(MOST) {
            let like = like(a, b);
            if like >= least {
                all.push((like, i, j));
            }
        }
    }
    // The likest first; of two alike, those that stand nearest to their places.
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.abs_diff(a.2).cmp(&b.1.abs_diff(b.2))).then(a.1.cmp(&b.1)));
    let mut found = vec![None; before.len()];
    let mut taken = vec![false; after.len()];
    for (_, i, j) in all {
        if found[i].is_none() && !taken[j] {
            (found[i], taken[j]) = (Some(j), true);
        }
    }
    found
}
