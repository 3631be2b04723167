//! What is one thing told twice, and what is not told at all.

mod common;

use common::{Draft, tell};
use record::reading::AttributionKind;

#[test]
fn what_somebody_was_asked_is_not_what_he_said() {
    let text = "Asked whether he was snubbed, Tomas Reyl said the river would rise for three more days.";
    let draft = Draft::new("a", "2031-03-05", text)
        .person(&["Tomas Reyl"], "", "")
        .says("Tomas Reyl", "said", "Asked whether he was snubbed", AttributionKind::Indirect)
        .says("Tomas Reyl", "said", "the river would rise for three more days", AttributionKind::Indirect);
    let said: Vec<String> = tell(&[&draft]).statements.into_iter().map(|statement| statement.content).collect();
    assert_eq!(said, ["the river would rise for three more days"]);
}

#[test]
fn a_short_sentence_copied_tells_of_one_event() {
    let report = |id: &str, day: &str, words: &str| {
        Draft::new(id, day, words).person(&["Tomas Reyl"], "", "").event("REJECT", "rejected", &["Tomas Reyl"], &[])
    };
    let first = report("a", "2031-03-05", "Tomas Reyl rejected the last demand");
    let copy = report("b", "2031-03-06", "Tomas Reyl rejected the last demand");
    let other = report("c", "2031-03-06", "Tomas Reyl rejected a plan for six new bridges over the border");
    assert_eq!(tell(&[&first, &copy]).events.len(), 1);
    assert_eq!(tell(&[&first, &other]).events.len(), 2);
}
