//! Counts and what they amount to.

use std::ops::AddAssign;

/// How many there are in the gold standard, how many the program gave, how many of these are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the gold standard.
    pub gold: usize,
    /// Given by the program.
    pub system: usize,
    /// Right.
    pub correct: usize,
}

impl Counts {
    /// Share of what was given that is right, 0 to 1; 0 where nothing was given.
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.system)
    }

    /// Share of the gold standard that was found, 0 to 1; 0 where it is empty.
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// Harmonic mean of the two, 0 to 1.
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.gold + self.system)
    }

    /// Compares two lists of things as bags: each of the gold standard's can be found once.
    pub fn of_bags<T: Ord>(mut gold: Vec<T>, mut system: Vec<T>) -> Self {
        gold.sort();
        system.sort();
        let mut counts = Self { gold: gold.len(), system: system.len(), correct: 0 };
        let (mut g, mut s) = (gold.iter().peekable(), system.iter().peekable());
        while let (Some(a), Some(b)) = (g.peek(), s.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(g.next()),
                std::cmp::Ordering::Greater => drop(s.next()),
                std::cmp::Ordering::Equal => {
                    counts.correct += 1;
                    g.next();
                    s.next();
                }
            }
        }
        counts
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.system += other.system;
        self.correct += other.correct;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// One line of a table: a measure on a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// What it was measured on.
    pub set: String,
    /// What was measured.
    pub measure: String,
    /// Precision, recall, F1; or one figure alone, such as an accuracy.
    pub value: Value,
}

/// A score's figures; those that are shares 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Precision, recall, F1 of counts.
    Counts(Counts),
    /// Precision, recall, F1 where no counts stand behind them.
    Means {
        /// Precision.
        precision: f64,
        /// Recall.
        recall: f64,
        /// F1.
        f1: f64,
    },
    /// One figure.
    Single(f64),
    /// How many: no share of anything.
    Number(usize),
    /// How many for each.
    Rate(f64),
    /// One figure that is no share, in the unit that the measure names.
    Amount(f64),
}

impl Score {
    /// A score from counts.
    pub fn counts(set: &str, measure: &str, counts: Counts) -> Self {
        Self { set: set.to_owned(), measure: measure.to_owned(), value: Value::Counts(counts) }
    }

    /// A score of one figure.
    pub fn single(set: &str, measure: &str, value: f64) -> Self {
        Self { set: set.to_owned(), measure: measure.to_owned(), value: Value::Single(value) }
    }

    /// A score of one figure that is no share; `measure` names its unit.
    pub fn amount(set: &str, measure: &str, value: f64) -> Self {
        Self { set: set.to_owned(), measure: measure.to_owned(), value: Value::Amount(value) }
    }

    /// Precision, recall and F1 (or the one figure) in percent empty where there is none; numbers and amounts as they are.
    pub fn columns(&self) -> [String; 3] {
        let percent = |value: f64| format!("{:.1}", 100.0 * value);
        match self.value {
            Value::Counts(counts) => [counts.precision(), counts.recall(), counts.f1()].map(percent),
            Value::Means { precision, recall, f1 } => [precision, recall, f1].map(percent),
            Value::Single(value) => [String::new(), String::new(), percent(value)],
            Value::Number(number) => [String::new(), String::new(), number.to_string()],
            Value::Rate(rate) => [String::new(), String::new(), format!("{rate:.2}")],
            Value::Amount(value) => [String::new(), String::new(), format!("{value:.1}")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bags_count_each_once() {
        let counts = Counts::of_bags(vec![1, 1, 2, 3], vec![1, 3, 3, 4, 5]);
        assert_eq!(counts, Counts { gold: 4, system: 5, correct: 2 });
        assert!((counts.f1() - 4.0 / 9.0).abs() < 1e-12);
        assert_eq!(Counts::default().f1(), 0.0);
    }
}
