//! Which happenings of several invented reports are rows, and what each row has.

mod common;

use common::{Draft, tell};
use record::Story;
use record::reading::TimeBasis;
use record::story::TimelineEntry;

fn dam() -> Draft {
    let text = "The dam burst on 4 March. Norland closed a bridge on 1 March. Reyl left. Suderia had built the dam in 2001. \
                An inquest is likely.";
    Draft::new("dam", "2031-03-05", text)
        .happening("burst", "The dam burst on 4 March", 0.9, 0)
        .at("4 March", "2031-03-04")
        .main()
        .happening("closed", "Norland closed a bridge on 1 March", 0.8, 1)
        .at("1 March", "2031-03-01")
        .happening("left", "Reyl left", 0.7, 2)
        .between("2031-03-03", "2031-03-05")
        .happening("built", "Suderia had built the dam in 2001", 0.6, 3)
        .at("2001", "2001")
        .happening("inquest", "An inquest is likely", 0.7, 4)
}

fn titles(story: &Story) -> Vec<&str> {
    story.timeline.iter().map(|row| row.title.as_str()).collect()
}

fn row<'a>(story: &'a Story, title: &str) -> &'a TimelineEntry {
    story.timeline.iter().find(|row| row.title.starts_with(title)).unwrap_or_else(|| panic!("{:?}", titles(story)))
}

#[test]
fn what_an_editor_lists_is_a_row_in_order_of_time() {
    let story = tell(&[&dam()]);
    let expected = [
        "Suderia had built the dam in 2001",
        "Norland closed a bridge on 1 March",
        "Reyl left",
        "The dam burst on 4 March",
        "An inquest is likely",
    ];
    assert_eq!(titles(&story), expected);
    let shape = |title: &str| {
        let row = row(&story, title);
        (row.date.as_deref(), row.from.as_deref(), row.to.as_deref(), row.precision.as_deref(), row.basis)
    };
    let day = Some("2031-03-04");
    assert_eq!(shape("The dam"), (day, day, day, Some("day"), Some(TimeBasis::Stated)));
    assert_eq!(
        shape("Suderia"),
        (Some("2001"), Some("2001-01-01"), Some("2001-12-31"), Some("year"), Some(TimeBasis::Stated))
    );
    assert_eq!(shape("Reyl"), (None, Some("2031-03-03"), Some("2031-03-05"), None, Some(TimeBasis::Bounded)));
    assert_eq!(shape("An inquest"), (None, None, None, None, None));
}

#[test]
fn one_row_is_the_main_one_and_what_was_long_before_is_background() {
    let story = tell(&[&dam()]);
    let main: Vec<&str> = story.timeline.iter().filter(|row| row.main).map(|row| row.title.as_str()).collect();
    let background: Vec<&str> =
        story.timeline.iter().filter(|row| row.background).map(|row| row.title.as_str()).collect();
    assert_eq!((main, background), (vec!["The dam burst on 4 March"], vec!["Suderia had built the dam in 2001"]));
}

#[test]
fn a_happening_of_two_reports_is_one_row_of_both() {
    let other = Draft::new("other", "2031-03-05", "A dam of Suderia burst on 4 March, the mayor wrote.")
        .happening("burst", "A dam of Suderia burst on 4 March", 0.9, 0)
        .at("4 March", "2031-03-04")
        .main();
    let story = tell(&[&dam(), &other]);
    let bursts: Vec<_> = story.timeline.iter().filter(|row| row.title.contains("burst")).collect();
    let [burst] = bursts.as_slice() else { panic!("{:?}", titles(&story)) };
    let reports: Vec<&str> = burst.reports.iter().map(|id| id.0.as_str()).collect();
    assert_eq!((reports, burst.lines, burst.main), (vec!["dam", "other"], 2, true));
    assert_eq!(story.events[burst.events[0].0].accounts.len(), 2);
}

#[test]
fn happenings_under_one_sentence_are_one_row_with_the_reports_of_all() {
    let clause = "A fire in the hall injured three guards";
    let fire = Draft::new("fire", "2031-03-05", "A fire in the hall injured three guards.")
        .happening("fire", clause, 0.8, 0)
        .between("2031-03-04", "2031-03-05");
    let guards =
        Draft::new("guards", "2031-03-05", "Three guards were injured. A fire in the hall injured three guards.")
            .happening("injured", clause, 0.8, 9)
            .between("2031-03-04", "2031-03-05");
    let story = tell(&[&fire, &guards]);
    assert_eq!(titles(&story), [clause]);
    let reports: Vec<&str> = story.timeline[0].reports.iter().map(|id| id.0.as_str()).collect();
    assert_eq!(reports, ["fire", "guards"]);
}

#[test]
fn what_only_one_supposes_is_no_row() {
    let story = tell(&[&{
        let mut draft = dam();
        for event in draft.reading.events.iter_mut().filter(|event| event.clause.text.starts_with("An inquest")) {
            event.factuality = record::reading::Factuality::Possible;
        }
        draft
    }]);
    assert!(!titles(&story).contains(&"An inquest is likely"), "{:?}", titles(&story));
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let other = Draft::new("other", "2031-03-06", "The dam burst on 4 March, and Reyl left.")
        .happening("burst", "The dam burst on 4 March", 0.9, 0)
        .at("4 March", "2031-03-04")
        .main()
        .happening("left", "Reyl left", 0.5, 2);
    assert_eq!(tell(&[&dam(), &other]), tell(&[&other, &dam()]));
}
