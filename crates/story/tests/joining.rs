//! Accounts that a model read are joined to happenings by what was learnt, and kept apart by what both state.

mod common;

use common::{Draft, tell};
use record::Story;
use record::reading::DetailKind;
use record::story::Agreement;

/// A report of a burst dam, with the day that it gives.
fn burst(id: &str, day: &str, value: &str) -> Draft {
    let clause = format!("The dam of Velden burst on {day}");
    Draft::new(id, "2031-03-09", &format!("{clause}, flooding the town."))
        .happening("burst", &clause, 0.9, 0)
        .at(day, value)
        .main()
}

fn accounts(story: &Story) -> Vec<usize> {
    story.events.iter().map(|event| event.accounts.len()).collect()
}

#[test]
fn reports_may_date_one_happening_some_days_apart_and_disagree() {
    let story = tell(&[&burst("a", "4 March", "2031-03-04"), &burst("b", "6 March", "2031-03-06")]);
    assert_eq!(accounts(&story), [2]);
    assert_eq!(story.events[0].time.as_ref().map(|time| time.agreement), Some(Agreement::Conflict));
}

#[test]
fn what_two_reports_date_weeks_apart_is_two_happenings() {
    let story = tell(&[&burst("a", "4 February", "2031-02-04"), &burst("b", "6 March", "2031-03-06")]);
    assert_eq!(accounts(&story), [1, 1]);
}

#[test]
fn what_one_report_puts_on_two_days_is_two_happenings() {
    let clause = "The dam of Velden burst";
    let draft = Draft::new("a", "2031-03-09", "The dam of Velden burst on 4 March. It gave way again on 6 March.")
        .happening("burst", clause, 0.9, 0)
        .at("4 March", "2031-03-04")
        .happening("gave", clause, 0.9, 0)
        .at("6 March", "2031-03-06");
    assert_eq!(accounts(&tell(&[&draft])), [1, 1]);
}

#[test]
fn two_rounds_of_a_series_are_two_happenings() {
    let round = |id: &str, words: &str, number: &str| {
        let clause = format!("The {words} round of talks ended in Velden");
        Draft::new(id, "2031-03-09", &format!("{clause}."))
            .happening("talks", &clause, 0.9, 0)
            .detail(DetailKind::Round, words, number)
            .main()
    };
    let (first, again, second) = (round("a", "first", "1"), round("b", "first", "1"), round("c", "second", "2"));
    assert_eq!(accounts(&tell(&[&first, &again])), [2]);
    assert_eq!(accounts(&tell(&[&first, &second])), [1, 1]);
}

#[test]
fn other_happenings_of_one_day_stay_apart() {
    let strike = Draft::new("b", "2031-03-09", "Pilots of Marvek walked out on 4 March.")
        .happening("walked", "Pilots of Marvek walked out on 4 March", 0.9, 9)
        .at("4 March", "2031-03-04")
        .main();
    assert_eq!(accounts(&tell(&[&burst("a", "4 March", "2031-03-04"), &strike])), [1, 1]);
}
