//! How words are compared: without accents, case, the kind of quotation mark and white space.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// Words of the gold standard, of which one is enough.
pub type Group = Vec<String>;

const NUMBERS: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The text as it is compared.
pub fn fold(text: &str) -> String {
    let plain = text.nfd().filter(|c| canonical_combining_class(*c) == 0).map(|c| match c {
        '“' | '”' => '"',
        '’' | '‘' => '\'',
        c => c,
    });
    let plain: String = plain.collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a folded text has a stem at the start of a word; a whole word where the stem has one or two letters.
pub fn has(stem: &str, folded: &str) -> bool {
    let stem = fold(stem);
    let at_start = stem.starts_with(char::is_alphanumeric);
    let whole = stem.chars().count() <= 2;
    let fits = |(at, _): (usize, char)| {
        let rest = &folded[at..];
        rest.starts_with(&*stem)
            && !(at_start && folded[..at].ends_with(is_word))
            && !(whole && rest[stem.len()..].starts_with(is_word))
    };
    folded.char_indices().any(fits)
}

/// Whether a folded text has a word of each group.
pub fn matches(groups: &[Group], folded: &str) -> bool {
    groups.iter().all(|group| group.iter().any(|stem| has(stem, folded)))
}

/// The words of a text, folded.
pub fn split(text: &str) -> Vec<String> {
    fold(text).split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The numbers of a text as digits; those up to twelve also where they are words.
pub fn numbers(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let mut found = BTreeSet::new();
    let (mut rest, mut in_word) = (&*folded, false);
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let taken = if first.is_ascii_digit() {
            let digits = digits(rest);
            found.insert(rest[..digits].replace(',', ""));
            digits
        } else if let Some(number) = NUMBERS.iter().position(|number| !in_word && rest[..word] == **number) {
            found.insert(number.to_string());
            word
        } else {
            first.len_utf8()
        };
        in_word = rest[..taken].ends_with(is_word);
        rest = &rest[taken..];
    }
    found
}

/// The length of the number that the text begins with: "1,200", "3.5", "10:30".
fn digits(text: &str) -> usize {
    let end = |text: &str, more: fn(char) -> bool| text.find(|c| !more(c)).unwrap_or(text.len());
    let whole = end(text, |c| c.is_ascii_digit() || c == ',');
    let Some(rest) = text[whole..].strip_prefix(['.', ':']) else { return whole };
    match end(rest, |c| c.is_ascii_digit()) {
        0 => whole,
        part => whole + 1 + part,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_quotation_marks_and_space_do_not_count() {
        assert_eq!(fold(" “Élan”\u{a0}isn’t\n a  Word "), "\"elan\" isn't a word");
    }

    #[test]
    fn a_stem_begins_a_word_and_a_short_one_is_it() {
        assert!(has("Meet", "a meeting in oster"));
        assert!(!has("meet", "they premeet"));
        assert!(has("us", "the us envoy") && !has("us", "they used it"));
        assert!(has("us", "used by us"));
        assert!(has("-run", "state-run"));
        assert!(matches(&[vec!["strike".into(), "walkout".into()], vec!["port".into()]], "the ports' walkout"));
        assert!(!matches(&[vec!["strike".into()], vec!["port".into()]], "the ports open"));
    }

    #[test]
    fn numbers_are_compared_as_digits() {
        let found = |text| numbers(text).into_iter().collect::<Vec<_>>();
        assert_eq!(found("Six or 1,200 at 10:30, 3.5 m."), ["10:30", "1200", "3.5", "6"]);
        assert_eq!(found("someone, one_two, 40m, 7."), ["40", "7"]);
    }
}
