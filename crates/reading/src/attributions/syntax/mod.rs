//! Attributions as the trees show them: verbs of speech and thought, "according to", headlines with a colon.

mod headlines;
mod nouns;
mod phrases;
mod subjects;
mod verbs;

use super::draft::Draft;
use super::trees::{Place, Trees};
use record::{Report, Spans};

pub(super) use subjects::{antecedent, noun_phrase, subject_words};

/// What the trees show, both lists in the order of the cues.
pub(super) struct Shown {
    pub drafts: Vec<Draft>,
    /// Verbs of speech with a subject and nothing said: the words may be a quotation beside them.
    pub bare: Vec<Draft>,
}

/// Every attribution that the syntax alone shows.
pub(super) fn find(report: &Report, trees: &Trees<'_>) -> Shown {
    let mut found = Vec::new();
    let mut bare = Vec::new();
    for (index, tree) in trees.list.iter().enumerate() {
        if !tree.is_readable() {
            continue;
        }
        let from = found.len();
        for word in 0..tree.len() {
            let place = (index, word);
            let verb = verbs::read(trees, place);
            if verb.is_none() {
                bare.extend(verbs::bare(trees, place));
            }
            found.extend(verb);
            found.extend(phrases::read(trees, place));
            found.extend(nouns::read(trees, place));
        }
        if found.len() == from {
            found.extend(headlines::read(report, trees, index));
        }
    }
    found.retain(|draft: &Draft| !draft.content.is_empty());
    found.sort_by_key(Draft::order);
    bare.sort_by_key(Draft::start);
    Shown { drafts: found, bare }
}

/// The spans of the words below `word` but what is below `without`.
fn below(trees: &Trees<'_>, (tree, word): Place, without: &[usize]) -> Spans {
    let tree = &trees.list[tree];
    tree.spans(trees.text, &tree.subtree(word, without))
}
