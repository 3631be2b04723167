//! Mentions and the codes that the invented dictionaries give them.

use dictionary::{ActorCode, Dictionary, Word};
use record::timex::interval;

fn dictionary() -> Dictionary {
    let mut dictionary = Dictionary::default();
    let problems = dictionary.add("actors", include_bytes!("invented.actors").as_slice());
    let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["actors:17: warning: 091131 is no day: the last of its month is taken"]);
    assert_eq!(dictionary.add("agents", include_bytes!("invented.agents").as_slice()), []);
    dictionary
}

fn found(mention: &str, date: &str) -> Option<ActorCode> {
    let words: Vec<Word> = mention.split(' ').map(Word::plain).collect();
    dictionary().actor_code(&words, interval(date))
}

fn code(mention: &str) -> Option<String> {
    found(mention, "2031-03-05").map(|found| found.code)
}

#[test]
fn agents_are_added_to_the_country() {
    assert_eq!(code("Norlandic soldiers").as_deref(), Some("NORMIL"));
    assert_eq!(code("soldiers of Suderia").as_deref(), Some("SUDMIL"));
    assert_eq!(code("a Norlandic relief group").as_deref(), Some("NGONOR"));
    assert_eq!(code("Suderian fishermen and police").as_deref(), Some("SUDAGRCOP"));
    assert_eq!(code("the Norlandic ministry of trade").as_deref(), Some("NORGOVBUS"));
    assert_eq!(
        code("the foreign and trade ministers of Norland").as_deref(),
        Some("NORGOV"),
        "a gap between the words"
    );
}

#[test]
fn the_longest_phrase_counts() {
    assert_eq!(code("a Suderian rebel commander").as_deref(), Some("SUDREBMIL"));
    assert_eq!(code("Port Alder"), code("Norland"));
    assert_eq!(code("the Norland Strait"), None, "the null code hides the country");
    assert_eq!(code("Alder talks"), None);
    assert_eq!(code("Norlandic police in Suderia").as_deref(), Some("NORCOP"), "of phrases of one length the first");
}

#[test]
fn no_code_is_added_twice() {
    assert_eq!(code("government of Ilse Brandt").as_deref(), Some("NORGOV"));
    assert_eq!(code("soldier and rebel commander of Suderia").as_deref(), Some("SUDMILREB"));
}

#[test]
fn dates_decide_and_what_they_leave_open_is_left_out() {
    let at = |mention, date| found(mention, date).map(|found| found.code);
    assert_eq!(at("Ilse Brandt", "2030-12-31").as_deref(), Some("NOROPP"));
    assert_eq!(at("Ilse Brandt", "2031-01-01").as_deref(), Some("NORGOV"));
    assert_eq!(at("Governor Ilse Brandt", "2035-01-01").as_deref(), Some("NORELI"), "outside of all periods");
    assert_eq!(at("Ilse Brandt", "2034").as_deref(), Some("NORGOV"), "the whole year is inside");
    assert_eq!(at("Ilse Brandt", "").as_deref(), Some("NOR"), "what the codes share");
    assert_eq!(at("Anna Holt", "").as_deref(), Some("NOR"), "in steps of three letters");
    assert_eq!(at("Tomas Reyl", "2009-11-30").as_deref(), Some("SUDLEG"));
    assert_eq!(at("Tomas Reyl", "2015-06-01"), None);
    assert_eq!(at("Norland", "").as_deref(), Some("NOR"));
}

#[test]
fn what_someone_is_has_no_country_of_its_own() {
    assert_eq!(code("soldiers").as_deref(), Some("---MIL"));
    assert_eq!(code("a relief group").as_deref(), Some("NGO"));
    assert_eq!(code("somebody"), None);
}

#[test]
fn accents_hyphens_and_stops_do_not_matter_pronouns_do() {
    assert_eq!(code("al - Senara").as_deref(), Some("SEN"));
    assert_eq!(code("AL SENÁRA").as_deref(), Some("SEN"));
    assert_eq!(code("the U.N.S.").as_deref(), Some("IGOUNS"));
    assert_eq!(code("Pa’enga").as_deref(), Some("PAE"));
    let mut dictionary = Dictionary::default();
    dictionary.add("us", "US_ [USE]\nNORLAND_ [NOR]\n".as_bytes());
    let word = |pronoun| Word { pronoun, ..Word::plain("us") };
    assert_eq!(dictionary.actor_code(&[word(false)], None).unwrap().code, "USE");
    assert_eq!(dictionary.actor_code(&[word(true)], None), None);
}

#[test]
fn plurals_are_those_of_the_file() {
    assert_eq!(code("police").as_deref(), Some("---COP"));
    assert_eq!(code("polices"), None, "empty braces: no plural");
    assert_eq!(code("fishermans"), None, "braces hold the plural");
    assert_eq!(code("rebels").as_deref(), Some("---REB"));
}

#[test]
fn a_code_says_which_lines_it_is_from() {
    let found = found("Norlandic soldiers", "").unwrap();
    assert_eq!(found.rules.iter().map(ToString::to_string).collect::<Vec<_>>(), ["actors:2", "agents:3"]);
}

#[test]
fn the_file_that_was_added_first_counts() {
    let mut own = Dictionary::default();
    own.add("own", "NORLAND_ [XNO]\n".as_bytes());
    own.add("actors", include_bytes!("invented.actors").as_slice());
    assert_eq!(own.actor_code(&[Word::plain("Norland")], None).unwrap().code, "XNO");
}

#[test]
fn stems_are_read_where_whole_words_have_underscores() {
    let mut dictionary = Dictionary::default();
    let agents = "SOLDIER_ [~MIL]\nFOREIGN_MINIST [~GOV]\nFARMER_ [~AGR]\nMINIST OF_TRADE_ [~GOVBUS]\n";
    assert_eq!(dictionary.add("tabari.agents", agents.as_bytes()), []);
    let code = |mention: &str| {
        let words: Vec<Word> = mention.split(' ').map(Word::plain).collect();
        dictionary.actor_code(&words, None).map(|found| found.code)
    };
    assert_eq!(code("foreign ministries").as_deref(), Some("---GOV"));
    assert_eq!(code("ministers of trade").as_deref(), Some("---GOVBUS"));
    assert_eq!(code("soldierly"), None);
}
