//! The verbs and nouns of acts and stances, read from the data files.

use record::reading::{ActKind, StanceKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Where a verb has the content of its act and its parties; the data files say what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Clause,
    Wish,
    Thing,
    Whom,
    PerhapsWhom,
    Against,
    Answer,
    Nothing,
    Behind(&'static str),
}

/// What a noun names or is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Act(ActKind),
    Laid,
    Points,
    Rumour,
    Deed,
    Courtesy,
    Armed,
}

type Verbs<K> = BTreeMap<&'static str, (K, Vec<Slot>)>;

static VERBS: LazyLock<Verbs<ActKind>> = LazyLock::new(|| verbs(include_str!("../../data/acts/verbs.tsv"), act));
static STANCES: LazyLock<Verbs<StanceKind>> =
    LazyLock::new(|| verbs(include_str!("../../data/acts/stances.tsv"), stance));
static STANCE_NOUNS: LazyLock<Verbs<StanceKind>> =
    LazyLock::new(|| verbs(include_str!("../../data/acts/stance-nouns.tsv"), stance));
static NOUNS: LazyLock<BTreeMap<&'static str, Noun>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/acts/nouns.tsv")).filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(word, class)| Some((word, noun_class(class)?))).collect()
});
static LIGHT: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/acts/light.txt")).collect());
static VERDICTS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/acts/verdicts.txt")).collect());
static DENIALS: LazyLock<Vec<String>> =
    LazyLock::new(|| lines(include_str!("../../data/acts/denials.txt")).map(|words| format!(" {words} ")).collect());

/// The kind of act that a verb does, and its slots.
pub(super) fn verb(lemma: &str) -> Option<(ActKind, &'static [Slot])> {
    VERBS.get(lemma).map(|(kind, slots)| (*kind, slots.as_slice()))
}

/// The stance that a verb tells, and its slots.
pub(super) fn stance_verb(lemma: &str) -> Option<(StanceKind, &'static [Slot])> {
    STANCES.get(lemma).map(|(kind, slots)| (*kind, slots.as_slice()))
}

/// The stance that an adjective or a noun behind a light verb tells, and its slots.
pub(super) fn stance_word(lemma: &str) -> Option<(StanceKind, &'static [Slot])> {
    STANCE_NOUNS.get(lemma).map(|(kind, slots)| (*kind, slots.as_slice()))
}

/// What the table says of a noun.
pub(super) fn noun(lemma: &str) -> Option<Noun> {
    NOUNS.get(lemma).copied()
}

/// Whether the verb with an act's noun only says that it is done.
pub(super) fn is_light(lemma: &str) -> bool {
    LIGHT.contains(lemma)
}

/// Whether the word says that something ought not to be.
pub(super) fn is_verdict(word: &str) -> bool {
    VERDICTS.contains(word)
}

/// Whether the words call what was said before untrue.
pub(super) fn calls_false(words: &str) -> bool {
    let folded: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let words = format!(" {} ", words.join(" "));
    DENIALS.iter().any(|denial| words.contains(denial.as_str()))
}

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn verbs<K>(data: &'static str, kind: impl Fn(&str) -> Option<K>) -> Verbs<K> {
    let row = |line: &'static str| {
        let mut fields = line.split('\t');
        let (lemma, named, slots) = (fields.next()?, fields.next()?, fields.next()?);
        Some((lemma, (kind(named)?, slots.split(' ').map(slot).collect())))
    };
    lines(data).filter_map(row).collect()
}

fn slot(word: &'static str) -> Slot {
    match word {
        "clause" => Slot::Clause,
        "wish" => Slot::Wish,
        "thing" => Slot::Thing,
        "whom" => Slot::Whom,
        "whom?" => Slot::PerhapsWhom,
        "against" => Slot::Against,
        "answer" => Slot::Answer,
        "none" => Slot::Nothing,
        preposition => Slot::Behind(preposition),
    }
}

fn act(word: &str) -> Option<ActKind> {
    use ActKind::*;
    Some(match word {
        "proposal" => Proposal,
        "offer" => Offer,
        "demand" => Demand,
        "invitation" => Invitation,
        "promise" => Promise,
        "accusation" => Accusation,
        "denial" => Denial,
        "dismissal" => Dismissal,
        "admission" => Admission,
        "refusal" => Refusal,
        "acceptance" => Acceptance,
        "consideration" => Consideration,
        "silence" => Silence,
        _ => return None,
    })
}

fn stance(word: &str) -> Option<StanceKind> {
    Some(match word {
        "wants" => StanceKind::Wants,
        "holds" => StanceKind::Holds,
        "refuses" => StanceKind::Refuses,
        "doubts" => StanceKind::Doubts,
        _ => return None,
    })
}

fn noun_class(word: &str) -> Option<Noun> {
    Some(match word {
        "laid" => Noun::Laid,
        "points" => Noun::Points,
        "rumour" => Noun::Rumour,
        "deed" => Noun::Deed,
        "courtesy" => Noun::Courtesy,
        "armed" => Noun::Armed,
        kind => Noun::Act(act(kind)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_read() {
        let rows = |data| lines(data).count();
        assert_eq!(VERBS.len(), rows(include_str!("../../data/acts/verbs.tsv")));
        assert_eq!(NOUNS.len(), rows(include_str!("../../data/acts/nouns.tsv")));
        assert_eq!(STANCES.len(), rows(include_str!("../../data/acts/stances.tsv")));
        assert_eq!(STANCE_NOUNS.len(), rows(include_str!("../../data/acts/stance-nouns.tsv")));
    }

    #[test]
    fn what_is_called_false() {
        assert!(calls_false("“That is not true,”"));
        assert!(!calls_false("The true cost is not known"));
    }
}
