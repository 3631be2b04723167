//! Whether two names can be one person's: spellings, left-out parts, given names.

use crate::words::{lines, words};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static HONORIFICS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/honorifics.txt")).collect());
static PARTICLES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/name-particles.txt")).collect());
static NICKNAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/nicknames.tsv"));
    rows.map(|row| {
        let mut cells = row.split('\t');
        (cells.next().unwrap_or(""), cells.collect())
    })
    .collect()
});

/// A person's name cut into the parts that compare.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// Without titles and particles; never empty.
    pub parts: Vec<String>,
}

/// What comparing two names shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// The names share nothing that would identify.
    None,
    /// They share the surname, but their given names differ.
    Clash,
    /// One is a single part of the other.
    Part,
    /// At least two parts agree, or both are the same single part.
    Full,
}

impl PersonName {
    /// `None` for a name that is all titles.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let all = words(&name.replace('-', " "));
        let lead = all.iter().take_while(|part| HONORIFICS.contains(part.as_str())).count();
        // "Prince" alone may be a name.
        let lead = if lead == all.len() { lead.saturating_sub(1) } else { lead };
        let mut parts: Vec<String> = all[lead..].to_vec();
        if parts.len() > 1 {
            let keep: Vec<bool> =
                parts.iter().map(|part| !PARTICLES.contains(part.as_str()) && !is_suffix(part)).collect();
            if keep.iter().any(|k| *k) {
                let mut keep = keep.into_iter();
                parts.retain(|_| keep.next().unwrap_or(true));
            }
        }
        // Names of more parts than this are not names; the cap bounds the work of comparing.
        const MOST_PARTS: usize = 6;
        parts.truncate(MOST_PARTS);
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// The last part.
    pub(crate) fn surname(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }

    /// The first part, where there is more than one.
    pub(crate) fn given(&self) -> Option<&str> {
        (self.parts.len() > 1).then(|| self.parts[0].as_str())
    }

    /// Keys under which a name that may be the same is looked up: the skeleton of every part.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.parts.iter().map(|part| block_key(part)).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// Compares two names.
    pub(crate) fn compare(&self, other: &Self) -> Likeness {
        let (short, long) = if self.parts.len() <= other.parts.len() { (self, other) } else { (other, self) };
        if short.parts.len() == 1 {
            let one = &short.parts[0];
            if long.parts.len() == 1 {
                return if same_spelling(one, &long.parts[0]) { Likeness::Full } else { Likeness::None };
            }
            // A given name alone does not identify; nor is a name with the ending that makes another one of it ("Katib",
            // "Katibi") a spelling where no given name says so.
            let found = long.parts[1..].iter().any(|part| same_spelling(one, part) && !is_derived(one, part));
            return if found { Likeness::Part } else { Likeness::None };
        }
        // "Trade Secretary Ilse Brandt": whatever stands before the whole name.
        let tail = &long.parts[long.parts.len() - short.parts.len()..];
        if short.parts.iter().zip(tail).all(|(a, b)| same_spelling(a, b)) {
            return Likeness::Full;
        }
        let surname = same_spelling(short.surname(), long.surname());
        let inner = long.parts[1..].iter().any(|part| same_spelling(short.surname(), part));
        let given = match (short.given(), long.given()) {
            (Some(a), Some(b)) => same_given(a, b) || (long.parts.len() > 2 && same_given(a, &long.parts[1])),
            _ => false,
        };
        match (surname || inner, given) {
            (true, true) => Likeness::Full,
            (true, false) if surname => Likeness::Clash,
            _ => Likeness::None,
        }
    }
}

/// Whether one is the other with the ending of descent.
fn is_derived(a: &str, b: &str) -> bool {
    let (a, b) = (heard(&romanised(a)), heard(&romanised(b)));
    a.strip_suffix('i') == Some(b.as_str()) || b.strip_suffix('i') == Some(a.as_str())
}

fn is_suffix(part: &str) -> bool {
    matches!(part, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// The same given name: spelt alike, an initial, or a short form.
fn same_given(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    let nick = |x: &str, y: &str| NICKNAMES.get(x).is_some_and(|names| names.contains(&y));
    same_spelling(a, b) || initial(a, b) || initial(b, a) || nick(a, b) || nick(b, a)
}

/// Whether two words can be spellings of one name.
///
/// The consonants have to be the same once the letters that transliterations interchange count as one, and the
/// words must be near in letters too, vowels of one colour counted as one.
pub(crate) fn same_spelling(a: &str, b: &str) -> bool {
    // A vowel more or less, or one digraph; longer names may have two.
    const FEW_LETTERS: usize = 8;
    if a == b {
        return true;
    }
    let (length_a, length_b) = (a.chars().count(), b.chars().count());
    let shorter = length_a.min(length_b);
    if shorter < 3 || length_a.abs_diff(length_b) > 3 {
        return false;
    }
    let (plain_a, plain_b) = (romanised(a), romanised(b));
    if plain_a == plain_b {
        return true;
    }
    let allowed = if shorter < FEW_LETTERS { 1 } else { 2 };
    let (heard_a, heard_b) = (heard(&plain_a), heard(&plain_b));
    let near = distance(&heard_a, &heard_b, allowed) <= allowed;
    let skeleton = skeleton(&heard_a);
    near && skeleton == self::skeleton(&heard_b) && skeleton.len() >= 2
}

/// A romanised word with vowels of one colour as one, and in words long enough not to be another name then, the letter
/// that half of the Slavic languages speak g and the others h.
fn heard(romanised: &str) -> String {
    const SHORTEST: usize = 5;
    let long = romanised.chars().count() >= SHORTEST;
    let letter = |c: char| match c {
        'e' | 'y' | 'j' => 'i',
        'o' => 'u',
        'h' if long => 'g',
        other => other,
    };
    let mut out = String::with_capacity(romanised.len());
    for c in romanised.chars().map(letter) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// A word as it sounds in whatever transliteration; a short one as it stands, since too many others sound like it.
pub(super) fn sound(word: &str) -> String {
    const SHORTEST: usize = 7;
    if word.chars().count() < SHORTEST { word.to_owned() } else { heard(&romanised(word)) }
}

/// The key of a part for look-up: the skeleton, or the word where too little is left of it.
pub(crate) fn block_key(part: &str) -> String {
    let skeleton = skeleton(&romanised(part)).replace('h', "g");
    if skeleton.len() >= 2 { skeleton } else { part.to_owned() }
}

/// The word with the letters and groups that transliterations interchange written one way.
fn romanised(word: &str) -> String {
    const GROUPS: [(&str, &str); 20] = [
        ("tsch", "c"),
        ("sch", "s"),
        ("tch", "c"),
        ("ch", "c"),
        ("ts", "c"),
        ("tz", "c"),
        ("cz", "c"),
        ("zh", "z"),
        ("sh", "s"),
        ("dh", "z"),
        ("th", "t"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("ck", "k"),
        ("q", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("w", "v"),
    ];
    // "Yevgeny" and "Evgeny" begin alike.
    let mut plain = word.strip_prefix('y').filter(|rest| rest.starts_with('e')).unwrap_or(word).to_owned();
    for (group, letter) in GROUPS {
        plain = plain.replace(group, letter);
    }
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Its consonants.
fn skeleton(romanised: &str) -> String {
    romanised.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).collect()
}

/// Letters to change, add or drop; anything above `limit` is given as `limit + 1`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> Likeness {
        let name = |text| PersonName::new(text).unwrap();
        name(a).compare(&name(b))
    }

    #[test]
    fn spellings_of_one_name() {
        for (a, b) in [
            ("Yusuf al-Hadidi", "Youssef Hadidi"),
            ("Prime Minister Nadhim Qasem", "Nazim Kasem"),
            ("Mohammed Rashid", "Muhammad Rashid"),
            ("Bob Tarrow", "Robert Tarrow"),
            ("J. Tarrow", "Jane Tarrow"),
            ("Ilse Marie Brandt", "Ilse Brandt"),
            ("Water CS Ilse Brandt", "Ilse Brandt"),
            ("Walid al-Obaidi", "Waleed al-Ubaydi"),
            ("Yevdan Tsorkin", "Evdan Corkyn"),
            ("Bohdar Hrelnik", "Bogdar Grelnik"),
        ] {
            assert_eq!(likeness(a, b), Likeness::Full, "{a} / {b}");
        }
    }

    #[test]
    fn people_who_share_a_surname_stay_apart() {
        assert_eq!(likeness("Ilse Brandt", "Karl Brandt"), Likeness::Clash);
        assert_eq!(likeness("Qasemi", "Nadhim Qasem"), Likeness::None);
        assert_eq!(likeness("Kasem", "Nadhim Qasem"), Likeness::Part);
        assert_eq!(likeness("Ilse Brandt", "Ilse Reyl"), Likeness::None);
        assert_eq!(likeness("Mahmoud Saleh", "Mohamed Saleh"), Likeness::Clash);
        assert_eq!(likeness("Yevdan Tsorkin", "Ilmar Tzorkin"), Likeness::Clash);
    }

    #[test]
    fn a_surname_is_part_of_a_name_and_a_given_name_is_not() {
        assert_eq!(likeness("Mr. Reyl", "Tomas Reyl"), Likeness::Part);
        assert_eq!(likeness("Orsa", "Tomas Orsa Reyl"), Likeness::Part);
        assert_eq!(likeness("Tomas", "Tomas Reyl"), Likeness::None);
    }

    #[test]
    fn short_words_are_not_bent() {
        assert!(!same_spelling("Li", "Lu"));
        assert!(!same_spelling("hart", "hurst"));
        assert!(!same_spelling("reyl", "royal"));
    }
}
