//! Newspapers, agencies and broadcasters by any of their names.

use crate::words::{lines, words};
use std::collections::HashMap;
use std::sync::LazyLock;

static AGENCIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut agencies = HashMap::new();
    for line in lines(include_str!("../../data/agencies.tsv")) {
        let first = plain(line.split('\t').next().unwrap_or(""));
        agencies.extend(line.split('\t').map(|name| (plain(name), first.clone())));
    }
    agencies
});

fn plain(name: &str) -> String {
    let words = words(name);
    let rest = if words.first().is_some_and(|word| word == "the") { &words[1..] } else { &words[..] };
    rest.join(" ")
}

/// One form for all names of an outlet: without article, case and punctuation; an agency by its short form.
pub(crate) fn outlet(name: &str) -> String {
    let plain = plain(name);
    AGENCIES.get(&plain).cloned().unwrap_or(plain)
}

/// The name of the news agency that the text begins with, without an article.
pub(crate) fn leading_agency(text: &str) -> Option<String> {
    const LONGEST: usize = 5;
    let line: Vec<&str> = text.split_whitespace().take(LONGEST).collect();
    let line = if line.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) { &line[1..] } else { &line[..] };
    (1..=line.len()).rev().find_map(|n| {
        let name = line[..n].join(" ");
        let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("\u{2019}s")).unwrap_or(name);
        // "ap" in small letters is no agency.
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        (capital && AGENCIES.contains_key(&plain(name))).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlet_by_several_names() {
        assert_eq!(outlet("The Associated Press"), outlet("AP"));
        assert_eq!(outlet("The Norland Post"), outlet("NORLAND POST"));
        assert_eq!(leading_agency("the Associated Press, talks").as_deref(), Some("Associated Press"));
        assert_eq!(leading_agency("the press, talks"), None);
    }
}
