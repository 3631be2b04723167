//! What a quotation is: somebody's words, or a title, a nickname, a word held with tongs.

use super::quotations::Quotation;
use super::trees::Trees;
use record::Upos;

/// Words from which a quotation without a full stop is taken for speech, if it has a verb.
const SENTENCE: usize = 4;

/// What stands between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A sentence or more.
    Speech,
    /// A few words of somebody's, or the writer's distance from a word.
    Fragment,
    /// The name of a work, or a nickname.
    Name,
}

/// Tells what a quotation is by its words.
pub(super) fn nature(trees: &Trees<'_>, quotation: &Quotation) -> Nature {
    let inner = quotation.inner.of(trees.text).trim();
    let words: Vec<&str> = inner.split_whitespace().take(64).collect();
    let ends = inner.ends_with(['.', '!', '?', '…', ',', '—', '–']);
    let before = trees.text[..quotation.span.start].chars().next_back();
    let after = trees.text[quotation.span.end..].trim_start().chars().next();
    let capital = |word: &&str| {
        let letter = word.chars().find(|c| c.is_alphanumeric());
        letter.is_none_or(|c| c.is_uppercase() || c.is_numeric()) || word.chars().count() <= 3
    };
    let begins = inner.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if begins && words.iter().all(capital) && !inner.ends_with(['.', '!', '?', ',']) && words.len() <= 8 {
        let has_verb = words.len() > 2 && verbs(trees, quotation) > 0 && inner.split_whitespace().skip(1).any(is_lower);
        if !has_verb {
            return Nature::Name;
        }
    }
    let opens = before.is_none_or(|c| c.is_whitespace()) || before.is_some_and(|c| "(—–-:".contains(c));
    let whole = ends || after.is_none_or(|c| matches!(c, '.' | '!' | '?')) && words.len() > SENTENCE;
    if opens && verbs(trees, quotation) > 0 && (words.len() >= SENTENCE && begins || ends) && (whole || begins) {
        return Nature::Speech;
    }
    if ends && begins && (words.len() >= SENTENCE || !quotation.inside) { Nature::Speech } else { Nature::Fragment }
}

fn is_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// Finite verbs and others within the marks, at least of its first sentence.
fn verbs(trees: &Trees<'_>, quotation: &Quotation) -> usize {
    let Some((at, words)) = trees.words_in(quotation.inner) else { return 0 };
    let tokens = &trees.list[at].sentence.tokens[words];
    tokens.iter().filter(|token| matches!(token.upos, Upos::Verb | Upos::Aux)).count()
}
