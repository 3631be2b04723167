//! Which places a mention may mean, from its own words and those around it.

use super::named::named;
use super::{Mention, behind, key};
use crate::table::{Row, table};

/// A place that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) row: Row,
    /// The name is not the place's usual one.
    pub(super) other: bool,
    /// Words of the name itself were left aside: "North", "Township".
    pub(super) trimmed: bool,
}

/// A name with what it may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The folded name.
    pub(super) key: String,
    pub(super) candidates: Vec<Candidate>,
    /// An area behind the name says which is meant.
    pub(super) told: bool,
    /// An area stands behind the name, and none of the candidates lies in it.
    pub(super) elsewhere: bool,
    /// A word beside the name says what kind of place it is.
    pub(super) narrowed: bool,
    /// So does the name, or such a word: it is a region, and the table has them all.
    pub(super) area: bool,
    /// The areas that told it: where they start behind the name, and which they are.
    pub(super) areas: Vec<(usize, Vec<Row>)>,
}

impl Asked {
    /// What a mention may mean.
    pub(super) fn read(mention: &Mention<'_>) -> Self {
        // "London, Ontario" or "London (Ontario)" as one name.
        let cut = [", ", " ("].iter().filter_map(|open| mention.name.find(open)).min();
        let (name, within) = mention.name.split_at(cut.unwrap_or(mention.name.len()));
        let (candidates, narrowed) = named(name, mention);
        let key = key(name);
        let area = narrowed || [" county", " parish"].iter().any(|ending| key.ends_with(ending));
        let mut asked = Self { key, candidates, narrowed, area, ..Self::default() };
        let areas = behind::areas(if within.is_empty() { mention.after } else { within });
        asked.tell(&areas, within.is_empty());
        asked
    }

    /// Keeps the candidates that lie in the areas behind the name, if any does.
    fn tell(&mut self, areas: &[behind::Area], apart: bool) {
        for area in areas {
            let holds =
                |candidate: &Candidate| table().around(candidate.row).skip(1).find(|row| area.rows.contains(row));
            let mut around: Vec<Row> = self.candidates.iter().filter_map(holds).collect();
            around.sort_unstable();
            around.dedup();
            if around.is_empty() {
                continue;
            }
            self.candidates.retain(|candidate| holds(candidate).is_some());
            self.told = true;
            if apart {
                self.areas.push((area.start, around));
            }
        }
        self.elsewhere = !areas.is_empty() && !self.told;
        if self.elsewhere && areas.iter().any(|area| area.plain) {
            // "Orient, Ohio" is none of the Orients that are known to lie in other states.
            self.candidates.retain(|candidate| table().state(candidate.row).is_none());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kind;
    use super::*;
    use crate::place::{Kind, Place};
    use text::Span;

    fn asked(text: &str, name: &str) -> Asked {
        let start = text.find(name).unwrap();
        Asked::read(&Mention::of(text, Span::new(start, start + name.len())).unwrap())
    }

    fn kinds(text: &str, name: &str) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = asked(text, name).candidates.iter().map(|candidate| kind(candidate.row)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    #[test]
    fn lists_of_counties_name_counties() {
        assert_eq!(kinds("Roads in Clay, Douglas and Grant counties flooded", "Douglas"), [Kind::County]);
        assert!(kinds("Clay, Douglas and Grant won; the counties did not", "Douglas").contains(&Kind::Town));
        assert_eq!(kinds("in Douglas County on Monday", "Douglas"), [Kind::County]);
        assert_eq!(kinds("in the state of Washington", "Washington"), [Kind::State, Kind::County]);
    }

    #[test]
    fn an_area_behind_tells() {
        let london = asked("fires in London, Ontario, on Monday", "London");
        assert!(london.told && london.candidates.iter().all(|london| Place(london.row).alpha2() == Some("CA")));
        assert_eq!(london.areas.len(), 1);
        let elsewhere = asked("flights from Oslo, Ontario and Texas", "Oslo");
        assert!(!elsewhere.told && elsewhere.elsewhere && !elsewhere.candidates.is_empty());
        assert!(asked("a dam at Oslo, Ohio, held", "Oslo").candidates.is_empty());
        assert!(asked("to London, Ontario", "London, Ontario").told);
    }

    #[test]
    fn parts_of_places() {
        let texas = asked("in northern Texas", "northern Texas");
        assert!(texas.candidates.iter().any(|texas| !texas.trimmed && kind(texas.row) == Kind::State));
        assert!(asked("the EU said", "EU").candidates.is_empty() && !asked("in Eu, in", "Eu").candidates.is_empty());
        assert!(asked("in Norland-on-Sea", "Norland-on-Sea").candidates.is_empty());
    }
}
