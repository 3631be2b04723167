//! The time that another clause of the sentence lends: in "began talking Thursday" the beginning is on Thursday too,
//! in "toppled a wall at a rally held on Monday" the toppling is on Monday.
//!
//! A way up and down the tree leads from the happening to the clause that has the time. It may go over what happens
//! at the same time alone: parts of one predicate, participants, places, occasions. Speech, conditions and what is
//! before or after keep their times to themselves.

use super::setting::Times;
use super::tree::Tree;
use record::reading::{Timex, TimexType};

/// How many words up and how many down are gone.
const CLIMB: usize = 8;

/// Prepositions of times that begin, end or bound something, and so are not when it was.
const BOUNDS: [&str; 9] = ["since", "until", "till", "before", "after", "following", "from", "prior to", "than"];

/// Words that put a clause before, after or beside its head in time, or in doubt.
const APART: [&str; 9] = ["before", "after", "since", "until", "till", "as", "if", "because", "once"];

/// The time of the sentence that is nearest over such a way; the earlier in the text of two as near.
pub fn lent<'a>(tree: &Tree<'_>, times: &Times<'a>, word: usize) -> Option<&'a Timex> {
    let upwards = upwards(tree, word);
    times
        .headed(tree)
        .filter(|(time, _)| matches!(time.kind, TimexType::Date | TimexType::Time) && !time.value.ends_with("_REF"))
        .filter(|(_, head)| !BOUNDS.contains(&tree.preposition(*head).as_str()))
        .filter_map(|(time, head)| Some((steps(tree, &upwards, tree.head(head)?)?, time)))
        .min_by_key(|(steps, time)| (*steps, time.span.start))
        .map(|(_, time)| time)
}

/// The word and those above it that share its time.
pub fn upwards(tree: &Tree<'_>, word: usize) -> Vec<usize> {
    let mut way = vec![word];
    let mut at = word;
    while way.len() <= CLIMB && shares_above(tree, at) {
        let Some(head) = tree.head(at) else { break };
        way.push(head);
        at = head;
    }
    way
}

/// How long the way is to the clause that has the time.
fn steps(tree: &Tree<'_>, upwards: &[usize], clause: usize) -> Option<usize> {
    let mut at = clause;
    for down in 0..=CLIMB {
        if let Some(up) = upwards.iter().position(|&above| above == at) {
            return Some(up + down);
        }
        at = tree.head(at).filter(|_| shares_below(tree, at))?;
    }
    None
}

/// Whether what the word says is when its head is.
fn shares_above(tree: &Tree<'_>, at: usize) -> bool {
    match tree.token(at).relation() {
        "nsubj" | "obj" | "conj" | "appos" | "compound" | "xcomp" | "acl" => true,
        "advcl" => !is_apart(tree, at),
        "obl" => matches!(&*tree.preposition(at), "at" | "on" | "in" | "during" | "over" | "by" | "with"),
        "nmod" => matches!(&*tree.preposition(at), "of" | "in" | "at"),
        _ => false,
    }
}

/// Whether its head is when the word is: a participant's or a second predicate's time is not always the first's.
fn shares_below(tree: &Tree<'_>, at: usize) -> bool {
    match tree.token(at).relation() {
        "xcomp" => true,
        "acl" => !tree.is(at, "acl:relcl"),
        "advcl" => !is_apart(tree, at),
        "obl" => matches!(&*tree.preposition(at), "in" | "at" | "on" | "during"),
        _ => false,
    }
}

fn is_apart(tree: &Tree<'_>, clause: usize) -> bool {
    tree.all(clause, "mark").chain(tree.all(clause, "advmod")).any(|word| APART.contains(&tree.lemma(word)))
}
