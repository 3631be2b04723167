//! A desk's corrections: kept, applied whenever a story is told, taken back; the same on both kinds of database.

mod common;

use common::{entry, ferries, places};
use corrections::{Correction, RowKind, anchor};
use store::{Filter, Library, Rows};

fn told(library: &mut Library) {
    assert_eq!(library.refresh(100).expect("told"), 0);
}

fn headlines(library: &mut Library) -> Vec<String> {
    let rows = library.happenings(&Filter { story: Some("ferry-a".to_owned()), ..Filter::default() }).expect("rows");
    rows.into_iter().map(|row| row.headline).collect()
}

#[test]
fn a_hidden_row_stays_hidden_until_it_is_taken_back() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        told(&mut library);
        let before = headlines(&mut library);
        let story = library.brief("ferry-a").expect("read").expect("told");
        let (row, at) = anchor(&story, "e0").expect("a happening");
        assert_eq!(row, RowKind::Happening);
        let rule = library.correct("Ann", &Correction::Hidden { row, at }).expect("kept");
        assert_eq!((rule.number, rule.author.as_str(), rule.at.as_str()), (1, "Ann", "2031-02-27T23:06:40Z"));
        told(&mut library);
        assert_eq!(headlines(&mut library), before[1..]);
        let story = library.brief("ferry-a").expect("read").expect("told");
        assert_eq!(story.corrections.len(), 1);
        assert_eq!((story.corrections[0].rule, story.corrections[0].touched.as_slice()), (1, &["e0".to_owned()][..]));
        assert_eq!(library.story("ferry-a").expect("read").expect("there").story, story, "also when told in passing");
        // Told again, after another report came and in another program.
        let mut library = place.open();
        library.add(&[entry("late", "2031-03-06", "Dam", "The dam of Quill/G holds")]).expect("added");
        told(&mut library);
        assert_eq!(headlines(&mut library), before[1..]);
        assert_eq!(library.corrections().expect("read"), std::slice::from_ref(&rule));
        assert_eq!(library.undo_correction(1).expect("undone"), Some(rule));
        assert_eq!(library.undo_correction(1).expect("read"), None, "only once");
        told(&mut library);
        assert_eq!(headlines(&mut library), before);
        assert!(library.corrections().expect("read").is_empty());
    }
}

#[test]
fn a_report_stays_in_the_story_that_it_was_put_into() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        let story = |library: &mut Library| library.report("ferry-b").expect("read").expect("there").story;
        let belongs = Correction::Belongs { report: "ferry-b".to_owned(), story: "other-ferry".to_owned() };
        library.correct("Ann", &belongs).expect("kept");
        assert_eq!(story(&mut library).as_deref(), Some("other-ferry"));
        library.settle().expect("settled");
        assert_eq!(story(&mut library).as_deref(), Some("other-ferry"), "a desk's word outweighs a grouping");
        library.undo_correction(1).expect("undone");
        assert_eq!(story(&mut library).as_deref(), Some("ferry-a"));
        told(&mut library);
        assert_eq!(library.check().expect("checked").problems, Vec::<String>::new());
        let nobody = Correction::Belongs { report: "nobody".to_owned(), story: "ferry-a".to_owned() };
        assert_eq!(library.correct("Ann", &nobody).expect_err("no such report").code, "library/unknown");
        assert!(library.corrections().expect("read").is_empty(), "nothing is kept of it");
    }
}

#[test]
fn what_questions_look_at() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        told(&mut library);
        let glances = library.glance(Rows::Happenings, &Filter { most: 100, ..Filter::default() }).expect("rows");
        assert!(!glances.is_empty());
        for rows in [Rows::Statements, Rows::Differences, Rows::Acts] {
            library.glance(rows, &Filter { most: 100, ..Filter::default() }).expect("rows");
        }
        let some =
            Filter { numbers: vec![glances[0].number], statuses: vec!["asserted".to_owned()], ..Filter::default() };
        let rows = library.happenings(&some).expect("rows");
        assert_eq!(rows.iter().map(|row| &row.headline).collect::<Vec<_>>(), [&glances[0].words]);
        assert_eq!(library.stories_with("Trawlers ÖZTÜRK", 9).expect("read"), Vec::<String>::new());
        assert_eq!(library.stories_with("norwick öztürk", 9).expect("read"), ["other-ferry"]);
        assert_eq!(library.stories_with("ferry", 9).expect("read"), ["other-ferry", "ferry-a"], "the latest first");
        let march = |day| jiff::civil::date(2031, 3, day);
        assert_eq!(library.stories_since(march(6), 9).expect("read"), ["other-ferry"]);
        assert!(library.told_since("ferry-a", march(6)).expect("read").is_empty());
        assert!(!library.told_since("ferry-a", march(5)).expect("read").is_empty());
        let origins = library.origins(&["other-ferry", "nobody", "ferry-a"]).expect("read");
        let ids: Vec<&str> = origins.iter().map(|origin| origin.report.as_str()).collect();
        assert_eq!(ids, ["ferry-a", "other-ferry"]);
        assert_eq!(origins[0].outlet.as_deref(), Some("The ferry-a Post"));
        assert!(library.names_from('b').expect("read").contains(&"brandt".to_owned()));
        library.holders("Captain", 9).expect("read");
    }
}
