//! Whole stories: what several invented reports say together.

mod common;

use common::{Draft, tell};
use record::Story;
use record::reading::{ActKind, AttributionKind, DetailKind, Factuality};
use record::story::{Agreement, DiscrepancyKind, LineageBasis, ProposalKind, ResponseKind};

/// An agency's report of the talks.
fn agency() -> Draft {
    Draft::new(
        "agency",
        "2031-03-05",
        "Norland and Suderia ended four hours of talks in Port Alder on 4 March without a deal. \
         Norland envoy Ilse Brandt met Suderia envoy Tomas Reyl at the customs house. \
         Governor Anna Holt opened the talks and left.\n\n\
         Brandt accused Suderia of diverting the river at night. Suderia proposed a joint gauge commission for the river.",
    )
    .outlet("AP")
    .place("Norland")
    .place("Suderia")
    .place("Port Alder")
    .person(&["Ilse Brandt", "Brandt"], "envoy", "Norland")
    .person(&["Tomas Reyl"], "envoy", "Suderia")
    .person(&["Anna Holt"], "Governor", "")
    .event("CONSULT", "talks", &["Norland"], &["Suderia"])
    .at("4 March", "2031-03-04")
    .in_place("Port Alder")
    .detail(DetailKind::Duration, "four hours", "PT4H")
    .event("CONSULT", "met", &["Brandt"], &["Tomas Reyl"])
    .in_place("customs house")
    .event("CONSULT", "opened", &["Anna Holt:opened"], &[])
    .event("ACCUSE", "accused", &["Brandt"], &["Suderia"])
    .event("REQUEST", "proposed", &["Suderia"], &[])
    .act(ActKind::Accusation, "accused", "Brandt", "Suderia", "diverting the river at night")
    .act(ActKind::Proposal, "proposed", "Suderia", "", "a joint gauge commission for the river")
}

/// A newspaper's own report, which differs.
fn paper() -> Draft {
    Draft::new(
        "paper",
        "2031-03-05",
        "Norlandic envoy Ilse Brandt and her Suderian colleague Thomas Reyl held a three-hour meeting on Tuesday in \
         the governor's residence in Port Alder. Governor Holt stayed throughout.\n\n\
         Reyl dismissed the charge of diverting the river. Brandt said Norland would study the gauge commission proposal.",
    )
    .outlet("Norland Post")
    .entity(record::NameType::Norp, &["Norlandic"], "", "")
    .entity(record::NameType::Norp, &["Suderian"], "", "")
    .place("Norland ")
    .place("Port Alder")
    .person(&["Ilse Brandt", "Brandt"], "envoy", "Norlandic")
    .person(&["Thomas Reyl", "Reyl"], "", "Suderian")
    .person(&["Holt"], "Governor", "")
    .event("CONSULT", "meeting", &["Brandt"], &["Reyl"])
    .at("Tuesday", "2031-03-04")
    .in_place("residence")
    .detail(DetailKind::Duration, "three-hour", "PT3H")
    .event("CONSULT", "stayed", &["Holt:attended"], &[])
    .event("REJECT", "dismissed", &["Reyl"], &[])
    .says("Brandt", "said", "Norland would study the gauge commission proposal", AttributionKind::Indirect)
    .act(ActKind::Dismissal, "dismissed", "Reyl", "", "diverting the river")
    .act(ActKind::Consideration, "study", "Norland ", "", "the gauge commission proposal")
}

/// A later report that looks back and announces the next round.
fn later() -> Draft {
    Draft::new(
        "later",
        "2031-03-17",
        "Norland and Suderia will hold a second round of talks on 19 March in Port Alder. \
         They first met on 4 March.",
    )
    .place("Norland")
    .place("Suderia")
    .place("Port Alder")
    .event("CONSULT", "talks", &["Norland"], &["Suderia"])
    .at("19 March", "2031-03-19")
    .in_place("Port Alder")
    .planned()
    .detail(DetailKind::Round, "second", "2")
    .event("CONSULT", "met", &["Norland", "Suderia"], &[])
    .at("4 March", "2031-03-04")
    .detail(DetailKind::Round, "first", "1")
}

/// The next round happens.
fn second() -> Draft {
    Draft::new("second", "2031-03-20", "Ilse Brandt met Tomas Reyl again in Port Alder on Wednesday.")
        .person(&["Ilse Brandt"], "", "")
        .person(&["Tomas Reyl"], "", "")
        .place("Port Alder")
        .event("CONSULT", "met", &["Ilse Brandt"], &["Tomas Reyl"])
        .at("Wednesday", "2031-03-19")
        .in_place("Port Alder")
}

fn whole() -> Story {
    tell(&[&agency(), &paper(), &later(), &second()])
}

fn names(story: &Story) -> Vec<&str> {
    story.entities.iter().map(|entity| entity.name.as_str()).collect()
}

#[test]
fn people_and_countries_are_one_however_spelt() {
    let story = whole();
    let count = |part: &str| names(&story).iter().filter(|name| name.contains(part)).count();
    assert_eq!((count("Brandt"), count("Reyl"), count("Holt")), (1, 1, 1), "{:?}", names(&story));
    assert_eq!((count("Norland"), count("Suder")), (1, 1), "{:?}", names(&story));
    let reyl = story.entities.iter().find(|entity| entity.name.contains("Reyl")).unwrap();
    assert_eq!(reyl.name, "Tomas Reyl");
    let side = &story.entities[reyl.side.unwrap().0];
    assert_eq!(side.name, "Suderia");
}

#[test]
fn the_two_rounds_are_two_events_with_all_their_accounts() {
    let story = whole();
    let meetings: Vec<_> = story.events.iter().filter(|event| event.kind.as_deref() == Some("CONSULT")).collect();
    let reports = |i: usize| meetings[i].reports.iter().map(|id| id.0.as_str()).collect::<Vec<_>>();
    assert_eq!(meetings.len(), 2, "{:#?}", meetings.iter().map(|m| &m.headline).collect::<Vec<_>>());
    assert_eq!(reports(0), ["agency", "paper", "later"]);
    assert_eq!(reports(1), ["later", "second"]);
    assert_eq!(meetings[1].factuality, Factuality::Asserted);
    assert_eq!(meetings[1].rounds.as_ref().unwrap().value, "2");
    assert_eq!(meetings[0].independent_sources, 3);
    assert_eq!(meetings[0].headline, "Meeting between Suderia and Norland, round 1, Port Alder");
}

#[test]
fn disagreements_stand_between_accounts_of_one_event() {
    let story = whole();
    let find = |attribute: &str| story.discrepancies.iter().find(|d| d.attribute == attribute);
    for attribute in ["duration", "place", "role of Anna Holt"] {
        let found = find(attribute).unwrap_or_else(|| panic!("{attribute}: {:#?}", story.discrepancies));
        assert_eq!(found.kind, DiscrepancyKind::Conflict);
        assert_eq!(found.accounts.len(), 2);
        assert_eq!(found.about, Some(record::EventId(0)));
    }
    assert!(find("time").is_none());
    assert_eq!(story.events[0].time.as_ref().unwrap().agreement, Agreement::Agreed);
}

#[test]
fn what_is_on_the_table_and_what_is_alleged() {
    let story = whole();
    let proposal = story.proposals.iter().find(|p| p.kind == ProposalKind::Proposal).unwrap();
    assert_eq!(proposal.what, "a joint gauge commission for the river");
    assert_eq!(story.entities[proposal.by.unwrap().0].name, "Suderia");
    assert_eq!(proposal.status, "under consideration");
    let allegation = &story.allegations[0];
    assert_eq!(story.entities[allegation.by.unwrap().0].name, "Ilse Brandt");
    assert_eq!(story.entities[allegation.against.unwrap().0].name, "Suderia");
    assert_eq!(allegation.responses[0].kind, ResponseKind::Dismissed);
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let (a, b, c, d) = (agency(), paper(), later(), second());
    assert_eq!(tell(&[&a, &b, &c, &d]), tell(&[&d, &c, &b, &a]));
    assert_eq!(tell(&[&a, &b, &c, &d]), tell(&[&b, &d, &a, &c]));
}

#[test]
fn a_copy_is_no_second_source() {
    let mut copy = Draft::new("copy", "2031-03-06", &format!("{}\n\nSource: AP", agency().report.text))
        .outlet("Alder Gazette")
        .wire("AP");
    copy.reading = agency().reading;
    let story = tell(&[&agency(), &copy, &paper()]);
    assert_eq!(story.lines.len(), 2, "{:?}", story.lines);
    assert_eq!(story.events[0].independent_sources, 2);
    let edges: Vec<_> =
        story.lineage.iter().map(|edge| (edge.report.0.as_str(), edge.derives_from.as_str(), edge.basis)).collect();
    assert_eq!(edges, [("copy", "agency", LineageBasis::Credit), ("copy", "agency", LineageBasis::SharedText)]);
}

#[test]
fn yesterday_beside_a_dated_event_dates_the_report() {
    let undated = || {
        Draft::new(
            "undated",
            "",
            "Yesterday Ilse Brandt of Norland met Tomas Reyl of Suderia for four hours in Port Alder.",
        )
        .place("Norland")
        .place("Suderia")
        .place("Port Alder")
        .person(&["Ilse Brandt"], "", "Norland")
        .person(&["Tomas Reyl"], "", "Suderia")
        .event("CONSULT", "met", &["Ilse Brandt"], &["Tomas Reyl"])
        .at("Yesterday", "XXXX-XX-XX")
        .in_place("Port Alder")
        .detail(DetailKind::Duration, "four hours", "PT4H")
    };
    let drafts = [undated(), agency(), second()];
    let tellings: Vec<_> = drafts.iter().map(Draft::telling).collect();
    let dates = story::infer_dates(&tellings);
    let found = dates[0].as_ref().expect("a date");
    assert_eq!(found.value, "2031-03-05");
    assert_eq!(found.basis, record::Basis::Inferred);
    let quotes: Vec<&str> = found.evidence.iter().map(|evidence| evidence.quote.as_str()).collect();
    assert_eq!(quotes, ["Yesterday", "4 March"]);
    assert!(dates[1].is_none() && dates[2].is_none());
    // Alone, it can't be dated.
    assert_eq!(story::infer_dates(&[drafts[0].telling()]), [None]);
}

#[test]
fn a_copy_came_out_with_the_report_that_it_is_likest_to() {
    const WHOLE: &str = "The harbour master of Port Alder has closed the upper basin to boats of every size until the gates \
        are mended, and fishermen who had counted on the spring run were told to wait at home for word from the weir.";
    let (first, rest) = WHOLE.split_once(", and ").unwrap();
    let near =
        format!("{first}, and nobody on the quay could say on Monday for how long that would be so or who would pay.");
    let drafts = [
        Draft::new("copy", "", WHOLE),
        Draft::new("near", "2031-03-02", &near),
        Draft::new("same", "2031-03-04", WHOLE),
        Draft::new("later", "2031-03-09", WHOLE),
        Draft::new("other", "", rest),
    ];
    let tellings: Vec<_> = drafts.iter().map(Draft::telling).collect();
    let dates = story::infer_dates(&tellings);
    let days: Vec<_> = dates.iter().map(|date| date.as_ref().map(|date| date.value.as_str())).collect();
    assert_eq!(days, [Some("2031-03-04"), None, None, None, Some("2031-03-04")]);
    let quotes: Vec<&str> = dates[0].iter().flat_map(|date| &date.evidence).map(|found| found.quote.as_str()).collect();
    assert_eq!(quotes, [WHOLE.trim_end_matches('.'), WHOLE.trim_end_matches('.')]);
}

#[test]
fn a_meeting_with_somebody_else_on_the_same_day_is_another() {
    let other = Draft::new("other", "2031-03-05", "Ilse Brandt of Norland met Pavel Dorn of Westmark on 4 March.")
        .place("Norland")
        .place("Westmark")
        .person(&["Ilse Brandt"], "", "Norland")
        .person(&["Pavel Dorn"], "", "Westmark")
        .event("CONSULT", "met", &["Ilse Brandt"], &["Pavel Dorn"])
        .at("4 March", "2031-03-04");
    let story = tell(&[&agency(), &other]);
    let meetings = story.events.iter().filter(|event| event.kind.as_deref() == Some("CONSULT")).count();
    assert_eq!(meetings, 2);
}

#[test]
fn one_quotation_in_two_reports_is_one_statement() {
    let quote = |id: &str, words: &str| {
        Draft::new(id, "2031-03-05", &format!("\"{words}\" Tomas Reyl said.")).person(&["Tomas Reyl"], "", "").says(
            "Tomas Reyl",
            "said",
            words,
            AttributionKind::Direct,
        )
    };
    let a = quote("a", "The river does not wait for committees and neither do we.");
    let b = quote("b", "The river does not wait for committees and neither do we, I told them.");
    let c = quote("c", "We have shown them all of the figures.");
    let story = tell(&[&a, &b, &c]);
    assert_eq!(story.statements.len(), 2);
    assert_eq!(story.statements.iter().map(|s| s.evidence.len()).max(), Some(2));
}

#[test]
fn nothing_is_told_of_nothing() {
    let story = tell(&[]);
    assert_eq!(story, Story::default());
    let empty = Draft::new("empty", "", "");
    assert_eq!(tell(&[&empty]).reports.len(), 1);
}

#[test]
fn a_breach_of_long_ago_is_one_with_two_years() {
    let report = |id: &str, who: &str, whom: &str, year: &str| {
        Draft::new(id, "2031-03-05", &format!("{who} broke off relations with {whom} in {year}."))
            .place(who)
            .place(whom)
            .event("SANCTION", "broke", &[who], &[whom])
            .at(year, year)
    };
    let (a, b) = (report("a", "Norland", "Suderia", "1998"), report("b", "Suderia", "Norland", "1997"));
    let story = tell(&[&a, &b]);
    assert_eq!(story.events.len(), 1);
    assert_eq!(story.events[0].time.as_ref().unwrap().agreement, Agreement::Conflict);
    let found: Vec<_> = story.discrepancies.iter().map(|d| (d.attribute.as_str(), d.kind)).collect();
    assert_eq!(found, [("time", DiscrepancyKind::Conflict)]);
    // Another time of the same sides is another event.
    let c = report("c", "Norland", "Suderia", "1985");
    assert_eq!(tell(&[&a, &c]).events.len(), 2);
}

/// Countries that no table holds, one under its adjective only in one report; offices without a country.
fn unknown_countries() -> [Draft; 2] {
    let first = Draft::new(
        "first",
        "2031-05-02",
        "Ordania's foreign minister, Walid al-Obaidi, met the foreign minister of Vostrelia, Yevdan Tsorkin, on 1 May. \
         An Ordani spokesman was content. Prime Minister Marit Holt of Vostrelia stayed away.",
    )
    .place("Ordania")
    .entity(record::NameType::Norp, &["Ordani "], "", "")
    .place("Vostrelia")
    .person(&["Walid al-Obaidi"], "foreign minister", "Ordania")
    .person(&["Yevdan Tsorkin"], "foreign minister", "Vostrelia")
    .person(&["Marit Holt"], "Prime Minister", "Vostrelia")
    .event("CONSULT", "met", &["Walid al-Obaidi"], &["Yevdan Tsorkin"])
    .at("1 May", "2031-05-01");
    let second = Draft::new(
        "second",
        "2031-05-02",
        "The Vostrelian minister Evdan Corkyn saw his Ordani colleague Waleed al-Ubaydi on 1 May. \
         Ilmar Tzorkin, an uncle of the minister, did so in 1998. Holt was told by telephone. The prime minister was pleased.",
    )
    .entity(record::NameType::Norp, &["Vostrelian"], "", "")
    .entity(record::NameType::Norp, &["Ordani"], "", "")
    .person(&["Evdan Corkyn"], "minister", "Vostrelian")
    .person(&["Waleed al-Ubaydi"], "", "Ordani")
    .person(&["Ilmar Tzorkin"], "uncle of the minister", "")
    .person(&["Holt"], "", "")
    .described("The prime minister")
    .event("CONSULT", "saw", &["Evdan Corkyn"], &["Waleed al-Ubaydi"])
    .at("1 May", "2031-05-01");
    [first, second]
}

#[test]
fn countries_in_no_table_are_one_with_their_adjectives() {
    let [first, second] = unknown_countries();
    let story = tell(&[&first, &second]);
    let count = |part: &str| names(&story).iter().filter(|name| name.contains(part)).count();
    assert_eq!((count("Ordan"), count("Vostrel")), (1, 1), "{:?}", names(&story));
    let meetings: Vec<_> = story.events.iter().filter(|event| event.kind.as_deref() == Some("CONSULT")).collect();
    assert_eq!(meetings.len(), 1, "{:?}", meetings.iter().map(|event| &event.headline).collect::<Vec<_>>());
    let headline = &meetings[0].headline;
    assert!(headline.contains("Ordania") && headline.contains("Vostrelia"), "{headline}");
}

#[test]
fn persons_of_such_countries_are_one_however_spelt() {
    let [first, second] = unknown_countries();
    let story = tell(&[&first, &second]);
    let persons: Vec<_> =
        story.entities.iter().filter(|e| e.kind == record::NameType::Per).map(|e| (e.name.as_str(), e)).collect();
    assert_eq!(persons.len(), 4, "{:?}", persons.iter().map(|(name, _)| name).collect::<Vec<_>>());
    let tsorkin = persons.iter().find(|(name, _)| name.contains("vdan")).expect("one of the spellings").1;
    assert_eq!(tsorkin.roles[0].value, "foreign minister");
    assert_eq!(tsorkin.aliases.len(), 2);
    let holt = persons.iter().find(|(name, _)| *name == "Marit Holt").expect("her full name").1;
    assert_eq!(holt.mentions.len(), 3, "the prime minister of the second report is she");
}

#[test]
fn a_surname_alone_is_his_of_whom_the_reports_tell() {
    let told = |id: &str, name: &str, town: &str| {
        Draft::new(id, "2031-05-02", &format!("{name} left {town} on 1 May.")).person(&[name], "", "").place(town)
    };
    let drafts = [
        told("a", "Otto Halm", "Velgorad"),
        told("b", "Otto Halm", "Velhorad"),
        told("c", "Otto Halm", "Velgorad"),
        told("d", "Karl Halm", "Velgorad"),
        told("e", "Halm", "Velgorad"),
    ];
    let story = tell(&drafts.iter().collect::<Vec<_>>());
    let mentions = |name: &str| story.entities.iter().find(|entity| entity.name == name).map(|e| e.mentions.len());
    assert_eq!((mentions("Otto Halm"), mentions("Karl Halm")), (Some(4), Some(1)), "{:?}", names(&story));
    assert_eq!(mentions("Velgorad"), Some(5), "{:?}", names(&story));
}
