//! Whether the words around a happening say that it did not take place, or leave it open.

use record::analysis::{Sentence, Token};

const NOT: [&str; 9] = ["not", "n't", "never", "no", "neither", "nor", "without", "none", "nobody"];
/// Verbs above a happening that say it did not take place.
const UNDONE: [&str; 17] = [
    "deny", "refuse", "decline", "fail", "cancel", "postpone", "abandon", "prevent", "avoid", "avert", "scrap",
    "block", "suspend", "shelve", "forgo", "rule", "call",
];
/// Those of them that only their particle makes so: "rule out", "call off".
const WITH_PARTICLE: [(&str, &str); 2] = [("rule", "out"), ("call", "off")];
/// Auxiliaries that leave it open.
const OPEN: [&str; 9] = ["will", "would", "may", "might", "could", "shall", "can", "should", "must"];
/// How many clauses up is looked.
const CLIMB: usize = 3;

/// Whether it is negated: by a word of its own, of its subject or object, or of what it hangs on.
pub fn is_denied(sentence: &Sentence, word: usize) -> bool {
    if is_negated(sentence, word) {
        return true;
    }
    let mut at = word;
    for _ in 0..CLIMB {
        let Some(token) = sentence.tokens.get(at) else { return false };
        let hangs = matches!(token.relation(), "xcomp" | "ccomp" | "obj" | "csubj" | "nsubj" | "obl" | "compound");
        let Some(head) = token.head.filter(|_| hangs) else { return false };
        if is_undone(sentence, head) {
            return true;
        }
        // "They did not agree to meet": the meeting is not; but "they did not say that he left" leaves it open.
        if matches!(token.relation(), "xcomp" | "obj" | "nsubj") && is_negated(sentence, head) {
            return true;
        }
        at = head;
    }
    false
}

/// Whether it is only said to be possible or to come.
pub fn is_open(sentence: &Sentence, word: usize) -> bool {
    let own = |token: &Token| token.relation() == "aux" && OPEN.contains(&lemma(token).as_str());
    children(sentence, word).any(own)
}

fn is_negated(sentence: &Sentence, word: usize) -> bool {
    let negates = |token: &Token| NOT.contains(&lemma(token).as_str());
    sentence.children(word).any(|at| {
        let token = &sentence.tokens[at];
        let own = matches!(token.relation(), "advmod" | "det" | "cc" | "case" | "mark") && negates(token);
        let of_party = matches!(token.relation(), "nsubj" | "obj")
            && (negates(token) || children(sentence, at).any(|below| below.relation() == "det" && negates(below)));
        own || of_party
    })
}

fn is_undone(sentence: &Sentence, word: usize) -> bool {
    let Some(token) = sentence.tokens.get(word) else { return false };
    let name = lemma(token);
    let particle = WITH_PARTICLE.iter().find(|(verb, _)| *verb == name).map(|(_, particle)| *particle);
    let Some(particle) = particle else {
        return UNDONE.contains(&name.as_str()) && token.upos == record::Upos::Verb && is_above(sentence, word);
    };
    children(sentence, word).any(|child| lemma(child) == particle)
}

/// Whether something hangs on the word that it could undo: "refused to sign", "cancelled the talks".
fn is_above(sentence: &Sentence, word: usize) -> bool {
    children(sentence, word).any(|child| matches!(child.relation(), "xcomp" | "ccomp" | "obj" | "nsubj"))
}

fn children(sentence: &Sentence, word: usize) -> impl Iterator<Item = &Token> {
    sentence.children(word).map(|at| &sentence.tokens[at])
}

fn lemma(token: &Token) -> String {
    token.lemma.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence from rows of `word lemma upos head relation`.
    fn sentence(rows: &[(&str, &str, &str, usize, &str)]) -> Sentence {
        let rows: String = rows
            .iter()
            .enumerate()
            .map(|(at, (word, lemma, upos, head, relation))| {
                format!("{}\t{word}\t{lemma}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_\n", at + 1)
            })
            .collect();
        record::conllu::parse(&rows).unwrap().analysis.sentences.remove(0)
    }

    #[test]
    fn a_negation_of_its_own_or_of_its_parties() {
        let plain = sentence(&[("They", "they", "PRON", 2, "nsubj"), ("met", "meet", "VERB", 0, "root")]);
        assert!(!is_denied(&plain, 1) && !is_open(&plain, 1));
        let not = sentence(&[
            ("They", "they", "PRON", 4, "nsubj"),
            ("did", "do", "AUX", 4, "aux"),
            ("not", "not", "PART", 4, "advmod"),
            ("meet", "meet", "VERB", 0, "root"),
        ]);
        assert!(is_denied(&not, 3));
        let none = sentence(&[
            ("No", "no", "DET", 2, "det"),
            ("deal", "deal", "NOUN", 4, "nsubj"),
            ("was", "be", "AUX", 4, "aux"),
            ("reached", "reach", "VERB", 0, "root"),
        ]);
        assert!(is_denied(&none, 3));
    }

    #[test]
    fn what_is_refused_did_not_happen_and_the_refusal_did() {
        let refused = sentence(&[
            ("Holt", "Holt", "PROPN", 2, "nsubj"),
            ("refused", "refuse", "VERB", 0, "root"),
            ("to", "to", "PART", 4, "mark"),
            ("sign", "sign", "VERB", 2, "xcomp"),
        ]);
        assert!(is_denied(&refused, 3) && !is_denied(&refused, 1));
    }

    #[test]
    fn a_modal_leaves_it_open() {
        let may = sentence(&[
            ("They", "they", "PRON", 3, "nsubj"),
            ("may", "may", "AUX", 3, "aux"),
            ("meet", "meet", "VERB", 0, "root"),
        ]);
        assert!(is_open(&may, 2) && !is_denied(&may, 2));
    }
}
