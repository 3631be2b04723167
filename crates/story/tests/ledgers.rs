//! What is on the table and what is alleged, out of invented reports with their trees.

mod common;

use common::{Draft, tell};
use record::Story;
use record::reading::AttributionKind::{Direct, Indirect};
use record::story::ResponseKind;

/// Each accusation in a line: who of whom, what, and the answers.
fn alleged(story: &Story) -> Vec<String> {
    let name = |id: Option<record::EntityId>| id.map_or("-", |id| story.entities[id.0].name.as_str());
    let line = |one: &record::story::Allegation| {
        let answers = one.responses.iter().map(|answer| {
            let kind = match answer.kind {
                ResponseKind::Denied => "denied",
                ResponseKind::Dismissed => "dismissed",
                ResponseKind::Admitted => "admitted",
                ResponseKind::NoResponse => "no response",
            };
            format!("; {kind} by {}", name(answer.by))
        });
        format!("{} > {}: {}{}", name(one.by), name(one.against), one.what, answers.collect::<String>())
    };
    story.allegations.iter().map(line).collect()
}

/// Each proposal in a line, with its steps.
fn proposed(story: &Story) -> Vec<String> {
    let name = |id: Option<record::EntityId>| id.map_or("-", |id| story.entities[id.0].name.as_str());
    let line = |one: &record::story::Proposal| {
        let steps = one.history.iter().map(|step| format!("; {} by {}", step.status, name(step.by)));
        format!("{} to {}{}", one.what, name(one.to), steps.collect::<String>())
    };
    story.proposals.iter().map(line).collect()
}

/// Two countries, where they are named, and the envoy of one of them.
fn parties(mut draft: Draft) -> Draft {
    for country in ["Norland", "Suderia"] {
        if draft.report.text.contains(country) {
            draft = draft.place(country);
        }
    }
    draft.person(&["Tomas Reyl", "Reyl"], "", "Suderia")
}

#[test]
fn what_the_next_sentence_calls_false_is_alleged() {
    let text =
        "Norland says the divers were mapping harbour defences. \"That is false,\" Suderia envoy Tomas Reyl said. ";
    let report = parties(Draft::new("a", "2031-03-05", text))
        .says("Norland", "says", "the divers were mapping harbour defences", Indirect)
        .says("Tomas Reyl", "said", "\"That is false,\"", Direct);
    assert_eq!(
        alleged(&tell(&[&report])),
        ["Norland > Suderia: the divers were mapping harbour defences; denied by Tomas Reyl"]
    );
}

#[test]
fn who_speaks_on_does_not_deny_himself() {
    let text =
        "Suderia envoy Tomas Reyl said the port would open in May. \"It is not true that Norland pays,\" Reyl said. ";
    let report = parties(Draft::new("a", "2031-03-05", text))
        .says("Tomas Reyl", "said", "the port would open in May", Indirect)
        .says("Reyl", "Reyl said", "\"It is not true that Norland pays,\"", Direct);
    assert!(alleged(&tell(&[&report])).is_empty());
}

#[test]
fn a_claim_is_cut_before_the_clause_that_calls_it_false() {
    let text = "Norland says the divers were mapping harbour defences, which Suderia envoy Tomas Reyl called false. ";
    let mut report = parties(Draft::new("a", "2031-03-05", text))
        .says(
            "Norland",
            "says",
            "the divers were mapping harbour defences, which Suderia envoy Tomas Reyl called false",
            Indirect,
        )
        .says("Tomas Reyl", "called", "false", Indirect);
    report.reading.attributions[1].parent = Some(record::AttributionId(0));
    assert_eq!(
        alleged(&tell(&[&report])),
        ["Norland > Suderia: the divers were mapping harbour defences; denied by Tomas Reyl"]
    );
}

#[test]
fn a_denial_tells_what_it_denies() {
    let text = "Suderia envoy Tomas Reyl denied that a ransom had been paid; the boats are back. ";
    let report = parties(Draft::new("a", "2031-03-05", text)).says(
        "Tomas Reyl",
        "denied",
        "that a ransom had been paid; the boats are back",
        Indirect,
    );
    assert_eq!(alleged(&tell(&[&report])), ["- > -: a ransom had been paid; denied by Tomas Reyl"]);
}

#[test]
fn who_neither_confirms_nor_denies_answers_nothing() {
    let text = "Suderia envoy Tomas Reyl would neither confirm nor deny that a ransom had been paid. ";
    let report = parties(Draft::new("a", "2031-03-05", text)).says(
        "Tomas Reyl",
        "would neither confirm nor deny",
        "that a ransom had been paid",
        Indirect,
    );
    assert!(alleged(&tell(&[&report])).is_empty());
}

#[test]
fn a_dismissal_that_names_one_accusation_answers_that_one() {
    let charges = Draft::parsed(
        "a",
        "2031-03-05",
        &[
            "Norland/PROPN/2/nsubj accused|accuse/VERB/0/root Suderia/PROPN/2/obj of/SCONJ/5/mark bribing|bribe/VERB/2/advcl \
             harbour/NOUN/7/compound inspectors|inspector/NOUN/5/obj ./PUNCT/2/punct",
            "Norland/PROPN/2/nsubj accused|accuse/VERB/0/root Suderia/PROPN/2/obj of/SCONJ/5/mark flooding|flood/VERB/2/advcl \
             border/NOUN/7/compound meadows|meadow/NOUN/5/obj ./PUNCT/2/punct",
            "Tomas/PROPN/3/nsubj Reyl/PROPN/1/flat dismissed|dismiss/VERB/0/root the/DET/6/det bribery/NOUN/6/compound \
             charges|charge/NOUN/3/obj ./PUNCT/3/punct Suderia/PROPN/3/dep",
        ],
    );
    let mut report = parties(charges)
        .event("ACCUSE", "accused", &["Norland"], &["Suderia"])
        .event("ACCUSE", "accused", &["Norland"], &["Suderia"])
        .says("Reyl", "dismissed", "the bribery charges", Indirect);
    let second = report.report.text.rfind("accused").map(|at| record::Span::new(at, at + "accused".len()));
    report.reading.events[1].trigger = second.expect("two of them");
    let found = alleged(&tell(&[&report]));
    let answered = |word: &str| found.iter().any(|line| line.contains(word) && line.contains("dismissed"));
    assert_eq!((found.len(), answered("brib"), answered("flood")), (2, true, false), "{found:#?}");
}

#[test]
fn an_offer_has_whom_and_what_and_what_came_of_it() {
    let report = Draft::parsed(
        "a",
        "2031-03-05",
        &[
            "Ilse/PROPN/3/nsubj Brandt/PROPN/1/flat offered|offer/VERB/0/root the/DET/5/det Senate/PROPN/7/nmod:poss \
             her/PRON/7/nmod:poss resignation/NOUN/3/obj and/CCONJ/11/cc Tomas/PROPN/11/nsubj Reyl/PROPN/9/flat \
             refused|refuse/VERB/3/conj it/PRON/11/obj ./PUNCT/3/punct",
            "No/DET/3/det such/ADJ/3/amod offer/NOUN/6/nsubj:pass had|have/AUX/6/aux been|be/AUX/6/aux:pass \
             made|make/VERB/10/ccomp ,/PUNCT/6/punct Anna/PROPN/10/nsubj Holt/PROPN/8/flat said|say/VERB/0/root ./PUNCT/10/punct",
        ],
    )
    .person(&["Ilse Brandt"], "", "")
    .entity(record::NameType::Org, &["Senate"], "", "")
    .person(&["Tomas Reyl"], "", "")
    .person(&["Anna Holt"], "", "")
    .event("AGREE", "offered", &["Ilse Brandt"], &[])
    .says("Anna Holt", "said", "No such offer had been made", Indirect);
    assert_eq!(
        proposed(&tell(&[&report])),
        ["her resignation to Senate; offered by Ilse Brandt; rejected by Tomas Reyl; denied by Anna Holt"]
    );
}

#[test]
fn what_they_offer_is_no_offer() {
    let report = Draft::parsed(
        "a",
        "2031-03-05",
        &["Anna/PROPN/3/nsubj Holt/PROPN/1/flat hears|hear/VERB/0/root what/PRON/3/obj Norland/PROPN/7/nsubj \
           is|be/AUX/7/aux offering|offer/VERB/4/acl:relcl from/ADP/10/case the/DET/10/det radio/NOUN/3/obl ./PUNCT/3/punct"],
    )
    .place("Norland")
    .event("AGREE", "offering", &["Norland"], &[]);
    assert!(proposed(&tell(&[&report])).is_empty());
}

#[test]
fn a_plan_is_given_with_what_it_says_and_who_studies_it() {
    let report = Draft::parsed(
        "a",
        "2031-03-05",
        &[
            "Norland/PROPN/2/nsubj put/VERB/0/root a/DET/5/det harbour/NOUN/5/compound plan/NOUN/2/obj to/ADP/7/case \
             Suderia/PROPN/5/nmod to/PART/9/mark end|end/VERB/2/advcl the/DET/11/det strike/NOUN/9/obj ,/PUNCT/2/punct \
             after/ADP/14/case talks|talk/NOUN/9/obl ./PUNCT/2/punct",
            "Under/ADP/3/case the/DET/3/det plan/NOUN/8/obl ,/PUNCT/3/punct the/DET/6/det port/NOUN/8/nsubj would/AUX/8/aux \
             reopen/VERB/0/root ./PUNCT/8/punct",
            "In/ADP/2/case return/NOUN/5/obl Suderia/PROPN/5/nsubj would/AUX/5/aux withdraw/VERB/0/root ./PUNCT/5/punct",
            "Tomas/PROPN/3/nsubj Reyl/PROPN/1/flat said|say/VERB/0/root Suderia/PROPN/6/nsubj would/AUX/6/aux \
             study/VERB/3/ccomp the/DET/8/det paper/NOUN/6/obj ./PUNCT/3/punct",
        ],
    );
    let report = parties(report).says("Tomas Reyl", "said", "Suderia would study the paper", Indirect);
    assert_eq!(
        proposed(&tell(&[&report])),
        [
            "a harbour plan … to end the strike: the port would reopen. In return Suderia would withdraw to Suderia; proposed \
          by Norland; under consideration by Tomas Reyl"
        ]
    );
}

#[test]
fn a_number_in_words_at_the_beginning_counts() {
    let tree = |number: &str| {
        format!(
            "{number} harbour/NOUN/3/compound pilots|pilot/NOUN/4/nsubj left|leave/VERB/0/root Marvek/PROPN/4/obj \
             under/ADP/9/case a/DET/9/det truce/NOUN/9/compound plan/NOUN/4/obl ./PUNCT/4/punct"
        )
    };
    let (a, b) = (tree("Fourteen/ADJ/3/compound"), tree("11/NUM/3/nummod"));
    let (a, b) = (Draft::parsed("a", "2031-03-05", &[&a]), Draft::parsed("b", "2031-03-06", &[&b]));
    let story = tell(&[&a, &b]);
    let values: Vec<&str> =
        story.figures.iter().flat_map(|one| &one.accounts).map(|account| account.value.as_str()).collect();
    assert_eq!(values, ["Fourteen harbour pilots", "11 harbour pilots"]);
}

#[test]
fn what_somebody_was_asked_is_not_said_and_also_is_left_out() {
    let text = "Asked whether she had lied to Norland, Ilse Brandt laughed. She also denied that a ransom had been paid in gold. ";
    let report = Draft::new("a", "2031-03-05", text)
        .person(&["Ilse Brandt"], "", "")
        .says("Ilse Brandt", "Asked", "whether she had lied to Norland", Indirect)
        .says("Ilse Brandt", "also denied", "that a ransom had been paid in gold", Indirect);
    let story = tell(&[&report]);
    let said: Vec<_> = story.statements.iter().map(|one| (one.cue.as_deref(), one.content.as_str())).collect();
    assert_eq!(said, [(Some("denied"), "that a ransom had been paid in gold")]);
}
