use super::*;
use jiff::civil::date;
use proptest::prelude::*;

/// Wednesday, 19 March 2031.
const TODAY: Date = date(2031, 3, 19);

fn read(question: &str) -> String {
    parse(question, TODAY).map_or_else(|error| error.code, |question| question.to_string())
}

#[test]
fn questions_as_people_ask_them() {
    for line in include_str!("../../tests/data/grammar.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (question, expected) = line.split_once('\t').expect("a question and how it is read");
        assert_eq!(read(question), expected, "{question}");
    }
}

#[test]
fn a_question_that_is_none_says_what_can_be_asked() {
    let error = parse("Will it rain?", TODAY).unwrap_err();
    assert_eq!(error.code, "ask/not-understood");
    let hint = error.hint.unwrap();
    assert!(FORMS.iter().all(|form| hint.contains(form)), "{hint}");
    assert!(parse("what changed", TODAY).unwrap_err().message.starts_with("since when?"));
    assert_eq!(parse(&"a".repeat(2_001), TODAY).unwrap_err().code, "ask/too-long");
}

/// Words of the grammar, names, days, signs: what makes questions and what nearly does.
const WORDS: [&str; 64] = [
    "who",
    "what",
    "whom",
    "when",
    "where",
    "how",
    "many",
    "did",
    "has",
    "have",
    "is",
    "are",
    "was",
    "were",
    "met",
    "meet",
    "with",
    "say",
    "said",
    "tell",
    "about",
    "to",
    "in",
    "at",
    "on",
    "by",
    "of",
    "since",
    "until",
    "before",
    "after",
    "between",
    "and",
    "from",
    "the",
    "story",
    "happened",
    "denied",
    "accused",
    "offered",
    "invite",
    "killed",
    "wounded",
    "reports",
    "differ",
    "first",
    "reported",
    "changed",
    "still",
    "open",
    "whose",
    "count",
    "Reyl",
    "Port Alder",
    "\"",
    "“",
    "2031-03-04",
    "4 March",
    "March",
    "1998",
    "yesterday",
    "last",
    "week",
    "?",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_words_are_read_or_refused(words in proptest::collection::vec(proptest::sample::select(WORDS.to_vec()), 0..14)) {
        let text = words.join(" ");
        if let Ok(question) = parse(&text, TODAY) {
            // What a question is printed as is read as the same question.
            prop_assert_eq!(parse(&question.to_string(), TODAY).ok(), Some(question.clone()), "{} as {}", text, question);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = parse(&text, TODAY);
    }

    #[test]
    fn any_name_in_quotation_marks_is_one(name in "[\\PC&&[^\"“”„«»]]{1,40}") {
        prop_assume!(!text::fold(&name).is_empty());
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let Ok(Question::Met { who, .. }) = parse(&format!("who met \"{name}\" in March"), TODAY) else { panic!("{name}") };
        prop_assert_eq!(who, name);
    }
}
