//! Literate cases: a sentence, a dictionary, and what it makes of a word of the sentence.
//!
//! Dictionaries, names and sentences are invented.

use dictionary::{Coded, Dictionary, Rule, Verdict};
use record::conllu::{self, Document};

const CASES: &str = include_str!("events.txt");
const TREES: &str = include_str!("events.conllu");
const PETRARCH: &str = include_str!("petrarch.verbs");
const TABARI: &str = include_str!("tabari.verbs");

/// The dictionary and its text.
fn dictionary(name: &str) -> (Dictionary, &'static str) {
    let text = if name == "petrarch" { PETRARCH } else { TABARI };
    let mut dictionary = Dictionary::default();
    let problems: Vec<String> = dictionary.add(name, text.as_bytes()).iter().map(ToString::to_string).collect();
    let expected = "petrarch: warning: 1 transformations (lines with ~) are not used";
    assert!(problems.iter().all(|problem| problem == expected), "{problems:?}");
    (dictionary, text)
}

/// Where the words stand in a sentence.
fn places(document: &Document, sentence: usize, words: &str) -> Vec<usize> {
    let tokens = &document.analysis.sentences[sentence].tokens;
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let forms: Vec<&str> = tokens.iter().map(|token| token.span.of(&document.text)).collect();
    let start = forms.windows(words.len()).position(|window| window == words);
    let start = start.unwrap_or_else(|| panic!("{words:?} in {forms:?}"));
    (start..start + words.len()).collect()
}

fn shown(document: &Document, sentence: usize, verdict: &Verdict, text: &str) -> String {
    let words = |places: &[usize]| {
        let tokens = &document.analysis.sentences[sentence].tokens;
        places.iter().map(|&i| tokens[i].span.of(&document.text)).collect::<Vec<_>>().join(" ")
    };
    let line = |rule: &Rule| text.lines().nth(rule.line - 1).unwrap_or_default().split(" ;").next().unwrap_or_default();
    match verdict {
        Verdict::Silent => "silent".to_owned(),
        Verdict::Nothing(rule) => format!("nothing | {}", line(rule)),
        Verdict::Discard(rule) => format!("discard | {}", line(rule)),
        Verdict::Event(Coded { code, back, source, target, rule }) => {
            let back = back.as_ref().map(|back| format!(":{back}")).unwrap_or_default();
            let roles = format!("{} > {}", words(source), words(target));
            format!("{code}{back} {} | {}", roles.trim(), line(rule))
        }
    }
}

#[test]
fn every_case_is_coded_as_it_says() {
    let document = conllu::parse(TREES).unwrap();
    let mut sentence = None;
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some(case) = line.strip_prefix("  ") else {
            let next = sentence.map_or(0, |sentence| sentence + 1);
            sentence = Some(next);
            assert_eq!(document.analysis.sentences[next].span.of(&document.text), line);
            continue;
        };
        let sentence = sentence.unwrap();
        let (head, expected) = case.split_once(" = ").unwrap();
        let (asked, roles) = head.split_once(": ").unwrap();
        let (name, trigger) = asked.split_once(' ').unwrap();
        let (source, target) = roles.split_once('>').unwrap();
        let [trigger, source, target] = [trigger, source, target].map(|words| places(&document, sentence, words));
        let (dictionary, text) = dictionary(name);
        let tree = &document.analysis.sentences[sentence];
        let verdict = dictionary.verdict(tree, &document.text, trigger[0], &source, &target);
        let found = shown(&document, sentence, &verdict, text);
        if found != expected {
            wrong.push(format!("{case}\n    found {found}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!((sentence, count), (Some(document.analysis.sentences.len() - 1), 35));
}

#[test]
fn a_trigger_outside_of_the_sentence_is_silent() {
    let document = conllu::parse(TREES).unwrap();
    let (dictionary, _) = dictionary("petrarch");
    let tree = &document.analysis.sentences[0];
    assert_eq!(dictionary.verdict(tree, &document.text, 99, &[0], &[88]), Verdict::Silent);
    assert!(dictionary.event_code(tree, &document.text, 1, &[77], &[88]).is_some(), "words that are none do no harm");
}
