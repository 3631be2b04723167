//! Whom a name in a question stands for, in any spelling.

use store::{Library, Result};

/// Entities that one name may stand for: the same person in that many stories.
const MOST: usize = 5_000;
/// Letters of a name for each letter that may be another.
const LETTERS_A_SLIP: usize = 4;
/// Names shorter than this are not guessed at.
const SHORTEST: usize = 5;

/// Numbers of the entities that a name stands for; notes say what was assumed. None for a name that is not in the library.
pub(crate) fn find(library: &mut Library, name: &str, notes: &mut Vec<String>) -> Result<Vec<i64>> {
    let numbers = |rows: Vec<store::EntityRow>| rows.iter().map(|row| row.number).collect::<Vec<_>>();
    let found = numbers(library.entities(name, MOST)?);
    if !found.is_empty() {
        return Ok(found);
    }
    let held = library.holders(name.strip_prefix("the ").unwrap_or(name), MOST)?;
    if !held.is_empty() {
        notes.push(format!("{name:?} was read as the office of those whom reports call so"));
        return Ok(held);
    }
    // "Foreign Minister Pavel Drost": without the words before the name.
    let mut rest = name;
    while let Some((_, shorter)) = rest.split_once(' ') {
        rest = shorter;
        let found = numbers(library.entities(rest, MOST)?);
        if !found.is_empty() {
            notes.push(format!("{name:?} was read as {rest:?}"));
            return Ok(found);
        }
    }
    let Some(near) = nearest(library, &text::fold(name))? else {
        notes.push(format!("no report of the library names {name:?}"));
        return Ok(Vec::new());
    };
    notes.push(format!("no report of the library names {name:?}; it was read as {near:?}"));
    Ok(numbers(library.entities(&near, MOST)?))
}

/// The name with the same first letter that needs fewest changes of letters, where these are few and no other is as near.
fn nearest(library: &mut Library, folded: &str) -> Result<Option<String>> {
    let letters: Vec<char> = folded.chars().collect();
    let Some(first) = letters.first().filter(|_| letters.len() >= SHORTEST) else { return Ok(None) };
    let most = (letters.len() / LETTERS_A_SLIP).min(3);
    let mut best: Option<(usize, String)> = None;
    let mut alone = true;
    for name in library.names_from(*first)? {
        let other: Vec<char> = name.chars().collect();
        if other.len().abs_diff(letters.len()) > most {
            continue;
        }
        let slips = distance(&letters, &other);
        let against = best.as_ref().map_or(most + 1, |(slips, _)| *slips);
        if slips < against {
            (best, alone) = (Some((slips, name)), true);
        } else if slips == against && best.is_some() {
            alone = false;
        }
    }
    Ok(best.filter(|_| alone).map(|(_, name)| name))
}

/// How many letters have to be put in, left out, or made others.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ() {
        let distance = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(distance("brandt", "brant"), 1);
        assert_eq!(distance("brandt", "brand"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
