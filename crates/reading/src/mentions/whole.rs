//! Names that the model has cut in two, put together again.

use super::lexicon;
use crate::gazetteer::fold;
use record::{Analysis, Name, NameType, Report, Sentence};

/// The names with those that are one joined: "Jean | -Marie Holt", "the Front | for the Liberation of the Delta".
pub(super) fn joined(report: &Report, analysis: &Analysis) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(analysis.names.len());
    for name in &analysis.names {
        let sentence = analysis.sentences.get(name.sentence);
        let before = names.last_mut().filter(|before| before.sentence == name.sentence);
        match (before, sentence) {
            (Some(before), Some(sentence)) if is_one(report, sentence, before, name) => {
                before.tokens.end = name.tokens.end;
                before.span = before.span.cover(name.span);
            }
            _ => names.push(name.clone()),
        }
    }
    names
}

/// Whether what stands between two names makes them one.
fn is_one(report: &Report, sentence: &Sentence, first: &Name, second: &Name) -> bool {
    let Some(between) = report.text.get(first.span.end..second.span.start) else { return false };
    match (first.kind, second.kind) {
        (NameType::Per, NameType::Per) => {
            between == "-" || between.is_empty() && second.span.of(&report.text).starts_with('-')
        }
        (NameType::Org, NameType::Org) => is_purpose(between) && is_body(report, sentence, first),
        _ => false,
    }
}

/// "for the", between a body and what it is for.
fn is_purpose(between: &str) -> bool {
    matches!(fold(between.trim()).as_str(), "for" | "for the" | "of" | "of the")
}

/// "Front", "the Movement": a noun for a body alone, which is no whole name.
fn is_body(report: &Report, sentence: &Sentence, name: &Name) -> bool {
    let mut words = sentence.tokens.get(name.tokens.clone()).unwrap_or_default().iter().map(|token| token.span);
    let first = words.next().map(|span| fold(span.of(&report.text)));
    let last = words.next_back().map(|span| fold(span.of(&report.text)));
    let word = match (first, last) {
        (Some(article), Some(word)) if article == "the" && name.tokens.len() == 2 => word,
        (Some(word), None) => word,
        _ => return false,
    };
    lexicon::role(&word).is_some_and(|role| role.kind == NameType::Org)
}
