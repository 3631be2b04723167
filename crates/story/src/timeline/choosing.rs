//! Which happenings become rows, and in which sentence.
//!
//! The rows should cover what an editor lists, each thing once (Lin and Bilmes 2011, a sum that grows less with what is
//! covered): a row is worth how likely its happening is listed and, in part, what its sentence tells beside of the same
//! days, less what rows chosen before tell already.

use super::Told;
use crate::dates::Interval;
use crate::merging::{Fact, Rarity, likelihood};
use crate::titles;
use crate::words::{collapse, content, overlap};
use record::HappeningClass;
use std::collections::{BTreeMap, BTreeSet};

/// So many times as many happenings as rows are looked at.
const LOOKED_AT: usize = 8;
/// So many sentences of a happening are looked at.
const SENTENCES: usize = 12;
/// What a sentence's other happenings of the same days count.
const BESIDE: f32 = 0.25;
/// What it counts more that a sentence says much, with all the words it may have.
const LONG: f32 = 0.03;
/// What it counts against a sentence that it tells of other days, too, by the likeliest happening of those.
const OTHER_DAYS: f32 = 0.2;
/// A happening less likely than this is no row.
const LEAST: f32 = 0.08;
/// So many accounts of each are held against each other.
const ACCOUNTS: usize = 5;
/// What it counts that one title has all the words of another.
const WORDS: f32 = 0.8;
/// What is like a row is covered by it a little more than the likeness says.
const COVERED: f32 = 1.1;

/// A row to be.
pub(super) struct Choice {
    pub happening: usize,
    /// The sentence that tells it; `None` for its own clause.
    pub sentence: Option<String>,
    /// Other happenings of the same days that the sentence tells.
    pub beside: Vec<usize>,
}

/// A way to tell a happening.
struct Candidate {
    happening: usize,
    title: String,
    is_sentence: bool,
    beside: Vec<usize>,
    /// How likely what it tells of other days is listed.
    other_days: f32,
}

/// At most `most` rows; the main happening is the first of them.
pub(super) fn chosen(
    facts: &[Fact],
    told: &[Told<'_>],
    likely: &[f32],
    main: Option<usize>,
    most: usize,
) -> Vec<Choice> {
    let mut order: Vec<usize> = (0..told.len()).filter(|&at| likely[at] >= LEAST || Some(at) == main).collect();
    order.sort_by(|&a, &b| {
        let key = |at: usize| (Some(at) == main, likely[at]);
        key(b).partial_cmp(&key(a)).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(&b))
    });
    order.truncate(most * LOOKED_AT);
    let mut candidates = candidates(facts, told, likely, &order, main);
    let rarity = Rarity::new(facts);
    let mut left: BTreeMap<usize, f32> = order.iter().map(|&at| (at, likely[at])).collect();
    let mut chosen: Vec<Choice> = Vec::new();
    while chosen.len() < most {
        let worth = |candidate: &Candidate| {
            let beside: f32 = candidate.beside.iter().filter_map(|at| left.get(at)).sum();
            let words = candidate.title.split_whitespace().count().min(titles::LONGEST) as f32;
            left[&candidate.happening] + BESIDE * beside + LONG * words / titles::LONGEST as f32
                - OTHER_DAYS * candidate.other_days
        };
        let first = chosen.is_empty() && candidates.iter().any(|candidate| Some(candidate.happening) == main);
        let open = candidates.iter().filter(|candidate| !first || Some(candidate.happening) == main);
        let Some(best) = open.reduce(|best, next| if worth(next) > worth(best) { next } else { best }) else { break };
        let (happening, title, is_sentence) = (best.happening, best.title.clone(), best.is_sentence);
        let beside = best.beside.clone();
        for (&at, left) in &mut left {
            let covered = if at == happening || beside.contains(&at) {
                1.0
            } else {
                COVERED * likeness(facts, &told[happening], &told[at], &rarity)
            };
            *left = left.min(likely[at] * (1.0 - covered).max(0.0));
        }
        candidates.retain(|candidate| candidate.happening != happening && candidate.title != title);
        chosen.push(Choice { happening, sentence: is_sentence.then_some(title), beside });
    }
    chosen
}

/// Each happening's printable sentences, and its clause.
fn candidates(
    facts: &[Fact],
    told: &[Told<'_>],
    likely: &[f32],
    order: &[usize],
    main: Option<usize>,
) -> Vec<Candidate> {
    let sentences: BTreeMap<usize, Vec<String>> = order.iter().map(|&at| (at, sentences(facts, &told[at]))).collect();
    let mut tellers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (&at, own) in &sentences {
        for sentence in own {
            tellers.entry(sentence).or_default().insert(at);
        }
    }
    let mut found = Vec::new();
    for &happening in order {
        for sentence in &sentences[&happening] {
            let (mut beside, mut other_days) = (Vec::new(), 0.0_f32);
            for &other in tellers[sentence.as_str()].iter().filter(|&&other| other != happening) {
                match of_same_days(&told[happening], &told[other]) {
                    Some(true) => beside.push(other),
                    Some(false) => other_days = other_days.max(likely[other]),
                    None => {}
                }
            }
            found.push(Candidate { happening, title: sentence.clone(), is_sentence: true, beside, other_days });
        }
        let title = told[happening].event.headline.clone();
        if Some(happening) == main || says_what(facts, &told[happening]) && titles::can_be_printed(&title) {
            found.push(Candidate { happening, title, is_sentence: false, beside: Vec::new(), other_days: 0.0 });
        }
    }
    found
}

/// The printable sentences of a happening's weightiest accounts.
fn sentences(facts: &[Fact], one: &Told<'_>) -> Vec<String> {
    let mut accounts: Vec<(&Fact, &str)> = one
        .cluster
        .facts
        .iter()
        .zip(&one.event.accounts)
        .map(|(&at, account)| (&facts[at], account.evidence.quote.as_str()))
        .collect();
    accounts.sort_by(|(a, _), (b, _)| b.weight.total_cmp(&a.weight));
    let mut found: Vec<String> = Vec::new();
    for (_, quote) in accounts.into_iter().take(SENTENCES) {
        let sentence = collapse(quote);
        if titles::is_sentence(&sentence) && !found.contains(&sentence) {
            found.push(sentence);
        }
    }
    found
}

/// "Reyl told reporters after the meeting": that something was said is no news without what.
fn says_what(facts: &[Fact], one: &Told<'_>) -> bool {
    let only_said = one.cluster.facts.iter().all(|&at| facts[at].class == HappeningClass::Speech);
    let headline = &one.event.headline;
    !only_said || headline.contains(" that ") || headline.contains(['"', '“'])
}

/// Whether two happenings share a day, where both have one.
fn of_same_days(a: &Told<'_>, b: &Told<'_>) -> Option<bool> {
    let days = |one: &Told<'_>| one.event.time.as_ref().and_then(|time| Interval::parse(&time.value));
    Some(days(a)?.meet(&days(b)?).is_some())
}

/// How alike two happenings look: by what the scorer thinks of their accounts, and by their words.
pub(super) fn likeness(facts: &[Fact], a: &Told<'_>, b: &Told<'_>, rarity: &Rarity) -> f32 {
    let first = |one: &Told<'_>| -> Vec<usize> { one.cluster.facts.iter().copied().take(ACCOUNTS).collect() };
    let (left, right) = (first(a), first(b));
    let pairs = left.iter().flat_map(|x| right.iter().map(move |y| (*x, *y)));
    let sum: f32 = pairs.map(|(x, y)| likelihood(&facts[x], &facts[y], rarity)).sum();
    let mean = sum / (left.len() * right.len()).max(1) as f32;
    mean.max(overlap(&content(&a.event.headline), &content(&b.event.headline)) as f32 * WORDS)
}
