//! Numbers of several reports: of one blow, and of one thing that all count.

mod common;

use common::{Draft, tell};
use record::Story;
use record::reading::DetailKind;
use record::story::{Agreement, DiscrepancyKind};

/// A blow told in one sentence, those it struck in the next.
fn blow(id: &str, published: &str, dead: &str, number: &str) -> Draft {
    let text = format!("A shell hit the harbour of Velden on Tuesday. It killed {dead}, the port master said.");
    Draft::new(id, published, &text)
        .place("Velden")
        .event("ASSAULT", "hit", &[], &[])
        .at("Tuesday", "2031-03-04")
        .in_place("Velden")
        .event("ASSAULT", "killed", &[], &[])
        .detail(DetailKind::Count, number, number)
}

fn killed(story: &Story) -> (usize, Vec<Agreement>) {
    let tolls = story.events.iter().flat_map(|event| &event.attributes).filter(|named| named.name == "killed");
    (story.events.len(), tolls.map(|named| named.attribute.agreement).collect())
}

#[test]
fn a_blow_and_those_it_struck_are_one_event() {
    let story = tell(&[&blow("a", "2031-03-05", "11 villagers", "11")]);
    assert_eq!(killed(&story), (1, vec![Agreement::Single]));
}

#[test]
fn reports_that_give_other_numbers_of_dead_conflict() {
    let (a, b) = (blow("a", "2031-03-05", "11 villagers", "11"), blow("b", "2031-03-05", "6 guards", "6"));
    let story = tell(&[&a, &b]);
    assert_eq!(killed(&story), (1, vec![Agreement::Conflict]));
    let [difference] = story.discrepancies.as_slice() else { panic!("{:#?}", story.discrepancies) };
    let values: Vec<&str> = difference.accounts.iter().map(|account| account.value.as_str()).collect();
    assert_eq!((difference.attribute.as_str(), difference.kind), ("killed", DiscrepancyKind::Conflict));
    assert_eq!(values, ["11", "6"]);
}

#[test]
fn one_toll_told_again_days_later_is_the_same_dead() {
    let again = |dead: &str, number: &str| {
        let text = format!("The mayor recalled last week's shelling. It killed {dead} in all.");
        Draft::new("b", "2031-03-09", &text).event("ASSAULT", "killed", &[], &[]).detail(
            DetailKind::Count,
            number,
            number,
        )
    };
    let first = blow("a", "2031-03-05", "11 villagers", "11");
    assert_eq!(killed(&tell(&[&first, &again("11 residents", "11")])).0, 1);
    assert_eq!(killed(&tell(&[&first, &again("14 residents", "14")])).0, 2);
}

fn ferries(id: &str, words: &str) -> Draft {
    Draft::new(id, "2031-03-05", &format!("The harbour is closed. {words}"))
}

fn counted(a: &str, b: &str) -> Vec<Vec<String>> {
    let (a, b) = (ferries("a", a), ferries("b", b));
    let values = |figures: &record::story::FigureDifference| {
        figures.accounts.iter().map(|account| account.value.clone()).collect()
    };
    tell(&[&a, &b]).figures.iter().map(values).collect()
}

#[test]
fn a_number_changed_in_copying_is_found() {
    let found = counted(
        "The levy protects 11 ferries of the northern fleet from foreign owners",
        "The levy protects 12 ferries of the northern fleet from foreign owners",
    );
    assert_eq!(found, [["11 ferries", "12 ferries"]]);
}

#[test]
fn the_same_number_is_no_difference() {
    let words = "The levy protects 11 ferries of the northern fleet from foreign owners";
    assert!(counted(words, words).is_empty());
    assert!(counted(words, &words.replace("11 ferries", "more than 10 ferries")).is_empty());
}

#[test]
fn two_numbers_of_one_noun_are_not_compared_crosswise() {
    let words = "The levy protects 11 ferries of the northern fleet and 6 ferries of the southern fleet";
    assert!(counted(words, words).is_empty());
}

#[test]
fn one_noun_in_sentences_of_other_things_is_not_compared() {
    let found =
        counted("Inspectors counted 11 ferries at the northern quay", "A company in Marvek wants to sell 40 ferries");
    assert!(found.is_empty(), "{found:?}");
}
