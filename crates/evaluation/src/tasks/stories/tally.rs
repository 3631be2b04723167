//! What is counted, and the lines of the table that it makes.

use crate::scores::{Score, Value};
use std::ops::AddAssign;

/// What is found or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A row tells the happening at its time.
    RightDate,
    /// A row tells it at any time.
    AnyDate,
    /// As the first, each happening as often as it weighs.
    Weighted,
    /// The main happening, at its time.
    Main,
    /// Two values stand as two sides.
    Disagreements,
    /// The words of a statement are read as said.
    Content,
    /// And as said by whom.
    Speaker,
    /// A person is one entity.
    Persons,
    /// And has a role.
    Roles,
}

const MEASURES: [(Measure, &str); 9] = [
    (Measure::RightDate, "happenings on the timeline, right date"),
    (Measure::AnyDate, "happenings on the timeline, any date"),
    (Measure::Weighted, "happenings by weight, right date"),
    (Measure::Main, "main happening, right date"),
    (Measure::Disagreements, "disagreements of two values"),
    (Measure::Content, "statements, content"),
    (Measure::Speaker, "statements, content and speaker"),
    (Measure::Persons, "persons, one entity each"),
    (Measure::Roles, "persons, one entity with a role"),
];

/// Counts of one story or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right ones and all, by [`Measure`].
    shares: [(usize, usize); MEASURES.len()],
    /// Rows of the timeline.
    pub rows: usize,
    /// Reports that were read.
    pub reports: usize,
    /// Rows that must not stand.
    pub barred: usize,
    /// Conflicts that the brief shows.
    pub conflicts: usize,
    /// Conflicts of the story that are among the expected ones.
    pub right_conflicts: usize,
    /// What was found and what was not, for those who want to see.
    pub notes: Vec<String>,
}

impl Tally {
    /// Counts one that is found or not; tells whether it is.
    pub fn check(&mut self, measure: Measure, right: bool) -> bool {
        self.weigh(measure, right, 1)
    }

    /// As [`Self::check`], as often as it weighs.
    pub fn weigh(&mut self, measure: Measure, right: bool, weight: usize) -> bool {
        let share = &mut self.shares[measure as usize];
        share.0 += if right { weight } else { 0 };
        share.1 += weight;
        right
    }

    /// Those found and all.
    pub fn share(&self, measure: Measure) -> (usize, usize) {
        self.shares[measure as usize]
    }

    /// Lines of a table.
    pub fn scores(&self, set: &str) -> Vec<Score> {
        let mut scores: Vec<Score> = MEASURES
            .into_iter()
            .map(|(measure, name)| {
                let (right, all) = self.share(measure);
                let share = if all == 0 { 1.0 } else { right as f64 / all as f64 };
                Score::single(set, &format!("{name} (of {all})"), share)
            })
            .collect();
        let number = |name: &str, value| Score { set: set.to_owned(), measure: name.to_owned(), value };
        let each = self.rows as f64 / self.reports.max(1) as f64;
        scores.extend([
            number("number of conflicts printed", Value::Number(self.conflicts)),
            number("number of conflicts that are expected ones", Value::Number(self.right_conflicts)),
            number("number of rows that must not stand", Value::Number(self.barred)),
            number(&format!("number of rows for each of {} reports", self.reports), Value::Rate(each)),
        ]);
        scores
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        for (share, more) in self.shares.iter_mut().zip(&other.shares) {
            share.0 += more.0;
            share.1 += more.1;
        }
        self.rows += other.rows;
        self.reports += other.reports;
        self.barred += other.barred;
        self.conflicts += other.conflicts;
        self.right_conflicts += other.right_conflicts;
        self.notes.extend_from_slice(&other.notes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_are_summed_before_they_are_divided() {
        let mut one = Tally { rows: 5, reports: 2, ..Tally::default() };
        one.weigh(Measure::Weighted, true, 3);
        let mut both = Tally { rows: 1, reports: 2, barred: 1, ..Tally::default() };
        both.weigh(Measure::Weighted, false, 1);
        both += &one;
        assert_eq!(both.share(Measure::Weighted), (3, 4));
        let lines: Vec<(String, String)> =
            both.scores("s").into_iter().map(|score| (score.measure.clone(), score.columns()[2].clone())).collect();
        assert!(lines.contains(&("happenings by weight, right date (of 4)".into(), "75.0".into())));
        assert!(lines.contains(&("number of rows that must not stand".into(), "1".into())));
        assert!(lines.contains(&("number of rows for each of 4 reports".into(), "1.50".into())));
    }

    #[test]
    fn names_stand_at_their_measures() {
        assert!(MEASURES.iter().enumerate().all(|(at, (measure, _))| *measure as usize == at));
    }
}
