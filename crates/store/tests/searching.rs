//! Full text: the same on both kinds of database.

mod common;

use common::{entry, ferries, places};
use store::Library;

fn ids(library: &mut Library, words: &str) -> Vec<String> {
    let found = library.search(words, 20, None).expect("found");
    found.hits.into_iter().map(|hit| hit.report.id).collect()
}

#[test]
fn words_are_found_whatever_their_case_and_accents() {
    for place in places() {
        let mut library = place.open();
        let mut entries = ferries();
        entries.push(entry("arabic", "2031-03-11", "Paper", "The paper wrote أَحمد في المدينة on 2031-03-11"));
        library.add(&entries).expect("added");
        assert_eq!(ids(&mut library, "FERRY"), ["other-ferry", "ferry-b", "ferry-a"], "the latest first");
        assert_eq!(ids(&mut library, "ferry -trawlers"), ["other-ferry"]);
        assert_eq!(ids(&mut library, "ozturk"), ["other-ferry"]);
        assert_eq!(ids(&mut library, "ÖZTÜRK"), ["other-ferry"]);
        assert_eq!(ids(&mut library, "احمد المدينه"), ["arabic"]);
        assert_eq!(ids(&mut library, "\"harbour master of alder\""), ["ferry-a"]);
        assert_eq!(ids(&mut library, "\"master harbour\""), Vec::<String>::new());
        assert_eq!(ids(&mut library, "estuar* OR div*"), ["other-ferry", "ferry-a"]);
        assert_eq!(ids(&mut library, "nothing"), Vec::<String>::new());
        assert_eq!(ids(&mut library, "-ferry"), Vec::<String>::new(), "only what is left out is no search");
    }
}

#[test]
fn a_hit_points_to_the_words_of_the_original() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        let found = library.search("ozturk", 20, None).expect("found");
        let passage = &found.hits[0].passages[0];
        let text = library.entry("other-ferry", None).expect("read").expect("there").report.text;
        assert_eq!(passage.words[0].of(&text), "Öztürk");
        assert_eq!(passage.span.of(&text), passage.text);
    }
}

#[test]
fn pages_follow_each_other() {
    for place in places() {
        let mut library = place.open();
        let report = |i: usize| {
            entry(&format!("r{i}"), if i.is_multiple_of(3) { "" } else { "2031-03-05" }, "Dam", "The dam holds")
        };
        library.add(&(0..10).map(report).collect::<Vec<_>>()).expect("added");
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = library.search("dam", 4, after.as_deref()).expect("found");
            seen.extend(page.hits.into_iter().map(|hit| hit.report.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, ["r8", "r7", "r5", "r4", "r2", "r1", "r9", "r6", "r3", "r0"], "the undated last");
        assert_eq!(library.search("dam", 4, Some("x")).expect_err("no cursor").code, "library/cursor");
    }
}

#[test]
fn any_text_is_a_search() {
    let hard = [
        "\"",
        "'",
        "a'b",
        "\\",
        "a\\",
        "*",
        "-",
        "--",
        "a:b",
        "(a",
        "a AND NOT",
        "NEAR(a b)",
        "{a}: b",
        "^a",
        "a & b | !c",
        "<->",
        "OR OR",
        "\u{0}",
        "a\u{0}b",
        "é\u{301}",
        "🙂",
        "x'; DROP TABLE words; --",
        "-\"",
        "\"a*\"*",
        "ｆｅｒｒｙ",
    ];
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        for words in hard {
            library.search(words, 5, None).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            library.entities(words, 5).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            library.find_story(words).map(drop).unwrap_or_else(|error| assert_eq!(error.code, "library/ambiguous"));
        }
        let long = "ferry ".repeat(20_000);
        assert_eq!(ids(&mut library, &long).len(), 3);
        assert_eq!(ids(&mut library, "ｆｅｒｒｙ").len(), 3);
    }
}
