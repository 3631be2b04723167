//! Who does what a verb says, also where the verb has no subject of its own.

use super::super::trees::{Place, Tree, Trees};
use record::Spans;

/// Clauses climbed to find a subject: deeper chains of verbs without subject do not occur in writing.
const HIGHEST: usize = 8;

/// Who speaks, for a verb of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub word: usize,
    /// Whether it governs the verb as a noun ("a letter saying that …").
    pub governs: bool,
    /// Whether it is said with this very verb, not with another that it shares its subject with.
    pub own: bool,
}

/// Finds who speaks.
pub(super) fn of(tree: &Tree<'_>, verb: usize) -> Option<Subject> {
    let mut at = verb;
    for _ in 0..HIGHEST {
        let own = at == verb;
        if is_passive(tree, at) {
            if own {
                return agent(tree, at).map(|word| Subject { word, governs: false, own });
            }
            // "was quoted as saying", "is expected to say": who suffers the one does the other.
            let word = tree.child(at, &["nsubj:pass", "nsubj"])?;
            return Some(Subject { word, governs: false, own });
        }
        if let Some(word) = nearest(tree, at) {
            return Some(Subject { word, governs: false, own });
        }
        if tree.child(at, &["expl", "nsubj", "csubj"]).is_some() {
            return None;
        }
        let head = tree.head(at)?;
        match tree.token(at).relation() {
            "acl" => return Some(Subject { word: head, governs: true, own }),
            // "urged the envoy to say": the object of the one does the other.
            "xcomp" => {
                if let Some(word) = tree.child(head, &["obj", "iobj"]).filter(|&word| word < at) {
                    return Some(Subject { word, governs: false, own: false });
                }
            }
            "conj" | "advcl" | "parataxis" | "ccomp" => {}
            _ => return None,
        }
        // A clause with a subject word of its own kind ends the climb: "as was announced".
        at = head;
    }
    None
}

/// The subject of the verb; where the tree gives it several, the last before it, else the first after.
pub(super) fn nearest(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let subjects = || tree.children(verb).iter().copied().filter(|&child| tree.is(child, &["nsubj"]));
    subjects().rfind(|&word| word < verb).or_else(|| subjects().next())
}

/// Whether the verb is in the passive.
pub(super) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    let marked = tree
        .children(verb)
        .iter()
        .any(|&child| matches!(&*tree.token(child).deprel, "nsubj:pass" | "csubj:pass" | "aux:pass"));
    // "a plan described as hopeless": a participle that stands by its noun.
    marked || (&*tree.token(verb).xpos == "VBN" && &*tree.token(verb).deprel == "acl")
}

/// "by the envoy".
fn agent(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.children(verb).iter().copied().find(|&child| {
        let by = || tree.child(child, &["case"]).is_some_and(|case| tree.lemma(case) == "by");
        &*tree.token(child).deprel == "obl:agent" || (tree.is(child, &["obl"]) && by() && !is_time(tree, child))
    })
}

fn is_time(tree: &Tree<'_>, word: usize) -> bool {
    matches!(tree.lemma(word), "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
        || tree.token(word).upos == record::Upos::Num
}

/// The words of the noun phrase of `word`, without the words below `without` and without what introduces it.
pub(in super::super) fn noun_phrase(trees: &Trees<'_>, (tree, word): Place, without: &[usize]) -> Spans {
    let tree = &trees.list[tree];
    let mut without = without.to_vec();
    // The preposition belongs to the cue, the comma and the conjunction to the sentence.
    without.extend(tree.children(word).iter().filter(|&&child| {
        tree.is(child, &["case", "cc", "mark", "parataxis", "discourse", "cop", "aux", "nsubj", "advcl"])
            && (child < word || !tree.is(child, &["cc"]))
    }));
    tree.spans(trees.text, &tree.subtree(word, &without))
}

/// Whom a relative pronoun stands for: the noun that its clause hangs on.
pub(in super::super) fn antecedent(trees: &Trees<'_>, (at, word): Place) -> Option<Place> {
    let tree = trees.list.get(at)?;
    if !matches!(&*tree.token(word).xpos, "WP" | "WDT" | "WP$") && tree.token(word).feature("PronType") != Some("Rel") {
        return None;
    }
    let mut clause = word;
    for _ in 0..HIGHEST {
        let head = tree.head(clause)?;
        if tree.is(clause, &["acl"]) {
            return Some((at, head));
        }
        clause = head;
    }
    None
}

/// The words that may say who does what `verb` says: its subject, and the agent or the subject by another way.
pub(in super::super) fn subject_words(tree: &Tree<'_>, verb: usize) -> [Option<usize>; 2] {
    let subject = of(tree, verb).map(|subject| subject.word);
    let copula = nearest(tree, verb).filter(|_| !is_passive(tree, verb));
    [subject, copula]
}
