//! What stands behind a name and says where it lies: "London, Ontario", "Paris (Texas)", "Athens in Georgia".

use super::kind;
use crate::fold::fold;
use crate::place::{Kind, Place};
use crate::table::{Row, table};

/// An area named behind a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// Where its name starts in the text behind the place.
    pub(super) start: usize,
    /// What the name may mean.
    pub(super) rows: Vec<Row>,
    /// It is a state that is put behind its towns, and does not look like the next of a list: "Oslo, Ontario and Texas".
    pub(super) plain: bool,
}

/// The longest name of an area, in words: "Newfoundland and Labrador" has three.
const WORDS: usize = 4;
/// "Kleefeld, Moose Lake County, Minnesota, U.S." has three areas.
const AREAS: usize = 3;

/// The areas behind a name, one after the other.
pub(super) fn areas(after: &str) -> Vec<Area> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < AREAS {
        let rest = &after[at..];
        let inside = [", ", " (", ",\n"].iter().find(|open| rest.starts_with(**open)).map(|open| open.len());
        // "Athens in Georgia", but not "in Georgia in March".
        let inside = inside.or_else(|| (at == 0 && rest.starts_with(" in ")).then_some(4));
        let Some(start) = inside.map(|open| at + open) else { break };
        let Some((length, rows)) = area(&after[start..]) else { break };
        at = start + length;
        let country = rows.iter().any(|row| kind(*row) == Kind::Country);
        let plain = !country && rows.iter().any(|row| usual(*row)) && !listed(&after[at..]);
        found.push(Area { start, rows, plain });
    }
    found
}

/// Whether papers put an area behind the names of its towns: the states of some countries. About countries they differ:
/// "Simferopol, Russia".
fn usual(row: Row) -> bool {
    let of = |country: &str| Place(row).alpha2() == Some(country);
    kind(row) == Kind::State && ["US", "CA", "AU"].into_iter().any(of)
}

/// Whether a list goes on: with "and", or with another name behind a comma.
fn listed(after: &str) -> bool {
    let next = after.strip_prefix(", ").unwrap_or_default();
    [" and ", " or ", ", and ", ", or "].iter().any(|and| after.starts_with(and))
        || next.starts_with(char::is_uppercase)
}

/// The longest name of an area that a text opens with: its length, and what it may mean.
fn area(text: &str) -> Option<(usize, Vec<Row>)> {
    let mut ends = Vec::new();
    let mut end = 0;
    for word in text.split_inclusive([' ', '\n']).take(WORDS) {
        let bare = word.trim_end().trim_end_matches([',', ';', ':', ')', '"', '”', '’', '\'', '!', '?', ']']);
        if bare.is_empty() {
            break;
        }
        ends.push(end + bare.len());
        if bare.len() < word.trim_end().len() {
            break;
        }
        end += word.len();
    }
    ends.into_iter().rev().find_map(|end| {
        let name = &text[..end];
        let rows = if name.starts_with(char::is_uppercase) { meanings(name) } else { Vec::new() };
        (!rows.is_empty()).then_some((end, rows))
    })
}

/// The areas of a name or of an abbreviation that is one only here.
pub(super) fn meanings(name: &str) -> Vec<Row> {
    // A full stop may be the sentence's.
    let mut key = fold(name);
    // "D. C." is "D.C."
    if key.split(' ').all(|word| word.len() == 1) {
        key.retain(|c| c != ' ');
    }
    let area = |row: Row| matches!(kind(row), Kind::Country | Kind::State | Kind::County);
    let mut rows: Vec<Row> =
        table().find(&key).into_iter().filter(|(row, other)| area(*row) && !other).map(|(row, _)| row).collect();
    let capitals = key.len() == 2 && name.chars().all(|c| c.is_uppercase());
    if capitals || name.ends_with('.') {
        rows.extend(table().behind_comma(&key));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(after: &str) -> Vec<Vec<(Kind, &'static str)>> {
        let named = |row: &Row| (Place(*row).kind(), Place(*row).name());
        areas(after).iter().map(|area| area.rows.iter().map(named).collect()).collect()
    }

    fn states(after: &str) -> Vec<&'static str> {
        names(after).concat().into_iter().filter(|(kind, _)| *kind == Kind::State).map(|(_, name)| name).collect()
    }

    #[test]
    fn an_area_behind_a_comma_or_in_brackets() {
        assert_eq!(states(", Ontario, on Monday"), ["Ontario"]);
        assert_eq!(states(" (Texas)"), ["Texas"]);
        assert_eq!(states(", New South Wales."), ["New South Wales"]);
        assert!(names(" on Monday in Texas").is_empty());
        assert!(names(", said the mayor of Texas").is_empty());
    }

    #[test]
    fn abbreviations_need_their_dot_or_capitals() {
        assert_eq!(states(", Miss., was flooded"), ["Mississippi"]);
        assert_eq!(states(", TX 75460"), ["Texas"]);
        assert_eq!(states(", D. C., on"), ["District of Columbia"]);
        assert!(states(", Miss Quill said").is_empty());
        assert!(states(", In the morning").is_empty());
    }

    #[test]
    fn areas_within_areas() {
        let found = areas(", Lamar County, Texas, and");
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].start, 16);
    }

    #[test]
    fn lists_are_told_from_areas() {
        assert!(areas(", Ohio, was").iter().all(|area| area.plain));
        assert!(areas(", Ohio and Texas").iter().all(|area| !area.plain));
        assert!(areas(", Ohio, Kleefeld and").iter().all(|area| !area.plain));
    }
}
