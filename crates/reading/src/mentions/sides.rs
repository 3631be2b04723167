//! Sides: the country or body that somebody acts for, as the words around a noun tell.

use super::tree::Tree;
use crate::gazetteer::{fold, look_up};
use record::{Span, Upos};
use std::collections::BTreeSet;

/// A country or body that somebody belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    /// Its words.
    pub span: Span,
    /// A country's code, or the folded words.
    pub key: String,
}

/// Endings that make an adjective or a people of a country's name.
const ENDINGS: [&str; 14] = ["ian", "ean", "an", "n", "ese", "ish", "ic", "i", "er", "is", "ans", "ians", "ers", "ics"];

/// Shortest beginning that a country and its adjective share.
const SHORTEST_STEM: usize = 4;

impl Side {
    /// The side that these words name.
    pub fn new(words: &str, span: Span) -> Self {
        let key = look_up(words).map_or_else(|| bare(words), |(country, _)| country.code.to_owned());
        Self { span, key }
    }

    /// Whether the two can be one: the same country, or a name and an adjective made of it.
    pub fn is(&self, other: &Side) -> bool {
        self.key == other.key || derived(&self.key, &other.key) || derived(&other.key, &self.key)
    }
}

/// Words without article and possessive mark, folded.
fn bare(words: &str) -> String {
    let folded = fold(words);
    let folded = folded.strip_suffix("'s").or(folded.strip_suffix('\'')).unwrap_or(&folded);
    folded.strip_prefix("the ").unwrap_or(folded).to_owned()
}

/// Whether `adjective` is made of `name` by one of [`ENDINGS`]: "norlandic" of "norland", "suderian" of "suderia".
pub(super) fn derived(adjective: &str, name: &str) -> bool {
    let stem = name.trim_end_matches(['a', 'e', 'i', 'o', 'y']);
    [name, stem].into_iter().any(|stem| {
        stem.chars().count() >= SHORTEST_STEM
            && adjective.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest))
    })
}

/// The sides that the dependents of a noun name: "the *Norlandic* envoy", "*Norland's* envoy", "the envoy *of
/// Norland*". A posting is none: "ambassador to Suderia".
///
/// `names` holds the heads of names among the sentence's words, and `inside` the words not to look at.
pub(super) fn sides(tree: &Tree<'_>, head: usize, names: &BTreeSet<usize>) -> Vec<Side> {
    let mut found = Vec::new();
    for &child in tree.children(head) {
        let token = tree.token(child);
        let named = names.contains(&child) || (token.upos == Upos::Adj && look_up(tree.word(child)).is_some());
        let relation = match &*token.deprel {
            "nmod:desc" => {
                // "Norlandic foreign minister Ilse Brandt": the office has the side.
                found.extend(sides(tree, child, names));
                continue;
            }
            "nmod:poss" => true,
            _ => match token.relation() {
                "amod" | "compound" => true,
                "nmod" => matches!(tree.case(child).as_deref(), Some("of" | "from" | "for")),
                _ => false,
            },
        };
        if !relation {
            continue;
        }
        if named {
            add(tree, child, &mut found);
            for &other in tree.children(child) {
                if tree.token(other).relation() == "conj" && names.contains(&other) {
                    add(tree, other, &mut found);
                }
            }
        } else if matches!(token.relation(), "compound" | "nmod") {
            // "Norland government officials", "officials of the Norlandic government": the body's side is theirs.
            let below = tree.children(child).iter().copied();
            let adjectives = below.filter(|&word| matches!(tree.token(word).relation(), "amod" | "compound" | "nmod"));
            for word in adjectives.filter(|word| names.contains(word) && look_up(tree.word(*word)).is_some()) {
                add(tree, word, &mut found);
            }
        }
    }
    found
}

fn add(tree: &Tree<'_>, head: usize, found: &mut Vec<Side>) {
    let mut words = tree.phrase(head);
    // "Norland's": the mark is not part of the name.
    while words.end > head + 1 && matches!(tree.token(words.end - 1).relation(), "case" | "punct") {
        words.end -= 1;
    }
    let inside = |word: &usize| tree.token(*word).upos == Upos::Propn || *word == head || is_name_part(tree, *word);
    let first = words.clone().find(inside).unwrap_or(head);
    let span = tree.span(first..words.end.max(head + 1));
    let side = Side::new(span.of(tree.text), span);
    if !found.iter().any(|known: &Side| known.is(&side)) {
        found.push(side);
    }
}

fn is_name_part(tree: &Tree<'_>, word: usize) -> bool {
    tree.word(word).chars().next().is_some_and(char::is_uppercase) && tree.token(word).upos == Upos::Adj
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_are_made_of_names() {
        assert!(derived("norlandic", "norland"));
        assert!(derived("suderian", "suderia"));
        assert!(derived("suderians", "suderia"));
        assert!(!derived("suderia", "norland"));
        assert!(!derived("marian", "mar"));
    }

    #[test]
    fn a_capital_and_an_adjective_are_of_one_country() {
        let side = |words: &str| Side::new(words, Span::default());
        assert!(side("Norwegian").is(&side("Norway")));
        assert!(side("Oslo").is(&side("Norway's")));
        assert!(side("the Norlandic").is(&side("Norland")));
        assert!(!side("Sweden").is(&side("Norway")));
    }
}
