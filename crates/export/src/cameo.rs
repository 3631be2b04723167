//! What follows from CAMEO and PLOVER codes by their codebooks alone.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const GOLDSTEIN: &str = include_str!("../data/goldstein.tsv");
const COUNTRIES: &str = include_str!("../data/countries.txt");

static SCALE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = lines(GOLDSTEIN).filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(value, codes)| codes.split(' ').map(move |code| (code, value))).collect()
});

static COUNTRY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(COUNTRIES).flat_map(|line| line.split(' ')).collect());

/// Groups that stand where a country does.
const GROUPS: [&str; 4] = ["IGO", "NGO", "IMG", "MNC"];

/// Acts that both sides do alike, so that either may be named as the source: meetings, talks by telephone, negotiations,
/// signed agreements.
const MUTUAL: [&str; 5] = ["040", "041", "044", "046", "057"];

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The value of a code on Goldstein's scale; `None` for a code that the scale lacks.
pub(crate) fn goldstein(code: &str) -> Option<&'static str> {
    SCALE.get(code).copied()
}

/// The first two digits.
pub(crate) fn root(code: &str) -> Option<&str> {
    code.get(..2)
}

/// The base code: three digits at most.
pub(crate) fn base(code: &str) -> Option<&str> {
    code.get(..3).or(Some(code)).filter(|base| base.len() >= 2)
}

/// GDELT's classes: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
pub(crate) fn quad(code: &str) -> Option<&'static str> {
    Some(match root(code)?.parse::<u8>().ok()? {
        1..=5 => "1",
        6..=8 => "2",
        9..=13 => "3",
        14..=20 => "4",
        _ => return None,
    })
}

/// Phoenix's classes: 0 statements, and then as GDELT, with reduced relations (16) among verbal conflict.
pub(crate) fn penta(code: &str) -> Option<&'static str> {
    Some(match root(code)?.parse::<u8>().ok()? {
        1..=2 => "0",
        3..=5 => "1",
        6..=8 => "2",
        9..=13 | 16 => "3",
        14..=20 => "4",
        _ => return None,
    })
}

/// PLOVER's classes, by type.
pub(crate) fn plover_quad(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => "VERBAL COOPERATION",
        "COOPERATE" | "AID" | "RETREAT" => "MATERIAL COOPERATION",
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => "VERBAL CONFLICT",
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => "MATERIAL CONFLICT",
        _ => return None,
    })
}

/// Whether both sides do it alike.
pub(crate) fn is_mutual(code: &str) -> bool {
    MUTUAL.contains(&code)
}

/// An actor's code in its groups of three letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ActorCode {
    /// The country.
    pub country: Option<String>,
    /// Or the kind of group that stands in its place.
    pub group: Option<String>,
    /// The rest: sectors, and what else the code holds, in its order.
    pub rest: Vec<String>,
}

/// Parts a code: `USAGOV`. What is no group of three letters stays one part.
pub(crate) fn actor(code: &str) -> ActorCode {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = code;
    while let Some((part, more)) = rest.split_at_checked(3) {
        parts.push(part.to_owned());
        rest = more;
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    let mut actor = ActorCode::default();
    match parts.first().map(String::as_str) {
        Some(first) if COUNTRY.contains(first) => actor.country = Some(parts.remove(0)),
        Some(first) if GROUPS.contains(&first) => actor.group = Some(parts.remove(0)),
        _ => {}
    }
    // An unknown country is written as hyphens in the dictionaries of the field.
    actor.rest = parts.into_iter().filter(|part| part.chars().any(char::is_alphanumeric)).collect();
    actor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_its_class_and_value() {
        assert_eq!((goldstein("040"), goldstein("1823"), goldstein("999")), (Some("1.0"), Some("-10.0"), None));
        assert_eq!((root("0211"), base("0211"), base("04"), base("")), (Some("02"), Some("021"), Some("04"), None));
        assert_eq!((quad("040"), quad("112"), quad("190"), quad("xx")), (Some("1"), Some("3"), Some("4"), None));
        assert_eq!((penta("010"), penta("161"), penta("173")), (Some("0"), Some("3"), Some("4")));
        assert_eq!((plover_quad("AID"), plover_quad("DANCE")), (Some("MATERIAL COOPERATION"), None));
    }

    #[test]
    fn every_value_of_the_scale_is_a_number_within_ten() {
        let listed = lines(GOLDSTEIN).filter_map(|line| line.split_once('\t')).flat_map(|(_, codes)| codes.split(' '));
        assert_eq!(SCALE.len(), listed.count(), "codes are listed once");
        for (code, value) in SCALE.iter() {
            assert!(value.parse::<f32>().is_ok_and(|value| value.abs() <= 10.0), "{code} {value}");
        }
    }

    #[test]
    fn a_code_of_an_actor_is_parted() {
        let parted = |code: &str| {
            let ActorCode { country, group, rest } = actor(code);
            (country.unwrap_or_default(), group.unwrap_or_default(), rest.join(" "))
        };
        let as_said = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(parted("USAGOVMIL"), as_said("USA", "", "GOV MIL"));
        assert_eq!(parted("IGOUNO"), as_said("", "IGO", "UNO"));
        assert_eq!(parted("---REB"), as_said("", "", "REB"));
        assert_eq!(parted("GOV"), as_said("", "", "GOV"));
        assert_eq!(parted("ÄGYPT"), as_said("", "", "ÄG YPT"), "no code, and no crash");
        assert_eq!(parted(""), as_said("", "", ""));
    }
}
