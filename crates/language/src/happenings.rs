//! From a word's scores to a happening with what is said of it.

use record::{HappeningClass, Reality, Trigger};
use text::Span;

use crate::model::{Labels, TIME_VECTOR};

/// A word that is so likely the head of a happening is taken for one. Set on development files of TimeML, where it
/// gives the best F1.
const LEAST: f32 = 0.5;

/// The scores of one word, cut into their parts.
struct Parts<'a> {
    class: &'a [f32],
    reality: &'a [f32],
    weight: &'a [f32],
    kind: &'a [f32],
    placement: &'a [f32],
    no_time: f32,
    query: &'a [f32],
}

impl<'a> Parts<'a> {
    fn new(labels: &Labels, scores: &'a [f32]) -> Option<Self> {
        let (class, rest) = scores.split_at_checked(labels.class.len())?;
        let (reality, rest) = rest.split_at_checked(labels.reality.len())?;
        let (weight, rest) = rest.split_at_checked(4)?;
        let (kind, rest) = rest.split_at_checked(labels.kind.len())?;
        let (placement, rest) = rest.split_at_checked(3)?;
        let (no_time, rest) = rest.split_first()?;
        let query = rest.get(..TIME_VECTOR)?;
        Some(Self { class, reality, weight, kind, placement, no_time: *no_time, query })
    }
}

/// What the model makes of the word at `place` (sentence, word, bytes) as the head of a happening, and whether it takes it
/// for one.
pub fn judged(
    labels: &Labels,
    scores: &[f32],
    vector: &[f32],
    (sentence, word, span): (usize, usize, Span),
) -> Option<(Trigger, bool)> {
    let parts = Parts::new(labels, scores)?;
    let class = shares(parts.class);
    let none: f32 = class.iter().zip(&labels.class).filter(|(_, class)| class.is_none()).map(|(share, _)| share).sum();
    let likely = class.iter().zip(&labels.class).filter_map(|(share, class)| Some((share, (*class)?)));
    let class = likely.fold(
        (0.0, HappeningClass::Occurrence),
        |best, (&share, class)| {
            if share > best.0 { (share, class) } else { best }
        },
    );
    let reality = labels.reality.get(best(parts.reality)).copied().unwrap_or(Reality::Asserted);
    let [_, _, row, main] = shares(parts.weight).try_into().unwrap_or([1.0, 0.0, 0.0, 0.0]);
    let kinds = shares(parts.kind);
    let chosen = best(parts.kind);
    let kind = labels.kind.get(chosen).cloned().flatten();
    let trigger = Trigger {
        sentence,
        word,
        span,
        class: class.1,
        certainty: 1.0 - none,
        reality,
        main,
        listed: row + main,
        kind,
        kind_share: kinds.get(chosen).copied().unwrap_or(0.0),
        placement: shares(parts.placement).try_into().unwrap_or([0.0; 3]),
        time_query: parts.query.to_vec(),
        no_time: parts.no_time,
        vector: vector.to_vec(),
    };
    Some((trigger, 1.0 - none >= LEAST))
}

/// What a word is found by as the time of a happening.
pub fn time_key(scores: &[f32]) -> &[f32] {
    scores.len().checked_sub(TIME_VECTOR).and_then(|from| scores.get(from..)).unwrap_or(&[])
}

/// Scores as shares that sum to 1 (softmax).
fn shares(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

fn best(scores: &[f32]) -> usize {
    crate::network::heads::best(scores)
}
