//! Who says that it is not so: answers to allegations, statements that deny, happenings that are denied.

use super::matching::{Pair, Told, folded, key};
use super::{Fact, Kind};
use record::reading::Factuality;
use record::story::{Account, Response, ResponseKind, Statement};
use record::{Evidence, Story};

pub(super) fn facts(pair: &Pair<'_>) -> Vec<Fact> {
    let told = Told::of(words(pair.before));
    let new = |evidence: &[Evidence]| evidence.iter().any(|words| pair.is_fresh(words)) && !told.knows(evidence);
    let mut facts: Vec<Fact> = Vec::new();
    for (allegation, response) in responses(pair.after).filter(|(_, response)| new(&response.evidence)) {
        let who = pair.name(response.by).unwrap_or("the accused");
        let verb = if response.kind == ResponseKind::Denied { "denies" } else { "dismisses" };
        keep(&mut facts, pair, format!("{who} {verb}: {allegation}"), response.evidence.clone());
    }
    for statement in pair.after.statements.iter().filter(|statement| denies(statement) && new(&statement.evidence)) {
        let who = pair.name(statement.speaker).or(statement.source.as_deref()).unwrap_or("a source without a name");
        keep(&mut facts, pair, format!("{who} denies: {}", statement.content), statement.evidence.clone());
    }
    for (headline, account) in denied(pair.after) {
        let evidence = std::slice::from_ref(&account.evidence);
        if new(evidence) {
            let by = account.on_word_of.as_deref().map_or_else(String::new, |by| format!(" by {by}"));
            keep(&mut facts, pair, format!("denied{by}: {headline}"), evidence.to_vec());
        }
    }
    facts
}

/// Adds a denial, unless its words are those of one that is there already.
fn keep(facts: &mut Vec<Fact>, pair: &Pair<'_>, what: String, evidence: Vec<Evidence>) {
    let overlaps = |a: &Evidence, b: &Evidence| {
        let spans = |e: &Evidence| e.span.ranges().to_vec();
        a.report == b.report && spans(a).iter().any(|x| spans(b).iter().any(|y| x.overlaps(*y)))
            || folded(&a.quote) == folded(&b.quote)
    };
    let known = |fact: &Fact| fact.evidence.iter().any(|a| evidence.iter().any(|b| overlaps(a, b)));
    if !facts.iter().any(known) {
        let keys = evidence.iter().map(key).collect();
        facts.push(pair.fact(Kind::Denial, what, "said to be so → denied".to_owned(), evidence, keys));
    }
}

fn responses(story: &Story) -> impl Iterator<Item = (&str, &Response)> {
    let all = story.allegations.iter();
    let all = all.flat_map(|one| one.responses.iter().map(move |response| (one.what.as_str(), response)));
    all.filter(|(_, response)| matches!(response.kind, ResponseKind::Denied | ResponseKind::Dismissed))
}

/// Words that say that something is denied.
const DENYING: [&str; 11] = [
    "deny",
    "denies",
    "denied",
    "denying",
    "denial",
    "denials",
    "refute",
    "refutes",
    "refuted",
    "refuting",
    "disavowed",
];

fn says_so(words: &str) -> bool {
    folded(words).split(' ').any(|word| DENYING.contains(&word))
}

fn denies(statement: &Statement) -> bool {
    statement.cue.as_deref().is_some_and(says_so)
}

/// Happenings that somebody denies. What is merely told as not so ("nobody wants war") is no denial: its words say no
/// such thing.
fn denied(story: &Story) -> impl Iterator<Item = (&str, &Account)> {
    let all = story
        .events
        .iter()
        .flat_map(|event| event.accounts.iter().map(move |account| (event.headline.as_str(), account)));
    all.filter(|(_, account)| account.factuality == Factuality::Denied && says_so(&account.evidence.quote))
}

/// The words of all denials of a story.
fn words(story: &Story) -> impl Iterator<Item = &Evidence> {
    let responses = responses(story).flat_map(|(_, response)| &response.evidence);
    let statements = story.statements.iter().filter(|one| denies(one)).flat_map(|one| &one.evidence);
    responses.chain(statements).chain(denied(story).map(|(_, account)| &account.evidence))
}
