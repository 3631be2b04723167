//! Questions over stories put together by hand, with every row of their answers worked out by hand.

mod common;

use asking::{Answer, AnswerRow, RowKind, ask};
use jiff::civil::date;
use store::Library;

/// A row in the form of `tests/data/questions.tsv`; with what the question asks for where that is wanted.
fn row(row: &AnswerRow, whole: bool) -> String {
    let name = format!("{} {}", row.story, row.id.as_deref().unwrap_or("?"));
    let side = |side: &asking::Side| format!("{} ({})", side.value, side.by.join(", "));
    let detail = match row.kind {
        RowKind::Count | RowKind::Difference => row.sides.iter().map(side).collect::<Vec<_>>().join(", "),
        _ => row.who.join(", "),
    };
    if whole { format!("{name}: {detail}") } else { name }
}

fn rests_on_words(library: &mut Library, answer: &Answer) {
    for row in &answer.rows {
        let evidence: Vec<_> = row.evidence.iter().chain(row.sides.iter().flat_map(|side| &side.evidence)).collect();
        assert!(!evidence.is_empty() && row.lines > 0 && !row.reports.is_empty(), "{}: {row:?}", answer.question);
        for one in evidence {
            let text = library.entry(&one.report.0, None).expect("read").expect("a report").report.text;
            assert_eq!(one.quote, one.span.quote(&text));
            assert!(
                answer.reports.iter().any(|origin| origin.report == one.report.0) && row.reports.contains(&one.report)
            );
        }
    }
}

#[test]
fn answers_are_exact() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = common::library(&folder);
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("data/questions.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (question, expected) = line.split_once('\t').expect("a question and its rows");
        let answer =
            ask(&mut library, question, date(2031, 3, 19), 50).unwrap_or_else(|error| panic!("{question}: {error}"));
        rests_on_words(&mut library, &answer);
        let expected: Vec<&str> = if expected == "-" { Vec::new() } else { expected.split("; ").collect() };
        let found = answer
            .rows
            .iter()
            .enumerate()
            .map(|(at, found)| row(found, expected.get(at).is_some_and(|expected| expected.contains(": "))));
        let found: Vec<String> = found.collect();
        if found != expected {
            wrong.push(format!("{question}\n  expected {expected:?}\n  found    {found:?}\n  {:?}", answer.notes));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 120, "only {count} questions");
}

#[test]
fn an_answer_says_what_it_assumed_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = common::library(&folder);
    let mut notes = |question: &str| ask(&mut library, question, date(2031, 3, 19), 50).unwrap().notes.join("\n");
    assert!(notes("who met Ilse Brant").contains("it was read as \"ilse brandt\""));
    assert!(notes("who met Zoltan Quirk").contains("no report of the library names \"Zoltan Quirk\""));
    assert!(notes("who met Governor Anna Holt").contains("was read as \"Anna Holt\""));
    // The visit to come.
    assert!(notes("what happened in Norwick").contains("1 row is left out: planned"));
    assert!(notes("where do reports differ about the talks").contains("no row has the words"));
    assert!(notes("who met Reyl in the story of the comet").contains("no story has"));
    assert!(notes("who first reported the Sill dyke").contains("a report without a date"));
}

#[test]
fn rows_that_a_desk_corrected_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = common::library(&folder);
    let evidence = ask(&mut library, "who met Petz", date(2031, 3, 19), 50).unwrap().rows.remove(0).evidence.remove(0);
    let happening = corrections::Anchor::of(&evidence).unwrap();
    let rule =
        library.correct("Ann", &corrections::Correction::Date { happening, date: "2031-01-11".to_owned() }).unwrap();
    let answer = ask(&mut library, "who met Petz", date(2031, 3, 19), 50).unwrap();
    assert_eq!((&answer.rows[0].corrected, &answer.corrections), (&vec![rule.number], &vec![rule]));
    assert!(asking::text(&answer).contains("corrected by the desk, rule: 1\n"));
    assert!(ask(&mut library, "what did Petz say", date(2031, 3, 19), 50).unwrap().corrections.is_empty());
}

#[test]
fn no_more_rows_than_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = common::library(&folder);
    let answer = ask(&mut library, "what happened", date(2031, 3, 19), 2).unwrap();
    assert_eq!((answer.rows.len(), answer.more), (2, true));
    assert!(asking::text(&answer).contains("there are more rows than these 2"));
}

#[test]
fn an_answer_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = common::library(&folder);
    let answer = ask(&mut library, "who met Petz", date(2031, 3, 19), 50).unwrap();
    let expected = "who met \"Petz\"\n\n● 2031-01-12  Mira Castellan met Jon Petz in Sandquay  1 line\n    who: Mira Castellan\n    \
                    where: Sandquay\n    status: asserted\n      [1] 46–84: She met Jon Petz in Sandquay on Sunday\n\n\
                    [1] Sandquay Herald, 2031-01-12: Castellan speaks to the union (f3)\n";
    assert_eq!(asking::text(&answer), expected);
}
