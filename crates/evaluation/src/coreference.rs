//! Coreference measures: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005), and their
//! mean, the CoNLL score (Pradhan et al. 2012). Mentions that only one side has count as theirs alone.

use crate::scores::{Score, Value};
use pathfinding::prelude::{Matrix, kuhn_munkres};
use std::collections::{BTreeMap, BTreeSet};

/// Chains: each a set of mentions.
pub type Chains<M> = Vec<BTreeSet<M>>;

/// Numerators and denominators of precision and recall, to be summed over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fractions {
    recall: (f64, f64),
    precision: (f64, f64),
}

impl Fractions {
    fn add(&mut self, other: Self) {
        self.recall = (self.recall.0 + other.recall.0, self.recall.1 + other.recall.1);
        self.precision = (self.precision.0 + other.precision.0, self.precision.1 + other.precision.1);
    }

    fn value(self) -> (f64, f64, f64) {
        let ratio = |(part, whole): (f64, f64)| if whole == 0.0 { 0.0 } else { part / whole };
        let (recall, precision) = (ratio(self.recall), ratio(self.precision));
        let f1 = if recall + precision == 0.0 { 0.0 } else { 2.0 * recall * precision / (recall + precision) };
        (precision, recall, f1)
    }
}

/// The three measures over any number of documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Coreference {
    muc: Fractions,
    b_cubed: Fractions,
    ceaf: Fractions,
}

impl Coreference {
    /// Adds a document's chains.
    pub fn add<M: Ord + Clone>(&mut self, gold: &Chains<M>, system: &Chains<M>) {
        self.muc.add(muc(gold, system));
        self.b_cubed.add(b_cubed(gold, system));
        self.ceaf.add(ceaf(gold, system));
    }

    /// Mean F1 of the three, 0 to 1.
    pub fn conll(&self) -> f64 {
        [self.muc, self.b_cubed, self.ceaf].iter().map(|fractions| fractions.value().2).sum::<f64>() / 3.0
    }

    /// All four as lines of a table.
    pub fn scores(&self, set: &str, of: &str) -> Vec<Score> {
        let named = [("MUC", self.muc), ("B³", self.b_cubed), ("CEAF-e", self.ceaf)];
        let mut scores: Vec<Score> = named
            .into_iter()
            .map(|(name, fractions)| {
                let (precision, recall, f1) = fractions.value();
                let value = Value::Means { precision, recall, f1 };
                Score { set: set.to_owned(), measure: format!("{of}, {name}"), value }
            })
            .collect();
        scores.push(Score::single(set, &format!("{of}, CoNLL F1"), self.conll()));
        scores
    }
}

fn index<M: Ord + Clone>(chains: &Chains<M>) -> BTreeMap<M, usize> {
    chains.iter().enumerate().flat_map(|(i, chain)| chain.iter().map(move |mention| (mention.clone(), i))).collect()
}

/// Links of `key` that `response` has, and all of `key`'s.
fn links<M: Ord + Clone>(key: &Chains<M>, response: &Chains<M>) -> (f64, f64) {
    let other = index(response);
    let (mut found, mut all) = (0, 0);
    for chain in key.iter().filter(|chain| chain.len() > 1) {
        let placed: BTreeSet<usize> = chain.iter().filter_map(|mention| other.get(mention).copied()).collect();
        let alone = chain.iter().filter(|mention| !other.contains_key(mention)).count();
        all += chain.len() - 1;
        found += chain.len() - (placed.len() + alone);
    }
    (found as f64, all as f64)
}

fn muc<M: Ord + Clone>(gold: &Chains<M>, system: &Chains<M>) -> Fractions {
    Fractions { recall: links(gold, system), precision: links(system, gold) }
}

fn overlap<M: Ord + Clone>(key: &Chains<M>, response: &Chains<M>) -> (f64, f64) {
    let other = index(response);
    let (mut sum, mut mentions) = (0.0, 0.0);
    for chain in key {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for mention in chain {
            if let Some(&i) = other.get(mention) {
                *shared.entry(i).or_default() += 1;
            }
        }
        sum += shared.values().map(|&n| (n * n) as f64).sum::<f64>() / chain.len().max(1) as f64;
        mentions += chain.len() as f64;
    }
    (sum, mentions)
}

fn b_cubed<M: Ord + Clone>(gold: &Chains<M>, system: &Chains<M>) -> Fractions {
    Fractions { recall: overlap(gold, system), precision: overlap(system, gold) }
}

/// Similarities are scaled to whole numbers for the assignment.
const SCALE: f64 = 1e9;

fn ceaf<M: Ord + Clone>(gold: &Chains<M>, system: &Chains<M>) -> Fractions {
    let best = if gold.is_empty() || system.is_empty() {
        0.0
    } else {
        let (rows, columns) = if gold.len() <= system.len() { (gold, system) } else { (system, gold) };
        let cells = rows.iter().flat_map(|a| {
            columns.iter().map(move |b| {
                let shared = a.intersection(b).count();
                (2.0 * shared as f64 / (a.len() + b.len()) as f64 * SCALE) as i64
            })
        });
        let cells: Vec<i64> = cells.collect();
        match Matrix::from_vec(rows.len(), columns.len(), cells) {
            Ok(matrix) => kuhn_munkres(&matrix).0 as f64 / SCALE,
            Err(_) => 0.0,
        }
    };
    Fractions { recall: (best, gold.len() as f64), precision: (best, system.len() as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(text: &str) -> Chains<char> {
        text.split(' ').filter(|chain| !chain.is_empty()).map(|chain| chain.chars().collect()).collect()
    }

    fn scored(gold: &str, system: &str) -> Coreference {
        let mut all = Coreference::default();
        all.add(&chains(gold), &chains(system));
        all
    }

    #[test]
    fn perfect_and_empty() {
        assert!((scored("abc de f", "abc de f").conll() - 1.0).abs() < 1e-6);
        assert_eq!(scored("abc de", "").conll(), 0.0);
    }

    #[test]
    fn the_worked_example_of_the_reference_scorer() {
        // Luo's example: {a b c} {d e f g} against {a b} {c d} {f g h i}.
        let all = scored("abc defg", "ab cd fghi");
        let (precision, recall, _) = all.muc.value();
        assert!((recall - 2.0 / 5.0).abs() < 1e-9 && (precision - 2.0 / 5.0).abs() < 1e-9);
        let (precision, recall, _) = all.b_cubed.value();
        // Recall: a, b 2/3; c 1/3; d 1/4; e 0; f, g 2/4 each. Precision: a, b 1; c, d 1/2; f, g 1/2; h, i 0.
        assert!((recall - (5.0 / 3.0 + 0.25 + 1.0) / 7.0).abs() < 1e-9, "{recall}");
        assert!((precision - (2.0 + 1.0 + 1.0) / 8.0).abs() < 1e-9, "{precision}");
        let (precision, recall, _) = all.ceaf.value();
        // Best assignment: {abc}-{ab} 4/5, {defg}-{fghi} 1/2.
        assert!((recall - 1.3 / 2.0).abs() < 1e-6 && (precision - 1.3 / 3.0).abs() < 1e-6);
    }
}
