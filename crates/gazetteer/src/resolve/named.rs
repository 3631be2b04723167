//! The places of a name as it is written, by itself and by the words right beside it.

use super::candidates::Candidate;
use super::{Mention, behind, key, kind};
use crate::fold::possessor;
use crate::place::Kind;
use crate::table::table;

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

/// The places of a name, and whether a word beside it says what kind of place it is.
pub(super) fn named(name: &str, mention: &Mention<'_>) -> (Vec<Candidate>, bool) {
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
    let short = if name.ends_with('.') { behind::meanings(name) } else { Vec::new() };
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
