//! Which places a mention may mean, from its own words and those around it.

use super::{Mention, behind, key, kind};
use crate::fold::possessor;
use crate::place::Kind;
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

/// Words behind a name that say it is an area, and are part of its full name.
const AREAS: [&str; 12] = [
    "County",
    "Parish",
    "Province",
    "province",
    "Oblast",
    "oblast",
    "Governorate",
    "District",
    "district",
    "Prefecture",
    "State",
    "state",
];
/// The same before it.
const OF: [&str; 5] = ["state of ", "county of ", "province of ", "State of ", "Province of "];
/// The same for several names in a row, with the ending that each has alone.
const MANY: [(&str, &str); 4] =
    [("counties", " County"), ("Counties", " County"), ("parishes", " Parish"), ("Parishes", " Parish")];
/// Words that a name may have before it, for a part of the place.
const BEFORE: [&str; 34] = [
    "city of ",
    "town of ",
    "village of ",
    "county of ",
    "state of ",
    "province of ",
    "republic of ",
    "greater ",
    "downtown ",
    "metro ",
    "metropolitan ",
    "central ",
    "northern ",
    "southern ",
    "eastern ",
    "western ",
    "north ",
    "south ",
    "east ",
    "west ",
    "northeastern ",
    "northwestern ",
    "southeastern ",
    "southwestern ",
    "northeast ",
    "northwest ",
    "southeast ",
    "southwest ",
    "upper ",
    "lower ",
    "mid ",
    "inner ",
    "old ",
    "port of ",
];
/// Words that a name may have behind it, for what kind of place it is.
const BEHIND: [&str; 13] = [
    " city",
    " town",
    " township",
    " village",
    " county",
    " state",
    " province",
    " region",
    " area",
    " district",
    " borough",
    " oblast",
    " metropolitan area",
];
/// Capitals alone, and so few, are somebody's initials.
const INITIALS: usize = 3;
/// How many names a list before "counties" may have.
const LIST: usize = 40;

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

/// The places of a name, and whether a word beside it says what kind of place it is.
fn named(name: &str, mention: &Mention<'_>) -> (Vec<Candidate>, bool) {
    let area = |found: Vec<Candidate>| -> Vec<Candidate> {
        found.into_iter().filter(|candidate| matches!(kind(candidate.row), Kind::State | Kind::County)).collect()
    };
    let next = mention.after.strip_prefix(' ').unwrap_or_default();
    let beside = AREAS
        .into_iter()
        .find(|word| next.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    if let Some(word) = beside {
        let full = area(find(&format!("{name} {word}")));
        let found = if full.is_empty() { area(find(name)) } else { full };
        if !found.is_empty() {
            return (found, true);
        }
    }
    if let Some(ending) = listed(mention.after) {
        let found = area(find(&format!("{name}{ending}")));
        if !found.is_empty() {
            return (found, true);
        }
    }
    if OF.iter().any(|words| mention.before.ends_with(words)) {
        let found = area(find(name));
        if !found.is_empty() {
            return (found, true);
        }
    }
    let found = find(name);
    (if found.is_empty() { otherwise(name) } else { found }, false)
}

/// The places of a name that is in no table as it is written.
fn otherwise(name: &str) -> Vec<Candidate> {
    let possessor = possessor(name).map(find).unwrap_or_default();
    if !possessor.is_empty() {
        return possessor;
    }
    // "Mass." and "Platte Co."
    let short = name.ends_with('.').then(|| behind::meanings(name)).unwrap_or_default();
    if !short.is_empty() {
        return short.into_iter().map(|row| Candidate { row, other: false, trimmed: false }).collect();
    }
    match name.strip_suffix(" Co.") {
        Some(county) => find(&format!("{county} County")),
        None => trimmed(name),
    }
}

fn find(name: &str) -> Vec<Candidate> {
    let key = key(name);
    // "EU" is no town in France, but "NYC" is one in New York.
    let initials = name.chars().filter(|c| c.is_alphabetic()).count() <= INITIALS && !name.contains(char::is_lowercase);
    let own = |row| kind(row) == Kind::Town && table().names(row).next().is_some_and(|name| super::key(name) == key);
    let found = table().find(&key).into_iter().filter(|(row, _)| !(initials && own(*row)));
    found.map(|(row, other)| Candidate { row, other, trimmed: false }).collect()
}

/// The places of a name without words for a part or a kind of place.
fn trimmed(name: &str) -> Vec<Candidate> {
    let key = key(name);
    let rest = BEFORE.iter().find_map(|words| key.strip_prefix(words)).unwrap_or(&key);
    // "North Sea" is none of the sea; "northern Texas" is Texas.
    let trimmed = name.starts_with(char::is_uppercase);
    let bare = BEHIND.iter().find_map(|words| rest.strip_suffix(words)).unwrap_or(rest);
    [rest, bare]
        .into_iter()
        .filter(|words| *words != key)
        .map(|words| table().find(words))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
        .into_iter()
        .map(|(row, other)| Candidate { row, other, trimmed })
        .collect()
}

/// What a name is the beginning of when a list goes on behind it: "Clay, Douglas and Grant counties".
fn listed(after: &str) -> Option<&'static str> {
    for word in after.split_whitespace().take(LIST) {
        if let Some((_, ending)) =
            MANY.iter().find(|(many, _)| word.trim_end_matches([',', '.', ';', ':', ')']) == *many)
        {
            return Some(ending);
        }
        if !(word == "and" || word == "," || word == "&" || word.starts_with(char::is_uppercase))
            || word.ends_with(['.', ';', ':'])
        {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;
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
