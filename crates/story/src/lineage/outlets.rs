//! Newspapers, agencies and broadcasters by any of their names.

use crate::words::{is_function_word, words};
use record::agencies::agency;

/// What outlets put behind their names, and others leave out.
const ADDITIONS: [&str; 12] = [
    "channel",
    "daily",
    "digital",
    "magazine",
    "network",
    "news",
    "newspaper",
    "online",
    "radio",
    "television",
    "tv",
    "website",
];

/// Ends of the names of sites, as they are left when the stops are gone.
const DOMAINS: [&str; 7] = ["comau", "couk", "coza", "com", "net", "org", "info"];

/// Letters of the shortest word that is looked for inside the name of a site: `chronicle` in `norwickchronicle.com`.
const SHORTEST: usize = 4;

/// One form for all names of an outlet: without article, case and punctuation; an agency by its short form.
pub(crate) fn outlet(name: &str) -> String {
    let words = words(agency(name).unwrap_or(name));
    let rest = if words.first().is_some_and(|word| word == "the") { &words[1..] } else { &words[..] };
    rest.join(" ")
}

/// Whether a report of the outlet `own` may call its own outlet `cited`, both as [`outlet`] has them: by all of the
/// name, some of its words, its initials, or with or without what a site adds to it.
pub(super) fn is_short_for(cited: &str, own: &str) -> bool {
    let (short, long): (Vec<&str>, Vec<&str>) = (cited.split(' ').collect(), own.split(' ').collect());
    if is_part(&short, &long) || is_initials(&short, &long) || is_initials(&long, &short) {
        return true;
    }
    let (site, name) = (without_domain(&long.concat()), without_domain(&short.concat()));
    let is_site = long.len() == 1 && site.len() < own.len();
    site == name || is_site && name.len() >= SHORTEST && site.ends_with(&name)
}

/// Whether the words of `short` stand in `long` in this order. Additions alone name nobody; others than those of `long`
/// may be there beside all of these and what they are added to: Suder TV is "Suder TV News", but not "Suder Radio".
fn is_part(short: &[&str], long: &[&str]) -> bool {
    let is_addition = |word: &&str| ADDITIONS.contains(word);
    let kept: Vec<&str> = short.iter().copied().filter(|word| long.contains(word) || !is_addition(word)).collect();
    let mut rest = long.iter();
    if kept.iter().all(is_addition) || !kept.iter().all(|word| rest.any(|known| known == word)) {
        return false;
    }
    let added_to = long.iter().rfind(|word| !is_addition(word));
    kept.len() == short.len()
        || long.iter().filter(|word| is_addition(word)).chain(added_to).all(|word| kept.contains(word))
}

/// Whether `short` is one word of the first letters of `long`, with or without those of words such as "of".
fn is_initials(short: &[&str], long: &[&str]) -> bool {
    let [short] = short else { return false };
    let first = |words: &[&str]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    let full: Vec<&str> = long.iter().copied().filter(|word| !is_function_word(word)).collect();
    long.len() > 1 && (first(long) == *short || first(&full) == *short)
}

fn without_domain(name: &str) -> String {
    let rest = DOMAINS.iter().find_map(|domain| name.strip_suffix(domain)).filter(|rest| !rest.is_empty());
    rest.unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlet_by_several_names() {
        assert_eq!(outlet("The Associated Press"), outlet("AP"));
        assert_eq!(outlet("The Norland Post"), outlet("NORLAND POST"));
    }

    #[test]
    fn what_an_outlet_calls_itself() {
        for (own, cited) in [
            ("The Norwick Chronicle", "the Chronicle"),
            ("The Norwick Evening Chronicle", "Norwick Chronicle"),
            ("The Norwick Chronicle", "NorwickChronicle.com"),
            ("norwickchronicle.co.uk", "The Norwick Chronicle"),
            ("norwickchronicle.com", "the Chronicle"),
            ("Suder TV", "Suder"),
            ("Suder TV", "Suder TV News"),
            ("Alder Post", "the Post newspaper"),
            ("Norland Broadcasting Corporation", "NBC"),
            ("Voice of the Weir", "V.W."),
            ("NBC", "the Norland Broadcasting Corporation"),
            ("The Herald of Suderia", "the Herald"),
        ] {
            assert!(is_short_for(&outlet(cited), &outlet(own)), "{own}: {cited}");
        }
    }

    #[test]
    fn other_outlets_of_like_names() {
        for (own, cited) in [
            ("The Norwick Chronicle", "the Suderia Chronicle"),
            ("The Times", "the Alder Times"),
            ("The Norwick Chronicle", "Norwick Radio"),
            ("Suder Radio", "Suder Times"),
            ("Suder Radio", "Suder TV"),
            ("Suder Radio", "the radio"),
            ("Alder Post", "NBC"),
            ("norwickchronicle.com", "the Post"),
            ("Alder Post", ""),
        ] {
            assert!(!is_short_for(&outlet(cited), &outlet(own)), "{own}: {cited}");
        }
    }
}
