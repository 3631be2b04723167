//! States of one story written down by hand, and what the later tells that the earlier did not.

use super::*;
use record::evidence::Stated;
use record::reading::{Factuality, Polarity, SourceClass};
use record::story::{
    Account, Agreement, Allegation, Attribute, AttributeAccount, Discrepancy, DiscrepancyAccount, DiscrepancyKind,
    NamedAttribute, Proposal, ProposalKind, ProposalStep, ReportSummary, Response, ResponseKind, Statement,
    StoryEntity, StoryEvent,
};
use record::{Basis, EntityId, EventId, HappeningClass, NameType, ReportId, Span};

/// Words of a report from a byte on.
fn words(report: &str, start: usize, quote: &str) -> Evidence {
    let span = Span::new(start, start + quote.len()).into();
    Evidence { report: ReportId(report.into()), span, quote: quote.into() }
}

/// A story of some lines, each a list of reports.
fn told(lines: &[&[&str]]) -> Story {
    let report = |line: usize, id: &str| ReportSummary {
        id: ReportId(id.into()),
        path: format!("{id}.txt"),
        outlet: Some(Stated { value: format!("The {id} Post"), span: None, basis: Basis::Metadata }),
        title: Some(Stated {
            value: format!("Bridge falls, says {id}"),
            span: Some(Span::new(0, 10)),
            basis: Basis::Stated,
        }),
        published: None,
        line,
    };
    let reports = lines.iter().enumerate().flat_map(|(line, ids)| ids.iter().map(move |id| report(line, id)));
    let ids = |ids: &&[&str]| ids.iter().map(|id| ReportId((*id).into())).collect();
    Story { reports: reports.collect(), lines: lines.iter().map(ids).collect(), ..Story::default() }
}

/// An account of an event by a report.
fn account(report: &str, start: usize, factuality: Factuality) -> Account {
    Account {
        evidence: words(report, start, "The Alder bridge fell on Monday."),
        trigger: words(report, start + 17, "fell"),
        factuality,
        on_word_of: None,
        event: EventId(0),
        by: None,
    }
}

fn event(id: usize, accounts: Vec<Account>) -> StoryEvent {
    StoryEvent {
        id: EventId(id),
        kind: None,
        mode: None,
        cameo: None,
        class: HappeningClass::Occurrence,
        headline: "Bridge falls".into(),
        time: None,
        place: None,
        actors: vec![],
        recipients: vec![],
        participants: vec![],
        attributes: vec![],
        factuality: accounts[0].factuality,
        polarity: Polarity::Positive,
        reports: accounts.iter().map(|account| account.evidence.report.clone()).collect(),
        accounts,
        independent_sources: 1,
        rounds: None,
    }
}

/// An attribute: its value, then what each report says.
fn attribute(value: &str, accounts: &[(&str, &str)]) -> Attribute {
    let account = |(report, value): &(&str, &str)| AttributeAccount {
        value: (*value).into(),
        evidence: words(report, 40, value),
    };
    Attribute { value: value.into(), agreement: Agreement::Single, accounts: accounts.iter().map(account).collect() }
}

fn killed(value: &str, accounts: &[(&str, &str)]) -> NamedAttribute {
    NamedAttribute { name: "killed".into(), attribute: attribute(value, accounts) }
}

fn kinds(facts: &[Fact]) -> Vec<Kind> {
    facts.iter().map(|fact| fact.kind).collect()
}

#[test]
fn a_new_story_is_one_fact_about_everybody_in_it() {
    let mut story = told(&[&["a", "b"], &["c"]]);
    story.entities.push(StoryEntity {
        id: EntityId(0),
        name: "Ilse Brandt".into(),
        kind: NameType::Per,
        aliases: vec![],
        roles: vec![],
        side: None,
        mentions: vec![words("c", 90, "Ilse Brandt")],
    });
    let facts = difference(None, &story, &[]);
    assert_eq!(kinds(&facts), [Kind::Story]);
    assert_eq!(facts[0].what, "Bridge falls, says a");
    assert_eq!(facts[0].change, "3 reports of 2 independent lines");
    assert_eq!(facts[0].names, ["Ilse Brandt"]);
    assert_eq!(facts[0].keys, ["story:a", "story:b", "story:c"]);
}

#[test]
fn copies_are_no_news() {
    let mut before = told(&[&["a"]]);
    before.events = vec![event(0, vec![account("a", 0, Factuality::Asserted)])];
    before.events[0].attributes = vec![killed("3", &[("a", "3")])];
    let mut after = told(&[&["a", "copy", "copy2"]]);
    after.events =
        vec![event(0, vec![account("a", 0, Factuality::Asserted), account("copy", 0, Factuality::Asserted)])];
    after.events[0].attributes = vec![killed("3", &[("a", "3"), ("copy", "3"), ("copy2", "3")])];
    assert_eq!(difference(Some(&before), &after, &[]), []);
}

#[test]
fn an_independent_line_says_whose_it_is() {
    let (before, after) = (told(&[&["a"]]), told(&[&["a", "copy"], &["own", "its-copy"]]));
    let facts = difference(Some(&before), &after, &[]);
    assert_eq!(kinds(&facts), [Kind::Line]);
    assert_eq!(facts[0].what, "The own Post reports on its own: Bridge falls, says own");
    assert_eq!(facts[0].change, "independent lines: 1 → 2");
    assert_eq!(facts[0].lines, [Line { number: 2, of: 2, by: "The own Post".into() }]);
    assert_eq!(
        facts[0].evidence,
        [words("own", 0, "Bridge falls, says own")].map(|mut one| {
            one.span = Span::new(0, 10).into();
            one
        })
    );
    // A line that a report of before is in is none that came, however lines are cut now.
    assert_eq!(difference(Some(&told(&[&["a", "b"]])), &told(&[&["a"], &["b", "c"]]), &[]), []);
}

#[test]
fn a_toll_that_changed_was_told_by_somebody_new() {
    let state = |value: &str, accounts: &[(&str, &str)], lines: &[&[&str]]| {
        let mut story = told(lines);
        let reports = accounts.iter().map(|(report, _)| account(report, 0, Factuality::Asserted));
        story.events = vec![event(0, reports.collect())];
        story.events[0].attributes = vec![killed(value, accounts)];
        story
    };
    let before = state("3", &[("a", "3")], &[&["a"]]);
    let after = state("5", &[("a", "3"), ("b", "5")], &[&["a", "b"]]);
    let facts = difference(Some(&before), &after, &[]);
    assert_eq!(kinds(&facts), [Kind::Toll]);
    assert_eq!(facts[0].change, "killed: 3 → 5");
    assert_eq!(facts[0].evidence, [words("b", 40, "5")]);
    assert_eq!(facts[0].lines[0].number, 1);
    // The same reports, weighed otherwise: nobody told anything new.
    let reweighed = state("5", &[("a", "3"), ("b", "5")], &[&["a", "b"]]);
    let mut other = reweighed.clone();
    other.events[0].attributes = vec![killed("3", &[("a", "3"), ("b", "5")])];
    assert_eq!(difference(Some(&reweighed), &other, &[]), []);
}

#[test]
fn a_disagreement_appears_and_is_settled() {
    let side = |value: &str, report: &str| DiscrepancyAccount {
        value: value.into(),
        reports: vec![ReportId(report.into())],
        evidence: vec![words(report, 60, value)],
    };
    let conflict = |kind| Discrepancy {
        id: "d0".into(),
        about: Some(EventId(0)),
        attribute: "place".into(),
        accounts: vec![side("Alder", "a"), side("Norwick", "b")],
        kind,
        by: None,
    };
    let mut one = told(&[&["a"]]);
    one.events = vec![event(0, vec![account("a", 0, Factuality::Asserted)])];
    let mut both = told(&[&["a", "b"]]);
    both.events = vec![event(0, vec![account("a", 0, Factuality::Asserted), account("b", 0, Factuality::Asserted)])];
    both.events[0].place = Some(attribute("Alder", &[("a", "Alder"), ("b", "Alder")]));
    let mut differ = both.clone();
    differ.discrepancies = vec![conflict(DiscrepancyKind::Conflict)];
    let facts = difference(Some(&one), &differ, &[]);
    assert_eq!(kinds(&facts), [Kind::Disagreement]);
    assert_eq!(facts[0].what, "Bridge falls: accounts differ on place: Alder / Norwick");
    assert_eq!(facts[0].evidence.len(), 2);
    // It stays: no news. What differs in detail alone is no disagreement.
    assert_eq!(difference(Some(&differ), &differ, &[]), []);
    let mut detail = both.clone();
    detail.discrepancies = vec![conflict(DiscrepancyKind::Detail)];
    assert_eq!(difference(Some(&one), &detail, &[]), []);
    let facts = difference(Some(&differ), &both, &[]);
    assert_eq!(kinds(&facts), [Kind::Settled]);
    assert_eq!(facts[0].change, "place: Alder / Norwick → Alder");
}

fn statement(report: &str, cue: &str, content: &str) -> Statement {
    Statement {
        speaker: None,
        source: Some("the harbour office".into()),
        source_class: SourceClass::Organisation,
        kind: record::reading::AttributionKind::Indirect,
        cue: Some(cue.into()),
        content: content.into(),
        said_at: None,
        addressee: None,
        via: None,
        evidence: vec![words(report, 100, content)],
        by: None,
    }
}

#[test]
fn a_denial_is_news_once() {
    let before = told(&[&["a"]]);
    let mut after = told(&[&["a", "b"]]);
    after.statements =
        vec![statement("b", "denied", "that the bridge was old"), statement("b", "said", "that it was sad")];
    // The same words as an answer to an allegation: one denial, not two.
    after.allegations = vec![Allegation {
        id: "l0".into(),
        by: None,
        against: None,
        what: "that the bridge was old".into(),
        responses: vec![Response {
            by: None,
            kind: ResponseKind::Denied,
            evidence: vec![words("b", 95, "denied that the bridge was old")],
        }],
        evidence: vec![words("a", 10, "the bridge was old")],
    }];
    let facts = difference(Some(&before), &after, &[]);
    assert_eq!(kinds(&facts), [Kind::Denial]);
    assert_eq!(facts[0].what, "the accused denies: that the bridge was old");
    // What is only told as not so is no denial.
    let mut negated = told(&[&["a", "b"]]);
    negated.events = vec![event(0, vec![account("b", 300, Factuality::Denied)])];
    assert_eq!(difference(Some(&before), &negated, &[]), []);
    negated.events[0].accounts[0].evidence.quote = "The mayor denied that the bridge fell.".into();
    assert_eq!(kinds(&difference(Some(&before), &negated, &[])), [Kind::Denial]);
    // A copy repeats it.
    let mut later = told(&[&["a", "b", "copy"]]);
    later.statements = vec![statement("copy", "denied", "That the bridge was old")];
    later.allegations = after.allegations.clone();
    assert_eq!(difference(Some(&after), &later, &[]), []);
}

#[test]
fn an_offer_is_answered() {
    let step = |status: &str, report: &str| ProposalStep {
        date: None,
        status: status.into(),
        by: None,
        evidence: vec![words(report, 10, &format!("{status} a ferry"))],
    };
    let offer = |history: Vec<ProposalStep>| Proposal {
        id: "p0".into(),
        kind: ProposalKind::Offer,
        by: None,
        to: None,
        what: "a ferry".into(),
        status: String::new(),
        history,
    };
    let (mut before, mut after) = (told(&[&["a"]]), told(&[&["a", "b"]]));
    before.proposals = vec![offer(vec![step("offered", "a")])];
    after.proposals = vec![offer(vec![step("offered", "a"), step("rejected", "b")])];
    let facts = difference(Some(&before), &after, &[]);
    assert_eq!(kinds(&facts), [Kind::Answer]);
    assert_eq!(facts[0].change, "offer: offered → rejected");
    assert_eq!(difference(Some(&after), &after, &[]), []);
}

#[test]
fn what_was_announced_comes_or_does_not_or_its_day_passes() {
    let planned = |accounts: Vec<Account>, factuality, polarity| {
        let mut story = told(&[&["a", "b"]]);
        story.events = vec![event(0, accounts)];
        story.events[0].factuality = factuality;
        story.events[0].polarity = polarity;
        story.events[0].time = Some(attribute("2031-03-09", &[("a", "2031-03-09")]));
        story
    };
    let announced = vec![account("a", 0, Factuality::Planned)];
    let mut before = planned(announced.clone(), Factuality::Planned, Polarity::Positive);
    before.reports.pop();
    let told_of = [announced, vec![account("b", 0, Factuality::Asserted)]].concat();
    let after = planned(told_of.clone(), Factuality::Asserted, Polarity::Positive);
    let facts = difference(Some(&before), &after, &[]);
    assert_eq!(kinds(&facts), [Kind::Came]);
    assert_eq!(facts[0].evidence[0].report.0, "b");
    let off = planned(told_of, Factuality::Asserted, Polarity::Negative);
    assert_eq!(kinds(&difference(Some(&before), &off, &[])), [Kind::Failed]);
    let day = |words: &str| words.parse::<Date>().unwrap();
    assert_eq!(passed(&before, day("2031-03-09")), []);
    let over = passed(&before, day("2031-03-10"));
    assert_eq!(kinds(&over), [Kind::Passed]);
    assert_eq!(over[0].keys, ["passed:a@17"]);
    assert_eq!(passed(&after, day("2031-03-10")), []);
    assert_eq!(next_day(&before, day("2031-03-09")), Some(day("2031-03-09")));
    assert_eq!(next_day(&before, day("2031-03-10")), None);
}

#[test]
fn a_report_says_something_else_than_it_did() {
    let state = |title: &str, toll: &str, quote: Option<&str>| {
        let mut story = told(&[&["a"]]);
        story.reports[0].title.as_mut().unwrap().value = title.into();
        story.events = vec![event(0, vec![account("a", 0, Factuality::Asserted)])];
        story.events[0].attributes = vec![killed(toll, &[("a", toll)])];
        story.statements = quote.map(|quote| statement("a", "said", quote)).into_iter().collect();
        story
    };
    let before = state("Bridge falls in panic", "3", Some("we are doomed"));
    let after = state("Bridge falls", "2", None);
    let revised = [Revision { report: ReportId("a".into()), noted: false }];
    let facts = difference(Some(&before), &after, &revised);
    assert_eq!(kinds(&facts), [Kind::Toll, Kind::Corrected]);
    assert_eq!(facts[1].what, "The a Post changed its report without a word");
    assert_eq!(
        facts[1].change,
        "headline “Bridge falls in panic” → “Bridge falls”; killed 3 → 2; no longer quoted: “we are doomed”"
    );
    // Another version that says the same is no correction.
    assert_eq!(difference(Some(&after), &after, &revised), []);
}
