//! What is on the table, what is alleged, and where the parties stand, out of invented reports with their acts.

mod common;

use common::{Draft, tell};
use record::Story;
use record::reading::AttributionKind::Indirect;
use record::reading::{ActKind, StanceKind};
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

/// Each position in a line: the matter, whose, and the steps.
fn positions(story: &Story) -> Vec<String> {
    let line = |one: &record::story::Position| {
        let steps = one
            .steps
            .iter()
            .map(|step| format!("; {} {:?} {}", step.date.as_deref().unwrap_or("-"), step.stance, step.content));
        format!("{} | {}{}", one.matter, story.entities[one.party.0].name, steps.collect::<String>())
    };
    story.positions.iter().map(line).collect()
}

/// Two countries, where they are named, and the envoy of one of them.
fn report(id: &str, published: &str, text: &str) -> Draft {
    let mut draft = Draft::new(id, published, text);
    for country in ["Norland", "Suderia"] {
        if text.contains(country) {
            draft = draft.place(country);
        }
    }
    if text.contains("Reyl") {
        draft = draft.person(&["Tomas Reyl", "Reyl"], "", "");
    }
    draft
}

/// Of two wordings that say as much the shorter is shown.
#[test]
fn one_proposal_of_two_reports_has_one_history() {
    let a = report("a", "2031-03-05", "Norland proposed a joint patrol of the strait. ").act(
        ActKind::Proposal,
        "proposed",
        "Norland",
        "",
        "a joint patrol of the strait",
    );
    let b = report("b", "2031-03-06", "Norland offered joint patrols in the strait. Suderia rejected it. ")
        .act(ActKind::Offer, "offered", "Norland", "", "joint patrols in the strait")
        .act(ActKind::Refusal, "rejected", "Suderia", "", "joint patrols in the strait")
        .answers(0);
    assert_eq!(
        proposed(&tell(&[&a, &b])),
        ["joint patrols in the strait to -; proposed by Norland; rejected by Suderia"]
    );
}

#[test]
fn a_demand_is_no_offer_and_another_maker_another_proposal() {
    let a = report(
        "a",
        "2031-03-05",
        "Norland demanded a joint patrol of the strait. Suderia offered a joint patrol of the strait. ",
    )
    .act(ActKind::Demand, "demanded", "Norland", "", "a joint patrol of the strait")
    .act(ActKind::Offer, "offered", "Suderia", "", "a joint patrol of the strait");
    assert_eq!(tell(&[&a]).proposals.len(), 2);
}

#[test]
fn what_another_refuses_of_his_own_is_no_answer() {
    let a = report(
        "a",
        "2031-03-05",
        "Norland promised to pay the fishers a fee. Suderia refused to pay the fishers a fee. ",
    )
    .act(ActKind::Promise, "promised", "Norland", "", "to pay the fishers a fee")
    .act(ActKind::Refusal, "refused", "Suderia", "", "to pay the fishers a fee");
    assert_eq!(proposed(&tell(&[&a])), ["to pay the fishers a fee to -; promised by Norland"]);
}

#[test]
fn an_accusation_is_answered_in_another_report() {
    let a = report("a", "2031-03-05", "Norland accused Suderia of mapping harbour defences. ").act(
        ActKind::Accusation,
        "accused",
        "Norland",
        "Suderia",
        "mapping harbour defences",
    );
    let b = report("b", "2031-03-06", "Suderia denied mapping harbour defences. ").act(
        ActKind::Denial,
        "denied",
        "Suderia",
        "",
        "mapping harbour defences",
    );
    assert_eq!(alleged(&tell(&[&a, &b])), ["Norland > Suderia: mapping harbour defences; denied by Suderia"]);
}

#[test]
fn a_dismissal_answers_the_accusation_that_it_is_bound_to() {
    let text = "Norland accused Suderia of bribing inspectors. Norland blamed Suderia for flooded meadows. Tomas Reyl dismissed the first. ";
    let a = report("a", "2031-03-05", text)
        .act(ActKind::Accusation, "accused", "Norland", "Suderia", "bribing inspectors")
        .act(ActKind::Accusation, "blamed", "Norland", "Suderia", "flooded meadows")
        .act(ActKind::Dismissal, "dismissed", "Reyl", "", "bribing inspectors")
        .answers(0);
    assert_eq!(
        alleged(&tell(&[&a])),
        ["Norland > Suderia: bribing inspectors; dismissed by Tomas Reyl", "Norland > Suderia: flooded meadows"]
    );
}

#[test]
fn a_denial_of_what_nobody_is_told_to_claim_stands_alone() {
    let a = report("a", "2031-03-05", "Tomas Reyl denied that a ransom had been paid. ").act(
        ActKind::Denial,
        "denied",
        "Reyl",
        "",
        "a ransom had been paid",
    );
    assert_eq!(alleged(&tell(&[&a])), ["- > -: a ransom had been paid; denied by Tomas Reyl"]);
}

#[test]
fn positions_stand_beside_each_other_and_move() {
    let a = report("a", "2031-03-05", "Norland wants a border treaty. Suderia rejects a border treaty. ")
        .stance(StanceKind::Wants, "wants", "Norland", "a border treaty", &["border treaty"])
        .stance(StanceKind::Refuses, "rejects", "Suderia", "a border treaty", &["border treaty"]);
    let b = report("b", "2031-03-09", "Suderia seeks a treaty on the river. ").stance(
        StanceKind::Wants,
        "seeks",
        "Suderia",
        "a treaty on the river",
        &["treaty", "river"],
    );
    assert_eq!(
        positions(&tell(&[&b, &a])),
        [
            "border treaty | Norland; 2031-03-05 Wants a border treaty",
            "border treaty | Suderia; 2031-03-05 Refuses a border treaty; 2031-03-09 Wants a treaty on the river",
        ]
    );
}

#[test]
fn one_step_alone_or_said_twice_is_no_matter() {
    let a = report("a", "2031-03-05", "Norland wants a border treaty. ").stance(
        StanceKind::Wants,
        "wants",
        "Norland",
        "a border treaty",
        &["border treaty"],
    );
    let b = report("b", "2031-03-06", "Norland wants a border treaty. ").stance(
        StanceKind::Wants,
        "wants",
        "Norland",
        "a border treaty",
        &["border treaty"],
    );
    assert!(tell(&[&a]).positions.is_empty());
    assert!(tell(&[&a, &b]).positions.is_empty());
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
