//! The best sentence for a happening among those that tell of it.

use crate::words::content;
use record::reading::{Event, Factuality};
use std::collections::{BTreeMap, BTreeSet};

/// A title of fewer words says too little, one of more too much.
const SHORT: usize = 4;
const LONG: usize = 26;

/// The clause that stands best for all: of a fitting length, with somebody in it, told as a fact, by a verb, and made of
/// the words that the others use too. The first of the equally good.
pub(crate) fn best(told: &[&Event]) -> String {
    let mut common: BTreeMap<String, usize> = BTreeMap::new();
    let sets: Vec<BTreeSet<String>> = told.iter().map(|event| content(&event.clause.text)).collect();
    for word in sets.iter().flatten() {
        *common.entry(word.clone()).or_default() += 1;
    }
    let score = |event: &Event, set: &BTreeSet<String>| -> f64 {
        let count = event.clause.text.split_whitespace().count();
        let shared: f64 = set.iter().map(|word| (common[word] as f64 - 1.0).min(4.0)).sum();
        let length = match count {
            0 => return f64::NEG_INFINITY,
            n if n < SHORT => -3.0,
            n if n > LONG => -0.15 * (n - LONG) as f64,
            _ => 0.0,
        };
        let real = match event.factuality {
            Factuality::Asserted => 1.0,
            Factuality::Attributed => 0.5,
            Factuality::Planned => 0.2,
            _ => -0.5,
        };
        let somebody = if event.actors.is_empty() && event.recipients.is_empty() { 0.0 } else { 1.0 };
        let pronoun = if begins_with_pronoun(&event.clause.text) { -2.0 } else { 0.0 };
        // A noun's clause may tell of more, or of something else.
        let own = if event.clause.own { 1.0 } else { -2.5 };
        let weight = f64::from(event.weight.unwrap_or(0.0)) + own;
        length + real + somebody + pronoun + weight + shared / (set.len().max(6) as f64) * 1.5
    };
    let scored = told.iter().zip(&sets).map(|(event, set)| (score(event, set), event));
    let best = scored.fold(None, |best: Option<(f64, &&Event)>, (score, event)| match best {
        Some((most, _)) if most >= score => best,
        _ => Some((score, event)),
    });
    best.map(|(_, event)| event.clause.text.clone()).unwrap_or_default()
}

/// Whether it can stand as a sentence of its own: no question, no relative clause, no fragment, and it says who.
pub(crate) fn can_be_printed(title: &str) -> bool {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    let open = |word: &String| {
        matches!(word.as_str(), "which" | "whom" | "whose" | "what" | "who" | "how" | "why" | "where" | "when" | "that")
    };
    // "Since the two countries broke with each other": the main clause is missing.
    let subordinate = matches!(
        words.first().map(String::as_str),
        Some("since" | "because" | "although" | "though" | "whereas" | "unless" | "if" | "whether")
    ) && !title.contains(',');
    let count = |c: char| title.matches(c).count();
    let whole = count('(') == count(')') && count('“') == count('”') && count('"') % 2 == 0;
    words.len() > 1
        && whole
        && !subordinate
        && !title.contains('?')
        && !words.iter().take(2).any(|word| open(word) && !(word == "when" && title.contains(',')))
        && !begins_with_pronoun(title)
}

/// A sentence of more words is no row.
pub(crate) const LONGEST: usize = 40;

/// Whether a report's sentence can stand as a row as it is: it neither points back nor goes on, and is of a fitting length.
pub(crate) fn is_sentence(sentence: &str) -> bool {
    let first = sentence.split_whitespace().next().unwrap_or_default();
    let first = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let goes_on =
        matches!(first.as_str(), "and" | "but" | "so" | "or" | "nor" | "yet" | "then" | "however" | "meanwhile");
    let length = sentence.split_whitespace().count();
    (SHORT + 1..=LONGEST).contains(&length)
        && sentence.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '\'' | '‘'))
        && !goes_on
        && can_be_printed(sentence)
}

fn begins_with_pronoun(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(
        first.as_str(),
        "he" | "she"
            | "it"
            | "they"
            | "this"
            | "that"
            | "these"
            | "those"
            | "who"
            | "which"
            | "we"
            | "i"
            | "you"
            | "his"
            | "her"
            | "their"
            | "its"
    )
}
