//! What a library keeps and gives back: the same on both kinds of database.

mod common;

use common::{entry, ferries, places};
use store::{ChangeKind, Filter, Library};

fn told(library: &mut Library) {
    assert_eq!(library.refresh(100).expect("told"), 0);
}

#[test]
fn reports_go_in_once_and_fall_into_stories() {
    for place in places() {
        let mut library = place.open();
        let added = library.add(&ferries()).expect("added");
        assert_eq!(added.added, ["ferry-a", "ferry-b", "other-ferry"]);
        assert_eq!(added.stories, ["ferry-a", "other-ferry"]);
        let last = library.last_change().expect("a number");
        let again = library.add(&ferries()).expect("added");
        assert_eq!(again.unchanged, ["ferry-a", "ferry-b", "other-ferry"]);
        assert!(again.added.is_empty() && again.versions.is_empty() && again.stories.is_empty());
        assert_eq!(library.last_change().expect("a number"), last, "nothing changed");
        told(&mut library);
        let stories = library.stories().expect("stories");
        let shown: Vec<(&str, usize, bool)> =
            stories.iter().map(|story| (story.id.as_str(), story.reports, story.stale)).collect();
        assert_eq!(shown, [("other-ferry", 1, false), ("ferry-a", 2, false)], "the latest first");
        assert_eq!(stories[1].from.as_deref(), Some("2031-03-05"));
        assert_eq!(stories[0].title, "Ferry sinks in Norwick");
    }
}

#[test]
fn an_entry_comes_back_as_it_went_in() {
    for place in places() {
        let mut library = place.open();
        let mut entries = ferries();
        // Without a date a report may be read again: all of its analysis is kept.
        entries[0].report.published = None;
        entries[0].report.text.push_str("\nZürich, “Ñandú” – عربي");
        library.add(&entries).expect("added");
        for entry in &entries {
            let back = library.entry(&entry.report.id.0, None).expect("read").expect("there");
            assert_eq!(&back, entry);
        }
        assert_eq!(library.entry("nobody", None).expect("read"), None);
    }
}

#[test]
fn a_story_is_what_its_readings_say_together() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        told(&mut library);
        let kept = library.brief("ferry-a").expect("read").expect("told");
        let whole = library.story("ferry-a").expect("read").expect("there");
        assert_eq!(whole.story, kept, "told again it is the same");
        let entries = &ferries()[..2];
        let tellings: Vec<story::Telling<'_>> = entries
            .iter()
            .map(|entry| story::Telling { report: &entry.report, analysis: &entry.analysis, reading: &entry.reading })
            .collect();
        assert_eq!(kept, story::tell(&tellings), "and the same as without a library");
        assert_eq!(whole.entries.len(), 2);
        assert_eq!(library.story("nobody").expect("read"), None);
        let found = library.find_story("NORWICK ferry").expect("read").expect("by the words of its title");
        assert_eq!(found.id, "other-ferry");
        let found = library.find_story("trawlers rescue").expect("read").expect("by a title of its reports");
        assert_eq!(found.id, "ferry-a");
        let two = library.find_story("ferry").expect_err("two stories");
        assert_eq!(two.code, "library/ambiguous");
    }
}

#[test]
fn another_text_is_a_version() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        let mut changed = ferries().remove(0);
        changed.report.text = changed.report.text.replace("40 passengers", "41 passengers");
        let added = library.add(&[changed.clone()]).expect("added");
        assert_eq!(added.versions, ["ferry-a"]);
        assert_eq!(added.stories, ["ferry-a"], "it stays in its story");
        told(&mut library);
        let versions = library.versions("ferry-a").expect("versions");
        assert_eq!(versions.iter().map(|version| version.version).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(library.report("ferry-a").expect("read").expect("there").versions, 2);
        let text = |version| library_text(&mut place.open(), version);
        assert!(text(None).contains("41 passengers") && text(Some(1)).contains("40 passengers"));
        assert_eq!(library.add(&ferries()).expect("added").unchanged.len(), 3, "the old text is known too");
        assert_eq!(library.search("41", 10, None).expect("found").hits.len(), 1);
        assert!(library.check().expect("checked").problems.is_empty());
    }
}

fn library_text(library: &mut Library, version: Option<usize>) -> String {
    library.entry("ferry-a", version).expect("read").expect("there").report.text
}

#[test]
fn an_address_names_a_report() {
    for place in places() {
        let mut library = place.open();
        let mut first = entry("0a", "2031-03-05", "Dam", "The dam of Alder/G holds");
        first.report.url = Some("https://post.example/dam#top".to_owned());
        let mut second = entry("0b", "2031-03-05", "Dam", "The dam of Alder/G breaks");
        second.report.url = Some("https://post.example/dam".to_owned());
        library.add(&[first]).expect("added");
        assert_eq!(library.add(&[second]).expect("added").versions, ["0a"]);
        let report = library.report_at("https://post.example/dam").expect("read").expect("there");
        assert_eq!((report.id.as_str(), report.versions), ("0a", 2));
        let entry = library.entry("0a", None).expect("read").expect("there");
        assert_eq!(entry.report.id.0, "0a", "a version goes by the report's name");
    }
}

#[test]
fn a_report_is_taken_out() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        told(&mut library);
        assert!(library.remove("other-ferry").expect("removed"));
        assert!(!library.remove("other-ferry").expect("nothing to remove"));
        assert!(library.remove("ferry-b").expect("removed"));
        told(&mut library);
        let stories = library.stories().expect("stories");
        assert_eq!(stories.len(), 1);
        assert_eq!(stories[0].reports, 1);
        assert!(library.search("trawlers", 10, None).expect("found").hits.len() == 1);
        let checked = library.check().expect("checked");
        assert_eq!((checked.reports, checked.versions), (1, 1));
        assert_eq!(checked.problems, Vec::<String>::new());
        let kinds: Vec<ChangeKind> =
            library.changes(0, 100).expect("changes").iter().map(|change| change.kind).collect();
        let count = |kind| kinds.iter().filter(|other| **other == kind).count();
        assert_eq!(count(ChangeKind::ReportAdded), 3);
        assert_eq!(count(ChangeKind::ReportRemoved), 2);
        assert_eq!(count(ChangeKind::StoryEnded), 1);
        // What is added again is new again.
        assert_eq!(library.add(&ferries()).expect("added").added, ["ferry-b", "other-ferry"]);
    }
}

#[test]
fn rows_point_to_words() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        told(&mut library);
        let found = library.entities("ozturk", 10).expect("found");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].kind.as_str()), ("Öztürk", "PER"));
        let spellings = library.spellings(found[0].number).expect("spellings");
        let entry = library.entry(&spellings[0].report, None).expect("read").expect("there");
        let (first, end) = spellings[0].span;
        assert_eq!(&entry.report.text[first..end], "Öztürk");
        let all = library.happenings(&Filter { story: Some("ferry-a".to_owned()), ..Filter::default() }).expect("rows");
        assert!(!all.is_empty());
        for row in &all {
            for evidence in &row.evidence {
                let entry = library.entry(&evidence.report.0, None).expect("read").expect("there");
                assert_eq!(evidence.quote, evidence.span.quote(&entry.report.text));
            }
        }
        let days = |since: &str, until: &str| {
            let filter = Filter { since: Some(since.to_owned()), until: Some(until.to_owned()), ..Filter::default() };
            let found = place.open().happenings(&filter).expect("rows");
            found.into_iter().map(|row| row.date.unwrap_or_default()).collect::<Vec<_>>()
        };
        assert!(days("2031-03-04", "2031-03-05").iter().all(|date| date == "2031-03-04"));
        assert!(!days("2031-03-09", "2031-03-09").is_empty());
        assert!(days("2031-03-11", "2031-12-31").is_empty());
    }
}

#[test]
fn an_older_handle_sees_what_others_added() {
    for place in places() {
        let mut one = place.open();
        let mut other = place.open();
        let mut entries = ferries();
        let last = entries.split_off(1);
        one.add(&entries).expect("added");
        other.add(&last).expect("added");
        assert_eq!(one.stories().expect("stories").len(), 2);
        assert_eq!(other.report("ferry-b").expect("read").expect("there").story.as_deref(), Some("ferry-a"));
        let again = one.add(&[entry("ferry-d", "2031-03-06", "Heron/O divers of Alder/G", "Divers searched the wreck of the ferry Heron/O in the strait of Alder/G . Captain Brandt/P and 40 passengers were rescued by trawlers")]);
        assert_eq!(again.expect("added").stories, ["ferry-a"]);
    }
}

/// Which reports are together, whatever the stories are called.
fn together(library: &mut Library) -> std::collections::BTreeSet<Vec<String>> {
    let stories = library.grouped(None).expect("stories");
    let ids = |story: record::grouped::GroupedStory| {
        let mut ids: Vec<String> = story.reports.into_iter().map(|report| report.id.0).collect();
        ids.sort();
        ids
    };
    stories.into_iter().map(ids).collect()
}

#[test]
fn settled_stories_do_not_depend_on_the_order_and_can_be_taken_back() {
    for (place, other) in places().into_iter().zip(places()) {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        let before = together(&mut library);
        let moved = library.settle().expect("settled");
        library.refresh(100).expect("told");
        let settled = together(&mut library);
        let ids: Vec<String> = library.stories().expect("stories").into_iter().map(|story| story.id).collect();
        assert_eq!(ids, ["other-ferry", "ferry-a"], "they keep their ids");
        let mut backwards = other.open();
        for entry in ferries().into_iter().rev() {
            backwards.add(&[entry]).expect("added");
        }
        backwards.settle().expect("settled");
        assert_eq!(together(&mut backwards), settled);
        assert_eq!(library.undo_settling().expect("taken back").len(), moved.len());
        assert_eq!(together(&mut library), before);
        assert_eq!(library.undo_settling().expect_err("only once").code, "library/nothing-to-undo");
        assert_eq!(library.check().expect("checked").problems, Vec::<String>::new());
    }
}

#[test]
fn a_lost_connection_loses_nothing_that_was_accepted() {
    let Ok(server) = common::server() else { return };
    let place = server.database();
    let store::Location::Server(address) = &place.location else { unreachable!("a server was asked for") };
    let mut library = place.open();
    library.add(&ferries()).expect("added");
    let mut other = postgres::Client::connect(address, postgres::NoTls).expect("a connection");
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    other.execute(others, &[]).expect("ended");
    let late = entry("late", "2031-03-11", "Dam", "The dam holds");
    assert_eq!(library.add(&[late]).expect_err("the connection is gone").code, "library/lost");
    let checked = place.open().check().expect("checked");
    assert_eq!((checked.reports, checked.problems), (3, Vec::new()));
    let nowhere = store::Location::parse("postgres:///desk?host=/nowhere&user=desk");
    assert_eq!(Library::open(&nowhere).err().expect("no server there").code, "library/lost");
}

#[test]
fn writers_on_a_server_wait_for_each_other() {
    let Ok(server) = common::server() else { return };
    let place = server.database();
    place.open();
    let writer = |name: &'static str| {
        let mut library = place.open();
        move || {
            for i in 0..8 {
                let text = format!("The dam number {i} of {name} holds");
                library.add(&[entry(&format!("{name}{i}"), "2031-03-05", "Dam", &text)]).expect("added");
            }
        }
    };
    std::thread::scope(|scope| {
        for name in ["a", "b", "c"] {
            scope.spawn(writer(name));
        }
    });
    let checked = place.open().check().expect("checked");
    assert_eq!((checked.reports, checked.problems), (24, Vec::new()));
}
