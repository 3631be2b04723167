//! The words that matter for attributions, read from the data files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Classes of verbs; `data/attributions/cues.tsv` says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Say,
    Clause,
    Tell,
    Ask,
    Promise,
    Think,
    Perceive,
    Show,
    Judge,
    Manner,
}

/// Classes of nouns; `data/attributions/nouns.tsv` says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Speech,
    Document,
    Person,
    Office,
    Body,
    Media,
    Hearers,
    Occasion,
}

/// What a phrase about anonymity does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anonymity {
    Request,
    Ground,
}

static CUES: LazyLock<BTreeMap<&str, Cue>> = LazyLock::new(|| {
    let class = |name: &str| match name {
        "say" => Some(Cue::Say),
        "clause" => Some(Cue::Clause),
        "tell" => Some(Cue::Tell),
        "ask" => Some(Cue::Ask),
        "promise" => Some(Cue::Promise),
        "think" => Some(Cue::Think),
        "perceive" => Some(Cue::Perceive),
        "show" => Some(Cue::Show),
        "judge" => Some(Cue::Judge),
        "manner" => Some(Cue::Manner),
        _ => None,
    };
    rows(include_str!("../../data/attributions/cues.tsv"))
        .filter_map(|(word, name)| Some((word, class(name)?)))
        .collect()
});

static NOUNS: LazyLock<BTreeMap<&str, Vec<Noun>>> = LazyLock::new(|| {
    let class = |name: &str| match name {
        "speech" => Some(Noun::Speech),
        "document" => Some(Noun::Document),
        "person" => Some(Noun::Person),
        "office" => Some(Noun::Office),
        "body" => Some(Noun::Body),
        "media" => Some(Noun::Media),
        "hearers" => Some(Noun::Hearers),
        "occasion" => Some(Noun::Occasion),
        _ => None,
    };
    let mut nouns: BTreeMap<&str, Vec<Noun>> = BTreeMap::new();
    for (word, name) in rows(include_str!("../../data/attributions/nouns.tsv")) {
        nouns.entry(word).or_default().extend(class(name));
    }
    nouns
});

static ANONYMITY: LazyLock<Vec<(Vec<&str>, Anonymity)>> = LazyLock::new(|| {
    let kind = |name: &str| match name {
        "request" => Some(Anonymity::Request),
        "ground" => Some(Anonymity::Ground),
        _ => None,
    };
    rows(include_str!("../../data/attributions/anonymity.tsv"))
        .filter_map(|(words, name)| Some((words.split(' ').collect(), kind(name)?)))
        .collect()
});

/// The rows of a table of two columns.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The class of a verb, by its lemma; by its form where the lemma is no word ("announc", "repliy").
pub(super) fn cue(lemma: &str, form: &str) -> Option<Cue> {
    let known = |word: &str| CUES.get(word).copied();
    let form = form.to_lowercase();
    known(&lemma.to_lowercase()).or_else(|| {
        let stem =
            |end: &str, instead: &str| form.strip_suffix(end).and_then(|stem| known(&format!("{stem}{instead}")));
        let endings =
            [("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("s", ""), ("es", ""), ("ies", "y")];
        endings.into_iter().find_map(|(end, instead)| stem(end, instead))
    })
}

/// Whether a noun is of a class, by its lemma.
pub(super) fn is_noun(lemma: &str, class: Noun) -> bool {
    NOUNS.get(lemma.to_lowercase().as_str()).is_some_and(|classes| classes.contains(&class))
}

/// The phrases about anonymity, as lemmas.
pub(super) fn anonymity() -> &'static [(Vec<&'static str>, Anonymity)] {
    &ANONYMITY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_with_a_broken_lemma_is_known_by_its_form() {
        assert_eq!(cue("announc", "announced"), Some(Cue::Say));
        assert_eq!(cue("repliy", "replies"), Some(Cue::Say));
        assert_eq!(cue("say", "Said"), Some(Cue::Say));
        assert_eq!(cue("walk", "walked"), None);
    }

    #[test]
    fn every_row_of_the_tables_has_a_known_class_and_stands_once() {
        let cues = rows(include_str!("../../data/attributions/cues.tsv")).count();
        assert_eq!(cues, CUES.len());
        let nouns = rows(include_str!("../../data/attributions/nouns.tsv")).count();
        assert_eq!(nouns, NOUNS.values().map(Vec::len).sum::<usize>());
        let phrases = rows(include_str!("../../data/attributions/anonymity.tsv")).count();
        assert_eq!(phrases, ANONYMITY.len());
    }
}
