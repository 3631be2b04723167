//! Names of persons: their parts, and when two names can be one person's.

use super::draft::Gender;
use super::lexicon;
use crate::gazetteer::fold;

/// The parts of a person's name, folded, without titles, particles and suffixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonName {
    /// Given names first. Never empty for a name that has any letter.
    pub parts: Vec<String>,
    /// What titles and given names tell of the gender.
    pub gender: Gender,
    /// Whether a courtesy title told it: "Mr." and "Mrs." with one surname are two persons.
    pub titled: bool,
}

/// Words between the parts of a name that spellings leave out or join: "al-Reyl", "Al Reyl", "Reyl".
const PARTICLES: [&str; 26] = [
    "al", "el", "ad", "an", "ar", "as", "ash", "az", "bin", "ben", "ibn", "bint", "von", "van", "de", "del", "della",
    "di", "da", "dos", "du", "der", "den", "ter", "y", "e",
];

/// Words behind a name.
const SUFFIXES: [&str; 8] = ["jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"];

/// Most parts of a name that are looked at; no name has more, and comparing is then of bounded cost.
const MOST_PARTS: usize = 6;

impl PersonName {
    /// Takes a name apart: "Mr. Tomas al-Reyl Jr.'s" has the parts `tomas` and `reyl`.
    pub fn new(name: &str) -> Self {
        let folded = fold(name).replace(" - ", "-").replace("- ", "-").replace(" -", "-");
        let unpossessed = folded.strip_suffix("'s").or(folded.strip_suffix('\'')).unwrap_or(&folded);
        let words: Vec<&str> = unpossessed
            .split([' ', ',', '(', ')', '"', '“', '”'])
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        let mut rest = words.as_slice();
        let (mut gender, mut titled) = (Gender::Unknown, false);
        while let [first, tail @ ..] = rest {
            let Some(title) = lexicon::title(first).filter(|_| !tail.is_empty()) else { break };
            gender = gender.or(title.gender);
            titled |= title.courtesy && title.gender != Gender::Unknown;
            rest = tail;
        }
        while let [head @ .., last] = rest {
            if head.is_empty() || !SUFFIXES.contains(last) {
                break;
            }
            rest = head;
        }
        let is_particle = |word: &&str| PARTICLES.contains(word);
        let mut parts: Vec<String> =
            rest.iter().filter(|word| !is_particle(word)).map(|word| without_article(word)).take(MOST_PARTS).collect();
        if parts.is_empty() {
            parts = rest.iter().map(|word| (*word).to_owned()).take(MOST_PARTS).collect();
        }
        if let (Gender::Unknown, [first, _, ..]) = (gender, parts.as_slice()) {
            gender = lexicon::given_name(first);
        }
        Self { parts, gender, titled }
    }

    /// The last part.
    pub fn surname(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }

    /// Whether given name and surname are there.
    pub fn is_full(&self) -> bool {
        self.parts.len() > 1
    }

    /// Whether both, being full names, can be one person's: the parts of the shorter stand in the longer in the same
    /// order, at least one spelled the same and the others at least alike.
    pub fn may_be(&self, other: &PersonName) -> bool {
        if self.titled && other.titled && !self.gender.agrees(other.gender) {
            return false;
        }
        let (short, long) = if self.parts.len() <= other.parts.len() {
            (&self.parts, &other.parts)
        } else {
            (&other.parts, &self.parts)
        };
        let mut exact = 0;
        let mut rest = long.iter();
        for part in short {
            let Some(found) = rest.by_ref().find(|other| same_part(part, other)) else { return false };
            exact += usize::from(part == found);
        }
        // One surname with two given names is two persons: of names with as many parts all must agree, which the
        // loop has seen to. Where one is longer, the surname has to be among those that do.
        let surname = long.last().zip(short.last()).is_some_and(|(a, b)| same_part(a, b));
        exact > 0 && (surname || short.len() > 1)
    }

    /// How well a single word names this person: 0 as surname, 1 as another later part, 2 as given name.
    pub fn rank(&self, word: &str) -> Option<usize> {
        let last = self.parts.len().checked_sub(1)?;
        let at = self.parts.iter().rposition(|part| part == word)?;
        Some(if at == last {
            0
        } else if at > 0 {
            1
        } else {
            2
        })
    }
}

/// "al-reyl" without its article; other hyphenated names stay whole.
fn without_article(word: &str) -> String {
    match word.split_once('-') {
        Some((article, name)) if PARTICLES.contains(&article) && !name.is_empty() => name.to_owned(),
        _ => word.to_owned(),
    }
}

/// The same part, its initial, or a spelling of it.
fn same_part(a: &str, b: &str) -> bool {
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    a == b || initial(a, b) || initial(b, a) || spelled_alike(a, b)
}

/// Shortest name whose spellings are compared: shorter ones are alike by chance.
const SHORTEST_VARIANT: usize = 4;

/// Letters that spellings of one name may differ in, for each so many letters of it.
const LETTERS_PER_SLIP: usize = 3;

/// Whether two spellings can transcribe one name: the same consonants, and few letters that differ.
pub(super) fn spelled_alike(a: &str, b: &str) -> bool {
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    let alike = |a: &String, b: &String| skeleton(a) == skeleton(b) && distance(a, b, long / LETTERS_PER_SLIP);
    short >= SHORTEST_VARIANT && readings(a).iter().any(|a| readings(b).iter().any(|b| alike(a, b)))
}

/// Both readings of a name's letters: "dh" transcribes what others write z, or d.
fn readings(name: &str) -> [String; 2] {
    [sounds(name), sounds(&name.replace("dh", "d"))]
}

/// The letters of a name, those that transcriptions confuse made one.
fn sounds(name: &str) -> String {
    let mut rest: String = name.chars().filter(|c| c.is_alphabetic()).collect();
    for (written, sound) in [
        ("tch", "s"),
        ("sch", "s"),
        ("dh", "z"),
        ("th", "t"),
        ("kh", "k"),
        ("gh", "g"),
        ("ph", "f"),
        ("sh", "s"),
        ("ch", "s"),
        ("zh", "z"),
        ("dj", "j"),
        ("ck", "k"),
        ("x", "ks"),
        ("q", "k"),
        ("c", "k"),
        ("w", "v"),
    ] {
        rest = rest.replace(written, sound);
    }
    rest
}

/// The consonants, doubled ones once.
fn skeleton(sounds: &str) -> String {
    let mut found = String::new();
    for c in sounds.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h')) {
        if !found.ends_with(c) {
            found.push(c);
        }
    }
    found
}

/// Whether the edit distance of two words is at most `most`.
fn distance(a: &str, b: &str, most: usize) -> bool {
    /// Names longer than this are not compared letter by letter.
    const LONGEST: usize = 40;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().max(b.len()) > LONGEST || a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        PersonName::new(a).may_be(&PersonName::new(b))
    }

    #[test]
    fn titles_particles_and_suffixes_are_no_parts() {
        assert_eq!(PersonName::new("Mr. Tomas al-Reyl Jr.’s").parts, ["tomas", "reyl"]);
        assert_eq!(PersonName::new("Gen. Otto von Halm").parts, ["otto", "halm"]);
        assert_eq!(PersonName::new("Al-Reyl").parts, ["reyl"]);
        assert_eq!(PersonName::new("Tomas al - Reyl").parts, ["tomas", "reyl"]);
        assert_eq!(PersonName::new("Mrs. Holt").gender, Gender::Female);
        assert_eq!(PersonName::new("Ilse Brandt").gender, Gender::Female);
        assert_eq!(PersonName::new("President").parts, ["president"]);
    }

    #[test]
    fn one_person_under_several_names() {
        assert!(same("Ilse Brandt", "Ilse Maria Brandt"));
        assert!(same("I. Brandt", "Ilse Brandt"));
        assert!(same("Karim Hadeni Zoruk", "Hadeni Zoruk"));
        assert!(same("Karim Hadeni Zoruk", "Karim Hadheni Zoruk"));
        assert!(same("Muhamad Zoruk", "Mohammad Zoruk"));
    }

    #[test]
    fn one_surname_and_two_persons() {
        assert!(!same("Ilse Brandt", "Otto Brandt"));
        assert!(!same("Mr. Brandt", "Mrs. Brandt"));
        assert!(!same("Ilse Brandt", "Ilse Holt"));
        assert!(!same("Ilse Maria Brandt", "Otto Brandt"));
    }

    #[test]
    fn spellings_of_one_name() {
        assert!(spelled_alike("hadeni", "hadheni") && spelled_alike("hazeni", "hadheni"));
        assert!(spelled_alike("zoruk", "zorouk"));
        assert!(spelled_alike("qasim", "kasem"));
        assert!(!spelled_alike("brandt", "brandl"));
        assert!(!spelled_alike("holt", "halita"));
    }
}
