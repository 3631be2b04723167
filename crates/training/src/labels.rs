//! The label inventories of the heads, and the split table, collected from the treebanks.

use std::collections::{BTreeMap, HashMap};

use language::atoms::{Shape, Splits, atoms};
use serde::Serialize;

use crate::document::{Document, Item};

/// A label seen less often than this is not learnt: it would be noise.
const MIN_LEMMA: usize = 2;
/// A run is cut in the split table if the treebanks cut it so often ...
const MIN_SPLIT: usize = 2;
/// ... and at least once in so many occurrences: the encoder knows the whole run better.
const MAX_SPLIT_INTERVAL: usize = 5;

const NAMES: [&str; 8] = ["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK"];
const ROLES: [&str; 3] = ["source", "cue", "content"];
/// Classes, realities, weights, political types and placements of happenings, in the order of `training/happenings.py`.
const HAPPENINGS: [(&str, &[&str]); 5] = [
    ("class", &["none", "occurrence", "announcement", "speech", "plan", "state", "perception", "aspect"]),
    ("reality", &["asserted", "planned", "possible", "conditional", "denied", "generic"]),
    ("weight", &["none", "detail", "row", "main"]),
    (
        "type",
        &[
            "none",
            "AGREE",
            "CONSULT",
            "SUPPORT",
            "CONCEDE",
            "COOPERATE",
            "AID",
            "RETREAT",
            "REQUEST",
            "ACCUSE",
            "REJECT",
            "THREATEN",
            "PROTEST",
            "SANCTION",
            "MOBILIZE",
            "COERCE",
            "ASSAULT",
        ],
    ),
    ("placement", &["before", "on", "after"]),
];

/// The labels of each head, in the order of its classes.
#[derive(Debug, Serialize)]
pub struct Labels(pub BTreeMap<&'static str, Vec<String>>);

impl Labels {
    /// Collects the labels of the training treebanks, frequent ones first.
    #[must_use]
    pub fn collect(documents: &[Document]) -> Self {
        let column = |get: fn(&Item) -> &Option<String>, least| frequent(documents, get, least);
        let mut names = vec!["O".to_owned()];
        names.extend(NAMES.iter().flat_map(|n| [format!("B-{n}"), format!("I-{n}")]));
        let roles = ROLES.iter().flat_map(|r| ["O", "B", "I"].map(|l| format!("{r}:{l}")));
        let boundary = ["join", "word", "sentence"].map(str::to_owned).to_vec();
        let happenings = HAPPENINGS.map(|(head, labels)| (head, labels.iter().map(|l| (*l).to_owned()).collect()));
        let mut heads = BTreeMap::from([
            ("boundary", boundary),
            ("upos", column(|i| &i.upos, 1)),
            ("xpos", column(|i| &i.xpos, 1)),
            ("feats", column(|i| &i.feats, 1)),
            ("lemma", column(|i| &i.lemma, MIN_LEMMA)),
            ("rel", column(|i| &i.rel, 1)),
            ("names", names),
            ("attribution", roles.collect()),
        ]);
        heads.extend(happenings);
        Self(heads)
    }

    /// From label to class, of one head.
    #[must_use]
    pub fn index(&self, head: &str) -> HashMap<&str, i16> {
        let labels = self.0.get(head).map_or(&[][..], Vec::as_slice);
        labels.iter().map(String::as_str).zip(0..).collect()
    }
}

fn items(documents: &[Document]) -> impl Iterator<Item = &Item> {
    let blocks = documents.iter().flat_map(|d| &d.blocks);
    blocks.flat_map(|b| &b.sentences).flat_map(|s| &s.items)
}

fn frequent(documents: &[Document], get: fn(&Item) -> &Option<String>, least: usize) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in items(documents).filter_map(|item| get(item).as_deref()) {
        *counts.entry(label).or_default() += 1;
    }
    let mut kept: Vec<(&str, usize)> = counts.into_iter().filter(|(_, n)| *n >= least).collect();
    kept.sort_by_key(|(label, n)| (std::cmp::Reverse(*n), *label));
    kept.into_iter().map(|(label, _)| label.to_owned()).collect()
}

/// The runs of letters that the treebanks cut.
#[must_use]
pub fn splits(documents: &[Document]) -> Splits {
    let mut counts: BTreeMap<(String, Vec<usize>), usize> = BTreeMap::new();
    let mut runs: HashMap<String, usize> = HashMap::new();
    for block in documents.iter().flat_map(|d| &d.blocks) {
        let starts: Vec<usize> =
            block.sentences.iter().filter(|s| s.placed).flat_map(|s| s.items.iter().map(|i| i.span.start)).collect();
        for atom in atoms(&block.text, &Splits::default()) {
            if matches!(atom.shape, Shape::Digits | Shape::Other | Shape::Repeated) {
                continue;
            }
            let from = starts.partition_point(|s| *s <= atom.start);
            let to = starts.partition_point(|s| *s < atom.end);
            let run = block.text.get(atom.start..atom.end).unwrap_or_default();
            let cuts: Vec<usize> = starts[from..to.max(from)]
                .iter()
                .filter_map(|s| Some(run.get(..s - atom.start)?.chars().count()))
                .collect();
            *runs.entry(run.to_lowercase()).or_default() += 1;
            if !cuts.is_empty() {
                *counts.entry((run.to_lowercase(), cuts)).or_default() += 1;
            }
        }
    }
    let mut best: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
    for ((run, cuts), n) in counts {
        let all = runs.get(&run).copied().unwrap_or(n);
        let known = best.entry(run).or_default();
        if n >= MIN_SPLIT && n * MAX_SPLIT_INTERVAL >= all && n > known.0 {
            *known = (n, cuts);
        }
    }
    best.retain(|_, (n, _)| *n > 0);
    Splits(best.into_iter().map(|(run, (_, cuts))| (run, cuts)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    /// A document of sentences, each a list of tokens; `|` cuts a token into words.
    fn document(sentences: &[&[&str]]) -> Vec<Document> {
        let mut lines = vec!["# newdoc id = d".to_owned()];
        for tokens in sentences {
            let mut number = 0;
            for token in *tokens {
                let words: Vec<&str> = token.split('|').collect();
                if words.len() > 1 {
                    let range = format!("{}-{}", number + 1, number + words.len());
                    lines.push(format!("{range}\t{}\t_\t_\t_\t_\t_\t_\t_\t_", words.concat()));
                }
                for word in words {
                    number += 1;
                    lines.push(format!("{number}\t{word}\t{word}\tX\tFW\t_\t0\troot\t_\t_"));
                }
            }
            lines.push(String::new());
        }
        conllu::read(&lines.join("\n"))
    }

    #[test]
    fn a_run_is_cut_where_the_treebank_often_cuts_it() {
        let often = document(&[&["Can|not", "go"], &["can|not"], &["cannot"]]);
        assert_eq!(splits(&often).0, BTreeMap::from([("cannot".to_owned(), vec![3])]));
    }

    #[test]
    fn a_run_is_not_cut_for_a_slip() {
        let once = document(&[&["can|not"], &["go|ing"], &["going"]]);
        assert!(splits(&once).0.is_empty());
        let mut rare: Vec<&[&str]> = vec![&["it|s"], &["it|s"]];
        rare.extend([&["its"] as &[&str]; 20]);
        assert!(splits(&document(&rare)).0.is_empty());
    }

    #[test]
    fn labels_are_ordered_by_frequency() {
        let labels = Labels::collect(&document(&[&["a", "b", "B"]]));
        assert_eq!(labels.0["upos"], ["X"]);
        assert_eq!(labels.0["lemma"], ["l;0;"]);
        assert_eq!(labels.0["names"].len(), 17);
        assert_eq!(labels.0["attribution"][3], "cue:O");
        assert_eq!(labels.index("boundary")["sentence"], 2);
    }
}
