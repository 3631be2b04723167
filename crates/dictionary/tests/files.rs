//! What is wrong with a file is named by line, all of it; what is right is read as it is printed.
//!
//! Dictionaries and names are invented.

use dictionary::{Dictionary, MAX_PROBLEMS};
use record::{Diagnostic, Severity};

/// The first lines of what is wrong.
fn add(dictionary: &mut Dictionary, name: &str, text: &str) -> Vec<String> {
    let problems = dictionary.add(name, text.as_bytes());
    problems.iter().map(|problem| problem.to_string().lines().take(1).collect()).collect()
}

#[test]
fn all_that_is_wrong_with_actors_is_named() {
    let text = "NORLAND_ [NOR]\n\
                +NORLANDIC_ [NOR]\n\
                SUDERIA_ [SUD\n\
                +SUDERIAN_\n\
                ILSE_BRANDT_\n\
                \t[NORGOV >20319901]\n\
                \t[NORGOV 20310101-20300101]\n\
                \t[NORGOV sometime]\n\
                TOMAS_REYL_ [SUDGOV <20311131]\n\
                ARMED_GROUP_ [~REB]\n\
                PORT_ALDER_ [NOR] town\n\
                _ [XXX]\n\
                GULLMAR_ []\n";
    let mut dictionary = Dictionary::default();
    let expected = [
        "f:2: error: a synonym has the codes of the phrase above it",
        "f:3: error: the bracket \"[\" has no \"]\": \"[SUD\"",
        "f:5: error: \"ILSE_BRANDT_\" has no code",
        "f:6: error: no date: \"20319901\"",
        "f:7: error: the period ends before it begins: \"20310101-20300101\"",
        "f:8: error: no restriction to days: \"sometime\"",
        "f:9: warning: 20311131 is no day: the last of its month is taken",
        "f:10: error: the code of an agent among actors: \"~REB\"",
        "f:11: error: words behind the code: \"town\"",
        "f:12: error: no words before the code",
        "f:13: error: the brackets are empty",
    ];
    assert_eq!(add(&mut dictionary, "f", text), expected);
    let printed: Vec<String> = dictionary.actors().iter().map(ToString::to_string).collect();
    assert_eq!(printed, ["NORLAND_\n\t[NOR]\n", "TOMAS_REYL_\n\t[SUDGOV <20311130]\n"]);
}

#[test]
fn all_that_is_wrong_with_agents_is_named() {
    let text = "!MINIST! = MINISTER, MINISTRY\n\
                !BAD! = \n\
                !MINIST!_OF_TRADE [~GOV]\n\
                CONGRESS!PERSON! [~LEG]\n\
                HALF!MARK [~LEG]\n\
                ATTORNEY {ATTORNEYS [~JUD]\n\
                SOLDIER [~MIL] [~1234]\n\
                CLERK\n\
                FARMER [AGR]\n\
                NURSE [~]\n";
    let mut dictionary = Dictionary::default();
    let expected = [
        "f:2: error: no marker: \"!BAD! =\"",
        "f:4: error: the marker !PERSON! is not defined",
        "f:5: error: a marker has no second \"!\": \"HALF!MARK\"",
        "f:6: error: the bracket \"{\" has no \"}\" before the code: \"ATTORNEY\"",
        "f:7: warning: only the first of the codes is used: \"~MIL\"",
        "f:8: error: no code: \"CLERK\"",
        "f:9: error: no code of an agent: \"AGR\"",
        "f:10: error: no code of an agent: \"~\"",
    ];
    assert_eq!(add(&mut dictionary, "f", text), expected);
    let printed: Vec<String> = dictionary.agents().iter().map(ToString::to_string).collect();
    assert_eq!(printed, ["MINISTER_OF_TRADE {} [~GOV]\nMINISTRY_OF_TRADE {} [~GOV]\n", "SOLDIER [~MIL]\n"]);
}

#[test]
fn all_that_is_wrong_with_verbs_is_named() {
    let text = "- * LOST [190]\n\
                --- ATTACK [190] ---\n\
                ATTACK\n\
                - * &NOWHERE [192]\n\
                - TOWN [192]\n\
                - * TOWN * [192]\n\
                - * TOWN\n\
                - * {OLD TOWN [192]\n\
                - * OLD TOWN} [192]\n\
                - * ({OLD} TOWN) [192]\n\
                - * {} [192]\n\
                - * {{{{{A}}}}} [192]\n\
                - * TOWN [1 2]\n\
                RAID {RAIDS [190]\n\
                STORM [191!]\n\
                STR&NGE\n\
                - * HARBOUR [192]\n\
                &TOWN\n\
                +OLD &CITY\n\
                & [1]\n\
                +LOST\n";
    let mut dictionary = Dictionary::default();
    let expected = [
        "f:1: error: no verb stands above the pattern \"* LOST [190]\"",
        "f:4: error: the set &NOWHERE is not defined",
        "f:5: error: no * in the pattern \"TOWN\"",
        "f:6: error: more than one * in the pattern \"* TOWN *\"",
        "f:7: error: a pattern has one code: \"* TOWN\"",
        "f:8: error: a bracket without its other half in the pattern \"* {OLD TOWN\"",
        "f:9: error: a bracket without its other half in the pattern \"* OLD TOWN}\"",
        "f:10: error: round brackets without a preposition: \"* ({OLD} TOWN)\"",
        "f:11: error: brackets with nothing in them: \"* {}\"",
        "f:12: error: brackets in more than 4 brackets: \"* {{{{{A}}}}}\"",
        "f:13: error: no code of an event: \"1 2\"",
        "f:14: error: the bracket \"{\" has no \"}\": \"RAID {RAIDS\"",
        "f:15: warning: the mark behind the code 191! is not used",
        "f:16: error: no verb: \"STR&NGE\"",
        "f:19: error: no words of a set: \"OLD &CITY\"",
        "f:20: error: no name of a set: \"& [1]\"",
    ];
    assert_eq!(add(&mut dictionary, "f", text), expected);
    let [block] = dictionary.blocks() else { panic!("one block") };
    assert_eq!((block.name.as_str(), block.verbs.len(), block.patterns.len()), ("ATTACK", 2, 1));
}

#[test]
fn a_block_with_a_wrong_head_is_left_out_as_a_whole() {
    let text =
        "--- ATTACK [190] ---\nATTACK\n--- TALK [0 4] ---\nTALK\n- * PEACE [050]\n&A\n+B\n--- MEET [040] ---\nMEET\n";
    let mut dictionary = Dictionary::default();
    assert_eq!(add(&mut dictionary, "f", text), ["f:3: error: no code of an event: \"0 4\""]);
    let names: Vec<(&str, usize)> = dictionary.blocks().iter().map(|b| (b.name.as_str(), b.verbs.len())).collect();
    assert_eq!(names, [("ATTACK", 1), ("MEET", 1)]);
}

#[test]
fn what_stands_twice_and_says_something_else_is_named() {
    let text = "NORLAND_ [NOR]\nSUDERIA_ [SUD]\nNORLAND_ [NOR]\nNORLANDIC_ [NOR]\n+SUDERIA_\n";
    let problems = add(&mut Dictionary::default(), "f", text);
    assert_eq!(problems, ["f:4: warning: \"SUDERIA_\" stands in line 2 otherwise: that line counts"]);
    let problems = add(&mut Dictionary::default(), "f", "SOLDIER [~MIL]\nSOLDIER [~REB]\n");
    assert_eq!(problems, ["f:2: warning: \"SOLDIER\" stands in line 1 otherwise: that line counts"]);
    let text = "--- A [190] ---\nRAID\nRAID\n--- B [150] ---\nRAID\n--------\n";
    let problems = add(&mut Dictionary::default(), "f", text);
    assert_eq!(problems, ["f:5: warning: \"RAID_\" stands in line 2 otherwise: that line counts"]);
}

#[test]
fn a_set_may_stand_in_a_file_that_was_added_before() {
    let mut dictionary = Dictionary::default();
    assert!(add(&mut dictionary, "sets", "&TOWN\n+PORT_ALDER\n").is_empty());
    assert!(add(&mut dictionary, "verbs", "--- ATTACK [190] ---\nATTACK\n- * &TOWN [192]\n").is_empty());
}

#[test]
fn a_file_of_no_known_kind_is_named() {
    let mut dictionary = Dictionary::default();
    let problems = dictionary.add("notes.txt", "Some words\nand others\n".as_bytes());
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(
        problem.to_string(),
        "notes.txt: error: no line shows whether it holds actors, agents or verbs\n  hint: actors are written \
         NAME_ [ABC], agents WORD [~ABC], verbs VERB [123] and - * WORD [123]"
    );
    let diagnostic = Diagnostic::from(problem.clone());
    assert_eq!((diagnostic.severity, diagnostic.path.as_deref()), (Severity::Error, Some("notes.txt")));
}

#[test]
fn problems_are_bounded_and_counted() {
    let text = format!("NORLAND_ [NOR]\n{}", "SUDERIA_ [SUD\n".repeat(MAX_PROBLEMS + 17));
    let problems = add(&mut Dictionary::default(), "f", &text);
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(problems.last().unwrap(), "f: error: 17 more errors");
}

/// What a dictionary prints of a file, and whether something is wrong with it.
fn printed(text: &str) -> (String, Vec<String>) {
    let mut dictionary = Dictionary::default();
    let problems = add(&mut dictionary, "f", text);
    let mut printed = String::new();
    for (name, set) in dictionary.synsets() {
        printed.push_str(&format!("&{name}\n{set}"));
    }
    dictionary.actors().iter().for_each(|actor| printed.push_str(&actor.to_string()));
    dictionary.agents().iter().for_each(|agent| printed.push_str(&agent.to_string()));
    dictionary.blocks().iter().for_each(|block| printed.push_str(&block.to_string()));
    (printed, problems)
}

#[test]
fn what_is_printed_is_read_as_the_same() {
    let texts = [
        include_str!("petrarch.verbs").to_owned(),
        include_str!("tabari.verbs").to_owned(),
        include_str!("invented.actors").to_owned(),
        include_str!("invented.agents").to_owned(),
    ];
    for text in texts {
        let (once, problems) = printed(&text);
        assert!(problems.iter().all(|problem| problem.contains("warning")), "{problems:?}");
        assert!(once.lines().count() > 8, "{once}");
        let (twice, problems) = printed(&once);
        assert_eq!(problems, Vec::<String>::new(), "{once}");
        assert_eq!(once, twice);
    }
}

#[test]
fn an_underscore_behind_a_word_of_a_set_or_its_name_leaves_the_plural_out() {
    assert_eq!(printed("&A\n+FIELD_\n+TOWN\n&B_\n+OLD TOWN\n").0, "&A\n+FIELD_\n+TOWN\n&B\n+OLD_TOWN_\n");
}

#[test]
fn patterns_are_printed_as_they_were_understood() {
    let (text, _) = printed(include_str!("tabari.verbs"));
    for line in ["- + { WAS_ | WERE } * BY_ $ [1121]", "- *_AND_ RELEAS [191]", "- SAID ^ WOULD_NEVER_* [1201]"] {
        assert!(text.lines().any(|printed| printed == line), "{line} in\n{text}");
    }
    let (text, _) = printed(include_str!("petrarch.verbs"));
    for line in ["- * {HEAVY_ &ARM} (TO BORDER_) [154]", "- * (BEFORE/AT COURT_) [:173]", "+FISHING_VILLAGE"] {
        assert!(text.lines().any(|printed| printed == line), "{line} in\n{text}");
    }
}
