//! What a speaker without a name is called.

use crate::linking::Linked;
use crate::pile::Telling;
use crate::words::{collapse, fold};
use record::Span;
use record::reading::Attribution;

/// Words that say of nobody who he is.
const PRONOUNS: [&str; 17] = [
    "he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "one", "him", "her", "them", "us",
    "me",
];

/// The report's words for the source of an attribution, up to the first comma: "the official, who asked not to be
/// named" tells more of him, but not who. A pronoun gives way to the words for whom it stands; `None` if these are not
/// known.
pub(crate) fn called(
    telling: &Telling<'_>,
    linked: &Linked,
    speaker: Option<usize>,
    attribution: &Attribution,
) -> Option<String> {
    let words = collapse(&attribution.source.quote(&telling.report.text));
    let words = words.split(", ").next().unwrap_or("").trim_end_matches(',').to_owned();
    if !is_pronoun(&words) {
        return Some(words).filter(|words| !words.is_empty());
    }
    let name = speaker.map(|id| linked.name(id).to_owned()).filter(|name| !name.is_empty() && !is_pronoun(name));
    name.or_else(|| antecedent(telling, attribution.source.cover()?))
}

/// The words for whom it was said to; a pronoun gives way to a name, or to nothing.
pub(crate) fn addressed(
    telling: &Telling<'_>,
    linked: &Linked,
    report: usize,
    attribution: &Attribution,
) -> Option<String> {
    let addressee = attribution.addressee.as_ref()?;
    let words = collapse(&addressee.value);
    if !is_pronoun(&words) {
        return Some(words);
    }
    let id = telling.entity_at(addressee.span).and_then(|id| linked.entity(report, id))?;
    linked.is_named(id).then(|| linked.name(id).to_owned())
}

fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&fold(words).as_str())
}

/// "The witness *who* said so": the words that a relative clause hangs on, without it.
fn antecedent(telling: &Telling<'_>, pronoun: Span) -> Option<String> {
    let sentence = telling.analysis.sentences.get(telling.analysis.sentence_at(pronoun.start)?)?;
    let mut at = sentence.tokens_in(pronoun).next()?;
    // No tree is deeper than it has words.
    for _ in 0..sentence.tokens.len() {
        let token = &sentence.tokens[at];
        let head = token.head.filter(|&head| head < sentence.tokens.len())?;
        if &*token.deprel == "acl:relcl" {
            let clause = sentence.subtree(at);
            let phrase: Vec<usize> = sentence.subtree(head).into_iter().filter(|word| !clause.contains(word)).collect();
            // What stands behind the clause belongs to something else.
            let upto = clause.first().copied().unwrap_or(at);
            let last = phrase.iter().rev().copied().find(|&word| word < upto)?;
            let first = phrase.first().copied().filter(|&first| first <= last)?;
            let span = sentence.tokens[first].span.cover(sentence.tokens[last].span);
            let words = collapse(telling.words(span));
            return Some(words.trim_end_matches([',', ' ']).to_owned()).filter(|words| !words.is_empty());
        }
        at = head;
    }
    None
}
