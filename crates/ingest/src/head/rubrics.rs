//! Names of a paper's columns and kinds of writing, which stand above the headline: `THE POST INTERVIEW`, `Analysis`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of the longest rubric.
const LONGEST: usize = 5;

static GENRES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("../../data/rubrics.tsv").lines().filter(|line| !line.starts_with('#')).collect());
/// Words that name no subject of a report.
static PLAIN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "the a an our my this of from in on for to and & with by big great long weekend week weekly day daily special monday tuesday wednesday thursday friday saturday sunday morning evening"
        .split(' ')
        .collect()
});

/// The words of a rubric that are neither a kind of writing nor empty; `None` for a line that is no rubric, whatever the
/// report. A line with such words is one only if the report below does not speak of them.
pub fn subject(line: &str) -> Option<Vec<String>> {
    let capital = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase);
    let words: Vec<&str> = line.split_whitespace().take(LONGEST + 1).collect();
    if words.is_empty() || words.len() > LONGEST || line.ends_with(['.', '!', '?', ',', '"', '”']) {
        return None;
    }
    let small: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let genre = |word: &String| GENRES.contains(word.as_str());
    let (first, last) = (small.first()?, small.last()?);
    let opens = matches!(small.get(1).map(String::as_str), Some("from" | "of" | "on")) && genre(first);
    let shouted = !line.chars().any(char::is_lowercase);
    let named = words.iter().zip(&small).all(|(word, small)| capital(word) || PLAIN.contains(small.as_str()));
    let alone = small.iter().all(|word| genre(word) || PLAIN.contains(word.as_str()));
    let telling = genre(last) || opens || small.iter().any(genre) && alone;
    if !telling || !(shouted || named || alone) {
        return None;
    }
    Some(small.into_iter().filter(|word| !genre(word) && !PLAIN.contains(word.as_str())).collect())
}

/// Small letters, without marks and without the `'s` of an owner.
fn bare(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word);
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubrics_and_what_they_are_about() {
        for (line, words) in [
            ("THE POST INTERVIEW", vec!["post"]),
            ("Analysis", vec![]),
            ("The big interview", vec![]),
            ("LETTER FROM VELMARK", vec!["velmark"]),
            ("Harbour Notes", vec!["harbour"]),
        ] {
            assert_eq!(subject(line), Some(words.into_iter().map(str::to_owned).collect()), "{line}");
        }
        for line in ["ENVOYS MEET", "Minister gives first interview", "Why this column ends here", "He kept a diary."] {
            assert_eq!(subject(line), None, "{line}");
        }
    }
}
