//! Piles of a few reports, and the stories that an editor would make of them.

mod common;

use common::Told;
use grouping::{Profile, group, plainly_several, stories};
use record::grouped::GroupedStory;
use std::collections::BTreeSet;

fn told(id: &str, published: &str, title: &str, text: &str) -> Told {
    Told {
        id: id.to_owned(),
        published: (!published.is_empty()).then(|| published.to_owned()),
        title: title.to_owned(),
        text: text.to_owned(),
    }
}

/// Two ferries that sank, in two towns on two days, and talks about a dam.
fn pile() -> Vec<Told> {
    vec![
        told(
            "ferry-a",
            "2031-03-05",
            "Ferry sinks off Alder/G with 40 passengers aboard",
            "The ferry Heron/O capsized on 2031-03-04 in the strait of Alder/G . Captain Brandt/P and 40 passengers were \
             rescued by trawlers . The harbour master of Alder/G said the Heron/O was overloaded with timber . Divers \
             searched the wreck of the Heron/O",
        ),
        told(
            "ferry-b",
            "2031-03-05",
            "Trawlers rescue 40 passengers of Alder/G ferry",
            "Trawlers rescued 40 passengers on 2031-03-04 after the ferry Heron/O capsized in the strait of Alder/G . \
             Captain Brandt/P was the last aboard the Heron/O . The ferry was overloaded with timber said the harbour \
             master",
        ),
        told(
            "ferry-c",
            "2031-03-07",
            "Captain Brandt/P of the Heron/O questioned",
            "Prosecutors in Alder/G questioned Captain Brandt/P over the ferry Heron/O that capsized on 2031-03-04 . The \
             Heron/O was overloaded with timber . Trawlers rescued 40 passengers",
        ),
        told(
            "other-ferry-a",
            "2031-03-10",
            "Ferry sinks in Norwick/G",
            "The ferry Linnet/O capsized on 2031-03-09 in the estuary of Norwick/G . Captain Oduya/P and 12 passengers \
             swam ashore . The mayor of Norwick/G said fog hid a sandbank from the Linnet/O",
        ),
        told(
            "other-ferry-b",
            "2031-03-10",
            "Fog blamed as Norwick/G ferry Linnet/O hits sandbank",
            "Fog hid the sandbank on which the ferry Linnet/O capsized on 2031-03-09 said the mayor of Norwick/G . \
             Captain Oduya/P swam ashore with 12 passengers from the Linnet/O in the estuary",
        ),
        told(
            "dam-a",
            "2031-03-06",
            "Envoys of Estavia/G and Tarkistan/G meet over dam",
            "Envoy Reyl/P of Tarkistan/G met envoy Holt/P of Estavia/G on 2031-03-06 to discuss gauges and gates of the \
             dam . Estavia/G demanded night readings of the gauges . Reyl/P offered a commission of engineers",
        ),
        told(
            "dam-b",
            "2031-03-07",
            "Tarkistan/G offers commission of engineers for dam",
            "Envoy Reyl/P offered a commission of engineers on 2031-03-06 when Tarkistan/G and Estavia/G discussed the \
             dam . Envoy Holt/P of Estavia/G demanded night readings of gauges and gates",
        ),
    ]
}

fn profiles(pile: &[Told]) -> Vec<Profile> {
    pile.iter().map(Told::profile).collect()
}

/// The stories as sets of ids.
fn named(profiles: &[Profile]) -> BTreeSet<BTreeSet<String>> {
    group(profiles).into_iter().map(|group| group.into_iter().map(|at| profiles[at].id.clone()).collect()).collect()
}

fn sets(sets: &[&[&str]]) -> BTreeSet<BTreeSet<String>> {
    sets.iter().map(|set| set.iter().map(|id| (*id).to_owned()).collect()).collect()
}

fn printed(profiles: &[Profile]) -> Vec<GroupedStory> {
    stories(profiles, |group| group.len())
}

#[test]
fn two_happenings_of_one_kind_are_two_stories() {
    let expected =
        sets(&[&["ferry-a", "ferry-b", "ferry-c"], &["other-ferry-a", "other-ferry-b"], &["dam-a", "dam-b"]]);
    assert_eq!(named(&profiles(&pile())), expected);
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let mut pile = profiles(&pile());
    let first = printed(&pile);
    for _ in 0..pile.len() {
        pile.rotate_left(1);
        pile.swap(0, 3);
        assert_eq!(printed(&pile), first);
    }
}

#[test]
fn stories_say_what_tells_them_apart() {
    let pile = pile();
    let told = printed(&profiles(&pile));
    let story = |id: &str| told.iter().find(|story| story.id == id).unwrap_or_else(|| panic!("no story {id}"));
    let ferry = story("ferry-a");
    assert_eq!((ferry.from.as_deref(), ferry.to.as_deref()), (Some("2031-03-05"), Some("2031-03-07")));
    assert_eq!(ferry.lines, 3);
    let apart = ferry.apart_from.iter().find(|apart| apart.story == "other-ferry-a").expect("the other ferry");
    assert_eq!(
        apart.why,
        "another day: 2031-03-04, not 2031-03-09; another place: Alder, not Norwick; other people: Brandt, not Oduya"
    );
    assert!(pile.iter().any(|report| report.profile().title.as_deref() == Some(&ferry.title)));
}

#[test]
fn a_copy_joins_whatever_its_title_says() {
    let mut pile = pile();
    let mut copy = pile[5].clone();
    copy.id = "copy".to_owned();
    copy.title = "What the river brings".to_owned();
    copy.published = None;
    pile.push(copy);
    let found = named(&profiles(&pile));
    assert!(found.contains(&sets(&[&["dam-a", "dam-b", "copy"]]).pop_first().unwrap()), "{found:#?}");
}

#[test]
fn a_year_later_the_same_words_tell_of_another_happening() {
    let mut pile = pile();
    let mut later = pile[3].clone();
    later.id = "later".to_owned();
    later.published = Some("2032-03-10".to_owned());
    later.text =
        "The ferry Linnet/O ran aground on 2032-03-09 off Norwick/G . Captain Sorel/P called tugs . The ferry \
                  floated free with the tide"
            .to_owned();
    pile.push(later);
    assert!(named(&profiles(&pile)).contains(&sets(&[&["later"]]).pop_first().unwrap()));
}

#[test]
fn one_story_is_not_called_several() {
    let pile = profiles(&pile());
    assert_eq!(plainly_several(&pile[..3]), None);
    assert_eq!(plainly_several(&pile[..1]), None);
    assert_eq!(plainly_several(&[]), None);
    assert_eq!(plainly_several(&pile), Some(3));
}

#[test]
fn hostile_reports_harm_no_neighbour() {
    let mut pile = pile();
    pile.push(told("", "", "", ""));
    pile.push(told("", "no date at all", "", " . . "));
    // The same id again, with other words.
    pile.push(told("dam-a", "99999-99-99", "Rain/G", "Rain fell"));
    let told = printed(&profiles(&pile));
    assert_eq!(told.iter().map(|story| story.reports.len()).sum::<usize>(), pile.len());
    let ids: BTreeSet<&str> = told.iter().map(|story| story.id.as_str()).collect();
    assert_eq!(ids.len(), told.len(), "no two stories have one id");
    let ferry = told.iter().find(|story| story.id == "ferry-a").expect("the ferry");
    assert_eq!(ferry.reports.len(), 3);
    assert!(printed(&[]).is_empty());
}

#[test]
fn a_profile_survives_being_stored() {
    let profiles = profiles(&pile());
    let stored = serde_json::to_string(&profiles).expect("JSON");
    let read: Vec<Profile> = serde_json::from_str(&stored).expect("what was written");
    assert_eq!(read, profiles);
    assert_eq!(group(&read), group(&profiles));
}
